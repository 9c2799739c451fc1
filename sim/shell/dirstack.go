package shell

import (
	"strconv"
	"strings"
)

// dirStack is what pushd and popd work on, the current directory first. It is
// kept in the array DIRSTACK, where bash shows it too.
func (s *shell) dirStack() []string {
	stack := []string{s.value("PWD")}
	for i, d := range s.vars.At("DIRSTACK").elements() {
		if i != "0" {
			stack = append(stack, d)
		}
	}
	return stack
}

func (s *shell) setDirStack(stack []string) {
	for i, d := range stack {
		index := strconv.Itoa(i)
		if msg := s.assignAt("DIRSTACK", &index, d); msg != "" {
			return
		}
	}
	if count(s.vars.At("DIRSTACK")) > len(stack) {
		s.forget("DIRSTACK")
		s.setDirStack(stack)
	}
}

// count is how many elements an array has.
func count(v variable) (n int) {
	for range v.elements() {
		n++
	}
	return n
}

// listDirs is dirs: the stack on one line, home as a tilde.
func listDirs(s *shell, c *call) int {
	if len(c.args) > 0 && c.args[0] == "-c" {
		s.forget("DIRSTACK")
		return 0
	}
	var shown []string
	for _, d := range s.dirStack() {
		if home := s.value("HOME"); home != "" && (d == home || strings.HasPrefix(d, home+"/")) {
			d = "~" + d[len(home):]
		}
		shown = append(shown, d)
	}
	return s.out(c, strings.Join(shown, " ")+"\n")
}

func pushDir(s *shell, c *call) int {
	stack := s.dirStack()
	var to string
	switch {
	case len(c.args) == 0 && len(stack) < 2:
		s.errorf("pushd", "no other directory")
		return 1
	case len(c.args) == 0:
		to = stack[1]
		stack = append([]string{to, stack[0]}, stack[2:]...)
	case len(stack) >= 100 || strings.HasPrefix(c.args[0], "+") || strings.HasPrefix(c.args[0], "-"):
		s.errorf("pushd", "%s: this argument is not simulated", c.args[0])
		return 1
	default:
		to = c.args[0]
		stack = append([]string{to}, stack...)
	}
	return s.moveTo(c, "pushd", to, stack)
}

func popDir(s *shell, c *call) int {
	stack := s.dirStack()
	if len(stack) < 2 {
		s.errorf("popd", "directory stack empty")
		return 1
	}
	return s.moveTo(c, "popd", stack[1], stack[1:])
}

// moveTo changes the directory, makes stack the stack and shows it.
func (s *shell) moveTo(c *call, name, to string, stack []string) int {
	if err := s.p.Sys.Chdir(to); err != nil {
		s.errorf(name, "%s: %s", to, err)
		return 1
	}
	s.assign("OLDPWD", s.value("PWD"))
	s.assign("PWD", s.p.Dir)
	stack[0] = s.p.Dir
	s.setDirStack(stack)
	return listDirs(s, &call{context: c.context, name: "dirs"})
}

// shellOptions are those of shopt that do something here.
var shellOptions = []struct {
	name string
	flag func(*options) *bool
}{
	{"dotglob", func(o *options) *bool { return &o.dotglob }}, {"failglob", func(o *options) *bool { return &o.failglob }},
	{"nullglob", func(o *options) *bool { return &o.nullglob }},
}

// harmless are options of shopt whose value makes no difference here, with it.
var harmless = map[string]bool{"extglob": true, "checkwinsize": true, "cmdhist": true, "histappend": false, "expand_aliases": false, "interactive_comments": true,
	"progcomp": true, "promptvars": true, "sourcepath": true, "login_shell": false, "lithist": false, "huponexit": false, "autocd": false, "cdspell": false}

// shopt sets, unsets and shows bash's further options.
func shopt(s *shell, c *call) int {
	set, unset, quiet := false, false, false
	args := c.args
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		set, unset, quiet = set || strings.Contains(args[0], "s"), unset || strings.Contains(args[0], "u"), quiet || strings.Contains(args[0], "q")
		args = args[1:]
	}
	code := 0
	for _, name := range args {
		found := false
		for _, o := range shellOptions {
			if o.name != name {
				continue
			}
			found = true
			switch {
			case set || unset:
				*o.flag(&s.opts) = set
			default:
				on := *o.flag(&s.opts)
				if !on {
					code = 1
				}
				if !quiet {
					s.out(c, name+strings.Repeat(" ", max(15-len(name), 0))+"\t"+onOff(on)+"\n")
				}
			}
		}
		value, known := harmless[name]
		switch {
		case found:
		case known && !set && !unset:
			if !value {
				code = 1
			}
			if !quiet {
				s.out(c, name+strings.Repeat(" ", max(15-len(name), 0))+"\t"+onOff(value)+"\n")
			}
		case known:
		case contains([]string{"globstar", "nocaseglob", "nocasematch", "lastpipe", "inherit_errexit", "extdebug", "execfail"}, name):
			s.errorf("shopt", "%s: this option is not simulated", name)
			code = 1
		default:
			s.errorf("shopt", "%s: invalid shell option name", name)
			code = 1
		}
	}
	return code
}
