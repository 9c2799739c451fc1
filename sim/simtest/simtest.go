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
//
// Lines that begin with two spaces and a mark are typed; all others are what
// has to be printed, both streams in the order they came. A status that is not
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
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"drydock/sim"
	"drydock/sim/engine"
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
	options := sim.Options{Seed: filepath.Base(name), Files: map[string]string{}, Pipe: true}
	session := -1
	for i, f := range archive.Files {
		if rel, ok := strings.CutPrefix(f.Name, "home/"); ok {
			options.Files[rel] = string(f.Data)
		}
		if f.Name == "session" || f.Name == "terminal" {
			session = i
			options.Pipe = f.Name == "session"
		}
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
	ids := &names{}
	var out strings.Builder
	for _, line := range strings.Split(session, "\n") {
		in, typed := parse(line)
		if !typed {
			continue
		}
		var r sim.Result
		w, r = w.Step(in)
		if err := engine.Check(w.Host()); err != nil {
			t.Errorf("after %q: %v", line, err)
		}
		inputs, results, worlds = append(inputs, in), append(results, r), append(worlds, w)
		out.WriteString(line + "\n" + ids.replace(transcript(r)))
	}
	again := sim.New(options)
	for i, in := range inputs {
		if _, r := worlds[i].Step(in); !reflect.DeepEqual(r, results[i]) {
			t.Errorf("the world before %q has changed: stepped again it gives\n%s\ninstead of\n%s", in.Text, transcript(r), transcript(results[i]))
		}
		var r sim.Result
		if again, r = again.Step(in); !reflect.DeepEqual(r, results[i]) {
			t.Errorf("a second play differs at %q:\n%s\ninstead of\n%s", in.Text, transcript(r), transcript(results[i]))
		}
	}
	return out.String()
}

// parse reads a marked line.
func parse(line string) (in sim.Input, typed bool) {
	for mark, kind := range map[string]sim.Kind{"  $ ": sim.Line, "  > ": sim.Line} { // at most one fits
		if text, ok := strings.CutPrefix(line, mark); ok {
			return sim.Input{Kind: kind, Text: text}, true
		}
	}
	switch line {
	case "  $", "  >":
		return sim.Input{Kind: sim.Line}, true
	case "  ^C":
		return sim.Input{Kind: sim.Interrupt}, true
	case "  ^Z":
		return sim.Input{Kind: sim.Suspend}, true
	case "  ^D":
		return sim.Input{Kind: sim.EOF}, true
	case "  ^P^Q":
		return sim.Input{Kind: sim.Detach}, true
	}
	if d, ok := strings.CutPrefix(line, "  @"); ok {
		if after, err := time.ParseDuration(d); err == nil {
			return sim.Input{Kind: sim.Wait, After: after}, true
		}
	}
	return sim.Input{}, false
}

// transcript is what a Result looks like in a session.
func transcript(r sim.Result) string {
	var b strings.Builder
	for _, c := range r.Output {
		b.WriteString(strings.ReplaceAll(strings.ReplaceAll(c.Text, "\r\n", "\n"), "\x1b", "^["))
	}
	if s := b.String(); s != "" && !strings.HasSuffix(s, "\n") {
		b.WriteString("\\\n")
	}
	text := shorten(b.String())
	b.Reset()
	b.WriteString(text)
	switch {
	case r.More:
	case r.Exit == nil:
		b.WriteString("[running]\n")
	case *r.Exit != 0:
		fmt.Fprintf(&b, "[exit %d]\n", *r.Exit)
	}
	var lines strings.Builder
	for _, l := range strings.SplitAfter(b.String(), "\n") {
		text := strings.TrimSuffix(l, "\n")
		if trimmed := strings.TrimRight(text, " "); trimmed != text {
			l = trimmed + "\n"
		}
		if _, typed := parse(strings.TrimSuffix(l, "\n")); typed {
			l = "\\" + l // printed, not typed
		}
		lines.WriteString(l)
	}
	return lines.String()
}

// mostLines is how many lines of one answer are written out.
const mostLines = 60

// shorten leaves out the middle of a long answer and says how much.
func shorten(s string) string {
	lines := strings.SplitAfter(s, "\n")
	if len(lines) <= mostLines {
		return s
	}
	return strings.Join(lines[:3], "") + fmt.Sprintf("… %d lines …\n", len(lines)-7) + strings.Join(lines[len(lines)-4:], "")
}

// names gives ids their places in a session.
type names struct{ ids []string }

var hexID = regexp.MustCompile(`\b[0-9a-f]{64}\b|\b[0-9a-f]{12}\b`)

func (n *names) replace(s string) string {
	return hexID.ReplaceAllStringFunc(s, func(id string) string {
		for i, known := range n.ids {
			if strings.HasPrefix(known, id) || strings.HasPrefix(id, known) {
				if len(id) > len(known) {
					n.ids[i] = id
				}
				return place(i, id)
			}
		}
		n.ids = append(n.ids, id)
		return place(len(n.ids)-1, id)
	})
}

// place keeps the width of a short id, so that columns stay where they are.
func place(i int, id string) string {
	name := fmt.Sprintf("ID%d", i+1)
	if len(id) == 12 {
		return fmt.Sprintf("%-12s", name)
	}
	return name
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
