package build

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/vfs"
)

// lintIgnored warns of sources that .dockerignore leaves out.
func (b *Build) lintIgnored(w copying) {
	if !w.context {
		return
	}
	for _, src := range w.sources {
		if p := strings.TrimPrefix(path.Clean("/"+src), "/"); p != "" && b.ignore.excludes(p) {
			b.lint(w.in, "CopyIgnoredFile", "Attempting to %s file %q that is excluded by .dockerignore", verbs[w.in.Name], src)
		}
	}
}

// verbs are the instructions as a sentence has them.
var verbs = map[string]string{"COPY": "Copy", "ADD": "Add"}

// check tells which source is missing. A pattern that fits nothing is no error.
func (w copying) check(b *Build, t vfs.Tree) error {
	for _, src := range w.sources {
		p := path.Join("/", src)
		if isPattern(p) || p == "/" {
			continue
		}
		if full, err := t.Resolve(p, true); err == nil && t.Has(full) {
			continue
		}
		if b.opts.Classic {
			return stepFailure(w.in, w.in.Name+" failed: file not found in build context or excluded by .dockerignore: stat "+strings.TrimPrefix(p, "/")+": file does not exist")
		}
		ref := b.refID(w.from)
		f := fail(w.in, "failed to compute cache key: failed to calculate checksum of ref %s: %q: not found", ref, p)
		f.Told = fmt.Sprintf("failed to calculate checksum of ref %s: %q: not found", ref, p)
		return f
	}
	return nil
}

// refID is the name the builder has for the files of a step.
func (b *Build) refID(i int) string {
	id := b.steps[i].record.ID
	if id == "" {
		id = b.id
	}
	return b.id + "::" + id
}
