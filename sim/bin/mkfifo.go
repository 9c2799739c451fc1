//go:build !core

package bin

import (
	"io/fs"
	"slices"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func mkfifo(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "m:,mode Z")
	if !ok {
		return
	}
	if len(names) == 0 {
		c.missing(p, "operand")
		return
	}
	mode, ok := fs.FileMode(0o666), true
	if text := o.value("m", ""); text != "" {
		if mode, ok = changeMode(text, 0o666, 0); !ok {
			c.die(p, 1, c.pick("invalid mode '%s'", "invalid mode '%s'"), text)
			return
		}
	}
	code := 0
	for _, name := range names {
		if err := p.Sys.Mkfifo(name, 0o666); err != nil {
			c.say(p, c.pick("cannot create fifo '%s': %v", "%s: %v"), name, err)
			code = 1
		} else if o.has("m") {
			_ = p.Sys.Chmod(name, mode) // it is the process's own
		}
	}
	p.Sys.Exit(code)
}

// locking is a flock under way.
type locking struct {
	call
	options
	fd      int
	command []string
	how     proc.Lock
	until   time.Time // zero: for ever
}

// flock runs a command while it holds a lock on a file. Source: flock(1).
func flock(p *proc.Proc, c call) {
	args := c.args
	if i := slices.IndexFunc(args, func(a string) bool { return a == "-c" || a == "--command" }); i > 0 && i+1 < len(args) {
		c.args = append(slices.Clone(args[:i]), "\x00", args[i+1])
	}
	o, words, ok := c.parse(p, "+s,shared x,exclusive e n,nonblock,nb u,unlock w:,wait,timeout E:,conflict-exit-code o,close F,no-fork v,verbose")
	if !ok {
		return
	}
	l := locking{call: c, options: o, how: proc.Exclude}
	switch {
	case len(words) == 0:
		c.misuse(p, "not enough arguments")
		return
	case o.has("u"):
		l.how = proc.Unlock
	case o.has("s"):
		l.how = proc.Share
	}
	if text := o.value("w", ""); text != "" {
		d, err := parseWait(text)
		if err != nil {
			c.die(p, 64, "invalid timeout value: '%s'", text)
			return
		}
		l.until = p.Sys.Now().Add(d)
	}
	if l.command = words[1:]; len(l.command) > 1 && l.command[0] == "\x00" {
		l.command = []string{"/bin/sh", "-c", l.command[1]}
	}
	if len(l.command) == 0 {
		n, err := number(words[0])
		if err != nil {
			c.die(p, 64, "bad file descriptor: '%s'", words[0])
			return
		}
		l.fd = int(n)
		l.take(p)
		return
	}
	fd, err := p.Sys.Open(words[0], proc.Read|proc.Create, 0o666)
	if err != nil {
		c.die(p, 66, "cannot open lock file %s: %v", words[0], err)
		return
	}
	l.fd = fd
	l.take(p)
}

func (l locking) take(p *proc.Proc) {
	err := p.Sys.Flock(l.fd, l.how)
	over := !l.until.IsZero() && !p.Sys.Now().Before(l.until)
	switch {
	case err == vfs.EAGAIN && (l.has("n") || over):
		code, no := number(l.value("E", "1"))
		if no != nil {
			code = 1
		}
		p.Sys.Exit(int(code))
		return
	case err == vfs.EAGAIN:
		if !l.until.IsZero() {
			p.Sys.Sleep(l.until.Sub(p.Sys.Now()))
		}
		p.Next = func(p *proc.Proc, _ proc.Event) { l.take(p) }
		return
	case err != nil:
		l.die(p, 65, "%d: %v", l.fd, err)
		return
	case len(l.command) == 0:
		p.Sys.Exit(0)
		return
	}
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: l.command})
	if err != nil {
		l.die(p, 69, "failed to execute %s: %v", l.command[0], err)
		return
	}
	await(p, pid, func(p *proc.Proc, code int) { p.Sys.Exit(code) })
}
