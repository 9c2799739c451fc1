package engine

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

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
