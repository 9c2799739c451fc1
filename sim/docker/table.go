package docker

import (
	"slices"
	"strings"
)

// allCommands are Commands and those of the plugins, with the flags of what is
// not simulated.
var allCommands = withRuns(withRuns(withTables(swarmCommands(Commands), laterTable, buildxTable, composeTable), composeRuns), buildRuns)

// greedyCompose take everything after the service as the command to run.
var greedyCompose = []string{"compose exec", "compose run"}

// withRuns adds to the commands of the tables what they do.
func withRuns(all []Command, runs map[string]func(Call) error) []Command {
	for i := range all {
		if run := runs[all[i].Paths[0]]; run != nil {
			all[i].Run = run
			all[i].Greedy = slices.Contains(greedyCompose, all[i].Paths[0])
		}
	}
	return all
}

// withTables adds the commands of tables to rows. What a table says of a
// command that is there counts only while that is not simulated: the row wins.
func withTables(rows []Command, tables ...string) []Command {
	all := slices.Clone(rows)
	for _, t := range tables {
		for block := range strings.SplitSeq(t, "\n\n") {
			c := tableCommand(strings.Trim(block, "\n"))
			i := slices.IndexFunc(all, func(r Command) bool { return slices.Contains(r.Paths, c.Paths[0]) })
			switch {
			case i < 0:
				all = append(all, c)
			case all[i].Run == nil:
				all[i].Flags = c.Flags
				if c.Short != "-" {
					all[i].Long = c.Short
				}
			}
		}
	}
	return all
}

// tableRow is the command of a name in a table.
func tableRow(table, name string) Command {
	for block := range strings.SplitSeq(table, "\n\n") {
		if block = strings.Trim(block, "\n"); strings.HasPrefix(block, name+" [") {
			return tableCommand(block)
		}
	}
	panic("docker: no command " + name)
}

// tableCommand reads one command of a table: "name USAGE | what it does", and
// then a line each for its other names ("= a, b"), what help says under
// Aliases if that is more ("# …"), and its flags ("-f --flag kind =default |
// what it does", a bool without its kind). A description after @hidden is that
// of a command that is in no list.
func tableCommand(block string) Command {
	head, lines, _ := strings.Cut(block, "\n")
	i := strings.LastIndex(head, " | ")
	words := strings.Split(head[:i], " ")
	n := 0
	for n < len(words) && strings.Trim(words[n], "abcdefghijklmnopqrstuvwxyz-") == "" && words[n] != "-" && words[n] != "source" {
		n++
	}
	path := strings.Join(words[:n], " ")
	c := Command{Paths: []string{path}, Usage: strings.ReplaceAll(strings.Join(words[n:], " "), `\n\t`, "\n\t"), Short: head[i+3:], Flags: []Flag{}}
	c.Args = arityOf(c.Usage)
	c.Short, c.Hidden = strings.CutPrefix(c.Short, "@hidden ")
	group := path[:max(strings.LastIndexByte(path, ' '), 0)]
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		switch rest := strings.TrimPrefix(line[1:], " "); line[0] {
		case '=':
			for alias := range strings.SplitSeq(rest, ", ") {
				c.Paths = append(c.Paths, group+" "+alias)
			}
		case '#':
			c.Aliases = rest
		default:
			c.Flags = append(c.Flags, tableFlag(line))
		}
	}
	return c
}

func tableFlag(line string) Flag {
	spec, help, _ := strings.Cut(line, " | ")
	f := Flag{Kind: "bool", Help: strings.ReplaceAll(help, `\n`, "\n")}
	switch help {
	case "@hidden": // known, and without effect
		f.Help, f.Hidden = "Has no effect any more", true
	case "@keep-storage":
		f.Help, f.Deprecated = "Space that the cache may always keep", "keep-storage flag has been changed to reserved-space"
	case "@format":
		f.Help = formatHelp
	case "@table":
		f.Help = tableFormatHelp
	}
	for word := range strings.SplitSeq(spec, " ") {
		switch {
		case strings.HasPrefix(word, "--"):
			f.Name = word[2:]
		case strings.HasPrefix(word, "-"):
			f.Short = word[1:]
		case strings.HasPrefix(word, "="):
			f.Default = word[1:]
		default:
			f.Kind = word
		}
	}
	return f
}

// arityOf is how many arguments a usage line asks for. [OPTIONS] is none, a
// choice ("PATH | URL | -") is one.
func arityOf(usage string) Arity {
	usage, _, _ = strings.Cut(strings.ReplaceAll(usage, " | ", "|"), "\n")
	var a Arity
	for word := range strings.FieldsSeq(usage) {
		switch {
		case word == "[OPTIONS]":
		case strings.HasSuffix(word, "...]") || word == "[SERVICES]":
			a.Max = -1
		case a.Max < 0:
		case strings.HasPrefix(word, "["):
			a.Max++
		default:
			a.Max++
			a.Min++
		}
	}
	return a
}

// composeFlags are those of docker compose itself.
func composeFlags() []Flag {
	head, _, _ := strings.Cut(strings.TrimSpace(composeTable), "\n\n")
	return tableCommand(head).Flags
}
