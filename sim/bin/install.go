//go:build !core

package bin

import (
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// install copies files and sets who owns them and what may be done with them.
func install(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "c d,directory D g:,group m:,mode o:,owner p,preserve-timestamps s,strip t:,target-directory T,no-target-directory v,verbose b S: C")
	if !ok {
		return
	}
	mode, ok := changeMode(o.value("m", "755"), 0, 0)
	if !ok {
		c.die(p, 1, "invalid mode '%s'", o.value("m", ""))
		return
	}
	uid, gid := -1, -1
	if name := o.value("o", ""); name != "" {
		a, known := find(users(p), name)
		if !known {
			c.die(p, 1, c.pick("invalid user '%s'", "unknown user %s"), name)
			return
		}
		uid = a.id
	}
	if name := o.value("g", ""); name != "" {
		a, known := find(groups(p), name)
		if !known {
			c.die(p, 1, c.pick("invalid group '%s'", "unknown group %s"), name)
			return
		}
		gid = a.id
	}
	own := func(full string) error {
		if err := p.Sys.Chmod(full, mode); err != nil {
			return err
		}
		if uid >= 0 || gid >= 0 {
			return p.Sys.Chown(full, uid, gid)
		}
		return nil
	}
	if len(names) == 0 {
		c.missing(p, "file operand")
		return
	}
	out, code := "", 0
	fail := func(format, name string, err error) {
		c.say(p, format, name, err)
		code = 1
	}
	if o.has("d") {
		for _, name := range names {
			if err := makeParents(p, name); err != nil {
				fail(c.pick("cannot create directory '%s': %v", "can't create directory '%s': %v"), name, err)
				continue
			}
			if err := own(name); err != nil {
				fail("cannot change permissions of '%s': %v", name, err)
			}
		}
		p.Sys.Exit(code)
		return
	}
	target, into := o.value("t", ""), o.has("t")
	if !into {
		if len(names) < 2 {
			c.missing(p, "destination file operand after '"+names[0]+"'")
			return
		}
		target, names = names[len(names)-1], names[:len(names)-1]
		st, err := p.Sys.Stat(target)
		into = err == nil && st.IsDir() && !o.has("T")
		if len(names) > 1 && !into {
			c.die(p, 1, "target '%s' is not a directory", target)
			return
		}
	}
	for _, name := range names {
		to := target
		if into {
			to = strings.TrimSuffix(target, "/") + "/" + path.Base(name)
		}
		if o.has("D") {
			makeParents(p, path.Dir(to))
		}
		if err := copyWhole(p, name, to); err != nil {
			fail(c.pick("cannot create regular file '%s': %v", "can't create '%s': %v"), map[bool]string{true: name, false: to}[err == vfs.ENOENT && !exists(p, name)], err)
			continue
		}
		if err := own(to); err != nil {
			fail("cannot change permissions of '%s': %v", to, err)
		}
		if o.has("v") {
			out += "'" + name + "' -> '" + to + "'\n"
		}
	}
	proc.Finish(p, out, code)
}

func exists(p *proc.Proc, name string) bool {
	_, err := p.Sys.Stat(name)
	return err == nil
}

// copyWhole copies a file with the bytes that are stored of it and its size.
func copyWhole(p *proc.Proc, from, to string) error {
	st, err := p.Sys.Stat(from)
	if err != nil {
		return err
	}
	if st.IsDir() {
		return vfs.EISDIR
	}
	data, err := p.Sys.ReadFile(from)
	if err != nil {
		return err
	}
	if old, err := p.Sys.Lstat(to); err == nil && !old.IsDir() {
		p.Sys.Remove(to)
	}
	if err := p.Sys.WriteFile(to, data, 0o666); err != nil {
		return err
	}
	if st.Size > int64(len(data)) {
		return p.Sys.Truncate(to, st.Size)
	}
	return nil
}
