//go:build !core

package bin

import (
	"fmt"
	"path"
	"sort"
	"strings"

	"drydock/sim/proc"
)

// drawing is one run of tree.
type drawing struct {
	call
	options
	dirs, files int
	depth       int
	seen        int
	out         strings.Builder
	bars        [4]string // branch, last branch, line down, nothing
}

func treeProgram(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a d f i L: I: P: p u g s h D C n F Q r t A S l x noreport dirsfirst filelimit: charset: prune du gitignore")
	if !ok {
		return
	}
	t := &drawing{call: c, options: o, depth: 1 << 30, bars: [4]string{"├── ", "└── ", "│   ", "    "}}
	if lang, _ := p.Getenv("LANG"); c.flavour == gnu && !strings.Contains(strings.ToUpper(lang), "UTF-8") {
		t.bars = [4]string{"|-- ", "`-- ", "|   ", "    "}
	}
	if o.has("L") {
		n, err := number(o.value("L", ""))
		if err != nil || n < 1 {
			p.Fail(1, "tree: Invalid level, must be greater than 0.")
			return
		}
		t.depth = int(min(n, 1<<20))
	}
	if len(names) == 0 {
		names = []string{"."}
	}
	code := 0
	for _, name := range names {
		st, err := p.Sys.Stat(name)
		switch {
		case err != nil || !st.IsDir():
			t.out.WriteString(name + c.pick("  [error opening dir]", " [error opening dir]") + "\n")
			code = c.flavourCode(2, 0)
			continue
		case c.flavour == gnu:
			t.dirs++
		}
		t.out.WriteString(t.about(p, proc.Entry{Node: st.Node}) + name + "\n")
		t.walk(p, name, "", 1)
	}
	if !o.has("noreport") {
		t.out.WriteString("\n" + plural(t.dirs, "director", "y", "ies"))
		if !o.has("d") {
			t.out.WriteString(", " + plural(t.files, "file", "", "s"))
		}
		t.out.WriteString("\n")
	}
	proc.Finish(p, t.out.String(), code)
}

// about is what -p, -u, -s and the like put in brackets before a name.
func (t *drawing) about(p *proc.Proc, e proc.Entry) string {
	var parts []string
	if t.has("p") {
		parts = append(parts, modeString(e.Mode))
	}
	if t.has("u") {
		name, _ := nameOf(users(p), e.UID)
		parts = append(parts, fmt.Sprintf("%-8s", name))
	}
	if t.has("g") {
		name, _ := nameOf(groups(p), e.GID)
		parts = append(parts, fmt.Sprintf("%-8s", name))
	}
	switch {
	case t.has("h"):
		parts = append(parts, fmt.Sprintf("%4s", t.human(e.Size)))
	case t.has("s"):
		parts = append(parts, fmt.Sprintf("%11d", e.Size))
	}
	if t.has("D") {
		parts = append(parts, e.ModTime.Format("Jan _2 15:04"))
	}
	if parts == nil {
		return ""
	}
	return "[" + strings.Join(parts, " ") + "]  "
}

// kept are the entries of a directory that the options let through.
func (t *drawing) kept(all []proc.Entry) (list []proc.Entry) {
	fits := func(globs, name string) bool {
		for _, g := range strings.Split(globs, "|") {
			if ok, _ := path.Match(g, name); ok {
				return true
			}
		}
		return false
	}
	for _, e := range all {
		switch {
		case e.Name[0] == '.' && !t.has("a"), t.has("d") && !e.IsDir(), t.has("I") && fits(t.value("I", ""), e.Name):
		case t.has("P") && !e.IsDir() && !fits(t.value("P", ""), e.Name):
		default:
			list = append(list, e)
		}
	}
	sort.SliceStable(list, func(i, j int) bool {
		switch {
		case t.has("dirsfirst") && list[i].IsDir() != list[j].IsDir():
			return list[i].IsDir()
		case t.has("t"):
			return list[i].ModTime.Before(list[j].ModTime)
		case t.has("r"):
			return list[i].Name > list[j].Name
		}
		return list[i].Name < list[j].Name
	})
	return list
}

func (t *drawing) walk(p *proc.Proc, dir, indent string, depth int) {
	entries, err := p.Sys.ReadDir(dir)
	if err != nil || depth > t.depth || t.out.Len() > maxMemory {
		return
	}
	list := t.kept(entries)
	for i, e := range list {
		if t.seen++; t.seen > maxFound {
			return
		}
		bar, down := t.bars[0], t.bars[2]
		if i == len(list)-1 {
			bar, down = t.bars[1], t.bars[3]
		}
		full := strings.TrimSuffix(dir, "/") + "/" + e.Name
		name := e.Name
		if t.has("f") {
			name = full
		}
		if t.has("i") {
			bar = ""
		}
		if e.IsSymlink() {
			name += " -> " + e.Data
		} else if t.has("F") && e.IsDir() {
			name += "/"
		} else if t.has("F") && e.Mode&0o111 != 0 {
			name += "*"
		}
		head := indent
		if t.has("i") {
			head = ""
		}
		t.out.WriteString(head + bar + t.about(p, e) + name + "\n")
		to, err := p.Sys.Stat(full)
		if linked := err == nil && to.IsDir(); linked && !e.IsDir() {
			t.dirs++
		} else if e.IsDir() {
			t.dirs++
			t.walk(p, full, indent+down, depth+1)
		} else {
			t.files++
		}
	}
}

// pstree draws the processes of the machine as a tree.
func pstree(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "p,show-pids a,arguments n h A U u l c s T t")
	if !ok {
		return
	}
	kids := map[int][]proc.Info{}
	var roots []proc.Info
	all := p.Sys.Processes()
	known := map[int]bool{}
	for _, i := range all {
		known[i.PID] = true
	}
	for _, i := range all {
		if known[i.PPID] && i.PPID != i.PID {
			kids[i.PPID] = append(kids[i.PPID], i)
		} else {
			roots = append(roots, i)
		}
	}
	var b strings.Builder
	for _, r := range roots[:min(1, len(roots))] {
		pstreeNode(&b, o, kids, r, "", 0)
	}
	proc.Finish(p, b.String(), 0)
}

// pstreeNode writes a process and, behind it, those below it.
func pstreeNode(b *strings.Builder, o options, kids map[int][]proc.Info, i proc.Info, indent string, depth int) {
	label := i.Name
	if o.has("p") {
		label += fmt.Sprintf("(%d)", i.PID)
	}
	b.WriteString(label)
	list := kids[i.PID]
	if len(list) == 0 || depth > 100 {
		b.WriteString("\n")
		return
	}
	pad := indent + strings.Repeat(" ", len(label))
	for n, kid := range list {
		switch last := n == len(list)-1; {
		case len(list) == 1:
			b.WriteString("---")
		case n == 0:
			b.WriteString("-+-")
		case last:
			b.WriteString(pad + " `-")
		default:
			b.WriteString(pad + " |-")
		}
		line := " | "
		if n == len(list)-1 {
			line = "   "
		}
		pstreeNode(b, o, kids, kid, pad+line, depth+1)
	}
}
