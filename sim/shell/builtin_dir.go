package shell

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// changeDir is cd. Source: POSIX cd; -P and -L choose whether links in the
// path are followed.
func changeDir(s *shell, c *call) int {
	args, physical := c.args, false
	for len(args) > 0 && len(args[0]) > 1 && args[0][0] == '-' {
		if strings.Trim(args[0], "-LPe@") != "" {
			return s.complain("cd", textBadOption, args[0])
		}
		physical = strings.HasSuffix(args[0], "P")
		args = args[1:]
	}
	if len(args) > 1 && s.flavor == Bash {
		return s.complain("cd", text{Bash: "too many arguments"})
	}
	target, show := s.value("HOME"), false
	if len(args) > 0 {
		target = args[0]
	}
	switch {
	case len(args) == 0 && target == "":
		if _, set := s.lookup("HOME"); !set && s.flavor == Bash {
			return s.complain("cd", text{Bash: "HOME not set"})
		}
		return 0
	case target == "-":
		old, set := s.lookup("OLDPWD")
		if !set {
			return s.complain("cd", text{"OLDPWD not set", "OLDPWD not set", "OLDPWD not set"})
		}
		target, show = old, true
	case target == "":
		return 0
	}
	full, found := s.cdPath(target)
	show = show || found
	if err := s.p.Sys.Chdir(full); err != nil {
		return s.cannotEnter(target, err)
	}
	if physical {
		if st, err := s.p.Sys.Stat(full); err == nil {
			full = st.Path
		}
	}
	s.movePWD(full)
	if show {
		return s.out(c, full+"\n")
	}
	return 0
}

// cdPath is where cd goes: CDPATH is searched for relative names.
func (s *shell) cdPath(target string) (full string, found bool) {
	pwd := s.value("PWD")
	if strings.HasPrefix(target, "/") {
		return path.Clean(target), false
	}
	if cdpath := s.value("CDPATH"); cdpath != "" && !strings.HasPrefix(target, ".") {
		for _, dir := range strings.Split(cdpath, ":") {
			try := path.Join(dir, target)
			if st, err := s.p.Sys.Stat(try); dir != "" && err == nil && st.IsDir() {
				return try, true
			}
		}
	}
	if !strings.HasPrefix(pwd, "/") {
		pwd = s.p.Dir
	}
	return path.Join(pwd, target), false
}

func (s *shell) cannotEnter(target string, err error) int {
	switch s.flavor {
	case Bash:
		s.errorf("cd", "%s: %s", target, err)
	case Dash:
		s.errorf("cd", "can't cd to %s", target)
	default:
		s.errorf("cd", "can't cd to %s: %s", target, err)
	}
	return s.flavor.usageError()
}

func (s *shell) movePWD(dir string) {
	old := s.value("PWD")
	s.assign("OLDPWD", old)
	s.assign("PWD", dir)
	v := s.vars.At("OLDPWD")
	v.exported = s.vars.At("PWD").exported
	s.vars = s.vars.Set("OLDPWD", v)
}

func printDir(s *shell, c *call) int {
	dir := s.value("PWD")
	if len(c.args) > 0 && c.args[0] == "-P" || dir == "" {
		dir = s.p.Dir
	}
	return s.out(c, dir+"\n")
}

// umask shows or sets the mask for new files, in octal or as u=rwx,g=rx.
func umask(s *shell, c *call) int {
	args := c.args
	symbolic := len(args) > 0 && args[0] == "-S"
	if symbolic {
		args = args[1:]
	}
	if len(args) == 0 {
		if symbolic {
			return s.out(c, fmt.Sprintf("u=%s,g=%s,o=%s\n", allowed(s.p.Umask>>6), allowed(s.p.Umask>>3), allowed(s.p.Umask)))
		}
		return s.out(c, fmt.Sprintf("%04o\n", uint32(s.p.Umask)))
	}
	if n, err := strconv.ParseUint(args[0], 8, 32); err == nil && n <= 0o777 {
		s.p.Umask = fs.FileMode(n)
		return 0
	}
	mask, ok := symbolicMask(args[0], s.p.Umask)
	if !ok {
		return s.complain("umask", maskFault(args[0]))
	}
	s.p.Umask = mask
	return 0
}

// maskFault is what is wrong with a mask.
func maskFault(arg string) text {
	bash := arg + ": octal number out of range"
	if i := strings.IndexFunc(arg, func(r rune) bool { return !strings.ContainsRune("ugoa", r) }); i >= 0 && strings.Trim(arg, "0123456789") != "" {
		bash = "`" + arg[i:i+1] + "': invalid symbolic mode operator"
	}
	return text{bash, "Illegal mode: " + arg, "illegal mode: " + arg}
}

func allowed(mask fs.FileMode) string {
	out := ""
	for i, letter := range "rwx" {
		if mask&(4>>i) == 0 {
			out += string(letter)
		}
	}
	return out
}

func symbolicMask(text string, mask fs.FileMode) (fs.FileMode, bool) {
	for _, clause := range strings.Split(text, ",") {
		i := strings.IndexAny(clause, "=+-")
		if i < 0 {
			return mask, false
		}
		var bits fs.FileMode
		for _, letter := range clause[i+1:] {
			at := strings.IndexRune("xwr", letter)
			if at < 0 {
				return mask, false
			}
			bits |= 1 << at
		}
		who := clause[:i]
		if who == "" || who == "a" {
			who = "ugo"
		}
		for _, w := range who {
			at := strings.IndexRune("ogu", w)
			if at < 0 {
				return mask, false
			}
			of, all := bits<<(3*at), fs.FileMode(7)<<(3*at)
			switch clause[i] {
			case '=':
				mask = mask&^all | all&^of
			case '+':
				mask &^= of
			default:
				mask |= of
			}
		}
	}
	return mask, true
}

func ulimit(s *shell, c *call) int {
	if len(c.args) == 0 {
		return s.out(c, "unlimited\n")
	}
	switch flag := c.args[0]; {
	case len(c.args) == 1 && limitNames[strings.Trim(flag, "-SH")] != "":
		return s.out(c, s.limit(limitNames[strings.Trim(flag, "-SH")], strings.Contains(flag, "H"))+"\n")
	case flag == "-a":
		return s.out(c, text{"open files                          (-n) 1048576\n", "nofiles              1048576\n", "-n: file descriptors            1048576\n"}.of(s.flavor))
	case len(flag) == 2 && strings.Contains("cdfmstuvHSnl", flag[1:]):
		if len(c.args) > 1 || s.flavor == Bash && !strings.HasPrefix(flag, "-") {
			return 0
		}
		return s.out(c, "unlimited\n")
	default:
		s.errorf("ulimit", "%s", textBadOption.of(s.flavor, flag))
		return 2
	}
}

// limitNames are the limits of ulimit's flags as /proc/self/limits has them.
var limitNames = map[string]string{"n": "Max open files", "u": "Max processes", "p": "Max processes", "c": "Max core file size", "f": "Max file size",
	"t": "Max cpu time", "d": "Max data size"}

// limit is one of /proc/self/limits, in the units in which ulimit prints it.
func (s *shell) limit(name string, hard bool) string {
	column := 0
	if hard {
		column = 1
	}
	data, err := s.p.Sys.ReadFile("/proc/self/limits")
	if err != nil {
		data = "Max open files 1048576 1048576"
	}
	for line := range strings.Lines(data) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			if f := strings.Fields(rest); len(f) > column {
				return f[column]
			}
		}
	}
	return "unlimited"
}
