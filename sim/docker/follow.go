package docker

import (
	"time"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// session is a client attached to a container or an exec. It is a value: each
// round makes the next one.
type session struct {
	id       string
	from     uint64 // the next piece of output
	out, err bool   // which streams are shown
	stdin    bool   // whether standard input is still read
	tty      bool
	proxy    bool   // whether signals are passed on
	keys     string // what detaches
	matched  int    // how much of keys has been typed
	unsent   string // input the other side had no room for
	ended    func(c Call, code int) error
	detached step
}

// retry is how long a client waits before it sends again what did not fit.
const retry = 10 * time.Millisecond

// proxied are the signals an attached client passes on.
var proxied = []proc.Signal{proc.SIGINT, proc.SIGTERM, proc.SIGHUP, proc.SIGQUIT, proc.SIGUSR1, proc.SIGUSR2}

// follow stays attached until the other side has ended or the learner detaches.
func (c Call) follow(s session) error {
	if s.proxy || s.tty && s.stdin {
		c.p.Catch |= proc.Of(proxied...)
	}
	return c.round(s)
}

// round passes on what there is in both directions, and waits for more.
func (c Call) round(s session) error {
	s, left := c.feed(s)
	if left {
		c.sys.Set(c.host().ContainerDetach(s.id))
		return s.detached(c)
	}
	for _, chunk := range c.host().Output(s.id, s.from) {
		s.from = chunk.Seq + 1
		if fd, shown := s.fd(chunk.Stream); shown {
			return c.emit(fd, chunk.Text, func(c Call) error { return c.round(s) })
		}
	}
	if code, done := c.host().Exited(s.id); done {
		return s.ended(c, code)
	}
	c.sys.Await(engine.LogOf(s.id), engine.StateOf(s.id))
	return c.then(func(c Call, ev proc.Event) error {
		if ev.Kind == proc.Signaled {
			c.pass(s, ev.Signal)
		}
		return c.round(s)
	})
}

// fd is the descriptor a stream goes to, and whether it is shown at all.
func (s session) fd(stream string) (int, bool) {
	if stream == "stderr" && !s.tty {
		return 2, s.err
	}
	return 1, s.out
}

// pass hands a signal on: on a terminal Ctrl-C is a key like others.
func (c Call) pass(s session, sig proc.Signal) {
	if s.tty && s.stdin && sig == proc.SIGINT {
		c.sys.Set(c.host().ContainerInterrupt(s.id))
		return
	}
	if s.proxy {
		if h, err := c.host().ContainerKill(s.id, sig.Name()); err == nil {
			c.sys.Set(h)
		}
	}
}

// feed sends standard input until there is no more for now; left tells that
// the keys that detach were typed.
func (c Call) feed(s session) (next session, left bool) {
	for s.stdin {
		if s.unsent == "" {
			data, err := c.sys.Read(0, 4096)
			if err == vfs.EAGAIN {
				return s, false
			}
			if err != nil || data == "" {
				c.sys.Set(c.host().ContainerSendEOF(s.id))
				s.stdin = false
				return s, false
			}
			if s, left = s.typed(data); left {
				return s, true
			}
		}
		h, err := c.host().ContainerSend(s.id, s.unsent)
		if err == vfs.EAGAIN {
			c.sys.Sleep(retry)
			return s, false
		}
		if err == nil {
			c.sys.Set(h)
		}
		s.unsent = ""
	}
	return s, false
}

// typed looks for the keys that detach in what was typed. A part of them that
// turns out to be none is sent on. They count on a terminal only.
func (s session) typed(data string) (next session, left bool) {
	if !s.tty || s.keys == "" {
		s.unsent = data
		return s, false
	}
	for i := range len(data) {
		switch {
		case data[i] == s.keys[s.matched]:
			if s.matched++; s.matched == len(s.keys) {
				return s, true
			}
		default:
			s.unsent += s.keys[:s.matched] + data[i:i+1]
			s.matched = 0
		}
	}
	return s, false
}
