package bin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

func kill(p *proc.Proc, c call) {
	sig, args, ok := c.signalArgument(p, "kill")
	if !ok {
		return
	}
	if len(args) == 0 {
		if c.flavour == busybox {
			c.die(p, 1, "you need to specify whom to kill")
			return
		}
		c.usageOnly(p)
		return
	}
	code := 0
	for _, a := range args {
		pid, err := strconv.Atoi(a)
		if err != nil {
			c.say(p, c.pick("failed to parse argument: '%s'", "invalid number '%s'"), a)
			code = 1
			continue
		}
		if err := p.Sys.Kill(pid, sig); err != nil {
			c.say(p, c.pick("(%d): %v", "can't kill pid %d: %v"), pid, err)
			code = 1
		}
	}
	p.Sys.Exit(code)
}

// signalArgument reads -SIG, -s SIG and -l; with ok false the process has ended.
func (c call) signalArgument(p *proc.Proc, kind string) (sig proc.Signal, rest []string, ok bool) {
	sig, args := proc.SIGTERM, c.args
	if len(args) == 0 || len(args[0]) < 2 || args[0][0] != '-' {
		return sig, args, true
	}
	name := args[0][1:]
	args = args[1:]
	switch {
	case name == "-":
		return sig, args, true
	case name == "l" || name == "L":
		proc.Finish(p, c.signalList(args), 0)
		return 0, nil, false
	case (name == "s" || name == "n") && len(args) > 0:
		name, args = args[0], args[1:]
	case strings.HasPrefix(name, "-signal="):
		name = name[8:]
	}
	if name == "0" {
		return 0, args, true
	}
	if sig, ok = proc.ParseSignal(name); !ok {
		if kind != "kill" {
			return proc.SIGTERM, c.args, true
		}
		c.die(p, 1, c.pick("unknown signal name %s", "bad signal name '%s'"), name)
		return 0, nil, false
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	return sig, args, true
}

// signalList is what kill -l prints: all signals, or the names of numbers and
// the numbers of names.
func (c call) signalList(args []string) string {
	var b strings.Builder
	for _, a := range args {
		n, err := strconv.Atoi(a)
		if sig, ok := proc.ParseSignal(a); err != nil && ok {
			fmt.Fprintf(&b, "%d\n", int(sig))
		} else {
			b.WriteString(proc.Signal(n&127).Name() + "\n")
		}
	}
	if len(args) > 0 {
		return b.String()
	}
	for n := 1; n <= 31; n++ {
		name := proc.Signal(n).Name()
		switch {
		case c.flavour == busybox:
			fmt.Fprintf(&b, "%2d) %s\n", n, name)
		case n == 16 || n == 31:
			b.WriteString(name + "\n")
		default:
			b.WriteString(name + " ")
		}
	}
	return b.String()
}

// pgrep lists the processes whose name matches, pkill signals them.
func pgrep(p *proc.Proc, c call) {
	kills := strings.HasSuffix(c.program.name, "pkill")
	sig := proc.SIGTERM
	if kills {
		var ok bool
		if sig, c.args, ok = c.signalArgument(p, "pkill"); !ok {
			return
		}
	}
	o, operands, ok := c.parse(p, "f,full x,exact l,list-name a,list-full v,inverse n,newest o,oldest u:,euid P:,parent c,count i,ignore-case d:,delimiter s:")
	if !ok {
		return
	}
	if len(operands) == 0 && !o.has("u", "P") {
		c.trouble = 2
		c.misuse(p, "no matching criteria specified")
		return
	}
	pattern := strings.Join(operands, "|")
	if o.has("x") {
		pattern = "^(" + pattern + ")$"
	}
	re, err := compile(pattern, true, o.has("i"))
	if err != nil {
		c.die(p, 2, "%v", err)
		return
	}
	var found []proc.Info
	for _, i := range p.Sys.Processes() {
		text := i.Name
		if o.has("f") {
			text = strings.Join(i.Argv, " ")
		}
		fits := re.MatchString(text) && c.ofUser(p, o, i) && (!o.has("P") || slices.Contains(strings.Split(o.value("P", ""), ","), strconv.Itoa(i.PPID)))
		if i.PID != p.PID && i.State != 'Z' && fits != o.has("v") {
			found = append(found, i)
		}
	}
	switch {
	case len(found) > 0 && o.has("n"):
		found = found[len(found)-1:]
	case len(found) > 0 && o.has("o"):
		found = found[:1]
	}
	c.showFound(p, o, found, kills, sig)
}

func (c call) ofUser(p *proc.Proc, o options, i proc.Info) bool {
	if !o.has("u") {
		return true
	}
	for _, name := range strings.Split(o.value("u", ""), ",") {
		if a, ok := find(users(p), name); ok && a.id == i.UID {
			return true
		}
	}
	return false
}

func (c call) showFound(p *proc.Proc, o options, found []proc.Info, kills bool, sig proc.Signal) {
	var lines []string
	code := 0
	for _, i := range found {
		line := strconv.Itoa(i.PID)
		switch {
		case kills:
			if err := p.Sys.Kill(i.PID, sig); err != nil {
				c.say(p, c.pick("killing pid %d failed: %v", "can't kill pid %d: %v"), i.PID, err)
				code = 1
			}
		case o.has("a"):
			line += " " + psArgs(psView{}, i)
		case o.has("l"):
			line += " " + i.Name
		}
		lines = append(lines, line)
	}
	if len(found) == 0 {
		code = 1
	}
	out := strings.Join(lines, o.value("d", "\n"))
	switch {
	case o.has("c"):
		out = strconv.Itoa(len(found)) + "\n"
	case kills:
		out = ""
	case out != "":
		out += "\n"
	}
	proc.Finish(p, out, code)
}

// killall signals processes by their exact name.
func killall(p *proc.Proc, c call) {
	sig, names, ok := c.signalArgument(p, "kill")
	if !ok {
		return
	}
	if len(names) == 0 {
		c.missing(p, "operand")
		return
	}
	code := 0
	for _, name := range names {
		hit := false
		for _, i := range p.Sys.Processes() {
			if i.Name == name && i.PID != p.PID {
				hit = true
				p.Sys.Kill(i.PID, sig)
			}
		}
		if !hit {
			c.say(p, c.pick("%s: no process found", "%s: no process killed"), name)
			code = 1
		}
	}
	p.Sys.Exit(code)
}

// pidof prints the process ids of programs, newest first.
func pidof(p *proc.Proc, c call) {
	_, names, ok := c.parse(p, "s o:")
	if !ok {
		return
	}
	var ids []string
	for _, name := range names {
		for _, i := range slices.Backward(p.Sys.Processes()) {
			if i.Name == name {
				ids = append(ids, strconv.Itoa(i.PID))
			}
		}
	}
	if len(ids) == 0 {
		p.Sys.Exit(1)
		return
	}
	proc.Finish(p, strings.Join(ids, " ")+"\n", 0)
}
