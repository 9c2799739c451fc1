package engine

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

// ExecOptions describe another process in a running container.
type ExecOptions struct {
	Cmd, Env         []string
	User, WorkingDir string
	Tty, Stdin       bool
	Privileged       bool
}

// command is the command line as events show it: the program, a space, the
// arguments. Source: moby daemon/exec.go.
func (o ExecOptions) command() string { return o.Cmd[0] + " " + strings.Join(o.Cmd[1:], " ") }

// exec is a process that docker exec starts beside PID 1.
type exec struct {
	id, container string
	opts          ExecOptions
	key           int
	stdin         int
	code          int
	done          bool
	out           stream
	seq           uint64
}

const keptExecs = 64

// ExecCreate prepares a process in a running container and returns the exec's
// id. Errors: not found; conflict when the container does not run or is
// paused; invalid argument without a command.
func (h Host) ExecCreate(ref string, o ExecOptions) (Host, string, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, "", err
	}
	obj := Object{"container", c.ID}
	switch {
	case c.State == Paused:
		return h, "", refuse(Conflict, obj, "Container %s is paused, unpause the container before exec", ref).
			because("a new process would be frozen like the others")
	case c.State == Restarting:
		return h, "", c.isRestarting()
	case !c.runs():
		return h, "", refuse(Conflict, obj, "container %s is not running", c.ID).
			because("exec adds a process to those of a running container; this one has none")
	case len(o.Cmd) == 0:
		return h, "", refuse(InvalidArg, obj, "No exec command specified")
	}
	n := h
	id := n.newID("exec")
	n.counter++
	n.execs = n.execs.Set(id, exec{id: id, container: c.ID, opts: o, seq: n.counter})
	n.forgetExecs()
	n.containerEvent(c, "exec_create: "+o.command(), "", "execID", id)
	return n, id, nil
}

// forgetExecs drops the oldest that ended.
func (h *Host) forgetExecs() {
	for h.execs.Len() > keptExecs {
		var old exec
		for _, e := range h.execs.All() {
			if e.done && (old.id == "" || e.seq < old.seq) {
				old = e
			}
		}
		if old.id == "" {
			return
		}
		h.execs = h.execs.Delete(old.id)
	}
}

// ExecStart starts a prepared process. Errors: not found; conflict when it was
// started before; a command that cannot be executed gives invalid argument,
// and Exited then tells 126 or 127.
func (h Host) ExecStart(id string) (Host, error) {
	e, ok := h.execs.Get(id)
	if !ok {
		return h, refuse(NotFound, Object{Type: "host"}, "No such exec instance: %s", id)
	}
	if e.done || e.key != 0 {
		return h, refuse(Conflict, Object{"container", e.container}, "exec command %s has already run", id)
	}
	n := h
	c := n.containers.At(e.container)
	p := proc.Proc{Env: containerEnv(c), Dir: "/", Umask: 0o022, Argv: e.opts.Cmd}
	if e.opts.Tty {
		p.Env = proc.Setenv(p.Env, "TERM", "xterm")
	}
	for _, kv := range e.opts.Env {
		if name, value, given := strings.Cut(kv, "="); given {
			p.Env = proc.Setenv(p.Env, name, value)
		}
	}
	user, dir := e.opts.User, e.opts.WorkingDir
	if user == "" {
		user = c.Config.User
	}
	if dir == "" {
		dir = c.Config.WorkingDir
	}
	if dir != "" {
		dir = path.Clean(dir)
	}
	row, err := n.prepare(c.ID, p, user, dir)
	if err != nil {
		return n.execFailed(e, err)
	}
	row.fds, row.tty, e.stdin = n.stdio(id, e.opts.Tty, e.opts.Stdin)
	row.exec = id
	n.execs = n.execs.Set(id, e)
	n.containerEvent(n.containers.At(c.ID), "exec_start: "+e.opts.command(), "a second process beside PID 1; the container does not end with it", "execID", id)
	e.key = n.spawn(row)
	n.execs = n.execs.Set(id, e)
	return n, nil
}

func (h Host) execFailed(e exec, err error) (Host, error) {
	var refused *Error
	if !errors.As(err, &refused) {
		refused = refuse(InvalidArg, Object{}, "OCI runtime exec failed: exec failed: unable to start container process: %s", err)
	}
	refused.Object = Object{"container", e.container}
	e.done, e.code = true, 126
	if strings.Contains(refused.Message, "not found") || strings.Contains(refused.Message, "no such file") {
		e.code = 127
	}
	h.execs = h.execs.Set(e.id, e)
	return h, refused
}

// execEnded is what happens when an exec's process has ended.
func (h *Host) execEnded(id string, code int) {
	e, ok := h.execs.Get(id)
	if !ok {
		return
	}
	in := e.stdin
	e.done, e.code, e.stdin = true, code, 0
	h.execs = h.execs.Set(id, e)
	h.hold(in, -1)
	if c, ok := h.containers.Get(e.container); ok {
		h.containerEvent(c, "exec_die", "", "execID", id, "exitCode", fmt.Sprint(code))
	}
	h.wake(LogOf(id))
	h.wake(StateOf(id))
	h.probeEnded(e)
}
