package script

import (
	"slices"
	"strings"
)

// simple is one line of small statements.
func (p *pyParser) simple() (out []*node) {
	for {
		out = append(out, p.small())
		if !p.take(";") {
			break
		}
		if p.peek().kind == 'N' {
			break
		}
	}
	if k := p.peek().kind; k != 'N' && k != 'E' {
		p.unexpected(out)
	}
	if p.peek().kind == 'N' {
		p.next()
	}
	return out
}

func (p *pyParser) unexpected(out []*node) {
	if n := out[len(out)-1]; n.kind == kExpr && n.kids[0].kind == kName && n.kids[0].text == "print" {
		p.failAt(n.pos, "Missing parentheses in call to 'print'. Did you mean print(...)?")
	}
	p.fail("invalid syntax")
}

func (p *pyParser) small() *node {
	t := p.peek()
	if t.kind == 'n' {
		switch t.text {
		case "pass":
			p.next()
			return &node{kind: kNone}
		case "break":
			p.next()
			return &node{kind: kBreak, pos: t.pos}
		case "continue":
			p.next()
			return &node{kind: kContinue, pos: t.pos}
		case "return":
			p.next()
			n := &node{kind: kReturn, pos: t.pos}
			if !p.ends() {
				n.kids = []*node{p.testlist()}
			}
			if len(p.scope) == 1 || p.scope[len(p.scope)-1].class {
				p.failAt(t.pos, "'return' outside function")
			}
			return n
		case "raise":
			return p.raise()
		case "import":
			return p.importStmt()
		case "from":
			return p.fromStmt()
		case "global", "nonlocal":
			p.next()
			s := p.scope[len(p.scope)-1]
			for {
				name := p.name().text
				switch {
				case s.globals == nil:
				case t.text == "global":
					s.globals[name] = true
				default:
					s.nonlocals[name] = true
				}
				if !p.take(",") {
					return &node{kind: kGlobal}
				}
			}
		case "del":
			p.next()
			n := p.testlist()
			if n.kind == kTuple {
				return &node{kind: kDel, kids: n.kids, pos: t.pos}
			}
			return &node{kind: kDel, kids: []*node{n}, pos: t.pos}
		case "assert":
			p.next()
			n := &node{kind: kAssert, kids: []*node{p.named()}, pos: t.pos}
			if p.take(",") {
				n.kids = append(n.kids, p.named())
			}
			return n
		}
	}
	return p.assignment()
}

func (p *pyParser) ends() bool {
	k := p.peek().kind
	return k == 'N' || k == 'E' || p.is(";")
}

func (p *pyParser) raise() *node {
	n := &node{kind: kRaise, pos: p.next().pos}
	if p.ends() {
		return n
	}
	n.kids = []*node{p.named()}
	n.pos.end = n.kids[0].pos.end
	if p.take("from") {
		n.kids = append(n.kids, p.named())
		n.pos.end = n.kids[1].pos.end
	}
	return n
}

func (p *pyParser) dotted() string {
	s := ""
	for p.is(".") || p.is("...") {
		s += p.next().text
	}
	if s != "" && p.is("import") {
		return s
	}
	s += p.name().text
	for p.take(".") {
		s += "." + p.name().text
	}
	return s
}

func (p *pyParser) importStmt() *node {
	pos := p.next().pos
	var all []*node
	for {
		mod := p.dotted()
		n := &node{kind: kImport, text: mod, pos: pos}
		first, _, _ := strings.Cut(mod, ".")
		n.val = first
		if p.take("as") {
			n.val, n.flag = p.name().text, true
		}
		n.pos.end = p.toks[p.at-1].pos.end
		all = append(all, n)
		if !p.take(",") {
			break
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return &node{kind: kBlock, kids: all, pos: pos}
}

func (p *pyParser) fromStmt() *node {
	n := &node{kind: kImportFrom, pos: p.next().pos}
	n.text = p.dotted()
	p.expect("import")
	paren := p.take("(")
	for {
		if t := p.peek(); p.take("*") {
			n.kids = append(n.kids, &node{text: "*", pos: t.pos})
		} else {
			t := p.name()
			k := &node{text: t.text, val: t.text, pos: n.pos}
			if p.take("as") {
				k.val = p.name().text
			}
			n.kids = append(n.kids, k)
		}
		if !p.take(",") || paren && p.is(")") {
			break
		}
	}
	if paren {
		p.expect(")")
	}
	n.pos.end = p.toks[p.at-1].pos.end
	for _, k := range n.kids {
		k.pos = n.pos
	}
	return n
}

func (p *pyParser) assignment() *node {
	first := p.testlist()
	t := p.peek()
	switch {
	case t.kind == 'o' && t.text == ":" && (first.kind == kName || first.kind == kAttr || first.kind == kIndex):
		p.next()
		p.named()
		note := &node{kind: kNone}
		if first.kind == kName {
			note = &node{kind: kExpr, pos: first.pos, kids: []*node{goCall("annotate", pyAnnotate, first.pos, goConst(first.text, first.pos))}}
		}
		if !p.take("=") {
			return note
		}
		v := p.valueList()
		return &node{kind: kGroup, pos: first.pos, kids: []*node{note, p.assign([]*node{first, v}, first.pos)}}
	case t.kind == 'o' && t.text == "=":
		kids := []*node{first}
		for p.take("=") {
			kids = append(kids, p.valueList())
		}
		return p.assign(kids, first.pos)
	case t.kind == 'o' && len(t.text) > 1 && strings.HasSuffix(t.text, "=") && !slices.Contains([]string{"==", "!=", "<=", ">=", ":="}, t.text):
		p.next()
		v := p.valueList()
		if first.kind == kTuple || first.kind == kList {
			p.failAt(first.pos, "'tuple' is an illegal expression for augmented assignment")
		}
		p.assigned(first)
		return &node{kind: kAug, text: strings.TrimSuffix(t.text, "="), kids: []*node{first, v}, pos: span2(first, v)}
	}
	return &node{kind: kExpr, kids: []*node{first}, pos: first.pos}
}

func (p *pyParser) assign(kids []*node, pos place) *node {
	for _, k := range kids[:len(kids)-1] {
		p.assigned(k)
	}
	return &node{kind: kAssign, kids: kids, pos: pos}
}

func (p *pyParser) valueList() *node {
	if p.is("yield") {
		return p.yieldExpr()
	}
	return p.testlist()
}

// span2 is the place from the begin of one node to the end of another.
func span2(a, b *node) place {
	pos := a.pos
	if a.pos.line == b.pos.line {
		pos.end = b.pos.end
	}
	pos.mark, pos.markEnd = 0, 0
	return pos
}
