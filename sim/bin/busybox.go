package bin

import (
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/shell"
)

// shells are the command interpreters as programs of their own; BusyBox has
// one of its own as its applets sh and ash.
var shells = []Row{
	{"bash", shell.Program(shell.Bash)},
	{"dash", shell.Program(shell.Dash)},
	{"sh", shell.Program(shell.Dash)},
	{"ash", shell.Program(shell.Ash)},
}

// runBusyBox runs the applet that the name it was called by, or its first
// argument, stands for.
func runBusyBox(p *proc.Proc, ev proc.Event) {
	argv := p.Argv
	name := ""
	if len(argv) > 0 {
		name = path.Base(strings.TrimPrefix(argv[0], "-"))
	}
	asked := name == "busybox" // for an applet that may be none; whom a link leads to is one
	if asked {
		if len(argv) == 1 || argv[1] == "--help" {
			proc.Finish(p, version+"\n\nOne program that is many: call it by the name of an applet.\n\n"+
				"Usage: busybox [APPLET [ARG]...]\n   or: busybox --list\n\nApplets:\n"+listed80(applets()), 0)
			return
		}
		if argv[1] == "--list" {
			proc.Finish(p, strings.Join(applets(), "\n")+"\n", 0)
			return
		}
		argv = argv[1:]
		name = path.Base(argv[0])
		p.Argv = argv
	}
	if name == "sh" || name == "ash" {
		shell.Program(shell.Ash)(p, ev)
		return
	}
	if g, ok := applet(name); ok {
		g.start(p, busybox, argv)
		return
	}
	if !asked {
		p.Fail(1, name+": this program is not simulated")
		return
	}
	p.Fail(127, name+": applet not found")
}

// ownApplets are programs of BusyBox's that are other programs elsewhere.
var ownApplets = []program{
	{name: "sysctl", run: sysctl, usage: "[-enq] { -a | -p [FILE]... | [-w] [NAME[=VALUE]]... }", short: "Show or change kernel settings"},
	{name: "httpd", run: busyboxHTTPD, usage: "[-fv] [-p [IP:]PORT] [-h HOME] | -e STRING | -d STRING", short: "Serve files over HTTP"},
}

func applet(name string) (program, bool) {
	for _, list := range [][]program{ownApplets, programs, refused()} {
		if i := slices.IndexFunc(list, func(g program) bool { return g.name == name }); i >= 0 {
			return list[i], true
		}
	}
	return program{}, false
}

// notApplets are programs that BusyBox has not.
var notApplets = []string{"apt", "apt-get", "apk", "curl", "strace", "useradd", "usermod", "userdel", "groupadd", "groupmod", "groupdel", "vim", "nano", "emacs", "code", "editor", "file", "column", "join", "tput"}

// applets are the names of all applets, sorted.
func applets() []string {
	names := []string{"ash", "sh", "busybox"}
	for _, list := range [][]program{ownApplets, programs, refused()} {
		for _, g := range list {
			if !slices.Contains(notApplets, g.name) {
				names = append(names, g.name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// listed80 writes names separated by commas in lines of at most 80 columns.
func listed80(names []string) string {
	var b strings.Builder
	line := "\t"
	for i, name := range names {
		if i < len(names)-1 {
			name += ", "
		}
		if len(line)+len(name) > 72 {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = "\t"
		}
		line += name
	}
	b.WriteString(line + "\n")
	return b.String()
}
