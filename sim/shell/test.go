package shell

import (
	"fmt"
	"io/fs"
	"strings"

	"drydock/sim/proc"
)

// Test is test(1): the status of an expression given as arguments (without the
// command's name, and without the "]" of "["): 0 true, 1 false, 2 with a
// message when it makes no sense. Source: POSIX test(1).
func Test(sys proc.System, args []string) (code int, err string) {
	return testWith(tester{sys: sys, args: args, flavor: Bash})
}

// tester evaluates an expression.
type tester struct {
	sys    proc.System
	proc   *proc.Proc // whose user may do what; nil: the files are tried
	args   []string
	at     int
	flavor Flavor
	err    string
}

func testWith(t tester) (int, string) {
	if len(t.args) == 0 {
		return 1, ""
	}
	ok := t.few()
	if t.err == "" && t.at < len(t.args) {
		t.fail("too many arguments", t.args[t.at]+": unexpected operator", t.args[t.at]+": unknown operand")
	}
	switch {
	case t.err != "":
		return 2, t.err
	case ok:
		return 0, ""
	}
	return 1, ""
}

func (t *tester) fail(bash, dash, ash string) bool {
	if t.err == "" {
		t.err = [...]string{bash, dash, ash}[t.flavor]
	}
	return false
}

// few decides short expressions by their number of arguments, as POSIX does,
// so that operands that look like operators do no harm.
func (t *tester) few() bool {
	a := t.args
	switch {
	case len(a) == 1:
		t.at = 1
		return a[0] != ""
	case len(a) == 2 && a[0] == "!":
		t.at = 2
		return a[1] == ""
	case len(a) == 2 && !isUnary(a[0]) && isBinary(a[1]):
		return t.fail(a[0]+": unary operator expected", a[1]+": argument expected", a[1]+": argument expected")
	case len(a) == 2 && !isUnary(a[0]):
		return t.fail(a[0]+": unary operator expected", a[0]+": unexpected operator", a[1]+": unknown operand")
	case len(a) == 3 && isBinary(a[1]):
		t.at = 3
		return t.binary(a[0], a[1], a[2])
	case len(a) == 3 && a[0] != "!" && a[0] != "(" && !isUnary(a[0]):
		return t.fail(a[1]+": binary operator expected", a[0]+": unexpected operator", a[1]+": unknown operand")
	}
	return t.or(0)
}

func (t *tester) peek() string {
	if t.at < len(t.args) {
		return t.args[t.at]
	}
	return ""
}

func (t *tester) or(depth int) bool {
	ok := t.and(depth)
	for t.err == "" && t.peek() == "-o" {
		t.at++
		right := t.and(depth)
		ok = ok || right
	}
	return ok
}

func (t *tester) and(depth int) bool {
	ok := t.not(depth)
	for t.err == "" && t.peek() == "-a" {
		t.at++
		right := t.not(depth)
		ok = ok && right
	}
	return ok
}

func (t *tester) not(depth int) bool {
	turned := false
	for t.peek() == "!" && t.at+1 < len(t.args) {
		t.at++
		turned = !turned
	}
	return t.primary(depth) != turned
}

func (t *tester) primary(depth int) bool {
	left := len(t.args) - t.at
	switch {
	case left == 0:
		return t.fail("argument expected", "argument expected", "argument expected")
	case left > 2 && isBinary(t.args[t.at+1]):
		t.at += 3
		return t.binary(t.args[t.at-3], t.args[t.at-2], t.args[t.at-1])
	case t.peek() == "(" && left > 1 && depth < maxNesting:
		t.at++
		ok := t.or(depth + 1)
		if t.peek() != ")" {
			return t.fail("`)' expected", "closing paren expected", "closing paren expected")
		}
		t.at++
		return ok
	case left > 1 && isUnary(t.peek()):
		t.at += 2
		return t.unary(t.args[t.at-2], t.args[t.at-1])
	}
	t.at++
	return t.args[t.at-1] != ""
}

func isUnary(op string) bool {
	return len(op) == 2 && op[0] == '-' && strings.IndexByte("bcdefghkLOGNnprSstuwxzv", op[1]) >= 0
}

var comparisons = map[string]func(a, b int64) bool{
	"-eq": func(a, b int64) bool { return a == b }, "-ne": func(a, b int64) bool { return a != b },
	"-lt": func(a, b int64) bool { return a < b }, "-le": func(a, b int64) bool { return a <= b },
	"-gt": func(a, b int64) bool { return a > b }, "-ge": func(a, b int64) bool { return a >= b },
}

func isBinary(op string) bool {
	return comparisons[op] != nil || contains([]string{"=", "==", "!=", "<", ">", "-nt", "-ot", "-ef"}, op)
}

func (t *tester) binary(a, op, b string) bool {
	switch op {
	case "=", "==":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case ">":
		return a > b
	case "-nt", "-ot", "-ef":
		return t.files(a, op, b)
	}
	x, okX := t.integer(a)
	y, okY := t.integer(b)
	return okX && okY && comparisons[op](x, y)
}

func (t *tester) integer(s string) (int64, bool) {
	var n int64
	trimmed := strings.TrimSpace(s)
	if _, err := fmt.Sscanf(trimmed, "%d", &n); err != nil || fmt.Sprint(n) != strings.TrimPrefix(trimmed, "+") && !isNumber(strings.TrimLeft(trimmed, "+-")) {
		t.fail(s+": integer expression expected", "Illegal number: "+s, s+": bad number")
		return 0, false
	}
	return n, true
}

func (t *tester) files(a, op, b string) bool {
	x, errX := t.sys.Stat(a)
	y, errY := t.sys.Stat(b)
	switch op {
	case "-ef":
		return errX == nil && errY == nil && x.Path == y.Path
	case "-nt":
		if t.flavor != Bash {
			return errX == nil && errY == nil && x.ModTime.After(y.ModTime)
		}
		return errX == nil && (errY != nil || x.ModTime.After(y.ModTime))
	}
	if t.flavor != Bash {
		return errX == nil && errY == nil && x.ModTime.Before(y.ModTime)
	}
	return errY == nil && (errX != nil || x.ModTime.Before(y.ModTime))
}

// kinds are the unary operators that ask for a kind of file or a bit of its mode.
var kinds = map[byte]func(proc.Stat) bool{
	'e': func(proc.Stat) bool { return true },
	'f': func(st proc.Stat) bool { return st.Mode.IsRegular() },
	'd': func(st proc.Stat) bool { return st.IsDir() },
	's': func(st proc.Stat) bool { return st.Size > 0 },
	'b': func(st proc.Stat) bool { return st.Mode&fs.ModeDevice != 0 && st.Mode&fs.ModeCharDevice == 0 },
	'c': func(st proc.Stat) bool { return st.Mode&fs.ModeCharDevice != 0 },
	'p': func(st proc.Stat) bool { return st.Mode&fs.ModeNamedPipe != 0 },
	'S': func(st proc.Stat) bool { return st.Mode&fs.ModeSocket != 0 },
	'u': func(st proc.Stat) bool { return st.Mode&fs.ModeSetuid != 0 },
	'g': func(st proc.Stat) bool { return st.Mode&fs.ModeSetgid != 0 },
	'k': func(st proc.Stat) bool { return st.Mode&fs.ModeSticky != 0 },
	'N': func(st proc.Stat) bool { return true },
}

func (t *tester) unary(op, arg string) bool {
	switch op[1] {
	case 'n':
		return arg != ""
	case 'z':
		return arg == ""
	case 'h', 'L':
		st, err := t.sys.Lstat(arg)
		return err == nil && st.IsSymlink()
	case 't':
		fd, ok := t.integer(arg)
		return ok && t.sys.IsTerminal(int(fd))
	}
	st, err := t.sys.Stat(arg)
	if err != nil {
		return false
	}
	switch op[1] {
	case 'r':
		return t.may(arg, st, 4)
	case 'w':
		return t.may(arg, st, 2)
	case 'x':
		return t.may(arg, st, 1)
	case 'O':
		return t.proc == nil || st.UID == t.proc.UID
	case 'G':
		return t.proc == nil || st.GID == t.proc.GID
	}
	kind, ok := kinds[op[1]]
	return ok && kind(st)
}

// may asks the machine, by trying what does no harm.
func (t *tester) may(path string, st proc.Stat, bit fs.FileMode) bool {
	if t.proc != nil && !may(t.proc, st, bit) {
		return false
	}
	if bit == 1 {
		return st.IsDir() || st.Mode.Perm()&0o111 != 0
	}
	if !st.Mode.IsRegular() {
		return t.proc != nil || st.Mode.Perm()&(bit*0o111) != 0
	}
	how := proc.Read
	if bit == 2 {
		how = proc.Append
	}
	fd, err := t.sys.Open(path, how, 0)
	if err == nil {
		t.sys.Close(fd)
	}
	return err == nil
}
