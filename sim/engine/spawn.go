package engine

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

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
		if !ok || h.containers.At(machine).foreign {
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
	if s.h.crowd.At(row.machine) >= s.h.most(row.machine) || s.h.procs.Len() >= mostTogether {
		s.h.fullHouse(row.machine)
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
