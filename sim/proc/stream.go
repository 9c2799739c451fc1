package proc

import (
	"drydock/sim/vfs"
)

// Emit writes data to fd, in pieces a pipe can take, and then goes on with
// next. It waits as often as it has to; if nobody reads any more the process
// has been signalled and next does not run.
func Emit(p *Proc, fd int, data string, next func(p *Proc)) {
	for data != "" {
		piece := data[:min(len(data), 32<<10)]
		switch err := p.Sys.Write(fd, piece); err {
		case nil:
			data = data[len(piece):]
		case vfs.EAGAIN:
			rest := data
			p.Next = func(p *Proc, _ Event) { Emit(p, fd, rest, next) }
			return
		default:
			writeError(p, fd, err)
			return
		}
	}
	next(p)
}

// writeError ends a process that could not write, and says why, unless nobody
// reads what it writes: then SIGPIPE is on its way.
func writeError(p *Proc, fd int, err error) {
	if err != vfs.EPIPE && err != vfs.EBADF && fd != 2 {
		_ = p.Err(p.Name + ": write error: " + err.Error() + "\n") // there is nobody left to tell
	}
	p.Sys.Exit(1)
}

// Finish writes data to standard output and ends the process with code.
func Finish(p *Proc, data string, code int) {
	Emit(p, 1, data, func(p *Proc) { p.Sys.Exit(code) })
}

// Slurp reads fd to its end and goes on with next.
func Slurp(p *Proc, fd int, next func(p *Proc, data string)) {
	Fold(p, fd, "", func(p *Proc, data, piece string) (string, bool) { return data + piece, true }, next)
}

// Fold reads fd piece by piece, each giving a new state; when each answers
// false, or at the end, it goes on with done. The state is a value: it is kept
// across waits and must not be written to in place.
func Fold[S any](p *Proc, fd int, state S, each func(p *Proc, state S, piece string) (S, bool), done func(p *Proc, state S)) {
	for {
		piece, err := p.Sys.Read(fd, 64<<10)
		if err == vfs.EAGAIN {
			kept := state
			p.Next = func(p *Proc, _ Event) { Fold(p, fd, kept, each, done) }
			return
		}
		if err != nil || piece == "" {
			done(p, state)
			return
		}
		var more bool
		if state, more = each(p, state, piece); !more {
			done(p, state)
			return
		}
	}
}
