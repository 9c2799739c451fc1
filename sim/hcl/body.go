package hcl

import "fmt"

// Parse reads a file of HCL. Errors: *Error.
func Parse(file, text string) (Body, error) {
	if len(text) > mostText {
		return Body{}, &Error{Range{file, Pos{1, 1}, Pos{1, 1}}, "File too large", "A file may have 256 KiB here."}
	}
	p := newParser(file, text)
	return p.body(false)
}

// body reads attributes and blocks up to the end, of a block if within.
func (p *parser) body(within bool) (b Body, err error) {
	if err := p.down(); err != nil {
		return b, err
	}
	defer p.up()
	for {
		p.blank()
		switch {
		case p.over() && within:
			return b, p.wrong("Unclosed configuration block", "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.")
		case p.over(), within && p.take("}"):
			return b, nil
		}
		if err := p.item(&b); err != nil {
			return b, err
		}
		if p.space(); !p.over() && p.peek() != '\n' && (!within || p.peek() != '}') {
			return b, p.wrong("Missing newline after argument", "An argument definition must end with a newline.")
		}
	}
}

// item reads an attribute or a block.
func (p *parser) item(b *Body) error {
	start := p.pos
	name := p.name()
	at := p.from(start)
	if name == "" {
		return p.wrong("Argument or block definition required", "An argument or block definition is required here.")
	}
	p.space()
	if p.peek() == '=' && !p.sees("==") {
		p.next()
		if _, twice := b.Attribute(name); twice {
			return &Error{at, "Attribute redefined", fmt.Sprintf("The argument %q was already set. Each argument may be set only once.", name)}
		}
		x, err := p.expression()
		if err != nil {
			return err
		}
		b.Attributes = append(b.Attributes, Attribute{name, x, at})
		return nil
	}
	block := Block{Type: name}
	for p.space(); p.peek() != '{'; p.space() {
		label, err := p.label(name)
		if err != nil {
			return err
		}
		block.Labels = append(block.Labels, label)
	}
	block.Range = p.from(start)
	p.next()
	var err error
	block.Body, err = p.body(true)
	b.Blocks = append(b.Blocks, block)
	return err
}

// label reads a label of a block: a string without templates, or a name.
func (p *parser) label(kind string) (string, error) {
	if name := p.name(); name != "" {
		return name, nil
	}
	if p.peek() != '"' {
		return "", p.wrong("Invalid block definition", "A block definition must have block content delimited by \"{\" and \"}\", starting on the same line as the block header.")
	}
	start := p.pos
	x, err := p.quoted()
	if err != nil {
		return "", err
	}
	if text, ok := x.(literal); ok {
		s, _ := text.value.(string)
		return s, nil
	}
	return "", &Error{p.from(start), "Invalid string literal", "Template sequences are not allowed in the labels of a " + kind + " block."}
}
