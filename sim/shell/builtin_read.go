package shell

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/persist"
	"drydock/sim/vfs"
)

// readFrame is the builtin read: it takes bytes one by one, so that what
// follows the line is left for others.
type readFrame struct {
	names    []string
	raw      bool
	array    string
	delim    byte
	most     int // -n: characters; 0: a whole line
	prompt   string
	fd       int
	line     []quotedByte
	escaping bool
	until    time.Time // -t
}

// quotedByte is a byte of the line; what a backslash quoted does not split.
type quotedByte struct {
	c      byte
	quoted bool
}

func read(s *shell, c *call) int {
	f, code := s.readArgs(c)
	if code != 0 {
		return code
	}
	for _, name := range f.names {
		if !validName(name) {
			s.complain("read", textBadName, name)
			return s.flavor.usageError()
		}
	}
	if f.prompt != "" && s.isTerminal(f.fd) {
		s.print(2, f.prompt)
	}
	s.push(f)
	return keep
}

func (s *shell) isTerminal(fd int) bool {
	real, ok := s.fds.Get(fd)
	return ok && s.p.Sys.IsTerminal(real)
}

func (s *shell) readArgs(c *call) (f readFrame, code int) {
	f.delim = '\n'
	args := c.args
	for len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' {
		flags := args[0][1:]
		args = args[1:]
		for i := 0; i < len(flags); i++ {
			switch flag := flags[i]; flag {
			case 'r':
				f.raw = true
			case 's', 'e':
			case 'p', 'n', 'N', 't', 'd', 'u', 'a', 'i':
				value := flags[i+1:]
				if value == "" {
					if len(args) == 0 {
						s.errorf("read", "%s", text{"-%c: option requires an argument", "No arg for -%c option", "option requires an argument -- '%c'"}.of(s.flavor, flag))
						return f, 2
					}
					value, args = args[0], args[1:]
				}
				if !f.option(s, flag, value) {
					s.complain("read", textBadNumber, value)
					return f, 2
				}
				i = len(flags)
			case '-':
			default:
				s.errorf("read", "%s", textBadOption.of(s.flavor, "-"+string(flag)))
				return f, 2
			}
		}
	}
	if f.names = args; len(args) == 0 && f.array == "" {
		if s.flavor != Bash && s.flavor != Ash {
			s.errorf("read", "arg count")
			return f, 2
		}
		f.names = []string{"REPLY"}
	}
	return f, 0
}

func (f *readFrame) option(s *shell, flag byte, value string) bool {
	n, err := strconv.Atoi(value)
	switch flag {
	case 'p':
		f.prompt = value
	case 'n', 'N':
		f.most = n
		return err == nil
	case 'u':
		f.fd = n
		return err == nil
	case 'd':
		f.delim = 0
		if value != "" {
			f.delim = value[0]
		}
	case 'a':
		f.array = value
	case 't':
		seconds, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return false
		}
		f.until = s.p.Sys.Now().Add(time.Duration(min(seconds, 1e6) * float64(time.Second)))
	}
	return true
}

func (f readFrame) step(s *shell) {
	real, ok := s.fds.Get(f.fd)
	if !ok {
		s.errorf("read", "%s", textBadFD.of(s.flavor, strconv.Itoa(f.fd)))
		s.status = 1
		return
	}
	f.line = f.line[:len(f.line):len(f.line)]
	for {
		c, err := s.p.Sys.Read(real, 1)
		if err == vfs.EAGAIN && (len(s.due) > 0 || s.timeUp(f.until)) {
			s.status = 128 + 14
			return
		}
		if err == vfs.EAGAIN {
			s.wait(f)
			return
		}
		if err != nil || c == "" {
			f.finish(s, 1)
			return
		}
		if f.take(c[0]) {
			f.finish(s, 0)
			return
		}
		if len(f.line) > maxWord {
			s.fatal(2, textTooBig.of(s.flavor, maxWord))
			return
		}
	}
}

// timeUp tells whether a time has come; if not it asks to be woken then.
func (s *shell) timeUp(until time.Time) bool {
	if until.IsZero() {
		return false
	}
	left := until.Sub(s.p.Sys.Now())
	if left > 0 {
		s.p.Sys.Sleep(left)
	}
	return left <= 0
}

// take adds a byte; true when the line is complete.
func (f *readFrame) take(c byte) bool {
	switch {
	case f.escaping:
		f.escaping = false
		if c == '\n' {
			return false
		}
		f.line = append(f.line, quotedByte{c, true})
	case c == '\\' && !f.raw:
		f.escaping = true
	case c == f.delim:
		return true
	case c != 0:
		f.line = append(f.line, quotedByte{c, false})
	}
	return f.most > 0 && len(f.line) >= f.most
}

// finish gives the line to the variables, the last of which takes the rest.
func (f readFrame) finish(s *shell, code int) {
	s.status = code
	ifs, set := s.lookup("IFS")
	if !set {
		ifs = " \t\n"
	}
	if f.array != "" {
		list := persist.Map[int, string]{}
		for i, w := range splitLine(f.line, ifs, 0) {
			list = list.Set(i, w)
		}
		s.keep(f.array, variable{set: true, array: true, list: list})
		return
	}
	words := splitLine(f.line, ifs, len(f.names))
	if len(f.names) == 1 && f.names[0] == "REPLY" {
		words = []string{plain(f.line)}
	}
	for i, name := range f.names {
		value := ""
		if i < len(words) {
			value = words[i]
		}
		if msg := s.assign(name, value); msg != "" {
			s.status = s.refused("read", msg)
		}
	}
}

func plain(line []quotedByte) string {
	b := make([]byte, len(line))
	for i, c := range line {
		b[i] = c.c
	}
	return string(b)
}

// splitLine cuts a line at IFS into at most n words (0: any number); the last
// one keeps its delimiters, but not white space at its end.
func splitLine(line []quotedByte, ifs string, n int) (words []string) {
	is := func(c quotedByte) bool { return !c.quoted && strings.IndexByte(ifs, c.c) >= 0 }
	white := func(c quotedByte) bool { return is(c) && strings.IndexByte(" \t\n", c.c) >= 0 }
	skip := func(i int) int {
		for i < len(line) && white(line[i]) {
			i++
		}
		return i
	}
	for i := skip(0); i < len(line); {
		end := i
		for end < len(line) && !is(line[end]) {
			end++
		}
		after := skip(end)
		if after < len(line) && is(line[after]) {
			after = skip(after + 1)
		}
		if n > 0 && len(words) == n-1 {
			last := len(line)
			for last > i && white(line[last-1]) {
				last--
			}
			if after >= len(line) {
				last = end // only delimiters follow
			}
			return append(words, plain(line[i:last]))
		}
		words = append(words, plain(line[i:end]))
		i = after
	}
	return words
}
