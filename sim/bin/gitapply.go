//go:build !core

package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

// gitApply changes the files of the working tree as diffs say, all or none.
// Source: git-apply(1), git 2.39.
func gitApply(g git) {
	o, names, ok := g.parse(g.p, "p: R,reverse check v,verbose q,quiet N,intent-to-add whitespace: ignore-whitespace unidiff-zero index cached 3way stat summary numstat reject")
	if !ok {
		return
	}
	if bad := o.last("index", "cached", "3way", "stat", "summary", "numstat", "reject"); bad != "" {
		g.p.Fail(1, "git apply: --"+bad+" is not simulated")
		return
	}
	for _, name := range names {
		if _, err := g.p.Sys.Stat(name); err != nil && name != "-" {
			g.p.Fail(128, fmt.Sprintf("error: can't open patch '%s': %v", name, err))
			return
		}
	}
	g.slurp(g.p, names, "", func(p *proc.Proc, text string, _ int) {
		all := readPatch(text)
		if len(all) == 0 {
			p.Fail(128, `error: No valid patches in input (allow with "--allow-empty")`)
			return
		}
		for i := range all {
			if o.has("R") {
				all[i] = all[i].reversed()
			}
		}
		var wrong []string
		for _, f := range all {
			if why := f.refusal(p, f.target(p, o.value("p", "1"))); why != "" {
				wrong = append(wrong, why)
			}
		}
		switch {
		case wrong != nil:
			p.Fail(1, strings.Join(wrong, "\n"))
			return
		case o.has("check"):
			p.Sys.Exit(0)
			return
		}
		for _, f := range all {
			name := f.target(p, o.value("p", "1"))
			_ = makeDirs(p, path.Dir(name)) // what is in the way, apply tells
			if said, code := f.apply(p, name, options{{key: "s"}}); code != 0 {
				p.Fail(1, "error: "+strings.TrimSpace(said))
				return
			}
			if o.has("v") {
				p.Err("Applied patch " + name + " cleanly.\n")
			}
		}
		p.Sys.Exit(0)
	})
}

// refusal is why git does not apply a patch to a file, "" if it does.
func (f filePatch) refusal(p *proc.Proc, name string) string {
	text, err := p.Sys.ReadFile(name)
	switch {
	case err != nil && f.from != "/dev/null":
		return "error: " + name + ": " + err.Error()
	case err == nil && f.from == "/dev/null":
		return "error: " + name + ": already exists in working directory"
	}
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	for _, h := range f.hunks {
		if _, ok := h.find(lines, h.at-1); !ok {
			return fmt.Sprintf("error: patch failed: %s:%d\nerror: %s: patch does not apply", name, h.at, name)
		}
	}
	return ""
}
