package docker

import (
	"fmt"
	"strings"
)

// Explained is a part of a command line and what it does there.
type Explained struct {
	Text  string // as it was typed
	Means string // one or two plain sentences
}

// Explain says what each part of a docker command line does, without running
// it; words begin with "docker". What is not known says so.
func Explain(words []string) []Explained {
	list := []Explained{{"docker", "The client: it asks the Docker Engine of this host to do what follows."}}
	cmd, name, rest, ok := find(words[1:])
	if !ok {
		if len(words) > 1 {
			list = append(list, Explained{strings.Join(words[1:], " "), "There is no such command."})
		}
		return list
	}
	typed := strings.Join(words[1:len(words)-len(rest)], " ")
	means := sentence(cmd.Short)
	if name != "docker "+typed {
		means += " Docker's own name for it is " + name + "."
	}
	list = append(list, Explained{typed, means})
	places := placesOf(cmd.Usage)
	for i, args := 0, 0; i < len(rest); i++ {
		w := rest[i]
		switch {
		case w == "--":
			list = append(list, Explained{w, "What follows are no flags."})
		case len(w) > 1 && w[0] == '-' && !(cmd.Greedy && args > 0):
			parts, used := explainFlag(cmd.Flags, w, rest[i+1:])
			list = append(list, parts...)
			i += used
		case cmd.Greedy && args == 1:
			return append(list, Explained{strings.Join(rest[i:], " "), "The program to run in the container and its arguments, instead of the image's own."})
		default:
			list = append(list, Explained{w, placeMeans(places, args)})
			args++
		}
	}
	return list
}

func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.TrimSuffix(s, ".") + "."
}

// explainFlag explains a word of flags, and how many words after it are values.
func explainFlag(rows []Flag, word string, next []string) (list []Explained, used int) {
	if long, ok := strings.CutPrefix(word, "--"); ok {
		name, value, given := strings.Cut(long, "=")
		for _, f := range rows {
			if f.Name == name {
				return valued(f, word, value, given || f.Kind == "bool", next)
			}
		}
		return []Explained{{word, "There is no such flag here."}}, 0
	}
	for i := 1; i < len(word); i++ {
		f, ok := shortFlag(rows, word[i:i+1])
		switch {
		case !ok:
			return append(list, Explained{"-" + word[i:i+1], "There is no such flag here."}), 0
		case f.Kind == "bool":
			list = append(list, Explained{"-" + word[i:i+1], flagMeans(f, "")})
		default:
			more, used := valued(f, "-"+word[i:], strings.TrimPrefix(word[i+1:], "="), i+1 < len(word), next)
			return append(list, more...), used
		}
	}
	return list, 0
}

func shortFlag(rows []Flag, letter string) (Flag, bool) {
	for _, f := range rows {
		if f.Short == letter {
			return f, true
		}
	}
	return Flag{}, false
}

// valued explains a flag with its value: given in the word, or the next one.
func valued(f Flag, word, value string, given bool, next []string) ([]Explained, int) {
	if given || len(next) == 0 {
		return []Explained{{word, flagMeans(f, value)}}, 0
	}
	return []Explained{{word + " " + next[0], flagMeans(f, next[0])}}, 1
}

func flagMeans(f Flag, value string) string {
	if say, ok := tellers[f.Name]; ok {
		if text := say(value); text != "" {
			return text
		}
	}
	return sentence(f.Help)
}

// tellers say what a value does, where the flag's own line says too little.
var tellers = map[string]func(string) string{
	"publish": func(v string) string {
		parts := strings.Split(strings.TrimSuffix(v, "/tcp"), ":")
		switch n := len(parts); {
		case n == 2:
			return fmt.Sprintf("Port %s of the host leads to port %s in the container.", parts[0], parts[1])
		case n == 3:
			return fmt.Sprintf("Port %s of the host leads to port %s in the container, but only at the address %s.", parts[1], parts[2], parts[0])
		}
		return fmt.Sprintf("A free port of the host leads to port %s in the container.", v)
	},
	"volume": func(v string) string {
		from, to, both := strings.Cut(v, ":")
		to, mode, _ := strings.Cut(to, ":")
		readOnly := ""
		if mode == "ro" {
			readOnly = " The container may only read it."
		}
		switch {
		case !both:
			return fmt.Sprintf("A volume without a name appears at %s: what is written there outlives the container.", from)
		case strings.HasPrefix(from, "/") || strings.HasPrefix(from, ".") || strings.HasPrefix(from, "$") || strings.HasPrefix(from, "~"):
			return fmt.Sprintf("The host's own %s appears at %s in the container: both see the same files.%s", from, to, readOnly)
		}
		return fmt.Sprintf("The volume %s appears at %s in the container: what is written there outlives it.%s", from, to, readOnly)
	},
	"env": func(v string) string {
		name, value, given := strings.Cut(v, "=")
		if !given {
			return fmt.Sprintf("The host's environment variable %s is passed on.", name)
		}
		return fmt.Sprintf("Sets the environment variable %s to %q in the container.", name, value)
	},
	"name":        func(v string) string { return fmt.Sprintf("Calls it %s, so that other commands can.", v) },
	"detach":      func(string) string { return "In the background: the prompt comes back while it runs." },
	"interactive": func(string) string { return "Keeps its input open: what you type goes to it." },
	"tty":         func(string) string { return "Gives it a terminal, so that a shell in it can prompt." },
	"rm":          func(string) string { return "Removes the container, and its writable layer, as soon as it has ended." },
	"network":     func(v string) string { return fmt.Sprintf("Plugs it into the network %s instead of the bridge.", v) },
	"memory": func(v string) string {
		return fmt.Sprintf("Limits its memory to %s: a process that needs more is killed.", v)
	},
}

// placesOf are the names of the arguments in a usage line.
func placesOf(usage string) []string {
	var places []string
	for _, w := range strings.Fields(usage) {
		if w = strings.Trim(w, "[]."); w != "OPTIONS" && w != "" && w != "|" {
			places = append(places, w)
		}
	}
	return places
}

// meanings are what stands in an argument's place.
var meanings = map[string]string{
	"IMAGE": "The image: its layers, and the command it runs if none is given.", "CONTAINER": "The container it is about, by name or by the beginning of its id.",
	"NAME:TAG|@DIGEST": "The image in the registry; without a tag, latest.", "NAME": "Its name.", "VOLUME": "The volume it is about.", "NETWORK": "The network it is about.",
	"COMMAND": "The program to run.", "PATH": "The directory with the Dockerfile and the files it may copy.", "SOURCE_IMAGE:TAG": "The image that gets one more name.", "TARGET_IMAGE:TAG": "The new name.",
	"REPOSITORY:TAG": "What the new image is called.",
}

func placeMeans(places []string, i int) string {
	if len(places) == 0 {
		return "It takes no arguments."
	}
	place := places[min(i, len(places)-1)]
	if m, ok := meanings[strings.ReplaceAll(strings.ReplaceAll(place, "[", ""), "]", "")]; ok {
		return m
	}
	return "What the usage line calls " + place + "."
}
