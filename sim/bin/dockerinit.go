package bin

import (
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// dockerInit is the PID 1 of a container run with --init: it starts the
// command as its child, passes signals on to it, takes the codes of all that
// end, and ends as the command does. Source: github.com/krallin/tini, which
// Docker installs under this name.
func dockerInit(p *proc.Proc, _ proc.Event) {
	argv := p.Argv[1:]
	if len(argv) > 0 && argv[0] == "--" {
		argv = argv[1:]
	}
	for sig := proc.SIGHUP; sig < 32; sig++ {
		if sig != proc.SIGKILL && sig != proc.SIGSTOP && sig != proc.SIGCHLD && sig != proc.SIGTTIN && sig != proc.SIGTTOU {
			p.Catch |= proc.Of(sig)
		}
	}
	child, err := p.Sys.Spawn(proc.Spawn{Argv: argv})
	if err != nil {
		code, text := 1, err.Error()
		switch err {
		case vfs.ENOENT:
			code = 127
		case vfs.EACCES:
			code = 126
		}
		p.Fail(code, "[FATAL tini (2)] exec "+argv[0]+" failed: "+text)
		return
	}
	reap(p, child)
}

// reap takes what has ended, and ends with the child.
func reap(p *proc.Proc, child int) {
	for {
		ended, code, err := p.Sys.Wait(0)
		switch {
		case err == vfs.EAGAIN:
			p.Next = func(p *proc.Proc, ev proc.Event) {
				// The command is a terminal's foreground: Ctrl-C reaches it directly.
				if ev.Kind == proc.Signaled && (ev.Signal != proc.SIGINT || !p.Sys.IsTerminal(0)) {
					_ = p.Sys.Kill(child, ev.Signal) // it may have ended
				}
				reap(p, child)
			}
			return
		case err != nil:
			p.Sys.Exit(1)
			return
		case ended == child:
			p.Sys.Exit(code)
			return
		}
	}
}
