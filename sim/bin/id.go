package bin

import (
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

func id(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "u,user g,group G,groups n,name r,real z,zero a")
	if !ok {
		return
	}
	people, circles := users(p), groups(p)
	uid, gid, member := p.UID, p.GID, memberships(p)
	if len(names) > 0 {
		a, known := find(people, names[0])
		if !known || a.name == "" {
			c.die(p, 1, c.pick("'%s': no such user", "unknown user %s"), names[0])
			return
		}
		uid, gid, member = a.id, a.gid, groupsOf(p, a)
	}
	one := func(list []account, n int) string {
		if name, _ := nameOf(list, n); o.has("n") {
			return name
		}
		return strconv.Itoa(n)
	}
	var out string
	switch {
	case o.has("u"):
		out = one(people, uid)
	case o.has("g"):
		out = one(circles, gid)
	case o.has("G"):
		var all []string
		for _, g := range member {
			all = append(all, one(circles, g))
		}
		out = strings.Join(all, " ")
	case o.has("n", "r"):
		c.die(p, 1, "%s", c.pick("cannot print only names or real IDs in default format", "option requires -u, -g or -G"))
		return
	default:
		var all []string
		for _, g := range member {
			all = append(all, named(circles, g))
		}
		out = "uid=" + named(people, uid) + " gid=" + named(circles, gid) + " groups=" + strings.Join(all, ",")
	}
	proc.Finish(p, out+"\n", 0)
}

// named is a number with its name, if it has one: 0(root).
func named(list []account, n int) string {
	if name, ok := nameOf(list, n); ok {
		return strconv.Itoa(n) + "(" + name + ")"
	}
	return strconv.Itoa(n)
}

// memberships are the process's groups, its own first, none twice.
func memberships(p *proc.Proc) []int {
	all := []int{p.GID}
	for _, g := range p.Groups {
		if !slices.Contains(all, g) {
			all = append(all, g)
		}
	}
	return all
}

func whoami(p *proc.Proc, c call) {
	if _, _, ok := c.parse(p, ""); !ok {
		return
	}
	name, known := nameOf(users(p), p.UID)
	if !known {
		c.die(p, 1, c.pick("cannot find name for user ID %s", "unknown uid %s"), name)
		return
	}
	proc.Finish(p, name+"\n", 0)
}

func groupsOfUsers(p *proc.Proc, c call) {
	_, names, ok := c.parse(p, "")
	if !ok {
		return
	}
	circles := groups(p)
	list := func(ids []int) string {
		var all []string
		for _, g := range ids {
			name, _ := nameOf(circles, g)
			all = append(all, name)
		}
		return strings.Join(all, " ") + "\n"
	}
	if len(names) == 0 {
		proc.Finish(p, list(memberships(p)), 0)
		return
	}
	out, code := "", 0
	for _, name := range names {
		a, known := find(users(p), name)
		if !known || a.name == "" {
			c.say(p, c.pick("'%s': no such user", "unknown user %s"), name)
			code = 1
			continue
		}
		out += c.pick(name+" : ", "") + list(groupsOf(p, a))
	}
	proc.Finish(p, out, code)
}
