//go:build !core

package bin

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// filePatch is what a patch does to one file.
type filePatch struct {
	from, to string
	hunks    []patchHunk
}

// patchHunk is one @@ block: its lines begin with a blank, - or +.
type patchHunk struct {
	at    int // line in the old file, from 1
	lines []string
}

// patchFile applies a unified diff. Source: GNU patch 2.7.
func patchFile(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "p:,strip R,reverse i:,input o:,output N,forward s,quiet,silent dry-run f,force t,batch b,backup d:,directory E,remove-empty-files u,unified l v,version")
	if !ok {
		return
	}
	if dir := o.value("d", ""); dir != "" {
		if err := p.Sys.Chdir(dir); err != nil {
			c.die(p, 2, "**** Can't change to directory %s : %v", dir, err)
			return
		}
	}
	input := o.value("i", "-")
	if len(names) > 1 {
		input = names[1]
	}
	if input != "-" {
		if _, err := p.Sys.Stat(input); err != nil {
			c.die(p, 2, "**** Can't open patch file %s : %v", input, err)
			return
		}
	}
	c.slurp(p, []string{input}, "", func(p *proc.Proc, text string, code int) {
		all := readPatch(text)
		if len(all) == 0 && strings.TrimSpace(text) != "" {
			c.die(p, 2, "**** Only garbage was found in the patch input.")
			return
		}
		var out strings.Builder
		for _, f := range all {
			if o.has("R") {
				f = f.reversed()
			}
			name := f.target(p, o.value("p", ""))
			if len(names) > 0 {
				name = names[0]
			}
			said, failed := f.apply(p, name, o)
			out.WriteString(said)
			code = max(code, failed)
		}
		proc.Finish(p, out.String(), code)
	})
}

// readPatch finds the files and hunks in a text.
func readPatch(text string) (all []filePatch) {
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.HasPrefix(line, "--- ") && i+1 < len(lines) && strings.HasPrefix(lines[i+1], "+++ ") {
			name := func(s string) string {
				s, _, _ = strings.Cut(strings.TrimSpace(s[4:]), "\t")
				return s
			}
			all = append(all, filePatch{from: name(line), to: name(lines[i+1])})
			i++
			continue
		}
		if !strings.HasPrefix(line, "@@ -") || len(all) == 0 {
			continue
		}
		old, news, ok := hunkCounts(line)
		if !ok {
			continue
		}
		h := patchHunk{at: old[0]}
		for a, b := old[1], news[1]; (a > 0 || b > 0) && i+1 < len(lines) && lines[i+1] != ""; {
			i++
			l := lines[i]
			if l == "\n" {
				l = " \n"
			}
			switch l[0] {
			case ' ':
				a, b = a-1, b-1
			case '-':
				a--
			case '+':
				b--
			default:
				a, b = 0, 0
				continue
			}
			h.lines = append(h.lines, l)
		}
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], `\`) && len(h.lines) > 0 {
			i++
			h.lines[len(h.lines)-1] = strings.TrimSuffix(h.lines[len(h.lines)-1], "\n")
		}
		last := &all[len(all)-1]
		last.hunks = append(last.hunks, h)
	}
	return all
}

// hunkCounts reads @@ -A,B +C,D @@.
func hunkCounts(line string) (old, news [2]int, ok bool) {
	words := strings.Fields(line)
	if len(words) < 4 {
		return old, news, false
	}
	read := func(s string) (n [2]int) {
		at, count, found := strings.Cut(s[1:], ",")
		n[1] = 1
		n[0], _ = strconv.Atoi(at)
		if found {
			n[1], _ = strconv.Atoi(count)
		}
		return n
	}
	return read(words[1]), read(words[2]), true
}

func (f filePatch) reversed() filePatch {
	f.from, f.to = f.to, f.from
	turned := slices.Clone(f.hunks)
	for i, h := range turned {
		lines := slices.Clone(h.lines)
		for j, l := range lines {
			switch l[0] {
			case '-':
				lines[j] = "+" + l[1:]
			case '+':
				lines[j] = "-" + l[1:]
			}
		}
		turned[i].lines = lines
	}
	f.hunks = turned
	return f
}

// target is the file a patch is for.
func (f filePatch) target(p *proc.Proc, strip string) string {
	cut := func(name string) string {
		if name == "/dev/null" {
			return ""
		}
		if strip == "" {
			return path.Base(name)
		}
		n, _ := strconv.Atoi(strip)
		for ; n > 0; n-- {
			if _, rest, ok := strings.Cut(name, "/"); ok {
				name = strings.TrimLeft(rest, "/")
			}
		}
		return name
	}
	a, b := cut(f.from), cut(f.to)
	if a != "" {
		if _, err := p.Sys.Stat(a); err == nil || b == "" {
			return a
		}
	}
	if b == "" {
		return a
	}
	return b
}

// apply changes a file; what cannot be applied goes to NAME.rej.
func (f filePatch) apply(p *proc.Proc, name string, o options) (said string, code int) {
	text, err := p.Sys.ReadFile(name)
	if err != nil {
		text = ""
	}
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	verb := "patching"
	if o.has("dry-run") {
		verb = "checking"
	}
	var out, rejected strings.Builder
	if !o.has("s") {
		out.WriteString(verb + " file " + name + "\n")
	}
	failed, shift := 0, 0
	for i, h := range f.hunks {
		at, ok := h.find(lines, h.at-1+shift)
		if !ok && (filePatch{hunks: []patchHunk{h}}).reversed().fits(lines, h.at-1+shift) && i == 0 {
			out.WriteString("Reversed (or previously applied) patch detected!  Skipping patch.\n")
			failed = len(f.hunks)
			fmt.Fprintf(&out, "%d out of %d hunk%s ignored", failed, failed, lineS(failed))
			for _, h := range f.hunks {
				rejected.WriteString(h.String())
			}
			break
		}
		if !ok {
			failed++
			fmt.Fprintf(&out, "Hunk #%d FAILED at %d.\n", i+1, h.at)
			rejected.WriteString(h.String())
			continue
		}
		if off := at - (h.at - 1); off != 0 && off != shift && h.at > 0 {
			fmt.Fprintf(&out, "Hunk #%d succeeded at %d (offset %d line%s).\n", i+1, at+1, off-shift, lineS(off-shift))
		}
		var news []string
		olds := 0
		for _, l := range h.lines {
			if l[0] != '+' {
				olds++
			}
			if l[0] != '-' {
				news = append(news, l[1:])
			}
		}
		lines = append(append(slices.Clone(lines[:at]), news...), lines[at+olds:]...)
		shift += len(news) - olds
	}
	if failed > 0 {
		code = 1
		if rejected.Len() > 0 && !strings.HasSuffix(out.String(), "ignored") {
			fmt.Fprintf(&out, "%d out of %d hunk%s FAILED", failed, len(f.hunks), lineS(len(f.hunks)))
		}
		if o.has("dry-run") {
			return out.String() + "\n", code
		}
		out.WriteString(" -- saving rejects to file " + name + ".rej\n")
		_ = p.Sys.WriteFile(name+".rej", "--- "+f.from+"\n+++ "+f.to+"\n"+rejected.String(), 0o644)
	}
	if o.has("dry-run") {
		return out.String(), code
	}
	result, to := strings.Join(lines, ""), o.value("o", name)
	if (o.has("b") || failed > 0) && to == name {
		_ = p.Sys.WriteFile(name+".orig", text, 0o644)
	}
	if f.to == "/dev/null" && result == "" {
		_ = p.Sys.Remove(name)
		return out.String(), code
	}
	if err := p.Sys.WriteFile(to, result, 0o644); err != nil {
		return out.String() + "patch: **** Can't create file " + to + " : " + err.Error() + "\n", 2
	}
	return out.String(), code
}

func (f filePatch) fits(lines []string, near int) bool {
	_, ok := f.hunks[0].find(lines, near)
	return ok
}

// find is where the old lines of a hunk stand, nearest to a place first.
func (h patchHunk) find(lines []string, near int) (int, bool) {
	var olds []string
	for _, l := range h.lines {
		if l[0] != '+' {
			olds = append(olds, l[1:])
		}
	}
	if len(olds) == 0 && h.at == 0 {
		return 0, len(lines) == 0
	}
	fits := func(at int) bool {
		return at >= 0 && at+len(olds) <= len(lines) && slices.Equal(lines[at:at+len(olds)], olds)
	}
	for off := range len(lines) + 1 {
		if fits(near + off) {
			return near + off, true
		}
		if fits(near - off) {
			return near - off, true
		}
	}
	return 0, false
}

func (h patchHunk) String() string {
	var b strings.Builder
	olds, news := 0, 0
	for _, l := range h.lines {
		if l[0] != '+' {
			olds++
		}
		if l[0] != '-' {
			news++
		}
		b.WriteString(l)
	}
	return fmt.Sprintf("@@ -%d,%d +%d,%d @@\n", h.at, olds, h.at, news) + b.String()
}

// lineS is the ending of a counted word.
func lineS(n int) string {
	if n == 1 || n == -1 {
		return ""
	}
	return "s"
}
