package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drydock/sim"
)

// record plays lines and returns what is shown of each command.
func record(t *testing.T, o sim.Options, lines string) []played {
	t.Helper()
	var all []played
	_, err := playLines(sim.New(o), strings.NewReader(lines), func(_ string, p played) { all = append(all, p) })
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPlayShowsOneObjectACommand(t *testing.T) {
	got := record(t, sim.Options{Seed: "play", Pipe: true, Files: map[string]string{"site/index.html": "hi\n"}}, `cat site/index.html
cat <<END
one
END
echo 'a
b'
nosuch
docker pull -q alpine
docker run -it --name box alpine
exit 3
@10s
sleep 1000
^C
`)
	code := func(n int) *int { return &n }
	want := []struct {
		cmd, stdout string
		exit        *int
	}{
		{"cat site/index.html", "hi\n", code(0)},
		{"cat <<END\none\nEND", "one\n", code(0)},
		{"echo 'a\nb'", "a\nb\n", code(0)},
		{"nosuch", "", code(127)},
		{"docker pull -q alpine", "docker.io/library/alpine:latest\n", code(0)},
		{"docker run -it --name box alpine", "/ # ", nil},
		{"exit 3", "exit 3\r\n", code(3)},
		{"@10s", "", code(3)},
		{"sleep 1000", "", nil},
		{"^C", "", code(130)},
	}
	if len(got) != len(want) {
		t.Fatalf("%d commands are shown, want %d", len(got), len(want))
	}
	for i, w := range want {
		g := got[i]
		if g.Cmd != w.cmd || g.Stdout != w.stdout || (g.Exit == nil) != (w.exit == nil) || g.Exit != nil && *g.Exit != *w.exit {
			b, err := json.Marshal(g)
			t.Errorf("%q gives %s %v", w.cmd, b, err)
		}
	}
	if got[7].Seconds != 10 {
		t.Errorf("@10s takes %g seconds", got[7].Seconds)
	}
}

func TestPlaySameSeedSameWords(t *testing.T) {
	const lines = "docker run -d nginx\ndocker ps -a\ndocker images\n"
	one, two, other := record(t, sim.Options{Seed: "a"}, lines), record(t, sim.Options{Seed: "a"}, lines), record(t, sim.Options{Seed: "b"}, lines)
	for i := range one {
		if one[i].output != two[i].output {
			t.Errorf("%q differs from play to play", one[i].Cmd)
		}
	}
	if one[0].output == other[0].output {
		t.Error("another seed gives the same id")
	}
}

func TestReadHome(t *testing.T) {
	dir := t.TempDir()
	for name, data := range map[string]string{"Dockerfile": "FROM alpine\n", "app/main.sh": "#!/bin/sh\n"} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	files, err := readHome(dir)
	if err != nil || len(files) != 2 || files["app/main.sh"] != "#!/bin/sh\n" {
		t.Errorf("%v, %v", files, err)
	}
	if _, err := readHome(filepath.Join(dir, "nosuch")); err == nil {
		t.Error("a directory that is not there is no error")
	}
}
