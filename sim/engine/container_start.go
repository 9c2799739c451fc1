package engine

import (
	"errors"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

const ociCreate = "failed to create task for container: failed to create shim task: OCI runtime create failed: " +
	"runc create failed: unable to start container process: error during container init: "

// ContainerStart starts a container that does not run. Starting a running one
// does nothing. Errors: not found; conflict when it is paused; invalid
// argument, and the container stays as it is, when its command cannot be
// executed. Source: Engine API, POST /containers/{id}/start.
func (h Host) ContainerStart(ref string) (Host, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, err
	}
	switch c.State {
	case Paused:
		return h, refuse(Conflict, Object{"container", c.ID}, "cannot start a paused container, try unpause instead").
			because("its processes are frozen, not ended: unpause lets them go on")
	case Running, Restarting:
		return h, nil
	}
	n := h
	if err := n.start(c); err != nil {
		return n, err
	}
	return n, nil
}

// start starts a container by hand: its restart policy counts anew.
func (h *Host) start(c Container) error {
	c.life, c.Restarts = life{}, 0
	return h.begin(c)
}

// begin makes PID 1.
func (h *Host) begin(c Container) error {
	c.Error, c.OOMKilled, c.ExitCode, c.then, c.nextPID = "", false, 0, stay, 0
	if err := h.checkStart(c); err != nil {
		return h.startFailed(c, err)
	}
	if err := h.share(&c); err != nil {
		return h.startFailed(c, err)
	}
	c, err := h.mountAll(c)
	if err != nil {
		return h.startFailed(c, err)
	}
	p := proc.Proc{Env: containerEnv(c), Dir: "/", Umask: 0o022, Argv: append([]string{c.Path}, c.Args...)}
	row, err := h.prepareFirst(c, p)
	if err != nil {
		return h.startFailed(c, err)
	}
	if err := h.joinAll(c.ID); err != nil {
		return h.startFailed(h.containers.At(c.ID), err)
	}
	c = h.containers.At(c.ID)
	row.fds, row.tty, c.stdin = h.stdio(c.ID, c.Config.Tty, c.Config.OpenStdin)
	c.State, c.StartedAt = Running, h.now
	h.containers = h.containers.Set(c.ID, c)
	h.nextKey++ // the container's shim, PID 1's parent on the host
	key := h.spawn(row)
	c = h.containers.At(c.ID)
	c.pid1 = key
	h.containers = h.containers.Set(c.ID, c)
	h.containerEvent(c, "start", "PID 1 is "+strings.Join(p.Argv, " ")+"; the container runs as long as it does")
	h.startHealth(c.ID)
	h.wake(StateOf(c.ID))
	return nil
}

// startFailed leaves the container as it was, with the reason in its state.
func (h *Host) startFailed(c Container, err error) error {
	var refused *Error
	if !errors.As(err, &refused) {
		refused = refuse(InvalidArg, Object{"container", c.ID}, "%s%s", ociCreate, err)
	}
	h.unmountAll(c.ID)
	c = h.containers.At(c.ID)
	c.Error = refused.Message
	switch {
	case strings.Contains(c.Error, "permission denied"), strings.Contains(c.Error, "is a directory"):
		c.ExitCode = 126
	case strings.Contains(c.Error, "executable file not found"), strings.Contains(c.Error, "no such file or directory"):
		c.ExitCode = 127
	default:
		c.ExitCode = 128
	}
	h.containers = h.containers.Set(c.ID, c)
	refused.Object = Object{"container", c.ID}
	if c.Host.AutoRemove {
		h.remember(c)
		h.destroy(c)
	}
	return refused
}

// stdio makes the standard streams of a container's or exec's first process
// and returns its descriptors, its terminal and the file its input goes to.
func (h *Host) stdio(id string, hasTTY, openStdin bool) (fds []int, term, input int) {
	if hasTTY {
		term = h.newTTY(tty{cols: 120, rows: 40, owner: id})
		f := h.addFile(file{kind: terminal, obj: term})
		h.hold(f, 1)
		return []int{f, f, f}, term, f
	}
	in := h.addFile(file{kind: null})
	if openStdin {
		var w int
		in, w = h.newPipe()
		h.hold(w, 1)
		input = w
	}
	out := h.addFile(file{kind: sink, name: id, tag: "stdout"})
	errs := h.addFile(file{kind: sink, name: id, tag: "stderr"})
	return []int{in, out, errs}, 0, input
}

// containerEnv is what PID 1 finds in its environment. Source: moby
// daemon/container.go, CreateDaemonEnvironment; runc adds HOME.
func containerEnv(c Container) []string {
	env := []string{"PATH=" + defaultPath, "HOSTNAME=" + c.Config.Hostname}
	if c.build.on {
		env = env[:1:1]
	}
	if c.Config.Tty {
		env = append(env, "TERM=xterm")
	}
	for _, kv := range c.Config.Env {
		name, value, given := strings.Cut(kv, "=")
		if given {
			env = proc.Setenv(env, name, value)
		}
	}
	return env
}

// placed gives a container's process its user and directory.
func (h *Host) placed(machine string, p proc.Proc, user, dir string) (proc.Proc, error) {
	p, err := h.asUser(machine, p, user)
	if err != nil || dir == "" {
		return p, err
	}
	p.Dir, err = h.workdir(machine, p, path.Clean(dir))
	return p, err
}

// prepare makes the row of a container's process: user, directory, program.
func (h *Host) prepare(machine string, p proc.Proc, user, dir string) (process, error) {
	p, err := h.placed(machine, p, user, dir)
	if err != nil {
		return process{}, err
	}
	if err := h.addGroups(machine, &p, h.containers.At(machine).Host.GroupAdd); err != nil {
		return process{}, err
	}
	full, err := h.lookIn(machine, p, p.Argv[0])
	if err != nil {
		return process{}, execError(p.Argv[0], full, err, h.isDir(machine, p, full))
	}
	row := process{machine: machine, path: full}
	code, argv, name, err := h.program(machine, p, full, p.Argv, 0)
	if err == vfs.ENOEXEC || err == vfs.ENOENT {
		code, argv, name, err = notRun(full, err), p.Argv, path.Base(full), nil
	}
	if err != nil {
		return process{}, execError(p.Argv[0], full, err, false)
	}
	p.Argv, p.Name = argv, name
	row.Proc, row.program = p, code
	return row, nil
}

// notRun is what stands where a program was to begin that the kernel does not
// run: a script without #!, or with an interpreter that is missing. By then the
// container has started. Source: runc 1.4, libcontainer/init_linux.go.
func notRun(file string, err error) proc.Program {
	return func(p *proc.Proc, _ proc.Event) { p.Fail(255, "exec "+file+": "+strings.ToLower(err.Error())) }
}
