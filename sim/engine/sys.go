package engine

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Sys is the machine as one process sees it while it runs. A client of the
// engine on the host finds the engine behind it, as behind the Docker socket.
type Sys struct {
	h    *Host
	p    *proc.Proc
	key  int
	used int  // of the quantum
	gone bool // ended or replaced: the process's own values are no longer kept
}

var _ proc.System = (*Sys)(nil)

// Host is the world as it is now.
func (s *Sys) Host() Host { return *s.h }

// Set makes h the world. It must come from Host and the engine's methods.
func (s *Sys) Set(h Host) { *s.h = h }

// Await asks for a Wake when one of the keys changes, see StateOf, LogOf, EventLog.
func (s *Sys) Await(keys ...string) {
	for _, k := range keys {
		s.h.await(s.key, k)
	}
}

// store puts what the program made of its Proc back into the table.
func (s *Sys) store() {
	row, ok := s.h.procs.Get(s.key)
	if s.gone || !ok || row.zombie {
		return
	}
	row.Proc = *s.p
	row.Sys = nil
	row.burst = s.used
	s.h.procs = s.h.procs.Set(s.key, row)
}

func (s *Sys) row() process { return s.h.procs.At(s.key) }

func (s *Sys) Now() time.Time { return s.h.now }

func (s *Sys) Sleep(d time.Duration) {
	row := s.row()
	if row.timer != "" {
		s.h.timers = s.h.timers.Delete(row.timer)
	}
	row.timer = s.h.setTimer(timer{at: s.h.now.Add(max(d, 0)), process: s.key})
	s.h.procs = s.h.procs.Set(s.key, row)
}

func (s *Sys) Exit(code int) {
	s.gone = true
	s.h.end(s.key, code&0xff)
}

func (s *Sys) Spend(n int) bool {
	if s.tired() {
		return false
	}
	s.use(n)
	return true
}

// use counts work.
func (s *Sys) use(n int) {
	s.used += n
	s.h.spent.work += n
}

// tired tells whether the process has to rest before it goes on.
func (s *Sys) tired() bool {
	if s.used < quantum && !s.h.spent.exhausted() {
		return false
	}
	s.Sleep(slice)
	return true
}

// fd returns the open file behind a descriptor.
func (s *Sys) fd(n int) (int, file, error) {
	row := s.row()
	if n < 0 || n >= len(row.fds) || row.fds[n] == 0 {
		return 0, file{}, vfs.EBADF
	}
	f, ok := s.h.files.Get(row.fds[n])
	if !ok {
		return 0, file{}, vfs.EBADF
	}
	return row.fds[n], f, nil
}

const mostDescriptors = 256

// install gives the process a new descriptor for a file, at or above from.
func (s *Sys) install(id, from int) (int, error) {
	row := s.row()
	fds := slices.Clone(row.fds)
	n := from
	for n < len(fds) && fds[n] != 0 {
		n++
	}
	if n >= mostDescriptors {
		return -1, vfs.Errno("Too many open files")
	}
	for len(fds) <= n {
		fds = append(fds, 0)
	}
	fds[n] = id
	row.fds = fds
	s.h.procs = s.h.procs.Set(s.key, row)
	s.h.hold(id, 1)
	return n, nil
}

func (s *Sys) Pipe() (int, int, error) {
	r, w := s.h.newPipe()
	a, err := s.install(r, 0)
	if err != nil {
		return -1, -1, err
	}
	b, err := s.install(w, 0)
	return a, b, err
}

func (s *Sys) Dup(from, to int) error {
	id, _, err := s.fd(from)
	if err != nil || from == to {
		return err
	}
	if to < 0 || to >= mostDescriptors {
		return vfs.EBADF
	}
	s.h.hold(id, 1)
	_ = s.Close(to) // it may well be closed
	row := s.row()
	fds := slices.Clone(row.fds)
	for len(fds) <= to {
		fds = append(fds, 0)
	}
	fds[to] = id
	row.fds = fds
	s.h.procs = s.h.procs.Set(s.key, row)
	return nil
}

func (s *Sys) Close(n int) error {
	id, _, err := s.fd(n)
	if err != nil {
		return err
	}
	row := s.row()
	row.fds = slices.Clone(row.fds)
	row.fds[n] = 0
	s.h.procs = s.h.procs.Set(s.key, row)
	s.h.hold(id, -1)
	return nil
}

func (s *Sys) Read(n, limit int) (string, error) {
	id, f, err := s.fd(n)
	if err != nil {
		return "", err
	}
	s.use(5)
	var out string
	var key string
	switch f.kind {
	case readEnd:
		key = "p" + strconv.Itoa(f.obj)
		out, err = s.h.pipeRead(f.obj, limit)
	case terminal:
		key = "t" + strconv.Itoa(f.obj)
		out, err = s.h.ttyRead(f.obj, limit)
	case null, sink, screen, full:
	case zero, random:
		if limit = min(limit, len(zeros)); !s.Spend(1) {
			return "", vfs.EAGAIN
		}
		out = zeros[:limit]
		if f.kind == random {
			s.use(limit / 64)
			out = s.h.noise(limit)
		}
	case frozen:
		out = f.name[min(f.offset, int64(len(f.name))):]
		out = out[:min(limit, len(out))]
	case regular:
		node, _ := s.h.lstat(f.machine, f.path, s.key)
		if node.IsDir() {
			return "", vfs.EISDIR
		}
		out = node.Data[min(f.offset, int64(len(node.Data))):]
		out = out[:min(limit, len(out))]
		if node.Hole && out == "" {
			out = zeros[:max(0, min(int64(limit), int64(len(zeros)), node.Size-f.offset))]
		}
	default:
		return "", vfs.EBADF
	}
	if err == vfs.EAGAIN {
		s.h.await(s.key, key)
	}
	if f.kind == regular || f.kind == frozen {
		f.offset += int64(len(out))
		s.h.files = s.h.files.Set(id, f)
	}
	s.use(len(out) / copied)
	return out, err
}

// copied is how many bytes are moved at the price of one step of a program.
const copied = 8192

var zeros = strings.Repeat("\x00", 1<<20)

// noise is what /dev/urandom gives here: it follows from the seed.
func (h *Host) noise(n int) string {
	var b strings.Builder
	for b.Len() < n {
		id := h.newID("noise")
		for i := 0; i+1 < len(id); i += 2 {
			v, _ := strconv.ParseUint(id[i:i+2], 16, 8) // hex by construction
			b.WriteByte(byte(v))
		}
	}
	return b.String()[:n]
}

func (s *Sys) Write(n int, data string) error {
	id, f, err := s.fd(n)
	if err != nil {
		return err
	}
	if f.kind != writeEnd && f.kind != regular && s.tired() {
		return vfs.EAGAIN
	}
	switch {
	case isHole(data) && f.kind == regular:
		s.use(5)
	case f.kind == writeEnd || f.kind == null:
		s.use(5 + len(data)/copied)
	default:
		s.use(5 + len(data)/16)
	}
	switch f.kind {
	case writeEnd:
		err = s.h.pipeWrite(f.obj, data)
		switch err {
		case vfs.EAGAIN:
			s.h.await(s.key, "p"+strconv.Itoa(f.obj))
		case vfs.EPIPE:
			s.sync()
			s.h.signal(s.key, proc.SIGPIPE, s.row().machine)
		}
	case terminal, screen:
		s.h.spent.output += len(data)
		tag := f.tag
		if tag == "" {
			tag = "stdout"
		}
		if f.kind == screen {
			s.h.show(f.obj, tag, data)
		} else {
			s.h.ttyWrite(f.obj, tag, data)
		}
	case sink:
		s.h.sinkWrite(f.name, f.tag, data)
	case null, zero, random:
	case full:
		err = vfs.ENOSPC
	case regular:
		if f.flags&(proc.Write|proc.Append) == 0 {
			return vfs.EBADF
		}
		if err = s.h.fileWrite(id, f, data); err == nil && f.machine != "" {
			err = s.wroteMemory(f)
		}
	default:
		err = vfs.EBADF
	}
	return err
}

// sync makes what the program set in its Proc known to the machine.
func (s *Sys) sync() { s.store() }

func (s *Sys) IsTerminal(n int) bool {
	_, f, err := s.fd(n)
	return err == nil && f.kind == terminal
}

func (s *Sys) Size(n int) (int, int) {
	_, f, err := s.fd(n)
	if err != nil || f.kind != terminal {
		return 0, 0
	}
	t := s.h.ttys.At(f.obj)
	return t.cols, t.rows
}

// InContainer tells whether the process is one of a container.
func (s *Sys) InContainer() bool { return s.machine() != "" }

func (s *Sys) Hostname() string {
	if m := s.row().machine; m != "" && !s.h.containers.At(m).Host.UTSMode.IsHost() {
		return s.h.containers.At(m).Config.Hostname
	}
	return hostName
}

func (s *Sys) Listen(port int) error {
	row := s.row()
	if port < 1024 && s.p.UID != 0 {
		return vfs.EACCES
	}
	if s.h.taken(s.h.netns(row.machine), port) {
		return vfs.EBUSY
	}
	row.ports = append(slices.Clip(row.ports), port)
	s.h.procs = s.h.procs.Set(s.key, row)
	return nil
}

func (s *Sys) Warn(reason string) { s.h.glass("process", "note", s.row().machine, reason) }

func (s *Sys) Processes() []proc.Info {
	s.sync()
	return s.h.Processes(s.row().machine)
}

func (s *Sys) Kill(pid int, sig proc.Signal) error {
	s.sync()
	row := s.row()
	target := pid
	if pid < 0 {
		target = -pid
	}
	p, ok := s.h.byPID(row.machine, target)
	if !ok {
		return vfs.ESRCH
	}
	if p.UID != s.p.UID && !s.capable("KILL") {
		return vfs.EPERM
	}
	s.h.signal(p.key, sig, row.machine)
	if pid < 0 {
		for _, kid := range p.kids {
			s.h.signal(kid, sig, row.machine)
		}
	}
	if again, ok := s.h.procs.Get(s.key); !ok || again.zombie {
		s.gone = true
	}
	return nil
}

func (s *Sys) Wait(pid int) (int, int, error) {
	row := s.row()
	found := false
	for _, k := range row.kids {
		kid, ok := s.h.procs.Get(k)
		if !ok || pid > 0 && kid.PID != pid {
			continue
		}
		found = true
		if kid.zombie {
			s.h.reap(s.key, k)
			return kid.PID, kid.code, nil
		}
	}
	if !found {
		return 0, 0, vfs.ECHILD
	}
	s.h.await(s.key, "c"+strconv.Itoa(s.key))
	return 0, 0, vfs.EAGAIN
}

func (s *Sys) LookPath(name string) (string, error) { return s.h.lookIn(s.machine(), *s.p, name) }

// executable tells why a file cannot be executed, nil if it can.
func (h *Host) executable(machine string, p proc.Proc, name string) error {
	n, full, err := h.stat(machine, p, name, true)
	switch {
	case err != nil:
		return err
	case h.noexec(machine, full):
		return vfs.EACCES
	case !n.Mode.IsRegular(), n.Mode.Perm()&0o111 == 0:
		return vfs.EACCES
	case !permits(n, p, 1):
		return vfs.EACCES
	}
	return nil
}

// permits tells whether a process's user may do what the bits (4 read, 2
// write, 1 execute) say.
func permits(n vfs.Node, p proc.Proc, bits fs.FileMode) bool {
	perm := n.Mode.Perm()
	switch {
	case p.UID == 0:
		return bits&1 == 0 || perm&0o111 != 0 || n.IsDir()
	case p.UID == n.UID:
		return perm>>6&bits == bits
	case p.GID == n.GID || slices.Contains(p.Groups, n.GID):
		return perm>>3&bits == bits
	}
	return perm&bits == bits
}

// program finds the code for a file: a binary's own, or a script's interpreter
// with the arguments it gets.
func (h *Host) program(machine string, p proc.Proc, file string, argv []string, depth int) (proc.Program, []string, string, error) {
	if err := h.executable(machine, p, file); err != nil {
		return nil, nil, "", err
	}
	n, _, err := h.stat(machine, p, file, true)
	if err != nil {
		return nil, nil, "", err
	}
	if name, ok := proc.BinaryName(n.Data); ok {
		code, ok := h.programs(name)
		if !ok {
			return nil, nil, "", vfs.ENOEXEC
		}
		return code, argv, path.Base(file), nil
	}
	line, _, _ := strings.Cut(n.Data, "\n")
	interp, arg, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "#!")), " ")
	if !strings.HasPrefix(line, "#!") || interp == "" || depth > 3 {
		return nil, nil, "", vfs.ENOEXEC
	}
	args := []string{interp}
	if arg = strings.TrimSpace(arg); arg != "" {
		args = append(args, arg)
	}
	args = append(args, file)
	if len(argv) > 1 {
		args = append(args, argv[1:]...)
	}
	code, args, _, err := h.program(machine, p, interp, args, depth+1)
	return code, args, path.Base(file), err
}

func (s *Sys) Exec(file string, argv, env []string) error {
	row := s.row()
	full, err := s.h.lookIn(row.machine, *s.p, file)
	if err != nil {
		return err
	}
	code, args, name, err := s.h.program(row.machine, *s.p, full, argv, 0)
	if err != nil {
		return err
	}
	p := *s.p
	p.Argv, p.Name, p.Next, p.State, p.Catch, p.Sys = args, name, nil, nil, 0, nil
	if env != nil {
		p.Env = env
	}
	row.Proc, row.program, row.path, row.fresh, row.held = p, code, full, true, 0
	s.h.procs = s.h.procs.Set(s.key, row)
	s.h.enqueue(s.key)
	s.gone = true
	return nil
}

func (s *Sys) Spawn(sp proc.Spawn) (int, error) {
	s.sync()
	row := s.row()
	if s.h.crowd.At(row.machine) >= s.h.most(row.machine) {
		return 0, vfs.EAGAIN
	}
	child := process{Proc: *s.p, parent: s.key, machine: row.machine, path: row.path, tty: row.tty,
		background: row.background || sp.Background}
	child.Next, child.State, child.Sys = nil, nil, nil
	child.Argv = sp.Argv
	if sp.Argv == nil {
		child.Argv = s.p.Argv
	}
	if sp.Env != nil {
		child.Env = sp.Env
	}
	if sp.Dir != "" {
		child.Dir = sp.Dir
	}
	if sp.Background {
		child.Ignore |= proc.Of(proc.SIGINT, proc.SIGQUIT)
	}
	if sp.Run != nil {
		child.program, child.State = sp.Run, sp.State
	} else {
		file := sp.Path
		if file == "" {
			file = sp.Argv[0]
		}
		full, err := s.h.lookIn(row.machine, child.Proc, file)
		if err != nil {
			return 0, err
		}
		child.Catch = 0
		if child.program, child.Argv, child.Name, err = s.h.program(row.machine, child.Proc, full, child.Argv, 0); err != nil {
			return 0, err
		}
		child.path = full
	}
	child.fds = s.childFDs(row.fds, sp.FDs)
	key := s.h.spawn(child)
	s.use(50)
	return s.h.procs.At(key).PID, nil
}

func (s *Sys) childFDs(parent []int, m map[int]int) []int {
	if m == nil {
		return parent
	}
	var fds []int
	for to, from := range m { // order cannot be seen: each fills its own place
		if from < 0 || from >= len(parent) || to < 0 || to >= mostDescriptors {
			continue
		}
		for len(fds) <= to {
			fds = append(fds, 0)
		}
		fds[to] = parent[from]
	}
	return fds
}
