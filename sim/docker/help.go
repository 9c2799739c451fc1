package docker

import (
	"fmt"
	"strings"
)

// usage is the rest of a usage line, with the space before it.
func usage(c Command) string {
	switch {
	case c.Usage != "":
		return " " + c.Usage
	case c.isGroup():
		return " COMMAND"
	}
	return ""
}

// help is the page of one command for a terminal of so many columns.
// Source: docker/cli 29 cli/cobra.go, for the layout.
func help(c Command, name string, columns int) string {
	var b strings.Builder
	about := c.Short
	if c.Long != "" {
		about = c.Long
	}
	fmt.Fprintf(&b, "Usage:  %s%s\n\n%s\n", name, usage(c), about)
	switch {
	case c.Aliases == "-": // the other names are not told
	case c.Aliases != "":
		b.WriteString("\nAliases:\n  " + c.Aliases + "\n")
	case len(c.Paths) > 1:
		b.WriteString("\nAliases:\n  docker " + strings.Join(c.Paths, ", docker ") + "\n")
	}
	if c.Experimental {
		b.WriteString("\nEXPERIMENTAL:\n  " + name + " is not settled yet: it may change or go with any release.\n" +
			"  https://docs.docker.com/go/experimental/ tells more about such features.\n")
	}
	if options := flagSet(c.Flags).FlagUsagesWrapped(columns - 1); options != "" {
		b.WriteString("\nOptions:\n" + options)
	}
	if c.isGroup() {
		b.WriteString(c.children())
		fmt.Fprintf(&b, "\nRun '%s COMMAND --help' for more information on a command.\n", name)
		if c.Notice != "" {
			b.WriteString("\n" + c.Notice + "\n")
		}
	}
	return b.String()
}

// children lists the commands of a group, groups first.
func (c Command) children() string {
	all := subcommands(c.Paths[0])
	width := max(11, c.Pad)
	for _, e := range all {
		width = max(width, len(e.name))
	}
	var list [2]strings.Builder
	for _, e := range all {
		b := &list[1]
		if e.cmd.isGroup() {
			b = &list[0]
		}
		fmt.Fprintf(b, "  %-*s %s\n", width, e.name, e.cmd.Short)
	}
	var out string
	for i, heading := range []string{management, other} {
		if list[i].Len() > 0 {
			out += "\n" + heading + ":\n" + list[i].String()
		}
	}
	return out
}

// rootHelp is the page of docker itself.
func rootHelp(columns int) string {
	var b strings.Builder
	b.WriteString("Usage:  docker [OPTIONS] COMMAND\n\nRuns programs in containers that bring all they need with them\n")
	for _, group := range groups {
		b.WriteString("\n" + group + ":\n")
		for _, e := range topLevel(group) {
			name := e.name
			if e.cmd.Plugin {
				name += "*"
			}
			fmt.Fprintf(&b, "  %-11s %s\n", name, e.cmd.Short)
		}
	}
	b.WriteString("\nGlobal Options:\n" + flagSet(rootFlags).FlagUsagesWrapped(columns-1))
	b.WriteString("\nRun 'docker COMMAND --help' for more information on a command.\n\nhttps://docs.docker.com/go/guides/ shows what to do with all this.\n")
	return b.String()
}

var rootFlags = []Flag{
	{Name: "config", Kind: "string", Default: "/root/.docker", Help: "Directory of the client's own files"},
	{Name: "context", Short: "c", Kind: "string", Help: "Context that says which daemon to speak to (wins over DOCKER_HOST and over what \"docker context use\" has set)"},
	{Name: "debug", Short: "D", Kind: "bool", Help: "Say more about what happens"},
	{Name: "host", Short: "H", Kind: "string", Help: "Socket on which the daemon listens"},
	{Name: "log-level", Short: "l", Kind: "string", Default: "info", Help: "Least important messages to log (\"debug\", \"info\", \"warn\", \"error\", \"fatal\")"},
	{Name: "tls", Kind: "bool", Help: "Speak TLS; --tlsverify includes it"},
	{Name: "tlscacert", Kind: "string", Default: "/root/.docker/ca.pem", Help: "Certificate of the only CA to trust"},
	{Name: "tlscert", Kind: "string", Default: "/root/.docker/cert.pem", Help: "The client's TLS certificate"},
	{Name: "tlskey", Kind: "string", Default: "/root/.docker/key.pem", Help: "The client's TLS key"},
	{Name: "tlsverify", Kind: "bool", Help: "Speak TLS and check the daemon's certificate"},
	{Name: "version", Short: "v", Kind: "bool", Help: "Print the client's version"},
}
