package bin

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"drydock/sim/proc"
)

// grepping is one run of grep.
type grepping struct {
	call
	options
	patterns      []*regexp.Regexp
	prefix        bool
	before, after int64
	most          int64 // matches of a file after which it is left
	newline       string
}

// hits is what grep keeps while it reads a file.
type hits struct {
	line, count int64
	any         bool
	held        []string // lines for -B; never written to
	due         int64    // lines still to show for -A
	shown       int64    // the last line shown
	some        bool     // something was shown: -- goes between groups
}

func grep(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "i,ignore-case y v,invert-match n,line-number c,count q,quiet,silent r,recursive R l,files-with-matches L,files-without-match "+
		"o,only-matching E,extended-regexp F,fixed-strings G,basic-regexp P w,word-regexp x,line-regexp e:,regexp f:,file H,with-filename h,no-filename "+
		"s,no-messages A:,after-context B:,before-context C:,context m:,max-count a,text I color? colour? include: exclude: exclude-dir: line-buffered z,null-data b,byte-offset")
	if !ok {
		return
	}
	g := grepping{call: c, options: o, most: -1}
	g.newline = "\n"
	if g.has("z") {
		g.newline = "\x00"
	}
	texts := g.values("e")
	if file := g.value("f", ""); file != "" {
		data, err := p.Sys.ReadFile(file)
		if err != nil {
			c.die(p, 2, "%s: %v", file, err)
			return
		}
		texts = append(texts, strings.TrimSuffix(data, "\n"))
	}
	if texts == nil && len(operands) == 0 {
		if c.flavour == gnu {
			p.Err("Usage: grep [OPTION]... PATTERNS [FILE]...\n")
			p.Fail(2, "Try 'grep --help' for more information.")
			return
		}
		p.Fail(1, c.banner())
		return
	}
	if texts == nil {
		texts, operands = operands[:1], operands[1:]
	}
	if !g.compile(p, texts) || !g.counts(p) {
		return
	}
	g.prefix = len(operands) > 1 || g.has("r", "R")
	if w := g.last("H", "h"); w != "" {
		g.prefix = w == "H"
	}
	g.start(p, operands)
}

// compile makes the patterns; on an error it has ended the process.
func (g *grepping) compile(p *proc.Proc, texts []string) bool {
	for _, text := range strings.Split(strings.Join(texts, "\n"), "\n") {
		source, extended := text, g.has("E") || path.Base(g.name) == "egrep"
		if g.has("F") || path.Base(g.name) == "fgrep" {
			source, extended = regexp.QuoteMeta(text), true
		}
		re, err := compile(source, extended, g.has("i", "y"))
		if g.has("P") {
			if g.has("i", "y") {
				text = "(?i)" + text
			}
			if re, err = regexp.Compile(text); err != nil {
				err = regexFault("this Perl expression is not simulated") // look-around, back-references
			}
		}
		if err != nil {
			g.die(p, 2, g.pick("%[2]v", "bad regex '%[1]s': %[2]v"), text, err)
			return false
		}
		g.patterns = append(g.patterns, re)
	}
	return true
}

func (g *grepping) counts(p *proc.Proc) bool {
	for _, opt := range g.options {
		n, err := number(opt.value)
		if !strings.Contains("ABCm", opt.key) {
			continue
		}
		if err != nil || n < 0 {
			g.die(p, 2, g.pick("%s: invalid context length argument", "invalid number '%s'"), opt.value)
			return false
		}
		switch opt.key {
		case "A":
			g.after = n
		case "B":
			g.before = n
		case "C":
			g.after, g.before = n, n
		case "m":
			g.most = n
		}
	}
	return true
}

func (g grepping) start(p *proc.Proc, operands []string) {
	code := 0
	if len(operands) == 0 && g.has("r", "R") {
		operands = []string{"."}
	}
	if len(operands) == 0 {
		operands = []string{"-"}
	}
	var files []string
	for _, name := range operands {
		st, err := p.Sys.Stat(name)
		switch {
		case err == nil && st.IsDir() && g.has("r", "R"):
			files = g.under(p, files, name)
		case err == nil && st.IsDir():
			g.say(p, "%s: Is a directory", name)
		case err != nil && name != "-" && g.has("s"):
			code = 2
		default:
			files = append(files, name)
		}
	}
	if len(files) == 0 {
		p.Sys.Exit(max(code, 1))
		return
	}
	scan[hits]{call: g.call, byLine: true, mark: g.newline, step: g.step, done: func(p *proc.Proc, st hits, failed int) {
		switch {
		case st.any && (g.has("q") || failed+code == 0):
			p.Sys.Exit(0)
		case failed+code > 0:
			p.Sys.Exit(2)
		default:
			p.Sys.Exit(1)
		}
	}}.start(p, hits{}, files)
}

// under adds the files in a directory that --include and --exclude let through.
func (g grepping) under(p *proc.Proc, files []string, dir string) []string {
	entries, err := p.Sys.ReadDir(dir)
	if err != nil && !g.has("s") {
		g.say(p, "%s: %v", dir, err)
	}
	fits := func(key, name string) bool {
		for _, glob := range g.values(key) {
			if ok, _ := path.Match(glob, name); ok {
				return true
			}
		}
		return false
	}
	for _, e := range entries {
		full := strings.TrimSuffix(dir, "/") + "/" + e.Name
		switch {
		case len(files) > 100_000, e.IsDir() && fits("exclude-dir", e.Name):
		case e.IsDir():
			files = g.under(p, files, full)
		case !e.Mode.IsRegular(), g.has("include") && !fits("include", e.Name), fits("exclude", e.Name):
		default:
			files = append(files, full)
		}
	}
	return files
}

// find returns the matches of a line as -w and -x want them; nil for none.
func (g grepping) find(line string) (found [][2]int) {
	for _, re := range g.patterns {
		for _, m := range re.FindAllStringIndex(line, -1) {
			whole := m[0] == 0 && m[1] == len(line)
			word := !(m[0] > 0 && isWord(line[m[0]-1]) || m[1] < len(line) && isWord(line[m[1]]))
			if (!g.has("x") || whole) && (!g.has("w") || word) {
				found = append(found, [2]int{m[0], m[1]})
			}
		}
	}
	return found
}

func isWord(ch byte) bool {
	return ch == '_' || ch >= '0' && ch <= '9' || ch >= 'a' && ch <= 'z' || ch >= 'A' && ch <= 'Z'
}

func (g grepping) step(st hits, k chunk) (hits, string, bool) {
	if k.end {
		return g.endFile(st, k.name)
	}
	st.line++
	if g.most >= 0 && st.count >= g.most {
		return st, "", true
	}
	found := g.find(k.text)
	if (found != nil) == g.has("v") {
		return g.context(st, k)
	}
	st.any = true
	st.count++
	switch {
	case g.has("q"):
		return st, "", false
	case g.has("c", "l", "L"):
		return st, "", true
	case g.has("o"):
		out := ""
		for _, m := range found {
			if m[1] > m[0] {
				out += g.line(k.name, st.line, ":", k.text[m[0]:m[1]])
			}
		}
		return st, out, true
	}
	out := ""
	first := st.line - int64(len(st.held))
	if st.some && (g.before > 0 || g.after > 0) && first > st.shown+1 {
		out = "--\n"
	}
	for i, held := range st.held {
		out += g.line(k.name, first+int64(i), "-", held)
	}
	st.held, st.due, st.shown, st.some = nil, g.after, st.line, true
	return st, out + g.line(k.name, st.line, ":", k.text), true
}

// context deals with a line that is not selected.
func (g grepping) context(st hits, k chunk) (hits, string, bool) {
	switch {
	case st.due > 0 && !g.has("c", "l", "L", "q", "o"):
		st.due--
		st.shown = st.line
		return st, g.line(k.name, st.line, "-", k.text), true
	case g.before > 0:
		held := append(append([]string(nil), st.held...), k.text)
		st.held = held[max(0, int64(len(held))-min(g.before, 10_000)):]
	}
	return st, "", true
}

func (g grepping) endFile(st hits, name string) (hits, string, bool) {
	if name == "-" {
		name = "(standard input)"
	}
	out := ""
	switch {
	case g.has("q"):
	case g.has("l") && st.count > 0, g.has("L") && st.count == 0:
		out = name + "\n"
	case g.has("l", "L"):
	case g.has("c") && g.prefix:
		out = fmt.Sprintf("%s:%d\n", name, st.count)
	case g.has("c"):
		out = fmt.Sprintf("%d\n", st.count)
	}
	return hits{any: st.any, some: st.some}, out, true
}

func (g grepping) line(name string, n int64, sep, text string) string {
	head := ""
	if g.prefix {
		if name == "-" {
			name = "(standard input)"
		}
		head = name + sep
	}
	if g.has("n") {
		head += fmt.Sprintf("%d%s", n, sep)
	}
	return head + text + g.newline
}
