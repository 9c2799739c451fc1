package bin

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// row is one line of ls -l, before its columns are aligned.
type row struct{ inode, mode, links, user, group, size, date, name string }

func (l *listing) total(all []listed) {
	var sum int64
	for _, e := range all {
		sum += kib(e.Node)
	}
	text := strconv.FormatInt(sum, 10)
	if l.has("h") {
		text = l.human(sum * 1024)
	}
	l.out.WriteString("total " + text + "\n")
}

// show writes the names in the form the options ask for.
func (l *listing) show(p *proc.Proc, all []listed) {
	switch {
	case l.has("l", "n", "g", "o", "full-time"):
		l.long(p, all)
	case l.width > 0:
		l.columns(all)
	default:
		for _, e := range all {
			l.out.WriteString(l.before(e) + l.paint(e) + l.mark(e.Node) + "\n")
		}
	}
}

// before is what -i and -s put in front of a name.
func (l *listing) before(e listed) (s string) {
	if l.has("i") {
		s = fmt.Sprintf("%7d ", inodeOf(e.path, e.Node))
	}
	if l.has("s") {
		s += fmt.Sprintf("%*d ", map[flavour]int{gnu: 1, busybox: 4}[l.flavour], kib(e.Node))
	}
	return s
}

func (l *listing) long(p *proc.Proc, all []listed) {
	rows := make([]row, 0, len(all))
	for _, e := range all {
		rows = append(rows, l.row(p, e))
	}
	if l.flavour == busybox {
		for _, r := range rows {
			fmt.Fprintf(&l.out, "%s%s %4s %s%s%s %s %s\n", r.inode, r.mode, r.links, l.pad8(r.user), l.pad8(r.group), r.size, r.date, r.name)
		}
		return
	}
	var links, user, group, size int
	for _, r := range rows {
		links, user = max(links, len(r.links)), max(user, len(r.user))
		group, size = max(group, len(r.group)), max(size, len(r.size))
	}
	for _, r := range rows {
		line := fmt.Sprintf("%s%s %*s ", r.inode, r.mode, links, r.links)
		if !l.has("g") {
			line += l.column(r.user, user)
		}
		if !l.has("o", "G") {
			line += l.column(r.group, group)
		}
		fmt.Fprintf(&l.out, "%s%*s %s %s\n", line, size, r.size, r.date, r.name)
	}
}

// column is a name on the left, a number on the right.
func (l *listing) column(s string, width int) string {
	if _, err := strconv.Atoi(s); err == nil {
		return fmt.Sprintf("%*s ", width, s)
	}
	return fmt.Sprintf("%-*s ", width, s)
}

// pad8 is BusyBox's column of eight letters, which cuts longer names.
func (l *listing) pad8(s string) string {
	if l.has("n") {
		return fmt.Sprintf("%-8s ", s)
	}
	return fmt.Sprintf("%-8.8s ", s)
}

func (l *listing) row(p *proc.Proc, e listed) row {
	user, _ := nameOf(l.people, e.UID)
	group, _ := nameOf(l.circles, e.GID)
	r := row{inode: l.before(e), mode: modeString(e.Mode), links: strconv.Itoa(links(p, e)), user: user, group: group,
		size: strconv.FormatInt(e.Size, 10), date: l.date(p.Sys.Now(), e.ModTime), name: l.paint(e) + l.mark(e.Node)}
	switch {
	case l.has("h") && !e.IsSymlink():
		r.size = l.human(e.Size)
	case e.Mode&fs.ModeDevice != 0:
		if r.size = device(e.Data); l.flavour == busybox {
			major, minor, _ := strings.Cut(r.size, ", ")
			r.size = fmt.Sprintf("%4s, %3s", major, minor)
		}
	}
	if l.flavour == busybox {
		width := 9
		if l.has("h") {
			width = 7
		}
		r.size = fmt.Sprintf("%*s", width, r.size)
	}
	if e.IsSymlink() {
		r.name = l.paint(e) + " -> " + e.Data
	}
	return r
}

// links is the number of links: of a directory two and one more for each in it.
func links(p *proc.Proc, e listed) int {
	if !e.IsDir() {
		return max(e.Links, 1)
	}
	n := 2
	entries, _ := p.Sys.ReadDir(e.path)
	for _, in := range entries {
		if in.IsDir() {
			n++
		}
	}
	return n
}

// date is a time as ls prints it: with the hour if it is of the last half
// year, else with the year. Source: POSIX, ls.
func (l *listing) date(now, t time.Time) string {
	age := now.Sub(t)
	switch {
	case l.has("full-time") && l.flavour == gnu:
		return t.Format("2006-01-02 15:04:05.000000000 -0700")
	case l.has("full-time"):
		return t.Format("2006-01-02 15:04:05 -0700")
	case age > 365*12*time.Hour || age < -15*time.Minute:
		return t.Format("Jan _2  2006")
	}
	return t.Format("Jan _2 15:04")
}

// devices are the numbers of well-known devices. Source: Linux, devices.txt.
var devices = []struct{ name, number string }{
	{"null", "1, 3"}, {"zero", "1, 5"}, {"full", "1, 7"}, {"random", "1, 8"}, {"urandom", "1, 9"},
	{"tty", "5, 0"}, {"console", "136, 0"}, {"ptmx", "5, 2"}, {"fuse", "10, 229"},
}

func device(name string) string {
	for _, d := range devices {
		if d.name == name || strings.HasSuffix(name, "/"+d.name) {
			return d.number
		}
	}
	return "0, 0"
}
