package engine

import (
	"path"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// initPath is where the init that comes with Docker is mounted in a container
// run with --init. Source: moby daemon/oci_linux.go.
const initPath = "/sbin/docker-init"

// prepareFirst makes the row of PID 1: the container's command, or an init
// that has the command as its child.
func (h *Host) prepareFirst(c Container, p proc.Proc) (process, error) {
	if c.Host.Init == nil || !*c.Host.Init {
		return h.prepare(c.ID, p, c.Config.User, c.Config.WorkingDir)
	}
	name := path.Base(initPath)
	code, ok := h.programs(name)
	file, err := vfs.Tree{}.Put("/", vfs.File(0o755, proc.Binary(name), h.now))
	if !ok || err != nil {
		panic("engine: the program " + name + " is missing")
	}
	c.mounts = over(c.mounts, initPath, mount{tree: file, readOnly: true, device: disk, kind: "ext4", options: "ro,relatime"})
	h.containers = h.containers.Set(c.ID, c)
	if p, err = h.placed(c.ID, p, c.Config.User, c.Config.WorkingDir); err != nil {
		return process{}, err
	}
	p.Argv, p.Name = append([]string{initPath, "--"}, p.Argv...), name
	return process{Proc: p, machine: c.ID, path: initPath, program: code}, nil
}
