package engine

import (
	"errors"
	"fmt"
)

// checkSockets tells what is wrong with sockets: each is held by an open file
// or waits to be accepted, the two ends of a connection know each other, what
// listens is to be found, and the bytes under way are counted.
func (h Host) checkSockets() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	held := map[int]int{}
	for _, f := range h.files.All() {
		if f.kind == plug {
			held[f.obj]++
		}
	}
	bytes := 0
	for id, s := range h.sockets.All() {
		bytes += len(s.data)
		for _, c := range s.backlog {
			held[c]++
		}
		for _, g := range s.grams {
			bytes += len(g.data)
		}
		if p, ok := h.sockets.Get(s.peer); s.peer != 0 && (!ok || p.peer != id) {
			bad("socket %d has the peer %d, which has %d", id, s.peer, p.peer)
		}
		if s.kind != connected && s.path == "" && h.doors.At(doorKey(s.ns, s.proto(), s.local)) != id {
			bad("socket %d at %s %v is not to be found", id, s.ns, s.local)
		}
	}
	for id := range h.sockets.All() {
		if held[id] != 1 {
			bad("socket %d is held %d times", id, held[id])
		}
	}
	for key, id := range h.doors.All() {
		if !h.sockets.Has(id) {
			bad("%s leads to the socket %d, which is gone", key, id)
		}
	}
	if bytes != h.transit {
		bad("%d bytes are under way and %d are counted", bytes, h.transit)
	}
	return errors.Join(errs...)
}
