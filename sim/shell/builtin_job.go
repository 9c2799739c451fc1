package shell

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

func listJobs(s *shell, c *call) int {
	s.reap()
	for i, j := range s.jobs {
		switch {
		case len(c.args) > 0 && c.args[0] == "-p":
			s.out(c, strconv.Itoa(j.pid)+"\n")
		default:
			s.out(c, s.describe(i))
		}
		j.told = true
		s.setJob(i, j)
	}
	s.dropJobs()
	return 0
}

// waitingFrame is the builtin wait.
type waitingFrame struct {
	pids []int // those not waited for yet
	all  bool  // all that there are: the status is 0
}

func wait(s *shell, c *call) int {
	if len(c.args) == 0 {
		f := waitingFrame{all: true}
		for _, j := range s.jobs {
			f.pids = append(f.pids, j.pid)
		}
		s.push(f)
		return keep
	}
	f := waitingFrame{}
	code := keep
	for _, arg := range c.args {
		if arg == "-n" {
			continue
		}
		i := s.findJob(arg)
		pid, err := strconv.Atoi(arg)
		switch {
		case i >= 0:
			f.pids = append(f.pids, s.jobs[i].pid)
			continue
		case err == nil && s.flavor == Bash:
			s.errorf("wait", "pid %d is not a child of this shell", pid)
			code = 127
		case err == nil:
			code = 127
		case strings.HasPrefix(arg, "%"):
			if code = s.complain("wait", textNoJob, arg); s.flavor == Bash {
				code = 127
			}
		default:
			s.complain("wait", text{"`%s': not a pid or valid job spec", "Illegal number: %s", "Illegal number: %s"}, arg)
			code = s.flavor.usageError()
		}
	}
	if len(f.pids) > 0 {
		s.push(f)
		return keep
	}
	return code
}

func (f waitingFrame) step(s *shell) {
	if len(s.due) > 0 { // a trap ends the waiting
		sig, _ := proc.ParseSignal(s.due[0])
		s.status = 128 + int(sig)
		return
	}
	s.reap()
	for len(f.pids) > 0 {
		i := s.jobOf(f.pids[0])
		if i >= 0 && !s.jobs[i].done {
			s.wait(f)
			return
		}
		if i >= 0 {
			j := s.jobs[i]
			s.status, j.told = j.code, !s.interactive || !f.all
			s.setJob(i, j)
			s.ended = s.ended.Delete(j.pid)
		}
		f.pids = f.pids[1:]
	}
	s.dropJobs()
	if f.all {
		s.status = 0
	}
}

// kill sends a signal to processes or jobs. Source: POSIX kill.
func kill(s *shell, c *call) int {
	args, sig := c.args, proc.SIGTERM
	if len(args) > 0 && (args[0] == "-l" || args[0] == "-L") {
		return s.listSignals(c, args[1:])
	}
	if len(args) > 0 && strings.HasPrefix(args[0], "-") && len(args[0]) > 1 && args[0] != "--" {
		name := args[0][1:]
		args = args[1:]
		if (name == "s" || name == "n") && len(args) > 0 {
			name, args = args[0], args[1:]
		}
		parsed, ok := proc.ParseSignal(name)
		if !ok && name != "0" && !strings.EqualFold(name, "EXIT") {
			if s.flavor == Ash {
				s.appletError("kill", "bad signal name '"+name+"'")
				return 1
			}
			return s.complain("kill", text{"%s: invalid signal specification", "Illegal option -%s", ""}, map[bool]string{true: name[:min(1, len(name))], false: name}[s.flavor == Dash])
		}
		if sig = parsed; !ok {
			sig = 0
		}
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		return s.killUsage()
	}
	code := 0
	for _, target := range args {
		code = max(code, s.killOne(target, sig))
	}
	return code
}

func (s *shell) killUsage() int {
	switch s.flavor {
	case Bash:
		s.print(2, "kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n")
		return 2
	case Dash:
		s.errorf("kill", "Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]")
		return 2
	}
	s.appletError("kill", "you need to specify whom to kill")
	return 1
}

func (s *shell) killOne(target string, sig proc.Signal) int {
	if strings.HasPrefix(target, "%") {
		i := s.findJob(target)
		if i < 0 {
			return s.complain("kill", textNoJob, target)
		}
		target = strconv.Itoa(s.jobs[i].pid)
	}
	pid, err := strconv.Atoi(target)
	if err != nil {
		return s.complain("kill", text{"%s: arguments must be process or job IDs", "Illegal number: %s", "invalid number '%s'"}, target)
	}
	if err := s.p.Sys.Kill(pid, sig); err != nil {
		switch s.flavor {
		case Bash:
			s.errorf("kill", "(%d) - %s", pid, err)
		case Dash:
			s.errorf("kill", "%s\n", err)
		default:
			s.appletError("kill", fmt.Sprintf("can't kill pid %d: %s", pid, err))
		}
		return 1
	}
	if pid == s.p.PID && s.p.Catch.Has(sig) {
		s.wait(pauseFrame{}) // the trap runs before the next command
	}
	return 0
}

// pauseFrame is nothing: it lets a signal in.
type pauseFrame struct{}

func (pauseFrame) step(*shell) {}

func (s *shell) listSignals(c *call, args []string) int {
	for _, a := range args {
		n, err := strconv.Atoi(a)
		sig, ok := proc.ParseSignal(strconv.Itoa(n & 0x7f))
		if err != nil {
			sig, ok = proc.ParseSignal(a)
			if ok && s.flavor != Dash {
				s.out(c, strconv.Itoa(int(sig))+"\n")
				continue
			}
		}
		if !ok || err != nil && s.flavor == Dash {
			return s.listFault(a, text{"%s: invalid signal specification", "Illegal number: %s", "bad signal name '%s'"})
		}
		s.out(c, sig.Name()+"\n")
	}
	if len(args) > 0 {
		return 0
	}
	for n := 1; n <= 31; n++ {
		name := proc.Signal(n).Name()
		if s.flavor == Bash {
			end := "\t"
			if n%5 == 0 || n == 31 {
				end = "\n"
			}
			s.out(c, pad2(n)+") SIG"+name+end)
			continue
		}
		s.out(c, name+"\n")
	}
	return 0
}

// listFault is a wrong argument of kill -l; it ends a script of dash.
func (s *shell) listFault(arg string, t text) int {
	code := s.complain("kill", t, arg)
	if s.flavor == Dash {
		s.abandon(code)
		return keep
	}
	return code
}

func pad2(n int) string {
	if n < 10 {
		return " " + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// trap lists or sets the actions for signals and EXIT.
func trap(s *shell, c *call) int {
	args := c.args
	if len(args) > 0 && args[0] == "-l" {
		return s.listSignals(c, nil)
	}
	if len(args) > 0 && (args[0] == "--" || args[0] == "-p") {
		args = args[1:]
	}
	if len(args) == 0 {
		for name, action := range s.traps.All() {
			if s.flavor == Bash && name != "EXIT" && name != "ERR" {
				name = "SIG" + name
			}
			s.out(c, "trap -- "+singleQuoted(action)+" "+name+"\n")
		}
		return 0
	}
	action := args[0]
	_, isNumber := strconv.Atoi(action)
	reset := action == "-" || isNumber == nil || len(args) == 1
	if action == "-" || isNumber != nil && len(args) > 1 {
		args = args[1:]
	}
	code := 0
	for _, word := range args {
		name, ok := trapName(word)
		switch {
		case !ok && s.flavor == Bash:
			s.errorf("trap", "%s: invalid signal specification", word)
			code = 1
		case !ok:
			s.print(2, text{Dash: "trap: " + word + ": bad trap\n", Ash: s.where("trap") + word + ": invalid signal specification\n"}.of(s.flavor))
			code = 1
		case reset:
			s.traps = s.traps.Delete(name)
		default:
			s.traps = s.traps.Set(name, action)
		}
	}
	s.signals()
	return code
}
