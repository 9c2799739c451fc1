package bin

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// roster is the files of users and groups while they are edited: lines by
// file, written back by save.
type roster struct {
	passwd, group, shadow, gshadow []string
}

// files are the files a roster is kept in; those that a system does not
// have are left alone.
func (r *roster) files() []struct {
	name  string
	lines *[]string
} {
	return []struct {
		name  string
		lines *[]string
	}{{"/etc/passwd", &r.passwd}, {"/etc/group", &r.group}, {"/etc/shadow", &r.shadow}, {"/etc/gshadow", &r.gshadow}}
}

func readRoster(p *proc.Proc) *roster {
	r := &roster{}
	for _, f := range r.files() {
		data, err := p.Sys.ReadFile(f.name)
		if err == nil {
			*f.lines = linesOf(data)
		}
	}
	return r
}

// save writes the files back. Errors: as WriteFile.
func (r *roster) save(p *proc.Proc) error {
	for _, f := range r.files() {
		if _, err := p.Sys.Stat(f.name); err != nil {
			continue
		}
		text := strings.Join(*f.lines, "\n") + "\n"
		if len(*f.lines) == 0 {
			text = ""
		}
		if err := p.Sys.WriteFile(f.name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// row0 is the number of a name's line, -1 if there is none.
func row0(lines []string, name string) int {
	return slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, name+":") })
}

func dropRow(lines []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.HasPrefix(l, name+":") })
}

// takenIDs are the numbers in the third column.
func takenIDs(lines []string) map[int]bool {
	ids := map[int]bool{}
	for _, l := range lines {
		if f := strings.Split(l, ":"); len(f) > 2 {
			if n, err := strconv.Atoi(f[2]); err == nil {
				ids[n] = true
			}
		}
	}
	return ids
}

// freeID is the first number from one end of a range to the other that nobody has.
func freeID(ids map[int]bool, from, to int) int {
	step := 1
	if to < from {
		step = -1
	}
	for n := from; n != to; n += step {
		if !ids[n] {
			return n
		}
	}
	return to
}

// person is an account to be made.
type person struct {
	name, gecos, home, shell string
	uid, gid                 int
	locked                   string // what stands for the password
	aging                    bool   // the usual limits of a password's age
}

func (r *roster) addUser(p *proc.Proc, u person) {
	r.passwd = append(r.passwd, fmt.Sprintf("%s:x:%d:%d:%s:%s:%s", u.name, u.uid, u.gid, u.gecos, u.home, u.shell))
	limits := ":0:99999:7:::"
	if !u.aging {
		limits = "::::::"
	}
	r.shadow = append(r.shadow, fmt.Sprintf("%s:%s:%d%s", u.name, u.locked, p.Sys.Now().Unix()/86400, limits))
}

func (r *roster) addGroup(name string, gid int) {
	r.group = append(r.group, fmt.Sprintf("%s:x:%d:", name, gid))
	r.gshadow = append(r.gshadow, name+":!::")
}

// member adds a user to a group or takes one away; false if that changes nothing.
func (r *roster) member(user, group string, in bool) (done bool) {
	for _, f := range r.files() {
		if f.lines != &r.group && f.lines != &r.gshadow {
			continue
		}
		i := row0(*f.lines, group)
		if i < 0 {
			continue
		}
		parts := strings.Split((*f.lines)[i], ":")
		names := strings.FieldsFunc(parts[len(parts)-1], func(r rune) bool { return r == ',' })
		if slices.Contains(names, user) == in {
			continue
		}
		done = true
		if in {
			names = append(names, user)
		} else {
			names = slices.DeleteFunc(names, func(n string) bool { return n == user })
		}
		parts[len(parts)-1] = strings.Join(names, ",")
		*f.lines = slices.Clone(*f.lines)
		(*f.lines)[i] = strings.Join(parts, ":")
	}
	return done
}

// dropUser takes a user out of all files.
func (r *roster) dropUser(name string) {
	r.passwd, r.shadow = dropRow(r.passwd, name), dropRow(r.shadow, name)
	for _, l := range r.group {
		group, _, _ := strings.Cut(l, ":")
		r.member(name, group, false)
	}
}

func (r *roster) dropGroup(name string) {
	r.group, r.gshadow = dropRow(r.group, name), dropRow(r.gshadow, name)
}

// setField replaces a column of a name's line.
func setField(lines []string, name string, column int, value string) []string {
	i := row0(lines, name)
	if i < 0 {
		return lines
	}
	f := strings.Split(lines[i], ":")
	if column >= len(f) {
		return lines
	}
	f[column] = value
	lines = slices.Clone(lines)
	lines[i] = strings.Join(f, ":")
	return lines
}

// gidOf is the number of a group given by name or number.
func (r *roster) gidOf(name string) (int, bool) {
	for _, l := range r.group {
		if f := strings.Split(l, ":"); len(f) > 2 && (f[0] == name || f[2] == name) {
			n, err := strconv.Atoi(f[2])
			return n, err == nil
		}
	}
	return 0, false
}

// makeHome makes a home directory, with what /etc/skel holds in it.
func makeHome(p *proc.Proc, u person, perm int) {
	if _, err := p.Sys.Stat(u.home); err == nil {
		return
	}
	if up := path.Dir(u.home); up != "/" {
		if _, err := p.Sys.Stat(up); err != nil {
			p.Sys.Mkdir(up, 0o755)
		}
	}
	if p.Sys.Mkdir(u.home, 0o777) != nil {
		return
	}
	p.Sys.Chmod(u.home, numberMode(perm))
	entries, _ := p.Sys.ReadDir("/etc/skel")
	for _, e := range entries {
		if data, err := p.Sys.ReadFile("/etc/skel/" + e.Name); err == nil && e.Mode.IsRegular() {
			to := u.home + "/" + e.Name
			p.Sys.WriteFile(to, data, 0o644)
			p.Sys.Chown(to, u.uid, u.gid)
		}
	}
	p.Sys.Chown(u.home, u.uid, u.gid)
}

// removeHome takes a directory and all in it away.
func removeHome(p *proc.Proc, dir string) {
	entries, err := p.Sys.ReadDir(dir)
	if err != nil || dir == "/" || dir == "" {
		return
	}
	for _, e := range entries {
		full := dir + "/" + e.Name
		if e.IsDir() {
			removeHome(p, full)
		} else {
			p.Sys.Remove(full)
		}
	}
	p.Sys.Remove(dir)
}

// goodName tells whether a name may be a user's or group's.
func goodName(name string) bool {
	if name == "" || len(name) > 32 || name[0] >= '0' && name[0] <= '9' || name[0] == '-' {
		return false
	}
	return strings.Trim(strings.TrimSuffix(name, "$"), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == ""
}
