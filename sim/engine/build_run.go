package engine

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// BuildRun is a RUN of a Dockerfile: a process over the layers built so far.
type BuildRun struct {
	Tree       vfs.Tree // what it finds
	Argv, Env  []string
	User, Dir  string
	Network    string   // "", default, none or host
	ExtraHosts []string // name:address
	ShmSize    int64    // bytes, 0: as containers have
	Ulimits    []*Ulimit
	Hostname   string // "": buildkitsandbox
	Foreign    bool   // its programs are for another kind of processor
	Mounts     []BuildMount
}

// Ulimit is a limit of resources for processes.
type Ulimit = container.Ulimit

// BuildMount is a --mount of RUN: files that are there while it runs and are
// no part of what it makes.
type BuildMount struct {
	Target   string
	Tree     vfs.Tree // a directory or a single file
	ReadOnly bool
	Tmpfs    bool
	Limit    int64 // bytes a tmpfs may hold, 0: as many as the host
}

// build is what a container has that is a RUN and no container: docker does
// not know of it.
type build struct {
	on     bool
	mounts []BuildMount
	left   mounts // as they were when it ended
}

const runcFailed = "runc run failed: unable to start container process: error during container init: "

// BuildStart starts a RUN and returns the id by which Output, BuildExited and
// BuildEnd know it. Errors: what runc says when the process cannot be started,
// or an *Error for what kept it from being tried; then there is nothing to end. Source: moby/buildkit executor/runcexecutor.
func (h Host) BuildStart(o BuildRun) (Host, string, error) {
	n := h
	id := n.newID("build")
	c := Container{ID: id, Created: n.now, State: Created, Lower: o.Tree, Root: o.Tree, Path: o.Argv[0], Args: o.Argv[1:]}
	c.build, c.foreign = build{on: true, mounts: o.Mounts}, o.Foreign
	c.Config = container.Config{Env: o.Env, User: o.User, WorkingDir: o.Dir, Hostname: "buildkitsandbox", AttachStdout: true, AttachStderr: true}
	if o.Hostname != "" {
		c.Config.Hostname = o.Hostname
	}
	c.Host = withDefaults(container.HostConfig{NetworkMode: container.NetworkMode(o.Network), ExtraHosts: o.ExtraHosts, ShmSize: o.ShmSize, Resources: container.Resources{Ulimits: o.Ulimits}})
	if err := n.attach(&c, nil); err != nil {
		return h, "", err
	}
	n.containers = n.containers.Set(id, c)
	if err := n.begin(c); err != nil {
		refused, _ := errors.AsType[*Error](err)
		if why, ok := strings.CutPrefix(refused.Message, ociCreate); ok {
			return h, "", errors.New(runcFailed + why)
		}
		return h, "", refused
	}
	return n, id, nil
}

// BuildExited is the exit code of a RUN, and whether it has ended.
func (h Host) BuildExited(id string) (code int, done bool) {
	c := h.containers.At(id)
	return c.ExitCode, c.State == Exited
}

// BuildOOM tells whether a RUN was killed for the memory it took.
func (h Host) BuildOOM(id string) bool { return h.containers.At(id).OOMKilled }

// BuildEnd takes a RUN off the host, killing what still runs of it, and
// returns the files as it left them and those of each of its mounts.
func (h Host) BuildEnd(id string) (n Host, root vfs.Tree, mounted map[string]vfs.Tree) {
	n = h
	if c := n.containers.At(id); c.pid1 != 0 {
		n.end(c.pid1, 128+int(proc.SIGKILL))
	}
	c, ok := n.containers.Get(id)
	if !ok {
		return h, root, nil
	}
	mounted = map[string]vfs.Tree{}
	for _, m := range c.build.mounts {
		if left, ok := c.build.left.Get(path.Clean(m.Target)); ok {
			mounted[m.Target] = left.tree
		}
	}
	n.containers = n.containers.Delete(id)
	return n, n.unstubbed(c), mounted
}

// unstubbed is the root without the empty files and directories that were
// made only to mount on.
func (h *Host) unstubbed(c Container) vfs.Tree {
	t := c.Root
	var points []string
	for p := range c.build.left.All() {
		points = append(points, p)
	}
	slices.Reverse(points) // deepest first
	for _, p := range points {
		for ; p != "/" && !c.Lower.Has(p); p = path.Dir(p) {
			n, err := t.Lookup(p)
			if err != nil || n.Entries() > 0 || n.Mode.IsRegular() && n.Size > 0 {
				break
			}
			up, _ := t.Lookup(path.Dir(p))
			if t, err = t.Remove(p, up.ModTime); err != nil {
				break
			}
		}
	}
	return t
}

// mountBuild mounts what a RUN has asked for.
func (h *Host) mountBuild(id string) error {
	for _, m := range h.containers.At(id).build.mounts {
		target := h.mountTarget(id, m.Target)
		root, err := m.Tree.Lookup("/")
		if err != nil {
			return err
		}
		if err := h.mountDir(id, target, root.IsDir()); err != nil {
			return err
		}
		mnt := mount{tree: m.Tree, readOnly: m.ReadOnly, device: disk, kind: "ext4", options: "rw,relatime"}
		if m.Tmpfs {
			mnt.device, mnt.kind, mnt.options, mnt.limit = "tmpfs", "tmpfs", "rw,nosuid,nodev,noexec,relatime", m.Limit
		}
		if m.ReadOnly {
			mnt.options = "ro,relatime"
		}
		c := h.containers.At(id)
		c.mounts = over(c.mounts, target, mnt)
		h.containers = h.containers.Set(id, c)
	}
	return nil
}
