// Package shell is the POSIX shell as a value that can stop.
//
// A shell is a stack of frames, each saying what is left to be done: the rest
// of a list, a loop between two rounds, a command that waits for its child.
// One step takes the top frame and puts back what remains of it, so nothing of
// a script lives on Go's stack when the shell has to wait: it is kept, forked
// and resumed with the process that holds it. Every event works on its own
// copy of the stack; slices and maps in a state are never written again.
//
// Command lines are parsed by mvdan.cc/sh/v3/syntax. Expansion is our own: a
// command substitution stops the expansion, runs as a child, and the expansion
// starts again from the same variables with the text it gave in hand, so that
// side effects count once.
//
// Source: POSIX.1-2017 XCU 2; bash(1), dash(1) and busybox ash where they differ.
package shell
