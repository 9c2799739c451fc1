//go:build !core

package bin

import (
	"fmt"
	"path"
	"slices"
	"strings"
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
