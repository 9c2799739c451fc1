package catalog

import (
	"strconv"
	"strings"
)

// bins are programs in a directory, one a word: the file's name, after "=" the
// name the machine knows the program by if it is another one, and after ":" its bytes.
func bins(dir, words string) (items []item) {
	for _, w := range strings.Fields(words) {
		w, size, sized := strings.Cut(w, ":")
		name, known, other := strings.Cut(w, "=")
		if !other {
			known = name
		}
		n := int64(40000)
		if sized {
			n, _ = strconv.ParseInt(size, 10, 64)
		}
		items = append(items, program(dir+name, known, n))
	}
	return items
}

// people are the account files of a system with more users. Each is a line of
// /etc/passwd; its group has the user's name unless there is one with the
// number already.
func people(passwd, group string, users ...string) []item {
	for _, u := range users {
		f := strings.Split(u, ":")
		passwd += u + "\n"
		if !strings.Contains(group, ":x:"+f[3]+":") {
			group += f[0] + ":x:" + f[3] + ":\n"
		}
	}
	return list(file("/etc/passwd", passwd), file("/etc/group", group), file("/etc/shadow", shadow(passwd)).mode(0o640).own(0, 42))
}

// owned are directories of somebody, their paths separated by spaces.
func owned(uid, gid int, paths string) (items []item) {
	for _, it := range dirs(paths) {
		items = append(items, it.own(uid, gid))
	}
	return items
}
