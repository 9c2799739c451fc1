package script

func (p *jsParser) unary() *node {
	defer p.deeper()()
	pos := p.tok.pos
	if p.tok.kind == 'o' {
		switch op := p.tok.text; op {
		case "!":
			p.next(true)
			return &node{kind: kNot, kids: []*node{p.unary()}, pos: pos}
		case "-", "+", "~":
			p.next(true)
			return &node{kind: kUnary, text: op, kids: []*node{p.unary()}, pos: pos}
		case "++", "--":
			p.next(true)
			return &node{kind: kUpdate, text: op, flag: true, kids: []*node{p.unary()}, pos: pos}
		}
	}
	if p.tok.kind == 'n' {
		switch p.tok.text {
		case "typeof":
			p.next(true)
			return &node{kind: kTypeof, kids: []*node{p.unary()}, pos: pos}
		case "void":
			p.next(true)
			return &node{kind: kSequence, kids: []*node{p.unary(), {kind: kConst, val: undefined{}}}, pos: pos}
		case "await":
			p.next(true)
			return &node{kind: kAwait, kids: []*node{p.unary()}, pos: pos}
		case "delete":
			p.next(true)
			e := p.unary()
			return &node{kind: kSequence, kids: []*node{{kind: kUnary, text: "delete", kids: []*node{e}}, {kind: kConst, val: true}}, pos: pos}
		}
	}
	e := p.postfix()
	if (p.is("++") || p.is("--")) && !p.nl {
		op := p.tok.text
		p.next(false)
		return &node{kind: kUpdate, text: op, kids: []*node{e}, pos: e.pos}
	}
	return e
}

func (p *jsParser) postfix() *node {
	e := p.primary()
	maybe := false
	for i := 0; ; i++ {
		if i > 500 {
			p.fail("too long a chain is not simulated")
		}
		opt := false
		if p.is("?.") {
			p.next(false)
			opt, maybe = true, true
			if !p.is("(") && !p.is("[") {
				e = p.attr(e)
				e.flag = true
				continue
			}
		}
		switch {
		case p.is("."):
			p.next(false)
			e = p.attr(e)
		case p.is("["):
			p.next(true)
			k := p.expression()
			e = &node{kind: kIndex, kids: []*node{e, k}, flag: opt, pos: place{line: e.pos.line, col: e.pos.col, end: p.tok.pos.end}}
			if !p.is("]") {
				p.unexpected()
			}
			p.next(false)
		case p.is("("):
			e = &node{kind: kCall, kids: append([]*node{e}, p.arguments()...), flag: opt, pos: e.pos}
			e.pos.end = p.end - p.start
		case p.tok.kind == 't':
			p.refuse("a tagged template")
		default:
			if maybe {
				return &node{kind: kMaybe, kids: []*node{e}, pos: e.pos}
			}
			return e
		}
	}
}

func (p *jsParser) attr(e *node) *node {
	priv := ""
	if p.take("#") {
		priv = "#"
	}
	end := p.tok.pos.end
	line := p.tok.pos.line
	name := priv + p.name()
	n := &node{kind: kAttr, text: name, kids: []*node{e}, pos: place{line: line, col: e.pos.col, end: end}}
	if line != e.pos.line {
		n.pos.col = end - len(name)
	}
	return n
}

func (p *jsParser) arguments() (list []*node) {
	p.expect("(")
	for !p.is(")") {
		if pos := p.tok.pos; p.take("...") {
			list = append(list, &node{kind: kSpread, kids: []*node{p.assign()}, pos: pos})
		} else {
			list = append(list, p.assign())
		}
		if !p.take(",") {
			break
		}
	}
	if !p.is(")") {
		if p.tok.kind == 'E' {
			p.fail("missing ) after argument list")
		}
		p.fail("missing ) after argument list")
	}
	p.next(false)
	return list
}
