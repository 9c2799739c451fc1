package build

import "drydock/sim/vfs"

// Sent are the files of a build's context that a client of the classic builder
// sends: all but what .dockerignore leaves out.
func Sent(o Options) vfs.Tree {
	g, err := newIgnore(o.Ignore)
	if err != nil {
		return o.Context
	}
	return g.without(o.Context)
}
