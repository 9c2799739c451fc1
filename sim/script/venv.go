package script

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
)

// VirtualEnv is the directory of the virtual environment that a process is run
// from, "" for none: the one that VIRTUAL_ENV says, or the one its program lies in.
func VirtualEnv(p *proc.Proc) string {
	if env, ok := p.Getenv("VIRTUAL_ENV"); ok && env != "" {
		return env
	}
	if len(p.Argv) == 0 {
		return ""
	}
	exe, err := p.Sys.LookPath(p.Argv[0])
	if err != nil {
		return ""
	}
	dir := path.Dir(path.Dir(exe))
	if _, err := p.Sys.Stat(path.Join(dir, "pyvenv.cfg")); err != nil || path.Base(path.Dir(exe)) != "bin" {
		return ""
	}
	return dir
}

// otherModules are modules that are programs of their own here.
var otherModules = map[string]func(*proc.Proc, []string){"pip": runPip, "venv": makeVenv, "virtualenv": makeVenv}

// moduleAsked is what follows -m on the command line, nil without it.
func moduleAsked(argv []string) []string {
	for i, a := range argv {
		switch {
		case a == "-m":
			return argv[i+1:]
		case !strings.HasPrefix(a, "-") || a == "-c" || a == "-":
			return nil
		}
	}
	return nil
}

// runPip is python -m pip: the pip that lies beside this Python.
func runPip(p *proc.Proc, args []string) {
	name := "pip"
	if exe, err := p.Sys.LookPath(p.Argv[0]); err == nil {
		if beside := path.Join(path.Dir(exe), name); exists(p, beside) {
			name = beside
		}
	}
	full, err := p.Sys.LookPath(name)
	if err != nil {
		full, err = p.Sys.LookPath("pip3")
	}
	if err == nil {
		err = p.Sys.Exec(full, append([]string{full}, args...), p.Env)
	}
	if err != nil {
		p.Fail(1, p.Argv[0]+": No module named pip")
	}
}

func exists(p *proc.Proc, name string) bool {
	_, err := p.Sys.Stat(name)
	return err == nil
}

// activate is what a shell sources; deactivate undoes it.
const activate = `# To be sourced: . bin/activate
VIRTUAL_ENV=@DIR@
VIRTUAL_ENV_PROMPT="(@NAME@) "
_OLD_VIRTUAL_PATH=$PATH
_OLD_VIRTUAL_PS1=${PS1:-}
PATH=$VIRTUAL_ENV/bin:$PATH
PS1=$VIRTUAL_ENV_PROMPT${PS1:-}
export VIRTUAL_ENV VIRTUAL_ENV_PROMPT PATH PS1
deactivate() {
    PATH=$_OLD_VIRTUAL_PATH
    PS1=$_OLD_VIRTUAL_PS1
    unset VIRTUAL_ENV VIRTUAL_ENV_PROMPT _OLD_VIRTUAL_PATH _OLD_VIRTUAL_PS1
    unset -f deactivate
}
`

// makeVenv is python -m venv: a directory with a Python of its own, whose
// packages are in it. Source: Python 3.13, Lib/venv.
func makeVenv(p *proc.Proc, args []string) {
	var dirs []string
	pip := !slices.Contains(args, "--without-pip")
	for _, a := range args {
		switch {
		case !strings.HasPrefix(a, "-"):
			dirs = append(dirs, a)
		case !slices.Contains([]string{"--without-pip", "--system-site-packages", "--symlinks", "--copies", "--clear", "--upgrade", "--upgrade-deps"}, a):
			p.Fail(2, "usage: venv [-h] [--system-site-packages] [--symlinks | --copies] [--clear] [--upgrade] [--without-pip] [--prompt PROMPT] [--upgrade-deps] ENV_DIR [ENV_DIR ...]\nvenv: error: unrecognized arguments: "+a)
			return
		}
	}
	if len(dirs) == 0 {
		p.Fail(2, "usage: venv [-h] [--system-site-packages] [--symlinks | --copies] [--clear] [--upgrade] [--without-pip] [--prompt PROMPT] [--upgrade-deps] ENV_DIR [ENV_DIR ...]\nvenv: error: the following arguments are required: ENV_DIR")
		return
	}
	for _, dir := range dirs {
		if err := newVenv(p, dir, pip); err != nil {
			no, _ := errnoOf(err)
			p.Fail(1, "Error: [Errno "+itoa(no)+"] "+err.Error()+": '"+dir+"'")
			return
		}
	}
	p.Sys.Exit(0)
}

func newVenv(p *proc.Proc, dir string, pip bool) error {
	if !path.IsAbs(dir) {
		dir = path.Join(p.Dir, dir)
	}
	exe, err := p.Sys.LookPath(p.Argv[0])
	if err != nil {
		exe = "/usr/bin/python3"
	}
	version := newMachine(p, python).pyVersion()
	minor := version[:strings.LastIndexByte(version, '.')]
	at := dir
	var above []string
	for ; at != "/" && !exists(p, at); at = path.Dir(at) {
		above = append(above, at)
	}
	slices.Reverse(above)
	for _, sub := range []string{"", "bin", "include", "lib", "lib/python" + minor, "lib/python" + minor + "/site-packages"} {
		above = append(above, path.Join(dir, sub))
	}
	for _, d := range above {
		if exists(p, d) {
			continue
		}
		if err := p.Sys.Mkdir(d, 0o755); err != nil {
			return err
		}
	}
	links := [][2]string{{"python", exe}, {"python3", "python"}, {"python" + minor, "python"}}
	if full, err := p.Sys.LookPath("pip3"); err == nil && pip {
		links = append(links, [2]string{"pip", full}, [2]string{"pip3", full}, [2]string{"pip" + minor, full})
	}
	for _, l := range links {
		name := path.Join(dir, "bin", l[0])
		if !exists(p, name) {
			if err := p.Sys.Symlink(l[1], name); err != nil {
				return err
			}
		}
	}
	if lib64 := path.Join(dir, "lib64"); !exists(p, lib64) {
		if err := p.Sys.Symlink("lib", lib64); err != nil {
			return err
		}
	}
	text := strings.NewReplacer("@DIR@", dir, "@NAME@", path.Base(dir)).Replace(activate)
	if err := p.Sys.WriteFile(path.Join(dir, "bin/activate"), text, 0o644); err != nil {
		return err
	}
	return p.Sys.WriteFile(path.Join(dir, "pyvenv.cfg"), "home = "+path.Dir(exe)+"\ninclude-system-site-packages = false\nversion = "+version+
		"\nexecutable = "+exe+"\ncommand = "+exe+" -m venv "+dir+"\n", 0o644)
}
