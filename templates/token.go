package templates

import (
	"fmt"
	"strings"

	"drydock/sim/scene"
)

// token is one thing on the stage: an image, a container, a file.
type token struct {
	DOM      string // id of its element, the same wherever it goes
	Node     string // data-node
	Zone     string
	ID, Name string
	State    string
	Select   string // what the inspector is asked for
	Aria     string
	Glyph    string // path of the state's sign
	Badge    box    // where the sign of a refusal stands
	Box      box
	Slabs    []slab
	Open     *open
	Drum     string // path of a volume's drum
	Labels   []label
	Refused  bool
	Lit      bool   // a network that something has just crossed
	Members  int    // of a group: how many it stands for
	Drums    string // path of the volumes that a container mounts
	DrumsAre string // their names
}

// open is a container's writable layer: Fill is the part of it that is drawn
// as written, by the logarithm of the bytes.
type open struct {
	Box, Fill box
	Title     string
}

// piece is what a zone's tokens are laid out from, whatever they are.
type piece struct {
	token    token
	layers   []scene.Layer
	texts    []label // only Text and Face are set
	openText string  // of a container's writable layer; "" draws none
	written  int64
	drum     bool // a volume
	rail     int  // a network: how many plug into it, plus one
	slot     int  // its place in a chart with places, 1 first; 0: in order
	group    string
	volumes  []string // that a container mounts
}

// place lays the pieces of a zone out: each in its own place, or in order; in
// groups where not all have room.
func (c chart) place(z zone, pieces []piece) ([]token, *label, grid) {
	forms, in := c.formsOf(z.ID), z.inner()
	for _, f := range roomy(forms) {
		if !c.slotted {
			break
		}
		if g, ok := laySlots(in, f, pieces); ok {
			return lay(z, pieces, g)
		}
	}
	groups := grouped(z.ID, pieces)
	for _, try := range []struct {
		pieces []piece
		forms  []form
	}{{pieces, roomy(forms)}, {groups, roomy(forms)}, {pieces, forms}} {
		if g := layGrid(in, try.forms, len(try.pieces)); g.shown == len(try.pieces) {
			return lay(z, try.pieces, g)
		}
	}
	return lay(z, groups, layGrid(in, forms, len(groups)))
}

// roomy are the forms in which names can be read.
func roomy(forms []form) []form {
	var list []form
	for _, f := range forms {
		if !f.terse {
			list = append(list, f)
		}
	}
	return list
}

func lay(z zone, pieces []piece, g grid) ([]token, *label, grid) {
	if left := len(pieces) - g.shown; left > 0 && g.more != nil {
		hidden := pieces[g.shown:]
		if z.Keep == keepLast {
			hidden = pieces[:left]
		}
		n := 0
		for _, p := range hidden {
			n += max(1, p.token.Members)
		}
		g.more.Text = strings.Replace(g.more.Text, fmt.Sprintf("+%d", left), fmt.Sprintf("+%d", n), 1)
		if g.shown == 0 {
			g.more.Text = fmt.Sprintf("%d here", n)
		}
	}
	if z.Keep == keepFirst {
		pieces = pieces[:g.shown]
	} else {
		pieces = pieces[len(pieces)-g.shown:]
	}
	room := g.form.stack
	stacks := make([][]scene.Layer, 0, len(pieces))
	for _, p := range pieces {
		if p.openText != "" {
			room = g.form.stack - openHeight - 2
		}
		stacks = append(stacks, p.layers)
	}
	scale := stackScale(stacks, room, g.form.grow)
	tokens := make([]token, len(pieces))
	for i, p := range pieces {
		tokens[i] = p.at(g.cells[i], g.form, scale)
		tokens[i].Zone = z.ID
	}
	distinct(tokens)
	return tokens, g.more, g
}

const (
	openHeight = 11
	glyphWidth = 14
)

// at draws the piece in a cell.
func (p piece) at(cell box, f form, scale float64) token {
	t := p.token
	t.Box = box{cell.X, cell.Y, cell.W - 4, cell.H - 4}
	if f.bare {
		t.Glyph = ""
	}
	if f.side {
		return p.beside(t, f)
	}
	b := box{cell.X + 5, cell.Y + 3, min(cell.W-13, f.wide), f.stack}
	if len(p.volumes) > 0 {
		b.W -= 15
		t.Drums, t.DrumsAre = drums(box{b.right() + 3, b.Y, 12, b.H}, len(p.volumes)), "Mounts "+strings.Join(p.volumes, ", ")
	}
	t.Slabs = layStack(p.layers, b, scale)
	if p.openText != "" {
		foot := b.bottom()
		if n := len(t.Slabs); n > 0 {
			foot = t.Slabs[n-1].Box.Y - 2
		}
		t.Open = p.open(box{b.X, round(foot - openHeight), b.W, openHeight})
	}
	t.Labels = p.labels(t, box{b.X, b.bottom() + 4, cell.W - 8, 0}, f.lines)
	t.Badge = box{b.X + b.W - 9, b.Y - 2, 16, 16}
	return t
}

// beside draws the text at the right of a small stack.
func (p piece) beside(t token, f form) token {
	left := t.Box.X + 5
	if len(p.layers) > 0 && f.wide > 0 && t.Members == 0 {
		b := box{left, t.Box.Y + 2, f.wide, t.Box.H - 5}
		scale := min(f.grow, b.H/stackHeight(p.layers))
		b.H -= round((b.H - scale*stackHeight(p.layers)) / 2)
		t.Slabs = layStack(p.layers, b, scale)
		left += f.wide + 6
	}
	if p.drum {
		t.Drum = drum(box{left, t.Box.Y + 2, f.wide - 2, t.Box.H - 4})
		left += f.wide + 4
	}
	if p.rail > 0 {
		t.Drum = rail(box{left, t.Box.Y + 2, f.wide, t.Box.H - 4}, p.rail-1)
		left += f.wide + 4
	}
	t.Labels = p.labels(t, box{left, t.Box.Y + 2, t.Box.right() - left - 2, 0}, f.lines)
	t.Badge = box{t.Box.right() - 14, t.Box.Y + 2, 16, 16}
	if len(t.Slabs) > 0 { // on a corner of the stack, where it hides no name
		t.Badge = box{t.Box.X - 3, t.Box.Y - 4, 16, 16}
	}
	return t
}

const lineHeight = 16.5

// leastCut is how many bytes have to be left of a line that is cut.
const leastCut = 10

func (p piece) labels(t token, b box, lines int) []label {
	var list []label
	below := 0.0 // how much further down a second line of the name puts the others
	for i, l := range p.texts {
		if i == lines {
			break
		}
		l.X, l.Y, l.Anchor = b.X, round(b.Y+13+below+float64(i)*lineHeight), "start"
		room := b.W
		if i == 0 && t.Glyph != "" {
			l.X += glyphWidth
			room -= glyphWidth
		}
		if l.Sign != "" {
			l.X += l.X0
			room -= l.X0
		}
		if i == 0 {
			first, second := named(l, room, lines)
			if list = append(list, first); second != nil {
				second.X = b.X
				list, below, lines = append(list, *second), lineHeight-2, lines-1
			}
			continue
		}
		if cut := l.Face.fit(l.Text, room); cut != l.Text {
			if len(cut) < leastCut {
				continue // it would tell nothing; what is looked at in full has it
			}
			l.Full, l.Text = l.Text, cut
		}
		list = append(list, l)
	}
	return list
}

func (p piece) open(b box) *open {
	o := &open{Box: b, Title: p.openText}
	if p.written > 0 {
		w := (b.W - 6) * min(1, slabHeight(p.written)/30)
		o.Fill = box{b.X + 3, b.Y + 3, round(w), openHeight - 6}
	}
	return o
}

// signed is a label with a small sign of that width before it.
func signed(l label, sign string, wide float64) label {
	l.Sign, l.X0 = sign, wide
	return l
}

// door is a port of the host: an opening in its outer wall.
const door = "M0 9.500V3.500A3.500 3.500 0 0 1 9 3.500V9.500zM2 9.500H7V4A2.500 2.500 0 0 0 2 4zM5 6h1.200v1.200h-1.200z"

// dots are the processes of a container, at most five: PID 1 is larger than
// the others and stands apart.
func dots(n int) (path string, wide float64) {
	path, wide = "M0 4.500a3.500 3.500 0 1 0 7 0a3.500 3.500 0 1 0 -7 0z", 11
	for range min(n, 5) - 1 {
		path += fmt.Sprintf("M%g 4.500a2.200 2.200 0 1 0 4.400 0a2.200 2.200 0 1 0 -4.400 0z", wide)
		wide += 6
	}
	return path, wide + 1
}

// glyphs are the signs of the states, drawn within 9 by 9, so that none is
// told by colour alone.
var glyphs = map[string]string{
	"created":    "M4.5 1a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7zm0 1.6a1.9 1.9 0 1 0 0 3.8a1.9 1.9 0 1 0 0-3.8z",
	"running":    "M1.2 0.6L8.6 4.5L1.2 8.4z",
	"paused":     "M1 1h2.6v7H1zM5.4 1H8v7H5.4z",
	"restarting": "M4.5 0a4.5 4.5 0 1 0 4.5 4.5H7.3a2.8 2.8 0 1 1-2.8-2.8v1.8L8 1.2L4.5-1z",
	"exited":     "M1 1h7v7H1z",
	"dead":       "M1 2l1-1l2.5 2.5L7 1l1 1l-2.5 2.5L8 7l-1 1l-2.5-2.5L2 8L1 7l2.5-2.5z",
	"pulled":     "M0.8 4.6l1.3-1.2L3.6 5L7.2 1.2L8.5 2.4L3.6 7.6z",
}

func name(s string) label { return label{Text: s, Face: faceName} }
func sub(s string) label  { return label{Text: s, Face: faceSub} }
func code(s string) label { return label{Text: s, Face: faceCode} }

func imagePiece(i scene.Image) piece {
	t := token{DOM: scene.Token("image", i.ID), Node: "image", ID: i.ID, Name: i.Name, State: "local", Select: i.Name}
	if len(i.Names) == 0 {
		t.Select = strings.TrimPrefix(t.DOM, "image-")
	}
	t.Aria = fmt.Sprintf("Image %s, %s, %s", i.Name, i.SizeText, count(len(i.Layers), "layer"))
	texts := []label{name(strings.TrimSuffix(i.Name, ":latest")), sub(i.SizeText)}
	if len(i.Names) > 1 {
		texts[1] = sub(fmt.Sprintf("%d names", len(i.Names)))
	}
	return piece{token: t, layers: i.Layers, texts: texts, slot: i.Slot + 1, group: imageGroup(i)}
}

func registryPiece(i scene.Image) piece {
	short := strings.TrimSuffix(i.Name, ":latest")
	t := token{DOM: "hub-" + slug(i.Name), Node: "registry", ID: i.ID, Name: i.Name, State: "remote", Select: "hub/" + i.Name}
	t.Aria = fmt.Sprintf("On Docker Hub: %s, %s", i.Name, count(len(i.Layers), "layer"))
	if i.Local {
		t.State, t.Glyph = "pulled", glyphs["pulled"]
		t.Aria += ", already on this host"
	}
	return piece{token: t, layers: i.Layers, texts: []label{name(short), sub(count(len(i.Layers), "layer"))}}
}

func containerPiece(c scene.Container) piece {
	t := token{DOM: scene.Token("container", c.ID), Node: "container", ID: c.ID, Name: c.Name, State: c.State,
		Select: c.Name, Glyph: glyphs[c.State]}
	t.Aria = fmt.Sprintf("Container %s, %s, from %s", c.Name, strings.ToLower(c.Status), c.Image)
	p := piece{slot: c.Slot + 1, group: containerGroup(c), volumes: volumesOf(c), layers: c.Layers, written: c.Written, openText: "Writable layer: " + c.WriteText + " written"}
	p.texts = []label{name(c.Name), sub(shortStatus(c))}
	if n := len(c.Ports); n > 0 {
		text := c.Ports[0].Text
		if n > 1 {
			text = fmt.Sprintf("%s +%d", text, n-1)
		}
		p.texts = append(p.texts, signed(code(text), door, 13))
		t.Aria += fmt.Sprintf(", port %d of the host leads to its port %d", c.Ports[0].HostPort, c.Ports[0].Port)
	}
	if n := len(c.Processes); n > 0 {
		first := c.Processes[0]
		text := fmt.Sprintf("%d %s", first.PID, first.Name)
		sign, wide := dots(n)
		p.texts = append(p.texts, signed(code(text), sign, wide))
		t.Aria += fmt.Sprintf(", PID %d %s", first.PID, first.Command)
	}
	p.texts = append(p.texts, sub(c.Image))
	p.token = t
	return p
}

// shortStatus is a status without what the zone says anyway.
func shortStatus(c scene.Container) string {
	if c.State == "exited" {
		return fmt.Sprintf("code %d", c.ExitCode)
	}
	return brief.Replace(strings.TrimSuffix(c.Status, " (Paused)"))
}

// brief are Docker's words for times in fewer letters.
var brief = strings.NewReplacer("About a minute", "1 minute", "About an hour", "1 hour", "Less than a second", "0 seconds")

func removedPiece(r scene.Removed) piece {
	t := token{DOM: scene.Token("container", r.ID), Node: "removed", ID: r.ID, Name: r.Name, State: "removed",
		Select: r.ID[:min(12, len(r.ID))]}
	texts := []label{name(r.Name)}
	if len(r.Lost) > 0 {
		texts = append(texts, sub(fmt.Sprintf("%d lost", len(r.Lost))))
	}
	t.Aria = fmt.Sprintf("Removed container %s, %s of its writable layer lost", r.Name, count(len(r.Lost), "path"))
	return piece{token: t, texts: texts, group: r.Image}
}

func filePiece(f scene.File) piece {
	shown, what := f.Name, "File "
	if f.Dir {
		shown, what = f.Name+"/", "Directory "
	}
	t := token{DOM: "file-" + slug(f.Name), Node: "file", Name: f.Name, State: "yours", Select: "file/" + f.Name, Aria: what + f.Name}
	about := fmt.Sprintf("%d bytes", f.Size)
	switch {
	case f.Dir:
		about = "directory"
	case strings.HasPrefix(strings.Join(f.Lines, ""), "FROM "):
		about = f.Lines[0]
	}
	return piece{token: t, texts: []label{code(shown), sub(about)}}
}

// count is a number with its noun: "1 layer", "3 layers".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// slug is s with only what an element's id may have.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return '-'
	}, s)
}

// place is where a token stands and how: what is in it is drawn anew when that
// is another.
func (t token) place() string {
	return fmt.Sprintf("%g %g %g %d %s", t.Box.X, t.Box.Y, t.Box.H, len(t.Slabs), t.State)
}
