package terminal

import (
	"path"
	"sort"
	"strings"

	"drydock/sim/docker"
	"drydock/sim/engine"
)

// mostCandidates is how many completions are offered.
const mostCandidates = 50

// Complete returns the lines that text can become with the Tab key, sorted:
// docker's commands, flags and names, and on the host commands and files.
// Nothing is offered while a program holds the terminal.
func Complete(h engine.Host, term int, text string) []string {
	p, ok := h.Leader(term)
	if !ok || Busy(h, term) || More(h, term) {
		return nil
	}
	start := strings.LastIndexAny(text, "|;&(") + 1
	words := strings.Fields(text[start:])
	if len(words) == 0 || strings.HasSuffix(text, " ") {
		words = append(words, "")
	}
	last := words[len(words)-1]
	stem := strings.TrimSuffix(text, last)
	var found []string
	switch {
	case len(words) == 1 && !strings.Contains(last, "/"):
		found = commands(h, last)
	case words[0] == "docker":
		found = docker.Complete(h, words)
	}
	if len(found) == 0 && len(words) > 1 {
		found = files(h, p.Dir, last)
	}
	sort.Strings(found)
	lines := make([]string, 0, len(found))
	for i, f := range found {
		if i > 0 && f == found[i-1] || len(lines) == mostCandidates {
			continue
		}
		lines = append(lines, stem+f)
	}
	return lines
}

// commands are the programs of the host that begin with prefix.
func commands(h engine.Host, prefix string) []string {
	if prefix == "" {
		return []string{"docker"}
	}
	return programs(h, prefix)
}

// Programs are the programs of the host that a command can name, docker first.
func Programs(h engine.Host) []string { return append([]string{"docker"}, programs(h, "")...) }

// programs are those that begin with prefix.
func programs(h engine.Host, prefix string) []string {
	var found []string
	for _, dir := range []string{"/usr/local/bin", "/usr/bin", "/bin"} {
		full, err := h.Root().Resolve(dir, true)
		if err != nil {
			continue
		}
		for name := range h.Root().ReadDir(full) {
			if strings.HasPrefix(name, prefix) {
				found = append(found, name)
			}
		}
	}
	return found
}

// files are the paths that begin with prefix, directories with a slash.
func files(h engine.Host, dir, prefix string) []string {
	head, name := path.Split(prefix)
	from := path.Join(dir, head)
	if strings.HasPrefix(head, "/") {
		from = path.Clean(head)
	}
	full, err := h.Root().Resolve(from, true)
	if err != nil {
		return nil
	}
	var found []string
	for entry, n := range h.Root().ReadDir(full) {
		if !strings.HasPrefix(entry, name) || name == "" && strings.HasPrefix(entry, ".") {
			continue
		}
		if n.IsDir() {
			entry += "/"
		}
		found = append(found, head+entry)
	}
	return found
}
