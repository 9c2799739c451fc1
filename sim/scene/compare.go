package scene

import (
	"fmt"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// Comparison is what one moment has other than another.
type Comparison struct {
	From      string       `json:"from"` // the clock of the other moment
	To        string       `json:"to"`   // and of this one
	Objects   []Difference `json:"objects"`
	Files     []Difference `json:"files"` // of the host and of writable layers, at most 200
	MoreFiles int          `json:"moreFiles,omitempty"`
}

// Difference is one thing that was created, changed or removed.
type Difference struct {
	How  string `json:"how"`  // created, changed, removed
	Type string `json:"type"` // container, image, volume, network; "" for a file
	Name string `json:"name"`
	What string `json:"what"` // how it is now, or was
}

// thing is an object in words, to be compared.
type thing struct{ kind, id, name, words string }

// Compare tells what b has other than a.
func Compare(a, b engine.Host) Comparison {
	c := Comparison{From: a.Now().Format("15:04:05"), To: b.Now().Format("15:04:05")}
	before, now := things(a), things(b)
	was := map[string]thing{}
	for _, t := range before {
		was[t.kind+t.id] = t
	}
	for _, t := range now {
		old, known := was[t.kind+t.id]
		delete(was, t.kind+t.id)
		switch {
		case !known:
			c.Objects = append(c.Objects, Difference{"created", t.kind, t.name, t.words})
		case old != t:
			c.Objects = append(c.Objects, Difference{"changed", t.kind, t.name, changed(old, t)})
		}
	}
	for _, t := range before {
		if _, gone := was[t.kind+t.id]; gone {
			c.Objects = append(c.Objects, Difference{"removed", t.kind, t.name, "was " + t.words})
		}
	}
	c.files(a, b)
	return c
}

func changed(old, t thing) string {
	if old.name != t.name {
		return "was called " + old.name + "; " + t.words
	}
	return old.words + " → " + t.words
}

// things are the objects of a host. What changes by itself every second, such
// as a time, is not among their words.
func things(h engine.Host) []thing {
	var list []thing
	for _, i := range h.Images() {
		name := "<untagged>"
		var names []string
		for _, ref := range i.References {
			names = append(names, engine.Familiar(ref))
		}
		if len(names) > 0 {
			name = strings.Join(names, ", ")
		}
		list = append(list, thing{"image", string(i.ID), name, plural(len(i.Layers), "layer", "layers")})
	}
	for _, c := range h.Containers() {
		words := string(c.State)
		if c.State == engine.Exited {
			words = fmt.Sprintf("exited, code %d", c.ExitCode)
		}
		if n := c.Endpoints.Len(); n > 1 {
			words += fmt.Sprintf(", on %d networks", n)
		}
		list = append(list, thing{"container", c.ID, c.Name, words})
	}
	for _, v := range h.Volumes() {
		list = append(list, thing{"volume", v.Name, v.Name, plural(len(v.UsedBy), "container mounts it", "containers mount it")})
	}
	for _, n := range h.Networks() {
		list = append(list, thing{"network", n.ID, n.Name, plural(len(h.Joined(n)), "container on it", "containers on it")})
	}
	return list
}

var hows = map[vfs.Kind]string{vfs.Added: "created", vfs.Modified: "changed", vfs.Deleted: "removed"}

// files compares the host's own files and the files of containers that are there
// in both moments.
func (c *Comparison) files(a, b engine.Host) {
	c.add("", vfs.Diff(a.Root(), b.Root()), b.Root())
	for _, box := range b.Containers() {
		if old, err := a.Container(box.ID); err == nil {
			c.add(box.Name+":", vfs.Diff(old.Root, box.Root), box.Root)
		} else {
			c.add(box.Name+":", box.Changes(), box.Root)
		}
	}
}

func (c *Comparison) add(prefix string, list []vfs.Change, root vfs.Tree) {
	for _, change := range list {
		d := Difference{How: hows[change.Kind], Name: prefix + change.Path}
		if n, err := root.Lookup(change.Path); err == nil {
			if n.IsDir() && change.Kind == vfs.Modified {
				continue // something in it has changed
			}
			if n.Mode.IsRegular() {
				d.What = sizeText(n.Size)
			}
		}
		if len(c.Files) == mostChanges {
			c.MoreFiles++
			continue
		}
		c.Files = append(c.Files, d)
	}
}
