package bin

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

func octal(m fs.FileMode) string  { return strconv.FormatInt(int64(modeNumber(m)), 8) }
func octal4(m fs.FileMode) string { return fmt.Sprintf("%04o", modeNumber(m)) }

func chown(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "R,recursive h,no-dereference v,verbose c,changes f,silent H L P reference:")
	if !ok {
		return
	}
	uid, gid := -1, -1
	if ref := o.value("reference", ""); ref != "" {
		st, err := p.Sys.Stat(ref)
		if err != nil {
			c.die(p, 1, "failed to get attributes of '%s': %v", ref, err)
			return
		}
		uid, gid = st.UID, st.GID
	} else {
		if len(names) == 0 {
			c.missing(p, "operand")
			return
		}
		if uid, gid, ok = c.owner(p, names[0]); !ok {
			return
		}
		if names = names[1:]; len(names) == 0 {
			c.missing(p, "operand after '"+c.args[len(c.args)-1]+"'")
			return
		}
	}
	c.changeOwner(p, o, uid, gid, names, "changing ownership of")
}

// owner reads USER, USER:GROUP, USER: or :GROUP; when it is wrong it has ended
// the process.
func (c call) owner(p *proc.Proc, spec string) (uid, gid int, ok bool) {
	user, group, both := strings.Cut(spec, ":")
	if !both && c.flavour == gnu {
		if u, g, dotted := strings.Cut(spec, "."); dotted {
			if _, known := find(users(p), spec); !known {
				user, group, both = u, g, true
			}
		}
	}
	uid, gid = -1, -1
	if user != "" {
		a, known := find(users(p), user)
		if !known {
			c.die(p, 1, c.pick("invalid user: '%[2]s'", "unknown user %[1]s"), user, spec)
			return 0, 0, false
		}
		if uid = a.id; both && group == "" {
			gid = a.gid
		}
	}
	if group != "" {
		a, known := find(groups(p), group)
		if !known {
			c.die(p, 1, c.pick("invalid group: '%[2]s'", "unknown group %[1]s"), group, spec)
			return 0, 0, false
		}
		gid = a.id
	}
	return uid, gid, true
}

func (c call) changeOwner(p *proc.Proc, o options, uid, gid int, names []string, doing string) {
	ch := &changing{call: c, options: o, doing: doing}
	ch.change = func(p *proc.Proc, name string, st proc.Stat) (string, error) {
		people, circles := users(p), groups(p)
		was, _ := nameOf(people, st.UID)
		with, _ := nameOf(circles, st.GID)
		to, in := was, with
		if uid >= 0 {
			to, _ = nameOf(people, uid)
		}
		if gid >= 0 {
			in, _ = nameOf(circles, gid)
		}
		said := "changed ownership of '" + name + "' from " + was + ":" + with + " to " + to + ":" + in
		if to == was && in == with {
			said = "ownership of '" + name + "' retained as " + was + ":" + with
			if o.has("c") {
				said = ""
			}
		}
		return said, p.Sys.Chown(name, uid, gid)
	}
	ch.all(p, names)
}

func chgrp(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "R,recursive h,no-dereference v,verbose c,changes f,silent H L P")
	if !ok {
		return
	}
	if len(names) < 2 {
		c.missing(p, "operand")
		return
	}
	g, known := find(groups(p), names[0])
	if !known {
		c.die(p, 1, c.pick("invalid group: '%s'", "unknown group %s"), names[0])
		return
	}
	c.changeOwner(p, o, -1, g.id, names[1:], "changing group of")
}
