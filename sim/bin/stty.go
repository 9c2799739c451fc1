//go:build !core

package bin

import (
	"fmt"
	"strconv"

	"drydock/sim/proc"
)

func stty(p *proc.Proc, c call) {
	if !p.Sys.IsTerminal(0) {
		c.die(p, 1, c.pick("'%s': %s", "%s: %s"), "standard input", "Inappropriate ioctl for device")
		return
	}
	cols, rows := p.Sys.Size(0)
	out := ""
	for _, a := range c.args {
		switch a {
		case "size":
			out += fmt.Sprintf("%d %d\n", rows, cols)
		case "-a", "--all":
			out += fmt.Sprintf("speed 38400 baud; rows %d; columns %d; line = 0;\nintr = ^C; quit = ^\\; erase = ^?; kill = ^U; eof = ^D; start = ^Q; stop = ^S; susp = ^Z;\nicrnl ixon opost onlcr isig icanon echo\n", rows, cols)
		case "echo":
			p.Sys.Echo(0, true)
		case "-echo":
			p.Sys.Echo(0, false)
		case "sane":
			p.Sys.Echo(0, true)
		default:
			c.die(p, 1, "setting '%s' is not simulated", a)
			return
		}
	}
	if len(c.args) == 0 {
		out = "speed 38400 baud; line = 0;\n"
	}
	proc.Finish(p, out, 0)
}

// capabilities are terminfo's names and what an xterm does for them.
var capabilities = []struct{ name, text string }{
	{"clear", "\x1b[H\x1b[2J\x1b[3J"}, {"bold", "\x1b[1m"}, {"sgr0", "\x1b(B\x1b[m"}, {"rev", "\x1b[7m"}, {"smul", "\x1b[4m"}, {"rmul", "\x1b[24m"},
	{"dim", "\x1b[2m"}, {"el", "\x1b[K"}, {"ed", "\x1b[J"}, {"home", "\x1b[H"}, {"civis", "\x1b[?25l"}, {"cnorm", "\x1b[?12l\x1b[?25h"}, {"bel", "\a"},
	{"smcup", "\x1b[?1049h\x1b[22;0;0t"}, {"rmcup", "\x1b[?1049l\x1b[23;0;0t"}, {"cuu1", "\x1b[A"}, {"op", "\x1b[39;49m"},
}

func tput(p *proc.Proc, c call) {
	if len(c.args) == 0 {
		p.Fail(2, "usage: tput [-V] [-S] [-T term] capname")
		return
	}
	if _, ok := p.Getenv("TERM"); !ok {
		c.die(p, 2, "No value for $TERM and no -T specified")
		return
	}
	cols, rows := p.Sys.Size(1)
	if cols == 0 {
		cols, rows = p.Sys.Size(2)
	}
	if cols == 0 {
		cols, rows = 80, 24
	}
	switch name := c.args[0]; name {
	case "cols":
		proc.Finish(p, fmt.Sprintf("%d\n", cols), 0)
	case "lines":
		proc.Finish(p, fmt.Sprintf("%d\n", rows), 0)
	case "colors":
		proc.Finish(p, "256\n", 0)
	case "setaf", "setab":
		n := 0
		if len(c.args) > 1 {
			n, _ = strconv.Atoi(c.args[1])
		}
		base := map[string]int{"setaf": 30, "setab": 40}[name]
		text := fmt.Sprintf("\x1b[%dm", base+n)
		if n > 7 {
			text = fmt.Sprintf("\x1b[%d;5;%dm", base+8, n)
		}
		proc.Finish(p, text, 0)
	case "cup":
		var row, col int
		if len(c.args) > 2 {
			row, _ = strconv.Atoi(c.args[1])
			col, _ = strconv.Atoi(c.args[2])
		}
		proc.Finish(p, fmt.Sprintf("\x1b[%d;%dH", row+1, col+1), 0)
	default:
		for _, known := range capabilities {
			if known.name == name {
				proc.Finish(p, known.text, 0)
				return
			}
		}
		c.die(p, 4, "unknown terminfo capability '%s'", name)
	}
}

// reset brings a terminal into a sane state.
func reset(p *proc.Proc, _ call) {
	p.Sys.Echo(0, true)
	proc.Finish(p, "\x1bc\x1b(B\x1b[m\x1b[J\x1b[?25h", 0)
}
