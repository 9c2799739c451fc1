package templates

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/scene"
)

// stage is the whole picture, laid out.
type stage struct {
	chart
	Zones []zoneView
	Edges []edge
	// Notice is what the last command came to, at the foot: why it was refused,
	// or what it reached on the network.
	Notice     []label
	NoticeKind string // refused, turned, arrived
	Steps      []stepView
	Fresh      bool // the steps are what the last command did
}

// zoneView is a zone with what stands in it.
type zoneView struct {
	zone
	Head, Side *label // title, and the note at its right
	Tokens     []token
	Shared     []string // paths that join the same layer of neighbours
	More       *label
	Hint       []label // in an empty zone
	Refused    bool
	Lit        bool // something is there
	Count      int
}

// layStage computes where everything stands.
func (c chart) layStage(s scene.Scene) stage {
	st := stage{chart: c, Edges: c.layEdges(s)}
	for _, z := range c.zones {
		st.Zones = append(st.Zones, c.layZone(z, s))
	}
	st.Steps, st.Fresh = laySteps(c.steps, s.Build), s.Build != nil && s.Build.Fresh
	if r := s.Refusal; r != nil {
		st.notify("refused", "Refused: "+innermost(r.Message, func(m string) bool { return st.fits("Refused: " + m) }))
		st.mark(*r)
	} else if n := len(s.Traffic); n > 0 {
		st.tellTraffic(s.Traffic)
	}
	return st
}

// fits tells whether the strip at the foot has room for all of a text.
func (st *stage) fits(text string) bool {
	return strings.Join(faceSub.wrap(text, st.notice.W-34, 2), " ") == strings.Join(strings.Fields(text), " ")
}

// innermost leaves causes out from the outside until a message fits: what went
// wrong stands last, as in "failed to set up: failed to bind: it is in use".
func innermost(message string, fits func(string) bool) string {
	for rest := message; ; {
		if fits(rest) {
			return rest
		}
		_, inner, ok := strings.Cut(rest, ": ")
		if !ok {
			return rest
		}
		rest = inner
	}
}

// notify writes the strip at the foot.
func (st *stage) notify(kind, text string) {
	st.NoticeKind = kind
	lines := faceSub.wrap(text, st.notice.W-34, 2)
	top := st.notice.Y + (st.notice.H-15*float64(len(lines)))/2
	for i, line := range lines {
		st.Notice = append(st.Notice, label{X: st.notice.X + 26, Y: round(top + 12 + 15*float64(i)), Anchor: "start", Face: faceSub, Text: line, Full: text})
	}
}

// tellTraffic says what came of the last attempt to reach something, and lights
// the network that it crossed.
func (st *stage) tellTraffic(list []scene.Traffic) {
	last := list[len(list)-1]
	kind := "arrived"
	if !last.Arrived {
		kind = "turned"
	}
	text := last.Words
	if n := len(list) - 1; n > 0 {
		text += fmt.Sprintf(" (and %d more)", n)
	}
	if rest, ok := strings.CutPrefix(text, "the host"); ok {
		text = "The host" + rest
	}
	st.notify(kind, text)
	crossed := map[string]bool{}
	for _, t := range list {
		crossed[t.Network] = true
	}
	for i := range st.Zones {
		for j := range st.Zones[i].Tokens {
			t := &st.Zones[i].Tokens[j]
			t.Lit = t.Node == "network" && crossed[t.Name]
		}
	}
}

// mark outlines the token that a refusal is about, or else its zone.
func (st *stage) mark(r scene.Refusal) {
	dom := scene.Token(r.Type, r.ID)
	for i := range st.Zones {
		for j := range st.Zones[i].Tokens {
			if t := &st.Zones[i].Tokens[j]; t.DOM == dom {
				t.Refused = true
				return
			}
		}
	}
	for i := range st.Zones {
		st.Zones[i].Refused = st.Zones[i].ID == r.Zone
	}
}

func (c chart) layZone(z zone, s scene.Scene) zoneView {
	pieces := zonePieces(z.ID, s)
	v := zoneView{zone: z, Lit: len(pieces) > 0, Count: len(pieces)}
	v.Head = &label{X: z.Box.X + min(12, (z.Box.W-faceTitle.measure(z.Title))/2), Y: z.Box.Y + min(20, z.Box.H/2+5), Text: z.Title, Anchor: "start", Face: faceTitle}
	note := z.Note
	if note == "" && len(pieces) > 0 && z.ID != "files" && z.ID != "registry" && z.ID != "client" && z.ID != "daemon" {
		note = fmt.Sprint(len(pieces))
	}
	room := z.Box.W - 32 - faceTitle.measure(z.Title)
	if note != "" && faceSub.measure(note) < room && z.Box.H > 45 {
		v.Side = &label{X: z.Box.right() - 12, Y: z.Box.Y + 20, Text: note, Anchor: "end", Face: faceSub}
	}
	if len(pieces) == 0 {
		v.Hint = hints(z)
	}
	if members := opened(z.ID, c.open, pieces); members != nil {
		pieces = members
		v.Side = &label{X: z.Box.right() - 12, Y: z.Box.Y + 20, Text: "in a group", Anchor: "end", Face: faceSub}
		if z.Box.W-32-faceTitle.measure(z.Title) < faceSub.measure("in a group") || z.Box.H < 45 {
			v.Side = nil
		}
		v.Count = len(pieces)
	}
	var g grid
	v.Tokens, v.More, g = c.place(z, pieces)
	if !g.form.side {
		v.Shared = sharedPaths(v.Tokens)
	}
	return v
}

// hints are the lines that an empty zone says.
func hints(z zone) []label {
	if z.Empty == "" {
		return nil
	}
	var list []label
	for i, line := range strings.Split(z.Empty, "\n") {
		list = append(list, label{X: z.Box.X + 12, Y: z.Box.Y + 46 + 18*float64(i), Text: faceSub.fit(line, z.Box.W-16), Anchor: "start", Face: faceSub})
	}
	return list
}

// zonePieces are the things that stand in a zone.
func zonePieces(id string, s scene.Scene) []piece {
	switch id {
	case "registry":
		return mapped(s.Registry, registryPiece)
	case "files":
		return mapped(s.Files, filePiece)
	case "images":
		return mapped(s.Images, imagePiece)
	case "volumes":
		list := slices.Clone(s.Volumes)
		slices.SortStableFunc(list, func(a, b scene.Volume) int { return nameless(a) - nameless(b) })
		return mapped(list, volumePiece)
	case "networks":
		return mapped(usedNetworks(s.Networks), networkPiece)
	case "removed":
		return mapped(s.Removed, removedPiece)
	case "client":
		return []piece{clientPiece()}
	case "daemon":
		return []piece{daemonPiece(s)}
	}
	var list []piece
	for _, c := range s.Containers {
		if c.Zone() == id || id == "containers" {
			list = append(list, containerPiece(c))
		}
	}
	return list
}

func mapped[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}

// sharedPaths are dotted lines between the same layer of two neighbours, at
// the slab's height: the layer is kept once.
func sharedPaths(tokens []token) []string {
	var paths []string
	for i := 1; i < len(tokens); i++ {
		a, b := tokens[i-1], tokens[i]
		if a.Box.Y != b.Box.Y {
			continue
		}
		for j := range min(len(a.Slabs), len(b.Slabs)) {
			x, y := a.Slabs[j], b.Slabs[j]
			if x.Layer.Digest != y.Layer.Digest {
				break
			}
			mid := round(x.Box.Y + x.Box.H/2)
			paths = append(paths, fmt.Sprintf("M%g %gH%g", x.Box.right(), mid, y.Box.X))
		}
	}
	return paths
}

// describe is the stage in one sentence, for those who hear it.
func describe(s scene.Scene) string {
	if len(s.Summary) == 0 {
		return "The Docker host and the life of its containers."
	}
	return strings.Join(s.Summary, " ")
}

// plugs are lines from what is selected to what it is joined with: a network or
// a volume to its containers, a container to its networks and volumes.
// The lifecycle has other things between them, so it draws none.
func (st stage) plugs(sel subject) []string {
	if !st.slotted {
		return nil
	}
	at := map[string]token{}
	for _, z := range st.Zones {
		for _, t := range z.Tokens {
			at[t.Node+" "+t.Name] = t
		}
	}
	var from token
	var to []string
	switch {
	case sel.Network != nil:
		from = at["network "+sel.Network.Name]
		to = mapped(sel.Network.Containers, func(name string) string { return "container " + name })
	case sel.Volume != nil:
		from = at["volume "+sel.Volume.Name]
		to = mapped(sel.Volume.Users, func(u scene.User) string { return "container " + u.Container })
	case sel.Container != nil:
		from = at["container "+sel.Container.Name]
		to = mapped(sel.Container.Networks, func(e scene.Endpoint) string { return "network " + e.Network })
		for _, name := range volumesOf(*sel.Container) {
			to = append(to, "volume "+name)
		}
	}
	var paths []string
	for _, name := range to {
		if t, ok := at[name]; ok && from.DOM != "" {
			paths = append(paths, plug(from.Box, t.Box))
		}
	}
	return paths
}

// plug is a line between the upper one's foot and the lower one's head.
func plug(a, b box) string {
	if a.Y > b.Y {
		a, b = b, a
	}
	x, y := round(a.X+a.W/2), round(a.bottom()-1)
	to, end := round(b.X+min(20, b.W/2)), round(b.Y+1)
	mid := round((y + end) / 2)
	return fmt.Sprintf("M%g %gC%g %g %g %g %g %g", x, y, x, mid, to, mid, to, end)
}
