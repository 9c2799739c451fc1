package bin

import (
	"path"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// act is one step of a program that takes its time: a wait, then words, then a deed.
type act struct {
	wait     time.Duration
	out, err string
	do       func(p *proc.Proc)
}

// perform does acts one after another and then goes on.
func perform(p *proc.Proc, acts []act, then func(p *proc.Proc)) {
	for len(acts) > 0 {
		a := acts[0]
		if a.wait > 0 {
			rest := append([]act{{out: a.out, err: a.err, do: a.do}}, acts[1:]...)
			pause(p, p.Sys.Now().Add(a.wait), func(p *proc.Proc) { perform(p, rest, then) })
			return
		}
		if a.do != nil {
			a.do(p)
		}
		rest := acts[1:]
		if a.out != "" || a.err != "" {
			proc.Emit(p, 2, a.err, func(p *proc.Proc) {
				proc.Emit(p, 1, a.out, func(p *proc.Proc) { perform(p, rest, then) })
			})
			return
		}
		acts = rest
	}
	then(p)
}

// pause goes on at a time, whatever wakes the process before.
func pause(p *proc.Proc, end time.Time, then func(p *proc.Proc)) {
	left := end.Sub(p.Sys.Now())
	if left <= 0 {
		then(p)
		return
	}
	p.Sys.Sleep(left)
	p.Next = func(p *proc.Proc, _ proc.Event) { pause(p, end, then) }
}

// say is an act that only says something.
func saying(out string) act { return act{out: out} }

// exits ends the process with a code: the last of a list of acts.
func exits(code int) func(p *proc.Proc) { return func(p *proc.Proc) { p.Sys.Exit(code) } }

// makeDirs makes a directory and those above it.
func makeDirs(p *proc.Proc, dir string) error {
	if st, err := p.Sys.Stat(dir); err == nil {
		if !st.Mode.IsDir() {
			return vfs.ENOTDIR
		}
		return nil
	}
	if parent := path.Dir(dir); parent != dir {
		if err := makeDirs(p, parent); err != nil {
			return err
		}
	}
	return p.Sys.Mkdir(dir, 0o755)
}

// reaches finds a host's address and goes on with what came of it; the network
// takes its time.
func reaches(p *proc.Proc, host string, then func(p *proc.Proc, err error)) {
	_, err := p.Sys.Resolve(host)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { reaches(p, host, then) }
		return
	}
	then(p, err)
}

// transfer is how long it takes to fetch so many bytes.
func transfer(bytes int64) time.Duration {
	return 30*time.Millisecond + time.Duration(bytes)*time.Second/(8<<20)
}
