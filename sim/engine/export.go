package engine

import "strings"

// ContainerExport returns all files of a container as one archive, without
// its volumes and without the layers they come from. Errors: not found;
// conflict when it is being removed. Source: Engine API, GET
// /containers/{id}/export.
func (h Host) ContainerExport(ref string) (Host, []ArchiveEntry, error) {
	c, err := h.Container(ref)
	if err != nil {
		return h, nil, err
	}
	switch c.State {
	case Dead:
		return h, nil, refuse(Conflict, Object{"container", c.ID}, "You cannot export container %s which is Dead", c.ID)
	case Removing:
		return h, nil, refuse(Conflict, Object{"container", c.ID}, "You cannot export container %s which is being removed", c.ID)
	}
	n := h
	var entries []ArchiveEntry
	for p, node := range c.Root.Walk() {
		if p != "/" {
			entries = append(entries, ArchiveEntry{Name: strings.TrimPrefix(p, "/"), Node: node})
		}
	}
	n.containerEvent(c, "export", "the layers become one flat tree; what the image knew besides its files is lost")
	return n, entries, nil
}
