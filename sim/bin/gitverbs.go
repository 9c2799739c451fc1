package bin

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

func (g git) done(code int) { g.p.Sys.Exit(code) }

func (g git) fatal(format string, args ...any) { g.p.Fail(128, "fatal: "+fmt.Sprintf(format, args...)) }

// words are the arguments that are no options.
func (g git) words() (list []string) {
	for _, a := range g.rest {
		if !strings.HasPrefix(a, "-") {
			list = append(list, a)
		}
	}
	return list
}

func (g git) has(names ...string) bool {
	return slices.ContainsFunc(g.rest, func(a string) bool { return slices.Contains(names, a) })
}

// inside is a path of the command line as one of the repository.
func (g git) inside(word string) string {
	full := path.Join(g.p.Dir, word)
	if strings.HasPrefix(word, "/") {
		full = path.Clean(word)
	}
	return strings.TrimPrefix(strings.TrimPrefix(full, g.root), "/")
}

// below tells whether a file is what a path names or lies below it.
func below(file, dir string) bool {
	return dir == "" || file == dir || strings.HasPrefix(file, dir+"/")
}

func gitAdd(g git) {
	work, index := g.working(), g.index()
	words := g.words()
	if g.has("-A", "--all", "-u") && len(words) == 0 {
		words = []string{g.root}
	}
	if len(words) == 0 {
		g.p.Fail(0, "Nothing specified, nothing added.\nhint: Maybe you wanted to say 'git add .'?")
		return
	}
	for _, word := range words {
		dir, found := g.inside(word), false
		index = slices.DeleteFunc(index, func(e gitEntry) bool { return below(e.path, dir) })
		for _, e := range work {
			if below(e.path, dir) {
				e.hash, found = g.put("blob", readOr(g.p, path.Join(g.root, e.path))), true
				index = append(index, e)
			}
		}
		if _, err := g.p.Sys.Lstat(path.Join(g.root, dir)); err != nil && !found {
			g.fatal("pathspec '%s' did not match any files", word)
			return
		}
	}
	g.setIndex(index)
	g.done(0)
}

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

// change is one difference between two lists of files.
type change struct{ kind, path, old, new string }

func compare(old, now []gitEntry) (list []change) {
	for _, e := range now {
		i := slices.IndexFunc(old, func(o gitEntry) bool { return o.path == e.path })
		switch {
		case i < 0:
			list = append(list, change{"new file", e.path, "", e.hash})
		case old[i].hash != e.hash || old[i].mode != e.mode:
			list = append(list, change{"modified", e.path, old[i].hash, e.hash})
		}
	}
	for _, o := range old {
		if !slices.ContainsFunc(now, func(e gitEntry) bool { return e.path == o.path }) {
			list = append(list, change{"deleted", o.path, o.hash, ""})
		}
	}
	slices.SortFunc(list, func(a, b change) int { return strings.Compare(a.path, b.path) })
	return list
}

func gitStatus(g git) {
	if g.has("-s", "--short", "--porcelain") {
		staged, unstaged, untracked := g.states()
		marks := map[string]string{"new file": "A", "modified": "M", "deleted": "D"}
		for _, ch := range staged {
			g.p.Out(marks[ch.kind] + "  " + ch.path + "\n")
		}
		for _, ch := range unstaged {
			g.p.Out(" " + marks[ch.kind] + " " + ch.path + "\n")
		}
		for _, name := range untracked {
			g.p.Out("?? " + name + "\n")
		}
		g.done(0)
		return
	}
	gitStatusText(g)
	g.done(0)
}

// states are what is staged, what is changed beside that, and what git does not know.
func (g git) states() (staged, unstaged []change, untracked []string) {
	index, work := g.index(), g.working()
	staged = compare(g.tree(g.commit(g.head()).tree, ""), index)
	for _, ch := range compare(index, work) {
		if ch.kind != "new file" {
			unstaged = append(unstaged, ch)
			continue
		}
		name := ch.path
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if !slices.ContainsFunc(index, func(e gitEntry) bool { return below(e.path, dir) }) {
				name = dir + "/"
			}
		}
		if !slices.Contains(untracked, name) {
			untracked = append(untracked, name)
		}
	}
	return staged, unstaged, untracked
}

func gitStatusText(g git) {
	staged, unstaged, untracked := g.states()
	var b strings.Builder
	if branch := g.branch(); branch != "" {
		b.WriteString("On branch " + branch + "\n")
		if up := strings.TrimSpace(g.read("refs/remotes/origin/" + branch)); up != "" && up == g.head() {
			b.WriteString("Your branch is up to date with 'origin/" + branch + "'.\n\n")
		} else if up != "" {
			b.WriteString("Your branch is ahead of 'origin/" + branch + "' by 1 commit.\n  (use \"git push\" to publish your local commits)\n\n")
		}
	} else {
		b.WriteString("HEAD detached at " + g.head()[:min(7, len(g.head()))] + "\n")
	}
	if g.head() == "" {
		b.WriteString("\nNo commits yet\n\n")
	}
	section := func(heading string, list []change) {
		if len(list) == 0 {
			return
		}
		b.WriteString(heading)
		for _, ch := range list {
			fmt.Fprintf(&b, "\t%-11s %s\n", ch.kind+":", ch.path)
		}
		b.WriteString("\n")
	}
	unstage := "  (use \"git restore --staged <file>...\" to unstage)\n"
	if g.head() == "" {
		unstage = "  (use \"git rm --cached <file>...\" to unstage)\n"
	}
	section("Changes to be committed:\n"+unstage, staged)
	section("Changes not staged for commit:\n  (use \"git add <file>...\" to update what will be committed)\n  (use \"git restore <file>...\" to discard changes in working directory)\n", unstaged)
	if len(untracked) > 0 {
		b.WriteString("Untracked files:\n  (use \"git add <file>...\" to include in what will be committed)\n\t" + strings.Join(untracked, "\n\t") + "\n\n")
	}
	switch {
	case len(staged) > 0:
	case len(unstaged) > 0:
		b.WriteString("no changes added to commit (use \"git add\" and/or \"git commit -a\")\n")
	case len(untracked) > 0:
		b.WriteString("nothing added to commit but untracked files present (use \"git add\" to track)\n")
	case g.head() == "":
		b.WriteString("nothing to commit (create/copy files and use \"git add\" to track)\n")
	default:
		b.WriteString("nothing to commit, working tree clean\n")
	}
	g.p.Out(b.String())
}

func gitLog(g git) {
	hash := g.head()
	if hash == "" {
		g.fatal("your current branch '%s' does not have any commits yet", g.branch())
		return
	}
	if w := g.words(); len(w) > 0 {
		if hash = g.resolve(w[0]); hash == "" {
			g.fatal("ambiguous argument '%s': unknown revision or path not in the working tree.", w[0])
			return
		}
	}
	limit := 1000
	for i, a := range g.rest {
		switch {
		case a == "-n" && i+1 < len(g.rest):
			limit, _ = strconv.Atoi(g.rest[i+1])
		case len(a) > 1 && a[0] == '-' && a[1] >= '0' && a[1] <= '9':
			limit, _ = strconv.Atoi(a[1:])
		}
	}
	var b strings.Builder
	for n := 0; hash != "" && n < limit && g.p.Sys.Spend(1); n++ {
		c := g.commit(hash)
		marks := ""
		if hash == g.head() {
			if marks = " (HEAD)"; g.branch() != "" {
				marks = " (HEAD -> " + g.branch() + ")"
			}
		}
		if g.has("--oneline") {
			first, _, _ := strings.Cut(c.message, "\n")
			b.WriteString(hash[:7] + marks + " " + first + "\n")
		} else {
			if n > 0 {
				b.WriteString("\n")
			}
			who, at := c.author, time.Time{}
			if f := strings.Fields(c.author); len(f) > 2 {
				seconds, _ := strconv.ParseInt(f[len(f)-2], 10, 64)
				at, who = time.Unix(seconds, 0).UTC(), strings.Join(f[:len(f)-2], " ")
			}
			b.WriteString("commit " + hash + marks + "\nAuthor: " + who + "\nDate:   " + at.Format("Mon Jan 2 15:04:05 2006") + " +0000\n\n    " + strings.ReplaceAll(strings.TrimSpace(c.message), "\n", "\n    ") + "\n")
		}
		hash = c.parent
	}
	proc.Finish(g.p, b.String(), 0)
}

func gitBranch(g git) {
	words := g.words()
	switch {
	case g.has("-d", "-D", "--delete") && len(words) > 0:
		hash := strings.TrimSpace(g.read("refs/heads/" + words[0]))
		if hash == "" {
			g.p.Fail(1, "error: branch '"+words[0]+"' not found.")
			return
		}
		_ = g.p.Sys.Remove(g.file("refs/heads/" + words[0]))
		proc.Finish(g.p, "Deleted branch "+words[0]+" (was "+hash[:7]+").\n", 0)
	case g.has("-M", "-m") && len(words) > 0:
		old, hash := g.branch(), g.head()
		_ = g.p.Sys.Remove(g.file("refs/heads/" + old))
		if hash != "" {
			g.write("refs/heads/"+words[0], hash+"\n")
		}
		g.write("HEAD", "ref: refs/heads/"+words[0]+"\n")
		g.done(0)
	case g.has("--show-current"):
		proc.Finish(g.p, g.branch()+"\n", 0)
	case len(words) > 0:
		g.write("refs/heads/"+words[0], g.head()+"\n")
		g.done(0)
	default:
		list, _ := g.p.Sys.ReadDir(g.file("refs/heads"))
		if !g.has("-r") {
			for _, e := range list {
				mark := "  "
				if e.Name == g.branch() {
					mark = "* "
				}
				g.p.Out(mark + e.Name + "\n")
			}
		}
		if g.has("-r", "-a", "--all") {
			far, _ := g.p.Sys.ReadDir(g.file("refs/remotes/origin"))
			prefix := "  remotes/origin/"
			if g.has("-r") {
				prefix = "  origin/"
			}
			for _, e := range far {
				g.p.Out(prefix + e.Name + "\n")
			}
		}
		g.done(0)
	}
}

// tell ends with a notice, unless quiet was asked for.
func (g git) tell(notice string) {
	if g.has("-q", "--quiet") {
		g.done(0)
		return
	}
	g.p.Fail(0, notice)
}

func gitCheckout(g git) {
	words := g.words()
	if i := slices.Index(g.rest, "--"); i >= 0 {
		gitRestoreFiles(g, g.rest[i+1:])
		return
	}
	if len(words) == 0 {
		g.done(0)
		return
	}
	name := words[0]
	if g.has("-b", "-B", "-c", "-C", "--create") {
		if g.read("refs/heads/"+name) != "" && !g.has("-B", "-C") {
			g.fatal("a branch named '%s' already exists", name)
			return
		}
		if g.head() != "" {
			g.write("refs/heads/"+name, g.head()+"\n")
		}
		g.write("HEAD", "ref: refs/heads/"+name+"\n")
		g.tell("Switched to a new branch '" + name + "'")
		return
	}
	far := strings.TrimSpace(g.read("refs/remotes/origin/" + name))
	near := strings.TrimSpace(g.read("refs/heads/" + name))
	hash := g.resolve(name)
	_, unstaged, _ := g.states()
	switch {
	case hash == "" && slices.ContainsFunc(g.index(), func(e gitEntry) bool { return below(e.path, g.inside(name)) }):
		gitRestoreFiles(g, words)
	case hash == "":
		g.p.Fail(1, "error: pathspec '"+name+"' did not match any file(s) known to git")
	case name == g.branch():
		g.tell("Already on '" + name + "'")
	case len(compareKept(g, hash, unstaged)) > 0 && !g.has("-f"):
		g.p.Fail(1, "error: Your local changes to the following files would be overwritten by checkout:\n\t"+strings.Join(compareKept(g, hash, unstaged), "\n\t")+"\nPlease commit your changes or stash them before you switch branches.\nAborting")
	case near == "" && far != "":
		g.checkout(far)
		g.write("refs/heads/"+name, far+"\n")
		g.write("HEAD", "ref: refs/heads/"+name+"\n")
		if g.has("-q", "--quiet") {
			g.done(0)
			return
		}
		g.p.Err("Switched to a new branch '" + name + "'\n")
		proc.Finish(g.p, "branch '"+name+"' set up to track 'origin/"+name+"'.\n", 0)
	case near != "":
		g.checkout(hash)
		g.write("HEAD", "ref: refs/heads/"+name+"\n")
		g.tell("Switched to branch '" + name + "'")
	default:
		g.checkout(hash)
		g.write("HEAD", hash+"\n")
		first, _, _ := strings.Cut(g.commit(hash).message, "\n")
		g.tell("Note: switching to '" + name + "'.\n\nYou are in 'detached HEAD' state.\n\nHEAD is now at " + hash[:7] + " " + first)
	}
}

// compareKept are the changed files that a checkout would overwrite.
func compareKept(g git, hash string, unstaged []change) (list []string) {
	target, head := g.tree(g.commit(hash).tree, ""), g.tree(g.commit(g.head()).tree, "")
	for _, ch := range unstaged {
		for _, d := range compare(head, target) {
			if d.path == ch.path {
				list = append(list, ch.path)
			}
		}
	}
	return list
}

func gitRestore(g git) {
	if g.has("--staged", "-S") {
		gitUnstage(g)
		return
	}
	gitRestoreFiles(g, g.words())
}

func gitRestoreFiles(g git, words []string) {
	n := 0
	for _, word := range words {
		dir := g.inside(word)
		for _, e := range g.index() {
			if below(e.path, dir) {
				g.restore(e)
				n++
			}
		}
	}
	if n == 0 && len(words) > 0 {
		g.p.Fail(1, "error: pathspec '"+words[0]+"' did not match any file(s) known to git")
		return
	}
	g.done(0)
}

func gitUnstage(g git) {
	head, index := g.tree(g.commit(g.head()).tree, ""), g.index()
	for _, word := range g.words() {
		dir := g.inside(word)
		index = slices.DeleteFunc(index, func(e gitEntry) bool { return below(e.path, dir) })
		for _, e := range head {
			if below(e.path, dir) {
				index = append(index, e)
			}
		}
	}
	g.setIndex(index)
	g.done(0)
}

func gitReset(g git) {
	words, hash := g.words(), g.head()
	if len(words) > 0 && g.resolve(words[0]) != "" {
		hash = g.resolve(words[0])
		words = words[1:]
	}
	if len(words) > 0 {
		gitUnstage(g)
		return
	}
	if hash == "" {
		g.fatal("ambiguous argument 'HEAD': unknown revision or path not in the working tree.")
		return
	}
	if b := g.branch(); b != "" {
		g.write("refs/heads/"+b, hash+"\n")
	} else {
		g.write("HEAD", hash+"\n")
	}
	if !g.has("--hard") {
		if !g.has("--soft") {
			g.setIndex(g.tree(g.commit(hash).tree, ""))
		}
		g.done(0)
		return
	}
	g.checkout(hash)
	first, _, _ := strings.Cut(g.commit(hash).message, "\n")
	proc.Finish(g.p, "HEAD is now at "+hash[:7]+" "+first+"\n", 0)
}

func gitDiff(g git) {
	index := g.index()
	old, now := index, g.working()
	if g.has("--cached", "--staged") {
		old, now = g.tree(g.commit(g.head()).tree, ""), index
	}
	var b strings.Builder
	for _, ch := range compare(old, now) {
		if ch.kind == "new file" && !g.has("--cached", "--staged") {
			continue
		}
		if w := g.words(); len(w) > 0 && !slices.ContainsFunc(w, func(s string) bool { return below(ch.path, g.inside(s)) }) {
			continue
		}
		before, after := g.get(ch.old), g.get(ch.new)
		if !g.has("--cached", "--staged") {
			after = readOr(g.p, path.Join(g.root, ch.path))
		}
		names := []string{"a/" + ch.path, "b/" + ch.path}
		b.WriteString("diff --git a/" + ch.path + " b/" + ch.path + "\n")
		switch ch.kind {
		case "new file":
			b.WriteString("new file mode 100644\n")
			names[0] = "/dev/null"
		case "deleted":
			b.WriteString("deleted file mode 100644\n")
			names[1] = "/dev/null"
		}
		short := func(h string) string {
			if h == "" {
				return "0000000"
			}
			return h[:7]
		}
		b.WriteString("index " + short(ch.old) + ".." + short(ch.new) + " 100644\n")
		for i, line := range strings.SplitAfterN(unified(g.p, names, edits(diffLines(before), diffLines(after))), "\n", 3) {
			if i < 2 {
				line, _, _ = strings.Cut(line, "\t")
				line += "\n"
			}
			b.WriteString(line)
		}
	}
	proc.Finish(g.p, b.String(), 0)
}

func gitRemote(g git) {
	url := ""
	for line := range strings.Lines(g.read("config")) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "url = "); ok {
			url = v
		}
	}
	words := g.words()
	switch {
	case len(words) >= 3 && words[0] == "add":
		g.write("config", g.read("config")+"[remote \""+words[1]+"\"]\n\turl = "+words[2]+"\n\tfetch = +refs/heads/*:refs/remotes/"+words[1]+"/*\n")
	case url != "" && g.has("-v"):
		g.p.Out("origin\t" + url + " (fetch)\norigin\t" + url + " (push)\n")
	case url != "":
		g.p.Out("origin\n")
	}
	g.done(0)
}

func gitRevParse(g git) {
	words := g.words()
	if g.has("--show-toplevel") {
		proc.Finish(g.p, g.root+"\n", 0)
		return
	}
	name := "HEAD"
	if len(words) > 0 {
		name = words[0]
	}
	hash := g.resolve(name)
	if hash == "" {
		g.fatal("ambiguous argument '%s': unknown revision or path not in the working tree.", name)
		return
	}
	switch {
	case g.has("--abbrev-ref"):
		hash = g.branch()
	case g.has("--short", "--always"):
		hash = hash[:7]
	}
	proc.Finish(g.p, hash+"\n", 0)
}

func gitTag(g git) {
	words := g.words()
	if len(words) == 0 {
		list, _ := g.p.Sys.ReadDir(g.file("refs/tags"))
		for _, e := range list {
			g.p.Out(e.Name + "\n")
		}
		g.done(0)
		return
	}
	g.write("refs/tags/"+words[0], g.head()+"\n")
	g.done(0)
}

func gitLsFiles(g git) {
	for _, e := range g.index() {
		g.p.Out(e.path + "\n")
	}
	g.done(0)
}

func gitRm(g git) {
	index := g.index()
	for _, word := range g.words() {
		dir, n := g.inside(word), len(index)
		for _, e := range index {
			if below(e.path, dir) {
				if !g.has("--cached") {
					_ = g.p.Sys.Remove(path.Join(g.root, e.path))
				}
				g.p.Out("rm '" + e.path + "'\n")
			}
		}
		if index = slices.DeleteFunc(index, func(e gitEntry) bool { return below(e.path, dir) }); len(index) == n {
			g.fatal("pathspec '%s' did not match any files", word)
			return
		}
	}
	g.setIndex(index)
	g.done(0)
}

func gitMv(g git) {
	words := g.words()
	if len(words) != 2 {
		g.p.Fail(129, "usage: git mv [<options>] <source>... <destination>")
		return
	}
	from, to := g.inside(words[0]), g.inside(words[1])
	if err := g.p.Sys.Rename(path.Join(g.root, from), path.Join(g.root, to)); err != nil {
		g.fatal("renaming '%s' failed: %v", from, err)
		return
	}
	index := g.index()
	for i := range index {
		if index[i].path == from {
			index[i].path = to
		}
	}
	g.setIndex(index)
	g.done(0)
}

func gitPull(g git) { g.p.Out("Already up to date.\n"); g.done(0) }

func gitFetch(g git) { g.done(0) }

// gitPush is refused as GitHub refuses somebody it does not know.
func gitPush(g git) {
	if !strings.Contains(g.read("config"), "url = ") {
		g.fatal("No configured push destination.\nEither specify the URL from the command-line or configure a remote repository using\n\n    git remote add <name> <url>\n\nand then push using the remote name\n\n    git push <name>\n")
		return
	}
	g.fatal("could not read Username for 'https://github.com': terminal prompts disabled")
}
