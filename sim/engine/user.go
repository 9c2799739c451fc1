package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// asUser gives a process the user "name|uid[:group|gid]" of its machine.
// Source: moby/sys/user, GetExecUser.
func (h *Host) asUser(machine string, p proc.Proc, spec string) (proc.Proc, error) {
	name, group, hasGroup := strings.Cut(spec, ":")
	home := "/"
	if name == "" {
		name = "0"
	}
	var found bool
	for _, f := range h.table(machine, "/etc/passwd", 7) {
		uid, err1 := strconv.Atoi(f[2])
		gid, err2 := strconv.Atoi(f[3])
		if err1 == nil && err2 == nil && (f[0] == name || f[2] == name) {
			p.UID, p.GID, home, found = uid, gid, f[5], true
			break
		}
	}
	userName := name
	if !found {
		uid, err := strconv.Atoi(name)
		if err != nil {
			return p, &Error{Class: InvalidArg, Message: fmt.Sprintf("unable to find user %s: no matching entries in passwd file", name)}
		}
		if uid < 0 || uid > 1<<31-1 {
			return p, &Error{Class: InvalidArg, Message: outOfRange}
		}
		p.UID, p.GID, userName = uid, 0, ""
	} else {
		for _, f := range h.table(machine, "/etc/passwd", 7) {
			if f[2] == strconv.Itoa(p.UID) {
				userName = f[0]
				break
			}
		}
	}
	p.Groups = nil
	groups := h.table(machine, "/etc/group", 4)
	for _, f := range groups {
		gid, err := strconv.Atoi(f[2])
		if err == nil && !hasGroup && slices.Contains(strings.Split(f[3], ","), userName) && userName != "" {
			p.Groups = append(p.Groups, gid)
		}
	}
	if hasGroup {
		if err := h.asGroup(&p, groups, group); err != nil {
			return p, err
		}
	}
	if _, ok := p.Getenv("HOME"); !ok {
		p.Env = proc.Setenv(p.Env, "HOME", home)
	}
	return p, nil
}

func (h *Host) asGroup(p *proc.Proc, groups [][]string, group string) error {
	for _, f := range groups {
		if gid, err := strconv.Atoi(f[2]); err == nil && (f[0] == group || f[2] == group) {
			p.GID = gid
			return nil
		}
	}
	gid, err := strconv.Atoi(group)
	if err != nil {
		return &Error{Class: InvalidArg, Message: fmt.Sprintf("unable to find group %s: no matching entries in group file", group)}
	}
	if gid < 0 || gid > 1<<31-1 {
		return &Error{Class: InvalidArg, Message: outOfRange}
	}
	p.GID = gid
	return nil
}

// outOfRange is what Docker says of a number no user can have. Source: moby/sys/user.
const outOfRange = "uids and gids must be in range 0-2147483647"

// table reads a file of colon-separated fields; rows with too few are left out.
func (h *Host) table(machine, file string, fields int) [][]string {
	n, _, err := h.stat(machine, proc.Proc{Dir: "/"}, file, true)
	if err != nil {
		return nil
	}
	var rows [][]string
	for _, line := range strings.Split(n.Data, "\n") {
		if f := strings.Split(line, ":"); len(f) >= fields {
			rows = append(rows, f)
		}
	}
	return rows
}
