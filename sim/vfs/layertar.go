package vfs

import (
	"io"
	"path"
	"strings"
	"time"
)

// The names that mark what a layer hides. Source: OCI image spec, layer.md,
// Whiteouts.
const (
	whiteoutPrefix = ".wh."
	opaqueMark     = ".wh..wh..opq"
)

// entries are the layer's files in path order as an archive holds them.
func (l Layer) archive() []Entry {
	list := make([]Entry, 0, l.Len())
	for p, e := range l.entries.All() {
		name := strings.TrimPrefix(p, "/")
		switch {
		case e.whiteout:
			list = append(list, Entry{path.Join(path.Dir(name), whiteoutPrefix+path.Base(name)), File(0, "", time.Unix(0, 0).UTC())})
		case name == "": // the root stands in no layer
		default:
			list = append(list, Entry{name, e.node})
		}
		if e.opaque {
			list = append(list, Entry{path.Join(name, opaqueMark), File(0, "", time.Unix(0, 0).UTC())})
		}
	}
	return list
}

// WriteTar writes the layer as its tar archive: every path in order, deleted
// ones as whiteouts. The same layer is the same bytes. Errors of w are lost.
func (l Layer) WriteTar(w io.Writer) { WriteTar(w, l.archive()) }

// LayerFromTar is the layer that a layer's archive holds.
func LayerFromTar(entries []Entry) Layer {
	var l Layer
	for _, e := range entries {
		p := path.Clean("/" + e.Name)
		dir, base := path.Split(p)
		dir = path.Clean(dir)
		switch {
		case p == "/":
		case base == opaqueMark:
			if old, ok := l.entries.Get(dir); ok && !old.whiteout {
				l.entries = l.entries.Set(dir, &entry{node: old.node, opaque: true})
			}
		case strings.HasPrefix(base, whiteoutPrefix+whiteoutPrefix): // what aufs keeps for itself
		case strings.HasPrefix(base, whiteoutPrefix):
			if hidden := strings.TrimPrefix(base, whiteoutPrefix); hidden != "" && hidden != "." && hidden != ".." {
				l = l.Whiteout(path.Join(dir, hidden))
			}
		default:
			l.entries = l.entries.Set(p, &entry{node: e.Node})
		}
	}
	return l
}

// Settled is the layer with times of whole seconds, as an archive keeps them.
func (l Layer) Settled() Layer {
	for p, e := range l.entries.All() {
		if !e.whiteout && e.node.ModTime.Nanosecond() != 0 {
			c := *e
			c.node.ModTime = c.node.ModTime.Truncate(time.Second)
			l.entries = l.entries.Set(p, &c)
		}
	}
	return l
}
