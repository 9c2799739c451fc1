package script

import (
	"net/url"
	"sort"
	"strconv"
	"strings"

	"drydock/sim/http1"
)

func (m *machine) goReadAll(v value) (string, error) {
	if r, ok := v.(*ref); ok && r.to != nil {
		v = r.to
	}
	o, ok := v.(*object)
	if !ok {
		return "", m.goFault(goNilText)
	}
	if fd, isFile := o.data.(int64); isFile && o.class == goFileClass {
		if fd == 0 {
			return m.readAll(m.stdin())
		}
		return m.readAll(m.conn(int(fd)))
	}
	b, _ := o.props.At("data").(bytes)
	return string(b), nil
}

// goNextRequest waits for a request at a listening descriptor.
func goNextRequest(m *machine, c *args) (value, error) {
	listen, _ := whole(c.at(0))
	key := "%conns" + itoa(int(listen))
	conns, _ := m.modules.At(key).(*list)
	if conns == nil {
		conns = newList()
		m.modules.put(key, conns)
	}
	for len(conns.items) < 200 {
		fd, from, err := m.p.Sys.Accept(int(listen))
		if err != nil {
			break
		}
		conns.items = append(conns.items, newTuple(int64(fd), from.String()))
	}
	for i, it := range conns.items {
		t := it.(*list).items
		fd := int(t[0].(int64))
		s := m.conn(fd)
		for {
			r, n, err := http1.ReadRequest(s.rest)
			if err == nil {
				s.rest = s.rest[n:]
				headers := newList()
				for _, f := range r.Header {
					headers.items = append(headers.items, newList(f.Name, f.Value))
				}
				return newTuple(int64(fd), r.Method, r.Target, headers, bytes(r.Body), t[1], r.KeepAlive()), nil
			}
			if err == http1.ErrMore && !s.ended && m.fill(s) == nil {
				continue
			}
			if s.ended || err != http1.ErrMore {
				conns.items = append(append([]value(nil), conns.items[:i]...), conns.items[i+1:]...)
				m.hangUp(fd)
				return nil, errWait
			}
			break
		}
	}
	return nil, errWait
}

// goRespond sends a response: descriptor, status, names and values of the
// header, body, whether the connection stays, method.
func goRespond(m *machine, c *args) (value, error) {
	fd, _ := whole(c.at(0))
	status, _ := whole(goKey(c.at(1)))
	body, _ := c.at(3).(bytes)
	var h http1.Header
	if l, ok := c.at(2).(*list); ok {
		for _, it := range l.items {
			p := it.(*list).items
			h = append(h, http1.Field{Name: plain(p[0]), Value: plain(p[1])})
		}
	}
	sort.SliceStable(h, func(i, j int) bool { return h[i].Name < h[j].Name })
	a := http1.Response{Proto: "HTTP/1.1", Status: int(status), Reason: reason(int(status)), Header: h, Body: string(body)}
	a.Header = a.Header.With("Date", m.p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")).With("Content-Length", itoa(len(body)))
	if c.at(4) != true {
		a.Header = a.Header.With("Connection", "close")
	}
	if c.at(5) == "HEAD" {
		a.Body = ""
	}
	return nil, m.write(int(fd), a.String())
}

// goFetch asks a server: method, URL, body; the status and body, or an error.
func goFetch(m *machine, c *args) (value, error) {
	u, err := url.Parse(plain(c.at(1)))
	if err != nil || u.Scheme != "http" {
		return newTuple(int64(0), nil, goErr("unsupported protocol scheme: only http is simulated")), nil
	}
	port, _ := strconv.Atoi(u.Port())
	if port == 0 {
		port = 80
	}
	key := "%fetch"
	fd, open := m.modules.At(key).(int64)
	if !open {
		n, code, done := m.dial(u.Hostname(), port)
		if !done {
			return nil, errWait
		}
		if code != "" {
			kind, where, _ := strings.Cut(code, " ")
			text := "dial tcp " + where + ": connect: connection refused"
			if kind == "ENOTFOUND" || kind == "EAI_AGAIN" {
				text = "dial tcp: lookup " + u.Hostname() + " on 127.0.0.11:53: no such host"
			}
			return newTuple(int64(0), nil, goErr(plain(c.at(0))[:1]+strings.ToLower(plain(c.at(0))[1:])+" \""+u.String()+"\": "+text)), nil
		}
		fd = int64(n)
		m.modules.put(key, fd)
		body, _ := c.at(2).(bytes)
		r := http1.Request{Method: plain(c.at(0)), Target: u.RequestURI(), Proto: "HTTP/1.1", Header: http1.Header{{Name: "Host", Value: u.Host}, {Name: "User-Agent", Value: "Go-http-client/1.1"}, {Name: "Connection", Value: "close"}}, Body: string(body)}
		if len(body) > 0 {
			r.Header = r.Header.With("Content-Length", itoa(len(body))).With("Content-Type", "application/json")
		}
		m.write(n, r.String())
	}
	s := m.conn(int(fd))
	for {
		r, _, err := http1.ReadResponse(s.rest, plain(c.at(0)), s.ended)
		if err == nil {
			m.modules.del(key)
			m.hangUp(int(fd))
			return newTuple(int64(r.Status), bytes(r.Body), nil), nil
		}
		if s.ended || err != http1.ErrMore {
			m.modules.del(key)
			m.hangUp(int(fd))
			return newTuple(int64(0), nil, goErr("Get \""+u.String()+"\": EOF")), nil
		}
		if err := m.fill(s); err != nil {
			return nil, err
		}
	}
}
