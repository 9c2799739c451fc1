package script

import (
	"drydock/sim/http1"
)

// httpRequest waits for a whole request on a connection: method, target,
// protocol, header, body; None at its end.
func httpRequest(m *machine, c *args) (value, error) {
	fd, _ := whole(c.at(0))
	s := m.conn(int(fd))
	for {
		r, n, err := http1.ReadRequest(s.rest)
		switch {
		case err == nil:
			s.rest = s.rest[n:]
			return newTuple(r.Method, r.Target, r.Proto, headersOf(m, fieldsOf(r.Header)), bytes(r.Body)), nil
		case err != http1.ErrMore || s.ended:
			return nil, nil
		}
		if err := m.fill(s); err != nil {
			return nil, err
		}
	}
}

// httpResponse waits for a whole response: status, reason, header, body.
func httpResponse(m *machine, c *args) (value, error) {
	fd, _ := whole(c.at(0))
	s := m.conn(int(fd))
	for {
		r, n, err := http1.ReadResponse(s.rest, plain(c.at(1)), s.ended)
		switch {
		case err == nil:
			s.rest = s.rest[n:]
			return newTuple(int64(r.Status), r.Reason, headersOf(m, fieldsOf(r.Header)), bytes(r.Body)), nil
		case err != http1.ErrMore || s.ended:
			return nil, nil
		}
		if err := m.fill(s); err != nil {
			return nil, err
		}
	}
}

func fieldsOf(h http1.Header) [][2]string {
	out := make([][2]string, len(h))
	for i, f := range h {
		out[i] = [2]string{f.Name, f.Value}
	}
	return out
}

func reason(status int) string { return http1.Reason(status) }
