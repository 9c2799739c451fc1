package templates

import (
	"fmt"
	"strings"

	"drydock/sim/scene"
)

// lifeNode is a state in the picture of one container's life.
type lifeNode struct {
	State string
	Box   box
	Now   bool
	Been  bool
}

// lifeEdge is a way between two states with the verbs that lead along it.
type lifeEdge struct {
	From, To   string
	Path, Head string
	Label      label
	Taken      []int  // which steps of its way went here, 1 first
	Legal      bool   // a command leads along it now
	Mark       label  // the numbers of its way
	Words      string // for those who hear it
}

type lifeView struct {
	W, H  float64
	Nodes []lifeNode
	Edges []lifeEdge
	Words string
}

var lifeNodes = []lifeNode{
	{State: "created", Box: box{6, 42, 82, 30}},
	{State: "running", Box: box{158, 42, 86, 30}},
	{State: "exited", Box: box{318, 42, 76, 30}},
	{State: "paused", Box: box{158, 140, 86, 30}},
	{State: "removed", Box: box{312, 140, 82, 30}},
}

// lifeEdges are all ways of a container, its verbs, and the actions of the
// inspector that lead along them.
var lifeEdges = []struct {
	from, to, verb, actions string
	path, head              string
	label, mark             label
}{
	{"created", "running", "start", "start", "M88 57H154", "M158 57l-9 -4.5v9z", verbAt(121, 51, "middle"), verbAt(121, 71, "middle")},
	{"running", "exited", "stop, kill, exit", "stop kill", "M244 50H314", "M318 50l-9 -4.5v9z", verbAt(281, 33, "middle"), verbAt(281, 45, "middle")},
	{"exited", "running", "start", "start", "M318 65H248", "M244 65l9 -4.5v9z", verbAt(281, 80, "middle"), verbAt(281, 93, "middle")},
	{"running", "paused", "pause", "pause", "M180 72V136", "M180 140l-4.5 -9h9z", verbAt(173, 108, "end"), verbAt(173, 124, "end")},
	{"paused", "running", "unpause", "unpause", "M222 140V76", "M222 72l-4.5 9h9z", verbAt(229, 108, "start"), verbAt(229, 124, "start")},
	{"exited", "removed", "rm", "rm", "M356 72V136", "M356 140l-4.5 -9h9z", verbAt(363, 108, "start"), verbAt(363, 124, "start")},
	{"paused", "removed", "rm -f", "rm -f", "M244 155H308", "M312 155l-9 -4.5v9z", verbAt(277, 149, "middle"), verbAt(277, 169, "middle")},
	{"running", "removed", "rm -f", "rm -f", "M240 72V88Q240 98 250 98H318Q328 98 328 108V136", "M328 140l-4.5 -9h9z", verbAt(322, 128, "end"), verbAt(322, 113, "end")},
	{"created", "removed", "rm", "rm", "M47 72V180Q47 188 55 188H345Q353 188 353 180V174", "M353 170l-4.5 9h9z", verbAt(54, 108, "start"), verbAt(54, 124, "start")},
}

// stateAfter is the state that a happening of a container's way leads to.
func stateAfter(what string) string {
	for _, s := range []struct{ begins, state string }{
		{"created", "created"}, {"started", "running"}, {"restarted", "running"}, {"paused", "paused"}, {"unpaused", "running"}, {"PID 1 ended", "exited"}, {"removed", "removed"},
	} {
		if strings.HasPrefix(what, s.begins) {
			return s.state
		}
	}
	return ""
}

// lifeOf draws the states of a container: where it is, the way it took, and
// where a command can lead it now.
func lifeOf(c scene.Container) lifeView {
	v := lifeView{W: 400, H: 196}
	legal := map[string]bool{}
	for _, a := range c.Actions {
		legal[a.Label] = a.Refused == ""
	}
	taken := map[string][]int{}
	been := map[string]bool{c.Zone(): true}
	at, steps := "", 0
	for _, h := range c.Way {
		to := stateAfter(h.What)
		if to == "" || to == at {
			continue
		}
		been[to] = true
		if at != "" {
			steps++
			taken[at+"-"+to] = append(taken[at+"-"+to], steps)
		}
		at = to
	}
	for _, n := range lifeNodes {
		n.Now, n.Been = n.State == c.Zone(), been[n.State]
		v.Nodes = append(v.Nodes, n)
	}
	for _, w := range lifeEdges {
		e := lifeEdge{From: w.from, To: w.to, Path: w.path, Head: w.head, Label: w.label, Taken: taken[w.from+"-"+w.to]}
		e.Label.Text = w.verb
		if w.from == c.Zone() {
			for _, a := range []string{w.actions, strings.Fields(w.actions)[0]} {
				e.Legal = e.Legal || legal[a]
			}
		}
		if len(e.Taken) > 0 {
			e.Mark = w.mark
			e.Mark.Face = faceName
			e.Mark.Text = numbersOf(e.Taken)
		}
		v.Edges = append(v.Edges, e)
	}
	v.Words = fmt.Sprintf("The life of %s: it is %s after %s", c.Name, c.State, count(steps, "step"))
	return v
}

// numbersOf joins numbers, the last four of many.
func numbersOf(list []int) string {
	var parts []string
	if len(list) > 3 {
		parts = append(parts, "…")
		list = list[len(list)-2:]
	}
	for _, n := range list {
		parts = append(parts, fmt.Sprint(n))
	}
	return strings.Join(parts, ",")
}
