package engine

import (
	"path"
	"strings"

	"drydock/sim/vfs"
)

// What may happen ten thousand times in one Step is told a few times, so that
// a loop of requests does not drive all else out of the event log.
const (
	mostAlike = 3   // times one Step tells of the same thing
	mostTalks = 100 // things of which it is told
)

// tells counts what is told in this Step; false: it has been told enough.
func (h *Host) tells(what string) bool {
	n := h.spent.told.At(what)
	if n >= mostAlike || n == 0 && h.spent.told.Len() >= mostTalks {
		return false
	}
	h.spent.told = h.spent.told.Set(what, n+1)
	return true
}

// showStored tells that a container wrote a file of a volume.
func (h *Host) showStored(machine string, pl place, after vfs.Tree) {
	rest, in := strings.CutPrefix(pl.within, volumesDir+"/")
	if pl.machine != "" || pl.point != "" || !in {
		return
	}
	name, file, _ := strings.Cut(rest, "/_data/")
	if n, err := after.Lookup(pl.within); err != nil || !n.Mode.IsRegular() || file == "" || !h.tells("store "+machine+" "+name) {
		return
	}
	h.glass("volume", "write", name, path.Base(file)+" is in the volume "+name+", not in the container's writable layer: it stays when "+h.called(machine)+" goes",
		"container", machine, "path", "/"+file)
}
