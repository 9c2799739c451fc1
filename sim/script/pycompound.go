package script

func (p *pyParser) ifStmt() *node {
	t := p.next()
	n := &node{kind: kIf, pos: t.pos}
	n.kids = append(n.kids, p.named(), p.block("'"+t.text+"' statement"))
	switch {
	case p.is("elif"):
		n.kids = append(n.kids, p.ifStmt())
	case p.take("else"):
		n.kids = append(n.kids, p.block("'else' statement"))
	}
	return n
}

func (p *pyParser) whileStmt() *node {
	n := &node{kind: kWhile, pos: p.next().pos}
	n.kids = append(n.kids, p.named(), p.block("'while' statement"))
	if p.take("else") {
		n.kids = append(n.kids, p.block("'else' statement"))
	}
	return n
}

func (p *pyParser) forStmt() *node {
	n := &node{kind: kFor, pos: p.next().pos}
	target := p.targets()
	p.expect("in")
	n.kids = append(n.kids, target, p.testlist(), p.block("'for' statement"))
	if p.take("else") {
		n.kids = append(n.kids, p.block("'else' statement"))
	}
	return n
}

// targets is what a for assigns to.
func (p *pyParser) targets() *node {
	first := p.target()
	if !p.is(",") {
		return first
	}
	n := &node{kind: kTuple, kids: []*node{first}, pos: first.pos}
	for p.take(",") {
		if p.is("in") || p.is("=") {
			break
		}
		n.kids = append(n.kids, p.target())
	}
	return n
}

func (p *pyParser) target() *node {
	if t := p.peek(); p.take("*") {
		return &node{kind: kSpread, kids: []*node{p.target()}, pos: t.pos}
	}
	if p.is("(") || p.is("[") {
		open := p.next()
		n := p.targets()
		if n.kind != kTuple && open.text == "[" {
			n = &node{kind: kTuple, kids: []*node{n}, pos: n.pos}
		}
		p.expect(map[string]string{"(": ")", "[": "]"}[open.text])
		return n
	}
	n := p.postfix()
	p.assigned(n)
	return n
}

// assigned notes the names that a target binds.
func (p *pyParser) assigned(n *node) {
	switch n.kind {
	case kTuple, kList, kSpread:
		for _, k := range n.kids {
			p.assigned(k)
		}
	case kName, kAttr, kIndex:
	case kCall:
		p.failAt(n.pos, "cannot assign to function call here. Maybe you meant '==' instead of '='?")
	case kConst:
		p.failAt(n.pos, "cannot assign to literal here. Maybe you meant '==' instead of '='?")
	default:
		p.failAt(n.pos, "cannot assign to expression here. Maybe you meant '==' instead of '='?")
	}
}

func (p *pyParser) tryStmt() *node {
	n := &node{kind: kTry, pos: p.next().pos}
	none := &node{}
	n.kids = []*node{p.block("'try' statement"), none, none}
	for p.is("except") {
		h := &node{kind: kHandler, pos: p.next().pos}
		h.kids = []*node{none, none, nil}
		p.take("*")
		if !p.is(":") {
			h.kids[0] = p.testlist()
			if p.take("as") {
				t := p.name()
				h.kids[1] = &node{kind: kName, text: t.text, pos: t.pos}
			}
		}
		h.kids[2] = p.block("'except' statement")
		n.kids = append(n.kids, h)
	}
	if p.take("else") {
		n.kids[1] = p.block("'else' statement")
	}
	if p.take("finally") {
		n.kids[2] = p.block("'finally' statement")
	}
	if len(n.kids) == 3 && n.kids[2].kind == kNone {
		p.fail("expected 'except' or 'finally' block")
	}
	return n
}

func (p *pyParser) withStmt() *node {
	t := p.next()
	paren := p.is("(") && p.withParen()
	if paren {
		p.next()
	}
	n := p.withItem(t, paren)
	return n
}

// withParen tells whether the parenthesis belongs to with, not to an expression.
func (p *pyParser) withParen() bool {
	depth := 0
	for i := p.at; i < len(p.toks); i++ {
		switch t := p.toks[i]; t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return p.toks[i+1].text == ":"
			}
		}
	}
	return false
}

func (p *pyParser) withItem(t token, paren bool) *node {
	n := &node{kind: kWith, pos: t.pos, kids: []*node{p.named(), {}, nil}}
	if p.take("as") {
		n.kids[1] = p.target()
	}
	if p.take(",") && !(paren && p.is(")")) {
		n.kids[2] = p.withItem(t, paren)
		return n
	}
	if paren {
		p.expect(")")
	}
	n.kids[2] = p.block("'with' statement")
	return n
}
