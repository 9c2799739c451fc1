package script

import (
	"slices"
	"sort"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// stream is an open file of a program, by descriptor: the data of a file object.
type stream struct {
	fd     int
	name   string
	mode   string
	closed bool
	rest   string // read and not yet taken
	ended  bool
}

func sortedNames[V any](all map[string]V) []string {
	names := make([]string, 0, len(all))
	for k := range all {
		names = append(names, k)
	}
	sort.Strings(names)
	return names
}

// write writes to a descriptor. Standard output is kept back as the real
// interpreter does when it is no terminal; nothing is written twice.
func (m *machine) write(fd int, text string) error {
	if text == "" {
		return nil
	}
	if err := m.grow(len(text)); err != nil {
		return err
	}
	if m.captured {
		if fd == 1 {
			m.out += text
		} else {
			m.errLog += text
		}
		return nil
	}
	if fd == 1 && m.buffered {
		m.out += text
		if len(m.out) >= 8192 {
			m.flush()
		}
		return nil
	}
	m.outs = append(slices.Clip(m.outs), output{fd, text})
	m.drain()
	return nil
}

// flush gives what was kept back to the machine.
func (m *machine) flush() {
	if m.captured {
		return
	}
	if m.out != "" {
		m.outs = append(slices.Clip(m.outs), output{1, m.out})
		m.out = ""
	}
	m.drain()
}

// drain writes what can be written now; what is left waits and stops the
// program (see runs).
func (m *machine) drain() bool {
	for len(m.outs) > 0 {
		o := m.outs[0]
		n := min(len(o.text), 32<<10)
		switch err := m.p.Sys.Write(o.fd, o.text[:n]); err {
		case nil:
		case vfs.EAGAIN:
			return false
		default:
			m.errored = true
			n = len(o.text)
		}
		rest := o.text[n:]
		m.outs = append([]output(nil), m.outs[1:]...)
		if rest != "" {
			m.outs = append([]output{{o.fd, rest}}, m.outs...)
		}
	}
	return true
}

// stdin is standard input as a stream.
func (m *machine) stdin() *stream {
	v, ok := m.modules.text("%stdin")
	if !ok {
		v = &object{class: moduleClass, props: newDict(), data: &stream{fd: 0, name: "<stdin>", mode: "r"}}
		m.modules.put("%stdin", v)
	}
	return v.(*object).data.(*stream)
}

// readLine takes a line with its newline; false at the end.
func (m *machine) readLine(s *stream) (string, bool, error) {
	for {
		if i := strings.IndexByte(s.rest, '\n'); i >= 0 {
			line := s.rest[:i+1]
			s.rest = s.rest[i+1:]
			return line, true, nil
		}
		if s.ended {
			line := s.rest
			s.rest = ""
			return line, line != "", nil
		}
		if err := m.fill(s); err != nil {
			return "", false, err
		}
	}
}

func (m *machine) fill(s *stream) error {
	text, err := m.p.Sys.Read(s.fd, 64<<10)
	switch {
	case err == vfs.EAGAIN:
		return errWait
	case err != nil || text == "":
		s.ended = true
	}
	s.rest += text
	return m.grow(len(text))
}

// readAll takes everything to the end.
func (m *machine) readAll(s *stream) (string, error) {
	for !s.ended {
		if err := m.fill(s); err != nil {
			return "", err
		}
		if len(s.rest) > mostHeld {
			return "", m.memoryError()
		}
	}
	all := s.rest
	s.rest = ""
	return all, nil
}

// osError is an error of the machine as Python raises it.
func (m *machine) osError(err error, path string) error {
	no, class := errnoOf(err)
	list := []value{int64(no), err.Error()}
	if path != "" {
		list = append(list, path)
	}
	return &thrown{value: newException(exceptionClasses[class], list)}
}

// errnos are the numbers of errors, and Python's classes of them. Source: errno(3).
var errnos = []struct {
	err   error
	no    int
	class string
	code  string
}{
	{vfs.ENOENT, 2, "FileNotFoundError", "ENOENT"}, {vfs.EACCES, 13, "PermissionError", "EACCES"}, {vfs.EEXIST, 17, "FileExistsError", "EEXIST"},
	{vfs.EISDIR, 21, "IsADirectoryError", "EISDIR"}, {vfs.ENOTDIR, 20, "NotADirectoryError", "ENOTDIR"}, {vfs.EPERM, 1, "PermissionError", "EPERM"},
	{vfs.EROFS, 30, "OSError", "EROFS"}, {vfs.ENOSPC, 28, "OSError", "ENOSPC"}, {vfs.ENOTEMPTY, 39, "OSError", "ENOTEMPTY"},
	{vfs.EADDRINUSE, 98, "OSError", "EADDRINUSE"}, {vfs.EADDRNOTAVAIL, 99, "OSError", "EADDRNOTAVAIL"}, {vfs.ENETUNREACH, 101, "OSError", "ENETUNREACH"},
	{vfs.EHOSTUNREACH, 113, "OSError", "EHOSTUNREACH"}, {vfs.ECONNREFUSED, 111, "ConnectionRefusedError", "ECONNREFUSED"},
	{vfs.ECONNRESET, 104, "ConnectionResetError", "ECONNRESET"}, {vfs.ETIMEDOUT, 110, "TimeoutError", "ETIMEDOUT"}, {vfs.EINVAL, 22, "OSError", "EINVAL"},
}

func errnoOf(err error) (int, string) {
	for _, e := range errnos {
		if e.err == err {
			return e.no, e.class
		}
	}
	return 5, "OSError"
}

// pyOpen is open().
func pyOpen(m *machine, c *args) (value, error) {
	name, ok := c.at(0).(string)
	if !ok {
		s, err := m.str(c.at(0))
		if err != nil {
			return nil, err
		}
		name = s
	}
	mode := plain(c.arg(1, "mode", "r"))
	var fl proc.Flag
	switch strings.Trim(mode, "bt") {
	case "r":
		fl = proc.Read
	case "w", "w+", "+w":
		fl = proc.Write | proc.Create | proc.Trunc
	case "a", "a+":
		fl = proc.Append | proc.Create
	case "x":
		fl = proc.Write | proc.Create | proc.Excl
	case "r+":
		fl = proc.Read | proc.Write
	default:
		return nil, m.throw("ValueError", "invalid mode: '"+mode+"'")
	}
	if st, err := m.p.Sys.Stat(name); err == nil && st.IsDir() {
		return nil, m.osError(vfs.EISDIR, name)
	}
	fd, err := m.p.Sys.Open(name, fl, 0o666&^m.p.Umask)
	if err != nil {
		return nil, m.osError(err, name)
	}
	return m.fileObject(fd, name, mode), nil
}

func (m *machine) fileObject(fd int, name, mode string) *object {
	o := &object{class: m.lib.types["file"], props: newDict(), data: &stream{fd: fd, name: name, mode: mode}}
	o.props.put("name", name)
	o.props.put("mode", mode)
	return o
}

func fileOf(m *machine, c *args) (*stream, error) {
	s := c.self.(*object).data.(*stream)
	if s.closed {
		return nil, m.throw("ValueError", "I/O operation on closed file.")
	}
	return s, nil
}

func text(s *stream, t string) value {
	if strings.Contains(s.mode, "b") {
		return bytes(t)
	}
	return t
}

var fileMethods = map[string]nativeFn{
	"read": func(m *machine, c *args) (value, error) {
		s, err := fileOf(m, c)
		if err != nil {
			return nil, err
		}
		n, ok := whole(c.arg(0, "", nil))
		if !ok || n < 0 {
			all, err := m.readAll(s)
			return text(s, all), err
		}
		for len(s.rest) < int(n) && !s.ended {
			if err := m.fill(s); err != nil {
				return nil, err
			}
		}
		n = min(n, int64(len(s.rest)))
		t := s.rest[:n]
		s.rest = s.rest[n:]
		return text(s, t), nil
	},
	"readline": func(m *machine, c *args) (value, error) {
		s, err := fileOf(m, c)
		if err != nil {
			return nil, err
		}
		line, _, err := m.readLine(s)
		return text(s, line), err
	},
	"readlines": readLines,
	"__iter__":  func(m *machine, c *args) (value, error) { return c.self, nil },
	"__next__": func(m *machine, c *args) (value, error) {
		s, err := fileOf(m, c)
		if err != nil {
			return nil, err
		}
		line, ok, err := m.readLine(s)
		if err == nil && !ok {
			return ended{}, nil
		}
		return text(s, line), err
	},
	"write": func(m *machine, c *args) (value, error) {
		s, err := fileOf(m, c)
		if err != nil {
			return nil, err
		}
		if s.mode == "r" || s.mode == "rb" {
			return nil, m.throw("OSError", "not writable")
		}
		var t string
		switch v := c.at(0).(type) {
		case string:
			t = v
		case bytes:
			t = string(v)
		default:
			return nil, m.throw("TypeError", "write() argument must be str, not "+m.typeName(v))
		}
		return int64(len([]rune(t))), m.write(s.fd, t)
	},
	"writelines": func(m *machine, c *args) (value, error) {
		s, err := fileOf(m, c)
		if err != nil {
			return nil, err
		}
		all, err := m.spread(c.at(0))
		for _, l := range all {
			m.write(s.fd, plain(l))
		}
		return nil, err
	},
	"flush": func(m *machine, c *args) (value, error) { m.flush(); return nil, nil },
	"close": func(m *machine, c *args) (value, error) {
		s := c.self.(*object).data.(*stream)
		if !s.closed && s.fd > 2 {
			m.p.Sys.Close(s.fd)
		}
		s.closed = s.fd > 2
		return nil, nil
	},
	"isatty": func(m *machine, c *args) (value, error) {
		s, err := fileOf(m, c)
		return err == nil && m.p.Sys.IsTerminal(s.fd), err
	},
	"fileno":    func(m *machine, c *args) (value, error) { s, err := fileOf(m, c); return int64(s.fd), err },
	"__enter__": func(m *machine, c *args) (value, error) { return c.self, nil },
	"__exit__": func(m *machine, c *args) (value, error) {
		s := c.self.(*object).data.(*stream)
		if !s.closed && s.fd > 2 {
			m.p.Sys.Close(s.fd)
		}
		s.closed = true
		return nil, nil
	},
}

func readLines(m *machine, c *args) (value, error) {
	s, err := fileOf(m, c)
	if err != nil {
		return nil, err
	}
	all, err := m.readAll(s)
	if err != nil {
		return nil, err
	}
	l := newList()
	for line := range strings.Lines(all) {
		l.items = append(l.items, text(s, line))
	}
	return l, nil
}
