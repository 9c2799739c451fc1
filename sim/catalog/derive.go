package catalog

import (
	"slices"
	"strings"
)

// derive is an image that was not looked up: a sibling of r under other tags,
// with the second of each pair of texts wherever r has the first, in its
// history, settings and files. Its own digests are unknown; its sizes are the
// sibling's. What it stands on is the same.
func derive(r release, tags string, pairs ...string) release {
	r.tags = strings.Fields(tags)
	r.index, r.manifest, r.config, r.attestation = unknown, unknown, unknown, ""
	r.swap = append(slices.Clone(r.swap), pairs...)
	return r
}

// on is a page on another base.
func (r release) on(base []step) release {
	r.steps = base
	return r
}

// swapped is the release with its swaps made.
func (r release) swapped() release {
	if len(r.swap) == 0 {
		return r
	}
	other := strings.NewReplacer(r.swap...)
	texts := func(list []string) []string {
		list = slices.Clone(list)
		for i := range list {
			list[i] = other.Replace(list[i])
		}
		return list
	}
	r.env, r.entrypoint, r.cmd, r.volumes = texts(r.env), texts(r.entrypoint), texts(r.cmd), texts(r.volumes)
	r.workdir = other.Replace(r.workdir)
	r.steps = slices.Clone(r.steps)
	for i, st := range r.steps {
		if st.unpack == nil && st.tree == nil {
			r.steps[i].by = other.Replace(st.by)
			if st.blob != "" && st.blob != workdirBlob {
				r.steps[i].blob = unknown
			}
		}
	}
	return r
}

// renamed makes the swaps in files: their paths, the targets of links, and
// texts; a program stays the program it is.
func (r release) renamed(items []item) []item {
	if len(r.swap) == 0 {
		return items
	}
	other := strings.NewReplacer(r.swap...)
	items = slices.Clone(items)
	for i, it := range items {
		items[i].path = other.Replace(it.path)
		if !strings.HasPrefix(it.node.Data, "\x7fELF") {
			items[i].node.Data = other.Replace(it.node.Data)
			if it.node.Size == int64(len(it.node.Data)) {
				items[i].node.Size = int64(len(items[i].node.Data))
			}
		}
	}
	return items
}
