package build

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// bind is a mount whose files come from another step.
type bind struct {
	dockerfile.Mount
	from int // -1: none
}

// bindOf finds where the files of a mount come from.
func (b *Build) bindOf(s *stage, in dockerfile.Instruction, m dockerfile.Mount) (bind, error) {
	x := bind{m, -1}
	var err error
	for _, field := range []*string{&x.From, &x.Source, &x.Target, &x.ID} {
		if *field, err = b.expand(s, in, *field); err != nil {
			return x, err
		}
	}
	if x.Target != "" && !path.IsAbs(x.Target) {
		x.Target = path.Join("/", s.config.WorkingDir, x.Target)
	}
	switch {
	case m.Type == "bind" && x.From == "":
		x.from = b.contextStep()
	case m.Type == "bind" || m.Type == "cache" && x.From != "":
		x.from, err = b.filesOf(in, x.From)
	}
	return x, err
}

// sourceOf is the part of a tree that a mount shows.
func sourceOf(t vfs.Tree, source string) vfs.Tree {
	full, err := t.Resolve(path.Join("/", source), true)
	if err != nil {
		return vfs.Tree{}
	}
	sub, _ := t.Sub(full)
	return sub
}

func lone(n vfs.Node) vfs.Tree {
	t, _ := vfs.Tree{}.Put("/", n)
	return t
}

// mount is one mount with its files.
func (w execution) mount(b *Build, h *engine.Host, o *engine.BuildRun, m bind) ([]engine.BuildMount, error) {
	out := engine.BuildMount{Target: m.Target, ReadOnly: m.ReadOnly}
	switch m.Type {
	case "bind":
		out.Tree = sourceOf(b.steps[m.from].tree(), m.Source)
	case "cache":
		if r, ok := h.BuildCached(cacheMountKey(m)); ok {
			out.Tree = r.Tree
			break
		}
		d := vfs.Dir(0o755, h.Now())
		if d.UID, d.GID = m.UID, m.GID; m.Mode != nil {
			d.Mode = fs.ModeDir | fs.FileMode(*m.Mode)&fs.ModePerm
		}
		out.Tree = lone(d)
		if m.from >= 0 {
			out.Tree = sourceOf(b.steps[m.from].tree(), m.Source)
		}
	case "tmpfs":
		out.Tree, out.Tmpfs, out.Limit = lone(vfs.Dir(0o777|fs.ModeSticky, h.Now())), true, m.Size
	case "ssh":
		if m.Required {
			return nil, stepFailure(w.in, "unset ssh forward key "+m.ID)
		}
		return nil, nil // no agent was given: there is nothing to mount
	case "secret":
		i := slices.IndexFunc(b.opts.Secrets, func(x Secret) bool { return x.ID == m.ID })
		if i < 0 {
			if m.Required {
				return nil, stepFailure(w.in, "secret "+m.ID+": not found")
			}
			return nil, nil
		}
		if m.Env != "" {
			o.Env = proc.Setenv(o.Env, m.Env, b.opts.Secrets[i].Data)
		}
		perm := fs.FileMode(0o400)
		if m.Mode != nil {
			perm = fs.FileMode(*m.Mode) & fs.ModePerm
		}
		f := vfs.File(perm, b.opts.Secrets[i].Data, h.Now())
		f.UID, f.GID = m.UID, m.GID
		out.Tree, out.ReadOnly = lone(f), true
	}
	return []engine.BuildMount{out}, nil
}

func cacheMountKey(m bind) string { return "cachemount:" + m.ID }

// keepCaches stores what the caches that were mounted hold now.
func (w execution) keepCaches(h *engine.Host, mounted map[string]vfs.Tree) {
	for _, m := range w.binds {
		t, ok := mounted[m.Target]
		if m.Type != "cache" || !ok {
			continue
		}
		r := engine.BuildRecord{Key: cacheMountKey(m), Kind: engine.BuildCacheMount, Step: "cached mount " + m.Target + " from exec " + strings.Join(w.argv, " "), Tree: t}
		for _, n := range t.Walk() {
			if n.Mode.IsRegular() {
				r.Size += blocks(n.Size)
			}
		}
		r.Size += 4096
		*h, _ = h.BuildKeep(r)
	}
}
