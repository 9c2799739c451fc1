package bin

import (
	"slices"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// job is one command find or xargs has to run.
type job struct{ argv []string }

// batch runs commands one after another.
type batch struct {
	call
	cannot string      // format of a failed start: command, error
	fds    map[int]int // descriptors of the commands; nil: all
	strict bool        // as xargs: failures show in the exit code, a failed start ends it
}

// run ends the process with the worst exit code.
func (b batch) run(p *proc.Proc, jobs []job, code int) {
	if len(jobs) == 0 {
		p.Sys.Exit(code)
		return
	}
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: jobs[0].argv, FDs: b.fds})
	switch {
	case err == nil:
		await(p, pid, func(p *proc.Proc, ended int) { b.ended(p, jobs[1:], code, ended) })
		return
	case b.strict:
		b.say(p, b.cannot, jobs[0].argv[0], err)
		if code = 126; err == vfs.ENOENT {
			code = 127
		}
		p.Sys.Exit(code)
	default:
		b.say(p, b.cannot, jobs[0].argv[0], err)
		b.run(p, jobs[1:], code)
	}
}

// many runs up to slots commands at a time.
func (b batch) many(p *proc.Proc, jobs []job, running []int, slots, code int) {
	for len(jobs) > 0 && len(running) < slots {
		pid, err := p.Sys.Spawn(proc.Spawn{Argv: jobs[0].argv, FDs: b.fds})
		if err == vfs.EAGAIN && len(running) > 0 {
			break
		}
		if err != nil {
			b.say(p, b.cannot, jobs[0].argv[0], err)
			if code = 126; err == vfs.ENOENT {
				code = 127
			}
			jobs = nil
			break
		}
		running, jobs = append(slices.Clone(running), pid), jobs[1:]
	}
	if len(running) == 0 {
		p.Sys.Exit(code)
		return
	}
	for _, pid := range running {
		_, ended, err := p.Sys.Wait(pid)
		if err == vfs.EAGAIN {
			continue
		}
		left := slices.DeleteFunc(slices.Clone(running), func(other int) bool { return other == pid })
		if ended != 0 && code == 0 {
			code = 123
		}
		b.many(p, jobs, left, slots, code)
		return
	}
	p.Next = func(p *proc.Proc, _ proc.Event) { b.many(p, jobs, running, slots, code) }
}

// ended goes on after a command. Source: xargs(1), EXIT STATUS.
func (b batch) ended(p *proc.Proc, rest []job, code, ended int) {
	switch {
	case !b.strict || ended == 0:
	case ended == 255:
		b.die(p, 124, "%s: exited with status 255; aborting", b.args[0])
		return
	case ended >= 128:
		b.die(p, 125, "terminated by signal %d", ended-128)
		return
	default:
		code = 123
	}
	b.run(p, rest, code)
}

// await waits for a child to end and goes on with its exit code.
func await(p *proc.Proc, pid int, then func(p *proc.Proc, code int)) {
	_, code, err := p.Sys.Wait(pid)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { await(p, pid, then) }
		return
	}
	then(p, code)
}
