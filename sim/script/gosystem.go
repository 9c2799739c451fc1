package script

import (
	"math"
	"sort"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func errExists(err error) error {
	if err == vfs.EEXIST {
		return nil
	}
	return err
}

// goValues are the constants and variables of packages.
func (m *machine) goValues() map[string]value {
	args := newList(m.executable())
	for _, a := range m.argv[min(1, len(m.argv)):] {
		args.items = append(args.items, a)
	}
	return map[string]value{"os.Args": args, "os.Stdin": goFile(0), "os.Stdout": goFile(1), "os.Stderr": goFile(2), "os.Interrupt": int64(2), "syscall.SIGTERM": int64(15), "syscall.SIGINT": int64(2), "syscall.SIGHUP": int64(1),
		"os.O_APPEND": int64(0x400), "os.O_CREATE": int64(0x40), "os.O_WRONLY": int64(1), "os.O_RDWR": int64(2), "os.ModePerm": int64(0o777),
		"math.Pi": math.Pi, "math.E": math.E, "math.MaxInt": int64(math.MaxInt64), "math.MaxInt64": int64(math.MaxInt64), "math.MaxInt32": int64(math.MaxInt32), "math.MinInt64": int64(math.MinInt64), "math.MaxFloat64": math.MaxFloat64,
		"runtime.GOOS": "linux", "runtime.GOARCH": "amd64", "log.LstdFlags": int64(3), "log.Ldate": int64(1), "log.Ltime": int64(2), "log.Lshortfile": int64(16), "log.Lmicroseconds": int64(4), "io.EOF": goErr("EOF"),
		"strconv.IntSize": int64(64), "os.Signal": "any", "context.Context": "any", "io.Reader": "any", "io.Writer": "any", "time.UTC": nil}
}

func (m *machine) logGo(text string) {
	stamp := m.p.Sys.Now().UTC().Format("2006/01/02 15:04:05 ")
	if n, ok := whole(m.modules.At("%flags")); ok && m.modules.At("%flags") != nil {
		if n == 0 {
			stamp = ""
		}
	}
	m.write(2, plain(m.modules.At("%prefix"))+stamp+strings.TrimSuffix(text, "\n")+"\n")
}

func goParse(name string, f func(s string) (value, error), zero value) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s := plain(goKey(c.at(0)))
		v, err := f(s)
		if err != nil {
			why := "invalid syntax"
			if strings.Contains(err.Error(), "out of range") {
				why = "value out of range"
			}
			return newTuple(zero, goErr("strconv."+name+": parsing "+strconv.Quote(s)+": "+why)), nil
		}
		return newTuple(v, nil), nil
	}
}

func goOpen(fl proc.Flag) nativeFn {
	return func(m *machine, c *args) (value, error) {
		fd, err := m.p.Sys.Open(plain(c.at(0)), fl, 0o644)
		if err != nil {
			return newTuple(nil, goSysErr("open "+plain(c.at(0)), err)), nil
		}
		return newTuple(goFile(int64(fd)), nil), nil
	}
}

func goSort(m *machine, c *args) (value, error) {
	l, ok := c.at(0).(*list)
	if ok {
		sort.SliceStable(l.items, func(i, j int) bool {
			less, _ := m.compareGo("<", l.items[i], l.items[j])
			return less == true
		})
	}
	return nil, nil
}

// goSortBy sorts by insertion: the function gets the places of two items.
func goSortBy(m *machine, c *args) (value, error) {
	l, ok := c.at(0).(*list)
	if !ok {
		return nil, nil
	}
	for i := 1; i < len(l.items); i++ {
		for j := i; j > 0; j-- {
			less, err := m.invoke(c.at(1), int64(j), int64(j-1))
			if err != nil {
				return nil, err
			}
			if less != true {
				break
			}
			l.items[j], l.items[j-1] = l.items[j-1], l.items[j]
		}
	}
	return nil, nil
}
