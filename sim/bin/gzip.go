//go:build !core

package bin

import (
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

var (
	errNotGzip = errors.New("not in gzip format")
	errBomb    = errors.New("the content is too large for this lab (limit 8 MB)")
)

// squeeze compresses data as gzip does.
func squeeze(data string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err1 := io.WriteString(w, data)
	if err2 := w.Close(); err1 != nil || err2 != nil {
		return "" // a Buffer takes every byte
	}
	return b.String()
}

// inflate decompresses gzip or bzip2 data, at most maxMemory bytes of it.
func inflate(data string) (string, error) {
	var r io.Reader
	switch {
	case strings.HasPrefix(data, "BZh"):
		r = bzip2.NewReader(strings.NewReader(data))
	case strings.HasPrefix(data, "\x1f\x8b"):
		z, err := gzip.NewReader(strings.NewReader(data))
		if err != nil {
			return "", errors.New("unexpected end of file")
		}
		r = z
	default:
		return "", errNotGzip
	}
	out, err := io.ReadAll(io.LimitReader(r, maxMemory+1))
	switch {
	case len(out) > maxMemory:
		return "", errBomb
	case err != nil:
		return "", errors.New("unexpected end of file")
	}
	return string(out), nil
}

// packer is gzip, gunzip or zcat at work.
type packer struct {
	call
	options
	unpack, out bool
}

func gzipProgram(p *proc.Proc, c call) {
	c.args = withoutLevels(c.args)
	o, names, ok := c.parse(p, "c,stdout,to-stdout d,decompress,uncompress f,force k,keep t,test l,list v,verbose q,quiet n,no-name N r,recursive fast best h")
	if !ok {
		return
	}
	g := packer{call: c, options: o, unpack: o.has("d", "t", "l") || c.program.name != "gzip", out: o.has("c") || c.program.name == "zcat"}
	if bad := o.last("r", "l"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	if len(names) > 0 && !(len(names) == 1 && names[0] == "-") {
		g.files(p, names, 0)
		return
	}
	if p.Sys.IsTerminal(1) && !g.unpack && !o.has("f") {
		c.die(p, 1, "%s", c.pick("compressed data not written to a terminal. Use -f to force compression.\nFor help, type: gzip -h", "compressed data not written to a terminal, use -f to force it"))
		return
	}
	c.slurp(p, nil, "", func(p *proc.Proc, data string, code int) {
		text, err := g.turn(p, data)
		if err != nil {
			g.wrong(p, "stdin", err)
			p.Sys.Exit(1)
			return
		}
		if o.has("t") {
			text = ""
		}
		proc.Finish(p, text, code)
	})
}

// withoutLevels leaves out -1 to -9: there is one way to compress here.
func withoutLevels(args []string) (out []string) {
	for _, a := range args {
		if len(a) > 1 && a[0] == '-' && a[1] != '-' {
			if a = "-" + strings.Trim(a[1:], "0123456789"); a == "-" {
				continue
			}
		}
		out = append(out, a)
	}
	return out
}

func (g packer) turn(p *proc.Proc, data string) (string, error) {
	p.Sys.Spend(len(data)/32 + 1)
	if g.unpack {
		return inflate(data)
	}
	return squeeze(data), nil
}

func (g packer) wrong(p *proc.Proc, name string, err error) {
	switch {
	case g.flavour == busybox && err == errNotGzip:
		g.say(p, "invalid magic")
	case g.flavour == busybox:
		g.say(p, "%v", err)
	default:
		p.Err("\n" + "gzip: " + name + ": " + err.Error() + "\n")
	}
}

// files turns files one after another.
func (g packer) files(p *proc.Proc, names []string, code int) {
	if len(names) == 0 {
		p.Sys.Exit(code)
		return
	}
	out, worst := g.file(p, names[0])
	proc.Emit(p, 1, out, func(p *proc.Proc) { g.files(p, names[1:], max(code, worst)) })
}

func (g packer) file(p *proc.Proc, name string) (out string, code int) {
	own := g.name
	if g.flavour == gnu {
		own = "gzip"
	}
	fail := func(code int, format string, args ...any) (string, int) {
		n := g.call
		n.name = own
		n.say(p, format, args...)
		return "", code
	}
	st, err := p.Sys.Stat(name)
	if strings.HasPrefix(path.Base(g.name), "b") && g.flavour == gnu { // bzip2 and its kin look for no other name
		if own = path.Base(g.name); err != nil {
			return fail(1, "Can't open input file %s: %v.", name, err)
		}
	}
	if err == vfs.ENOENT && g.unpack && !strings.HasSuffix(name, ".gz") && g.flavour == gnu {
		if with, no := p.Sys.Stat(name + ".gz"); no == nil {
			name, st, err = name+".gz", with, nil
		} else {
			return fail(1, "%s.gz: %v", name, err)
		}
	}
	switch {
	case err != nil:
		return fail(1, "%s: %v", name, err)
	case st.IsDir() && g.flavour == gnu:
		return fail(2, "%s is a directory -- ignored", name)
	case !g.unpack && strings.HasSuffix(name, ".gz") && !g.has("f"):
		return fail(2, "%s already has .gz suffix -- unchanged", name)
	}
	data, err := p.Sys.ReadFile(name)
	if err != nil {
		return fail(1, "%s: %v", name, err)
	}
	target := name + ".gz"
	if g.unpack && !g.out && !g.has("t") {
		base, ok := unsuffixed(name)
		if !ok && g.flavour == gnu {
			return fail(2, "%s: unknown suffix -- ignored", name)
		} else if !ok {
			return fail(1, "%s: unknown suffix - ignored", name)
		}
		target = base
	}
	text, err := g.turn(p, data)
	if err != nil {
		g.wrong(p, name, err)
		return "", 1
	}
	if g.has("t") {
		return "", 0
	}
	if g.out {
		return text, 0
	}
	if _, err := p.Sys.Lstat(target); err == nil && !g.has("f") {
		if g.flavour == busybox {
			return fail(1, "can't open '%s': %v", target, vfs.EEXIST)
		}
		return fail(2, "%s already exists;\tnot overwritten", target)
	}
	if err := p.Sys.WriteFile(target, text, st.Mode.Perm()); err != nil {
		return fail(1, "%s: %v", target, err)
	}
	p.Sys.Chmod(target, st.Mode)
	p.Sys.Chtimes(target, st.ModTime)
	if !g.has("k") {
		p.Sys.Remove(name)
	}
	return "", 0
}

// unsuffixed is the name a packed file gets when it is unpacked.
func unsuffixed(name string) (string, bool) {
	for _, s := range [][2]string{{".tgz", ".tar"}, {".gz", ""}, {".bz2", ""}, {".z", ""}} {
		if base, ok := strings.CutSuffix(name, s[0]); ok && path.Base(base) != "" {
			return base + s[1], true
		}
	}
	return "", false
}

// bunzip2 unpacks; packing needs a compressor that is not at hand.
func bunzip2(p *proc.Proc, c call) {
	if c.program.name == "bzip2" && !strings.Contains(strings.Join(c.args, " "), "-d") {
		c.refuse(p, "compressing with bzip2")
		return
	}
	c.program.name = map[string]string{"bzip2": "gunzip", "bunzip2": "gunzip", "bzcat": "zcat"}[c.program.name]
	gzipProgram(p, c)
}
