//go:build !core

package bin

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// setting is a value of the configuration: the repository's, or the user's.
func (r repository) setting(key string) string {
	section, name, _ := strings.Cut(key, ".")
	for _, text := range []string{r.read("config"), readOr(r.p, gitHome(r.p))} {
		at := ""
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if strings.HasPrefix(line, "[") {
				at = strings.Trim(line, "[]")
			} else if k, v, ok := strings.Cut(line, "="); ok && at == section && strings.TrimSpace(k) == name {
				return strings.TrimSpace(v)
			}
		}
	}
	return ""
}

func gitHome(p *proc.Proc) string {
	home, _ := p.Getenv("HOME")
	return path.Join("/", home, ".gitconfig")
}

func gitConfig(g git) {
	words := g.words()
	target := g.file("config")
	if g.has("--global", "--system") {
		target = gitHome(g.p)
	}
	switch {
	case g.has("--list", "-l"):
		for _, text := range []string{readOr(g.p, gitHome(g.p)), g.read("config")} {
			at := ""
			for line := range strings.Lines(text) {
				line = strings.TrimSpace(line)
				if strings.HasPrefix(line, "[") {
					at = strings.ReplaceAll(strings.ReplaceAll(strings.Trim(line, "[]"), " \"", "."), "\"", "")
				} else if k, v, ok := strings.Cut(line, "="); ok {
					g.p.Out(at + "." + strings.TrimSpace(k) + "=" + strings.TrimSpace(v) + "\n")
				}
			}
		}
		g.done(0)
	case len(words) == 1:
		if v := g.setting(words[0]); v != "" {
			proc.Finish(g.p, v+"\n", 0)
			return
		}
		g.done(1)
	case len(words) == 2:
		section, name, ok := strings.Cut(words[0], ".")
		if !ok {
			g.p.Fail(1, "error: key does not contain a section: "+words[0])
			return
		}
		text := readOr(g.p, target)
		_ = g.p.Sys.WriteFile(target, text+"["+section+"]\n\t"+name+" = "+words[1]+"\n", 0o644)
		g.done(0)
	default:
		g.p.Fail(129, "usage: git config [<options>]")
	}
}

func gitDoCommit(g git) {
	message := ""
	for i, a := range g.rest {
		switch {
		case (a == "-m" || a == "-am" || a == "--message") && i+1 < len(g.rest):
			message = g.rest[i+1]
		case strings.HasPrefix(a, "-m") && len(a) > 2:
			message = a[2:]
		case strings.HasPrefix(a, "--message="):
			message = strings.TrimPrefix(a, "--message=")
		}
	}
	name, mail := g.setting("user.name"), g.setting("user.email")
	if name == "" || mail == "" {
		g.p.Fail(128, "Author identity unknown\n\n*** Please tell me who you are.\n\nRun\n\n  git config --global user.email \"you@example.com\"\n  git config --global user.name \"Your Name\"\n\n"+
			"to set your account's default identity.\nOmit --global to set the identity only in this repository.\n\nfatal: unable to auto-detect email address (got 'root@"+g.p.Sys.Hostname()+".(none)')")
		return
	}
	index := g.index()
	if g.has("-a", "-am", "--all") {
		for i, e := range index {
			if data, err := g.p.Sys.ReadFile(path.Join(g.root, e.path)); err == nil {
				index[i].hash = g.put("blob", data)
			}
		}
		g.setIndex(index)
	}
	old := g.tree(g.commit(g.head()).tree, "")
	changes := compare(old, index)
	if len(changes) == 0 {
		gitStatusText(g)
		g.done(1)
		return
	}
	if message == "" {
		g.p.Fail(1, "error: an editor for the message is not simulated; give it with -m")
		return
	}
	parent := g.head()
	hash := g.putCommit(g.putTree(index, ""), parent, name+" <"+mail+">", g.p.Sys.Now(), message+"\n")
	branch := g.branch()
	if branch == "" {
		g.write("HEAD", hash+"\n")
		branch = "detached HEAD"
	} else {
		g.write("refs/heads/"+branch, hash+"\n")
	}
	root := ""
	if parent == "" {
		root = " (root-commit)"
	}
	first, _, _ := strings.Cut(message, "\n")
	plus, minus := 0, 0
	modes := ""
	for _, ch := range changes {
		for _, e := range edits(diffLines(g.get(ch.old)), diffLines(g.get(ch.new))) {
			switch e.kind {
			case '+':
				plus++
			case '-':
				minus++
			}
		}
		switch ch.kind {
		case "new file":
			modes += " create mode 100644 " + ch.path + "\n"
		case "deleted":
			modes += " delete mode 100644 " + ch.path + "\n"
		}
	}
	proc.Finish(g.p, fmt.Sprintf("[%s%s %s] %s\n %s\n%s", branch, root, hash[:7], first, changed(len(changes), plus, minus), modes), 0)
}

func changed(files, plus, minus int) string {
	text := counted(files, "file") + " changed"
	if plus > 0 || minus == 0 {
		text += ", " + counted(plus, "insertion") + "(+)"
	}
	if minus > 0 {
		text += ", " + counted(minus, "deletion") + "(-)"
	}
	return text
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
