package shell

import (
	"path"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// Program is the shell of a flavour. A name such as bash, dash or ash in
// Argv[0] goes before f; "sh" is whatever the binary is. It takes
//
//	sh [-ceilux] [-o option] [-c script [name]] [file] [argument …]
//
// and reads its script from standard input when none is named.
func Program(f Flavor) proc.Program {
	return func(p *proc.Proc, ev proc.Event) {
		if ev.Kind == proc.Start {
			begin(p, f)
		} else if _, ok := p.State.(*state); ok {
			step(p, ev)
		}
	}
}

// step is the shell after its start; a subshell starts with it.
func step(p *proc.Proc, ev proc.Event) {
	s := load(p)
	switch ev.Kind {
	case proc.Start: // a subshell
		p.Catch, p.Ignore = 0, s.ignoredByTraps()
		if s.background > 0 && s.p.PID != 1 {
			p.Ignore |= proc.Of(proc.SIGINT, proc.SIGQUIT)
		}
	case proc.Signaled:
		s.signaled(ev.Signal)
	}
	s.run()
}

// begin reads the arguments of a new shell.
func begin(p *proc.Proc, f Flavor) {
	s := &shell{p: p}
	argv0 := "sh"
	if len(p.Argv) > 0 {
		argv0 = p.Argv[0]
	}
	s.flavor, s.name = flavourOf(argv0, f), argv0
	s.login = strings.HasPrefix(argv0, "-")
	s.pid, s.ppid = p.PID, p.PPID
	s.started = p.Sys.Now().Unix()
	s.random = int(s.started) + p.PID*7919
	s.line = 1
	for fd := range 10 {
		if fd < 3 || p.Sys.Dup(fd, fd) == nil {
			s.fds = s.fds.Set(fd, fd)
		}
	}
	s.importEnv(p)
	rest, ok := s.parseArgs(p.Argv[min(1, len(p.Argv)):])
	s.initVars()
	if ok {
		s.chooseScript(rest)
	}
	s.run()
}

// parseArgs reads the options and returns what follows them.
func (s *shell) parseArgs(args []string) (rest []string, ok bool) {
	command := false
	for len(args) > 0 && len(args[0]) > 1 && (args[0][0] == '-' || args[0][0] == '+') {
		arg := args[0]
		args = args[1:]
		if arg == "--" {
			break
		}
		if (arg == "--rcfile" || arg == "--init-file") && len(args) > 0 {
			s.rcfile, args = args[0], args[1:]
			continue
		}
		if strings.HasPrefix(arg, "--") {
			if !s.longOption(arg) {
				return nil, false
			}
			continue
		}
		for _, c := range arg[1:] {
			switch {
			case c == 'c':
				command = true
			case c == 'o' && len(args) > 0:
				if !s.setNamed(args[0], arg[0] == '-') {
					s.badArg("", arg[:1]+"o "+args[0])
					return nil, false
				}
				args = args[1:]
			case c == 'i':
				s.interactive = true
			case c == 'l':
				s.login = true
			case c == 's' || c == 'p':
			case !s.setFlag(byte(c), arg[0] == '-'):
				s.badArg("", arg[:1]+string(c))
				return nil, false
			}
		}
	}
	if len(args) > 0 && args[0] == "-" {
		args = args[1:]
	}
	if !command {
		return args, true
	}
	if len(args) == 0 {
		s.exitWith(2, s.name+": "+text{"-c: option requires an argument", "0: -c requires an argument", "-c requires an argument"}.of(s.flavor))
		return nil, false
	}
	s.origin, s.command = fromCommand, args[0]
	return args[1:], true
}

func (s *shell) longOption(arg string) bool {
	switch arg {
	case "--login":
		s.login = true
	case "--norc":
		s.norc = true
	case "--noprofile", "--posix", "--noediting":
	case "--version":
		s.exitSaying(0, "GNU bash, version "+bashVersion+" (x86_64-pc-linux-gnu)\n")
		return false
	case "--help":
		s.exitSaying(0, "Usage:\t"+s.name+" [-ceiluxn] [-o option] [-c script [name]] [file] [argument ...]\n")
		return false
	default:
		s.badArg("", arg)
		return false
	}
	return true
}

func (s *shell) badArg(_, arg string) {
	msg := text{": " + arg + ": invalid option", ": 0: Illegal option " + arg, ": illegal option " + arg}
	s.exitWith(2, s.name+msg.of(s.flavor))
}

func (s *shell) exitWith(code int, message string) {
	s.print(2, message+"\n")
	s.push(endFrame{code})
}

func (s *shell) exitSaying(code int, message string) {
	s.print(1, message)
	s.push(endFrame{code})
}

const bashVersion = "5.2.15(1)-release"

// initVars sets what every shell sets at its start.
func (s *shell) initVars() {
	set := func(name, value string) {
		s.keep(name, variable{value: value, set: true, exported: s.vars.At(name).exported})
	}
	set("IFS", " \t\n")
	set("OPTIND", "1")
	set("PPID", strconv.Itoa(s.ppid))
	pwd := s.value("PWD")
	if st, err := s.p.Sys.Stat(pwd); err != nil || !strings.HasPrefix(pwd, "/") || st.Path != s.p.Dir {
		pwd = s.p.Dir
	}
	s.keep("PWD", variable{value: pwd, set: true, exported: s.vars.At("PWD").exported || s.flavor == Bash})
	if !s.vars.Has("PATH") {
		set("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
	}
	if s.flavor != Bash {
		if s.flavor == Ash && !s.vars.Has("HOSTNAME") {
			set("HOSTNAME", s.p.Sys.Hostname())
		}
		return
	}
	level, _ := strconv.Atoi(s.value("SHLVL"))
	s.keep("SHLVL", variable{value: strconv.Itoa(level + 1), set: true, exported: true})
	set("BASH_VERSION", bashVersion)
	set("BASH", "/bin/bash")
	set("HOSTNAME", s.p.Sys.Hostname())
	set("OSTYPE", "linux-gnu")
	set("HOSTTYPE", "x86_64")
	set("MACHTYPE", "x86_64-pc-linux-gnu")
	for _, name := range []string{"EUID", "UID"} {
		s.keep(name, variable{value: strconv.Itoa(s.p.UID), set: true, readonly: true, integer: true})
	}
}

// chooseScript finds what is to be run and puts it on the stack.
func (s *shell) chooseScript(rest []string) {
	switch {
	case s.origin == fromCommand:
		if len(rest) > 0 {
			s.name, s.params = rest[0], rest[1:]
		}
		s.startText(s.command, true)
	case len(rest) > 0:
		s.startScript(rest[0], rest[1:])
		return
	default:
		s.startInput()
	}
	s.signals()
	s.startFiles()
}

// startScript runs a file as a script.
func (s *shell) startScript(file string, args []string) {
	data, err := s.p.Sys.ReadFile(file)
	if err == vfs.ENOENT && !strings.Contains(file, "/") {
		if found, lookErr := s.p.Sys.LookPath(file); lookErr == nil {
			data, err = s.p.Sys.ReadFile(found)
		}
	}
	s.frames = nil
	if err != nil {
		code := 2
		if s.flavor == Bash {
			code = 127
			if err != vfs.ENOENT {
				code = 126
			}
			s.exitWith(code, s.name+": "+file+": "+err.Error())
			return
		}
		msg := text{Dash: "%s: 0: cannot open %s: %s", Ash: "%s: can't open '%s': %s"}.of(s.flavor, s.name, file, openReason(err, s.flavor))
		s.exitWith(code, msg)
		return
	}
	s.origin, s.name, s.params = fromFile, file, args
	s.startText(data, false)
	s.signals()
	s.startFiles()
}

// openReason is why a script cannot be read, as the flavour words it.
func openReason(err error, f Flavor) string {
	if f == Dash && err == vfs.ENOENT {
		return "No such file"
	}
	return err.Error()
}

func (s *shell) startText(src string, tail bool) {
	if why := tooLong(src); why != "" {
		s.exitWith(2, s.name+": "+why)
		return
	}
	u := parse(closeHere(src, s.flavor), s.flavor)
	if u.bad != nil {
		s.push(badFrame{bad: u.bad})
	}
	s.push(seqFrame{u.stmts, context{tail: tail && u.bad == nil}})
}

// startFiles puts the start-up files above all else. Source: bash(1), INVOCATION.
func (s *shell) startFiles() {
	home := s.value("HOME")
	var files []string
	switch {
	case s.login && s.flavor == Bash:
		files = []string{"/etc/profile"}
		for _, name := range []string{".bash_profile", ".bash_login", ".profile"} {
			if _, err := s.p.Sys.Stat(path.Join(home, name)); err == nil {
				files = append(files, path.Join(home, name))
				break
			}
		}
	case s.login:
		files = []string{"/etc/profile", path.Join(home, ".profile")}
	case s.interactive && s.flavor == Bash && !s.norc:
		if files = []string{"/etc/bash.bashrc", path.Join(home, ".bashrc")}; s.rcfile != "" {
			files = []string{s.rcfile}
		}
	}
	if env, ok := s.lookup("ENV"); ok && s.interactive && s.flavor != Bash {
		files = append(files, env)
	}
	for i := len(files) - 1; i >= 0; i-- {
		s.push(fileFrame{files[i]})
	}
}

// fileFrame runs a start-up file, if it is there.
type fileFrame struct{ name string }

func (f fileFrame) step(s *shell) {
	if data, err := s.p.Sys.ReadFile(f.name); err == nil {
		s.runText(data, textFrame{lineBase: s.lineBase, params: s.params, sourced: true, status: new(int)}, context{})
	}
}
