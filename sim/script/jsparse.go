package script

import "slices"

func parseJavaScript(file, src string) (body []*node, err *broken) {
	body, _, err = parseModuleJS(file, src)
	return body, err
}

// parseModuleJS tells too whether there are imports or exports.
func parseModuleJS(file, src string) (body []*node, esm bool, err *broken) {
	p := &jsParser{file: file, src: src, line: 1}
	defer stopped(&body, &err)
	p.next(true)
	for p.tok.kind != 'E' {
		body = append(body, p.statement())
	}
	return body, p.esm, nil
}

func (p *jsParser) is(text string) bool {
	return (p.tok.kind == 'o' || p.tok.kind == 'n') && p.tok.text == text
}

func (p *jsParser) take(text string) bool {
	if p.is(text) {
		p.next(slices.Contains([]string{"(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "=>", "...", "return", "typeof"}, text) || p.tok.kind == 'o' && text != ")" && text != "]")
		return true
	}
	return false
}

func (p *jsParser) expect(text string) {
	if !p.take(text) {
		p.unexpected()
	}
}

// semicolon ends a statement, where it may be left out too.
func (p *jsParser) semicolon() {
	if p.take(";") || p.is("}") || p.tok.kind == 'E' || p.nl {
		return
	}
	p.unexpected()
}

func (p *jsParser) deeper() func() {
	if p.depth++; p.depth > 150 {
		p.fail("too deep a nesting is not simulated")
	}
	return func() { p.depth-- }
}

func (p *jsParser) name() string {
	if p.tok.kind != 'n' {
		p.unexpected()
	}
	t := p.tok.text
	p.next(false)
	return t
}

func (p *jsParser) block() *node {
	defer p.deeper()()
	n := &node{kind: kBlock, pos: p.tok.pos}
	p.expect("{")
	for !p.is("}") {
		if p.tok.kind == 'E' {
			p.unexpected()
		}
		n.kids = append(n.kids, p.statement())
	}
	p.next(true)
	return n
}

func (p *jsParser) statement() *node {
	defer p.deeper()()
	pos := p.tok.pos
	if p.tok.kind == 'o' {
		switch p.tok.text {
		case "{":
			return p.block()
		case ";":
			p.next(true)
			return &node{}
		}
	}
	if p.tok.kind == 'n' {
		if n := p.keyword(pos); n != nil {
			return n
		}
	}
	e := p.expression()
	p.semicolon()
	return &node{kind: kExpr, kids: []*node{e}, pos: pos}
}

func (p *jsParser) keyword(pos place) *node {
	switch p.tok.text {
	case "var", "let", "const":
		n := p.declare()
		p.semicolon()
		return n
	case "function":
		return p.functionStmt(false)
	case "async":
		save := *p
		p.next(false)
		if p.is("function") && !p.nl {
			return p.functionStmt(true)
		}
		*p = save
		return nil
	case "class":
		n := p.class()
		return n
	case "if":
		p.next(false)
		n := &node{kind: kIf, pos: pos, kids: []*node{p.paren(), p.statement()}}
		if p.is("else") {
			p.next(true)
			n.kids = append(n.kids, p.statement())
		}
		return n
	case "while":
		p.next(false)
		return &node{kind: kWhile, pos: pos, kids: []*node{p.paren(), p.statement()}}
	case "do":
		p.next(true)
		body := p.statement()
		if !p.is("while") {
			p.unexpected()
		}
		p.next(false)
		n := &node{kind: kDo, pos: pos, kids: []*node{body, p.paren()}}
		p.take(";")
		return n
	case "for":
		return p.forStmt()
	case "return":
		p.next(true)
		n := &node{kind: kReturn, pos: pos}
		if !p.is(";") && !p.is("}") && p.tok.kind != 'E' && !p.nl {
			n.kids = []*node{p.expression()}
		}
		p.semicolon()
		return n
	case "break", "continue":
		k := map[string]kind{"break": kBreak, "continue": kContinue}[p.tok.text]
		p.next(true)
		if p.tok.kind == 'n' && !p.nl {
			p.refuse("a label")
		}
		p.semicolon()
		return &node{kind: k, pos: pos}
	case "throw":
		p.next(true)
		n := &node{kind: kRaise, pos: pos, kids: []*node{p.expression()}}
		p.semicolon()
		return n
	case "try":
		return p.tryStmt()
	case "switch":
		return p.switchStmt()
	case "import":
		if p.at < len(p.src) && (p.src[p.at] == '(' || p.src[p.at] == '.') {
			return nil
		}
		return p.importStmt()
	case "export":
		return p.exportStmt()
	case "with", "debugger":
		p.refuse(p.tok.text)
	}
	return nil
}

func (p *jsParser) paren() *node {
	p.expect("(")
	e := p.expression()
	if !p.is(")") {
		p.unexpected()
	}
	p.next(true)
	return e
}

// declare is var, let or const with all its names.
func (p *jsParser) declare() *node {
	kindText := p.tok.text
	pos := p.tok.pos
	p.next(false)
	var all []*node
	for {
		n := &node{kind: kVar, text: kindText, pos: p.tok.pos, kids: []*node{p.target(), {}}}
		if p.take("=") {
			n.kids[1] = p.assign()
		}
		all = append(all, n)
		if !p.take(",") {
			break
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return &node{kind: kGroup, kids: all, pos: pos}
}

// target is a name or pattern that is declared.
func (p *jsParser) target() *node {
	if p.is("{") || p.is("[") {
		return p.primary()
	}
	pos := p.tok.pos
	return &node{kind: kName, text: p.name(), pos: pos}
}

func (p *jsParser) functionStmt(async bool) *node {
	pos := p.tok.pos
	p.next(false)
	gen := p.take("*")
	name := p.name()
	f := p.function(name, async)
	f.yields = gen
	return &node{kind: kFunc, text: name, fn: f, pos: pos}
}

// function reads parameters and body.
func (p *jsParser) function(name string, async bool) *fnode {
	f := &fnode{name: name, async: async, line: p.tok.pos.line}
	f.params = p.params()
	f.body = p.block().kids
	return f
}

func (p *jsParser) params() (ps []param) {
	p.expect("(")
	for !p.is(")") {
		pr := param{}
		pr.rest = p.take("...")
		t := p.target()
		if pr.name = t.text; t.kind != kName {
			pr.name, pr.target = "%p"+itoa(len(ps)), t
		}
		if p.take("=") {
			pr.def = p.assign()
		}
		ps = append(ps, pr)
		if !p.take(",") {
			break
		}
	}
	if !p.is(")") {
		p.unexpected()
	}
	p.next(true)
	return ps
}

func (p *jsParser) forStmt() *node {
	pos := p.tok.pos
	p.next(false)
	if p.is("await") {
		p.refuse("for await")
	}
	p.expect("(")
	init := &node{}
	if !p.is(";") {
		p.noIn = true
		if p.is("var") || p.is("let") || p.is("const") {
			init = p.declare()
		} else {
			init = p.expression()
		}
		p.noIn = false
	}
	if p.is("of") || p.is("in") {
		n := &node{kind: kFor, pos: pos, flag: p.is("in")}
		p.next(true)
		t := init
		if init.kind == kVar {
			n.text, t = init.text, init.kids[0]
		}
		n.kids = []*node{t, p.expression()}
		if !p.is(")") {
			p.unexpected()
		}
		p.next(true)
		n.kids = append(n.kids, p.statement())
		return n
	}
	n := &node{kind: kForC, pos: pos, kids: []*node{init, {}, {}, nil}}
	if init.kind == kGroup {
		init.kind = kBlock
	}
	p.expect(";")
	if !p.is(";") {
		n.kids[1] = p.expression()
	}
	p.expect(";")
	if !p.is(")") {
		n.kids[2] = p.expression()
	}
	if !p.is(")") {
		p.unexpected()
	}
	p.next(true)
	n.kids[3] = p.statement()
	return n
}

func (p *jsParser) tryStmt() *node {
	pos := p.tok.pos
	p.next(true)
	n := &node{kind: kTry, pos: pos, kids: []*node{p.block(), {}, {}}}
	if p.is("catch") {
		h := &node{kind: kHandler, pos: p.tok.pos, kids: []*node{{}, {}, nil}}
		p.next(true)
		if p.take("(") {
			h.kids[1] = p.target()
			if !p.is(")") {
				p.unexpected()
			}
			p.next(true)
		}
		h.kids[2] = p.block()
		n.kids = append(n.kids, h)
	}
	if p.is("finally") {
		p.next(true)
		n.kids[2] = p.block()
	}
	if len(n.kids) == 3 && n.kids[2].kind == kNone {
		p.fail("Missing catch or finally after try")
	}
	return n
}

func (p *jsParser) switchStmt() *node {
	n := &node{kind: kSwitch, pos: p.tok.pos}
	p.next(false)
	n.kids = []*node{p.paren()}
	p.expect("{")
	for !p.is("}") {
		c := &node{kind: kCase, pos: p.tok.pos}
		if p.is("default") {
			p.next(false)
			c.flag = true
		} else {
			if !p.is("case") {
				p.unexpected()
			}
			p.next(true)
			c.kids = []*node{p.expression()}
		}
		p.expect(":")
		for !p.is("case") && !p.is("default") && !p.is("}") {
			if p.tok.kind == 'E' {
				p.unexpected()
			}
			c.kids = append(c.kids, p.statement())
		}
		n.kids = append(n.kids, c)
	}
	p.next(true)
	return n
}

// class reads a class; its members are nodes with name, value and how.
func (p *jsParser) class() *node {
	n := &node{kind: kClass, pos: p.tok.pos, fn: &fnode{}}
	p.next(false)
	if p.tok.kind == 'n' && p.tok.text != "extends" {
		n.text = p.name()
		n.fn.name = n.text
	}
	if p.is("extends") {
		p.next(true)
		n.kids = []*node{p.postfix()}
	}
	p.expect("{")
	for !p.is("}") {
		if p.take(";") {
			continue
		}
		n.fn.body = append(n.fn.body, p.member())
	}
	p.next(true)
	return n
}

func (p *jsParser) member() *node {
	m := &node{pos: p.tok.pos}
	static, get, set, async, gen := false, false, false, false, false
	for p.tok.kind == 'n' && p.at < len(p.src) {
		save := *p
		word := p.tok.text
		p.next(false)
		if p.is("(") || p.is("=") || p.is(";") || p.is("}") {
			*p = save
			break
		}
		switch word {
		case "static":
			static = true
			continue
		case "get":
			get = true
			continue
		case "set":
			set = true
			continue
		case "async":
			async = true
			continue
		}
		*p = save
		break
	}
	gen = p.take("*")
	if p.is("#") {
		p.next(false)
		p.tok.text = "#" + p.tok.text
	}
	name, computed := p.key()
	m.text = name
	if p.is("(") {
		f := p.function(name, async)
		f.method, f.static, f.get, f.set, f.yields, f.class = true, static, get, set, gen, ""
		m.kids = []*node{{kind: kFunc, fn: f, pos: m.pos}}
	} else {
		v := &node{kind: kConst, val: undefined{}, pos: m.pos}
		if p.take("=") {
			v = p.assign()
		}
		p.semicolon()
		f := &fnode{name: name, body: []*node{{kind: kReturn, kids: []*node{v}, pos: m.pos}}, line: m.pos.line}
		m.kids, m.flag = []*node{{kind: kFunc, fn: f, pos: m.pos}}, static
	}
	if computed != nil {
		m.kids = append(m.kids, computed)
	}
	return m
}

// key is the name of a member or property; computed is set for [expression].
func (p *jsParser) key() (name string, computed *node) {
	t := p.tok
	switch t.kind {
	case 'n':
		p.next(false)
		return t.text, nil
	case 's':
		p.next(false)
		return t.val.(string), nil
	case '#':
		p.next(false)
		return numberJS(t.val.(float64)), nil
	}
	p.expect("[")
	e := p.assign()
	if !p.is("]") {
		p.unexpected()
	}
	p.next(false)
	return "", e
}
