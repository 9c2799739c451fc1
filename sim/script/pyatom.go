package script

import (
	"slices"
)

func (p *pyParser) atom() *node {
	defer p.deeper()()
	t := p.next()
	switch t.kind {
	case '#':
		return &node{kind: kConst, val: t.val, pos: t.pos}
	case 's', 'f':
		p.at--
		return p.strings()
	case 'n':
		switch t.text {
		case "None":
			return &node{kind: kConst, pos: t.pos}
		case "True", "False":
			return &node{kind: kConst, val: t.text == "True", pos: t.pos}
		}
		if slices.Contains(pyKeywords, t.text) {
			p.at--
			p.fail("invalid syntax")
		}
		return &node{kind: kName, text: t.text, pos: t.pos}
	case 'o':
		switch t.text {
		case "(":
			return p.paren(t)
		case "[":
			return p.bracket(t)
		case "{":
			return p.brace(t)
		case "...":
			return &node{kind: kConst, val: "Ellipsis", pos: t.pos}
		}
	case 'I':
		p.at--
		p.indentError("unexpected indent")
	}
	if p.at < len(p.toks)-1 || t.kind != 'E' {
		p.at--
	}
	p.fail("invalid syntax")
	return nil
}

func (p *pyParser) strings() *node {
	t := p.peek()
	n := &node{kind: kFormat, pos: t.pos}
	plainText, formatted := "", false
	isBytes := false
	for p.peek().kind == 's' || p.peek().kind == 'f' {
		t := p.next()
		n.pos.end = t.pos.end
		if t.kind == 's' {
			if b, ok := t.val.(bytes); ok {
				isBytes = true
				plainText += string(b)
				continue
			}
			plainText += t.val.(string)
			n.kids = append(n.kids, &node{kind: kConst, val: t.val, pos: t.pos})
			continue
		}
		formatted = true
		for _, part := range t.part {
			n.kids = append(n.kids, p.part(part))
		}
	}
	if !formatted {
		if isBytes {
			return &node{kind: kConst, val: bytes(plainText), pos: n.pos}
		}
		return &node{kind: kConst, val: plainText, pos: n.pos}
	}
	return n
}

// part is a piece of an f-string as a node.
func (p *pyParser) part(part fpart) *node {
	if !part.isExpr {
		return &node{kind: kConst, val: part.text, pos: part.pos}
	}
	n := &node{kind: kPart, text: part.conv, kids: []*node{p.inner(part.expr, part.pos)}, pos: part.pos}
	if part.spec == "" {
		return n
	}
	spec := &node{kind: kFormat, pos: part.pos}
	l := &pyLexer{file: p.file, line: part.pos.line}
	for _, sp := range l.fstring(part.spec, true, part.pos) {
		spec.kids = append(spec.kids, p.part(sp))
	}
	if l.err != nil {
		panic(l.err)
	}
	n.kids = append(n.kids, spec)
	return n
}

// inner reads an expression inside an f-string.
func (p *pyParser) inner(src string, pos place) *node {
	defer p.deeper()()
	toks, err := lexPython(p.file, "("+src+")", pos.line)
	if err != nil {
		panic(err)
	}
	for i := range toks {
		toks[i].pos = pos
	}
	sub := &pyParser{file: p.file, toks: toks, depth: p.depth, scope: p.scope}
	n := sub.testlist()
	if sub.peek().kind != 'N' {
		p.failAt(pos, "f-string: invalid syntax")
	}
	return n
}

func (p *pyParser) paren(t token) *node {
	if end := p.peek(); p.take(")") {
		return &node{kind: kTuple, pos: place{line: t.pos.line, col: t.pos.col, end: end.pos.end}}
	}
	if p.is("yield") {
		n := p.yieldExpr()
		p.expect(")")
		return n
	}
	first := p.starred()
	if p.is("for") || p.is("async") {
		n := p.comp("generator", []*node{first}, t.pos)
		p.expect(")")
		return n
	}
	if !p.is(",") {
		end := p.expect(")")
		if end.pos.line == t.pos.line && first.pos.line == t.pos.line {
			first = &node{kind: first.kind, text: first.text, val: first.val, kids: first.kids, fn: first.fn, flag: first.flag, pos: first.pos}
		}
		return first
	}
	n := &node{kind: kTuple, kids: []*node{first}, pos: t.pos}
	for p.take(",") {
		if p.is(")") {
			break
		}
		n.kids = append(n.kids, p.starred())
	}
	n.pos.end = p.expect(")").pos.end
	return n
}

func (p *pyParser) bracket(t token) *node {
	n := &node{kind: kList, pos: t.pos}
	for !p.is("]") {
		v := p.starred()
		if len(n.kids) == 0 && (p.is("for") || p.is("async")) {
			c := p.comp("list", []*node{v}, t.pos)
			c.pos.end = p.expect("]").pos.end
			return c
		}
		n.kids = append(n.kids, v)
		if !p.take(",") {
			break
		}
	}
	n.pos.end = p.expect("]").pos.end
	return n
}

func (p *pyParser) brace(t token) *node {
	n := &node{kind: kDict, pos: t.pos}
	for !p.is("}") {
		if s := p.peek(); p.take("**") {
			n.kids = append(n.kids, &node{kind: kBoth, kids: []*node{p.binary(0)}, pos: s.pos})
		} else {
			k := p.starred()
			if len(n.kids) == 0 && !p.is(":") || n.kind == kSet {
				n.kind = kSet
				if len(n.kids) == 0 && p.is("for") {
					c := p.comp("set", []*node{k}, t.pos)
					p.expect("}")
					return c
				}
				n.kids = append(n.kids, k)
			} else {
				p.expect(":")
				v := p.test()
				if len(n.kids) == 0 && p.is("for") {
					c := p.comp("dict", []*node{k, v}, t.pos)
					p.expect("}")
					return c
				}
				n.kids = append(n.kids, k, v)
			}
		}
		if !p.take(",") {
			break
		}
	}
	n.pos.end = p.expect("}").pos.end
	return n
}

func (p *pyParser) comp(text string, elements []*node, pos place) *node {
	n := &node{kind: kComp, text: text, kids: elements, pos: pos}
	for {
		t := p.peek()
		switch {
		case p.take("async"):
		case p.take("for"):
			target := p.targets()
			p.expect("in")
			n.kids = append(n.kids, &node{kind: kFor, kids: []*node{target, p.or()}, pos: t.pos})
		case p.take("if"):
			n.kids = append(n.kids, &node{kind: kIf, kids: []*node{p.or()}, pos: t.pos})
		default:
			return n
		}
	}
}
