package sim

import (
	"strings"

	"drydock/sim/docker"
	"drydock/sim/shell"
)

// Explained is a part of a typed line and what it does there.
type Explained = docker.Explained

// operators are what joins commands on a line.
var operators = map[string]string{
	"|":  "What the left side prints becomes the input of the right side.",
	"&&": "The right side runs only if the left side succeeded.",
	"||": "The right side runs only if the left side failed.",
	";":  "Then, whatever came of the left side:",
	"&":  "In the background of the shell.",
}

// Explain says what each part of a typed line does, without running it. It is
// empty for a line that the shell could not read.
func Explain(line string) []Explained {
	var list []Explained
	for _, p := range shell.Parts(line) {
		if p.Words[0] == "docker" {
			list = append(list, docker.Explain(p.Words)...)
		} else {
			list = append(list, Explained{Text: strings.Join(p.Words, " "), Means: "A program of the host, not Docker's: " + p.Words[0] + "."})
		}
		for _, r := range p.Redirects {
			list = append(list, Explained{Text: r, Means: "Where its output goes, or its input comes from."})
		}
		if means := operators[p.After]; means != "" {
			list = append(list, Explained{Text: p.After, Means: means})
		}
	}
	return list
}
