package shell

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// find returns the file a command name stands for. Errors: ENOENT; EACCES when
// there is one but it may not be run; EISDIR for a directory named by a path.
func (s *shell) find(name string) (string, error) {
	if strings.Contains(name, "/") {
		return name, s.runnable(name)
	}
	if name == "" {
		return "", vfs.ENOENT
	}
	var found error = vfs.ENOENT
	for _, dir := range strings.Split(s.value("PATH"), ":") {
		if dir == "" {
			dir = "."
		}
		file := path.Join(dir, name)
		if dir == "." {
			file = "./" + name
		}
		switch err := s.runnable(file); err {
		case nil:
			return file, nil
		case vfs.EACCES:
			found = err
		}
	}
	return "", found
}

func (s *shell) runnable(file string) error {
	st, err := s.p.Sys.Stat(file)
	switch {
	case err != nil:
		return err
	case st.IsDir():
		return vfs.EISDIR
	case !may(s.p, st, 1):
		return vfs.EACCES
	}
	return nil
}

// may tells whether the process's user may read (4), write (2) or execute (1) a file.
func may(p *proc.Proc, st proc.Stat, bit fs.FileMode) bool {
	perm := st.Mode.Perm()
	switch {
	case p.UID == 0:
		return bit != 1 || st.IsDir() || perm&0o111 != 0
	case st.UID == p.UID:
		return perm&(bit<<6) != 0
	case st.GID == p.GID || slices.Contains(p.Groups, st.GID):
		return perm&(bit<<3) != 0
	}
	return perm&bit != 0
}
