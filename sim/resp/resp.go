// Package resp is the protocol of Redis as text: commands and replies are
// values, read from bytes that may not have arrived in full and written back.
// Source: the Redis serialization protocol specification, version 2.
package resp

import (
	"errors"
	"strconv"
	"strings"
)

// Kind is the kind of a reply: the byte it begins with.
type Kind byte

// The kinds of reply.
const (
	Status  Kind = '+'
	Error   Kind = '-'
	Integer Kind = ':'
	Bulk    Kind = '$' // a string
	Array   Kind = '*'
)

// Reply is what a server says.
type Reply struct {
	Kind Kind
	Text string // of a status, error or string
	Int  int64
	Nil  bool    // a string or array that is not there
	List []Reply // of an array
}

var (
	// ErrMore: it has not arrived in full.
	ErrMore = errors.New("resp: more to come")
	// ErrBad: this is not the protocol.
	ErrBad = errors.New("resp: malformed")
)

// The most that is read: bytes of one string, elements of one array.
const (
	MaxBulk  = 1 << 20
	MaxArray = 1 << 16
	maxDepth = 8
)

// Str is a string.
func Str(s string) Reply { return Reply{Kind: Bulk, Text: s} }

// Int is a number.
func Int(n int) Reply { return Reply{Kind: Integer, Int: int64(n)} }

// OK is a status.
func OK(s string) Reply { return Reply{Kind: Status, Text: s} }

// Err is an error.
func Err(s string) Reply { return Reply{Kind: Error, Text: s} }

// Nil is the string that is not there.
var Nil = Reply{Kind: Bulk, Nil: true}

// Strings is an array of strings.
func Strings(list ...string) Reply {
	r := Reply{Kind: Array}
	for _, s := range list {
		r.List = append(r.List, Str(s))
	}
	return r
}

// Command is a command as it is sent: an array of strings.
func Command(args ...string) string { return Strings(args...).String() }

// String is the reply as it is sent.
func (r Reply) String() string {
	head := string(rune(r.Kind))
	switch {
	case r.Nil:
		return head + "-1\r\n"
	case r.Kind == Integer:
		return head + strconv.FormatInt(r.Int, 10) + "\r\n"
	case r.Kind == Bulk:
		return head + strconv.Itoa(len(r.Text)) + "\r\n" + r.Text + "\r\n"
	case r.Kind != Array:
		return head + r.Text + "\r\n"
	}
	var b strings.Builder
	b.WriteString(head + strconv.Itoa(len(r.List)) + "\r\n")
	for _, e := range r.List {
		b.WriteString(e.String())
	}
	return b.String()
}

// Read takes one reply off the bytes that arrived and returns how many it
// took. Errors: ErrMore, ErrBad.
func Read(s string) (Reply, int, error) { return read(s, 0) }

func read(s string, depth int) (r Reply, n int, err error) {
	line, _, ok := strings.Cut(s, "\n")
	switch {
	case !ok && len(s) > 64<<10, depth > maxDepth:
		return r, 0, ErrBad
	case !ok:
		return r, 0, ErrMore
	}
	n = len(line) + 1
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return r, 0, ErrBad
	}
	r.Kind, line = Kind(line[0]), line[1:]
	size, bad := strconv.Atoi(line)
	switch r.Kind {
	case Status, Error:
		r.Text = line
		return r, n, nil
	case Integer:
		r.Int = int64(size)
	case Bulk:
		switch {
		case bad != nil || size < -1 || size > MaxBulk:
			return r, 0, ErrBad
		case size == -1:
			return Nil, n, nil
		case len(s) < n+size+2:
			return r, 0, ErrMore
		case s[n+size:n+size+2] != "\r\n":
			return r, 0, ErrBad
		}
		return Str(s[n : n+size]), n + size + 2, nil
	case Array:
		if r.Nil = size == -1; size < -1 || size > MaxArray {
			bad = ErrBad
		}
		for i := 0; i < size && bad == nil; i++ {
			e, used, err := read(s[n:], depth+1)
			if err != nil {
				return r, 0, err
			}
			r.List, n = append(r.List, e), n+used
		}
	default:
		bad = ErrBad
	}
	if bad != nil {
		return r, 0, ErrBad
	}
	return r, n, nil
}

// ReadCommand takes one command off the bytes that arrived: an array of
// strings, or a line of words as a person types it. Errors: ErrMore, ErrBad.
func ReadCommand(s string) (args []string, n int, err error) {
	if s != "" && s[0] != byte(Array) {
		line, _, ok := strings.Cut(s, "\n")
		if !ok && len(s) <= 64<<10 {
			return nil, 0, ErrMore
		}
		if args, ok = Words(strings.TrimSuffix(line, "\r")); !ok || len(line) > 64<<10 {
			return nil, 0, ErrBad
		}
		return args, len(line) + 1, nil
	}
	r, n, err := Read(s)
	if err != nil {
		return nil, 0, err
	}
	for _, e := range r.List {
		if e.Kind != Bulk || e.Nil {
			return nil, 0, ErrBad
		}
		args = append(args, e.Text)
	}
	return args, n, nil
}

// Words splits a line as redis-cli does: quotes keep words together, and in
// double ones a backslash means what it means in C. False for quotes that are
// not closed.
func Words(s string) (words []string, ok bool) {
	for {
		if s = strings.TrimLeft(s, " \t\r\n"); s == "" {
			return words, true
		}
		var b strings.Builder
		for s != "" && strings.IndexByte(" \t\r\n", s[0]) < 0 {
			quote := s[0]
			s = s[1:]
			if quote != '"' && quote != '\'' {
				b.WriteByte(quote)
				continue
			}
			for s != "" && s[0] != quote {
				c := s[0]
				if c == '\\' && len(s) > 1 && (quote == '"' || s[1] == '\'') {
					s = s[1:]
					if c = s[0]; quote == '"' {
						if i := strings.IndexByte("nrtba", c); i >= 0 {
							c = "\n\r\t\b\a"[i]
						}
					}
				}
				b.WriteByte(c)
				s = s[1:]
			}
			if s == "" {
				return nil, false
			}
			s = s[1:]
		}
		words = append(words, b.String())
	}
}

// Quoted is a string as redis-cli shows it to a person. Source: sdscatrepr.
func Quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch j := strings.IndexByte("\n\r\t\b\a\"\\", c); {
		case j >= 0:
			b.WriteString(`\` + `nrtba"\`[j:j+1])
		case c < ' ' || c > '~':
			b.WriteString(`\x` + strconv.FormatInt(int64(c)+256, 16)[1:])
		default:
			b.WriteByte(c)
		}
	}
	return b.String() + `"`
}
