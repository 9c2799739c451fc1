package docker

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"drydock/sim/engine"
)

// Command is one command of the docker command line.
type Command struct {
	// Paths are all its spellings in the order help lists them: "container ls",
	// "container list", "container ps", "ps".
	Paths []string
	// Usage is what follows the name in the usage line.
	Usage string
	// Short says in one line what it does; Long replaces it on the help page.
	Short, Long string
	// Group is the heading under which docker --help lists it; "" for those
	// that only their management command lists.
	Group string
	Args  Arity
	Flags []Flag
	// Greedy commands take everything after the first argument as arguments,
	// flags of the program to run included.
	Greedy bool
	// Cost is the simulated time between the request and its answer.
	Cost time.Duration
	// Run does it. A nil Run is refused: not simulated yet.
	Run func(Call) error
	// Refused is what is said instead, when that is what Docker would say.
	Refused string
	// Words are what can stand for an argument on this host, for completion.
	Words func(engine.Host) []string
	// Plugin marks the command of a client plugin with a star in the list.
	Plugin bool
	// Aliases is what help says under that heading when it is not Paths; "-"
	// when it says nothing.
	Aliases string
	// Notice ends the page of a group; Pad is how wide its list of commands is at least.
	Notice string
	Pad    int
	// Plain commands count their arguments with a library's words, not Docker's.
	Plain bool
	// Experimental commands say so on their page.
	Experimental bool
	// Local commands do without the daemon.
	Local bool
	// Hidden commands are in no list.
	Hidden bool
	// Bare keeps COMMAND out of the usage line an unknown sub-command gets.
	Bare bool
}

// The headings of docker --help, in order.
const (
	common     = "Common Commands"
	management = "Management Commands"
	swarm      = "Swarm Commands"
	other      = "Commands"
)

var groups = []string{common, management, swarm, other}

// Arity is how many arguments a command takes; Max < 0 means any number.
type Arity struct{ Min, Max int }

// check returns Docker's sentence for a wrong number of arguments and the word
// its hint begins with. Source: docker/cli 29 cli/required.go.
func (a Arity) check(n int) (complaint, hint string) {
	switch {
	case n >= a.Min && (a.Max < 0 || n <= a.Max):
		return "", ""
	case a.Max == 0:
		return "accepts no arguments", "Run"
	case a.Max < 0:
		return "requires at least " + plural(a.Min), "See"
	case a.Min == a.Max:
		return "requires " + plural(a.Min), "Run"
	case a.Min == 0:
		return "requires at most " + plural(a.Max), "Run"
	}
	return fmt.Sprintf("requires at least %d and at most %s", a.Min, plural(a.Max)), "Run"
}

// plain is the sentence of the library cobra. Source: spf13/cobra args.go.
func (a Arity) plain(args []string, name string) string {
	switch n := len(args); {
	case a.Max == 0:
		return fmt.Sprintf("unknown command %q for %q", args[0], name)
	case a.Min == a.Max:
		return fmt.Sprintf("accepts %d arg(s), received %d", a.Min, n)
	case n < a.Min:
		return fmt.Sprintf("requires at least %d arg(s), only received %d", a.Min, n)
	default:
		return fmt.Sprintf("accepts at most %d arg(s), received %d", a.Max, n)
	}
}

func plural(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// moved are the commands that the plugin buildx has taken over.
var moved = [][2][]string{{{"image", "build"}, {"buildx", "build"}}, {{"build"}, {"buildx", "build"}}, {{"bake"}, {"buildx", "bake"}}, {{"builder"}, {"buildx"}}}

// deepest is how many words the longest name of a command has.
const deepest = 4

// find returns the command that words begin with, its full name and the words
// that are left.
func find(words []string) (cmd Command, name string, rest []string, ok bool) {
	for _, m := range moved {
		if n := len(m[0]); len(words) >= n && slices.Equal(words[:n], m[0]) {
			cmd, name, rest, ok = find(slices.Concat(m[1], words[n:]))
			cmd.Flags = withBuilder(cmd.Flags)
			return cmd, name, rest, ok
		}
	}
	for n := min(deepest, len(words)); n > 0; n-- {
		path := strings.Join(words[:n], " ")
		for _, c := range allCommands {
			for i, p := range c.Paths {
				if p == path {
					return c, "docker " + c.canonical(i), words[n:], true
				}
			}
		}
	}
	return Command{}, "", words, false
}

// withBuilder is flags with the default that --builder has outside docker buildx.
func withBuilder(rows []Flag) []Flag {
	rows = slices.Clone(rows)
	for i := range rows {
		if rows[i].Name == "builder" {
			rows[i].Default = "default"
		}
	}
	return rows
}

// canonical is the spelling that messages use for the i-th path: the short
// form stays, an alias within a group becomes the group's first.
func (c Command) canonical(i int) string {
	at := strings.LastIndexByte(c.Paths[i], ' ')
	if at < 0 {
		return c.Paths[i]
	}
	group := c.Paths[i][:at]
	name, _ := c.within(group)
	return group + " " + name
}

// within is the name the command has in a group, if it is there.
func (c Command) within(group string) (name string, ok bool) {
	for _, p := range c.Paths {
		if sub, ok := strings.CutPrefix(p, group+" "); ok && !strings.Contains(sub, " ") {
			return sub, true
		}
	}
	return "", false
}

// isGroup tells whether the command only holds others.
func (c Command) isGroup() bool { return c.Run == nil && len(subcommands(c.Paths[0])) > 0 }

// verb is the last word of a name: what an event calls the request.
func verb(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

type entry struct {
	name string
	cmd  Command
}

// subcommands are those of a management command, by name.
func subcommands(group string) []entry {
	var list []entry
	for _, c := range allCommands {
		if sub, ok := c.within(group); ok && !c.Hidden {
			list = append(list, entry{sub, c})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	return list
}

// topLevel are the commands under one heading of docker --help.
func topLevel(group string) []entry {
	var list []entry
	for _, c := range allCommands {
		last := c.Paths[len(c.Paths)-1]
		if c.Group == group && !c.Hidden && !strings.Contains(last, " ") {
			list = append(list, entry{last, c})
		}
	}
	return list
}
