package templates

import (
	"fmt"
	"strings"

	"drydock/sim/scene"
)

// stage is the whole picture, laid out.
type stage struct {
	Zones []zoneView
	Edges []edge
	// Notice is the refusal's sentence, at the foot.
	Notice *label
}

// zoneView is a zone with what stands in it.
type zoneView struct {
	zone
	Head, Side *label // title, and the note at its right
	Tokens     []token
	Shared     []string // paths that join the same layer of neighbours
	More       *label
	Hint       *label // in an empty zone
	Refused    bool
	Lit        bool // something is there
	Count      int
}

// layStage computes where everything stands.
func layStage(s scene.Scene) stage {
	st := stage{Edges: layEdges(s)}
	for _, z := range zones {
		st.Zones = append(st.Zones, layZone(z, s))
	}
	if r := s.Refusal; r != nil {
		l := notice
		l.Full = r.Message
		l.Text = faceSub.fit("Refused: "+r.Message, noticeWidth)
		st.Notice = &l
		st.mark(*r)
	}
	return st
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

func layZone(z zone, s scene.Scene) zoneView {
	pieces, forms := zonePieces(z.ID, s)
	v := zoneView{zone: z, Lit: len(pieces) > 0, Count: len(pieces)}
	v.Head = &label{X: z.Box.X + 12, Y: z.Box.Y + 20, Text: z.Title, Anchor: "start", Face: faceTitle}
	note := z.Note
	if note == "" && len(pieces) > 0 && z.ID != "files" {
		note = fmt.Sprint(len(pieces))
	}
	room := z.Box.W - 32 - faceTitle.measure(z.Title)
	if note != "" && faceSub.measure(note) < room {
		v.Side = &label{X: z.Box.right() - 12, Y: z.Box.Y + 20, Text: note, Anchor: "end", Face: faceSub}
	}
	if len(pieces) == 0 && z.Empty != "" {
		v.Hint = &label{X: z.Box.X + 12, Y: z.Box.Y + 48, Text: faceSub.fit(z.Empty, z.Box.W-24), Anchor: "start", Face: faceSub}
	}
	var g grid
	v.Tokens, v.More, g = place(z, forms, pieces)
	if !g.form.side {
		v.Shared = sharedPaths(v.Tokens)
	}
	return v
}

// zonePieces are the things that stand in a zone and how they may be drawn.
func zonePieces(id string, s scene.Scene) ([]piece, []form) {
	switch id {
	case "registry":
		return mapped(s.Registry, registryPiece), registryForms
	case "files":
		return mapped(s.Files, filePiece), fileForms
	case "images":
		return mapped(s.Images, imagePiece), imageForms
	case "volumes":
		return mapped(s.Volumes, volumePiece), volumeForms
	case "removed":
		return mapped(s.Removed, removedPiece), removedForms
	}
	var list []piece
	for _, c := range s.Containers {
		if c.Zone() == id {
			list = append(list, containerPiece(c))
		}
	}
	return list, containerForms
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
