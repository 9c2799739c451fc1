package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// callFrame is a simple command before its words are expanded.
type callFrame struct {
	call *syntax.CallExpr
	st   *syntax.Stmt // its redirections, made after the words are expanded; nil: none
	context
	memo
	aliased string // aliases replaced already, each in spaces
}

// assignment is one NAME=value before a command.
type assignment struct {
	name  string
	index *string
	value string
	array *variable
}

func (f callFrame) step(s *shell) {
	if f.memo.got == nil && s.replaceAlias(f) {
		return
	}
	if len(f.memo.got) == 0 && !s.delivered {
		s.substituted = false
	}
	var args []string
	var sets []assignment
	ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) {
		args = x.fields(f.call.Args)
		vars, held := s.vars, s.held
		for _, a := range f.call.Assigns { // each sees those before it
			set := x.assignment(a)
			sets = append(sets, set)
			if msg := s.apply(set); msg != "" && !x.stopped() {
				x.fail(s.flavor.usageError(), msg)
			}
		}
		if len(args) > 0 {
			s.vars, s.held = vars, held
		}
	})
	if !ok {
		return
	}
	s.traceCall(sets, args)
	if len(args) == 0 && !s.substituted {
		s.status = 0
	}
	ready := prepared{args, sets}
	if f.st != nil {
		s.push(openFrame{st: f.st, context: f.context, fds: s.fds, ready: &ready})
		return
	}
	s.runPrepared(ready, f.context)
}

// prepared is a simple command whose words are expanded.
type prepared struct {
	args []string
	sets []assignment
}

func (s *shell) runPrepared(c prepared, ctx context) {
	if len(c.args) > 0 {
		s.call(c.args, c.sets, ctx)
	}
}

// assignAll makes assignments stay; false when one was refused.
func (s *shell) assignAll(sets []assignment) bool {
	for _, a := range sets {
		if msg := s.apply(a); msg != "" {
			s.fatal(s.flavor.usageError(), msg)
			return false
		}
	}
	return true
}

func (s *shell) apply(a assignment) string {
	if a.array != nil {
		old := s.vars.At(a.name)
		if old.readonly {
			return textReadonly.of(s.flavor, a.name)
		}
		v := *a.array
		v.exported = old.exported
		return s.keep(a.name, v)
	}
	return s.assignAt(a.name, a.index, a.value)
}

// call runs a command by the rules of POSIX 2.9.1: special builtin, function,
// builtin, file.
func (s *shell) call(args []string, sets []assignment, c context) {
	name := args[0]
	b, isBuiltin := findBuiltin(name, s.flavor)
	fn, isFunction := s.funcs.Get(name)
	switch {
	case isBuiltin && b.special && !(isFunction && s.flavor == Bash):
		if s.flavor == Bash && name != "exec" {
			s.borrow(sets)
		} else if !s.assignAll(sets) {
			return
		}
		s.runBuiltin(b, args, c)
	case isFunction:
		if s.borrow(sets) {
			s.enter(name, fn, args[1:], c)
		}
	case isBuiltin:
		if s.borrow(sets) {
			s.runBuiltin(b, args, c)
		}
	default:
		s.execute(args, sets, c)
	}
}

// borrow makes assignments for the time of one command.
func (s *shell) borrow(sets []assignment) bool {
	if len(sets) == 0 {
		return true
	}
	var was []saved
	for _, a := range sets {
		was = append(was, s.remember(a.name))
	}
	s.push(borrowFrame{was})
	for _, a := range sets {
		if msg := s.apply(a); msg != "" {
			s.fatal(s.flavor.usageError(), msg)
			return false
		}
		v := s.vars.At(a.name)
		v.exported = true
		s.vars = s.vars.Set(a.name, v)
	}
	return true
}

// borrowFrame gives borrowed variables back.
type borrowFrame struct{ was []saved }

func (f borrowFrame) step(s *shell)  { s.restore(f.was) }
func (f borrowFrame) leave(s *shell) { s.restore(f.was) }

// execute runs a file: in place of the shell when nothing follows, else as a
// child.
func (s *shell) execute(args []string, sets []assignment, c context) {
	file, err := s.find(args[0])
	if err != nil {
		s.cannotRun("", args[0], err)
		return
	}
	vars, held := s.vars, s.held
	for _, a := range sets {
		if msg := s.apply(a); msg != "" {
			s.fatal(s.flavor.usageError(), msg)
			return
		}
		v := s.vars.At(a.name)
		v.exported = true
		s.vars = s.vars.Set(a.name, v)
	}
	env := s.environ()
	s.vars, s.held = vars, held
	if c.tail && !s.interactive && s.traps.Len() == 0 && len(s.ops) == 0 {
		s.become(file, args, env)
		return
	}
	pid, err := s.spawn(proc.Spawn{Path: file, Argv: args, Env: env, FDs: s.childFDs()})
	if err == vfs.ENOEXEC {
		pid, err = s.spawn(proc.Spawn{Run: Program(s.flavor), Argv: append([]string{s.shellName(), file}, args[1:]...), Env: env, FDs: s.childFDs()})
	}
	if err != nil {
		s.cannotRun("", args[0], err)
		return
	}
	s.push(waitFrame{pids: []int{pid}, text: strings.Join(args, " ")})
}

func (s *shell) shellName() string {
	return [...]string{"bash", "sh", "sh"}[s.flavor]
}

// spawn makes a child with the signals this shell itself came with.
func (s *shell) spawn(sp proc.Spawn) (int, error) {
	ignored := s.p.Ignore
	if s.interactive {
		s.p.Ignore = s.ignoredByTraps()
	}
	pid, err := s.p.Sys.Spawn(sp)
	s.p.Ignore = ignored
	return pid, err
}

// become replaces the shell by a program.
func (s *shell) become(file string, args, env []string) {
	s.settleFDs()
	err := s.p.Sys.Exec(file, args, env)
	if err == vfs.ENOEXEC {
		s.startScript(file, args[1:])
		return
	}
	if err != nil {
		s.cannotRun("", args[0], err)
		return
	}
	s.gone = true
}

// settleFDs makes the descriptors of the process what the shell calls them,
// before the process becomes another program.
func (s *shell) settleFDs() {
	const spare = 100
	sys := s.p.Sys
	for fd, real := range s.fds.All() {
		if fd != real {
			sys.Dup(real, spare+fd)
		}
	}
	for fd, real := range s.fds.All() {
		if fd != real {
			sys.Dup(spare+fd, fd)
			sys.Close(spare + fd)
		}
	}
	last := 2
	for _, real := range s.fds.All() {
		last = max(last, real)
	}
	for fd := 0; fd <= last; fd++ {
		if !s.fds.Has(fd) {
			sys.Close(fd)
		} else {
			s.fds = s.fds.Set(fd, fd)
		}
	}
}

// cannotRun prints why a command does not run and sets the status: 127 when it
// is not found, 126 when it may not run.
func (s *shell) cannotRun(command, name string, err error) {
	s.status = 126
	t := text{}
	switch {
	case err == vfs.ENOENT && (!strings.Contains(name, "/") && s.pathSet()):
		s.status, t = 127, textNotFound
		if command != "" {
			t = text{"%s: not found", "%s: not found", "%s: not found"}
		}
	case err == vfs.ENOENT, err == vfs.ENOTDIR && s.flavor != Bash:
		s.status, t = 127, textNoFile
	case err == vfs.EISDIR:
		t = textDirectory
	case err == vfs.EACCES:
		t = textDenied
	case err == vfs.EAGAIN:
		s.fatal([...]int{254, 2, 2}[s.flavor], textNoFork.of(s.flavor))
		return
	default:
		msg := "%s: " + strings.ReplaceAll(err.Error(), "%", "%%")
		t = text{msg, msg, msg}
	}
	s.errorf(command, "%s", t.of(s.flavor, name))
}

func (s *shell) pathSet() bool {
	_, ok := s.lookup("PATH")
	return ok
}
