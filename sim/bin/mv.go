package bin

import (
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func mv(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "f,force i n,no-clobber v,verbose T,no-target-directory t,target-directory: u,update")
	if !ok {
		return
	}
	if o.has("i") {
		c.refuse(p, "asking before overwriting")
		return
	}
	m := &copying{call: c, options: o}
	m.each(p, o, names, m.move)
}

func (c *copying) move(p *proc.Proc, from, to string) {
	st, err := p.Sys.Lstat(from)
	if err != nil {
		c.fail(p, c.pick("cannot stat '%s': %v", "can't rename '%s': %v"), from, err)
		return
	}
	old, no := p.Sys.Lstat(to)
	switch {
	case no == nil && c.has("n"):
		return
	case no == nil && old.Path == st.Path:
		c.fail(p, "'%s' and '%s' are the same file", from, to)
		return
	case st.IsDir() && c.inside(p, st.Path, to):
		c.fail(p, c.pick("cannot move '%[1]s' to a subdirectory of itself, '%[2]s'", "can't rename '%[1]s': Invalid argument"), from, to)
		return
	case no == nil && old.IsDir() && !st.IsDir():
		c.fail(p, c.pick("cannot overwrite directory '%s' with non-directory", "can't rename '%[2]s': Is a directory"), to, from)
		return
	}
	switch err := p.Sys.Rename(from, to); err {
	case nil:
	case vfs.EXDEV:
		c.across(p, from, to, st.Node)
	default:
		if c.flavour == busybox {
			c.fail(p, "can't rename '%s': %v", from, err)
			return
		}
		c.fail(p, "cannot move '%s' to '%s': %v", from, to, err)
		return
	}
	if c.has("v") {
		c.out.WriteString(c.pick("renamed '", "'") + from + "' -> '" + to + "'\n")
	}
}

// across moves between file systems: copy everything, then remove it.
func (c *copying) across(p *proc.Proc, from, to string, n vfs.Node) {
	before := c.code
	c.code = 0
	all := &copying{call: c.call, options: append(options{{key: "a"}}, c.options...)}
	all.options = withoutKey(all.options, "v")
	all.node(p, from, to, n)
	c.code = max(before, all.code)
	if all.code == 0 {
		r := &removal{call: c.call, options: options{{key: "r"}, {key: "f"}}}
		r.operand(p, from)
		c.code = max(c.code, r.code)
	}
}

func withoutKey(o options, key string) (kept options) {
	for _, opt := range o {
		if opt.key != key {
			kept = append(kept, opt)
		}
	}
	return kept
}

func ln(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "s,symbolic f,force n,no-dereference v,verbose T,no-target-directory t,target-directory: r,relative b")
	if !ok {
		return
	}
	l := &copying{call: c, options: o}
	if len(names) == 1 {
		names = append(names, path.Base(names[0]))
	}
	if o.has("n") && len(names) > 0 {
		if st, err := p.Sys.Lstat(names[len(names)-1]); err == nil && st.IsSymlink() {
			l.options = append(l.options, option{key: "T"})
		}
	}
	l.each(p, l.options, names, l.link)
}

func (c *copying) link(p *proc.Proc, target, name string) {
	kind := "hard link"
	if c.has("s") {
		kind = "symbolic link"
	}
	if c.has("r") {
		target = relative(p, target, name)
	}
	st, err := p.Sys.Stat(target)
	switch {
	case kind == "hard link" && err != nil:
		c.fail(p, c.pick("failed to access '%s': %v", "%s: %v"), target, err)
		return
	case kind == "hard link" && st.IsDir():
		c.fail(p, c.pick("%s: hard link not allowed for directory", "%s: Operation not permitted"), target)
		return
	}
	if old, err := p.Sys.Lstat(name); err == nil && !old.IsDir() && c.has("f") {
		p.Sys.Remove(name)
	}
	if kind == "symbolic link" {
		err = p.Sys.Symlink(target, name)
	} else {
		err = p.Sys.Link(target, name)
	}
	switch {
	case err != nil && c.flavour == busybox:
		c.fail(p, "%s: %v", name, err)
	case err != nil && kind == "symbolic link":
		c.fail(p, "failed to create %s '%s': %v", kind, name, err)
	case err != nil && err == vfs.EEXIST:
		c.fail(p, "failed to create %s '%s': %v", kind, name, err)
	case err != nil:
		c.fail(p, "failed to create %s '%s' => '%s': %v", kind, name, target, err)
	case c.has("v"):
		arrow := map[bool]string{true: "' -> '", false: "' => '"}[kind == "symbolic link"]
		c.out.WriteString("'" + name + arrow + target + "'\n")
	}
}

// relative is target as seen from the directory name is in.
func relative(p *proc.Proc, target, name string) string {
	abs := func(s string) string {
		if strings.HasPrefix(s, "/") {
			return path.Clean(s)
		}
		return path.Join(p.Dir, s)
	}
	to := strings.Split(strings.Trim(abs(target), "/"), "/")
	from := strings.Split(strings.Trim(path.Dir(abs(name)), "/"), "/")
	if from[0] == "" {
		from = nil
	}
	for len(to) > 0 && len(from) > 0 && to[0] == from[0] {
		to, from = to[1:], from[1:]
	}
	for range from {
		to = append([]string{".."}, to...)
	}
	return path.Join(to...)
}
