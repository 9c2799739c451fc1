//go:build !core

package bin

import (
	"slices"
	"strings"

	"drydock/sim/proc"
)

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
