package hcl

import (
	"strconv"
	"unicode"
)

// term reads the smallest expressions.
func (p *parser) term() (Expr, error) {
	start := p.pos
	switch r := p.peek(); {
	case r >= '0' && r <= '9':
		return p.number()
	case r == '"':
		return p.quoted()
	case p.sees("<<"):
		return p.heredoc()
	case r == '(':
		p.next()
		return p.inside(func() (Expr, error) {
			x, err := p.expression()
			if p.space(); err == nil && !p.take(")") {
				err = p.wrong("Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.")
			}
			return x, err
		})
	case r == '[':
		p.next()
		return p.inside(func() (Expr, error) { return p.list(start) })
	case r == '{':
		p.next()
		return p.inside(func() (Expr, error) { return p.object(start) })
	case letter(r):
		return p.named(start)
	}
	return nil, p.wrong("Invalid expression", "Expected the start of an expression, but found an invalid expression token.")
}

// inside reads what stands in brackets, where newlines mean nothing.
func (p *parser) inside(read func() (Expr, error)) (Expr, error) {
	lines := p.lines
	p.lines = false
	p.space()
	x, err := read()
	p.lines = lines
	return x, err
}

func (p *parser) number() (Expr, error) {
	start, at := p.pos, p.at
	for r := p.peek(); unicode.IsDigit(r) || r == '.' && p.at+1 < len(p.src) && unicode.IsDigit(rune(p.src[p.at+1])) || r == 'e' || r == 'E'; r = p.peek() {
		p.next()
		if (r == 'e' || r == 'E') && (p.peek() == '-' || p.peek() == '+') {
			p.next()
		}
	}
	n, err := strconv.ParseFloat(p.src[at:p.at], 64)
	if err != nil {
		return nil, &Error{p.from(start), "Invalid number literal", "Failed to recognize the value of this number literal."}
	}
	return literal{n}, nil
}

// named reads what begins with a name: a constant, a call, a variable.
func (p *parser) named(start Pos) (Expr, error) {
	name := p.name()
	at := p.from(start)
	switch name {
	case "true", "false":
		return literal{name == "true"}, nil
	case "null":
		return literal{nil}, nil
	}
	if p.peek() != '(' {
		return variable{at, name}, nil
	}
	p.next()
	return p.inside(func() (Expr, error) {
		c := call{at: at, name: name}
		for !p.take(")") {
			x, err := p.expression()
			if err != nil {
				return nil, err
			}
			c.args = append(c.args, x)
			p.space()
			if p.take("...") {
				c.spread = true
				p.space()
			}
			if !p.take(",") && p.peek() != ')' {
				return nil, p.wrong("Missing argument separator", "A comma is required to separate each function argument from the next.")
			}
			p.space()
		}
		return c, nil
	})
}

// list reads a list or one made by for, after its bracket.
func (p *parser) list(start Pos) (Expr, error) {
	if f, ok, err := p.loop(start); ok {
		return p.closed(f, "]", err)
	}
	l := list{}
	for !p.take("]") {
		x, err := p.expression()
		if err != nil {
			return nil, err
		}
		l.items = append(l.items, x)
		if p.space(); !p.take(",") && p.peek() != ']' {
			return nil, p.wrong("Missing item separator", "Expected a comma to mark the beginning of the next item.")
		}
		p.space()
	}
	return l, nil
}

// object reads an object or one made by for, after its brace.
func (p *parser) object(start Pos) (Expr, error) {
	if f, ok, err := p.loop(start); ok {
		f.object = true
		return p.closed(f, "}", err)
	}
	o := object{}
	for !p.take("}") {
		key, err := p.key()
		if err != nil {
			return nil, err
		}
		if p.space(); !p.take("=") && !p.take(":") {
			return nil, p.wrong("Missing attribute value", "Expected an attribute value, introduced by an equals sign (\"=\").")
		}
		p.lines = true // a newline ends the value
		value, err := p.expression()
		p.space()
		if p.lines = false; err != nil {
			return nil, err
		}
		o.keys, o.values = append(o.keys, key), append(o.values, value)
		if !p.take(",") && p.peek() != '}' && p.peek() != '\n' {
			return nil, p.wrong("Missing attribute separator", "Expected a newline or comma to mark the beginning of the next attribute.")
		}
		p.space()
	}
	return o, nil
}

// key reads the key of an object: a bare name stands for itself.
func (p *parser) key() (Expr, error) {
	at, pos := p.at, p.pos
	if name := p.name(); name != "" {
		if p.space(); p.peek() == '=' || p.peek() == ':' {
			return literal{name}, nil
		}
	}
	p.at, p.pos = at, pos
	return p.expression()
}

func (p *parser) closed(f loop, by string, err error) (Expr, error) {
	if p.space(); err == nil && !p.take(by) {
		err = p.wrong("Invalid 'for' expression", "Extra characters after the end of the 'for' expression.")
	}
	return f, err
}

// loop reads for k, v in x : …; ok is false when this is none.
func (p *parser) loop(start Pos) (f loop, ok bool, err error) {
	at, pos := p.at, p.pos
	if p.name() != "for" {
		p.at, p.pos = at, pos
		return f, false, nil
	}
	p.space()
	if f.value = p.name(); f.value == "" {
		p.at, p.pos = at, pos // a value that is called for
		return f, false, nil
	}
	if p.space(); p.take(",") {
		p.space()
		f.key, f.value = f.value, p.name()
	}
	if p.space(); p.name() != "in" {
		return f, true, p.wrong("Invalid 'for' expression", "For expression requires the 'in' keyword after its name declarations.")
	}
	if f.over, err = p.expression(); err != nil {
		return f, true, err
	}
	if p.space(); !p.take(":") {
		return f, true, p.wrong("Invalid 'for' expression", "For expression requires a colon after the collection expression.")
	}
	if f.makes, err = p.expression(); err != nil {
		return f, true, err
	}
	if p.space(); p.take("=>") {
		f.names = f.makes
		if f.makes, err = p.expression(); err != nil {
			return f, true, err
		}
	}
	if p.space(); p.take("...") {
		f.group = true
		p.space()
	}
	if at, pos := p.at, p.pos; p.name() == "if" {
		f.when, err = p.expression()
	} else {
		p.at, p.pos = at, pos
	}
	f.at = p.from(start)
	return f, true, err
}

// Keyword is an expression that is a name or a call of one: list(string).
func Keyword(x Expr) (name string, args []Expr, ok bool) {
	switch x := x.(type) {
	case variable:
		return x.name, nil, true
	case call:
		return x.name, x.args, true
	case literal:
		name, ok = x.value.(string)
		return name, nil, ok
	}
	return "", nil, false
}

// Names are the names in a list of them, which need not be in quotes.
func Names(x Expr) (names []string) {
	l, ok := x.(list)
	if !ok {
		return nil
	}
	for _, item := range l.items {
		if name, _, ok := Keyword(item); ok {
			names = append(names, name)
		}
	}
	return names
}
