package catalog

import (
	"io/fs"
	"slices"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// item is one file of a layer. Its time is that of the layer.
type item struct {
	path string
	node vfs.Node
}

var untimed time.Time

// dirs are directories of mode 0755, their paths separated by spaces.
func dirs(paths string) (items []item) {
	for _, p := range strings.Fields(paths) {
		items = append(items, item{p, vfs.Dir(0o755, untimed)})
	}
	return items
}

// file is a regular file, executable when it is a script.
func file(path, data string) item {
	if strings.HasPrefix(data, "#!") {
		return item{path, vfs.File(0o755, data, untimed)}
	}
	return item{path, vfs.File(0o644, data, untimed)}
}

// link is a symbolic link.
func link(path, target string) item { return item{path, vfs.Symlink(target, untimed)} }

// program is an executable: name is what the machine knows it by, size what ls shows.
func program(path, name string, size int64) item {
	n := vfs.File(0o755, proc.Binary(name), untimed)
	n.Size = size
	return item{path, n}
}

// opaque is a file whose bytes nobody reads: a library, a database.
func opaque(path string, size int64) item {
	return item{path, vfs.Node{Mode: 0o644, Size: size}}
}

// special is a directory with other bits than 0755.
func special(path string, mode fs.FileMode) item {
	n := vfs.Dir(0, untimed)
	n.Mode |= mode
	return item{path, n}
}

// mode changes an item's permissions.
func (it item) mode(perm fs.FileMode) item {
	it.node.Mode = it.node.Mode.Type() | perm
	return it
}

// own changes an item's owner.
func (it item) own(uid, gid int) item {
	it.node.UID, it.node.GID = uid, gid
	return it
}

// links are symbolic links to one target for names separated by spaces.
func links(dir, target, names string) (items []item) {
	for _, name := range strings.Fields(names) {
		items = append(items, link(dir+name, target))
	}
	return items
}

// list joins single items to lists of them.
func list(items ...item) []item { return items }

// put is a step's list of a few files.
func put(items ...item) func() []item { return func() []item { return items } }

func layerOf(at time.Time, items []item) (l vfs.Layer) {
	for _, it := range items {
		it.node.ModTime = at
		l = l.With(it.path, it.node)
	}
	return l
}

// without leaves out the items at the given paths.
func without(items []item, paths ...string) []item {
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return slices.Contains(paths, it.path) })
}
