package bin

import (
	"errors"
	"net/netip"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// errLate is how a wait ends that has taken too long.
var errLate = errors.New("too late")

// tryUntil tries something at each wake until it answers, or until a moment; the
// zero time is no limit.
func tryUntil[T any](p *proc.Proc, until time.Time, try func(p *proc.Proc) (T, error), done func(p *proc.Proc, got T, err error)) {
	got, err := try(p)
	if err != vfs.EAGAIN {
		done(p, got, err)
		return
	}
	if !until.IsZero() {
		left := until.Sub(p.Sys.Now())
		if left <= 0 {
			done(p, got, errLate)
			return
		}
		p.Sys.Sleep(left)
	}
	p.Next = func(p *proc.Proc, _ proc.Event) { tryUntil(p, until, try, done) }
}

// lookup finds the addresses of a name.
func lookup(p *proc.Proc, name string, until time.Time, done func(p *proc.Proc, addrs []netip.Addr, err error)) {
	tryUntil(p, until, func(p *proc.Proc) ([]netip.Addr, error) { return p.Sys.Resolve(name) }, done)
}

// lookup6 finds the IPv6 addresses of a name only, if only6 says so.
func lookup6(p *proc.Proc, name string, only6 bool, until time.Time, done func(p *proc.Proc, addrs []netip.Addr, err error)) {
	if !only6 {
		lookup(p, name, until, done)
		return
	}
	tryUntil(p, until, func(p *proc.Proc) ([]netip.Addr, error) { return p.Sys.Resolve6(name) }, done)
}

// connect makes a connection to the first address that takes it; the error is
// that of the last one tried.
func connect(p *proc.Proc, addrs []netip.Addr, port int, until time.Time, done func(p *proc.Proc, fd int, to netip.AddrPort, err error)) {
	to := netip.AddrPortFrom(addrs[0], uint16(port))
	tryUntil(p, until, func(p *proc.Proc) (int, error) { return p.Sys.Connect(to) }, func(p *proc.Proc, fd int, err error) {
		if err != nil && err != errLate && len(addrs) > 1 {
			connect(p, addrs[1:], port, until, done)
			return
		}
		done(p, fd, to, err)
	})
}

// hear reads a connection piece by piece, each giving a new state, until it
// answers false, the other side has sent all, or a moment comes.
func hear[S any](p *proc.Proc, fd int, until time.Time, state S, each func(state S, piece string) (S, bool), done func(p *proc.Proc, state S, err error)) {
	tryUntil(p, until, func(p *proc.Proc) (string, error) { return p.Sys.Read(fd, 64<<10) }, func(p *proc.Proc, piece string, err error) {
		if err != nil || piece == "" {
			done(p, state, err)
			return
		}
		next, more := each(state, piece)
		if !more {
			done(p, next, nil)
			return
		}
		hear(p, fd, until, next, each, done)
	})
}

// say sends data on a connection; a broken one is for the next read to find.
func say(p *proc.Proc, fd int, data string, until time.Time, next func(p *proc.Proc, err error)) {
	if data == "" {
		next(p, nil)
		return
	}
	piece := data[:min(len(data), 32<<10)]
	tryUntil(p, until, func(p *proc.Proc) (bool, error) { return true, p.Sys.Write(fd, piece) }, func(p *proc.Proc, _ bool, err error) {
		if err != nil {
			next(p, err)
			return
		}
		say(p, fd, data[len(piece):], until, next)
	})
}

// heard is what a client has read of a response.
type heard struct {
	text     string
	response http1.Response
	whole    bool // it has arrived in full
	wrong    error
}

// listenTo reads the response to a request.
func listenTo(p *proc.Proc, fd int, method string, until time.Time, done func(p *proc.Proc, h heard, err error)) {
	each := func(h heard, piece string) (heard, bool) {
		h.text += piece
		return h.parsed(method, false)
	}
	hear(p, fd, until, heard{}, each, func(p *proc.Proc, h heard, err error) {
		if err == nil && !h.whole && h.wrong == nil && h.text != "" {
			h, _ = h.parsed(method, true)
		}
		done(p, h, err)
	})
}

// parsed reads what has arrived; it answers false when no more is needed.
func (h heard) parsed(method string, ended bool) (heard, bool) {
	rest, text := "", h.text
	for {
		r, n, err := http1.ReadResponse(text, method, ended)
		if err == nil && r.Status/100 == 1 {
			text = text[n:]
			continue
		}
		rest = text
		h.response, h.whole = r, err == nil
		if h.whole {
			h.text = rest
		}
		if err != nil && err != http1.ErrMore {
			h.wrong = err
		}
		return h, err == http1.ErrMore && len(h.text) < http1.MaxBody
	}
}

// shake goes through the handshake of TLS with whoever listens.
func shake(p *proc.Proc, fd int, name string, until time.Time, done func(p *proc.Proc, certified string, err error)) {
	type state struct{ text, name string }
	say(p, fd, http1.Hello(name), until, func(p *proc.Proc, err error) {
		if err != nil {
			done(p, "", err)
			return
		}
		each := func(s state, piece string) (state, bool) {
			s.text += piece
			got, _, err := http1.CutHello(s.text)
			s.name = got
			return s, err == http1.ErrMore
		}
		hear(p, fd, until, state{}, each, func(p *proc.Proc, s state, err error) {
			if _, _, bad := http1.CutHello(s.text); err == nil && bad != nil {
				err = http1.ErrBad
			}
			done(p, s.name, err)
		})
	})
}
