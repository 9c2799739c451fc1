//go:build !core

package bin

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

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
