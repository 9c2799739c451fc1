package shell

import (
	"strings"

	"drydock/sim/persist"
)

// mapfileFrame is bash's mapfile: it reads all lines into an array.
type mapfileFrame struct {
	name string
	trim bool
	data string
}

func mapfile(s *shell, c *call) int {
	f := mapfileFrame{name: "MAPFILE"}
	for _, a := range c.args {
		switch {
		case a == "-t":
			f.trim = true
		case strings.HasPrefix(a, "-"):
			s.errorf(c.name, "%s: this option is not simulated", a)
			return 2
		default:
			f.name = a
		}
	}
	if !validName(f.name) {
		return s.complain(c.name, textBadName, f.name)
	}
	s.push(f)
	return keep
}

func (f mapfileFrame) step(s *shell) {
	real, ok := s.fds.Get(0)
	for ok {
		piece, err := s.p.Sys.Read(real, 64<<10)
		if again(err) {
			s.wait(f)
			return
		}
		if err != nil || piece == "" {
			break
		}
		if f.data += piece; len(f.data) > maxTotal {
			s.fatal(1, textTooBig.of(s.flavor, maxTotal))
			return
		}
	}
	list := persist.Map[int, string]{}
	for line := range strings.Lines(f.data) {
		if f.trim {
			line = strings.TrimSuffix(line, "\n")
		}
		list = list.Set(list.Len(), line)
	}
	s.status = 0
	if msg := s.keep(f.name, variable{set: true, array: true, list: list}); msg != "" {
		s.fatal(1, msg)
	}
}
