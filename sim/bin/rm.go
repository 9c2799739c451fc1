package bin

import (
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// removal is one run of rm.
type removal struct {
	call
	options
	out  strings.Builder
	code int
}

func rm(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "r,recursive R f,force i I v,verbose d,dir preserve-root no-preserve-root one-file-system interactive?")
	if !ok {
		return
	}
	switch {
	case o.last("i", "I", "f", "interactive") != "" && o.last("i", "I", "f", "interactive") != "f":
		c.refuse(p, "asking before removing")
		return
	case len(names) == 0 && o.has("f"):
		p.Sys.Exit(0)
		return
	case len(names) == 0:
		c.missing(p, "operand")
		return
	}
	r := &removal{call: c, options: o}
	for _, name := range names {
		r.operand(p, name)
	}
	proc.Finish(p, r.out.String(), r.code)
}

// fail says what is wrong and goes on with the next operand.
func (r *removal) fail(p *proc.Proc, format string, args ...any) {
	r.say(p, format, args...)
	r.code = 1
}

func (r *removal) operand(p *proc.Proc, name string) {
	st, err := p.Sys.Lstat(name)
	base := path.Base(name)
	dotted := base == "." || base == ".."
	switch {
	case (err == vfs.ENOENT || err == vfs.ENOTDIR) && r.has("f"):
	case err != nil:
		r.fail(p, r.pick("cannot remove '%s': %v", "can't remove '%s': %v"), name, err)
	case dotted && r.flavour == gnu && st.IsDir() && r.has("r", "R"):
		r.fail(p, "refusing to remove '.' or '..' directory: skipping '%s'", name)
	case dotted && r.flavour == busybox:
		r.fail(p, "'.' and '..' can't be removed")
	case path.Clean(st.Path) == "/" && r.has("r", "R") && r.flavour == gnu && !r.has("no-preserve-root"):
		r.say(p, "it is dangerous to operate recursively on '/'")
		r.fail(p, "use --no-preserve-root to override this failsafe")
	case st.IsDir() && !r.has("r", "R") && !r.has("d"):
		r.fail(p, r.pick("cannot remove '%s': Is a directory", "'%s' is a directory"), name)
	case st.IsDir() && r.has("r", "R"):
		r.tree(p, name)
	default:
		r.one(p, name, st.IsDir())
	}
}

// tree removes what is in a directory, then the directory.
func (r *removal) tree(p *proc.Proc, name string) bool {
	entries, err := p.Sys.ReadDir(name)
	if err != nil {
		r.fail(p, r.pick("cannot remove '%s': %v", "can't open '%s': %v"), name, err)
		return false
	}
	whole := true
	for _, e := range entries {
		kid := path.Join(name, e.Name)
		if e.IsDir() {
			whole = r.tree(p, kid) && whole
		} else {
			whole = r.one(p, kid, false) && whole
		}
	}
	return whole && r.one(p, name, true)
}

func (r *removal) one(p *proc.Proc, name string, dir bool) bool {
	if err := p.Sys.Remove(name); err != nil {
		r.fail(p, r.pick("cannot remove '%s': %v", "can't remove '%s': %v"), name, err)
		return false
	}
	if r.has("v") {
		what := map[bool]string{true: "removed directory '", false: "removed '"}[dir]
		r.out.WriteString(what + name + "'\n")
	}
	return true
}
