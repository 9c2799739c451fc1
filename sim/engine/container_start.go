package engine

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
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

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

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
	if err != nil {
		return process{}, execError(p.Argv[0], full, err, false)
	}
	p.Argv, p.Name = argv, name
	row.Proc, row.program = p, code
	return row, nil
}

// lookIn finds a program along the PATH of a process, as execvp does; a name
// with a slash is taken as it is. Errors: ENOENT, EACCES. Source: exec(3).
func (h *Host) lookIn(machine string, p proc.Proc, name string) (string, error) {
	if strings.Contains(name, "/") {
		return name, h.executable(machine, p, name)
	}
	list, ok := p.Getenv("PATH")
	if !ok {
		list = defaultPath
	}
	var denied error = vfs.ENOENT
	for _, dir := range strings.Split(list, ":") {
		full := path.Join("/", dir, name)
		switch err := h.executable(machine, p, full); {
		case name == "":
		case err == nil:
			return full, nil
		case err == vfs.EACCES && !h.isDir(machine, p, full):
			denied = err
		}
	}
	return name, denied
}

func (h *Host) isDir(machine string, p proc.Proc, name string) bool {
	n, _, err := h.stat(machine, p, name, true)
	return err == nil && n.IsDir()
}

// execError is runc's sentence for a program that cannot be executed.
func execError(name, full string, err error, dir bool) error {
	switch {
	case dir:
		return fmt.Errorf("exec: %q: is a directory: permission denied", name)
	case err == vfs.ENOENT && !strings.Contains(name, "/"):
		return fmt.Errorf("exec: %q: executable file not found in $PATH", name)
	case err == vfs.ENOENT:
		return fmt.Errorf("exec: %q: stat %s: no such file or directory", name, full)
	case err == vfs.EACCES:
		return fmt.Errorf("exec: %q: permission denied", name)
	}
	return fmt.Errorf("exec %s: %s", full, strings.ToLower(err.Error()))
}

// workdir makes the working directory if it is missing, as runc does.
func (h *Host) workdir(machine string, p proc.Proc, dir string) (string, error) {
	full, err := h.resolve(machine, proc.Proc{Dir: "/"}, dir, true)
	if err == nil {
		if n, err := h.lstat(machine, full, 0); err == nil {
			if !n.IsDir() {
				return "", fmt.Errorf("mkdir %s: not a directory", full)
			}
			return full, nil
		}
	}
	err = h.change(machine, dir, func(t vfs.Tree, within string) (vfs.Tree, error) { return t.MkdirAll(within, vfs.Dir(0o755, h.now)) })
	if err != nil {
		return "", fmt.Errorf("mkdir %s: %s", dir, strings.ToLower(err.Error()))
	}
	return dir, nil
}

// asUser gives a process the user "name|uid[:group|gid]" of its machine.
// Source: moby/sys/user, GetExecUser.
func (h *Host) asUser(machine string, p proc.Proc, spec string) (proc.Proc, error) {
	name, group, hasGroup := strings.Cut(spec, ":")
	home := "/"
	if name == "" {
		name = "0"
	}
	var found bool
	for _, f := range h.table(machine, "/etc/passwd", 7) {
		uid, err1 := strconv.Atoi(f[2])
		gid, err2 := strconv.Atoi(f[3])
		if err1 == nil && err2 == nil && (f[0] == name || f[2] == name) {
			p.UID, p.GID, home, found = uid, gid, f[5], true
			break
		}
	}
	userName := name
	if !found {
		uid, err := strconv.Atoi(name)
		if err != nil {
			return p, &Error{Class: InvalidArg, Message: fmt.Sprintf("unable to find user %s: no matching entries in passwd file", name)}
		}
		p.UID, p.GID, userName = uid, 0, ""
	} else {
		for _, f := range h.table(machine, "/etc/passwd", 7) {
			if f[2] == strconv.Itoa(p.UID) {
				userName = f[0]
				break
			}
		}
	}
	p.Groups = nil
	groups := h.table(machine, "/etc/group", 4)
	for _, f := range groups {
		gid, err := strconv.Atoi(f[2])
		if err == nil && !hasGroup && slices.Contains(strings.Split(f[3], ","), userName) && userName != "" {
			p.Groups = append(p.Groups, gid)
		}
	}
	if hasGroup {
		if err := h.asGroup(&p, groups, group); err != nil {
			return p, err
		}
	}
	if _, ok := p.Getenv("HOME"); !ok {
		p.Env = proc.Setenv(p.Env, "HOME", home)
	}
	return p, nil
}

func (h *Host) asGroup(p *proc.Proc, groups [][]string, group string) error {
	for _, f := range groups {
		if gid, err := strconv.Atoi(f[2]); err == nil && (f[0] == group || f[2] == group) {
			p.GID = gid
			return nil
		}
	}
	gid, err := strconv.Atoi(group)
	if err != nil {
		return &Error{Class: InvalidArg, Message: fmt.Sprintf("unable to find group %s: no matching entries in group file", group)}
	}
	p.GID = gid
	return nil
}

// table reads a file of colon-separated fields; rows with too few are left out.
func (h *Host) table(machine, file string, fields int) [][]string {
	n, _, err := h.stat(machine, proc.Proc{Dir: "/"}, file, true)
	if err != nil {
		return nil
	}
	var rows [][]string
	for _, line := range strings.Split(n.Data, "\n") {
		if f := strings.Split(line, ":"); len(f) >= fields {
			rows = append(rows, f)
		}
	}
	return rows
}
