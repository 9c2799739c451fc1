//go:build !core

package bin

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// differ is one run of diff.
type differ struct {
	call
	options
}

// sameName replaces a directory by the file in it that is named like the other.
func (d differ) sameName(p *proc.Proc, names []string) []string {
	names = slices.Clone(names)
	for i, name := range names {
		if st, err := p.Sys.Stat(name); err == nil && st.IsDir() {
			names[i] = strings.TrimSuffix(name, "/") + "/" + path.Base(names[1-i])
		}
	}
	return names
}

// compare tells two files' differences; 2 is for files that are too long.
func (d differ) compare(p *proc.Proc, names, files []string) (out string, code int) {
	a, b := diffLines(d.eased(files[0])), diffLines(d.eased(files[1]))
	switch {
	case files[0] == files[1] || slices.Equal(a, b):
		if d.has("s") {
			out = "Files " + names[0] + " and " + names[1] + " are identical\n"
		}
		return out, 0
	case d.has("q"):
		return "Files " + names[0] + " and " + names[1] + " differ\n", 1
	case strings.Contains(files[0]+files[1], "\x00") && !d.has("a"):
		return d.pick("Binary files ", "Files ") + names[0] + " and " + names[1] + " differ\n", 1
	case len(a)*len(b) > 4_000_000:
		return "", 2
	case d.has("u", "U") || d.flavour == busybox:
		return unified(p, names, edits(a, b)), 1
	}
	return normal(edits(a, b)), 1
}

// eased is a text without the differences that do not count.
func (d differ) eased(text string) string {
	if !d.has("i", "w", "b", "B") {
		return text
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		switch line = strings.TrimSuffix(line, "\n"); {
		case d.has("w"):
			line = strings.Join(strings.Fields(line), "")
		case d.has("b"):
			indent := ""
			if strings.TrimLeft(line, " \t") != line {
				indent = " "
			}
			line = indent + strings.Join(strings.Fields(line), " ")
		}
		if d.has("i") {
			line = strings.ToLower(line)
		}
		if line != "" || !d.has("B") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

const mostCompared = 5000 // files

// trees compares two directories, and with -r what is below them.
func (d differ) trees(p *proc.Proc, a, b string) {
	var out strings.Builder
	left, code := mostCompared, 0
	d.tree(p, strings.TrimSuffix(a, "/"), strings.TrimSuffix(b, "/"), &out, &code, &left)
	proc.Finish(p, out.String(), code)
}

// tree appends what differs; code becomes the exit code.
func (d differ) tree(p *proc.Proc, a, b string, out *strings.Builder, code, left *int) {
	in := map[string]int{}
	var names []string
	for i, dir := range []string{a, b} {
		entries, err := p.Sys.ReadDir(dir)
		if err != nil {
			d.say(p, "%s: %v", dir, err)
			*code = 2
		}
		for _, e := range entries {
			if slices.ContainsFunc(d.values("x"), func(glob string) bool { ok, _ := path.Match(glob, e.Name); return ok }) {
				continue
			}
			if in[e.Name] == 0 {
				names = append(names, e.Name)
			}
			in[e.Name] |= 1 << i
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if *left--; *left < 0 || !p.Sys.Spend(20) && *left < mostCompared/2 {
			d.say(p, "too many files to compare here")
			*code = 2
			return
		}
		d.pair(p, a, b, name, in[name], out, code, left)
	}
}

func (d differ) pair(p *proc.Proc, a, b, name string, where int, out *strings.Builder, code, left *int) {
	one, two := a+"/"+name, b+"/"+name
	st1, err1 := p.Sys.Stat(one)
	st2, err2 := p.Sys.Stat(two)
	switch {
	case where != 3 && !(d.has("N") && (err1 != nil || !st1.IsDir()) && (err2 != nil || !st2.IsDir())):
		dir := map[int]string{1: a, 2: b}[where]
		out.WriteString("Only in " + dir + ": " + name + "\n")
		*code = max(*code, 1)
	case err1 == nil && err2 == nil && st1.IsDir() && st2.IsDir():
		if d.has("r") {
			d.tree(p, one, two, out, code, left)
		} else {
			out.WriteString("Common subdirectories: " + one + " and " + two + "\n")
		}
	case err1 == nil && err2 == nil && st1.IsDir() != st2.IsDir():
		kind := map[bool]string{true: "directory", false: "regular file"}
		out.WriteString("File " + one + " is a " + kind[st1.IsDir()] + " while file " + two + " is a " + kind[st2.IsDir()] + "\n")
		*code = max(*code, 1)
	default:
		files := []string{readOrEmpty(p, one), readOrEmpty(p, two)}
		text, differs := d.compare(p, []string{one, two}, files)
		if differs == 1 && !d.has("q") && d.flavour == gnu && !strings.HasPrefix(text, "Binary") {
			text = strings.Join(append(append([]string{"diff"}, d.given()...), one, two), " ") + "\n" + text
		}
		out.WriteString(text)
		*code = max(*code, differs)
	}
}

// given are the options as they were typed.
func (d differ) given() (words []string) {
	for _, a := range d.args {
		if strings.HasPrefix(a, "-") {
			words = append(words, a)
		}
	}
	return words
}

func readOrEmpty(p *proc.Proc, name string) string {
	text, err := p.Sys.ReadFile(name)
	if err != nil && err != vfs.ENOENT {
		return ""
	}
	return text
}
