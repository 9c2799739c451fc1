package shell

import "strings"

// field is one field of a word: the text, and the pattern that it may be.
type field struct {
	text    strings.Builder
	pattern strings.Builder
	globs   bool // something in it may be a pattern
}

func (f *field) add(p piece) {
	f.text.WriteString(p.text)
	if p.kind == quoted {
		f.pattern.WriteString(escape(p.text))
		return
	}
	f.pattern.WriteString(p.text)
	f.globs = f.globs || strings.ContainsAny(p.text, "*?[")
}

// splitter cuts the values in a word at the characters of IFS. Source: POSIX 2.6.5.
type splitter struct {
	ifs    string
	out    []*field
	field  *field // that grows; nil between two
	spaces bool   // white space ended the field before: a delimiter after it belongs to that
}

func (x *expander) split(pieces []piece) []*field {
	ifs, set := x.s.lookup("IFS")
	if !set {
		ifs = " \t\n"
	}
	sp := splitter{ifs: ifs}
	for _, p := range pieces {
		switch {
		case p.kind == between:
			sp.end()
		case p.kind == expanded && ifs != "":
			sp.value(p.text)
		case p.kind == expanded && p.text == "":
		case p.kind == literal && p.text == "":
		default:
			sp.grow(p)
		}
	}
	sp.end()
	return sp.out
}

func (sp *splitter) grow(p piece) {
	if sp.field == nil {
		sp.field = &field{}
	}
	sp.spaces = false
	sp.field.add(p)
}

func (sp *splitter) end() {
	if sp.field != nil {
		sp.out, sp.field = append(sp.out, sp.field), nil
	}
}

func (sp *splitter) value(text string) {
	for text != "" {
		i := strings.IndexAny(text, sp.ifs)
		if i < 0 {
			sp.grow(piece{text, expanded})
			return
		}
		if i > 0 {
			sp.grow(piece{text[:i], expanded})
		}
		sp.delimit(text[i])
		text = text[i+1:]
	}
}

func (sp *splitter) delimit(c byte) {
	white := c == ' ' || c == '\t' || c == '\n'
	switch {
	case sp.field != nil:
		sp.end()
		sp.spaces = white
	case white:
	case sp.spaces:
		sp.spaces = false
	default:
		sp.out = append(sp.out, &field{})
	}
}
