package bin

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

// flavour is whose program it is: texts and some defaults differ.
type flavour int

const (
	gnu     flavour = iota // coreutils, grep, procps and the like, as Debian has them
	busybox                // BusyBox, as its own image and Alpine have it
)

// program is one program in both its flavours.
type program struct {
	name    string
	run     func(p *proc.Proc, c call)
	usage   string // what stands behind the name in a usage line
	short   string
	trouble int // exit code of GNU's usage errors when it is not 1
}

// call is one run of a program. It is a value, kept across waits; the process
// is not in it, since each event may come with another one.
type call struct {
	program
	flavour
	name string // as the program calls itself in messages
	args []string
}

// as returns the program in one flavour.
func (g program) as(f flavour) proc.Program {
	return func(p *proc.Proc, _ proc.Event) { g.start(p, f, p.Argv) }
}

// start begins a program whose own name is argv[0].
func (g program) start(p *proc.Proc, f flavour, argv []string) {
	c := call{program: g, flavour: f, name: g.name}
	if len(argv) > 0 {
		c.args = argv[1:]
		if f == gnu && argv[0] != "" {
			c.name = argv[0]
		}
	}
	if g.usage != "" && len(c.args) == 1 {
		switch {
		case c.args[0] == "--help" && f == gnu:
			proc.Finish(p, "Usage: "+c.name+" "+g.usage+"\n"+g.short+".\n", 0)
			return
		case c.args[0] == "--help":
			p.Fail(0, c.banner())
			return
		case c.args[0] == "--version" && f == gnu:
			proc.Finish(p, path.Base(c.name)+" "+g.release()+"\n", 0)
			return
		}
	}
	g.run(p, c)
}

// releases are what programs that are not of coreutils say they are.
var releases = []struct{ names, release string }{
	{"grep egrep fgrep", "(GNU grep) 3.11"}, {"sed", "(GNU sed) 4.9"}, {"find xargs", "(GNU findutils) 4.10.0"},
	{"diff cmp", "(GNU diffutils) 3.10"}, {"awk", "(mawk) 1.3.4"}, {"kill pgrep pkill pidof free uptime", "from procps-ng 4.0.4"},
	{"su rev", "from util-linux 2.41"}, {"hostname", "(net-tools) 3.25"}, {"killall", "(PSmisc) 23.7"}, {"which", "(debianutils) 5.23"},
}

func (g program) release() string {
	for _, r := range releases {
		if strings.Contains(" "+r.names+" ", " "+g.name+" ") {
			return r.release
		}
	}
	return "(GNU coreutils) 9.7"
}

// pick chooses the text of the call's flavour.
func (c call) pick(ofGNU, ofBusyBox string) string {
	if c.flavour == gnu {
		return ofGNU
	}
	return ofBusyBox
}

// say prints "NAME: text" on standard error.
func (c call) say(p *proc.Proc, format string, args ...any) {
	p.Err(c.name + ": " + fmt.Sprintf(format, args...) + "\n")
}

// die says why and ends the process.
func (c call) die(p *proc.Proc, code int, format string, args ...any) {
	c.say(p, format, args...)
	p.Sys.Exit(code)
}

// misuse ends the process as a wrong use of the program does: GNU points to
// --help, BusyBox prints its usage.
func (c call) misuse(p *proc.Proc, format string, args ...any) {
	c.say(p, format, args...)
	if c.flavour == gnu {
		p.Fail(max(c.trouble, 1), "Try '"+c.name+" --help' for more information.")
		return
	}
	p.Fail(1, c.banner())
}

// missing is the misuse of giving too few operands, of which BusyBox says nothing.
func (c call) missing(p *proc.Proc, what string) {
	if c.flavour == gnu {
		c.misuse(p, "missing %s", what)
		return
	}
	p.Fail(1, c.banner())
}

// refuse says that a part of the program is not simulated.
func (c call) refuse(p *proc.Proc, what string) {
	c.die(p, 1, "%s is not simulated", what)
}

// exhausted ends a process that asks for more memory than a program here may have.
func (c call) exhausted(p *proc.Proc) {
	c.die(p, max(c.trouble, 1), "%s", c.pick("memory exhausted", "out of memory"))
}

const version = "BusyBox v1.37.0 (2024-09-26 21:31:42 UTC) multi-call binary."

func (c call) banner() string {
	return version + "\n\nUsage: " + strings.TrimRight(c.program.name+" "+c.usage, " ") + "\n\n" + c.short
}
