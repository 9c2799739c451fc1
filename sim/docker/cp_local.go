package docker

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// pack makes an archive of a file or directory of the host, whose entries
// begin with its last name. The path is absolute; a last link is followed with
// -L or before a slash. Errors: as lstat says them.
func (c Call) pack(name string) (place, []engine.ArchiveEntry, error) {
	follow := c.on("follow-link") || strings.HasSuffix(name, "/") || path.Base(name) == "."
	look := c.sys.Lstat
	if follow {
		look = c.sys.Stat
	}
	st, err := look(name)
	if err == nil && strings.HasSuffix(name, "/") && !st.IsDir() {
		err = vfs.ENOTDIR
	}
	if err != nil {
		return place{}, nil, fmt.Errorf("lstat %s: %s", path.Clean(name), strings.ToLower(err.Error()))
	}
	_, base := split(name)
	from := place{path: name, exists: true, isDir: st.IsDir()}
	entries, err := c.packAll(st.Path, base, st.Node, nil)
	return from, entries, err
}

func (c Call) packAll(full, name string, n vfs.Node, all []engine.ArchiveEntry) ([]engine.ArchiveEntry, error) {
	if n.Mode.IsRegular() {
		text, err := c.sys.ReadFile(full)
		if err != nil {
			return all, fmt.Errorf("open %s: %s", full, strings.ToLower(err.Error()))
		}
		n.Data = text
	}
	all = append(all, engine.ArchiveEntry{Name: name, Node: n})
	if !n.IsDir() {
		return all, nil
	}
	list, err := c.sys.ReadDir(full)
	if err != nil {
		return all, fmt.Errorf("open %s: %s", full, strings.ToLower(err.Error()))
	}
	for _, e := range list {
		if all, err = c.packAll(path.Join(full, e.Name), strings.TrimSuffix(name, "/")+"/"+e.Name, e.Node, all); err != nil {
			return all, err
		}
	}
	return all, nil
}

// unpack extracts an archive in a directory of the host. The files belong to
// who runs docker.
func (c Call) unpack(dir string, entries []engine.ArchiveEntry) error {
	for _, e := range entries {
		if err := c.unpackOne(path.Join(dir, path.Clean("/"+e.Name)), e.Node); err != nil {
			return err
		}
	}
	return nil
}

func (c Call) unpackOne(full string, n vfs.Node) error {
	fail := func(err error) error {
		return fmt.Errorf("open %s: %s", full, strings.ToLower(err.Error()))
	}
	old, err := c.sys.Lstat(full)
	there := err == nil
	switch {
	case there && n.IsDir() && !old.IsDir():
		return fmt.Errorf("cannot overwrite non-directory %q with directory %q", full, path.Dir(full))
	case there && !n.IsDir() && old.IsDir():
		return fmt.Errorf("cannot overwrite directory %q with non-directory %q", full, path.Dir(full))
	case there && !n.IsDir():
		if err := c.sys.Remove(full); err != nil {
			return fail(err)
		}
	}
	switch {
	case n.IsSymlink():
		err = c.sys.Symlink(n.Data, full)
	case n.IsDir() && !there:
		err = c.sys.Mkdir(full, 0o777)
	case n.IsDir():
		err = nil
	case n.Mode.IsRegular():
		err = c.writeNew(full, n)
	default:
		return nil // devices stay behind
	}
	if err != nil {
		return fail(err)
	}
	if n.IsSymlink() {
		return nil
	}
	if err := c.sys.Chmod(full, n.Mode&(fs.ModePerm|fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky)); err != nil {
		return fail(err)
	}
	return c.sys.Chtimes(full, n.ModTime)
}

// writeNew makes a file; of a program only what is stored of it is written,
// and it has its full size nevertheless.
func (c Call) writeNew(full string, n vfs.Node) error {
	fd, err := c.sys.Open(full, proc.Write|proc.Create|proc.Trunc, 0o666)
	if err != nil {
		return err
	}
	if err := c.sys.Write(fd, n.Data); err != nil {
		return err
	}
	if err := c.sys.Close(fd); err != nil {
		return err
	}
	if n.Size == int64(len(n.Data)) {
		return nil
	}
	return c.sys.Truncate(full, n.Size)
}
