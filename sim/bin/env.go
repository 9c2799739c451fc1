package bin

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

func env(p *proc.Proc, c call) {
	if len(c.args) > 0 && c.args[0] == "-" {
		c.args = append([]string{"-i"}, c.args[1:]...)
	}
	o, operands, ok := c.parse(p, "+i,ignore-environment u,unset: 0,null C,chdir: S,split-string: v")
	if !ok {
		return
	}
	if o.has("S") {
		c.refuse(p, "-S")
		return
	}
	vars := append([]string(nil), p.Env...)
	if o.has("i") {
		vars = nil
	}
	for _, name := range o.values("u") {
		vars = unset(vars, name)
	}
	for len(operands) > 0 && strings.Index(operands[0], "=") > 0 {
		name, value, _ := strings.Cut(operands[0], "=")
		vars, operands = proc.Setenv(vars, name, value), operands[1:]
	}
	if dir := o.value("C", ""); dir != "" {
		if err := p.Sys.Chdir(dir); err != nil {
			c.die(p, 125, "cannot change directory to '%s': %v", dir, err)
			return
		}
	}
	if len(operands) > 0 {
		c.exec(p, operands, vars, c.pick("'%s': %v", "can't execute '%s': %v"))
		return
	}
	end := "\n"
	if o.has("0") {
		end = "\x00"
	}
	var out strings.Builder
	for _, kv := range vars {
		out.WriteString(kv + end)
	}
	proc.Finish(p, out.String(), 0)
}

func unset(vars []string, name string) (kept []string) {
	for _, kv := range vars {
		if !strings.HasPrefix(kv, name+"=") {
			kept = append(kept, kv)
		}
	}
	return kept
}

// exec becomes another program, found in PATH; if it cannot it says so in the
// given form and ends with 127 (not found) or 126.
func (c call) exec(p *proc.Proc, argv, vars []string, cannot string) {
	p.Env = vars
	path, err := p.Sys.LookPath(argv[0])
	if err == nil {
		err = p.Sys.Exec(path, argv, vars)
	}
	switch err {
	case nil:
	case vfs.ENOENT:
		c.die(p, 127, cannot, argv[0], err)
	default:
		c.die(p, 126, cannot, argv[0], err)
	}
}

func printenv(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "+0,null")
	if !ok {
		return
	}
	end := "\n"
	if o.has("0") {
		end = "\x00"
	}
	var out strings.Builder
	code := 0
	if len(names) == 0 {
		for _, kv := range p.Env {
			out.WriteString(kv + end)
		}
	}
	for _, name := range names {
		value, set := p.Getenv(name)
		if !set {
			code = 1
			continue
		}
		out.WriteString(value + end)
	}
	proc.Finish(p, out.String(), code)
}
