package docker

import (
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/opencontainers/go-digest"
	"github.com/spf13/pflag"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

// answer is how long the engine takes for a request that does nothing much.
const answer = 20 * time.Millisecond

// Main is the program docker.
func Main(p *proc.Proc, _ proc.Event) {
	if _, ok := p.Sys.(*engine.Sys); !ok {
		p.Fail(1, noSocket)
		return
	}
	if sys := p.Sys.(*engine.Sys); sys.InContainer() {
		inContainer(p)
		return
	}
	root := Call{&typed{name: "docker"}, p, p.Sys.(*engine.Sys)}
	root.do(func(c Call) error { return c.top(p.Argv[1:]) })
}

const noSocket = "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct" +
	" and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory"

// inContainer refuses: the daemon's socket is not there unless it is mounted,
// and then nobody listens to it yet.
func inContainer(p *proc.Proc) {
	if st, err := p.Sys.Stat("/var/run/docker.sock"); err != nil || st.Mode&fs.ModeSocket == 0 {
		p.Fail(1, noSocket)
		return
	}
	p.Fail(1, "docker: reaching the daemon from inside a container is not simulated yet")
}

// top reads the options before the command, and then the command.
func (c Call) top(argv []string) error {
	flags, _, err := parse(rootFlags, argv, true)
	switch {
	case err == pflag.ErrHelp:
		return c.finish(rootHelp(c.columns()))
	case err != nil:
		return &exitError{125, err.Error() + "\n\nUsage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information"}
	case on(flags, "version"):
		return c.finish("Docker version " + clientVersion + ", build " + clientCommit + "\n")
	}
	words := flags.Args()
	if len(words) == 0 {
		return c.emit(2, rootHelp(c.columns()), exit(0))
	}
	if err := connects(flags); err != nil {
		return c.emit(1, clientPart(words[0]), func(Call) error { return err })
	}
	if words[0] == "help" {
		return c.helpTopic(words[1:])
	}
	return c.command(words)
}

// connects refuses to speak to any other daemon than the one there is.
func connects(flags *pflag.FlagSet) error {
	host, context := text(flags, "host"), text(flags, "context")
	switch {
	case context != "" && context != "default":
		return &exitError{1, fmt.Sprintf("Failed to initialize: unable to resolve docker endpoint: context %q: context not found: "+
			"open /root/.docker/contexts/meta/%s/meta.json: no such file or directory", context, digest.FromString(context).Encoded())}
	case host == "" || host == "unix:///var/run/docker.sock":
		return nil
	case strings.HasPrefix(host, "unix://"):
		path := strings.TrimPrefix(host, "unix://")
		return &exitError{1, "failed to connect to the docker API at " + host + "; check if the path is correct and if" +
			" the daemon is running: dial unix " + path + ": connect: no such file or directory"}
	}
	return &exitError{1, "Cannot connect to the Docker daemon at " + host + ". Is the docker daemon running?"}
}

// command finds the command, checks how it was called, and runs it.
func (c Call) command(words []string) error {
	cmd, name, rest, ok := find(words)
	if !ok {
		return &exitError{1, "docker: unknown command: docker " + words[0] + "\n\nRun 'docker --help' for more information"}
	}
	if cmd.isGroup() {
		return c.group(cmd, name, rest)
	}
	flags, warnings, err := parse(cmd.Flags, rest, cmd.Greedy)
	if cmd.Run == nil {
		flags, err = nil, lenient(rest)
	}
	k := Call{&typed{cmd: cmd, name: name, flags: flags}, c.p, c.sys}
	switch {
	case err == pflag.ErrHelp:
		return k.emit(2, warnings, func(c Call) error { return c.finish(help(c.cmd, c.name, c.columns())) })
	case err != nil:
		return &exitError{125, err.Error() + "\n\nUsage:  " + name + usage(cmd) + "\n\nRun '" + name + " --help' for more information"}
	case cmd.Run == nil:
		return k.refuse(rest)
	}
	k.typed = &typed{cmd: cmd, name: name, flags: flags, args: flags.Args()}
	if err := k.checkArgs(len(k.args)); err != nil {
		return err
	}
	return k.emit(2, warnings, func(c Call) error { return c.after(max(c.cmd.Cost, answer), c.cmd.Run) })
}

// group is a management command: its help, or the complaint about what follows it.
func (c Call) group(cmd Command, name string, rest []string) error {
	switch {
	case len(rest) == 0:
		return c.emit(2, groupHelp(cmd, name), exit(0))
	case rest[0] == "--help" || rest[0] == "-h":
		return c.finish(groupHelp(cmd, name))
	case strings.HasPrefix(rest[0], "-"):
		_, _, err := parse(nil, rest, true)
		return &exitError{125, err.Error() + "\n\nUsage:  " + name + usage(cmd) + "\n\nRun '" + name + " --help' for more information"}
	}
	line := name + usage(cmd)
	if cmd.Bare {
		line = name
	}
	return &exitError{1, "docker: unknown command: " + name + " " + rest[0] + "\n\nUsage:  " + line +
		"\n\nRun '" + name + " --help' for more information"}
}

func (c Call) checkArgs(n int) error {
	complaint, hint := c.cmd.Args.check(n)
	if complaint == "" {
		return nil
	}
	return &exitError{1, "docker: '" + c.name + "' " + complaint + "\n\nUsage:  " + c.name + usage(c.cmd) +
		"\n\n" + hint + " '" + c.name + " --help' for more information"}
}

// refuse says that a real command is not simulated, after the complaint that
// Docker would make about its arguments.
func (c Call) refuse(words []string) error {
	n := 0
	for _, w := range words {
		if !strings.HasPrefix(w, "-") || w == "-" {
			n++
		}
	}
	if complaint, _ := c.cmd.Args.check(n); complaint != "" && n < c.cmd.Args.Min {
		return c.checkArgs(n)
	}
	return &exitError{1, c.name + ": not simulated yet"}
}

// lenient looks for nothing but --help: the flags of what is not simulated are not known.
func lenient(words []string) error {
	for _, w := range words {
		if w == "--help" {
			return pflag.ErrHelp
		}
	}
	return nil
}

// helpTopic is docker help COMMAND.
func (c Call) helpTopic(words []string) error {
	if len(words) == 0 {
		return c.finish(rootHelp(c.columns()))
	}
	cmd, name, rest, ok := find(words)
	switch {
	case !ok || len(rest) > 0 && !cmd.isGroup():
		return &exitError{1, "unknown help topic: " + strings.Join(words, " ")}
	case cmd.isGroup():
		return c.finish(groupHelp(cmd, name))
	}
	return c.finish(help(cmd, name, c.columns()))
}

// columns is the width to lay help out for: the terminal's, else 80.
func (c Call) columns() int {
	if c.sys.IsTerminal(1) {
		if cols, _ := c.sys.Size(1); cols > 0 {
			return cols
		}
	}
	return 80
}
