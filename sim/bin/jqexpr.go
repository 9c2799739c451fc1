//go:build !core

package bin

func (p *jqParser) comma() *jqNode {
	left := p.binary(0)
	for p.accept(",") != "" {
		left = &jqNode{op: ",", kids: []*jqNode{left, p.binary(0)}}
	}
	return left
}

// jqLevels are the binary operators, loosest first.
var jqLevels = [][]string{{"//"}, {"=", "|=", "+=", "-=", "*=", "/=", "%=", "//="}, {"or"}, {"and"}, {"==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/", "%"}}

func (p *jqParser) binary(level int) *jqNode {
	if level == len(jqLevels) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for {
		op := p.accept(jqLevels[level]...)
		if op == "" {
			return left
		}
		if level == 0 { // right to left
			return &jqNode{op: op, kids: []*jqNode{left, p.binary(0)}}
		}
		right := p.binary(level + 1)
		if level == 1 {
			if p.accept("//") != "" {
				right = &jqNode{op: "//", kids: []*jqNode{right, p.binary(0)}}
			}
		}
		left = &jqNode{op: op, kids: []*jqNode{left, right}}
	}
}

func (p *jqParser) unary() *jqNode {
	if p.accept("-") != "" {
		return &jqNode{op: "neg", kids: []*jqNode{p.postfix()}}
	}
	return p.postfix()
}

func (p *jqParser) postfix() *jqNode {
	if p.depth++; p.depth > mostNested {
		panic(jqFault("filter nested too deeply"))
	}
	defer func() { p.depth-- }()
	n := p.term()
	for {
		switch {
		case p.accept("?") != "":
			n = &jqNode{op: "try", kids: []*jqNode{n}}
		case p.peek() == "." && len(p.s) > 1 && (isJQName(p.s[1]) && (p.s[1] < '0' || p.s[1] > '9') || p.s[1] == '"' || p.s[1] == '['):
			p.s = p.s[1:]
			if p.s[0] != '[' {
				n = p.field(n)
			}
		case p.peek() == "[":
			n = p.brackets(n)
		default:
			return n
		}
	}
}

func (p *jqParser) field(of *jqNode) *jqNode {
	key := &jqNode{op: "lit"}
	if p.s[0] == '"' {
		key = p.text("")
	} else {
		key.v = p.name()
	}
	return &jqNode{op: "index", kids: []*jqNode{of, key}}
}

// brackets is [], [E], [E:E].
func (p *jqParser) brackets(of *jqNode) *jqNode {
	p.want("[")
	if p.accept("]") != "" {
		return &jqNode{op: "each", kids: []*jqNode{of}}
	}
	null := &jqNode{op: "lit"}
	if p.accept(":") != "" {
		n := &jqNode{op: "slice", kids: []*jqNode{of, null, p.pipe()}}
		p.want("]")
		return n
	}
	at := p.pipe()
	if p.accept(":") == "" {
		p.want("]")
		return &jqNode{op: "index", kids: []*jqNode{of, at}}
	}
	to := null
	if p.peek() != "]" {
		to = p.pipe()
	}
	p.want("]")
	return &jqNode{op: "slice", kids: []*jqNode{of, at, to}}
}
