package bin

import (
	"io/fs"
	"maps"
	"net/netip"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

var testNow = time.Date(2026, 11, 23, 3, 42, 15, 123e6, time.UTC)

// fake is a machine for one test: files, captured output, children that run at
// once. With hesitant every other call that may wait does.
type fake struct {
	offline
	now        time.Time
	tree       vfs.Tree
	fds        map[int]*open
	out, err   *strings.Builder
	stdin      string
	tty        bool
	hesitant   bool
	turn       int
	exited     bool
	code       int
	slept      time.Duration
	list       []proc.Info
	kids       map[int]int
	pid        int
	signals    []string
	ports      []int
	p          *proc.Proc
	executed   bool
	file       string // what was executed
	wakes      int
	background []*proc.Proc
}

type open struct {
	path   string
	offset int
	flag   proc.Flag
}

func newFake(files map[string]string) *fake {
	tree := vfs.LayerOf(vfs.Tree{}, vfs.NewTree(testNow)).Apply(vfs.NewTree(testNow))
	layer := vfs.Files(testNow, map[string]string{"/tmp/": "", "/dev/": "", "/proc/": "",
		"/etc/passwd": "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n",
		"/etc/group":  "root:x:0:\nwheel:x:10:root\nwww-data:x:33:\nnogroup:x:65534:\n"})
	tree = layer.Apply(tree)
	tree = vfs.Files(testNow, files).Apply(tree)
	for _, d := range []string{"null", "zero"} {
		tree, _ = tree.Put("/dev/"+d, vfs.Node{Mode: fs.ModeDevice | fs.ModeCharDevice | 0o666, Data: d, ModTime: testNow})
	}
	for _, g := range Programs {
		tree, _ = tree.MkdirAll("/bin", vfs.Dir(0o755, testNow))
		tree, _ = tree.Put("/bin/"+g.Name, vfs.File(0o755, proc.Binary(g.Name), testNow))
	}
	tree, _ = tree.Put("/tmp", vfs.Node{Mode: fs.ModeDir | fs.ModeSticky | 0o777, Size: 4096, ModTime: testNow})
	return newFake0(tree)
}

// newFake0 is a machine with a tree that was made before.
func newFake0(tree vfs.Tree) *fake {
	return &fake{now: testNow, tree: tree, fds: map[int]*open{}, out: &strings.Builder{}, err: &strings.Builder{}, kids: map[int]int{}, pid: 1}
}

// run plays a program to its end, or until nothing would wake it.
func (f *fake) run(argv []string, env []string) {
	name := path.Base(argv[0])
	if len(argv) > 0 && f.p == nil {
		f.p = &proc.Proc{PID: 1, Argv: argv, Env: env, Dir: "/", Umask: 0o022, Name: name, Sys: f}
	}
	code, ok := Lookup(name)
	if !ok {
		code, _ = Lookup("busybox")
	}
	f.play(f.p, code)
}

func (f *fake) play(p *proc.Proc, code proc.Program) {
	ev := proc.Event{Kind: proc.Start}
	for steps := 0; !f.exited && steps < 20000; steps++ {
		before := f.wakes
		run := code
		if p.Next != nil {
			run = p.Next
		}
		if p.Next != nil && f.hesitant {
			f.rehearse(*p, run, ev)
		}
		p.Sys = f
		run(p, ev)
		ev = proc.Event{Kind: proc.Wake}
		if f.executed {
			f.executed, p.Next = false, nil
			code, _ = f.program(f.file)
			ev = proc.Event{Kind: proc.Start}
			continue
		}
		if f.wakes == before {
			return
		}
	}
}

// rehearse plays the next event on a copy of the machine: what a program keeps
// is a value, so it must not show afterwards.
func (f *fake) rehearse(p proc.Proc, run proc.Program, ev proc.Event) {
	c := *f
	c.out, c.err = &strings.Builder{}, &strings.Builder{}
	c.fds, c.kids = map[int]*open{}, maps.Clone(f.kids)
	for fd, o := range f.fds {
		file := *o
		c.fds[fd] = &file
	}
	c.p, p.Sys = &p, &c
	run(&p, ev)
}

func (f *fake) program(name string) (proc.Program, error) {
	full, err := f.LookPath(name)
	if err != nil {
		return nil, err
	}
	st, _ := f.Stat(full)
	bin, _ := proc.BinaryName(st.Data)
	code, ok := Lookup(bin)
	if !ok {
		return nil, vfs.ENOEXEC
	}
	return code, nil
}

func (f *fake) hesitates() bool {
	f.turn++
	if f.hesitant && (f.turn*40503>>7)%3 == 0 {
		f.wakes++
		return true
	}
	return false
}

func (f *fake) Now() time.Time { return f.now }
func (f *fake) Sleep(d time.Duration) {
	f.slept += d
	f.now = f.now.Add(d)
	if f.slept < 1000*time.Hour {
		f.wakes++
	}
}
func (f *fake) Exit(code int) {
	if !f.exited {
		f.exited, f.code = true, code
	}
}
func (f *fake) Spend(n int) bool { return !f.hesitates() }

func (f *fake) Hold(int64) proc.Memory { return proc.Unlimited }

func (f *fake) abs(p string) string {
	if !strings.HasPrefix(p, "/") {
		return f.p.Dir + "/" + p
	}
	return p
}

func (f *fake) look(p string, follow bool) (proc.Stat, error) {
	if p == "" {
		return proc.Stat{}, vfs.ENOENT
	}
	full, err := f.tree.Resolve(f.abs(p), follow)
	if err != nil {
		return proc.Stat{}, err
	}
	n, err := f.tree.Lookup(full)
	return proc.Stat{Node: n, Path: full}, err
}

func (f *fake) Stat(p string) (proc.Stat, error)  { return f.look(p, true) }
func (f *fake) Lstat(p string) (proc.Stat, error) { return f.look(p, false) }

func (f *fake) Open(name string, flag proc.Flag, perm fs.FileMode) (int, error) {
	st, err := f.look(name, true)
	switch {
	case err == vfs.ENOENT && flag&proc.Create != 0 && st.Path != "":
		if err := f.put(st.Path, vfs.File(perm&^f.p.Umask, "", f.now)); err != nil {
			return -1, err
		}
	case err != nil:
		return -1, err
	case flag&proc.Excl != 0:
		return -1, vfs.EEXIST
	case st.IsDir() && flag&(proc.Write|proc.Append) != 0:
		return -1, vfs.EISDIR
	case flag&proc.Trunc != 0:
		n := st.Node
		n.Data, n.Size = "", 0
		f.put(st.Path, n)
	}
	fd := 3
	for f.fds[fd] != nil {
		fd++
	}
	f.fds[fd] = &open{path: st.Path, flag: flag}
	return fd, nil
}

func (f *fake) put(p string, n vfs.Node) error {
	p = path.Clean(p)
	up, err := f.tree.Lookup(path.Dir(p))
	if err != nil {
		return err
	}
	if f.p.UID != 0 && up.Mode&0o002 == 0 {
		return vfs.EACCES
	}
	n.UID, n.GID = max(n.UID, f.p.UID), max(n.GID, f.p.GID)
	f.tree, err = f.tree.Put(p, n)
	return err
}

func (f *fake) Pipe() (int, int, error)  { return 0, 0, vfs.EINVAL }
func (f *fake) Dup(from, to int) error   { return nil }
func (f *fake) Close(fd int) error       { delete(f.fds, fd); return nil }
func (f *fake) IsTerminal(fd int) bool   { return f.tty }
func (f *fake) Edit(string) error        { return nil }
func (f *fake) Foreground(int, bool)     {}
func (f *fake) SetHostname(string) error { return vfs.EPERM }
func (f *fake) Echo(int, bool)           {}
func (f *fake) Size(fd int) (int, int)   { return map[bool]int{true: 80}[f.tty], 24 }
func (f *fake) Hostname() string         { return "boxhost" }
func (f *fake) Warn(string)              {}
func (f *fake) Processes() []proc.Info   { return f.list }
func (f *fake) Link(from, to string) error {
	st, err := f.Stat(from)
	return firstOf(err, f.put(f.abs(to), st.Node))
}
func (f *fake) Truncate(p string, n int64) error { return nil }
func (f *fake) Chdir(p string) error             { f.p.Dir = path.Clean(f.abs(p)); return nil }

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *fake) Listen(at netip.AddrPort) (int, error) {
	if slices.Contains(f.ports, int(at.Port())) {
		return -1, vfs.EADDRINUSE
	}
	f.ports = append(f.ports, int(at.Port()))
	return 100, nil
}

func (f *fake) Read(fd, limit int) (string, error) {
	if f.hesitates() {
		return "", vfs.EAGAIN
	}
	if fd == 0 {
		n := min(limit, len(f.stdin), 7) // small pieces: lines are cut anywhere
		if !f.hesitant {
			n = min(limit, len(f.stdin))
		}
		piece := f.stdin[:n]
		f.stdin = f.stdin[n:]
		return piece, nil
	}
	o := f.fds[fd]
	if o == nil {
		return "", vfs.EBADF
	}
	switch o.path {
	case "/dev/null":
		return "", nil
	case "/dev/zero":
		return strings.Repeat("\x00", limit), nil
	}
	n, _ := f.tree.Lookup(o.path)
	piece := n.Data[min(o.offset, len(n.Data)):]
	piece = piece[:min(limit, len(piece))]
	o.offset += len(piece)
	return piece, nil
}

func (f *fake) Write(fd int, data string) error {
	if fd == 2 {
		f.err.WriteString(data)
		return nil
	}
	if f.hesitates() {
		return vfs.EAGAIN
	}
	if fd == 1 {
		f.out.WriteString(data)
		if f.out.Len() > 1<<20 {
			f.Exit(141)
			return vfs.EPIPE
		}
		return nil
	}
	o := f.fds[fd]
	n, err := f.tree.Lookup(o.path)
	if o.path == "/dev/null" || err != nil {
		return err
	}
	n.Data += data
	n.Size = int64(len(n.Data))
	return f.put(o.path, n)
}

func (f *fake) ReadFile(p string) (string, error) {
	st, err := f.look(p, true)
	switch {
	case err != nil:
		return "", err
	case st.IsDir():
		return "", vfs.EISDIR
	case f.p.UID != 0 && st.Mode&0o004 == 0:
		return "", vfs.EACCES
	}
	return st.Data, nil
}

func (f *fake) WriteFile(p, data string, perm fs.FileMode) error {
	st, err := f.look(p, true)
	switch {
	case err == nil && st.IsDir():
		return vfs.EISDIR
	case err != nil && (err != vfs.ENOENT || st.Path == ""):
		return err
	case err == nil:
		perm = st.Mode.Perm()
	}
	return f.put(st.Path, vfs.File(perm, data, f.now))
}

func (f *fake) ReadDir(p string) (list []proc.Entry, err error) {
	st, err := f.look(p, true)
	if err == nil && !st.IsDir() {
		err = vfs.ENOTDIR
	}
	if err != nil {
		return nil, err
	}
	for name, n := range f.tree.ReadDir(st.Path) {
		list = append(list, proc.Entry{Name: name, Node: n})
	}
	return list, nil
}

func (f *fake) Mkdir(p string, perm fs.FileMode) error {
	st, err := f.look(p, false)
	if err == nil {
		return vfs.EEXIST
	}
	if err != vfs.ENOENT || st.Path == "" {
		return err
	}
	return f.put(st.Path, vfs.Dir(perm&^f.p.Umask, f.now))
}

func (f *fake) Remove(p string) error {
	st, err := f.look(p, false)
	if err != nil {
		return err
	}
	if st.Entries() > 0 {
		return vfs.ENOTEMPTY
	}
	f.tree, err = f.tree.Remove(st.Path, f.now)
	return err
}

func (f *fake) Rename(from, to string) error {
	src, err := f.look(from, false)
	if err != nil {
		return err
	}
	dst, err := f.look(to, false)
	if err != nil && err != vfs.ENOENT || dst.Path == "" {
		return err
	}
	sub, _ := f.tree.Sub(src.Path)
	t, err := f.tree.Graft(dst.Path, sub)
	if err == nil {
		f.tree, err = t.Remove(src.Path, f.now)
	}
	return err
}

func (f *fake) Mkfifo(p string, perm fs.FileMode) error {
	if _, err := f.look(p, false); err == nil {
		return vfs.EEXIST
	}
	return f.put(path.Clean(f.abs(p)), vfs.Node{Mode: fs.ModeNamedPipe | perm, ModTime: f.now})
}

func (f *fake) Flock(int, proc.Lock) error { return nil }

func (f *fake) OpenFiles() []proc.OpenFile { return nil }

func (f *fake) Symlink(target, p string) error {
	if _, err := f.look(p, false); err == nil {
		return vfs.EEXIST
	}
	return f.put(path.Clean(f.abs(p)), vfs.Symlink(target, f.now))
}

func (f *fake) alter(p string, change func(n *vfs.Node)) error {
	st, err := f.look(p, true)
	if err != nil {
		return err
	}
	if f.p.UID != 0 {
		return vfs.EPERM
	}
	change(&st.Node)
	f.tree, err = f.tree.Put(st.Path, st.Node)
	return err
}

func (f *fake) Chmod(p string, mode fs.FileMode) error {
	return f.alter(p, func(n *vfs.Node) { n.Mode = n.Mode&fs.ModeType | mode })
}

func (f *fake) Chown(p string, uid, gid int) error {
	return f.alter(p, func(n *vfs.Node) {
		if uid >= 0 {
			n.UID = uid
		}
		if gid >= 0 {
			n.GID = gid
		}
	})
}

func (f *fake) Chtimes(p string, at time.Time) error {
	return f.alter(p, func(n *vfs.Node) { n.ModTime = at })
}

func (f *fake) LookPath(name string) (string, error) {
	if !strings.Contains(name, "/") {
		name = "/bin/" + name
	}
	st, err := f.Stat(name)
	if err != nil || st.IsDir() {
		return "", vfs.ENOENT
	}
	return name, nil
}

func (f *fake) Exec(file string, argv, env []string) error {
	if _, err := f.program(file); err != nil {
		return err
	}
	f.p.Argv, f.p.Env, f.executed, f.file = argv, env, true, file
	return nil
}

// Spawn runs the child to its end at once, or as far as it goes.
func (f *fake) Spawn(s proc.Spawn) (int, error) {
	code := s.Run
	if code == nil {
		var err error
		if code, err = f.program(s.Argv[0]); err != nil {
			return 0, err
		}
	}
	f.pid++
	pid := f.pid
	kid := *f.p
	kid.PID, kid.Argv, kid.Next = pid, s.Argv, nil
	child := *f
	child.p, child.exited, child.code, child.stdin, child.fds = &kid, false, 0, "", maps.Clone(f.fds)
	child.kids = map[int]int{}
	child.play(&kid, code)
	f.tree, f.pid, f.turn = child.tree, max(f.pid, child.pid), child.turn
	if child.exited {
		f.kids[pid] = child.code
	} else {
		f.kids[pid] = -1
		f.background = append(f.background, &kid)
	}
	return pid, nil
}

func (f *fake) Wait(pid int) (int, int, error) {
	for _, k := range slices.Sorted(maps.Keys(f.kids)) {
		code := f.kids[k]
		if pid != 0 && k != pid {
			continue
		}
		if code < 0 {
			continue
		}
		delete(f.kids, k)
		return k, code, nil
	}
	if len(f.kids) > 0 {
		return 0, 0, vfs.EAGAIN
	}
	return 0, 0, vfs.ECHILD
}

func (f *fake) Kill(pid int, sig proc.Signal) error {
	for _, kid := range f.background {
		if kid.PID != pid || kid.Next == nil {
			continue
		}
		child := *f
		child.p, child.exited = kid, false
		kid.Sys = &child
		kid.Next(kid, proc.Event{Kind: proc.Signaled, Signal: sig})
		if child.exited {
			f.kids[pid] = child.code
		}
		return nil
	}
	for _, i := range f.list {
		if i.PID == pid {
			f.signals = append(f.signals, sig.Name())
			return nil
		}
	}
	return vfs.ESRCH
}

var _ proc.System = (*fake)(nil)

// check is one row of a table test.
type check struct {
	argv     string // words; 'quoted' ones stay together
	files    map[string]string
	stdin    string
	out, err string
	code     int
	uid      int
	tty      bool
	list     []proc.Info
}

// words splits at blanks and takes single quotes off.
func words(s string) (all []string) {
	var w strings.Builder
	quoted, begun := false, false
	for _, r := range s {
		switch {
		case r == '\'':
			quoted, begun = !quoted, true
		case r == ' ' && !quoted:
			if begun {
				all = append(all, w.String())
			}
			w.Reset()
			begun = false
		default:
			w.WriteRune(r)
			begun = true
		}
	}
	if begun {
		all = append(all, w.String())
	}
	return all
}

// run plays a check straight and hesitating; both have to show the same.
func (c check) run(t *testing.T) *fake {
	t.Helper()
	var f *fake
	for _, hesitant := range []bool{false, true} {
		f = newFake(c.files)
		f.stdin, f.tty, f.list, f.hesitant = c.stdin, c.tty, c.list, hesitant
		argv := words(c.argv)
		f.p = &proc.Proc{PID: 1, Argv: argv, Dir: "/", UID: c.uid, GID: c.uid, Umask: 0o022, Sys: f,
			Env: []string{"PATH=/bin", "HOME=/root", "COLOR=blue"}}
		f.run(argv, f.p.Env)
		if f.out.String() != c.out || f.err.String() != c.err || f.code != c.code || !f.exited {
			t.Errorf("%s (hesitant %v):\ngot  %q %q %d exited %v\nwant %q %q %d", c.argv, hesitant,
				f.out.String(), f.err.String(), f.code, f.exited, c.out, c.err, c.code)
		}
	}
	return f
}
