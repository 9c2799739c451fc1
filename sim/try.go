package sim

import (
	"strings"
	"time"
)

// Try runs a shell script on a copy of this moment and returns what it did:
// the World is not changed and whoever uses it sees nothing. The script runs as
// bash in the learner's home, its output goes to a pipe, and it may read what
// the learner has typed, a line each, in ~/.bash_history. Exit is nil when it
// does not end by itself.
func (w World) Try(script string, typed []string) Result {
	w.opts.Pipe = true
	now := w.host.Now()
	root := putFile(w.host.Root(), tried, script+"\n", now)
	root = putFile(root, Home+"/.bash_history", strings.Join(typed, "\n")+"\n", now)
	w.host = w.host.WithRoot(root)
	w = w.login("")
	_, r := w.Step(Input{Kind: Line, Text: "bash " + tried})
	return r
}

const tried = "/tmp/.try"

// Typed is the Input that a line stands for where sessions are written down: a
// line that is exactly ^C, ^D, ^Z or ^P^Q is that key, @10s lets ten seconds pass,
// and all else is typed.
func Typed(line string) Input {
	switch line {
	case "^C":
		return Input{Kind: Interrupt}
	case "^D":
		return Input{Kind: EOF}
	case "^Z":
		return Input{Kind: Suspend}
	case "^P^Q":
		return Input{Kind: Detach}
	}
	if in, ok := publishLine(line); ok {
		return in
	}
	if d, ok := strings.CutPrefix(line, "@"); ok {
		if after, err := time.ParseDuration(d); err == nil && after > 0 {
			return Input{Kind: Wait, After: after}
		}
	}
	return Input{Kind: Line, Text: line}
}
