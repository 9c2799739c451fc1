package script

import (
	"net/netip"
	"strings"

	"drydock/sim/vfs"
)

// netModule is what the modules about sockets are made of.
func netModule(m *machine) *object {
	return natives("_net", map[string]nativeFn{
		"listen": func(m *machine, c *args) (value, error) {
			port, _ := whole(c.at(1))
			fd, err := m.listen(plain(c.at(0)), int(port))
			if err != nil {
				return nil, m.osError(err, "")
			}
			return int64(fd), nil
		},
		"accept": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			conn, from, err := m.p.Sys.Accept(int(fd))
			if err == vfs.EAGAIN {
				return nil, errWait
			}
			if err != nil {
				return nil, m.osError(err, "")
			}
			return newTuple(int64(conn), newTuple(from.Addr().Unmap().String(), int64(from.Port()))), nil
		},
		"connect": func(m *machine, c *args) (value, error) {
			port, _ := whole(c.at(1))
			addr, err := netip.ParseAddr(plain(c.at(0)))
			if err != nil {
				return nil, m.osError(vfs.EINVAL, "")
			}
			fd, err := m.p.Sys.Connect(netip.AddrPortFrom(addr, uint16(port)))
			if err == vfs.EAGAIN {
				return nil, errWait
			}
			if err != nil {
				return nil, m.osError(err, "")
			}
			return int64(fd), nil
		},
		"resolve": func(m *machine, c *args) (value, error) {
			found, err := m.p.Sys.Resolve(plain(c.at(0)))
			if err == vfs.EAGAIN {
				return nil, errWait
			}
			if err != nil {
				return err.Error(), nil
			}
			l := newList()
			for _, a := range found {
				l.items = append(l.items, a.String())
			}
			if len(found) == 0 {
				return "Name or service not known", nil
			}
			return l, nil
		},
		"recv": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			n, _ := whole(c.at(1))
			s := m.conn(int(fd))
			if s.rest == "" && !s.ended {
				if err := m.fill(s); err != nil {
					return nil, err
				}
			}
			n = min(n, int64(len(s.rest)))
			out := s.rest[:n]
			s.rest = s.rest[n:]
			return bytes(out), nil
		},
		"line": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			line, _, err := m.readLine(m.conn(int(fd)))
			return bytes(line), err
		},
		"send": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			b, ok := c.at(1).(bytes)
			if !ok {
				b = bytes(plain(c.at(1)))
			}
			return nil, m.write(int(fd), string(b))
		},
		"close": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			m.hangUp(int(fd))
			return nil, nil
		},
		"names": func(m *machine, c *args) (value, error) {
			fd, _ := whole(c.at(0))
			local, remote, err := m.p.Sys.Names(int(fd))
			if err != nil {
				return nil, m.osError(err, "")
			}
			pair := func(a netip.AddrPort) value {
				if !a.IsValid() {
					return newTuple("", int64(0))
				}
				return newTuple(a.Addr().String(), int64(a.Port()))
			}
			return newTuple(pair(local), pair(remote)), nil
		},
		"own": func(m *machine, c *args) (value, error) {
			for _, i := range m.p.Sys.Interfaces() {
				if !i.Loopback && i.Addr.IsValid() {
					return i.Addr.Addr().String(), nil
				}
			}
			return "127.0.0.1", nil
		},
		"request":  httpRequest,
		"response": httpResponse,
		"reason":   func(m *machine, c *args) (value, error) { n, _ := whole(c.at(0)); return reason(int(n)), nil },
	})
}

// listen takes a port at an address given as programs give it.
func (m *machine) listen(host string, port int) (int, error) {
	at := netip.AddrPortFrom(netip.Addr{}, uint16(port))
	if host == "localhost" {
		host = "127.0.0.1"
	}
	if a, err := netip.ParseAddr(host); err == nil && a != netip.IPv6Unspecified() { // that one stands for both families
		at = netip.AddrPortFrom(a, uint16(port))
	}
	return m.p.Sys.Listen(at)
}

// conn is what has arrived on a connection and was not yet taken.
func (m *machine) conn(fd int) *stream {
	key := "%conn" + itoa(fd)
	if v, ok := m.modules.text(key); ok {
		return v.(*stream)
	}
	s := &stream{fd: fd}
	m.modules.put(key, s)
	return s
}

// hangUp closes a connection when all that was sent has been written.
func (m *machine) hangUp(fd int) {
	m.modules.del("%conn" + itoa(fd))
	if m.drain() {
		m.p.Sys.Close(fd)
		return
	}
	m.outs = append(m.outs[:len(m.outs):len(m.outs)], output{fd, ""})
}

// headersOf makes a dict of header lines; the names are as Python's
// email.message finds them: in any case.
func headersOf(m *machine, fields [][2]string) value {
	d := newDict()
	for _, f := range fields {
		d.put(strings.ToLower(f[0]), f[1])
	}
	if m.lang != python {
		return d
	}
	raw := newList()
	for _, f := range fields {
		raw.items = append(raw.items, newTuple(f[0], f[1]))
	}
	o := natives("headers", map[string]nativeFn{})
	o.class = headerClass
	o.data = newTuple(d, raw)
	return o
}

// headerClass is a mapping of header lines that ignores case.
var headerClass = &class{name: "HTTPMessage", builtin: true, attrs: newDict(), methods: map[string]nativeFn{
	"get": func(m *machine, c *args) (value, error) {
		if v, ok := headerDict(c).text(strings.ToLower(plain(c.at(0)))); ok {
			return v, nil
		}
		return c.arg(1, "default", nil), nil
	},
	"__getitem__": func(m *machine, c *args) (value, error) {
		v, _ := headerDict(c).text(strings.ToLower(plain(c.at(0))))
		return v, nil
	},
	"__contains__": func(m *machine, c *args) (value, error) {
		_, ok := headerDict(c).text(strings.ToLower(plain(c.at(0))))
		return ok, nil
	},
	"items": func(m *machine, c *args) (value, error) { return c.self.(*object).data.(*list).items[1], nil },
	"keys": func(m *machine, c *args) (value, error) {
		l := newList()
		for _, kv := range c.self.(*object).data.(*list).items[1].(*list).items {
			l.items = append(l.items, kv.(*list).items[0])
		}
		return l, nil
	},
	"__iter__": func(m *machine, c *args) (value, error) {
		return &cursor{over: newList(headerDict(c).listKeys()...)}, nil
	},
	"__str__": func(m *machine, c *args) (value, error) {
		var b strings.Builder
		for _, kv := range c.self.(*object).data.(*list).items[1].(*list).items {
			p := kv.(*list)
			b.WriteString(plain(p.items[0]) + ": " + plain(p.items[1]) + "\n")
		}
		return b.String(), nil
	},
}}

func headerDict(c *args) *dict { return c.self.(*object).data.(*list).items[0].(*dict) }
