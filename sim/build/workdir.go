package build

import (
	"drydock/sim/engine"
	"drydock/sim/vfs"
)

// workdir is the step of WORKDIR: the directory is there afterwards.
type workdir struct{ dir, user string }

func (w workdir) plan(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if !b.probe(h, i, w.trace(b, i), false) {
		s.lasts(stepTime)
	}
	return nil
}

func (w workdir) trace(b *Build, i int) engine.BuildTrace {
	s := b.steps[i]
	parent := b.steps[s.needs[0]].record.Key
	return engine.BuildTrace{Key: b.keyed("workdir", parent, w.dir, w.user), Parent: parent, Step: s.in.Original}
}

func (w workdir) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	if s.cached {
		return nil
	}
	tree := b.steps[s.needs[0]].tree()
	owner := vfs.Dir(0o755, h.Now())
	if w.user != "" {
		uid, gid, err := ownerOf(tree, w.user)
		if err != nil {
			return stepFailure(s.in, err.Error())
		}
		owner.UID, owner.GID = uid, gid
	}
	full, err := tree.Resolve(w.dir, true)
	if err != nil {
		full = w.dir
	}
	tree, err = tree.MkdirAll(full, owner)
	if err != nil {
		return stepFailure(s.in, "failed to mkdir "+w.dir+": not a directory")
	}
	b.made(h, i, w.trace(b, i).Key, tree)
	return nil
}
