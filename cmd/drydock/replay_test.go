package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drydock/sim"
	"drydock/web"
)

// Results about lessons of a directory are replayed with that directory; without
// it the replay says what is missing, and does not call the results right.
func TestReplayTakesLessons(t *testing.T) {
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "results.json")
	text := "---\ntitle: One\nsummary: One.\nlevel: beginner\nminutes: 5\n---\n## A step\n\n```goal made\ntext: It is there.\ncheck:\n  - run: test -f note\n    missing: It is not there.\nhints:\n  - Make it.\nsolution: touch note\n```\n"
	if err := os.WriteFile(filepath.Join(dir, "one.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := web.Results{Members: []web.MemberResult{{Nickname: "Ann", Labs: []web.LabResult{{
		Lesson: "one", Options: sim.Options{Seed: "x"}, Inputs: []sim.Input{{Kind: sim.Line, Text: "touch note"}}, Met: []string{"made"},
	}}}}}
	data, err := json.Marshal(r)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dir, differ string
	}{{dir, ""}, {"", "there is no lesson one here"}} {
		labs, differ, err := replayed(file, c.dir)
		if err != nil || labs != 1 || (c.differ == "") != (len(differ) == 0) || !strings.Contains(strings.Join(differ, ""), c.differ) {
			t.Errorf("with %q: %d labs, %q, %v", c.dir, labs, differ, err)
		}
	}
	for _, args := range [][]string{{"--lessons", dir, file}, {file, "--lessons", dir}} {
		if f, d, err := replayArgs(args); f != file || d != dir || err != nil {
			t.Errorf("%q: %q, %q, %v", args, f, d, err)
		}
	}
	if _, _, err := replayArgs(nil); err == nil {
		t.Error("no arguments are taken")
	}
}
