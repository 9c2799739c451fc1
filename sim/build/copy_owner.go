package build

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/vfs"
)

// ownerOf reads user[:group], names or numbers, with a tree's own lists.
func ownerOf(t vfs.Tree, spec string) (uid, gid int, err error) {
	user, group, grouped := strings.Cut(spec, ":")
	if uid, err = strconv.Atoi(user); err != nil {
		row, ok := account(t, "/etc/passwd", user)
		if !ok {
			return 0, 0, fmt.Errorf("failed to get user %s: no matching entries in passwd file", user)
		}
		uid, _ = strconv.Atoi(row[2])
		gid, _ = strconv.Atoi(row[3])
	} else {
		gid = uid
	}
	if !grouped {
		return uid, gid, nil
	}
	if gid, err = strconv.Atoi(group); err == nil {
		return uid, gid, nil
	}
	row, ok := account(t, "/etc/group", group)
	if !ok {
		if row, ok = account(t, "/etc/passwd", group); ok { // a user's own group
			gid, _ = strconv.Atoi(row[3])
			return uid, gid, nil
		}
		return 0, 0, fmt.Errorf("failed to get group %s: no matching entries in group file", group)
	}
	gid, _ = strconv.Atoi(row[2])
	return uid, gid, nil
}

// account finds a line of /etc/passwd or /etc/group.
func account(t vfs.Tree, list, name string) ([]string, bool) {
	full, err := t.Resolve(list, true)
	if err != nil {
		return nil, false
	}
	n, err := t.Lookup(full)
	if err != nil {
		return nil, false
	}
	for line := range strings.Lines(n.Data) {
		row := strings.Split(strings.TrimRight(line, "\n"), ":")
		if row[0] == name && len(row) > 3 {
			return row, true
		}
	}
	return nil, false
}
