package bin

import (
	"hash/fnv"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// listed is one name ls shows.
type listed struct {
	name string
	path string
	vfs.Node
}

// listing is one run of ls.
type listing struct {
	call
	options
	people, circles []account
	width           int // of the terminal; 0: one name a line
	out             strings.Builder
	code            int
	blocks          int // printed so far, directories and the first one of files
}

func ls(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a,all A,almost-all l 1 R,recursive d,directory h,human-readable t S r,reverse i,inode F,classify "+
		"n,numeric-uid-gid p C x L H s,size g G U X v f k q N Q c u o w:,width color? full-time group-directories-first time-style: hide: ignore:")
	if !ok {
		return
	}
	l := &listing{call: c, options: o}
	if !o.has("n") {
		l.people, l.circles = users(p), groups(p)
	}
	if (p.Sys.IsTerminal(1) || o.has("C", "x", "w")) && o.last("1", "C", "x") != "1" {
		l.width, _ = p.Sys.Size(1)
		if l.width <= 0 {
			l.width = 80
		}
		if w, err := number(o.value("w", "0")); err == nil && w > 0 {
			l.width = int(min(w, 1000))
		}
	}
	if len(names) == 0 {
		names = []string{"."}
	}
	l.operands(p, names)
	proc.Finish(p, l.out.String(), l.code)
}

// operands shows first the files, then each directory.
func (l *listing) operands(p *proc.Proc, names []string) {
	var files, dirs []listed
	for _, name := range names {
		st, err := l.stat(p, name)
		switch {
		case err != nil:
			l.say(p, l.pick("cannot access '%s': %v", "%s: %v"), name, err)
			l.fail(2, 1)
		case st.IsDir() && !l.has("d"):
			dirs = append(dirs, listed{name, name, st.Node})
		default:
			files = append(files, listed{name, name, st.Node})
		}
	}
	l.sort(files)
	l.sort(dirs)
	if len(files) > 0 {
		l.show(p, files)
		l.blocks++
	}
	for _, d := range dirs {
		l.dir(p, d.name, len(names) > 1 || l.has("R"))
	}
}

// fail remembers the worst exit code so far.
func (l *listing) fail(ofGNU, ofBusyBox int) {
	if l.flavour == busybox {
		ofGNU = ofBusyBox
	}
	l.code = max(l.code, ofGNU)
}

// stat follows a link to a directory only where ls does.
func (l *listing) stat(p *proc.Proc, name string) (proc.Stat, error) {
	st, err := p.Sys.Lstat(name)
	if err != nil || !st.IsSymlink() || l.has("d") || l.has("l", "F") && !l.has("L", "H") {
		return st, err
	}
	if to, err := p.Sys.Stat(name); err == nil {
		return to, nil
	}
	return st, nil
}

func (l *listing) dir(p *proc.Proc, name string, title bool) {
	if l.out.Len() > maxMemory {
		return
	}
	entries, err := p.Sys.ReadDir(name)
	if err != nil {
		l.say(p, l.pick("cannot open directory '%s': %v", "can't open '%s': %v"), name, err)
		l.fail(2, 1)
		return
	}
	var all []listed
	for _, dots := range []string{".", ".."} {
		if st, err := p.Sys.Stat(path.Join(name, dots)); err == nil && l.last("a", "A", "f") != "" && l.last("a", "A", "f") != "A" {
			all = append(all, listed{dots, path.Join(name, dots), st.Node})
		}
	}
	for _, e := range entries {
		if e.Name[0] == '.' && !l.has("a", "A", "f") {
			continue
		}
		all = append(all, listed{e.Name, path.Join(name, e.Name), e.Node})
	}
	l.sort(all)
	if l.blocks > 0 {
		l.out.WriteString("\n")
	}
	if l.blocks++; title {
		l.out.WriteString(name + ":\n")
	}
	if l.has("l", "n", "g", "o", "s", "full-time") {
		l.total(all)
	}
	l.show(p, all)
	if !l.has("R") {
		return
	}
	for _, e := range all {
		if e.IsDir() && e.name != "." && e.name != ".." {
			l.dir(p, strings.TrimSuffix(name, "/")+"/"+e.name, true)
		}
	}
}

// sort orders by the option given last; names break ties.
func (l *listing) sort(all []listed) {
	by := l.last("t", "S", "U", "f", "X")
	if by == "U" || by == "f" {
		return
	}
	less := func(a, b listed) bool {
		switch {
		case l.has("group-directories-first") && a.IsDir() != b.IsDir():
			return a.IsDir()
		case by == "t" && !a.ModTime.Equal(b.ModTime):
			return a.ModTime.After(b.ModTime)
		case by == "S" && a.Size != b.Size:
			return a.Size > b.Size
		case by == "X" && path.Ext(a.name) != path.Ext(b.name):
			return path.Ext(a.name) < path.Ext(b.name)
		}
		return a.name < b.name
	}
	sort.SliceStable(all, func(i, j int) bool {
		if l.has("r") {
			return less(all[j], all[i])
		}
		return less(all[i], all[j])
	})
}

// inode is a number for a path: trees here have none of their own.
func inode(path string) int { return hashed32(path) }

// inodeOf is that of a node: the names of one file share it.
func inodeOf(path string, n vfs.Node) int {
	if n.Link != 0 {
		path = "link " + strconv.FormatUint(n.Link, 10)
	}
	return hashed32(path)
}

func hashed32(path string) int {
	h := fnv.New32a()
	h.Write([]byte(path))
	return int(h.Sum32()%8_999_999) + 1_000_000
}

// mark is what -F and -p put behind a name.
func (l *listing) mark(n vfs.Node) string {
	switch {
	case n.IsDir() && l.has("F", "p"):
		return "/"
	case !l.has("F"):
	case n.IsSymlink():
		return "@"
	case n.Mode&fs.ModeNamedPipe != 0:
		return "|"
	case n.Mode&fs.ModeSocket != 0:
		return "="
	case n.Mode.IsRegular() && n.Mode&0o111 != 0:
		return "*"
	}
	return ""
}
