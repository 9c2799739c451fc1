package shell

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// sys is the machine as one process sees it.
type sys struct {
	proc.Sockets
	h    *host
	p    *process
	used int
}

func (s *sys) Now() time.Time         { return s.h.now }
func (s *sys) Sleep(d time.Duration)  { s.p.at = s.h.now.Add(d) }
func (s *sys) Exit(code int)          { s.h.end(s.p, code) }
func (s *sys) Hold(int64) proc.Memory { return proc.Unlimited }
func (s *sys) Spend(n int) bool {
	if s.used >= s.h.quantum {
		s.p.wake = true
		return false
	}
	s.used += n
	return true
}

func (s *sys) abs(p string) string {
	if !path.IsAbs(p) {
		p = path.Join(s.p.Dir, p)
	}
	return path.Clean(p)
}

func (s *sys) install(id int) int {
	for fd := 0; ; fd++ {
		if _, ok := s.p.fds[fd]; !ok {
			s.p.fds[fd] = id
			return fd
		}
	}
}

func (s *sys) Open(name string, f proc.Flag, perm fs.FileMode) (int, error) {
	name = s.abs(name)
	n, err := s.h.tree.Lookup(name)
	switch {
	case err != nil && f&proc.Create == 0, err != nil && !s.h.tree.Has(path.Dir(name)):
		return 0, err
	case err == nil && n.IsDir() && f&(proc.Write|proc.Append) != 0:
		return 0, vfs.EISDIR
	case err != nil || f&proc.Trunc != 0:
		s.h.tree, _ = s.h.tree.Put(name, vfs.File(perm, "", s.h.now))
	}
	if err == nil && f&proc.Excl != 0 {
		return 0, vfs.EEXIST
	}
	kind := "file"
	if name == "/dev/null" {
		kind = "null"
	}
	return s.install(s.h.addFile(openFile{kind: kind, path: name, flags: f, refs: 1})), nil
}

func (s *sys) Pipe() (int, int, error) {
	s.h.next++
	id := s.h.next
	s.h.pipes[id] = &pipe{readers: 1, writers: 1}
	return s.install(s.h.addFile(openFile{kind: "r", pipe: id, refs: 1})), s.install(s.h.addFile(openFile{kind: "w", pipe: id, refs: 1})), nil
}

func (s *sys) Dup(from, to int) error {
	id, ok := s.p.fds[from]
	if !ok {
		return vfs.EBADF
	}
	if from == to {
		return nil
	}
	s.h.files[id].refs++
	s.Close(to)
	s.p.fds[to] = id
	return nil
}

func (s *sys) Close(fd int) error {
	id, ok := s.p.fds[fd]
	if !ok {
		return vfs.EBADF
	}
	delete(s.p.fds, fd)
	s.h.close(id)
	return nil
}

func (s *sys) Read(fd, limit int) (string, error) {
	f := s.h.files[s.p.fds[fd]]
	if f == nil {
		return "", vfs.EBADF
	}
	switch f.kind {
	case "r":
		p := s.h.pipes[f.pipe]
		if p.data == "" {
			if p.writers > 0 {
				return "", vfs.EAGAIN
			}
			return "", nil
		}
		out := p.data[:min(limit, len(p.data))]
		p.data = p.data[len(out):]
		s.h.wakeAll()
		return out, nil
	case "file":
		n, _ := s.h.tree.Lookup(f.path)
		out := n.Data[min(f.offset, len(n.Data)):]
		out = out[:min(limit, len(out))]
		f.offset += len(out)
		return out, nil
	case "tty":
		if len(s.h.typed) == 0 {
			return "", vfs.EAGAIN
		}
		line := s.h.typed[0]
		s.h.typed = s.h.typed[1:]
		s.h.out += strings.ReplaceAll(line, "\x04", "")
		return strings.ReplaceAll(line, "\x04", ""), nil
	}
	return "", nil
}

func (s *sys) Write(fd int, data string) error {
	f := s.h.files[s.p.fds[fd]]
	if f == nil {
		return vfs.EBADF
	}
	switch f.kind {
	case "out", "tty":
		s.h.out += data
	case "err":
		s.h.out += data
		s.h.errOut += data
	case "w":
		p := s.h.pipes[f.pipe]
		switch {
		case p.readers == 0:
			s.h.signal(s.p, proc.SIGPIPE)
			return vfs.EPIPE
		case p.data != "" && len(p.data)+len(data) > 64<<10:
			return vfs.EAGAIN
		}
		p.data += data
		s.h.wakeAll()
	case "file":
		n, _ := s.h.tree.Lookup(f.path)
		at := f.offset
		if f.flags&proc.Append != 0 {
			at = len(n.Data)
		}
		n.Data = n.Data[:min(at, len(n.Data))] + data
		f.offset = len(n.Data)
		n.Size = int64(len(n.Data))
		s.h.tree, _ = s.h.tree.Put(f.path, n)
	}
	return nil
}

func (s *sys) IsTerminal(fd int) bool {
	f := s.h.files[s.p.fds[fd]]
	return f != nil && f.kind == "tty"
}
func (s *sys) Edit(string) error        { return nil }
func (s *sys) Foreground(int, bool)     {}
func (s *sys) SetHostname(string) error { return nil }
func (s *sys) Echo(int, bool)           {}
func (s *sys) Size(int) (int, int)      { return 80, 24 }

func (s *sys) Stat(p string) (proc.Stat, error) {
	n, err := s.h.tree.Lookup(s.abs(p))
	return proc.Stat{Node: n, Path: s.abs(p)}, err
}
func (s *sys) Lstat(p string) (proc.Stat, error) { return s.Stat(p) }
func (s *sys) ReadFile(p string) (string, error) {
	n, err := s.h.tree.Lookup(s.abs(p))
	return n.Data, err
}
func (s *sys) WriteFile(p, data string, perm fs.FileMode) error { return vfs.EPERM }
func (s *sys) ReadDir(p string) (list []proc.Entry, err error) {
	for name, n := range s.h.tree.ReadDir(s.abs(p)) {
		list = append(list, proc.Entry{Name: name, Node: n})
	}
	return list, nil
}
func (s *sys) Mkdir(string, fs.FileMode) error  { return vfs.EPERM }
func (s *sys) Remove(string) error              { return vfs.EPERM }
func (s *sys) Rename(string, string) error      { return vfs.EPERM }
func (s *sys) Symlink(string, string) error     { return vfs.EPERM }
func (s *sys) Mkfifo(string, fs.FileMode) error { return vfs.EPERM }
func (s *sys) Flock(int, proc.Lock) error       { return vfs.EPERM }
func (s *sys) OpenFiles() []proc.OpenFile       { return nil }
func (s *sys) Link(string, string) error        { return vfs.EPERM }
func (s *sys) Chmod(string, fs.FileMode) error  { return vfs.EPERM }
func (s *sys) Chown(string, int, int) error     { return vfs.EPERM }
func (s *sys) Chtimes(string, time.Time) error  { return vfs.EPERM }
func (s *sys) Truncate(string, int64) error     { return vfs.EPERM }
func (s *sys) Chdir(p string) error {
	n, err := s.h.tree.Lookup(s.abs(p))
	if err == nil && !n.IsDir() {
		err = vfs.ENOTDIR
	}
	if err == nil {
		s.p.Dir = s.abs(p)
	}
	return err
}

func (s *sys) LookPath(name string) (string, error) {
	if !strings.Contains(name, "/") {
		name = "/bin/" + name
	}
	if !s.h.tree.Has(s.abs(name)) {
		return "", vfs.ENOENT
	}
	return name, nil
}

// code finds the program of a file.
func (s *sys) code(file string, argv []string) (proc.Program, []string, error) {
	n, err := s.h.tree.Lookup(s.abs(file))
	if err != nil {
		return nil, nil, err
	}
	if name, ok := proc.BinaryName(n.Data); ok {
		return programs[name], argv, nil
	}
	if strings.HasPrefix(n.Data, "#!/bin/sh\n") {
		return Program(Dash), append([]string{"/bin/sh", file}, argv[1:]...), nil
	}
	return nil, nil, vfs.ENOEXEC
}

func (s *sys) Spawn(sp proc.Spawn) (int, error) {
	if len(s.h.procs) > 300 {
		return 0, vfs.EAGAIN
	}
	c := &process{Proc: s.p.Proc, parent: s.p.PID, fds: map[int]int{}, wake: true, bg: sp.Background || s.p.bg}
	c.State, c.Next, c.Argv = sp.State, nil, sp.Argv
	c.run = sp.Run
	if sp.Env != nil {
		c.Env = sp.Env
	}
	if sp.Run == nil {
		var err error
		c.Catch = 0
		if c.run, c.Argv, err = s.code(sp.Path, sp.Argv); err != nil {
			return 0, err
		}
	}
	for to, from := range sp.FDs {
		if id, ok := s.p.fds[from]; ok {
			c.fds[to] = id
			s.h.files[id].refs++
		}
	}
	s.h.next++
	c.PID, c.PPID = s.h.next, s.p.PID
	s.h.procs[c.PID] = c
	return c.PID, nil
}

func (s *sys) Exec(file string, argv, env []string) error {
	run, argv, err := s.code(file, argv)
	if err != nil {
		return err
	}
	s.p.run, s.p.Argv, s.p.Env, s.p.State, s.p.started, s.p.wake = run, argv, env, nil, false, true
	s.p.Catch = 0
	return nil
}

func (s *sys) Wait(pid int) (int, int, error) {
	found := false
	for _, id := range slices.Sorted(maps.Keys(s.h.procs)) {
		c := s.h.procs[id]
		if c.parent != s.p.PID || pid > 0 && c.PID != pid {
			continue
		}
		found = true
		if c.zombie {
			delete(s.h.procs, id)
			return id, c.code, nil
		}
	}
	if !found {
		return 0, 0, vfs.ECHILD
	}
	return 0, 0, vfs.EAGAIN
}

func (s *sys) Kill(pid int, sig proc.Signal) error {
	p := s.h.procs[pid]
	if p == nil || p.zombie {
		return vfs.ESRCH
	}
	s.h.signal(p, sig)
	return nil
}
func (s *sys) Processes() []proc.Info { return nil }
func (s *sys) Hostname() string       { return "testhost" }
func (s *sys) Warn(string)            {}
