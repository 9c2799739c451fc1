package bin

import (
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// account is a line of /etc/passwd or /etc/group.
type account struct {
	name        string
	id, gid     int // of a group both are the group's
	home, shell string
	members     string
}

func users(p *proc.Proc) []account { return accounts(p, "/etc/passwd", 7) }

func groups(p *proc.Proc) []account { return accounts(p, "/etc/group", 4) }

func accounts(p *proc.Proc, file string, fields int) (all []account) {
	data, err := p.Sys.ReadFile(file)
	if err != nil {
		return nil
	}
	for line := range strings.Lines(data) {
		f := strings.Split(strings.TrimSpace(line), ":")
		if len(f) < fields {
			continue
		}
		id, err := strconv.Atoi(f[2])
		if err != nil {
			continue
		}
		a := account{name: f[0], id: id, gid: id, members: f[3]}
		if fields == 7 {
			a.gid, _ = strconv.Atoi(f[3])
			a.home, a.shell, a.members = f[5], f[6], ""
		}
		all = append(all, a)
	}
	return all
}

// nameOf is the name of an id, and whether it has one.
func nameOf(list []account, id int) (string, bool) {
	for _, a := range list {
		if a.id == id {
			return a.name, true
		}
	}
	return strconv.Itoa(id), false
}

// find looks an account up by name, then by number; a number nobody has is an
// account without a name.
func find(list []account, name string) (account, bool) {
	for _, a := range list {
		if a.name == name {
			return a, true
		}
	}
	id, err := strconv.Atoi(name)
	if err != nil || id < 0 {
		return account{}, false
	}
	for _, a := range list {
		if a.id == id {
			return a, true
		}
	}
	return account{id: id, gid: -1}, true
}

// groupsOf are the ids of the groups a user is a member of, its own first.
func groupsOf(p *proc.Proc, u account) []int {
	ids := []int{u.gid}
	for _, g := range groups(p) {
		for _, m := range strings.Split(g.members, ",") {
			if m == u.name && u.name != "" && g.id != u.gid {
				ids = append(ids, g.id)
			}
		}
	}
	return ids
}

// ownerName is a user's name, or the number if there is none.
func ownerName(p *proc.Proc, uid int) string {
	for _, a := range users(p) {
		if a.id == uid {
			return path.Base(a.name)
		}
	}
	return strconv.Itoa(uid)
}
