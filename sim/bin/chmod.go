package bin

import (
	"io/fs"
	"path"
	"strings"

	"drydock/sim/proc"
)

// changing is one run of chmod, chown or chgrp: a change made to operands,
// with -R to all that is in them.
type changing struct {
	call
	options
	change func(p *proc.Proc, name string, st proc.Stat) (done string, err error)
	doing  string // what GNU says it was doing when it failed
	out    strings.Builder
	code   int
}

func (c *changing) all(p *proc.Proc, names []string) {
	for _, name := range names {
		c.one(p, name, c.has("R"))
	}
	proc.Finish(p, c.out.String(), c.code)
}

func (c *changing) one(p *proc.Proc, name string, deep bool) {
	stat := p.Sys.Stat
	if deep || c.has("h") {
		stat = p.Sys.Lstat
	}
	st, err := stat(name)
	if err != nil {
		c.fail(p, "cannot access", name, err)
		return
	}
	if st.IsSymlink() && deep && !c.has("h") {
		return
	}
	done, err := c.change(p, name, st)
	if err != nil {
		c.fail(p, c.doing, name, err)
	}
	if c.has("v", "c") && done != "" {
		c.out.WriteString(done + "\n")
	}
	if !deep || !st.IsDir() {
		return
	}
	entries, err := p.Sys.ReadDir(name)
	if err != nil {
		c.fail(p, "cannot read directory", name, err)
	}
	for _, e := range entries {
		c.one(p, path.Join(name, e.Name), true)
	}
}

func (c *changing) fail(p *proc.Proc, doing, name string, err error) {
	if c.code = 1; c.has("f") {
		return
	}
	c.say(p, c.pick("%[1]s '%[2]s': %[3]v", "%[2]s: %[3]v"), doing, name, err)
}

func chmod(p *proc.Proc, c call) {
	c.args = minusMode(c.args)
	o, names, ok := c.parse(p, "R,recursive v,verbose c,changes f,silent reference: mode:")
	if !ok {
		return
	}
	mode := o.value("mode", "")
	if ref := o.value("reference", ""); ref != "" {
		st, err := p.Sys.Stat(ref)
		if err != nil {
			c.die(p, 1, "failed to get attributes of '%s': %v", ref, err)
			return
		}
		mode = octal(st.Mode)
	}
	if mode == "" && len(names) > 0 {
		mode, names = names[0], names[1:]
	}
	switch {
	case mode == "":
		c.missing(p, "operand")
		return
	case len(names) == 0:
		c.missing(p, "operand after '"+mode+"'")
		return
	}
	if _, ok := changeMode(mode, 0, 0); !ok {
		if c.flavour == busybox {
			c.die(p, 1, "invalid mode '%s'", mode)
			return
		}
		c.misuse(p, "invalid mode: '%s'", mode)
		return
	}
	ch := &changing{call: c, options: o, doing: "changing permissions of"}
	ch.change = func(p *proc.Proc, name string, st proc.Stat) (string, error) {
		to, _ := changeMode(mode, st.Mode, p.Umask)
		if to == st.Mode {
			if o.has("c") {
				return "", p.Sys.Chmod(name, to&^fs.ModeType)
			}
			return "mode of '" + name + "' retained as " + shown(to), p.Sys.Chmod(name, to&^fs.ModeType)
		}
		return "mode of '" + name + "' changed from " + shown(st.Mode) + " to " + shown(to), p.Sys.Chmod(name, to&^fs.ModeType)
	}
	ch.all(p, names)
}

func shown(m fs.FileMode) string { return octal4(m) + " (" + modeString(m)[1:] + ")" }

// minusMode keeps getopt from reading a mode such as -x as an option.
func minusMode(args []string) []string {
	for i, a := range args {
		if len(a) > 1 && a[0] == '-' && strings.Trim(a[1:], "rwxXst,-") == "" && a != "--" {
			return append(append(append([]string(nil), args[:i]...), "--mode="+a), args[i+1:]...)
		}
		if len(a) == 0 || a[0] != '-' {
			return args
		}
	}
	return args
}
