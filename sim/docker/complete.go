package docker

import (
	"slices"
	"sort"
	"strings"

	"github.com/spf13/pflag"

	"drydock/sim/engine"
)

// Complete returns what the last of words may become, sorted: words are those
// of an incomplete command line, "docker" first. Commands, flags, and the names
// on the host that are legal for the command as things stand.
func Complete(h engine.Host, words []string) []string {
	if len(words) < 2 {
		return nil
	}
	last, before := words[len(words)-1], words[1:len(words)-1]
	var all []string
	cmd, _, rest, ok := find(before)
	switch {
	case len(before) == 0:
		for _, g := range groups {
			all = append(all, names(topLevel(g))...)
		}
		if strings.HasPrefix(last, "-") {
			all = flagNames(rootFlags, last)
		}
	case !ok:
		return nil
	case cmd.isGroup() && len(rest) == 0:
		all = names(subcommands(cmd.Paths[0]))
	case strings.HasPrefix(last, "-"):
		all = flagNames(cmd.Flags, last)
	case cmd.Words != nil && !(cmd.Greedy && arguments(cmd, rest) > 0):
		all = cmd.Words(h)
	}
	return fitting(all, last, rest)
}

// fitting are the words that begin with prefix and do not stand there yet, sorted.
func fitting(all []string, prefix string, used []string) []string {
	var out []string
	for _, w := range all {
		if strings.HasPrefix(w, prefix) && !slices.Contains(used, w) {
			out = append(out, w)
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}

// arguments is how many of words are not flags or their values.
func arguments(cmd Command, words []string) int {
	f, _, err := parse(cmd.Flags, words, cmd.Greedy)
	if err != nil {
		return 0
	}
	return f.NArg()
}

func names(list []entry) []string {
	var all []string
	for _, e := range list {
		all = append(all, e.name)
	}
	return all
}

// flagNames are the flags that show in help, short ones too while only a dash is typed.
func flagNames(rows []Flag, typed string) []string {
	var all []string
	flagSet(rows).VisitAll(func(f *pflag.Flag) {
		if f.Hidden && f.Name != "help" {
			return
		}
		all = append(all, "--"+f.Name)
		if f.Shorthand != "" && typed == "-" {
			all = append(all, "-"+f.Shorthand)
		}
	})
	return all
}

// inState are the names of the containers that are in one of the states, or of all.
func inState(h engine.Host, states ...engine.State) []string {
	var all []string
	for _, c := range h.Containers() {
		if len(states) == 0 || slices.Contains(states, c.State) {
			all = append(all, c.Name)
		}
	}
	return all
}

func containers(h engine.Host) []string { return inState(h) }

func runningContainers(h engine.Host) []string {
	return inState(h, engine.Running, engine.Paused, engine.Restarting)
}

func unpausedContainers(h engine.Host) []string { return inState(h, engine.Running) }

func pausedContainers(h engine.Host) []string { return inState(h, engine.Paused) }

func stoppedContainers(h engine.Host) []string {
	return inState(h, engine.Created, engine.Exited, engine.Dead)
}

// imageNames are the names of images on the host, as people write them.
func imageNames(h engine.Host) []string {
	var all []string
	for _, img := range h.Images() {
		for _, full := range img.References {
			all = append(all, engine.Familiar(full))
		}
	}
	return all
}

func repositories(h engine.Host) []string {
	var all []string
	for _, name := range imageNames(h) {
		repo, _ := splitName(name)
		all = append(all, repo)
	}
	return all
}

// registryNames are the repositories of Docker Hub with their tags.
func registryNames(h engine.Host) []string {
	var all []string
	for _, repo := range h.Registry().Repositories() {
		for _, tag := range h.Registry().Tags(repo) {
			all = append(all, strings.TrimPrefix(repo, "library/")+":"+tag)
		}
	}
	return all
}

func objects(h engine.Host) []string {
	return slices.Concat(containers(h), imageNames(h), volumeNames(h))
}

// Misspelt is the word of a docker command line, without "docker", that names
// no command, and the names that could stand there; "" when the command is there.
func Misspelt(words []string) (wrong string, known []string) {
	for i, w := range words {
		switch cmd, _, rest, ok := find(words[:i+1]); {
		case strings.HasPrefix(w, "-"):
			return "", nil // its value may follow
		case !ok && i == 0:
			for _, g := range groups {
				known = append(known, names(topLevel(g))...)
			}
			return w, known
		case ok && len(rest) > 0:
			if prior, _, _, _ := find(words[:i]); prior.isGroup() {
				return w, names(subcommands(prior.Paths[0]))
			}
			return "", nil
		case ok && !cmd.isGroup():
			return "", nil
		}
	}
	return "", nil
}
