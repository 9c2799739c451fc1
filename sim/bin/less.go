//go:build !core

package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// paging is less or more on a terminal: a value. What is typed comes by lines,
// so a command is a letter and Enter.
type paging struct {
	call
	lines []string
	at    int // the first line not shown yet
	page  int
	keys  int // descriptor of the terminal
	name  string
	find  string
	wrap  bool // numbers in front: -N
}

// less pages through files on a terminal and copies them anywhere else.
func less(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "E,QUIT-AT-EOF e F,quit-if-one-screen I i M m N,LINE-NUMBERS S,chop-long-lines R r,raw-control-chars X,no-init n d f l p c s u g G h: x: j: P: version")
	if !ok {
		return
	}
	more := c.program.name == "more"
	switch {
	case len(names) == 0 && p.Sys.IsTerminal(0) && more:
		p.Fail(1, c.pick("more: bad usage\nTry 'more --help' for more information.", c.banner()))
		return
	case len(names) == 0 && p.Sys.IsTerminal(0):
		p.Fail(1, c.pick("Missing filename (\"less --help\" for help)", c.banner()))
		return
	}
	if !p.Sys.IsTerminal(1) {
		c.run = cat
		cat(p, call{program: c.program, flavour: c.flavour, name: c.name, args: names})
		return
	}
	for _, name := range names {
		if st, err := p.Sys.Stat(name); err == nil && st.IsDir() {
			p.Fail(1, c.pick(name+" is a directory", c.name+": "+name+": "+vfs.EISDIR.Error()))
			return
		}
	}
	c.slurp(p, names, c.pick("%s: %v", "%s: %v"), func(p *proc.Proc, data string, code int) {
		if code != 0 {
			p.Sys.Exit(1)
			return
		}
		_, rows := p.Sys.Size(1)
		g := paging{call: c, lines: linesOf(data), page: max(rows-1, 2), wrap: o.has("N"), keys: 0}
		if len(names) > 0 {
			g.name = names[0]
		}
		if fd, err := p.Sys.Open("/dev/tty", proc.Read, 0); err == nil {
			g.keys = fd
		}
		if len(g.lines) <= g.page && (o.has("F", "E", "e") || more) {
			proc.Finish(p, g.text(0, len(g.lines)), 0)
			return
		}
		p.Sys.Echo(g.keys, false)
		g.forward(p, g.page)
	})
}

func (g paging) text(from, to int) string {
	var b strings.Builder
	for i, line := range g.lines[from:to] {
		if g.wrap {
			fmt.Fprintf(&b, "%7d ", from+i+1)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// forward shows n more lines and the prompt, and waits for a command.
func (g paging) forward(p *proc.Proc, n int) {
	end := min(g.at+n, len(g.lines))
	out := g.text(g.at, end)
	g.at = end
	g.prompt(p, out)
}

func (g paging) prompt(p *proc.Proc, out string) {
	more := g.program.name == "more"
	if g.at >= len(g.lines) && more {
		g.quit(p, out)
		return
	}
	mark := ":"
	switch {
	case more:
		mark = fmt.Sprintf("--More--(%d%%)", g.at*100/max(len(g.lines), 1))
	case g.at >= len(g.lines):
		mark = "(END)"
	case g.at == g.page && g.name != "":
		mark = path.Base(g.name)
	}
	proc.Emit(p, 1, out+"\x1b[7m"+mark+"\x1b[m", func(p *proc.Proc) { g.command(p, "") })
}

// command reads a line from the terminal and does what it says.
func (g paging) command(p *proc.Proc, before string) {
	text, err := p.Sys.Read(g.keys, 1024)
	if err == vfs.EAGAIN {
		p.Next = func(p *proc.Proc, _ proc.Event) { g.command(p, before) }
		return
	}
	erase := "\r\x1b[K"
	key := strings.Trim(text, "\r\n")
	switch {
	case err != nil || text == "" || strings.HasPrefix(strings.TrimLeft(key, " :"), "q") || key == "Q" || key == "ZZ":
		g.quit(p, erase)
	case key == "" || key == "j":
		g.show(p, erase, g.at, g.at+1)
	case key == "G" || key == ">":
		g.show(p, erase, max(g.at, len(g.lines)-g.page), len(g.lines))
	case key == "g" || key == "<":
		g.show(p, erase, 0, g.page)
	case key == "b" || key == "w":
		from := max(g.at-2*g.page, 0)
		g.show(p, erase, from, from+g.page)
	case key[0] == '/' || key == "n":
		g.search(p, erase, strings.TrimPrefix(key, "/"))
	case key == "h":
		g.prompt(p, erase+"Enter: a line.  Space or f: a page.  b: back.  g, G: first, last.  /TEXT, n: search.  q: quit.\n")
	default:
		g.show(p, erase, g.at, g.at+g.page)
	}
}

func (g paging) show(p *proc.Proc, erase string, from, to int) {
	to = min(max(to, from), len(g.lines))
	out := erase + g.text(min(from, to), to)
	g.at = to
	g.prompt(p, out)
}

// search goes to the next line with a text.
func (g paging) search(p *proc.Proc, erase, text string) {
	if text != "n" && text != "" {
		g.find = text
	}
	for i := max(g.at-g.page+1, 0); i < len(g.lines); i++ {
		if g.find != "" && strings.Contains(g.lines[i], g.find) {
			g.show(p, erase, i, i+g.page)
			return
		}
	}
	g.prompt(p, erase+"Pattern not found\n")
}

func (g paging) quit(p *proc.Proc, out string) {
	p.Sys.Echo(g.keys, true)
	proc.Finish(p, out, 0)
}

// editFile is vi, nano and the other editors: a page of text cannot be edited in
// this terminal, so the person's own editor is asked to open the file.
func editFile(p *proc.Proc, c call) {
	var file string
	for _, a := range c.args {
		if a != "" && a[0] != '-' && a[0] != '+' {
			file = a
		}
	}
	switch {
	case file == "":
		c.die(p, 1, "give the name of a file: editors open on the page, not in this terminal")
		return
	case p.Sys.Edit(file) != nil:
		c.die(p, 1, "%s: %v", file, p.Sys.Edit(file))
		return
	}
	proc.Finish(p, c.name+": the editor for "+file+" opens on the page; without a page write it with: cat > "+file+"\n", 0)
}
