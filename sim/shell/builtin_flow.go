package shell

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/vfs"
)

// statusArg reads the status of exit and return.
func (s *shell) statusArg(c *call) (code int, ok bool) {
	if len(c.args) == 0 {
		return s.status, true
	}
	n, err := strconv.Atoi(c.args[0])
	if err != nil || n < 0 && s.flavor != Bash {
		s.errorf(c.name, "%s", textBadNumber.of(s.flavor, c.args[0]))
		return 2, s.flavor == Bash
	}
	return n & 0xff, true
}

func exit(s *shell, c *call) int {
	code, _ := s.statusArg(c)
	if s.interactive && s.flavor == Bash {
		s.print(2, map[bool]string{false: "exit\n", true: "logout\n"}[s.login])
	}
	s.exit(code)
	return keep
}

func returnFrom(s *shell, c *call) int {
	code, ok := s.statusArg(c)
	if !ok {
		return 2
	}
	switch {
	case s.leaveFunction():
	case s.flavor == Bash:
		s.errorf("return", "can only `return' from a function or sourced script")
		return 2
	case !s.interactive:
		s.exit(code)
		return keep
	}
	s.status = code
	return keep
}

func breakLoop(s *shell, c *call) int {
	n := 1
	if len(c.args) > 0 {
		var err error
		if n, err = strconv.Atoi(c.args[0]); err != nil || n < 1 {
			return s.complain(c.name, textBadNumber, c.args[0])
		}
	}
	s.status = 0
	if !s.inLoop() {
		if s.flavor == Bash {
			s.errorf(c.name, "%s", textNotInLoop[Bash])
		}
		return keep
	}
	s.leaveLoops(n, c.name == "continue")
	return keep
}

func eval(s *shell, c *call) int {
	s.evaluate(strings.Join(c.args, " "), context{tested: c.tested})
	return keep
}

// sourceFile is "." and source. Source: POSIX 2.14, dot.
func sourceFile(s *shell, c *call) int {
	if len(c.args) == 0 {
		if s.flavor == Bash {
			s.errorf(c.name, "filename argument required")
			s.print(2, c.name+": usage: "+c.name+" filename [arguments]\n")
		}
		return 2
	}
	name := c.args[0]
	data, err := s.readSource(name)
	if err != nil {
		msg := text{name + ": " + err.Error(), "cannot open " + name + ": " + openReason(err, Dash), "can't open '" + name + "': " + err.Error()}
		if s.flavor == Bash {
			s.errorf("", "%s", msg[Bash])
			return 1
		}
		s.errorf(c.name, "%s", msg.of(s.flavor))
		if s.interactive {
			return 2
		}
		s.exit(2)
		return keep
	}
	under := textFrame{lineBase: s.lineBase, params: s.params, sourced: true, file: name, sourcing: s.sourcing}
	if len(c.args) > 1 && s.flavor != Dash {
		s.params = c.args[1:]
	}
	s.runText(data, under, context{tested: c.tested})
	return keep
}

func (s *shell) readSource(name string) (string, error) {
	if !strings.Contains(name, "/") {
		for _, dir := range strings.Split(s.value("PATH"), ":") {
			if data, err := s.p.Sys.ReadFile(dir + "/" + name); err == nil {
				return data, nil
			}
		}
		if s.flavor != Bash {
			if _, err := s.p.Sys.Stat(name); err != nil || s.flavor == Dash {
				return "", vfs.ENOENT
			}
		}
	}
	return s.p.Sys.ReadFile(name)
}

// execute is exec: with a command the process becomes it; without one the
// redirections stay, for which see openFrame.
func execute(s *shell, c *call) int {
	args := c.args
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return 0
	}
	argv := args
	if s.flavor == Bash && args[0] == "-a" && len(args) > 2 {
		argv = append([]string{args[1]}, args[3:]...)
		args = args[2:]
	}
	file, err := s.find(args[0])
	if err != nil {
		s.cannotRun("exec", args[0], err)
		if !s.interactive {
			s.exit(s.status)
		}
		return keep
	}
	if len(s.ops) > 0 { // what is queued has to be written first
		s.push(becomeFrame{file, argv})
		return keep
	}
	s.become(file, argv, s.environ())
	return keep
}

// becomeFrame does exec once the output before it is written.
type becomeFrame struct {
	file string
	argv []string
}

func (f becomeFrame) step(s *shell) { s.become(f.file, f.argv, s.environ()) }

// command runs a command without looking at functions, or says what it is.
func command(s *shell, c *call) int {
	args := c.args
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && len(args[0]) > 1 {
		flag := args[0]
		args = args[1:]
		switch flag {
		case "-v", "-V":
			return s.commandV(args, flag == "-V")
		case "-p":
			continue
		case "--":
		default:
			s.errorf("command", "%s", textBadOption.of(s.flavor, flag))
			return 2
		}
		break
	}
	return s.runWithoutFunctions(args, c)
}

// runNamed is bash's builtin.
func runNamed(s *shell, c *call) int {
	if len(c.args) > 0 {
		if _, ok := findBuiltin(c.args[0], s.flavor); !ok {
			s.errorf("builtin", "%s: not a shell builtin", c.args[0])
			return 1
		}
	}
	return s.runWithoutFunctions(c.args, c)
}

func (s *shell) runWithoutFunctions(args []string, c *call) int {
	if len(args) == 0 {
		return 0
	}
	if b, ok := findBuiltin(args[0], s.flavor); ok {
		b.special = false
		s.runBuiltin(b, args, c.context)
		return keep
	}
	s.execute(args, nil, c.context)
	return keep
}

// timeFrame prints how long a command took, for bash's time. Only the clock on
// the wall is simulated.
type timeFrame struct {
	from  time.Time
	posix bool
}

func (f timeFrame) step(s *shell) {
	real := s.p.Sys.Now().Sub(f.from)
	m, sec := int(real.Minutes()), real.Seconds()
	sec -= float64(m * 60)
	if f.posix {
		s.print(2, "real "+strconv.FormatFloat(real.Seconds(), 'f', 2, 64)+"\nuser 0.00\nsys 0.00\n")
		return
	}
	s.print(2, "\nreal\t"+strconv.Itoa(m)+"m"+strconv.FormatFloat(sec, 'f', 3, 64)+"s\nuser\t0m0.000s\nsys\t0m0.000s\n")
}

func times(s *shell, c *call) int {
	if s.flavor == Bash {
		return s.out(c, "0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n")
	}
	return s.out(c, "0m0.000000s 0m0.000000s\n0m0.000000s 0m0.000000s\n")
}
