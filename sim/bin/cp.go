package bin

import (
	"io/fs"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// copying is one run of cp, or of a mv between file systems.
type copying struct {
	call
	options
	out  strings.Builder
	code int
}

func cp(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "r,recursive R a,archive p,preserve? f,force i n,no-clobber v,verbose d P,no-dereference L,dereference H "+
		"T,no-target-directory t,target-directory: u,update l,link s,symbolic-link x")
	if !ok {
		return
	}
	if o.has("i") || o.has("l", "s") {
		c.refuse(p, "-"+o.last("i", "l", "s"))
		return
	}
	cop := &copying{call: c, options: o}
	cop.each(p, o, names, cop.operand)
}

// fail says what is wrong and goes on.
func (c *copying) fail(p *proc.Proc, format string, args ...any) {
	c.say(p, format, args...)
	c.code = 1
}

// each finds out where the operands go, a file or into a directory, and calls
// do for each; then the process ends.
func (c *copying) each(p *proc.Proc, o options, names []string, do func(p *proc.Proc, from, to string)) {
	target, into := o.value("t", ""), o.has("t")
	switch {
	case len(names) == 0:
		c.missing(p, "file operand")
		return
	case len(names) == 1 && !into:
		c.missing(p, "destination file operand after '"+names[0]+"'")
		return
	case !into:
		target, names = names[len(names)-1], names[:len(names)-1]
		st, err := p.Sys.Stat(target)
		into = err == nil && st.IsDir() && !o.has("T")
		if len(names) > 1 && !into {
			c.die(p, 1, c.pick("target '%s': %v", "target '%[1]s' is not a directory"), target, pickError(err, vfs.ENOTDIR))
			return
		}
	}
	for _, name := range names {
		to := target
		if into {
			to = strings.TrimSuffix(target, "/") + "/" + path.Base(name)
		}
		do(p, name, to)
	}
	proc.Finish(p, c.out.String(), c.code)
}

func pickError(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (c *copying) operand(p *proc.Proc, from, to string) {
	deep := c.has("r", "R", "a")
	stat := p.Sys.Stat
	if deep && !c.has("L", "H") || c.has("P", "d") {
		stat = p.Sys.Lstat
	}
	st, err := stat(from)
	switch {
	case err != nil:
		c.fail(p, c.pick("cannot stat '%s': %v", "can't stat '%s': %v"), from, err)
	case st.IsDir() && !deep:
		c.fail(p, c.pick("-r not specified; omitting directory '%s'", "omitting directory '%s'"), from)
	case st.IsDir() && c.inside(p, st.Path, to):
		c.fail(p, c.pick("cannot copy a directory, '%[1]s', into itself, '%[2]s'", "recursion detected, omitting directory '%[1]s'"), from, to)
	default:
		c.node(p, from, to, st.Node)
	}
}

// inside tells whether a directory would be copied into itself.
func (c *copying) inside(p *proc.Proc, dir, to string) bool {
	if !strings.HasPrefix(to, "/") {
		to = path.Join(p.Dir, to)
	}
	if up, err := p.Sys.Stat(path.Dir(to)); err == nil {
		to = path.Join(up.Path, path.Base(to))
	}
	return strings.HasPrefix(to+"/", strings.TrimSuffix(dir, "/")+"/")
}

// node copies one file, link or directory with all that is in it.
func (c *copying) node(p *proc.Proc, from, to string, n vfs.Node) {
	old, err := p.Sys.Lstat(to)
	exists := err == nil
	switch {
	case exists && c.has("n"):
		return
	case exists && c.has("u") && !old.ModTime.Before(n.ModTime):
		return
	case exists && !n.IsDir() && old.IsDir():
		c.fail(p, c.pick("cannot overwrite directory '%s' with non-directory", "can't create '%s': Is a directory"), to)
		return
	case n.IsDir():
		c.dir(p, from, to, n, exists)
	case n.IsSymlink():
		if exists {
			p.Sys.Remove(to)
		}
		if err := p.Sys.Symlink(n.Data, to); err != nil {
			c.fail(p, c.pick("cannot create symbolic link '%s': %v", "can't create symlink '%s': %v"), to, err)
			return
		}
	case !n.Mode.IsRegular():
		c.file(p, from, to, vfs.Node{Mode: 0o666})
	default:
		c.file(p, from, to, n)
	}
	if c.has("v") && !n.IsDir() {
		c.out.WriteString("'" + from + "' -> '" + to + "'\n")
	}
}

func (c *copying) dir(p *proc.Proc, from, to string, n vfs.Node, exists bool) {
	if st, err := p.Sys.Stat(to); exists && (err != nil || !st.IsDir()) {
		c.fail(p, c.pick("cannot overwrite non-directory '%[1]s' with directory '%[2]s'", "target '%[1]s' is not a directory"), to, from)
		return
	}
	if !exists {
		if err := p.Sys.Mkdir(to, n.Mode.Perm()|0o700); err != nil {
			c.fail(p, c.pick("cannot create directory '%s': %v", "can't create directory '%s': %v"), to, err)
			return
		}
	}
	if c.has("v") {
		c.out.WriteString("'" + from + "' -> '" + to + "'\n")
	}
	entries, err := p.Sys.ReadDir(from)
	if err != nil {
		c.fail(p, c.pick("cannot access '%s': %v", "can't open '%s': %v"), from, err)
	}
	for _, e := range entries {
		c.node(p, from+"/"+e.Name, to+"/"+e.Name, e.Node)
	}
	if !exists {
		c.keep(p, to, n)
	}
}

func (c *copying) file(p *proc.Proc, from, to string, n vfs.Node) {
	src, err1 := p.Sys.Stat(from)
	dst, err2 := p.Sys.Stat(to)
	if err1 == nil && err2 == nil && src.Path == dst.Path {
		c.fail(p, "'%s' and '%s' are the same file", from, to)
		return
	}
	data, err := p.Sys.ReadFile(from)
	if err != nil {
		c.fail(p, c.pick("cannot open '%s' for reading: %v", "can't open '%s': %v"), from, err)
		return
	}
	err = p.Sys.WriteFile(to, data, n.Mode.Perm()&^p.Umask)
	if err != nil && c.has("f") && p.Sys.Remove(to) == nil {
		err = p.Sys.WriteFile(to, data, n.Mode.Perm()&^p.Umask)
	}
	if err != nil {
		c.fail(p, c.pick("cannot create regular file '%s': %v", "can't create '%s': %v"), to, err)
		return
	}
	if n.Size > int64(len(data)) {
		p.Sys.Truncate(to, n.Size)
	}
	c.keep(p, to, n)
}

// keep gives the copy what -p and -a keep: owner, mode and time.
func (c *copying) keep(p *proc.Proc, to string, n vfs.Node) {
	if !c.has("p", "a") {
		return
	}
	p.Sys.Chown(to, n.UID, n.GID) // only root can; others keep what they own
	p.Sys.Chmod(to, n.Mode&^fs.ModeType)
	p.Sys.Chtimes(to, n.ModTime)
}
