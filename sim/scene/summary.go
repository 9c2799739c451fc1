package scene

import (
	"fmt"
	"strings"
)

// summary is the picture in sentences.
func summary(s Scene) []string {
	lines := []string{containerSentence(s.Containers), imageSentence(s.Images)}
	if line := volumeSentence(s.Volumes); line != "" {
		lines = append(lines, line)
	}
	if line := networkSentence(s.Networks); line != "" {
		lines = append(lines, line)
	}
	if n := len(s.Removed); n > 0 {
		lines = append(lines, fmt.Sprintf("Removed: %s, with what was in their writable layers.", naming(s.Removed, func(r Removed) string { return r.Name })))
	}
	if n := len(s.Registry); n > 0 {
		lines = append(lines, fmt.Sprintf("Docker Hub: %s to pull (%s).", plural(n, "repository", "repositories"),
			naming(s.Registry, func(i Image) string { return strings.TrimSuffix(i.Name, ":latest") })))
	}
	if r := s.Refusal; r != nil {
		lines = append(lines, fmt.Sprintf("The last command (%s) was refused: %s.", r.Verb, strings.TrimSuffix(r.Message, ".")))
	}
	return lines
}

var states = []string{"running", "restarting", "paused", "created", "exited", "removing", "dead"}

func containerSentence(list []Container) string {
	if len(list) == 0 {
		return "Containers: none."
	}
	var parts []string
	for _, state := range states {
		var names []string
		for _, c := range list {
			if c.State == state {
				names = append(names, describe(c))
			}
		}
		if len(names) > 0 {
			parts = append(parts, fmt.Sprintf("%d %s (%s)", len(names), state, strings.Join(names, "; ")))
		}
	}
	return "Containers: " + strings.Join(parts, ", ") + "."
}

func describe(c Container) string {
	switch c.State {
	case "exited", "dead":
		return fmt.Sprintf("%s, code %d", c.Name, c.ExitCode)
	case "created":
		return c.Name
	}
	return c.Name + " from " + c.Image + portWords(c.Ports)
}

// portWords names the first ports of the host that lead to a container.
func portWords(ports []Port) string {
	var all []string
	for i, p := range ports {
		if i == 4 {
			all = append(all, "others")
			break
		}
		all = append(all, fmt.Sprint(p.HostPort))
	}
	switch n := len(all); n {
	case 0:
		return ""
	case 1:
		return ", port " + all[0]
	default:
		return ", ports " + strings.Join(all[:n-1], ", ") + " and " + all[n-1]
	}
}

func imageSentence(list []Image) string {
	if len(list) == 0 {
		return "Images: none."
	}
	return fmt.Sprintf("Images: %d (%s).", len(list), naming(list, func(i Image) string { return i.Name + ", " + i.SizeText }))
}

// naming joins at most 12 names.
func naming[T any](list []T, name func(T) string) string {
	var names []string
	for i, v := range list {
		if i == 12 {
			names = append(names, fmt.Sprintf("%d more", len(list)-i))
			break
		}
		names = append(names, name(v))
	}
	return strings.Join(names, "; ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
