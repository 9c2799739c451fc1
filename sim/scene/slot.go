package scene

import "drydock/sim/engine"

// places give every object a place of its own that it keeps while it lives: the
// lowest that was free when it came. Where one has gone, the next may come.
type places struct {
	of    map[string]int // by id
	taken []bool
}

func (p *places) come(id string) {
	if _, known := p.of[id]; known {
		return
	}
	free := 0
	for free < len(p.taken) && p.taken[free] {
		free++
	}
	if free == len(p.taken) {
		p.taken = append(p.taken, false)
	}
	p.of[id], p.taken[free] = free, true
}

func (p *places) leave(id string) {
	if at, known := p.of[id]; known {
		p.taken[at] = false
		delete(p.of, id)
	}
}

// comings and goings are the actions with which objects appear and disappear.
var (
	comings = map[string]bool{"create": true, "tag": true, "load": true, "import": true, "pull": true}
	goings  = map[string]bool{"destroy": true, "delete": true}
)

// slots finds the places of the living objects of a kind by reading the event
// log. Those it does not tell of were there before it begins; those that no
// longer live gave their places back when they went.
func slots(events []engine.Event, kind string, living []string, idOf func(engine.Event) string) map[string]int {
	p := places{of: map[string]int{}}
	told := map[string]bool{}
	for _, e := range events {
		if e.Type == kind && comings[e.Action] {
			told[idOf(e)] = true
		}
	}
	lives := map[string]bool{}
	for _, id := range living {
		lives[id] = true
		if !told[id] {
			p.come(id)
		}
	}
	for _, e := range events {
		switch id := idOf(e); {
		case e.Type != kind || id == "":
		case comings[e.Action]:
			p.come(id)
		case goings[e.Action]:
			p.leave(id)
		}
	}
	for id := range p.of { // what a container took along when it went
		if !lives[id] {
			delete(p.of, id)
		}
	}
	return p.of
}

// settle gives the objects of a scene their places.
func (s *Scene) settle(events []engine.Event) {
	own := func(e engine.Event) string { return e.ID }
	byName := map[string]string{}
	for _, i := range s.Images {
		for _, n := range i.Names {
			byName[n] = i.ID
		}
	}
	imageOf := func(e engine.Event) string {
		if id, ok := byName[e.ID]; ok {
			return id
		}
		return e.ID
	}
	at := slots(events, "image", mapped(s.Images, func(i Image) string { return i.ID }), imageOf)
	for i := range s.Images {
		s.Images[i].Slot = at[s.Images[i].ID]
	}
	at = slots(events, "container", mapped(s.Containers, func(c Container) string { return c.ID }), own)
	for i := range s.Containers {
		s.Containers[i].Slot = at[s.Containers[i].ID]
	}
	at = slots(events, "volume", mapped(s.Volumes, func(v Volume) string { return v.Name }), own)
	for i := range s.Volumes {
		s.Volumes[i].Slot = at[s.Volumes[i].Name]
	}
	var networks []string
	for _, n := range s.Networks {
		if !n.Predefined || n.Name == "bridge" {
			networks = append(networks, n.ID)
		}
	}
	at = slots(events, "network", networks, own)
	for i, n := range s.Networks {
		slot, ok := at[n.ID]
		if !ok {
			slot = noSlot
		}
		s.Networks[i].Slot = slot
	}
}

// noSlot is the place of what has none of its own: the networks host and none,
// which are rarely shown.
const noSlot = 1 << 20

func mapped[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
