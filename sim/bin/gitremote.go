//go:build !core

package bin

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
)

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
