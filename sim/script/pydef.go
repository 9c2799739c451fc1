package script

func (p *pyParser) def() *node {
	t := p.next()
	name := p.name()
	f := &fnode{name: name.text, line: t.pos.line}
	p.expect("(")
	f.params = p.params(")")
	p.expect(")")
	if p.take("->") {
		p.named()
	}
	p.body(f, func() []*node { return p.block("function definition").kids })
	return &node{kind: kFunc, text: name.text, fn: f, pos: t.pos}
}

// body reads a function's body in a scope of its own.
func (p *pyParser) body(f *fnode, read func() []*node) {
	s := &pyScope{globals: map[string]bool{}, nonlocals: map[string]bool{}}
	p.scope = append(p.scope, s)
	f.body = read()
	p.scope = p.scope[:len(p.scope)-1]
	f.globals, f.locals = s.globals, map[string]bool{}
	for n := range s.nonlocals {
		f.globals[n], f.locals["nonlocal "+n] = true, true
	}
	f.yields = s.yields
}

func (p *pyParser) params(end string) (ps []param) {
	only := false
	for !p.is(end) {
		pr := param{only: only}
		switch {
		case p.take("**"):
			pr.both = true
			pr.name = p.name().text
		case p.take("*"):
			only = true
			if p.is(",") {
				p.next()
				continue
			}
			pr.rest = true
			pr.name = p.name().text
		case p.take("/"):
			p.take(",")
			continue
		default:
			pr.name = p.name().text
		}
		if end == ")" && p.take(":") {
			if t := p.named(); t.kind == kName {
				pr.conv = t.text
			} else if len(t.kids) > 0 && t.kids[0].kind == kName {
				pr.conv = t.kids[0].text
			}
		}
		if p.take("=") {
			pr.def = p.named()
		}
		for _, q := range ps {
			if q.name == pr.name {
				p.fail("duplicate argument '" + pr.name + "' in function definition")
			}
			if q.def != nil && pr.def == nil && !pr.only && !pr.rest && !pr.both && !q.only {
				p.fail("parameter without a default follows parameter with a default")
			}
		}
		ps = append(ps, pr)
		if !p.take(",") {
			break
		}
	}
	return ps
}

func (p *pyParser) classStmt() *node {
	t := p.next()
	name := p.name()
	n := &node{kind: kClass, text: name.text, pos: t.pos, fn: &fnode{name: name.text}}
	if p.take("(") {
		for !p.is(")") {
			if p.peek().kind == 'n' && p.toks[p.at+1].text == "=" {
				p.next()
				p.next()
				p.named()
			} else {
				n.kids = append(n.kids, p.named())
			}
			if !p.take(",") {
				break
			}
		}
		p.expect(")")
	}
	p.scope = append(p.scope, &pyScope{class: true})
	n.fn.body = p.block("class definition").kids
	p.scope = p.scope[:len(p.scope)-1]
	return n
}
