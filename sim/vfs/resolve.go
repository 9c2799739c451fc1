package vfs

import (
	"path"
	"strings"
)

const maxLinks = 40 // symbolic links followed in one path; Source: path_resolution(7)

// Resolve follows the symbolic links of the absolute path p, the last one only
// if follow is set, and returns a path without any. lstat answers for a path
// without links, so that a caller may look into several mounted trees. A last
// component that does not exist is no error; p's parent has to exist.
// Errors: what lstat gives; ENOTDIR; ELOOP after 40 links.
func Resolve(p string, follow bool, lstat func(string) (Node, error)) (string, error) {
	done, rest, links := "/", strings.TrimLeft(p, "/"), 0
	for rest != "" {
		var name string
		name, rest, _ = strings.Cut(rest, "/")
		switch name {
		case "", ".":
			continue
		case "..":
			done = path.Dir(done)
			continue
		}
		next := path.Join(done, name)
		n, err := lstat(next)
		last := strings.Trim(rest, "/") == ""
		switch {
		case err == ENOENT && last:
			return next, nil
		case err != nil:
			return next, err
		case n.IsSymlink() && (follow || !last || strings.HasSuffix(p, "/")):
			if links++; links > maxLinks {
				return next, ELOOP
			}
			if strings.HasPrefix(n.Data, "/") {
				done = "/"
			}
			rest = strings.TrimLeft(n.Data, "/") + "/" + rest
			if last && !strings.HasSuffix(p, "/") {
				rest = strings.TrimSuffix(rest, "/")
			}
		case !last && !n.IsDir():
			return next, ENOTDIR
		default:
			done = next
		}
	}
	return done, nil
}

// Resolve is the package's Resolve within one tree.
func (t Tree) Resolve(p string, follow bool) (string, error) {
	return Resolve(p, follow, t.Lookup)
}
