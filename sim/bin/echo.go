package bin

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/shell"
)

func yes(p *proc.Proc, c call) {
	line := "y\n"
	if len(c.args) > 0 {
		line = strings.Join(c.args, " ") + "\n"
	}
	if len(line) > pieceSize {
		line = line[:pieceSize]
	}
	piece := strings.Repeat(line, max(1, 8192/len(line)))
	generate(p, 0, func(n int) (int, string, bool) { return n, piece, true }, exit(0))
}

func truth(p *proc.Proc, c call) { p.Sys.Exit(0) }

func falsehood(p *proc.Proc, c call) { p.Sys.Exit(1) }

func pwd(p *proc.Proc, c call) {
	if _, _, ok := c.parse(p, "L,logical P,physical"); ok {
		proc.Finish(p, p.Dir+"\n", 0)
	}
}

func clear(p *proc.Proc, c call) { proc.Finish(p, "\x1b[H\x1b[2J\x1b[3J", 0) }

func tty(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "s,silent,quiet")
	if !ok {
		return
	}
	name, code := "not a tty\n", 1
	if p.Sys.IsTerminal(0) {
		name, code = "/dev/pts/0\n", 0
	}
	if o.has("s") {
		name = ""
	}
	proc.Finish(p, name, code)
}

func echo(p *proc.Proc, c call) { proc.Finish(p, shell.Echo(c.args, c.shell()), 0) }

// shell is the shell whose built-ins behave as the flavour's programs do.
func (c call) shell() shell.Flavor {
	if c.flavour == busybox {
		return shell.Ash
	}
	return shell.Bash
}

func printf(p *proc.Proc, c call) {
	if len(c.args) == 0 {
		if c.flavour == gnu {
			c.missing(p, "operand")
			return
		}
		p.Fail(1, c.banner()+"FORMAT [ARG]...")
		return
	}
	out, errs := shell.Printf(c.args)
	code := 0
	for _, e := range errs {
		c.say(p, "%s", e)
		code = 1
	}
	proc.Finish(p, out, code)
}

// test1 is test, [ and [[.
func test1(p *proc.Proc, c call) {
	args := c.args
	if close := map[string]string{"[": "]", "[[": "]]"}[c.program.name]; close != "" {
		if len(args) == 0 || args[len(args)-1] != close {
			c.die(p, 2, c.pick("missing '%s'", "missing %s"), close)
			return
		}
		args = args[:len(args)-1]
	}
	code, wrong := shell.Test(p.Sys, args)
	if wrong != "" {
		c.say(p, "%s", wrong)
	}
	p.Sys.Exit(code)
}
