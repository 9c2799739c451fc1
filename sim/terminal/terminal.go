// Package terminal is what a person's terminal shows besides the output of
// programs: the prompt, what holds the foreground, and what Tab completes.
package terminal

import (
	"regexp"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/shell"
)

// Prompts of the host's login shell.
const (
	PS1 = "$ "
	PS2 = "> "
)

// state is what the login shell is doing; ok is false when it has ended.
func state(h engine.Host, term int) (shell.State, bool) {
	p, ok := h.Leader(term)
	if !ok {
		return shell.State{}, false
	}
	return shell.Status(p)
}

// Exit is the status of the last command line; done is false while a program
// holds the terminal or the command is not complete.
func Exit(h engine.Host, term int) (code int, done bool) {
	s, ok := state(h, term)
	if !ok {
		return 0, true
	}
	return s.Exit, s.Ready
}

// More tells whether the command typed so far is not complete.
func More(h engine.Host, term int) bool {
	s, _ := state(h, term)
	return s.More
}

// Busy tells whether a program holds the terminal.
func Busy(h engine.Host, term int) bool {
	s, ok := state(h, term)
	return ok && !s.Ready && !s.More
}

// Prompt is what stands before the cursor; tail is the unfinished last line.
func Prompt(h engine.Host, term int, tail string) string {
	s, _ := state(h, term)
	switch {
	case s.More:
		return PS2
	case s.Ready:
		return PS1
	case h.Idle(term):
		return tail
	}
	return ""
}

var escape = regexp.MustCompile("\x1b\\[[0-9;?]*[a-zA-Z]")

const longestTail = 200

// Tail is the unfinished last line of a terminal after more output.
func Tail(tail string, chunks []engine.Chunk) string {
	for _, c := range chunks {
		tail += c.Text
		if i := strings.LastIndexByte(tail, '\n'); i >= 0 {
			tail = tail[i+1:]
		}
	}
	tail = escape.ReplaceAllString(tail, "")
	if i := strings.LastIndexByte(tail, '\r'); i >= 0 {
		tail = tail[i+1:]
	}
	return tail[max(len(tail)-longestTail, 0):]
}
