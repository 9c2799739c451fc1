//go:build !core

package bin

import (
	"fmt"
	"strconv"

	"drydock/sim/proc"
)

// adduser is Debian's script and BusyBox's applet: two programs of one name.
func adduser(p *proc.Proc, c call) {
	switch {
	case c.flavour == busybox:
		c.busyboxAdduser(p)
	case p.UID != 0:
		c.die(p, 1, "Only root may add a user or group to the system.")
	default:
		c.debianAdduser(p)
	}
}

const debianAdd = "system group disabled-password disabled-login gecos: comment: home: shell: no-create-home uid: gid: ingroup: quiet force-badname allow-badname q firstuid: lastuid: add-extra-groups"

// debianAdduser is adduser 3.134 of Debian 12.
func (c call) debianAdduser(p *proc.Proc) {
	o, operands, ok := c.parse(p, debianAdd)
	if !ok {
		return
	}
	r := readRoster(p)
	var out string
	tell := func(format string, args ...any) {
		if !o.has("quiet", "q") {
			out += fmt.Sprintf(format, args...) + "\n"
		}
	}
	switch {
	case len(operands) == 0:
		c.die(p, 1, "Only one or two names allowed.")
		return
	case len(operands) == 2:
		c.enrol(p, r, operands[0], operands[1])
		return
	}
	u := person{name: operands[0], gecos: o.value("gecos", o.value("comment", ",,,")), shell: o.value("shell", "/bin/bash"), locked: "!", aging: true}
	system := o.has("system")
	ids := takenIDs(r.passwd)
	u.uid = freeID(ids, 1000, 60000)
	if system {
		u.uid, u.shell, u.gecos, u.aging = freeID(ids, 100, 999), o.value("shell", "/usr/sbin/nologin"), o.value("gecos", ""), false
	}
	if o.has("uid") {
		u.uid, _ = strconv.Atoi(o.value("uid", ""))
	}
	switch {
	case row0(r.passwd, u.name) >= 0 && system:
		tell("The system user `%s' already exists. Exiting.", u.name)
		proc.Finish(p, out, 0)
		return
	case row0(r.passwd, u.name) >= 0:
		c.die(p, 1, "The user `%s' already exists.", u.name)
		return
	case o.has("uid") && ids[u.uid]:
		c.die(p, 1, "The UID %d is already in use.", u.uid)
		return
	case !goodName(u.name):
		c.die(p, 1, "Please enter a username matching the regular expression configured via the NAME_REGEX configuration variable.  Use the `--force-badname' option to relax this check or reconfigure NAME_REGEX.")
		return
	}
	kind := ""
	if system {
		kind = "system "
	}
	tell("Adding %suser `%s'%s ...", kind, u.name, map[bool]string{true: fmt.Sprintf(" (UID %d)", u.uid)}[system])
	if in := o.value("ingroup", o.value("gid", "")); in != "" {
		if u.gid, ok = r.gidOf(in); !ok {
			c.die(p, 1, "The group `%s' does not exist.", in)
			return
		}
		tell("Adding new user `%s' (UID %d) with group `%s' ...", u.name, u.uid, in)
	} else if system && !o.has("group") {
		u.gid = 65534
		tell("Adding new user `%s' (UID %d) with group `nogroup' ...", u.name, u.uid)
	} else {
		if u.gid = u.uid; takenIDs(r.group)[u.gid] || system {
			u.gid = freeID(takenIDs(r.group), map[bool]int{true: 100, false: 1000}[system], 60000)
		}
		r.addGroup(u.name, u.gid)
		if system {
			tell("Adding new group `%s' (GID %d) ...\nAdding new user `%s' (UID %d) with group `%s' ...", u.name, u.gid, u.name, u.uid, u.name)
		} else {
			tell("Adding new group `%s' (%d) ...\nAdding new user `%s' (%d) with group `%s (%d)' ...", u.name, u.gid, u.name, u.uid, u.name, u.gid)
		}
	}
	u.home = o.value("home", "/home/"+u.name)
	if system {
		u.home = o.value("home", "/nonexistent")
	}
	r.addUser(p, u)
	switch {
	case o.has("no-create-home") || u.home == "/nonexistent":
		tell("Not creating `%s'.", u.home)
	default:
		tell("Creating home directory `%s' ...", u.home)
		if makeHome(p, u, 0o700); system {
			p.Sys.Chmod(u.home, 0o755)
		} else {
			tell("Copying files from `/etc/skel' ...")
		}
	}
	if !system && row0(r.group, "users") >= 0 {
		r.member(u.name, "users", true)
		tell("Adding new user `%s' to supplemental / extra groups `users' ...\nAdding user `%s' to group `users' ...", u.name, u.name)
	}
	if err := r.save(p); err != nil {
		c.die(p, 1, "%v", err)
		return
	}
	if system || o.has("disabled-password", "disabled-login") {
		proc.Finish(p, out, 0)
		return
	}
	proc.Emit(p, 1, out, func(p *proc.Proc) { c.newPassword(p, u.name, func(p *proc.Proc) { c.fingerData(p, u.name) }) })
}

// enrol is adduser USER GROUP.
func (c call) enrol(p *proc.Proc, r *roster, user, group string) {
	if row0(r.passwd, user) < 0 {
		c.die(p, 1, "The user `%s' does not exist.", user)
		return
	}
	if row0(r.group, group) < 0 {
		c.die(p, 1, "The group `%s' does not exist.", group)
		return
	}
	if !r.member(user, group, true) {
		proc.Finish(p, "The user `"+user+"' is already a member of `"+group+"'.\n", 0)
		return
	}
	r.save(p)
	proc.Finish(p, "Adding user `"+user+"' to group `"+group+"' ...\nDone.\n", 0)
}

// fingerData asks for a person's name and telephone, as Debian does.
func (c call) fingerData(p *proc.Proc, name string) {
	questions := []string{"Changing the user information for " + name + "\nEnter the new value, or press ENTER for the default\n\tFull Name []: ",
		"\tRoom Number []: ", "\tWork Phone []: ", "\tHome Phone []: ", "\tOther []: ", "Is the information correct? [Y/n] "}
	c.ask(p, questions, nil, func(p *proc.Proc, answers []string) {
		r := readRoster(p)
		r.passwd = setField(r.passwd, name, 4, answers[0]+","+answers[1]+","+answers[2]+","+answers[3])
		r.save(p)
		proc.Finish(p, "Adding new user `"+name+"' to supplemental / extra groups `users' ...\nAdding user `"+name+"' to group `users' ...\n", 0)
	})
}

func addgroup(p *proc.Proc, c call) {
	if c.flavour == busybox {
		c.busyboxAddgroup(p)
		return
	}
	o, operands, ok := c.parse(p, "system gid: quiet force-badname group q")
	switch {
	case !ok:
		return
	case p.UID != 0:
		c.die(p, 1, "Only root may add a user or group to the system.")
		return
	case len(operands) == 0:
		c.die(p, 1, "Only one or two names allowed.")
		return
	}
	r := readRoster(p)
	if len(operands) == 2 {
		c.enrol(p, r, operands[0], operands[1])
		return
	}
	name, from := operands[0], 1000
	if o.has("system") {
		from = 100
	}
	gid := freeID(takenIDs(r.group), from, 60000)
	if o.has("gid") {
		gid, _ = strconv.Atoi(o.value("gid", ""))
	}
	if row0(r.group, name) >= 0 {
		if o.has("system") {
			proc.Finish(p, "The group `"+name+"' already exists as a system group. Exiting.\n", 0)
			return
		}
		c.die(p, 1, "The group `%s' already exists.", name)
		return
	}
	r.addGroup(name, gid)
	r.save(p)
	if o.has("quiet", "q") {
		p.Sys.Exit(0)
		return
	}
	proc.Finish(p, fmt.Sprintf("Adding group `%s' (GID %d) ...\nDone.\n", name, gid), 0)
}

func deluser(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "remove-home remove-all-files system group quiet q backup")
	isGroup := c.program.name == "delgroup" || o.has("group")
	switch {
	case !ok:
		return
	case p.UID != 0:
		c.die(p, 1, "%s", c.pick("Only root may remove a user or group from the system.", "permission denied (are you root?)"))
		return
	case len(operands) == 0:
		c.missing(p, "operand")
		return
	}
	r, name := readRoster(p), operands[0]
	if len(operands) == 2 {
		r.member(name, operands[1], false)
		r.save(p)
		proc.Finish(p, c.pick("Removing user `"+name+"' from group `"+operands[1]+"' ...\nDone.\n", ""), 0)
		return
	}
	kind, lines := "user", r.passwd
	if isGroup {
		kind, lines = "group", r.group
	}
	if row0(lines, name) < 0 {
		c.die(p, c.flavourCode(map[bool]int{true: 3, false: 2}[isGroup], 1), c.pick("The %[1]s `%[2]s' does not exist.", "unknown %[1]s %[2]s"), kind, name)
		return
	}
	if isGroup {
		r.dropGroup(name)
	} else {
		u, _ := find(users(p), name)
		r.dropUser(name)
		if gid, ok := r.gidOf(name); ok && gid == u.gid {
			r.dropGroup(name)
		}
		if o.has("remove-home", "remove-all-files") {
			removeHome(p, u.home)
		}
	}
	r.save(p)
	proc.Finish(p, c.pick("Removing "+kind+" `"+name+"' ...\nDone.\n", ""), 0)
}
