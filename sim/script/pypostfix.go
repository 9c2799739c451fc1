package script

func (p *pyParser) postfix() *node {
	n := p.atom()
	for i := 0; ; i++ {
		if i > 500 {
			p.fail("too long a chain")
		}
		t := p.peek()
		switch {
		case p.take("."):
			name := p.name()
			n = &node{kind: kAttr, text: name.text, kids: []*node{n}, pos: place{line: name.pos.line, col: n.pos.col, end: name.pos.end}}
			if name.pos.line != n.kids[0].pos.line {
				n.pos.col = name.pos.col
			}
		case t.kind == 'o' && t.text == "(":
			n = p.call(n)
		case t.kind == 'o' && t.text == "[":
			p.next()
			k := p.subscript()
			end := p.expect("]")
			pos := place{line: n.pos.line, col: n.pos.col, end: end.pos.end}
			if end.pos.line == n.pos.line {
				pos.mark, pos.markEnd = t.pos.col, end.pos.end
			} else {
				pos.end = n.pos.end
			}
			if k.kind == kSlice {
				k.kids = append([]*node{n}, k.kids...)
				k.pos = pos
				n = k
				continue
			}
			n = &node{kind: kIndex, kids: []*node{n, k}, pos: pos}
		default:
			return n
		}
	}
}

func (p *pyParser) subscript() *node {
	none := &node{}
	if !p.is(":") {
		n := p.testlist()
		if !p.is(":") {
			return n
		}
		return p.sliceFrom(n)
	}
	return p.sliceFrom(none)
}

func (p *pyParser) sliceFrom(from *node) *node {
	n := &node{kind: kSlice, kids: []*node{from, {}, {}}, pos: p.peek().pos}
	p.expect(":")
	if !p.is("]") && !p.is(":") {
		n.kids[1] = p.test()
	}
	if p.take(":") && !p.is("]") {
		n.kids[2] = p.test()
	}
	return n
}

func (p *pyParser) call(f *node) *node {
	open := p.next()
	n := &node{kind: kCall, kids: []*node{f}, pos: f.pos}
	for !p.is(")") {
		t := p.peek()
		switch {
		case p.take("**"):
			n.kids = append(n.kids, &node{kind: kBoth, kids: []*node{p.test()}, pos: t.pos})
		case p.take("*"):
			n.kids = append(n.kids, &node{kind: kSpread, kids: []*node{p.test()}, pos: t.pos})
		case t.kind == 'n' && p.toks[p.at+1].kind == 'o' && p.toks[p.at+1].text == "=":
			p.next()
			p.next()
			n.kids = append(n.kids, &node{kind: kKeyed, text: t.text, kids: []*node{p.test()}, pos: t.pos})
		default:
			v := p.named()
			if p.is("for") || p.is("async") {
				v = p.comp("generator", []*node{v}, v.pos)
			}
			if last := n.kids[len(n.kids)-1]; last.kind == kKeyed {
				p.failAt(v.pos, "positional argument follows keyword argument")
			}
			n.kids = append(n.kids, v)
		}
		if !p.take(",") {
			break
		}
	}
	end := p.expect(")")
	if end.pos.line == f.pos.line {
		n.pos.end = end.pos.end
		n.pos.mark, n.pos.markEnd = open.pos.col, end.pos.end
	} else {
		n.pos.mark, n.pos.markEnd = 0, 0
	}
	return n
}
