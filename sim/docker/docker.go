package docker

import (
	"errors"
	"fmt"
	"strings"
	"time"

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
	root := Call{&typed{name: "docker"}, p, p.Sys.(*engine.Sys)}
	root.do(func(c Call) error { return c.top(p.Argv[1:]) })
}

const noSocket = "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct" +
	" and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory"

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
	c.typed = &typed{name: "docker", client: clientOptions{host: text(flags, "host"), context: text(flags, "context")}}
	if flags.Changed("config") {
		c.client.config = text(flags, "config")
	}
	if c.client.host != "" && c.client.context != "" {
		return errors.New("conflicting options: cannot specify both --host and --context")
	}
	if words[0] == "help" {
		return c.helpTopic(words[1:])
	}
	return c.command(words)
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
	if cmd.Run == nil && cmd.Flags == nil {
		flags, err = flagSet(nil), lenient(rest)
	}
	if pluginOf(name) == "compose" && c.client.compose == nil {
		c.client.compose = flagSet(composeFlags())
	}
	k := Call{&typed{cmd: cmd, name: name, flags: flags, client: c.client}, c.p, c.sys}
	switch {
	case err == pflag.ErrHelp:
		return k.emit(2, warnings, func(c Call) error { return c.finish(help(c.cmd, c.name, c.columns())) })
	case err != nil:
		return k.flagError(err)
	}
	k.typed = &typed{cmd: cmd, name: name, flags: flags, args: flags.Args(), client: c.client}
	if cmd.Run == nil && cmd.Flags == nil {
		k.args = unflagged(rest, cmd.Args)
	}
	if err := k.checkArgs(k.args); err != nil {
		return err
	}
	if cmd.Refused != "" {
		return errors.New(cmd.Refused)
	}
	if cmd.Run == nil {
		return &exitError{1, name + ": not simulated yet"}
	}
	if err := k.connect(); err != nil && !cmd.Local {
		return k.emit(1, k.clientPart(), func(Call) error { return err })
	}
	return k.emit(2, warnings, func(c Call) error { return c.after(max(c.cmd.Cost, answer), c.cmd.Run) })
}

// group is a management command: its help, what follows its own flags, or the
// complaint about that.
func (c Call) group(cmd Command, name string, rest []string) error {
	k := Call{&typed{cmd: cmd, name: name, client: c.client}, c.p, c.sys}
	flags, _, err := parse(cmd.Flags, rest, true)
	page, plugin := help(cmd, name, c.columns()), pluginOf(name)
	switch {
	case err == pflag.ErrHelp:
		return c.finish(page)
	case err != nil:
		return k.flagError(err)
	case len(rest) == 0 && plugin != "":
		return c.finish(page)
	case len(rest) == 0:
		return c.emit(2, page, exit(0))
	case flags.NArg() < len(rest) && flags.NArg() > 0:
		if plugin == "compose" {
			c.typed = &typed{name: c.name, client: c.client}
			c.client.compose = flags
		}
		return c.command(append(strings.Split(strings.TrimPrefix(name, "docker "), " "), flags.Args()...))
	case plugin == "compose":
		return c.emit(1, page, func(Call) error {
			return fmt.Errorf("unknown docker command: %q", strings.TrimPrefix(name, "docker ")+" "+rest[0])
		})
	case plugin == "buildx":
		return c.emit(1, page, func(Call) error { return fmt.Errorf("ERROR: unknown command: %q", rest[0]) })
	}
	line := name + usage(cmd)
	if cmd.Bare {
		line = name
	}
	return &exitError{1, "docker: unknown command: " + name + " " + rest[0] + "\n\nUsage:  " + line +
		"\n\nRun '" + name + " --help' for more information"}
}

// pluginOf is the client plugin that a full name belongs to, if it does.
func pluginOf(name string) string {
	switch plugin, _, _ := strings.Cut(strings.TrimPrefix(name, "docker "), " "); plugin {
	case "compose", "buildx":
		return plugin
	}
	return ""
}

// flagError is what is said of a flag that is wrong.
func (c Call) flagError(err error) error {
	if pluginOf(c.name) == "compose" {
		return err
	}
	return &exitError{125, err.Error() + "\n\nUsage:  " + c.name + usage(c.cmd) + "\n\nRun '" + c.name + " --help' for more information"}
}

// checkArgs complains about the number of arguments.
func (c Call) checkArgs(args []string) error {
	complaint, hint := c.cmd.Args.check(len(args))
	plugin := pluginOf(c.name)
	switch {
	case complaint == "":
		return nil
	case plugin == "compose" || c.cmd.Plain:
		return errors.New(c.cmd.Args.plain(args, c.name))
	}
	text := "docker: '" + c.name + "' " + complaint + "\n\nUsage:  " + c.name + usage(c.cmd) +
		"\n\n" + hint + " '" + c.name + " --help' for more information"
	if plugin == "buildx" {
		text = "ERROR: " + text
	}
	return &exitError{1, text}
}

// unflagged are the words that are no flags, as many as the command may have:
// some may be values of flags.
func unflagged(words []string, a Arity) []string {
	var args []string
	for _, w := range words {
		if (!strings.HasPrefix(w, "-") || w == "-") && (a.Max < 0 || len(args) < a.Max) {
			args = append(args, w)
		}
	}
	return args
}

// lenient looks for nothing but --help: the flags of what is not simulated may not be known.
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
