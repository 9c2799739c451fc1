package script

import (
	"slices"
)

func (p *jsParser) primary() *node {
	defer p.deeper()()
	t := p.tok
	switch t.kind {
	case '#', 's':
		p.next(false)
		return &node{kind: kConst, val: t.val, pos: t.pos}
	case 'r':
		p.next(false)
		return &node{kind: kRegex, text: t.text, val: t.val, pos: t.pos}
	case 't':
		n := &node{kind: kFormat, pos: t.pos}
		for _, part := range t.part {
			if !part.isExpr {
				n.kids = append(n.kids, &node{kind: kConst, val: part.text, pos: t.pos})
				continue
			}
			sub := &jsParser{file: p.file, src: part.expr, line: t.pos.line, depth: p.depth}
			sub.next(true)
			n.kids = append(n.kids, sub.expression())
			if sub.tok.kind != 'E' {
				sub.unexpected()
			}
		}
		p.next(false)
		return n
	case 'n':
		return p.word(t)
	case 'o':
		switch t.text {
		case "(":
			p.next(true)
			noIn := p.noIn
			p.noIn = false
			e := p.expression()
			p.noIn = noIn
			if !p.is(")") {
				p.unexpected()
			}
			p.next(false)
			return e
		case "[":
			return p.array()
		case "{":
			return p.object()
		}
	}
	p.unexpected()
	return nil
}

func (p *jsParser) array() *node {
	n := &node{kind: kList, pos: p.tok.pos}
	p.next(true)
	for !p.is("]") {
		switch pos := p.tok.pos; {
		case p.is(","):
			p.next(true)
			n.kids = append(n.kids, &node{})
			continue
		case p.take("..."):
			n.kids = append(n.kids, &node{kind: kSpread, kids: []*node{p.assign()}, pos: pos})
		default:
			n.kids = append(n.kids, p.assign())
		}
		if !p.take(",") {
			break
		}
	}
	if !p.is("]") {
		p.unexpected()
	}
	p.next(false)
	return n
}

func (p *jsParser) object() *node {
	n := &node{kind: kObject, pos: p.tok.pos}
	p.next(false)
	for !p.is("}") {
		if pos := p.tok.pos; p.take("...") {
			n.kids = append(n.kids, &node{kind: kSpread, kids: []*node{p.assign()}, pos: pos})
		} else {
			p.property(n)
		}
		if !p.take(",") {
			break
		}
	}
	if !p.is("}") {
		p.unexpected()
	}
	p.next(false)
	return n
}

func (p *jsParser) property(n *node) {
	pos := p.tok.pos
	get, set, async := false, false, false
	if p.is("get") || p.is("set") || p.is("async") {
		save := *p
		word := p.tok.text
		p.next(false)
		if p.is("(") || p.is(":") || p.is(",") || p.is("}") {
			*p = save
		} else {
			get, set, async = word == "get", word == "set", word == "async"
		}
	}
	gen := p.take("*")
	short := p.tok.kind == 'n'
	name, computed := p.key()
	k := computed
	if k == nil {
		k = &node{kind: kConst, val: name, pos: pos}
	}
	switch {
	case p.is("("):
		f := p.function(name, async)
		f.get, f.set, f.yields = get, set, gen
		n.kids = append(n.kids, k, &node{kind: kFunc, fn: f, pos: pos})
	case p.take(":"):
		n.kids = append(n.kids, k, p.assign())
	case short && p.is("="):
		p.next(true)
		n.kids = append(n.kids, k, &node{kind: kSet1, kids: []*node{{kind: kName, text: name, pos: pos}, p.assign()}, pos: pos})
	case short:
		n.kids = append(n.kids, k, &node{kind: kName, text: name, pos: pos})
	default:
		p.unexpected()
	}
}

// importExpr is import("name"), a promise, or import.meta.
func (p *jsParser) importExpr(pos place) *node {
	p.next(false)
	if p.take(".") {
		p.name()
		p.esm = true
		file := &node{kind: kName, text: "__filename", pos: pos}
		url := &node{kind: kBin, text: "+", kids: []*node{{kind: kConst, val: "file://", pos: pos}, file}, pos: pos}
		text := func(s string) *node { return &node{kind: kConst, val: s, pos: pos} }
		return &node{kind: kObject, kids: []*node{text("url"), url, text("filename"), file, text("dirname"), {kind: kName, text: "__dirname", pos: pos}}, pos: pos}
	}
	list := p.arguments()
	req := &node{kind: kCall, kids: append([]*node{{kind: kConst, val: &native{name: "require", run: requireJS}, pos: pos}}, list...), pos: pos}
	resolve := &node{kind: kAttr, text: "resolve", kids: []*node{{kind: kName, text: "Promise", pos: pos}}, pos: pos}
	return &node{kind: kCall, kids: []*node{resolve, req}, pos: pos}
}

func (p *jsParser) word(t token) *node {
	switch t.text {
	case "null", "true", "false", "undefined":
		p.next(false)
		return &node{kind: kConst, val: map[string]value{"null": nil, "true": true, "false": false, "undefined": undefined{}}[t.text], pos: t.pos}
	case "this":
		p.next(false)
		return &node{kind: kThis, pos: t.pos}
	case "super":
		p.next(false)
		return &node{kind: kSuper, pos: t.pos}
	case "function", "async":
		async := false
		save := *p
		if t.text == "async" {
			p.next(false)
			if async = p.is("function"); !async {
				*p = save
				break
			}
		}
		p.next(false)
		gen := p.take("*")
		name := ""
		if p.tok.kind == 'n' {
			name = p.name()
		}
		f := p.function(name, async)
		f.yields = gen
		return &node{kind: kFunc, fn: f, pos: t.pos}
	case "class":
		n := p.class()
		return n
	case "import":
		return p.importExpr(t.pos)
	case "new":
		p.next(false)
		if p.is(".") {
			p.refuse("new.target")
		}
		e := p.primary()
		for p.is(".") || p.is("[") {
			if p.take(".") {
				e = p.attr(e)
				continue
			}
			p.next(true)
			k := p.expression()
			if !p.is("]") {
				p.unexpected()
			}
			p.next(false)
			e = &node{kind: kIndex, kids: []*node{e, k}, pos: e.pos}
		}
		n := &node{kind: kNew, kids: []*node{e}, pos: t.pos}
		if p.is("(") {
			n.kids = append(n.kids, p.arguments()...)
		}
		return n
	}
	if slices.Contains([]string{"if", "else", "for", "while", "return", "var", "const", "case", "in", "of", "instanceof", "catch", "finally", "default", "extends"}, t.text) && t.text != "of" {
		p.unexpected()
	}
	p.next(false)
	return &node{kind: kName, text: t.text, pos: t.pos}
}
