//go:build !core

package bin

func (p *jqParser) pipe() *jqNode {
	if p.depth++; p.depth > mostNested {
		panic(jqFault("filter nested too deeply"))
	}
	defer func() { p.depth-- }()
	if p.accept("def") != "" {
		d := p.def()
		return &jqNode{op: "def", def: d, kids: []*jqNode{p.pipe()}}
	}
	left := p.comma()
	if p.accept("as") != "" {
		n := &jqNode{op: "as", names: p.pattern()}
		p.want("|")
		n.kids = []*jqNode{left, p.pipe()}
		return n
	}
	if p.accept("|") != "" {
		return &jqNode{op: "|", kids: []*jqNode{left, p.pipe()}}
	}
	return left
}

func (p *jqParser) def() *jqDef {
	d := &jqDef{name: p.name()}
	if p.accept("(") != "" {
		for {
			if p.accept("$") != "" {
				d.params = append(d.params, "$"+p.name())
			} else {
				d.params = append(d.params, p.name())
			}
			if p.accept(";") == "" {
				break
			}
		}
		p.want(")")
	}
	p.want(":")
	d.body = p.pipe()
	p.want(";")
	return d
}

func (p *jqParser) pattern() *jqPattern {
	switch {
	case p.accept("$") != "":
		return &jqPattern{name: p.name()}
	case p.accept("[") != "":
		n := &jqPattern{}
		for {
			if n.list = append(n.list, p.pattern()); p.accept(",") == "" {
				p.want("]")
				return n
			}
		}
	case p.accept("{") != "":
		n := &jqPattern{}
		for {
			k := jqKey{}
			if p.accept("$") != "" {
				name := p.name()
				k = jqKey{&jqNode{op: "lit", v: name}, &jqPattern{name: name}}
			} else {
				if p.peek() == `"` {
					k.key = p.text("")
				} else {
					k.key = &jqNode{op: "lit", v: p.name()}
				}
				p.want(":")
				k.to = p.pattern()
			}
			if n.keys = append(n.keys, k); p.accept(",") == "" {
				p.want("}")
				return n
			}
		}
	}
	p.fail()
	return nil
}
