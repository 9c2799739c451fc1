//go:build !core

package bin

import (
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// The programs of Debian's package passwd: useradd and its kin. Source: shadow
// 4.13, EXIT VALUES of their manual pages.

// editor begins such a program: it needs one name and root's rights.
func (c call) editor(p *proc.Proc, spec string) (o options, name string, r *roster, ok bool) {
	o, operands, ok := c.parse(p, spec)
	if !ok {
		return o, "", nil, false
	}
	if len(operands) != 1 {
		p.Fail(2, "Usage: "+c.program.name+" "+c.usage)
		return o, "", nil, false
	}
	if p.UID != 0 {
		c.say(p, "Permission denied.")
		c.die(p, 1, "cannot lock %s; try again later.", map[bool]string{true: "/etc/group", false: "/etc/passwd"}[strings.HasPrefix(c.program.name, "group")])
		return o, "", nil, false
	}
	return o, operands[0], readRoster(p), true
}

func (c call) saved(p *proc.Proc, r *roster) {
	if err := r.save(p); err != nil {
		c.die(p, 1, "cannot write /etc/passwd: %v", err)
		return
	}
	p.Sys.Exit(0)
}

func useradd(p *proc.Proc, c call) {
	o, name, r, ok := c.editor(p, "b:,base-dir c:,comment d:,home-dir D e:,expiredate f: g:,gid G:,groups k:,skel K: l,no-log-init m,create-home M,no-create-home "+
		"N,no-user-group o,non-unique p:,password r,system s:,shell u:,uid U,user-group badname")
	if !ok {
		return
	}
	u := person{name: name, gecos: o.value("c", ""), shell: o.value("s", "/bin/sh"), locked: o.value("p", "!"), aging: !o.has("r")}
	ids := takenIDs(r.passwd)
	switch {
	case row0(r.passwd, name) >= 0:
		c.die(p, 9, "user '%s' already exists", name)
		return
	case !goodName(name):
		c.die(p, 3, "invalid user name '%s': use --badname to ignore", name)
		return
	case o.has("u"):
		n, err := strconv.Atoi(o.value("u", ""))
		if err != nil || n < 0 {
			c.die(p, 3, "invalid user ID '%s'", o.value("u", ""))
			return
		}
		if u.uid = n; ids[n] && !o.has("o") {
			c.die(p, 4, "UID %d is not unique", n)
			return
		}
	case o.has("r"):
		u.uid = freeID(ids, 999, 100)
	default:
		u.uid = freeID(ids, 1000, 60000)
	}
	if !c.groupsExist(p, r, o.value("G", "")) {
		return
	}
	if g := o.value("g", ""); g != "" {
		if u.gid, ok = r.gidOf(g); !ok {
			c.die(p, 6, "group '%s' does not exist", g)
			return
		}
	} else if o.has("N") {
		u.gid = 100
	} else {
		if row0(r.group, name) >= 0 {
			c.die(p, 9, "group %s exists - if you want to add this user to that group, use -g.", name)
			return
		}
		u.gid = u.uid
		if taken := takenIDs(r.group); taken[u.gid] || o.has("r") {
			from, to := 1000, 60000
			if o.has("r") {
				from, to = 999, 100
			}
			u.gid = freeID(taken, from, to)
		}
		r.addGroup(name, u.gid)
	}
	u.home = o.value("d", strings.TrimSuffix(o.value("b", "/home"), "/")+"/"+name)
	r.addUser(p, u)
	for _, g := range listOf(o.value("G", "")) {
		r.member(name, g, true)
	}
	if o.has("m") {
		makeHome(p, u, 0o755)
	}
	c.saved(p, r)
}

// groupsExist ends the process when one of the groups is not there.
func (c call) groupsExist(p *proc.Proc, r *roster, list string) bool {
	for _, g := range listOf(list) {
		if _, ok := r.gidOf(g); !ok {
			c.die(p, 6, "group '%s' does not exist", g)
			return false
		}
	}
	return true
}

// columns of /etc/passwd that an option of usermod changes.
var passwdColumns = []struct {
	key    string
	column int
}{{"c", 4}, {"d", 5}, {"s", 6}, {"u", 2}}

func usermod(p *proc.Proc, c call) {
	o, name, r, ok := c.editor(p, "a,append c:,comment d:,home e: f: g:,gid G:,groups l:,login L,lock m,move-home o,non-unique p:,password r,remove s:,shell u:,uid U,unlock")
	if !ok {
		return
	}
	switch {
	case row0(r.passwd, name) < 0:
		c.die(p, 6, "user '%s' does not exist", name)
		return
	case o.has("m"):
		c.refuse(p, "-m")
		return
	case !c.groupsExist(p, r, o.value("G", "")):
		return
	}
	for _, col := range passwdColumns {
		if v := o.value(col.key, ""); o.has(col.key) {
			r.passwd = setField(r.passwd, name, col.column, v)
		}
	}
	if g := o.value("g", ""); g != "" {
		gid, known := r.gidOf(g)
		if !known {
			c.die(p, 6, "group '%s' does not exist", g)
			return
		}
		r.passwd = setField(r.passwd, name, 3, strconv.Itoa(gid))
	}
	if o.has("G") {
		c.regroup(r, name, listOf(o.value("G", "")), o.has("a"))
	}
	c.lockUser(r, o, name)
	if to := o.value("l", ""); to != "" {
		if row0(r.passwd, to) >= 0 {
			c.die(p, 9, "user '%s' already exists", to)
			return
		}
		r.passwd, r.shadow = setField(r.passwd, name, 0, to), setField(r.shadow, name, 0, to)
		for _, l := range r.group {
			group, _, _ := strings.Cut(l, ":")
			if r.member(name, group, false) {
				r.member(to, group, true)
			}
		}
	}
	c.saved(p, r)
}

// regroup makes a list a user's groups, or adds it to them.
func (c call) regroup(r *roster, name string, list []string, more bool) {
	if !more {
		for _, l := range r.group {
			group, _, _ := strings.Cut(l, ":")
			r.member(name, group, false)
		}
	}
	for _, g := range list {
		r.member(name, g, true)
	}
}

func (c call) lockUser(r *roster, o options, name string) {
	i := row0(r.shadow, name)
	if i < 0 {
		return
	}
	hash := strings.Split(r.shadow[i], ":")[1]
	switch {
	case o.has("p"):
		hash = o.value("p", "")
	case o.has("L"):
		hash = "!" + strings.TrimPrefix(hash, "!")
	case o.has("U"):
		hash = strings.TrimPrefix(hash, "!")
	}
	r.shadow = setField(r.shadow, name, 1, hash)
}

func userdel(p *proc.Proc, c call) {
	o, name, r, ok := c.editor(p, "r,remove f,force")
	if !ok {
		return
	}
	u, known := find(users(p), name)
	if !known || u.name != name {
		c.die(p, 6, "user '%s' does not exist", name)
		return
	}
	if !o.has("f") && c.busy(p, u.id) != 0 {
		c.die(p, 8, "user %s is currently used by process %d", name, c.busy(p, u.id))
		return
	}
	r.dropUser(name)
	if gid, ok := r.gidOf(name); ok && gid == u.gid {
		r.dropGroup(name)
	}
	if o.has("r") {
		removeHome(p, u.home)
		c.say(p, "%s mail spool (/var/mail/%s) not found", name, name)
	}
	c.saved(p, r)
}

// busy is a process of a user, 0 for none.
func (c call) busy(p *proc.Proc, uid int) int {
	for _, i := range p.Sys.Processes() {
		if i.UID == uid && uid != 0 {
			return i.PID
		}
	}
	return 0
}

func groupadd(p *proc.Proc, c call) {
	o, name, r, ok := c.editor(p, "g:,gid r,system o,non-unique f,force K: p: U:")
	if !ok {
		return
	}
	ids := takenIDs(r.group)
	gid := freeID(ids, 1000, 60000)
	switch {
	case row0(r.group, name) >= 0 && o.has("f"):
		p.Sys.Exit(0)
		return
	case row0(r.group, name) >= 0:
		c.die(p, 9, "group '%s' already exists", name)
		return
	case !goodName(name):
		c.die(p, 3, "'%s' is not a valid group name", name)
		return
	case o.has("g"):
		n, err := strconv.Atoi(o.value("g", ""))
		if err != nil || n < 0 {
			c.die(p, 3, "invalid group ID '%s'", o.value("g", ""))
			return
		}
		if gid = n; ids[n] && !o.has("o") {
			c.die(p, 4, "GID '%d' already exists", n)
			return
		}
	case o.has("r"):
		gid = freeID(ids, 999, 100)
	}
	r.addGroup(name, gid)
	c.saved(p, r)
}

func groupdel(p *proc.Proc, c call) {
	_, name, r, ok := c.editor(p, "f,force")
	if !ok {
		return
	}
	gid, known := r.gidOf(name)
	if !known || row0(r.group, name) < 0 {
		c.die(p, 6, "group '%s' does not exist", name)
		return
	}
	for _, u := range users(p) {
		if u.gid == gid {
			c.die(p, 8, "cannot remove the primary group of user '%s'", u.name)
			return
		}
	}
	r.dropGroup(name)
	c.saved(p, r)
}

func groupmod(p *proc.Proc, c call) {
	o, name, r, ok := c.editor(p, "g:,gid n:,new-name o,non-unique")
	if !ok {
		return
	}
	if row0(r.group, name) < 0 {
		c.die(p, 6, "group '%s' does not exist", name)
		return
	}
	if g := o.value("g", ""); g != "" {
		r.group = setField(r.group, name, 2, g)
	}
	if to := o.value("n", ""); to != "" {
		if row0(r.group, to) >= 0 {
			c.die(p, 9, "group '%s' already exists", to)
			return
		}
		r.group, r.gshadow = setField(r.group, name, 0, to), setField(r.gshadow, name, 0, to)
	}
	c.saved(p, r)
}
