package web

import (
	"strings"
	"testing"

	"drydock/sim"
	"drydock/templates"
)

func textOf(l templates.Line) string {
	var b strings.Builder
	for _, s := range l.Spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

func textsOf(lines []templates.Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(textOf(l) + "\n")
	}
	return b.String()
}

// screens are bytes that Docker 29 wrote to a terminal of 120 columns and what
// the terminal showed of them; a line of dots was cut out of the greeting.
var screens = []struct{ name, bytes, shows string }{
	{"pull", "Unable to find image 'hello-world:latest' locally\r\nlatest: Pulling from library/hello-world\r\n" +
		"\r\n\x1b[1A\x1b[2K\r10e42c2c6b60: Pulling fs layer \r\x1b[1B\r\n\x1b[1A\x1b[2K\r44136fa355b3: Download complete \r\x1b[1B" +
		"\x1b[2A\x1b[2K\r10e42c2c6b60: Download complete \r\x1b[2B\r\n\x1b[1A\x1b[2K\rf4086849c1ef: Download complete \r\x1b[1B" +
		"\x1b[3A\x1b[2K\r10e42c2c6b60: Pull complete \r\x1b[3BDigest: sha256:2d94d8bd\r\n\r\nHello from Docker!\r\n",
		"Unable to find image 'hello-world:latest' locally\nlatest: Pulling from library/hello-world\n" +
			"10e42c2c6b60: Pull complete\n44136fa355b3: Download complete\nf4086849c1ef: Download complete\n" +
			"Digest: sha256:2d94d8bd\n\nHello from Docker!\n"},
	{"table with colours", "\x1b[39m\x1b[1mIMAGE\x1b[0m   \x1b[39m\x1b[1mID\x1b[0m             \x1b[39m\x1b[1mDISK USAGE\x1b[0m\r\n",
		"IMAGE   ID             DISK USAGE\n"},
	{"blanks at the end", "  GitCommit:        \r\n", "  GitCommit:\n"},
	{"build without a directory", "\x1b[1A\x1b[1B\x1b[0G\x1b[?25l[+] Building 0.0s (0/0)       docker:default\r\n\x1b[?25hERROR: failed to build\r\n",
		"[+] Building 0.0s (0/0)       docker:default\nERROR: failed to build\n"},
	{"redraw from the top", "\x1b[HNAME   CPU %\x1b[K\r\nloop   0.00%\x1b[K\r\n\x1b[K\r\n\x1b[J\x1b[HNAME   CPU %\x1b[K\r\nloop   0.16%\x1b[K\r\n\x1b[J",
		"NAME   CPU %\nloop   0.16%\n"},
	{"tab and backspace", "a\tb\bc\r\n", "a       c\n"},
	{"save and restore", "one\x1b7 two\x1b8 2\r\n", "one 2wo\n"},
	{"title, charset, bell", "\x1b]0;a title\a\x1b(Bx\a\r\n", "x\n"},
	{"erase up to the cursor", "abcdef\x1b[3D\x1b[1K\r\n", "    ef\n"},
	{"bare line feeds", "a\nb\n", "a\nb\n"},
	{"wide and cut", "é→✓\r\n", "é→✓\n"},
}

func TestScreen(t *testing.T) {
	for _, test := range screens {
		for _, size := range []int{1, 2, 7, 1 << 20} { // chunks may end anywhere
			var s Screen
			s.Echo("$ ", "docker")
			for rest := test.bytes; rest != ""; {
				n := min(size, len(rest))
				s.Write("stdout", rest[:n])
				rest = rest[n:]
			}
			if got := textsOf(s.Lines()); got != "$ docker\n"+test.shows || s.Partial() != "" {
				t.Errorf("%s in chunks of %d shows\n%s%q\nwant\n%s", test.name, size, got, s.Partial(), test.shows)
			}
		}
	}
}

func TestStyles(t *testing.T) {
	for _, test := range []struct{ sgr, class string }{
		{"1", "sgr-1"}, {"1;31", "sgr-1 sgr-31"}, {"31;1;0", ""}, {"31;39", ""}, {"", ""}, {"4;24;3", "sgr-3"},
		{"106;30", "sgr-30 sgr-106"}, {"38;5;0", "sgr-30"}, {"48;5;14", "sgr-106"}, {"38;5;196", "sgr-91"},
		{"38;5;250", "sgr-37"}, {"1;38;2;0;0;0;48;2;255;255;255", "sgr-1 sgr-30 sgr-107"}, {"38;5", ""}, {"1;22;2", "sgr-2"},
		{"999;-4", ""},
	} {
		var s Screen
		s.Write("stdout", "\x1b["+test.sgr+"mx\x1b[0m\r\n")
		if got := s.Lines()[0].Spans[0].Class; got != test.class {
			t.Errorf("ESC[%sm is class %q, want %q", test.sgr, got, test.class)
		}
		if got := styleOf(test.class).class(); got != test.class {
			t.Errorf("class %q comes back as %q", test.class, got)
		}
	}
}

func TestSpansAndKinds(t *testing.T) {
	var s Screen
	s.Echo("$ ", "ls x")
	s.Write("stderr", "ls: \x1b[31mx\x1b[0m: no\r\n")
	s.Write("stdout", "\r\nName? ")
	want := []templates.Line{
		{Kind: "command", Spans: []templates.Span{{Text: "$ ", Class: "prompt"}, {Text: "ls x"}}},
		{Kind: "stderr", Spans: []templates.Span{{Text: "ls: "}, {Text: "x", Class: "sgr-31"}, {Text: ": no"}}},
		{Kind: "stdout"},
	}
	got := s.Lines()
	if len(got) != len(want) {
		t.Fatalf("lines are %+v", got)
	}
	for i := range want {
		if got[i].Kind != want[i].Kind || textOf(got[i]) != textOf(want[i]) || len(got[i].Spans) != len(want[i].Spans) {
			t.Errorf("line %d is %+v, want %+v", i, got[i], want[i])
		}
	}
	if s.Partial() != "Name? " {
		t.Errorf("the partial line is %q", s.Partial())
	}
}

// An update has the lines since the one before, among them the line that was
// not complete then.
func TestSince(t *testing.T) {
	var s Screen
	s.Write("stdout", "one\r\nName? ")
	mark := s.Mark()
	s.Write("stdout", "bob\r\nthree\r\n")
	if got := textsOf(s.Since(mark)); got != "Name? bob\nthree\n" {
		t.Errorf("since the mark there is %q", got)
	}
	if got := s.Since(s.Mark()); len(got) != 0 {
		t.Errorf("since now there is %+v", got)
	}
}

func TestScreenKeepsTheLastLines(t *testing.T) {
	var s Screen
	for i := range 3 * maxLines {
		mark := s.Mark()
		s.Write("stdout", strings.Repeat("x", i%7)+"\r\n")
		if got := s.Since(mark); len(got) != 1 || len(textOf(got[0])) != i%7 {
			t.Fatalf("line %d came out as %+v", i, got)
		}
	}
	if n := len(s.Lines()); n < maxLines-1 || n > maxLines+dropAtOnce {
		t.Errorf("%d lines are kept", n)
	}
	s.Write("stdout", strings.Repeat("y", 10*maxColumns))
	if n := len(s.Partial()); n != maxColumns {
		t.Errorf("a line grew to %d characters", n)
	}
}

func TestClear(t *testing.T) {
	var s Screen
	s.Write("stdout", "before\r\n")
	s.Echo("$ ", "clear")
	s.Write("stdout", "\x1b[H\x1b[2J\x1b[3J")
	if got := s.Lines(); len(got) != 0 || s.Partial() != "" {
		t.Errorf("after clear there is %+v", got)
	}
	s.Echo("$ ", "top")
	s.Write("stdout", "\x1b[H\x1b[2J")
	if got := textsOf(s.Lines()); got != "$ top\n" {
		t.Errorf("a program that clears the screen leaves %q", got)
	}
}

func TestCloneIsApart(t *testing.T) {
	var s Screen
	s.Write("stdout", "one\r\ntw")
	c := s.Clone()
	c.Write("stdout", "\x1b[1A\x1b[2K\x1b[1B\rxx\r\nthree\r\n")
	if got := textsOf(s.Lines()) + s.Partial(); got != "one\ntw" {
		t.Errorf("writing to the clone made the screen %q", got)
	}
}

// Typed text is shown where it was typed: after what the time before printed.
func TestShowOrder(t *testing.T) {
	result := sim.Result{Output: []sim.Chunk{
		{Stream: "stdout", Text: "tick\r\n", At: 1}, {Stream: "stdout", Text: "done\r\n", At: 5},
	}}
	var s Screen
	s.show(sim.Input{Kind: sim.Line, Text: "a\tb\nc", After: 5}, stepped{result: result, prompt: "$ "})
	if got := textsOf(s.Lines()); got != "tick\n$ a^Ib\nc\ndone\n" {
		t.Errorf("the transcript is %q", got)
	}
}

func FuzzScreen(f *testing.F) {
	for _, test := range screens {
		f.Add(test.bytes)
	}
	f.Add("\x1b[99999999999B\x1b[;;H\x1b[J\x1b8\x1b[1A\x1b[3Jx\x1b[999C\x1b")
	f.Fuzz(func(t *testing.T, bytes string) {
		var whole, cut Screen
		whole.Write("stdout", bytes)
		for i := range len(bytes) {
			cut.Write("stdout", bytes[i:i+1])
		}
		if len(bytes) < maxSequence && textsOf(whole.Lines()) != textsOf(cut.Lines()) {
			t.Errorf("%q depends on where chunks end", bytes)
		}
	})
}
