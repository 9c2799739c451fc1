package engine

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// capable tells whether a process may do what a capability allows: root may
// on the host, and in a container unless the capability was taken away.
func (h *Host) capable(machine string, p proc.Proc, name string) bool {
	if p.UID != 0 {
		return false
	}
	if machine == "" {
		return true
	}
	c := h.containers.At(machine).Host
	if c.Privileged {
		return true
	}
	dropped := slices.ContainsFunc(c.CapDrop, func(s string) bool { s = capability(s); return s == name || s == "ALL" })
	only := slices.ContainsFunc(c.CapDrop, func(s string) bool { return capability(s) == name })
	switch {
	case slices.ContainsFunc(c.CapAdd, func(s string) bool { return capability(s) == name }):
		return true
	case slices.ContainsFunc(c.CapAdd, func(s string) bool { return capability(s) == "ALL" }):
		return !only
	}
	return slices.Contains(defaultCapabilities, name) && !dropped
}

func (s *Sys) capable(name string) bool { return s.h.capable(s.machine(), *s.p, name) }

// checkStart is what a start fails with for what the host does not have.
// Source: moby daemon/oci_linux.go.
func (h *Host) checkStart(c Container) error {
	obj := Object{"container", c.ID}
	if err := h.checkPID(c); err != nil {
		return err
	}
	if err := checkLogSizes(c.Host.LogConfig); err != nil {
		return refuse(System, obj, "failed to create task for container: failed to initialize logging driver: %s", err)
	}
	for _, d := range c.Host.Devices {
		n, err := h.lstat("", d.PathOnHost, 0)
		switch {
		case err != nil:
			return refuse(InvalidArg, obj, "error gathering device information while adding custom device %q: %s", d.PathOnHost, strings.ToLower(err.Error()))
		case n.Mode&fs.ModeDevice == 0:
			return refuse(InvalidArg, obj, "error gathering device information while adding custom device %q: not a device node", d.PathOnHost)
		}
	}
	if len(c.Host.DeviceRequests) == 0 {
		return nil
	}
	switch r := c.Host.DeviceRequests[0]; r.Driver {
	case "":
		return refuse(InvalidArg, obj, "failed to discover GPU vendor from CDI: no known GPU vendor found")
	case "cdi":
		return refuse(InvalidArg, obj, "CDI device injection failed: unresolvable CDI devices %s", strings.Join(r.DeviceIDs, ", "))
	default:
		return refuse(InvalidArg, obj, "could not select device driver %q with capabilities: %v", r.Driver, r.Capabilities)
	}
}

// checkJoined refuses to join namespaces of a container that there is not.
func (h Host) checkJoined(c container.HostConfig) error {
	for _, ref := range []string{c.PidMode.Container(), c.IpcMode.Container()} {
		if ref == "" {
			continue
		}
		if _, err := h.Container(ref); err != nil { // not of the class not found: nothing is to be pulled
			return refuse(InvalidArg, Object{Type: "host"}, "%s", err)
		}
	}
	return nil
}

// checkPID refuses to start in the PID namespace of a container that does not
// run. Source: moby daemon/container_operations_unix.go, getPIDContainer.
func (h *Host) checkPID(c Container) error {
	if !c.Host.PidMode.IsContainer() {
		return nil
	}
	ref := c.Host.PidMode.Container()
	other, err := h.Container(ref)
	if err != nil {
		return refuse(InvalidArg, Object{"container", c.ID}, "%s", err)
	}
	if !other.runs() {
		return refuse(System, Object{"container", c.ID}, "cannot join PID of a non running container: %s", other.ID).
			because("a PID namespace lives as long as its PID 1")
	}
	return nil
}

// hostDevices are what only the host and privileged containers see in /dev;
// directories end with a slash.
var hostDevices = []string{"autofs", "btrfs-control", "cpu/", "cpu_dma_latency", "fuse", "hpet", "kmsg", "kvm", "loop-control", "mem", "net_tun", "nvram",
	"port", "rtc0", "sda", "sda1", "vhost-net"}

// withDevices puts a container's devices into its /dev: those it was given, or
// all of the host's when it is privileged.
func (h *Host) withDevices(c Container, m mounts) mounts {
	type device struct{ name, like string }
	var add []device
	if c.Host.Privileged {
		for _, name := range hostDevices {
			add = append(add, device{"/" + name, name})
		}
	}
	for _, d := range c.Host.Devices {
		if n, err := h.lstat("", d.PathOnHost, 0); err == nil && strings.HasPrefix(d.PathInContainer, "/dev/") {
			add = append(add, device{strings.TrimPrefix(d.PathInContainer, "/dev"), n.Data})
		}
	}
	dev := m.At("/dev")
	for _, d := range add {
		n := vfs.Node{Mode: fs.ModeDevice | fs.ModeCharDevice | 0o660, ModTime: h.now, Data: d.like}
		if strings.HasSuffix(d.name, "/") {
			n = vfs.Dir(0o755, h.now)
		}
		t, err := dev.tree.Put(strings.TrimSuffix(d.name, "/"), n)
		if err == nil {
			dev.tree = t
		}
	}
	return m.Set("/dev", dev)
}

// addGroups gives a process the further groups of --group-add, by name or number.
func (h *Host) addGroups(machine string, p *proc.Proc, names []string) error {
	for _, name := range names {
		gid, err := strconv.Atoi(name)
		for _, f := range h.table(machine, "/etc/group", 4) {
			if f[0] == name {
				gid, err = strconv.Atoi(f[2])
			}
		}
		if err != nil {
			return &Error{Class: InvalidArg, Message: fmt.Sprintf("unable to find group %s: no matching entries in group file", name)}
		}
		if !slices.Contains(p.Groups, gid) {
			p.Groups = append(slices.Clip(p.Groups), gid)
		}
	}
	return nil
}

// most is how many processes a machine may have: --pids-limit, but never more
// than mostProcesses.
func (h *Host) most(machine string) int {
	if machine != "" {
		if n := h.containers.At(machine).Host.PidsLimit; n != nil && *n > 0 && *n < mostProcesses {
			return int(*n)
		}
	}
	return mostProcesses
}

// limits is /proc/PID/limits: what --ulimit says over the host's own.
// Source: proc(5).
func (h *Host) limits(machine string) string {
	rows := []struct{ key, name, soft, hard, unit string }{
		{"cpu", "Max cpu time", "unlimited", "unlimited", "seconds"}, {"fsize", "Max file size", "unlimited", "unlimited", "bytes"},
		{"data", "Max data size", "unlimited", "unlimited", "bytes"}, {"stack", "Max stack size", "8388608", "unlimited", "bytes"},
		{"core", "Max core file size", "unlimited", "unlimited", "bytes"}, {"rss", "Max resident set", "unlimited", "unlimited", "bytes"},
		{"nproc", "Max processes", "unlimited", "unlimited", "processes"}, {"nofile", "Max open files", "1048576", "1048576", "files"},
		{"memlock", "Max locked memory", "8388608", "8388608", "bytes"}, {"as", "Max address space", "unlimited", "unlimited", "bytes"},
		{"locks", "Max file locks", "unlimited", "unlimited", "locks"}, {"sigpending", "Max pending signals", "31732", "31732", "signals"},
		{"msgqueue", "Max msgqueue size", "819200", "819200", "bytes"}, {"nice", "Max nice priority", "0", "0", ""},
		{"rtprio", "Max realtime priority", "0", "0", ""}, {"rttime", "Max realtime timeout", "unlimited", "unlimited", "us"},
	}
	text := func(n int64) string {
		if n < 0 {
			return "unlimited"
		}
		return strconv.FormatInt(n, 10)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-25s %-20s %-20s %-10s\n", "Limit", "Soft Limit", "Hard Limit", "Units")
	for _, r := range rows {
		if machine != "" {
			for _, u := range h.containers.At(machine).Host.Ulimits {
				if u.Name == r.key {
					r.soft, r.hard = text(u.Soft), text(u.Hard)
				}
			}
		}
		fmt.Fprintf(&b, "%-25s %-20s %-20s %-10s\n", r.name, r.soft, r.hard, r.unit)
	}
	return b.String()
}
