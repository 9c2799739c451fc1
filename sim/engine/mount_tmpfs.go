package engine

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"

	"drydock/sim/vfs"
)

// mountTmpfs mounts an empty tree that is gone when the container stops. Its
// root has the mode of the directory it covers. Source: runc, tmpfs(5).
func (h *Host) mountTmpfs(id, target string, m MountPoint) error {
	mnt := mount{device: "tmpfs", kind: "tmpfs"}
	mode := fs.FileMode(0o777) | fs.ModeSticky
	if on, err := h.lstat(id, target, 0); err == nil {
		mode = on.Mode & (fs.ModePerm | fs.ModeSticky)
	}
	root := vfs.Dir(mode, h.now)
	root.Size = 40
	flags := []string{"rw", "nosuid", "nodev", "noexec", "relatime"}
	var more []string
	for _, o := range strings.Split(m.tmpfs, ",") {
		name, value, valued := strings.Cut(o, "=")
		switch i := slices.IndexFunc(tmpfsFlags, func(pair [2]string) bool { return pair[0] == o || pair[1] == o }); {
		case o == "", o == "defaults":
		case i >= 0:
			for k, f := range flags {
				if slices.Contains(tmpfsFlags[i][:], f) {
					flags[k] = o
				}
			}
		case !valued || !slices.Contains([]string{"size", "mode", "uid", "gid", "nr_inodes", "nr_blocks", "mpol"}, name):
			return &Error{Class: InvalidArg, Message: fmt.Sprintf("invalid tmpfs option %q", strings.SplitN(o, "=", 2))}
		default:
			if !tmpfsOption(&mnt, &root, name, value) {
				return fmt.Errorf("error mounting \"tmpfs\" to rootfs at %q: mount src=tmpfs, dst=%s, dstFd=/proc/thread-self/fd/14, flags=MS_NOSUID|MS_NODEV|MS_NOEXEC, data=%s: invalid argument",
					m.Destination, m.Destination, m.tmpfs)
			}
			if name == "size" {
				value = strconv.FormatInt(mnt.limit>>10, 10) + "k"
			}
			more = append(more, name+"="+value)
		}
	}
	if err := h.mountDir(id, target, true); err != nil {
		return fmt.Errorf("error mounting \"tmpfs\" to rootfs at %q: %s", m.Destination, strings.ToLower(err.Error()))
	}
	flags = slices.DeleteFunc(flags, func(f string) bool { return f == "suid" || f == "dev" || f == "exec" })
	mnt.readOnly, mnt.options = flags[0] == "ro", strings.Join(append(flags, more...), ",")
	var err error
	if mnt.tree, err = (vfs.Tree{}).Put("/", root); err != nil {
		return err
	}
	c := h.containers.At(id)
	c.mounts = over(c.mounts, target, mnt)
	h.containers = h.containers.Set(id, c)
	return nil
}

var tmpfsFlags = [][2]string{{"rw", "ro"}, {"nosuid", "suid"}, {"nodev", "dev"}, {"noexec", "exec"}, {"relatime", "noatime"}, {"async", "sync"}}

// tmpfsOption applies one option with a value and tells whether the kernel takes it.
func tmpfsOption(mnt *mount, root *vfs.Node, name, value string) bool {
	switch name {
	case "size":
		n, err := units.RAMInBytes(value)
		if percent, ok := strings.CutSuffix(value, "%"); ok {
			n, err = strconv.ParseInt(percent, 10, 64)
			n = HostMemory / 100 * n
		}
		if mnt.limit = (n + 4095) &^ 4095; err != nil || n < 0 {
			return false
		}
	case "mode":
		bits, err := strconv.ParseUint(value, 8, 12)
		if err != nil {
			return false
		}
		root.Mode = root.Mode&^(fs.ModePerm|fs.ModeSticky) | fs.FileMode(bits)&fs.ModePerm
		if bits&0o1000 != 0 {
			root.Mode |= fs.ModeSticky
		}
	case "uid", "gid":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return false
		}
		if name == "uid" {
			root.UID = n
		} else {
			root.GID = n
		}
	}
	return true
}
