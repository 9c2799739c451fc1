package web

import (
	"fmt"
	"path"
	"strings"

	"drydock/sim"
	"drydock/sim/engine"
	"drydock/sim/scene"
	"drydock/templates"
)

// panes are what the inspector can show besides objects, by the word before
// the slash in what is selected.
var panes = map[string]func(*templates.View, Moment, string){
	"explain": explainPane,
	"edit":    editPane,
	"browse":  browsePane,
	"compare": comparePane,
	"goal":    goalPane,
	"opened":  openedPane,
	"strip":   func(v *templates.View, m Moment, _ string) { v.Strip = scene.DrawStrip(m.World.Host()) },
}

// fill adds what is looked at to a view.
func fill(v *templates.View, m Moment) {
	kind, rest, _ := strings.Cut(v.Selected, "/")
	if pane, ok := panes[kind]; ok {
		pane(v, m, rest)
	}
}

func explainPane(v *templates.View, _ Moment, line string) {
	e := templates.Explanation{Line: line}
	for _, p := range sim.Explain(line) {
		e.Parts = append(e.Parts, templates.Explained(p))
	}
	v.Explained = &e
}

func comparePane(v *templates.View, m Moment, _ string) {
	if m.Other != nil {
		compared := scene.Compare(m.Other.Host(), m.World.Host())
		v.Compared = &compared
	}
}

// mostEdited is the longest file that the editor takes, in bytes: an input has
// to hold it.
const mostEdited = 48 << 10

func editPane(v *templates.View, m Moment, name string) {
	full := path.Join(sim.Home, path.Clean("/"+strings.TrimPrefix(name, sim.Home+"/")))
	e := templates.EditView{Path: strings.TrimPrefix(full, sim.Home+"/")}
	n, err := m.World.Host().Root().Lookup(full)
	switch {
	case err != nil: // a new file
	case !n.Mode.IsRegular():
		e.Fault = "This is no file with text in it."
	case len(n.Data) > mostEdited || int64(len(n.Data)) != n.Size || strings.ContainsRune(n.Data, 0):
		e.Fault = "This file is too long for the editor, or is no text."
	default:
		e.Text = n.Data
	}
	var b strings.Builder
	for i := range strings.Count(e.Text, "\n") + 1 {
		fmt.Fprintln(&b, i+1)
	}
	e.Numbers = b.String()
	v.Edit = &e
}

// asked is the file that a program of the host asked an editor for, "" if none did.
func asked(events []engine.Event) string {
	for _, e := range events {
		if e.Glass && e.Action == "edit" && e.ID == "" {
			return e.Get("path")
		}
	}
	return ""
}
