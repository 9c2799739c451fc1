package bin

import (
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func basename(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "+a,multiple s,suffix: z,zero")
	if !ok {
		return
	}
	suffix := o.value("s", "")
	switch {
	case len(operands) == 0:
		c.missing(p, "operand")
		return
	case !o.has("a", "s") && len(operands) > 2:
		c.misuse(p, "extra operand '%s'", operands[2])
		return
	case !o.has("a", "s") && len(operands) == 2:
		suffix, operands = operands[1], operands[:1]
	}
	var out strings.Builder
	for _, name := range operands {
		base := name
		if name != "" {
			base = path.Base(name)
		}
		if base != suffix {
			base = strings.TrimSuffix(base, suffix)
		}
		out.WriteString(base + "\n")
	}
	proc.Finish(p, out.String(), 0)
}

func dirname(p *proc.Proc, c call) {
	_, operands, ok := c.parse(p, "+z,zero")
	if !ok {
		return
	}
	if len(operands) == 0 {
		c.missing(p, "operand")
		return
	}
	var out strings.Builder
	for _, name := range operands {
		trimmed := strings.TrimRight(name, "/")
		at := strings.LastIndexByte(trimmed, '/')
		dir := "."
		switch {
		case trimmed == "" && name != "", at == 0:
			dir = "/"
		case at > 0:
			if dir = strings.TrimRight(trimmed[:at], "/"); dir == "" {
				dir = "/"
			}
		}
		out.WriteString(dir + "\n")
	}
	proc.Finish(p, out.String(), 0)
}

func readlink(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "f,canonicalize e,canonicalize-existing m,canonicalize-missing n,no-newline q,quiet s,silent v,verbose")
	if !ok {
		return
	}
	if len(operands) == 0 {
		c.missing(p, "operand")
		return
	}
	out, code := "", 0
	for _, name := range operands {
		text, err := linkText(p, o, name)
		if err != nil {
			code = 1
			if o.has("v") {
				c.say(p, "%s: %v", name, err)
			}
			continue
		}
		if out += text; !o.has("n") || len(operands) > 1 {
			out += "\n"
		}
	}
	proc.Finish(p, out, code)
}

func linkText(p *proc.Proc, o options, name string) (string, error) {
	if o.has("f", "e", "m") {
		return resolve(p, name, o.last("f", "e", "m"))
	}
	st, err := p.Sys.Lstat(name)
	if err == nil && !st.IsSymlink() {
		err = vfs.EINVAL
	}
	return st.Data, err
}

// resolve is the path without links; how is e when all of it has to exist, f
// when the last component need not, m when nothing has to.
func resolve(p *proc.Proc, name, how string) (string, error) {
	if st, err := p.Sys.Stat(name); err == nil {
		return st.Path, nil
	}
	abs := name
	if !strings.HasPrefix(name, "/") {
		abs = p.Dir + "/" + name
	}
	full, err := vfs.Resolve(abs, true, func(s string) (vfs.Node, error) {
		st, err := p.Sys.Lstat(s)
		if err == vfs.ENOENT && how == "m" {
			return vfs.Dir(0o755, p.Sys.Now()), nil
		}
		return st.Node, err
	})
	if err == nil && how == "e" {
		_, err = p.Sys.Lstat(full)
	}
	return full, err
}

func realpath(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "e,canonicalize-existing m,canonicalize-missing s,strip q,quiet z")
	if !ok {
		return
	}
	if len(operands) == 0 {
		c.missing(p, "operand")
		return
	}
	how := o.last("e", "m")
	if how == "" {
		how = c.pick("f", "e")
	}
	out, code := "", 0
	for _, name := range operands {
		full, err := resolve(p, name, how)
		switch {
		case name == "":
			err = vfs.ENOENT
			fallthrough
		case err != nil:
			code = 1
			c.say(p, "%s: %v", name, err)
		default:
			out += full + "\n"
		}
	}
	proc.Finish(p, out, code)
}

func which(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "a s")
	if !ok {
		return
	}
	search, _ := p.Getenv("PATH")
	out, code := "", 0
	for _, name := range names {
		found := false
		for _, dir := range strings.Split(search, ":") {
			file := path.Join(dir, name)
			if strings.Contains(name, "/") {
				file = name
			}
			st, err := p.Sys.Stat(file)
			if err != nil || st.IsDir() || st.Mode&0o111 == 0 {
				continue
			}
			out += file + "\n"
			found = true
			if !o.has("a") || file == name {
				break
			}
		}
		if !found {
			code = 1
		}
	}
	proc.Finish(p, out, code)
}

func flush(p *proc.Proc, c call) { p.Sys.Exit(0) }

// makeParents makes a directory and those above it that are missing.
func makeParents(p *proc.Proc, dir string) error {
	if st, err := p.Sys.Stat(dir); err != vfs.ENOENT {
		if err == nil && !st.IsDir() {
			return vfs.ENOTDIR
		}
		return err
	}
	if up := path.Dir(dir); up != "." && up != "/" && up != dir {
		if err := makeParents(p, up); err != nil {
			return err
		}
	}
	return p.Sys.Mkdir(dir, 0o777)
}

func listOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' })
}
