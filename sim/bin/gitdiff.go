//go:build !core

package bin

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
)

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
