package bin

import (
	"io/fs"
	"strconv"
	"strings"
)

// kinds are the letters and names of the types of files.
var kinds = []struct {
	bit    fs.FileMode
	letter byte
	name   string
	bits   int // of st_mode
}{
	{fs.ModeDir, 'd', "directory", 0o040000},
	{fs.ModeSymlink, 'l', "symbolic link", 0o120000},
	{fs.ModeCharDevice, 'c', "character special file", 0o020000},
	{fs.ModeDevice, 'b', "block special file", 0o060000},
	{fs.ModeNamedPipe, 'p', "fifo", 0o010000},
	{fs.ModeSocket, 's', "socket", 0o140000},
	{0, '-', "regular file", 0o100000},
}

func kindOf(m fs.FileMode) int {
	for i, k := range kinds {
		if m&k.bit != 0 || k.bit == 0 {
			return i
		}
	}
	return len(kinds) - 1
}

// modeString is a mode as ls shows it: drwxr-xr-x.
func modeString(m fs.FileMode) string {
	out := []byte{kinds[kindOf(m)].letter}
	for i, letter := range "rwxrwxrwx" {
		if m&(1<<(8-i)) == 0 {
			letter = '-'
		}
		out = append(out, byte(letter))
	}
	special := func(at int, bit fs.FileMode, with, without byte) {
		if m&bit != 0 && out[at] == 'x' {
			out[at] = with
		} else if m&bit != 0 {
			out[at] = without
		}
	}
	special(3, fs.ModeSetuid, 's', 'S')
	special(6, fs.ModeSetgid, 's', 'S')
	special(9, fs.ModeSticky, 't', 'T')
	return string(out)
}

// specials are the bits above the permissions, as chmod numbers them.
var specials = []struct {
	bit fs.FileMode
	num int
}{{fs.ModeSetuid, 0o4000}, {fs.ModeSetgid, 0o2000}, {fs.ModeSticky, 0o1000}}

// modeNumber is the number chmod takes for a mode.
func modeNumber(m fs.FileMode) int {
	n := int(m.Perm())
	for _, s := range specials {
		if m&s.bit != 0 {
			n |= s.num
		}
	}
	return n
}

// numberMode is the mode of a number as chmod takes it.
func numberMode(n int) fs.FileMode {
	m := fs.FileMode(n) & 0o777
	for _, s := range specials {
		if n&s.num != 0 {
			m |= s.bit
		}
	}
	return m
}

// changeMode is what a chmod argument, octal or symbolic, makes of a mode; ok
// is false when the argument is wrong.
func changeMode(arg string, old, umask fs.FileMode) (_ fs.FileMode, ok bool) {
	if n, err := strconv.ParseUint(arg, 8, 32); err == nil {
		return old&fs.ModeType | numberMode(int(n)), n <= 0o7777
	}
	n := modeNumber(old)
	for _, clause := range strings.Split(arg, ",") {
		if n, ok = changeClause(clause, n, old.IsDir(), umask); !ok {
			return old, false
		}
	}
	return old&fs.ModeType | numberMode(n), true
}

func changeClause(clause string, n int, dir bool, umask fs.FileMode) (int, bool) {
	at := strings.IndexAny(clause, "+-=")
	if at < 0 {
		return n, false
	}
	who, mask := 0, 0o7777
	for _, w := range clause[:at] {
		bits, known := map[rune]int{'u': 0o4700, 'g': 0o2070, 'o': 0o1007, 'a': 0o7777}[w]
		if !known {
			return n, false
		}
		who |= bits
	}
	if who == 0 {
		who, mask = 0o7777, 0o7777&^int(umask)
	}
	for ops := clause[at:]; ops != ""; {
		op := ops[0]
		end := strings.IndexAny(ops[1:], "+-=") + 1
		if end == 0 {
			end = len(ops)
		}
		bits, ok := permissions(ops[1:end], n, dir)
		if !ok {
			return n, false
		}
		switch bits &= who & mask; op {
		case '+':
			n |= bits
		case '-':
			n &^= bits
		default:
			n = n&^(who&0o777) | bits
		}
		ops = ops[end:]
	}
	return n, true
}

// permissions reads the letters behind an operator, for all three classes.
func permissions(letters string, n int, dir bool) (bits int, ok bool) {
	for _, l := range letters {
		switch l {
		case 'r':
			bits |= 0o444
		case 'w':
			bits |= 0o222
		case 'x':
			bits |= 0o111
		case 'X':
			if dir || n&0o111 != 0 {
				bits |= 0o111
			}
		case 's':
			bits |= 0o6000
		case 't':
			bits |= 0o1000
		case 'u', 'g', 'o':
			bits |= (n >> map[rune]int{'u': 6, 'g': 3, 'o': 0}[l] & 7) * 0o111
		default:
			return 0, false
		}
	}
	return bits, true
}
