package bin

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// measure are the tests of size, time and owner.
func (f *finding) measure(p *proc.Proc, name, arg string) (func(*proc.Proc, *finding, string, proc.Entry) bool, error) {
	sign, digits := byte(0), arg
	if arg != "" && (arg[0] == '+' || arg[0] == '-') {
		sign, digits = arg[0], arg[1:]
	}
	compare := func(n, with int64) bool {
		return sign == '+' && n > with || sign == '-' && n < with || sign == 0 && n == with
	}
	switch name {
	case "-size":
		unit := int64(512)
		if trimmed := strings.TrimRight(digits, "cwbkMG"); trimmed != digits {
			unit = map[byte]int64{'c': 1, 'w': 2, 'b': 512, 'k': 1024, 'M': 1 << 20, 'G': 1 << 30}[digits[len(trimmed)]]
			digits = trimmed
		}
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return nil, errors.New("invalid argument `" + arg + "' to `-size'")
		}
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool { return compare(ceilDiv(e.Size, unit), n) }, nil
	case "-mtime", "-mmin":
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return nil, errors.New("invalid argument `" + arg + "' to `" + name + "'")
		}
		unit := map[string]time.Duration{"-mtime": 24 * time.Hour, "-mmin": time.Minute}[name]
		now := p.Sys.Now()
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool {
			return compare(int64(now.Sub(e.ModTime)/unit), n)
		}, nil
	case "-newer":
		st, err := p.Sys.Stat(arg)
		if err != nil {
			return nil, errors.New("'" + arg + "': " + err.Error())
		}
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool { return e.ModTime.After(st.ModTime) }, nil
	case "-user", "-group":
		list := map[string]func(*proc.Proc) []account{"-user": users, "-group": groups}[name](p)
		a, ok := find(list, arg)
		if !ok {
			return nil, errors.New("'" + arg + "' is not the name of a known " + name[1:])
		}
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool {
			return name == "-user" && e.UID == a.id || name == "-group" && e.GID == a.id
		}, nil
	case "-perm":
		n, err := strconv.ParseInt(strings.TrimLeft(digits, "/"), 8, 32)
		if err != nil {
			return nil, errors.New("invalid mode '" + arg + "'")
		}
		return func(_ *proc.Proc, _ *finding, _ string, e proc.Entry) bool {
			have := int64(modeNumber(e.Mode))
			return sign == '-' && have&n == n || strings.HasPrefix(arg, "/") && have&n != 0 || have == n
		}, nil
	}
	return nil, errors.New(f.pick("unknown predicate `"+name+"'", "unrecognized: "+name))
}
