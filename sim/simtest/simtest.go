// Package simtest plays transcripts: text files of what is typed and what the
// terminal answers, each telling one story.
//
// A transcript is a txtar archive. Its comment says what is shown and where
// the truth comes from; files under home/ are put into the learner's home; the
// file named session is played:
//
//	  $ docker ps -a
//	CONTAINER ID   IMAGE   ...
//	  $ docker start -ai sh1
//	  > echo hi
//	  @10s
//	  ^C
//	  :{"kind":"file","path":"note","text":"hi\n"}
//
// Lines that begin with two spaces and a mark are typed; all others are what
// has to be printed, both streams in the order they came; what has no mark is
// written as the JSON of its input. A file named options gives the seed and the
// lines typed before, as JSON (package record writes such transcripts). A status that is not
// 0 is printed as a last line "[exit N]", and "[running]" while a program holds
// the terminal. Ids of 64 hex digits print as ID1, ID2, … by first appearance,
// and so do their first 12 digits.
package simtest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"drydock/sim"
	"drydock/sim/engine"
	"drydock/sim/record"
)

var update = flag.Bool("update", false, "rewrite the transcripts to what is printed now")

// Run plays every transcript that matches the pattern as a subtest.
func Run(t *testing.T, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts match %s: %v", pattern, err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { playFile(t, name) })
	}
}

func playFile(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(strings.TrimSpace(string(archive.Comment))) == 0 {
		t.Error("the transcript does not say what it shows")
	}
	options, session, err := record.ReadTranscript(archive, filepath.Base(name))
	if err != nil {
		t.Fatal(err)
	}
	if session < 0 {
		t.Fatal("the transcript has no session")
	}
	want := string(archive.Files[session].Data)
	got := Play(t, options, want)
	if got == want {
		return
	}
	if *update {
		archive.Files[session].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the session went otherwise:\n%s", firstDifference(want, got))
}

// Play types the marked lines of a session into a fresh world and returns the
// session as it went. After every step the invariants are checked; at the end
// every earlier world is stepped again, which proves that it did not change,
// and the inputs are replayed, which proves that a second play gives the same.
func Play(t *testing.T, options sim.Options, session string) string {
	t.Helper()
	w := sim.New(options)
	worlds, inputs, results := []sim.World{w}, []sim.Input{}, []sim.Result{}
	ids := &record.Names{}
	var out strings.Builder
	for _, line := range strings.Split(session, "\n") {
		in, typed := record.ReadLine(line)
		if !typed {
			continue
		}
		var r sim.Result
		w, r = w.Step(in)
		if err := engine.Check(w.Host()); err != nil {
			t.Errorf("after %q: %v", line, err)
		}
		inputs, results, worlds = append(inputs, in), append(results, r), append(worlds, w)
		out.WriteString(line + "\n" + ids.Replace(record.Answer(r)))
	}
	again := sim.New(options)
	for i, in := range inputs {
		if _, r := worlds[i].Step(in); !reflect.DeepEqual(r, results[i]) {
			t.Errorf("the world before %q has changed: stepped again it gives\n%s\ninstead of\n%s", in.Text, record.Answer(r), record.Answer(results[i]))
		}
		var r sim.Result
		if again, r = again.Step(in); !reflect.DeepEqual(r, results[i]) {
			t.Errorf("a second play differs at %q:\n%s\ninstead of\n%s", in.Text, record.Answer(r), record.Answer(results[i]))
		}
	}
	return out.String()
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			from := max(i-6, 0)
			return strings.Join(b[from:min(i, len(b))], "\n") + fmt.Sprintf("\nline %d\nwant %q\ngot  %q", i+1, x, y)
		}
	}
	return "nothing"
}
