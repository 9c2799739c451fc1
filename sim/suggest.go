package sim

import (
	"slices"
	"strings"

	"drydock/sim/docker"
	"drydock/sim/shell"
	"drydock/sim/terminal"
)

// Commands is how many commands a typed line has, 0 for one that cannot be read.
func Commands(line string) int { return len(shell.Parts(line)) }

// Suggest is the line that somebody may have meant who typed a command that
// there is not: the name that takes the fewest changes to become one, at most
// two of them. "" when the commands of the line are there, or nothing is near.
func (w World) Suggest(line string) string {
	for _, p := range shell.Parts(line) {
		wrong, known := "", []string(nil)
		switch {
		case len(p.Words) > 1 && p.Words[0] == "docker":
			wrong, known = docker.Misspelt(p.Words[1:])
		case !shell.Knows(p.Words[0]) && !strings.Contains(p.Words[0], "/"):
			known = terminal.Programs(w.host)
			if !slices.Contains(known, p.Words[0]) {
				wrong = p.Words[0]
			}
		}
		if right := nearest(wrong, known); right != "" {
			return strings.Replace(line, wrong, right, 1)
		}
	}
	return ""
}

// nearest is the word of a list that is at most two changes away, the first of
// those nearest; "" for none.
func nearest(word string, list []string) string {
	best, least := "", 3
	if len(word) < 3 {
		least = 2
	}
	for _, w := range list {
		if d := changes(word, w); word != "" && d > 0 && d < least {
			best, least = w, d
		}
	}
	return best
}

// changes is how many letters have to be put in, left out, replaced or swapped
// with their neighbour to make one word of another; 3 stands for more than two.
func changes(a, b string) int {
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 || len(a) > 64 {
		return 3
	}
	var rows [3][]int
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
	}
	for i := range len(a) + 1 {
		row, up, over := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		for j := range len(b) + 1 {
			switch {
			case i == 0 || j == 0:
				row[j] = i + j
				continue
			case a[i-1] == b[j-1]:
				row[j] = up[j-1]
			default:
				row[j] = 1 + min(up[j-1], up[j], row[j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], over[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}
