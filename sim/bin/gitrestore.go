//go:build !core

package bin

import (
	"slices"
	"strings"

	"drydock/sim/proc"
)

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
