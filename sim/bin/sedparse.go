package bin

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// place is an address of a sed command.
type place struct {
	line, step int64
	last, plus bool // $; +N
	re         *regexp.Regexp
}

// order is one command of a sed script.
type order struct {
	from, to  *place
	not       bool
	name      byte
	text      string // of a, i, c; a label; a file
	re        *regexp.Regexp
	with      string // replacement
	all, show bool   // s///g, s///p
	nth       int
	jump      int    // of { b t: where to go on
	file      string // of s///w
}

// sedParser reads a script.
type sedParser struct {
	rest     string
	extended bool
	orders   []order
	open     []int // indexes of blocks not closed
}

// parseSed reads a whole script. Source: POSIX, sed.
func parseSed(script string, extended bool) ([]order, error) {
	s := &sedParser{rest: script, extended: extended}
	for {
		s.rest = strings.TrimLeft(s.rest, " \t\n;")
		if s.rest == "" {
			break
		}
		if err := s.order(); err != nil {
			return nil, err
		}
	}
	if len(s.open) > 0 {
		return nil, errors.New("unmatched `{'")
	}
	labels := map[string]int{"": len(s.orders)}
	for i, o := range s.orders {
		if o.name == ':' {
			labels[o.text] = i
		}
	}
	for i, o := range s.orders {
		if o.name == 'b' || o.name == 't' || o.name == 'T' {
			to, ok := labels[o.text]
			if !ok {
				return nil, errors.New("can't find label for jump to `" + o.text + "'")
			}
			s.orders[i].jump = to
		}
	}
	return s.orders, nil
}

func (s *sedParser) order() (err error) {
	var o order
	if o.from, err = s.place(); err != nil {
		return err
	}
	s.rest = strings.TrimLeft(s.rest, " \t")
	if o.from != nil && strings.HasPrefix(s.rest, ",") {
		s.rest = strings.TrimLeft(s.rest[1:], " \t")
		if o.to, err = s.place(); err != nil || o.to == nil {
			return errors.New("unexpected `,'")
		}
	}
	s.rest = strings.TrimLeft(s.rest, " \t")
	for strings.HasPrefix(s.rest, "!") {
		o.not, s.rest = true, strings.TrimLeft(s.rest[1:], " \t!")
	}
	if s.rest == "" {
		return errors.New("missing command")
	}
	o.name, s.rest = s.rest[0], s.rest[1:]
	switch o.name {
	case '{':
		s.open = append(s.open, len(s.orders))
	case '}':
		if len(s.open) == 0 {
			return errors.New("unexpected `}'")
		}
		s.orders[s.open[len(s.open)-1]].jump = len(s.orders)
		s.open = s.open[:len(s.open)-1]
	case 's':
		err = s.substitute(&o)
	case 'y':
		err = s.transliterate(&o)
	case 'a', 'i', 'c':
		o.text = s.lines()
	case ':', 'b', 't', 'T':
		o.text = s.word()
	case 'q', 'Q':
		s.rest = strings.TrimLeft(s.rest, " \t")
		o.nth = int(min(s.count(), 255))
	case 'r', 'w':
		if o.text = strings.TrimSpace(s.line()); o.name == 'w' && o.text == "" {
			err = errors.New("missing filename in r/R/w/W commands")
		}
	case 'd', 'D', 'p', 'P', '=', 'z', 'h', 'H', 'g', 'G', 'x', 'n', 'N':
	case '#':
		_, s.rest, _ = strings.Cut(s.rest, "\n")
		return nil
	default:
		return errors.New("unknown command: `" + string(o.name) + "'")
	}
	if err == nil && strings.IndexByte("aicrw:btT{", o.name) < 0 {
		s.rest = strings.TrimLeft(s.rest, " \t")
		if s.rest != "" && strings.IndexByte(";\n}#", s.rest[0]) < 0 {
			err = errors.New("extra characters after command")
		}
	}
	s.orders = append(s.orders, o)
	return err
}

func (s *sedParser) word() string {
	at := strings.IndexAny(s.rest, ";\n}")
	if at < 0 {
		at = len(s.rest)
	}
	w := strings.TrimSpace(s.rest[:at])
	s.rest = s.rest[at:]
	return w
}

// line is the rest of a line: a file's name may hold anything.
func (s *sedParser) line() string {
	text, rest, found := strings.Cut(s.rest, "\n")
	if s.rest = rest; found {
		s.rest = "\n" + rest
	}
	return text
}

// lines is the text of a, i or c: up to a line's end without a backslash.
func (s *sedParser) lines() string {
	text := strings.TrimLeft(s.rest, " \t")
	text = strings.TrimPrefix(strings.TrimPrefix(text, "\\"), "\n")
	var b strings.Builder
	i := 0
	for ; i < len(text) && text[i] != '\n'; i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	s.rest = text[i:]
	return b.String()
}

func (s *sedParser) place() (*place, error) {
	switch {
	case s.rest == "":
	case s.rest[0] == '$':
		s.rest = s.rest[1:]
		return &place{last: true}, nil
	case s.rest[0] == '/' || s.rest[0] == '\\' && len(s.rest) > 1:
		if s.rest[0] == '\\' {
			s.rest = s.rest[1:]
		}
		text, ok := s.part(s.rest[0], 1)
		if !ok {
			return nil, errors.New("unterminated address regex")
		}
		s.rest = s.rest[1:]
		fold := strings.HasPrefix(s.rest, "I")
		s.rest = strings.TrimPrefix(s.rest, "I")
		re, err := compile(text, s.extended, fold)
		return &place{re: re}, err
	case s.rest[0] >= '0' && s.rest[0] <= '9' || s.rest[0] == '+':
		pl := &place{plus: s.rest[0] == '+'}
		s.rest = strings.TrimPrefix(s.rest, "+")
		pl.line = s.count()
		if strings.HasPrefix(s.rest, "~") {
			s.rest = s.rest[1:]
			pl.step = s.count()
		}
		return pl, nil
	}
	return nil, nil
}

func (s *sedParser) count() int64 {
	digits := s.rest[:len(s.rest)-len(strings.TrimLeft(s.rest, "0123456789"))]
	s.rest = s.rest[len(digits):]
	n, _ := strconv.ParseInt(digits, 10, 64)
	return n
}

// part reads up to a delimiter, which stays in rest; skip bytes come before.
func (s *sedParser) part(delim byte, skip int) (string, bool) {
	var b strings.Builder
	for i := skip; i < len(s.rest); i++ {
		ch := s.rest[i]
		switch {
		case ch == '\\' && i+1 < len(s.rest):
			i++
			if s.rest[i] != delim || strings.IndexByte(`.*^$[]&`, delim) >= 0 {
				b.WriteByte('\\')
			}
			b.WriteByte(s.rest[i])
			continue
		case ch == delim:
			s.rest = s.rest[i:]
			return b.String(), true
		case ch == '\n' && skip == 1 && delim == '/':
			return "", false
		}
		b.WriteByte(ch)
	}
	return "", false
}

func (s *sedParser) substitute(o *order) error {
	if s.rest == "" {
		return errors.New("unterminated `s' command")
	}
	delim := s.rest[0]
	pattern, ok1 := s.part(delim, 1)
	if !ok1 {
		return errors.New("unterminated `s' command")
	}
	with, ok2 := s.part(delim, 1)
	if !ok2 {
		return errors.New("unterminated `s' command")
	}
	s.rest = s.rest[1:]
	o.with = with
	fold := false
	for s.rest != "" {
		switch ch := s.rest[0]; {
		case ch == 'g':
			o.all = true
		case ch == 'p':
			o.show = true
		case ch == 'i' || ch == 'I':
			fold = true
		case ch >= '1' && ch <= '9':
			o.nth = int(min(s.count(), 1<<30))
			continue
		case ch == 'm' || ch == 'M':
			pattern = "(?m)" + pattern
		case ch == 'w':
			s.rest = s.rest[1:]
			if o.file = strings.TrimSpace(s.line()); o.file == "" {
				return errors.New("missing filename in r/R/w/W commands")
			}
			continue
		case ch == 'e':
			return errors.New("the flag `" + string(ch) + "' of s is not simulated")
		default:
			ch := s.rest[0]
			if strings.IndexByte("; \t\n}#", ch) < 0 {
				return errors.New("unknown option to `s'")
			}
			re, err := compile(pattern, s.extended, fold)
			o.re = re
			return err
		}
		s.rest = s.rest[1:]
	}
	re, err := compile(pattern, s.extended, fold)
	o.re = re
	return err
}

func (s *sedParser) transliterate(o *order) error {
	if s.rest == "" {
		return errors.New("unterminated `y' command")
	}
	delim := s.rest[0]
	from, ok1 := s.part(delim, 1)
	to, ok2 := "", false
	if ok1 {
		to, ok2 = s.part(delim, 1)
	}
	if !ok2 {
		return errors.New("unterminated `y' command")
	}
	s.rest = s.rest[1:]
	if len([]rune(from)) != len([]rune(to)) {
		return errors.New("strings for `y' command are different lengths")
	}
	o.text, o.with = from, to
	return nil
}
