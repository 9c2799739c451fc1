package shell

import "strings"

// builtin is one command the shell itself knows.
type builtin struct {
	name    string
	in      flavourSet
	special bool // POSIX 2.14: its errors end a script, its assignments stay
	run     func(s *shell, c *call) int
}

// call is a builtin at work. What it prints goes to the shell's descriptors;
// what it cannot do at once it pushes as frames.
type call struct {
	context
	name string
	args []string // without the name
}

// findBuiltin looks a name up among the builtins of a flavour. The table is
// not a package variable because the rows of eval and command lead back to it.
func findBuiltin(name string, f Flavor) (builtin, bool) {
	rows := [...]builtin{
		{":", everywhere, true, succeed}, {".", everywhere, true, sourceFile}, {"[", everywhere, false, testBuiltin},
		{"[[", flavourSet(1 << Ash), false, testBuiltin}, {"alias", everywhere, false, alias}, {"bg", everywhere, false, background},
		{"break", everywhere, true, breakLoop}, {"builtin", onlyBash, false, runNamed}, {"cd", everywhere, false, changeDir},
		{"chdir", flavourSet(1<<Dash | 1<<Ash), false, changeDir}, {"command", everywhere, false, command}, {"continue", everywhere, true, breakLoop},
		{"declare", onlyBash, false, declare}, {"dirs", onlyBash, false, listDirs}, {"disown", onlyBash, false, succeed},
		{"echo", everywhere, false, echo}, {"enable", onlyBash, false, unsimulated}, {"eval", everywhere, true, eval},
		{"exec", everywhere, true, execute}, {"exit", everywhere, true, exit}, {"export", everywhere, true, export},
		{"false", everywhere, false, failing}, {"fg", everywhere, false, foreground}, {"getopts", everywhere, false, getopts},
		{"hash", everywhere, false, hash}, {"jobs", everywhere, false, listJobs}, {"kill", everywhere, false, kill},
		{"let", notDash, false, let}, {"local", everywhere, false, local}, {"logout", onlyBash, false, exit},
		{"mapfile", onlyBash, false, mapfile}, {"popd", onlyBash, false, popDir}, {"printf", everywhere, false, printfBuiltin},
		{"pushd", onlyBash, false, pushDir}, {"pwd", everywhere, false, printDir}, {"read", everywhere, false, read},
		{"readarray", onlyBash, false, mapfile}, {"readonly", everywhere, true, export}, {"return", everywhere, true, returnFrom},
		{"set", everywhere, true, set}, {"shift", everywhere, true, shift}, {"shopt", onlyBash, false, shopt},
		{"source", notDash, true, sourceFile}, {"test", everywhere, false, testBuiltin}, {"times", everywhere, true, times},
		{"trap", everywhere, true, trap}, {"true", everywhere, false, succeed}, {"type", everywhere, false, typeOf},
		{"typeset", onlyBash, false, declare}, {"ulimit", everywhere, false, ulimit}, {"umask", everywhere, false, umask},
		{"unalias", everywhere, false, unalias}, {"unset", everywhere, true, unset}, {"wait", everywhere, false, wait},
	}
	for i := range rows {
		if rows[i].name == name {
			return rows[i], rows[i].in.has(f)
		}
	}
	return builtin{}, false
}

// runBuiltin runs a builtin. In dash and ash the failure of a special builtin
// (2: it was misused) ends a script.
func (s *shell) runBuiltin(b builtin, args []string, c context) {
	depth := len(s.frames)
	code := b.run(s, &call{context: c, name: args[0], args: args[1:]})
	if s.gone || code == keep {
		return
	}
	s.status = code
	if b.special && code == 2 && s.flavor != Bash && !s.interactive && len(s.frames) == depth && args[0] != "." && args[0] != "trap" {
		s.exit(2)
	}
}

// keep is what a builtin returns that has set the status itself or has left
// frames that will.
const keep = -1

func succeed(*shell, *call) int { return 0 }
func failing(*shell, *call) int { return 1 }

func unsimulated(s *shell, c *call) int {
	s.errorf(c.name, "this builtin is not simulated")
	return 1
}

func noJobControl(s *shell, c *call) int {
	return s.complain(c.name, text{"no job control", "No current job", "No current job"})
}

// out prints to standard output; without one it is an error.
func (s *shell) out(c *call, text string) int {
	if s.print(1, text) {
		return 0
	}
	s.errorf(c.name, "%s", [...]string{"write error: Bad file descriptor", "I/O error", "write error: Bad file descriptor"}[s.flavor])
	return 1
}

func echo(s *shell, c *call) int { return s.out(c, Echo(c.args, s.flavor)) }

func testBuiltin(s *shell, c *call) int {
	args := c.args
	if c.name == "[" || c.name == "[[" {
		end := map[string]string{"[": "]", "[[": "]]"}[c.name]
		if len(args) == 0 || args[len(args)-1] != end {
			s.appletError(c.name, text{"missing `]'", "missing ]", "missing " + end}.of(s.flavor))
			return 2
		}
		args = args[:len(args)-1]
	}
	code, err := testWith(tester{sys: s.p.Sys, proc: s.p, args: args, flavor: s.flavor})
	if err != "" {
		s.appletError(c.name, err)
	}
	return code
}

// appletError is the complaint of a builtin that busybox shares with a program
// of its own: it names no line and no builtin.
func (s *shell) appletError(name, message string) {
	if s.flavor == Ash {
		s.print(2, s.name+": "+message+"\n")
		return
	}
	s.errorf(name, "%s", message)
}

func printfBuiltin(s *shell, c *call) int {
	args, name := c.args, ""
	if s.flavor == Bash && len(args) > 1 && args[0] == "-v" {
		name, args = args[1], args[2:]
	}
	if s.flavor == Dash && len(args) > 0 && args[0] == "-v" {
		return s.complain("printf", text{Dash: "Illegal option -v"})
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		usage := text{"printf: usage: printf [-v var] format [arguments]\n", "", ""}
		if s.flavor == Bash {
			s.print(2, usage[Bash])
			return 2
		}
		s.appletError("printf", text{Dash: "usage: printf format [arg ...]", Ash: "usage: printf FORMAT [ARGUMENT...]"}.of(s.flavor))
		return 2
	}
	out, errs := printf(args, s.flavor)
	for _, e := range errs {
		s.appletError("printf", e)
	}
	if name != "" {
		if msg := s.assign(name, out); msg != "" {
			s.errorf("printf", "%s", msg)
			return 1
		}
		out = ""
	}
	code := s.out(c, out)
	if len(errs) > 0 {
		code = 1
		if s.flavor == Dash && strings.HasSuffix(errs[len(errs)-1], "invalid directive") {
			code = 2
		}
	}
	return code
}

func let(s *shell, c *call) int {
	if len(c.args) == 0 {
		return s.complain("let", text{"expression expected", "", "expression expected"})
	}
	x := &expander{s: s}
	var n int64
	for _, a := range c.args {
		n = x.number(a)
	}
	if x.err != "" {
		s.print(2, x.err+"\n")
		return 1
	}
	return int(truth(n == 0))
}

// Knows tells whether bash itself has a command of that name.
func Knows(name string) bool {
	_, ok := findBuiltin(name, Bash)
	return ok
}
