package hcl

import "strconv"

// binary are the operators, those that bind least first.
var binary = [][]string{{"||"}, {"&&"}, {"==", "!="}, {"<=", ">=", "<", ">"}, {"+", "-"}, {"*", "/", "%"}}

// expression reads an expression: a choice or an operation.
func (p *parser) expression() (Expr, error) {
	if err := p.down(); err != nil {
		return nil, err
	}
	defer p.up()
	start := p.pos
	x, err := p.operation(0)
	if p.space(); err != nil || !p.take("?") {
		return x, err
	}
	yes, err := p.expression()
	if err != nil {
		return nil, err
	}
	if p.space(); !p.take(":") {
		return nil, p.wrong("Missing false expression in conditional", "The conditional operator (...?...:...) requires a false expression, delimited by a colon.")
	}
	no, err := p.expression()
	return choice{at: p.from(start), when: x, yes: yes, no: no}, err
}

// operation reads operations of a level and those that bind more.
func (p *parser) operation(level int) (Expr, error) {
	if level == len(binary) {
		return p.unary()
	}
	p.space()
	start := p.pos
	x, err := p.operation(level + 1)
	for err == nil {
		op := p.operator(binary[level])
		if op == "" {
			break
		}
		var y Expr
		y, err = p.operation(level + 1)
		x = operation{p.from(start), op, x, y}
	}
	return x, err
}

func (p *parser) operator(of []string) string {
	p.space()
	for _, op := range of {
		if p.take(op) {
			return op
		}
	}
	return ""
}

func (p *parser) unary() (Expr, error) {
	p.space()
	start := p.pos
	op := ""
	switch {
	case p.take("-"):
		op = "-"
	case p.peek() == '!' && !p.sees("!="):
		p.next()
		op = "!"
	default:
		return p.postfix()
	}
	if err := p.down(); err != nil {
		return nil, err
	}
	defer p.up()
	x, err := p.unary()
	return operation{p.from(start), op, nil, x}, err
}

// postfix reads a term and what is taken of it: .name, [index], [*].
func (p *parser) postfix() (Expr, error) {
	start := p.pos
	x, err := p.term()
	for err == nil {
		switch {
		case p.take("[*]"), p.take(".*"):
			x = splat{p.from(start), x, nil}
		case p.peek() == '.' && !p.sees("..."):
			p.next()
			x, err = p.member(start, x)
		case p.peek() == '[':
			p.next()
			lines := p.lines
			p.lines = false
			var key Expr
			key, err = p.expression()
			p.space()
			if p.lines = lines; err == nil && !p.take("]") {
				err = p.wrong("Missing close bracket on index", "The index operator must end with a closing bracket (\"]\").")
			}
			x = index{p.from(start), x, key}
		default:
			return x, nil
		}
	}
	return x, err
}

// member reads the name or number after a dot. Behind a splat it is taken of each element.
func (p *parser) member(start Pos, x Expr) (Expr, error) {
	from := p.at
	var key Expr
	if name := p.name(); name != "" {
		key = literal{name}
	} else {
		for r := p.peek(); r >= '0' && r <= '9'; r = p.peek() {
			p.next()
		}
		n, err := strconv.ParseFloat(p.src[from:p.at], 64)
		if err != nil {
			return nil, p.wrong("Invalid attribute name", "An attribute name is required after a dot.")
		}
		key = literal{n}
	}
	if s, ok := x.(splat); ok {
		s.keys = append(s.keys[:len(s.keys):len(s.keys)], key)
		return s, nil
	}
	return index{p.from(start), x, key}, nil
}
