package script

// importStmt reads import in its forms. It becomes declarations of what
// require answers.
func (p *jsParser) importStmt() *node {
	pos := p.tok.pos
	p.next(false)
	p.esm = true
	if p.tok.kind == 's' {
		n := p.requireNode(pos)
		p.semicolon()
		return &node{kind: kExpr, kids: []*node{n}, pos: pos}
	}
	hidden := "%m" + itoa(p.at)
	var names []*node
	declare := func(target, v *node) {
		names = append(names, &node{kind: kVar, text: "var", kids: []*node{target, v}, pos: pos})
	}
	mod := &node{kind: kName, text: hidden, pos: pos}
	for {
		switch {
		case p.take("*"):
			p.expect("as")
			declare(&node{kind: kName, text: p.name(), pos: pos}, mod)
		case p.is("{"):
			p.next(false)
			for !p.is("}") {
				from := p.name()
				as := from
				if p.take("as") {
					as = p.name()
				}
				v := &node{kind: kAttr, text: from, kids: []*node{mod}, pos: pos}
				if from == "default" {
					v = p.defaultNode(mod, pos)
				}
				declare(&node{kind: kName, text: as, pos: pos}, v)
				if !p.take(",") {
					break
				}
			}
			p.expect("}")
		default:
			declare(&node{kind: kName, text: p.name(), pos: pos}, p.defaultNode(mod, pos))
		}
		if !p.take(",") {
			break
		}
	}
	if !p.is("from") {
		p.unexpected()
	}
	p.next(false)
	first := &node{kind: kVar, text: "var", kids: []*node{mod, p.requireNode(pos)}, pos: pos}
	p.semicolon()
	return &node{kind: kGroup, kids: append([]*node{first}, names...), pos: pos}
}

func (p *jsParser) defaultNode(mod *node, pos place) *node {
	return &node{kind: kCall, kids: []*node{{kind: kConst, val: &native{name: "default", run: defaultJS}, pos: pos}, mod}, pos: pos}
}

// requireNode is require of the string that stands here.
func (p *jsParser) requireNode(pos place) *node {
	if p.tok.kind != 's' {
		p.unexpected()
	}
	name := p.tok.val
	p.next(false)
	if p.is("with") || p.is("assert") { // { type: "json" }
		p.next(false)
		p.object()
	}
	return &node{kind: kCall, kids: []*node{{kind: kConst, val: &native{name: "require", run: requireJS}, pos: pos}, {kind: kConst, val: name, pos: pos}}, pos: pos}
}

// exportStmt reads export in its forms: what is exported is put into exports.
func (p *jsParser) exportStmt() *node {
	pos := p.tok.pos
	p.next(true)
	p.esm = true
	group := &node{kind: kGroup, pos: pos}
	exports := &node{kind: kName, text: "exports", pos: pos}
	put := func(of *node, name string, v *node) {
		target := &node{kind: kAttr, text: name, kids: []*node{of}, pos: pos}
		group.kids = append(group.kids, &node{kind: kExpr, pos: pos, kids: []*node{{kind: kSet1, kids: []*node{target, v}, pos: pos}}})
	}
	name := func(n string) *node { return &node{kind: kName, text: n, pos: pos} }
	put(exports, "%esm", &node{kind: kConst, val: true, pos: pos})
	switch {
	case p.is("default"):
		p.next(true)
		if p.is("class") || p.is("function") || p.is("async") {
			v := p.assign()
			if v.fn != nil && v.fn.name != "" { // it has a name here too
				group.kids = append(group.kids, &node{kind: kVar, text: "var", kids: []*node{name(v.fn.name), v}, pos: pos})
				v = name(v.fn.name)
			}
			put(exports, "default", v)
			p.take(";")
			return group
		}
		put(exports, "default", p.assign())
		p.semicolon()
	case p.is("{"):
		p.next(false)
		var pairs [][2]string
		for !p.is("}") {
			from := p.name()
			as := from
			if p.take("as") {
				as = p.name()
			}
			pairs = append(pairs, [2]string{from, as})
			if !p.take(",") {
				break
			}
		}
		p.expect("}")
		var mod *node
		if p.is("from") {
			p.next(false)
			mod = p.requireNode(pos)
		}
		for _, pair := range pairs {
			v := name(pair[0])
			if mod != nil {
				v = &node{kind: kAttr, text: pair[0], kids: []*node{mod}, pos: pos}
			}
			put(exports, pair[1], v)
		}
		p.semicolon()
	case p.is("*"):
		p.refuse("export *")
	default:
		s := p.statement()
		group.kids = append(group.kids, s)
		for _, d := range append([]*node{s}, s.kids...) {
			switch {
			case (d.kind == kFunc || d.kind == kClass) && d == s:
				put(exports, d.text, name(d.text))
			case d.kind == kVar && d.kids[0].kind == kName:
				put(exports, d.kids[0].text, name(d.kids[0].text))
			}
		}
	}
	return group
}
