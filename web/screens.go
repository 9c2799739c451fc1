package web

import (
	"slices"

	"drydock/sim"
	"drydock/templates"
)

// Screens are the screens of a lab's terminals by their names; the first one's
// is "". The zero Screens are none.
type Screens map[string]*Screen

// at is the screen of a terminal, an empty one if it is not open.
func (s Screens) at(name string) *Screen {
	if one, ok := s[name]; ok {
		return one
	}
	return &Screen{}
}

// show is Screen.show for the terminal that an input went to and all others.
// The screen of a terminal that has been closed is forgotten.
func (s Screens) show(in sim.Input, did stepped) {
	open := did.world.Terminals()
	for _, name := range open {
		if s[name] == nil {
			s[name] = &Screen{}
		}
	}
	s.at(in.Terminal).show(in, did)
	for _, c := range did.result.Elsewhere {
		s.at(c.Terminal).Write(c.Stream, c.Text)
	}
	for name := range s {
		if !slices.Contains(open, name) {
			delete(s, name)
		}
	}
}

// Clone returns a copy: what is written to one is not seen in the other.
func (s Screens) Clone() Screens {
	c := Screens{}
	for name, one := range s {
		clone := one.Clone()
		c[name] = &clone
	}
	return c
}

// sight is what one terminal shows.
type sight struct {
	lines, ahead []templates.Line
	partial      string
}

// sights are what the terminals show besides the first, whole.
func (s Screens) sights() map[string]sight {
	if len(s) < 2 {
		return nil
	}
	seen := map[string]sight{}
	for name, one := range s {
		seen[name] = sight{lines: one.Since(0), partial: one.Partial()}
	}
	return seen
}

// at is the moment as it is seen at a terminal; at the first one if that is not open.
func (m Moment) at(terminal string) Moment {
	s, ok := m.sights[terminal]
	if !ok || terminal == m.Terminal {
		return m
	}
	m.Terminal, m.Lines, m.Ahead, m.Partial = terminal, s.lines, s.ahead, s.partial
	return m
}
