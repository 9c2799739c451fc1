package proc

import (
	"strconv"
	"strings"
)

// Signal is a signal's number on Linux/amd64.
type Signal int

// The signals that are spoken of by name in code.
const (
	SIGHUP   Signal = 1
	SIGINT   Signal = 2
	SIGQUIT  Signal = 3
	SIGKILL  Signal = 9
	SIGUSR1  Signal = 10
	SIGSEGV  Signal = 11
	SIGUSR2  Signal = 12
	SIGPIPE  Signal = 13
	SIGALRM  Signal = 14
	SIGTERM  Signal = 15
	SIGCHLD  Signal = 17
	SIGCONT  Signal = 18
	SIGSTOP  Signal = 19
	SIGTSTP  Signal = 20
	SIGTTIN  Signal = 21
	SIGTTOU  Signal = 22
	SIGWINCH Signal = 28
)

// signals by number, without SIG. Source: signal(7), x86.
var signals = [...]string{"", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
	"USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ",
	"VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"}

// ParseSignal reads a signal's name in any case, with or without SIG, or its
// number between 1 and 64; ok is false for anything else.
func ParseSignal(s string) (sig Signal, ok bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return Signal(n), n > 0 && n <= 64
	}
	name := strings.TrimPrefix(strings.ToUpper(s), "SIG")
	for i, known := range signals {
		if known == name && i > 0 {
			return Signal(i), true
		}
	}
	return 0, false
}

// Name is the signal's name without SIG ("TERM"), or its number.
func (s Signal) Name() string {
	if s > 0 && int(s) < len(signals) {
		return signals[s]
	}
	return strconv.Itoa(int(s))
}

// SignalSet is a set of signals.
type SignalSet uint64

// Of returns the set of the given signals.
func Of(sigs ...Signal) (set SignalSet) {
	for _, s := range sigs {
		set |= 1 << uint(s)
	}
	return set
}

// Has tells whether s is in the set.
func (set SignalSet) Has(s Signal) bool { return set&(1<<uint(s)) != 0 }
