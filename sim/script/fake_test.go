package script

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"testing"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// fake is a machine for one program: files, captured output, a clock that
// moves when the program sleeps. What it does not have panics.
type fake struct {
	proc.System
	now    time.Time
	files  map[string]string
	dirs   map[string]bool
	out    strings.Builder
	stdin  string
	tty    bool
	exited bool
	code   int
	spent  int
	tired  int
	slept  time.Duration
	wake   bool
	limit  int
	fds    map[int]*struct {
		name string
		at   int
	}
}

func newFake(files map[string]string) *fake {
	f := &fake{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), files: map[string]string{}, dirs: map[string]bool{"/": true}}
	f.fds = map[int]*struct {
		name string
		at   int
	}{}
	for n, t := range files {
		f.files[n] = t
		for d := path.Dir(n); d != "/"; d = path.Dir(d) {
			f.dirs[d] = true
		}
	}
	return f
}

func (f *fake) abs(name string) string {
	if !path.IsAbs(name) {
		return path.Join("/app", name)
	}
	return path.Clean(name)
}

func (f *fake) Now() time.Time        { return f.now }
func (f *fake) Sleep(d time.Duration) { f.slept, f.wake = d, true }
func (f *fake) Exit(code int)         { f.exited, f.code = true, code }
func (f *fake) Spend(n int) bool {
	f.spent += n
	if f.tired++; f.tired%7 == 0 {
		f.Sleep(time.Millisecond)
		return false
	}
	return true
}
func (f *fake) Hold(int64) proc.Memory { return proc.Unlimited }
func (f *fake) IsTerminal(fd int) bool { return f.tty }
func (f *fake) Hostname() string       { return "box" }
func (f *fake) Chdir(string) error     { return nil }
func (f *fake) Write(fd int, s string) error {
	if o, ok := f.fds[fd]; ok {
		f.files[o.name] += s
		return nil
	}
	f.out.WriteString(s)
	return nil
}
func (f *fake) Read(fd, n int) (string, error) {
	if o, ok := f.fds[fd]; ok {
		s := f.files[o.name][o.at:]
		o.at += len(s)
		return s, nil
	}
	line, rest, found := strings.Cut(f.stdin, "\n")
	f.stdin = rest
	if found {
		line += "\n"
	}
	return line, nil
}
func (f *fake) ReadFile(name string) (string, error) {
	if t, ok := f.files[f.abs(name)]; ok {
		return t, nil
	}
	return "", vfs.ENOENT
}
func (f *fake) Stat(name string) (proc.Stat, error) {
	n := f.abs(name)
	if t, ok := f.files[n]; ok {
		return proc.Stat{Node: vfs.File(0o644, t, f.now), Path: n}, nil
	}
	if f.dirs[n] {
		return proc.Stat{Node: vfs.Dir(0o755, f.now), Path: n}, nil
	}
	return proc.Stat{}, vfs.ENOENT
}
func (f *fake) Open(name string, fl proc.Flag, _ fs.FileMode) (int, error) {
	n := f.abs(name)
	if _, ok := f.files[n]; !ok && fl&proc.Create == 0 {
		return 0, vfs.ENOENT
	}
	if fl&proc.Trunc != 0 {
		f.files[n] = ""
	}
	fd := 3 + len(f.fds)
	f.fds[fd] = &struct {
		name string
		at   int
	}{n, 0}
	return fd, nil
}
func (f *fake) WriteFile(name, data string, _ fs.FileMode) error {
	f.files[f.abs(name)] = data
	return nil
}
func (f *fake) Close(int) error                        { return nil }
func (f *fake) LookPath(name string) (string, error)   { return "/usr/local/bin/" + name, nil }
func (f *fake) Mkdir(name string, _ fs.FileMode) error { f.dirs[f.abs(name)] = true; return nil }
func (f *fake) ReadDir(name string) ([]proc.Entry, error) {
	dir := f.abs(name)
	if !f.dirs[dir] {
		return nil, vfs.ENOENT
	}
	var out []proc.Entry
	for n := range f.files {
		if path.Dir(n) == dir {
			out = append(out, proc.Entry{Name: path.Base(n)})
		}
	}
	for n := range f.dirs {
		if n != "/" && path.Dir(n) == dir {
			out = append(out, proc.Entry{Name: path.Base(n), Node: vfs.Dir(0o755, f.now)})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

// runs runs a program to its end, waking it as its sleeps ask, and returns
// what it wrote with its exit code.
func (f *fake) runs(t testing.TB, prog proc.Program, argv ...string) string {
	t.Helper()
	p := testProc(f)
	p.Argv, p.Name = argv, path.Base(argv[0])
	next := prog
	kind := proc.Start
	limit := 2000
	if f.limit > 0 {
		limit = f.limit
	}
	for i := 0; i < limit && !f.exited; i++ {
		f.wake = false
		next(p, proc.Event{Kind: kind})
		kind = proc.Wake
		if f.exited {
			break
		}
		if !f.wake {
			f.out.WriteString("[waits]")
			return f.out.String()
		}
		f.now = f.now.Add(f.slept)
		next = p.Next
	}
	if !f.exited {
		f.out.WriteString("[endless]")
	} else if f.code != 0 {
		fmt.Fprintf(&f.out, "[exit %d]", f.code)
	}
	return f.out.String()
}

func testProc(f *fake) *proc.Proc {
	return &proc.Proc{PID: 1, Argv: []string{"python3", "main.py"}, Env: []string{"PATH=/bin", "HOME=/root", "PYTHON_VERSION=3.13.7", "NODE_VERSION=22.11.0", "A=b"}, Dir: "/app", Name: "python3", Sys: f}
}

func eventOf(i int) proc.Event {
	if i == 0 {
		return proc.Event{Kind: proc.Start}
	}
	return proc.Event{Kind: proc.Wake}
}
