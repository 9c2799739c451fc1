//go:build !core

package bin

import (
	"strconv"

	"drydock/sim/proc"
)

// busyboxAdduser is the applet as Alpine has it. Source: busybox
// loginutils/adduser.c; with -S a user without -G belongs to nogroup there.
func (c call) busyboxAdduser(p *proc.Proc) {
	o, operands, ok := c.parse(p, "h:,home g:,gecos s:,shell G:,ingroup S,system D,disabled-password H,no-create-home u:,uid k:,skel empty-password")
	if !ok {
		return
	}
	switch {
	case len(operands) == 0 || len(operands) > 2:
		p.Fail(1, c.banner())
		return
	case p.UID != 0:
		c.die(p, 1, "permission denied (are you root?)")
		return
	}
	r := readRoster(p)
	if len(operands) == 2 {
		c.busyboxEnrol(p, r, operands[0], operands[1])
		return
	}
	u := person{name: operands[0], gecos: o.value("g", "Linux User,,,"), shell: o.value("s", "/bin/sh"), locked: "!", aging: true}
	ids := takenIDs(r.passwd)
	u.uid = freeID(ids, 1000, 60000)
	if o.has("S") {
		u.uid, u.shell = freeID(ids, 100, 999), o.value("s", "/sbin/nologin")
	}
	if text := o.value("u", ""); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			c.die(p, 1, "invalid number '%s'", text)
			return
		}
		if u.uid = n; ids[n] {
			c.die(p, 1, "uid '%d' in use", n)
			return
		}
	}
	if row0(r.passwd, u.name) >= 0 {
		c.die(p, 1, "user '%s' in use", u.name)
		return
	}
	if !goodName(u.name) {
		c.die(p, 1, "illegal character with code %d at position %d", badAt(u.name), 0)
		return
	}
	in := o.value("G", "")
	if in == "" && o.has("S") && row0(r.group, "nogroup") >= 0 {
		in = "nogroup"
	}
	if in != "" {
		if u.gid, ok = r.gidOf(in); !ok {
			c.die(p, 1, "unknown group %s", in)
			return
		}
	} else {
		if row0(r.group, u.name) >= 0 {
			c.die(p, 1, "group '%s' in use", u.name)
			return
		}
		if u.gid = u.uid; takenIDs(r.group)[u.gid] {
			u.gid = freeID(takenIDs(r.group), 1000, 60000)
		}
		r.addGroup(u.name, u.gid)
	}
	u.home = o.value("h", "/home/"+u.name)
	r.addUser(p, u)
	if err := r.save(p); err != nil {
		c.die(p, 1, "/etc/passwd: %v", err)
		return
	}
	if !o.has("H") {
		makeHome(p, u, 0o755)
		p.Sys.Chmod(u.home, 0o2755&0o777|numberMode(0o2000))
	}
	if o.has("D", "S") {
		p.Sys.Exit(0)
		return
	}
	c.newPassword(p, u.name, exit(0))
}

// badAt is the code of a name's first letter that may not be in one.
func badAt(name string) int {
	for i := range name {
		if !goodName("a" + name[i:i+1]) {
			return int(name[i])
		}
	}
	return int(name[0])
}

func (c call) busyboxEnrol(p *proc.Proc, r *roster, user, group string) {
	if row0(r.passwd, user) < 0 {
		c.die(p, 1, "unknown user %s", user)
		return
	}
	if row0(r.group, group) < 0 {
		c.die(p, 1, "unknown group %s", group)
		return
	}
	if !r.member(user, group, true) {
		c.die(p, 0, "user '%s' is already in group", user)
		return
	}
	r.save(p)
	p.Sys.Exit(0)
}

func (c call) busyboxAddgroup(p *proc.Proc) {
	o, operands, ok := c.parse(p, "g:,gid S,system")
	if !ok {
		return
	}
	switch {
	case len(operands) == 0 || len(operands) > 2:
		p.Fail(1, c.banner())
		return
	case p.UID != 0:
		c.die(p, 1, "permission denied (are you root?)")
		return
	}
	r := readRoster(p)
	if len(operands) == 2 {
		c.busyboxEnrol(p, r, operands[0], operands[1])
		return
	}
	name, ids := operands[0], takenIDs(r.group)
	gid := freeID(ids, 1000, 60000)
	if o.has("S") {
		gid = freeID(ids, 100, 999)
	}
	if text := o.value("g", ""); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			c.die(p, 1, "invalid number '%s'", text)
			return
		}
		if gid = n; ids[n] {
			c.die(p, 1, "gid '%d' in use", n)
			return
		}
	}
	if row0(r.group, name) >= 0 {
		c.die(p, 1, "group '%s' in use", name)
		return
	}
	r.addGroup(name, gid)
	r.save(p)
	p.Sys.Exit(0)
}
