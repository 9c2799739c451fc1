//go:build !core

package bin

import (
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// limit is a command under way with a limit: a value.
type limit struct {
	call
	pid       int
	end       time.Time
	signal    proc.Signal
	after     time.Duration // to SIGKILL once the signal was sent; 0: never
	preserve  bool
	sent      bool
	codeAfter int // what a command ended by the limit gives
}

func timeout(p *proc.Proc, c call) {
	o, command, ok := c.parse(p, "+s:,signal k:,kill-after p,preserve-status f,foreground v,verbose")
	if !ok {
		return
	}
	if len(command) < 2 {
		c.missing(p, "operand")
		return
	}
	l := limit{call: c, signal: proc.SIGTERM, preserve: o.has("p"), codeAfter: c.flavourCode(124, 143)}
	d, err := parseWait(command[0])
	if err != nil {
		c.badInterval(p, command[0])
		return
	}
	if l.after, err = parseWait(o.value("k", "0")); err != nil {
		c.badInterval(p, o.value("k", ""))
		return
	}
	if text := o.value("s", ""); text != "" {
		if l.signal, ok = proc.ParseSignal(text); !ok {
			c.misuse(p, c.pick("'%s': invalid signal", "bad signal name '%s'"), text)
			return
		}
	}
	if d == 0 {
		d = forever
	}
	l.end = p.Sys.Now().Add(d)
	if l.pid, err = p.Sys.Spawn(proc.Spawn{Argv: command[1:]}); err != nil {
		code := 126
		if err == vfs.ENOENT {
			code = 127
		}
		c.die(p, code, c.pick("failed to run command '%s': %v", "can't execute '%s': %v"), command[1], err)
		return
	}
	p.Catch = proc.Of(proc.SIGTERM, proc.SIGINT, proc.SIGHUP, proc.SIGQUIT)
	l.watch(p, proc.Event{})
}

func (c call) badInterval(p *proc.Proc, text string) {
	if c.flavour == gnu {
		c.misuse(p, "invalid time interval '%s'", text)
		return
	}
	c.die(p, 1, "invalid number '%s'", text)
}

// watch waits for the command or the end of its time, and hands on signals.
func (l limit) watch(p *proc.Proc, ev proc.Event) {
	if ev.Kind == proc.Signaled {
		p.Sys.Kill(l.pid, ev.Signal)
	}
	_, code, err := p.Sys.Wait(l.pid)
	if err != vfs.EAGAIN {
		if l.sent && !l.preserve && code != 128+int(proc.SIGKILL) {
			code = l.codeAfter
		}
		p.Sys.Exit(code)
		return
	}
	left := l.end.Sub(p.Sys.Now())
	switch {
	case left <= 0 && !l.sent:
		p.Sys.Kill(l.pid, l.signal)
		p.Sys.Kill(l.pid, proc.SIGCONT)
		l.sent = true
		left = l.after
		l.end = p.Sys.Now().Add(left)
	case left <= 0 && l.after > 0:
		p.Sys.Kill(l.pid, proc.SIGKILL)
		left, l.after = 0, 0
	}
	if left > 0 {
		p.Sys.Sleep(left)
	}
	p.Next = l.watch
	if left <= 0 { // the command may have ended at once
		if _, code, err := p.Sys.Wait(l.pid); err != vfs.EAGAIN {
			if !l.preserve && code != 128+int(proc.SIGKILL) {
				code = l.codeAfter
			}
			p.Sys.Exit(code)
		}
	}
}

func nohup(p *proc.Proc, c call) {
	_, command, ok := c.parse(p, "+")
	if !ok {
		return
	}
	if len(command) == 0 {
		c.missing(p, "operand")
		return
	}
	p.Ignore |= proc.Of(proc.SIGHUP)
	if p.Sys.IsTerminal(1) {
		fd, err := p.Sys.Open("nohup.out", proc.Append|proc.Create, 0o600)
		if err != nil {
			c.die(p, 127, c.pick("failed to open 'nohup.out': %v", "can't open 'nohup.out': %v"), err)
			return
		}
		c.say(p, c.pick("ignoring input and appending output to 'nohup.out'%s", "appending output to nohup.out%s"), "")
		p.Sys.Dup(fd, 1)
		if p.Sys.IsTerminal(2) {
			p.Sys.Dup(fd, 2)
		}
		p.Sys.Close(fd)
	}
	c.exec(p, command, p.Env, c.pick("failed to run command '%s': %v", "can't execute '%s': %v"))
}
