package build

import (
	"fmt"
	"io/fs"
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

// modeOf reads the octal form of --chmod.
func modeOf(spec string) (fs.FileMode, error) {
	n, err := strconv.ParseUint(spec, 8, 12)
	if err != nil {
		return 0, fmt.Errorf("invalid chmod parameter: '%s'. it should be octal string and between 0 and 07777", spec)
	}
	mode := fs.FileMode(n & 0o777)
	for bit, m := range map[uint64]fs.FileMode{0o4000: fs.ModeSetuid, 0o2000: fs.ModeSetgid, 0o1000: fs.ModeSticky} { // into a set of bits
		if n&bit != 0 {
			mode |= m
		}
	}
	return mode, nil
}
