package script

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/resp"
	"drydock/sim/vfs"
)

// ioModule is what Node's modules about sockets and processes are made of.
// Nothing in it waits: what has to is watched, and told to a function later.
func ioModule(m *machine) *object {
	watched := func(kind byte) nativeFn {
		return func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			return m.watch(watch{kind: kind, fd: int(fd), fn: c.at(1)}), nil
		}
	}
	return natives("_io", map[string]nativeFn{
		"accept": watched('a'), "data": watched('d'), "child": watched('p'),
		"listen": func(m *machine, c *args) (value, error) {
			var fd int
			var err error
			host := ""
			if !nullish(c.at(1)) {
				host = m.textArg(c, 1)
			}
			if path, ok := c.at(0).(string); ok && strings.HasPrefix(path, "/") {
				fd, err = m.p.Sys.ListenPath(path)
			} else {
				fd, err = m.listen(host, int(m.numArg(c, 0, 0)))
			}
			if err != nil {
				return codeOf(err), nil
			}
			return float64(fd), nil
		},
		"connect": func(m *machine, c *args) (value, error) {
			return m.watch(watch{kind: 'c', host: m.textArg(c, 0), port: int(m.numArg(c, 1, 0)), fn: c.at(2)}), nil
		},
		"drop": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			m.unwatch(n)
			return undefined{}, nil
		},
		"write": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			return true, m.write(int(fd), m.textArg(c, 1))
		},
		"close": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			m.hangUp(int(fd))
			return undefined{}, nil
		},
		"localPort": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			local, _, _ := m.p.Sys.Names(int(fd))
			return float64(local.Port()), nil
		},
		"terminal": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			return m.p.Sys.IsTerminal(int(n)), nil
		},
		"request": func(m *machine, c *args) (value, error) {
			r, n, err := http1.ReadRequest(m.textArg(c, 0))
			if err == http1.ErrMore {
				return nil, nil
			}
			if err != nil {
				return false, nil
			}
			return m.messageJS(r.Header, n, map[string]value{"method": r.Method, "url": r.Target, "body": bytes(r.Body), "keep": r.KeepAlive(), "httpVersion": strings.TrimPrefix(r.Proto, "HTTP/")}), nil
		},
		"response": func(m *machine, c *args) (value, error) {
			end, _ := m.truth(c.at(2))
			r, n, err := http1.ReadResponse(m.textArg(c, 0), m.textArg(c, 1), end)
			if err == http1.ErrMore && !end {
				return nil, nil
			}
			if err != nil {
				return false, nil
			}
			return m.messageJS(r.Header, n, map[string]value{"statusCode": float64(r.Status), "statusMessage": r.Reason, "body": bytes(r.Body)}), nil
		},
		"reason": func(m *machine, c *args) (value, error) { return reason(int(m.numArg(c, 0, 200))), nil },
		"date": func(m *machine, c *args) (value, error) {
			return m.p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"), nil
		},
		"bytes": func(m *machine, c *args) (value, error) { return float64(len(m.textArg(c, 0))), nil },
		"cut": func(m *machine, c *args) (value, error) { // by bytes
			s := m.textArg(c, 0)
			return s[clampJS(m.numArg(c, 1, 0), len(s)):clampJS(m.numArg(c, 2, float64(len(s))), len(s))], nil
		},
		"resp": func(m *machine, c *args) (value, error) {
			s := m.textArg(c, 0)
			r, n, err := resp.Read(s)
			if err == resp.ErrMore {
				return nil, nil
			}
			if err != nil {
				return false, nil
			}
			return newList(replyJS(r), s[n:]), nil
		},
		"command": func(m *machine, c *args) (value, error) {
			l, _ := c.at(0).(*list)
			if l == nil {
				return "", nil
			}
			var words []string
			for _, it := range l.items {
				s, _ := m.strJS(it)
				words = append(words, s)
			}
			return resp.Command(words...), nil
		},
		"frame": func(m *machine, c *args) (value, error) {
			s, err := stringifyJS(m, &args{list: c.list[:min(1, len(c.list))]})
			return itoa(len(plain(s))) + "\n" + plain(s), err
		},
		"unframe": func(m *machine, c *args) (value, error) {
			size, body, ok := strings.Cut(m.textArg(c, 0), "\n")
			n, err := strconv.Atoi(size)
			if !ok || err != nil || n < 0 || n > mostHeld || len(body) < n {
				return nil, nil
			}
			v, wrong, _ := m.parseJSON(body[:n])
			if wrong != "" {
				return nil, nil
			}
			return newList(v, body[n:]), nil
		},
		"spawn": func(m *machine, c *args) (value, error) {
			l, _ := c.at(0).(*list)
			var argv []string
			if l != nil {
				for _, it := range l.items {
					s, _ := m.strJS(it)
					argv = append(argv, s)
				}
			}
			pid, err := m.p.Sys.Spawn(proc.Spawn{Argv: argv})
			if err != nil {
				return codeOf(err), nil
			}
			return float64(pid), nil
		},
		"ask": func(m *machine, c *args) (value, error) { // a request and its reply, waited for
			fd, _ := whole(c.at(0))
			s := m.conn(int(fd))
			if !m.waiting {
				m.waiting = true
				text, err := stringifyJS(m, &args{list: []value{c.at(1)}})
				if err != nil {
					return nil, err
				}
				m.write(int(fd), itoa(len(plain(text)))+"\n"+plain(text))
			}
			for {
				size, body, ok := strings.Cut(s.rest, "\n")
				if n, err := strconv.Atoi(size); ok && err == nil && len(body) >= n {
					s.rest = body[n:]
					m.waiting = false
					v, _, _ := m.parseJSON(body[:n])
					return v, nil
				}
				if s.ended {
					m.waiting = false
					return nil, m.throw("Error", "connection closed")
				}
				if err := m.fill(s); err != nil {
					return nil, err
				}
			}
		},
		"dial": func(m *machine, c *args) (value, error) { // a descriptor or the code of an error, waited for
			fd, code, done := m.dial(m.textArg(c, 0), int(m.numArg(c, 1, 0)))
			switch {
			case !done:
				return nil, errWait
			case code != "":
				return code, nil
			}
			return float64(fd), nil
		},
		"own": func(m *machine, c *args) (value, error) {
			for _, i := range m.p.Sys.Interfaces() {
				if !i.Loopback && i.Addr.IsValid() {
					return i.Addr.Addr().String(), nil
				}
			}
			return "127.0.0.1", nil
		},
		"time": func(m *machine, c *args) (value, error) {
			return m.p.Sys.Now().UTC().Format(m.textArg(c, 0)), nil
		},
		"sleep": func(m *machine, c *args) (value, error) {
			return undefined{}, m.sleep(time.Duration(m.numArg(c, 0, 0)) * time.Millisecond)
		},
		"random": func(m *machine, c *args) (value, error) {
			const digits = "0123456789abcdef"
			out := make([]byte, int(max(0, min(m.numArg(c, 0, 0), 4096))))
			for i := range out {
				out[i] = digits[m.random()>>20%16]
			}
			return string(out), nil
		},
		"global": func(m *machine, c *args) (value, error) {
			m.globals.vars.put(m.textArg(c, 0), c.at(1))
			return undefined{}, nil
		},
		"talk": func(m *machine, c *args) (value, error) {
			m.interact = &session{}
			if l, ok := c.at(0).(*list); ok && len(l.items) > 0 {
				m.interact.queue = []string{}
				for _, it := range l.items {
					m.interact.queue = append(m.interact.queue, plain(it))
				}
			}
			return undefined{}, nil
		},
		"inspect": func(m *machine, c *args) (value, error) { return m.shownJS(c.at(0)), nil },
		"version": func(m *machine, c *args) (value, error) { return m.modules.At("%version " + m.textArg(c, 0)), nil },
	})
}

// replyJS is a reply of Redis as a value; an error is an object with its text.
func replyJS(r resp.Reply) value {
	switch {
	case r.Nil:
		return nil
	case r.Kind == resp.Integer:
		return float64(r.Int)
	case r.Kind == resp.Array:
		l := newList()
		for _, e := range r.List {
			l.items = append(l.items, replyJS(e))
		}
		return l
	case r.Kind == resp.Error:
		o := &object{props: newDict()}
		o.props.put("error", r.Text)
		return o
	}
	return r.Text
}

// messageJS is a request or response as an object.
func (m *machine) messageJS(h http1.Header, n int, more map[string]value) value {
	o := &object{props: newDict()}
	for _, k := range sortedNames(more) {
		o.props.put(k, more[k])
	}
	headers := &object{props: newDict()}
	for _, f := range h {
		headers.props.put(strings.ToLower(f.Name), f.Value)
	}
	o.props.put("headers", headers)
	o.props.put("used", float64(n))
	return o
}

func codeOf(err error) value {
	for _, e := range errnos {
		if e.err == err {
			return e.code
		}
	}
	return err.Error()
}

// watch begins to wait for something; its number ends that.
func (m *machine) watch(w watch) value {
	m.serial++
	w.id = m.serial
	m.watches = append(m.watches[:len(m.watches):len(m.watches)], w)
	return float64(w.id)
}

func (m *machine) unwatch(id int64) {
	var kept []watch
	for _, w := range m.watches {
		if w.id != id {
			kept = append(kept, w)
		}
	}
	m.watches = kept
}

// poll tells the first watch that is ready; the one told goes to the end.
func (m *machine) poll() (bool, error) {
	for i, w := range m.watches {
		list, over := m.ready(w)
		if list == nil {
			continue
		}
		rest := append(append([]watch(nil), m.watches[i+1:]...), m.watches[:i]...)
		if !over {
			rest = append(rest, w)
		}
		m.watches = rest
		return true, m.root(w.fn, nil, list)
	}
	return false, nil
}

// ready is what a watch has to tell, nil if nothing; over: it is the last.
func (m *machine) ready(w watch) (list []value, over bool) {
	switch w.kind {
	case 'a':
		fd, from, err := m.p.Sys.Accept(w.fd)
		if err != nil {
			return nil, false
		}
		return []value{float64(fd), from.Addr().Unmap().String(), float64(from.Port())}, false
	case 'd':
		text, err := m.p.Sys.Read(w.fd, 64<<10)
		switch {
		case err == vfs.EAGAIN:
			return nil, false
		case err != nil || text == "":
			return []value{nil}, true
		}
		m.grown += len(text)
		return []value{bytes(text)}, false
	case 'p':
		ended, code, err := m.p.Sys.Wait(w.fd)
		if err == vfs.EAGAIN || err == nil && ended != w.fd {
			return nil, false
		}
		return []value{float64(code)}, true
	}
	fd, code, done := m.dial(w.host, w.port)
	switch {
	case !done:
		return nil, false
	case code != "":
		return []value{code}, true
	}
	return []value{nil, float64(fd)}, true
}

// dial is a connection to a name, or the code of why there is none, once it is known.
func (m *machine) dial(host string, port int) (fd int, code string, done bool) {
	if host == "" || host == "localhost" {
		host = "127.0.0.1"
	}
	if strings.HasPrefix(host, "/") {
		fd, err := m.p.Sys.ConnectPath(host)
		if err != nil {
			return 0, plain(codeOf(err)) + " " + host, true
		}
		return fd, "", true
	}
	addrs, err := m.p.Sys.Resolve(host)
	switch {
	case err == vfs.EAGAIN:
		return 0, "", false
	case err == proc.ErrTryAgain:
		return 0, "EAI_AGAIN " + host, true
	case err != nil || len(addrs) == 0:
		return 0, "ENOTFOUND " + host, true
	}
	at := netip.AddrPortFrom(addrs[0], uint16(port))
	fd, err = m.p.Sys.Connect(at)
	switch {
	case err == vfs.EAGAIN:
		return 0, "", false
	case err != nil:
		return 0, plain(codeOf(err)) + " " + at.String(), true
	}
	return fd, "", true
}
