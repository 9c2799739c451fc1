package scene

import (
	"strings"

	"drydock/sim/proc"
)

// processTree lists processes with their children beneath them, in the order of
// their numbers. One whose parent is not among them stands at the top.
func processTree(list []proc.Info) []Process {
	children, known := map[int][]proc.Info{}, map[int]bool{}
	for _, p := range list {
		known[p.PID] = true
	}
	for _, p := range list {
		parent := p.PPID
		if !known[parent] || parent == p.PID {
			parent = 0
		}
		children[parent] = append(children[parent], p)
	}
	var out []Process
	var walk func(parent, depth int)
	walk = func(parent, depth int) {
		for _, p := range children[parent] {
			out = append(out, Process{PID: p.PID, Name: p.Name, Command: strings.Join(p.Argv, " "), Depth: depth})
			if p.PID != 0 {
				walk(p.PID, depth+1)
			}
		}
	}
	walk(0, 0)
	return out
}
