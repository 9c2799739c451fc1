package templates

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/scene"
)

// grouped puts pieces that have something in common into one each, if not all
// have room. A piece that is alone in its group stays as it is.
func grouped(zone string, pieces []piece) []piece {
	var order []string
	groups := map[string][]piece{}
	for _, p := range pieces {
		if _, known := groups[p.group]; !known {
			order = append(order, p.group)
		}
		groups[p.group] = append(groups[p.group], p)
	}
	var list []piece
	for _, key := range order {
		g := groups[key]
		if key == "" || len(g) == 1 {
			list = append(list, g...)
			continue
		}
		list = append(list, groupPiece(zone, key, g))
	}
	return list
}

// groupPiece stands for all pieces of a group: it can be opened.
func groupPiece(zone, key string, members []piece) piece {
	first := members[0]
	t := token{DOM: "group-" + zone + "-" + slug(key), Node: "group", Name: key, State: first.token.State, Select: "group/" + zone + "/" + key, Members: len(members)}
	var states []string
	tally := map[string]int{}
	for _, m := range members {
		if tally[m.token.State]++; !slices.Contains(states, m.token.State) {
			states = append(states, m.token.State)
		}
	}
	var parts []string
	for _, s := range states {
		parts = append(parts, fmt.Sprintf("%d %s", tally[s], s))
	}
	what := strings.Join(parts, ", ")
	t.Aria = fmt.Sprintf("Group %s: %s. Open it", key, what)
	short := strings.TrimSuffix(key, ":latest")
	texts := []label{name(fmt.Sprintf("%d× %s", len(members), short))}
	for _, part := range parts {
		texts = append(texts, sub(part))
	}
	return piece{token: t, layers: first.layers, texts: texts}
}

// opened are the members of the group that is opened in a zone, nil if none is.
func opened(zone, open string, pieces []piece) []piece {
	at, key, ok := strings.Cut(open, "/")
	if !ok || at != zone {
		return nil
	}
	var list []piece
	for _, p := range pieces {
		if p.group == key {
			p.group, p.slot = "", 0
			list = append(list, p)
		}
	}
	return list
}

// imageGroup is the repository of an image.
func imageGroup(i scene.Image) string {
	repository, _, _ := strings.Cut(i.Name, ":")
	return repository
}

// containerGroup is the Compose project of a container, or its image.
func containerGroup(c scene.Container) string {
	if c.Project != "" {
		return c.Project
	}
	return c.Image
}

// laySlots places pieces in the cells of their own, whatever else there is.
// ok is false when one has no cell.
func laySlots(in box, f form, pieces []piece) (g grid, ok bool) {
	cols, rows := int(in.W/f.w), int(in.H/f.h)
	if cols*rows == 0 {
		return g, false
	}
	g.form = f
	w := in.W / float64(cols)
	for _, p := range pieces {
		at := p.slot - 1
		if at < 0 || at >= cols*rows {
			return g, false
		}
		g.cells = append(g.cells, box{round(in.X + float64(at%cols)*w), in.Y + float64(at/cols)*f.h, round(w), f.h})
	}
	g.shown = len(pieces)
	return g, true
}
