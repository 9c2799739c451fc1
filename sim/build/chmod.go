package build

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// chmod is the value of --chmod: what becomes of a mode, clause by clause.
// Source: Dockerfile reference, COPY --chmod; POSIX chmod.
type chmod []clause

// clause is one part of a symbolic mode: u+x, go=rX. Who are the bits it is
// about, of each three the same rights.
type clause struct {
	who    fs.FileMode
	op     byte // + - =
	rights string
}

// chmodOf reads an octal mode, or a symbolic one.
func chmodOf(spec string) (chmod, error) {
	bad := fmt.Errorf("invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777", spec)
	if n, err := strconv.ParseUint(spec, 8, 32); err == nil {
		if n > 0o7777 {
			return nil, bad
		}
		return chmod{{who: special(n) | fs.FileMode(n&0o777)}}, nil
	}
	var list chmod
	for part := range strings.SplitSeq(spec, ",") {
		i := strings.IndexAny(part, "+-=")
		if i < 0 {
			return nil, bad
		}
		who := fs.FileMode(0)
		for _, r := range part[:i] {
			bits, ok := map[rune]fs.FileMode{'u': 0o700, 'g': 0o070, 'o': 0o007, 'a': 0o777}[r]
			if !ok {
				return nil, bad
			}
			who |= bits
		}
		if who == 0 {
			who = 0o777
		}
		for part = part[i:]; part != ""; {
			end := strings.IndexAny(part[1:], "+-=") + 1
			if end == 0 {
				end = len(part)
			}
			if strings.Trim(part[1:end], "rwxXstugo") != "" {
				return nil, bad
			}
			list = append(list, clause{who, part[0], part[1:end]})
			part = part[end:]
		}
	}
	return list, nil
}

// special are the bits above the rights: set-user-id, set-group-id, sticky.
func special(n uint64) (mode fs.FileMode) {
	for _, b := range []struct {
		bit  uint64
		mode fs.FileMode
	}{{0o4000, fs.ModeSetuid}, {0o2000, fs.ModeSetgid}, {0o1000, fs.ModeSticky}} {
		if n&b.bit != 0 {
			mode |= b.mode
		}
	}
	return mode
}

// apply is the mode afterwards.
func (list chmod) apply(mode fs.FileMode) fs.FileMode {
	for _, c := range list {
		bits := c.bits(mode)
		switch c.op {
		case 0: // octal: all of it
			mode = mode&fs.ModeType | c.who
		case '+':
			mode |= bits
		case '-':
			mode &^= bits
		case '=':
			mode = mode&^c.who | bits
		}
	}
	return mode
}

// bits are those that a clause is about, given the mode so far.
func (c clause) bits(mode fs.FileMode) (bits fs.FileMode) {
	each := func(right fs.FileMode) fs.FileMode { return (right | right<<3 | right<<6) & c.who }
	for _, r := range c.rights {
		switch r {
		case 'r':
			bits |= each(4)
		case 'w':
			bits |= each(2)
		case 'x':
			bits |= each(1)
		case 'X':
			if mode.IsDir() || mode&0o111 != 0 {
				bits |= each(1)
			}
		case 's':
			if c.who&0o700 != 0 {
				bits |= fs.ModeSetuid
			}
			if c.who&0o070 != 0 {
				bits |= fs.ModeSetgid
			}
		case 't':
			bits |= fs.ModeSticky
		case 'u':
			bits |= each(mode >> 6 & 7)
		case 'g':
			bits |= each(mode >> 3 & 7)
		case 'o':
			bits |= each(mode & 7)
		}
	}
	return bits
}
