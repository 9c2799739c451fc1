package script

import (
	"slices"
	"strings"
)

// testlist is one or more expressions; several make a tuple.
func (p *pyParser) testlist() *node {
	first := p.starred()
	if !p.is(",") {
		if first.kind == kSpread {
			p.failAt(first.pos, "can't use starred expression here")
		}
		return first
	}
	n := &node{kind: kTuple, kids: []*node{first}, pos: first.pos}
	for p.take(",") {
		if p.ends() || p.is("=") || p.is(")") || p.is(":") || p.is("]") {
			break
		}
		n.kids = append(n.kids, p.starred())
	}
	n.pos.end = p.toks[p.at-1].pos.end
	return n
}

func (p *pyParser) starred() *node {
	if t := p.peek(); p.take("*") {
		return &node{kind: kSpread, kids: []*node{p.binary(5)}, pos: t.pos}
	}
	return p.named()
}

// named is an expression that may be an assignment with :=.
func (p *pyParser) named() *node {
	n := p.test()
	if t := p.peek(); t.kind == 'o' && t.text == ":=" && n.kind == kName {
		p.next()
		return &node{kind: kSet1, text: ":=", kids: []*node{n, p.test()}, pos: n.pos}
	}
	return n
}

func (p *pyParser) yieldExpr() *node {
	n := &node{kind: kYield, pos: p.next().pos}
	p.scope[len(p.scope)-1].yields = true
	if p.take("from") {
		n.kind = kFrom
		n.kids = []*node{p.test()}
		return n
	}
	if !p.ends() && !p.is(")") {
		n.kids = []*node{p.testlist()}
	}
	return n
}

func (p *pyParser) test() *node {
	defer p.deeper()()
	switch {
	case p.is("lambda"):
		return p.lambda()
	case p.is("yield"):
		return p.yieldExpr()
	}
	n := p.or()
	if t := p.peek(); p.take("if") {
		cond := p.or()
		p.expect("else")
		other := p.test()
		return &node{kind: kCond, kids: []*node{cond, n, other}, pos: place{line: t.pos.line, col: n.pos.col, end: other.pos.end}}
	}
	return n
}

func (p *pyParser) lambda() *node {
	t := p.next()
	f := &fnode{name: "<lambda>", line: t.pos.line}
	f.params = p.params(":")
	p.expect(":")
	p.body(f, func() []*node {
		v := p.test()
		return []*node{{kind: kReturn, kids: []*node{v}, pos: v.pos}}
	})
	return &node{kind: kFunc, fn: f, pos: t.pos}
}

func (p *pyParser) or() *node {
	n := p.and()
	for p.take("or") {
		b := p.and()
		n = &node{kind: kOr, kids: []*node{n, b}, pos: span2(n, b)}
	}
	return n
}

func (p *pyParser) and() *node {
	n := p.not()
	for p.take("and") {
		b := p.not()
		n = &node{kind: kAnd, kids: []*node{n, b}, pos: span2(n, b)}
	}
	return n
}

func (p *pyParser) not() *node {
	defer p.deeper()()
	if t := p.peek(); p.take("not") {
		n := p.not()
		return &node{kind: kNot, kids: []*node{n}, pos: place{line: t.pos.line, col: t.pos.col, end: n.pos.end}}
	}
	return p.comparison()
}

func (p *pyParser) comparison() *node {
	n := p.binary(0)
	var ops []string
	kids := []*node{n}
	var mark place
	for {
		t := p.peek()
		o := ""
		switch {
		case t.kind == 'o' && slices.Contains([]string{"<", ">", "==", ">=", "<=", "!="}, t.text):
			o = t.text
			p.next()
		case t.kind == 'n' && t.text == "in":
			o = "in"
			p.next()
		case t.kind == 'n' && t.text == "is":
			p.next()
			o = "is"
			if p.take("not") {
				o = "is not"
			}
		case t.kind == 'n' && t.text == "not" && p.toks[p.at+1].text == "in":
			p.next()
			p.next()
			o = "not in"
		}
		if o == "" {
			break
		}
		mark = t.pos
		ops = append(ops, o)
		kids = append(kids, p.binary(0))
	}
	if len(ops) == 0 {
		return n
	}
	_ = mark
	return &node{kind: kCompare, text: strings.Join(ops, ","), kids: kids, pos: span2(n, kids[len(kids)-1])}
}

// pyLevels are the binary operators, loosest first.
var pyLevels = [][]string{{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*", "/", "//", "%", "@"}}

func (p *pyParser) binary(level int) *node {
	if level >= len(pyLevels) {
		return p.unary()
	}
	n := p.binary(level + 1)
	for {
		t := p.peek()
		if t.kind != 'o' || !slices.Contains(pyLevels[level], t.text) {
			return n
		}
		p.next()
		b := p.binary(level + 1)
		pos := span2(n, b)
		if pos.end == b.pos.end {
			pos.mark, pos.markEnd = t.pos.col, t.pos.end
		}
		n = &node{kind: kBin, text: t.text, kids: []*node{n, b}, pos: pos}
	}
}

func (p *pyParser) unary() *node {
	defer p.deeper()()
	t := p.peek()
	if t.kind == 'o' && (t.text == "-" || t.text == "+" || t.text == "~") {
		p.next()
		n := p.unary()
		if n.kind == kConst && t.text == "-" {
			switch v := n.val.(type) {
			case int64:
				return &node{kind: kConst, val: -v, pos: span2(&node{pos: t.pos}, n)}
			case float64:
				return &node{kind: kConst, val: -v, pos: span2(&node{pos: t.pos}, n)}
			}
		}
		return &node{kind: kUnary, text: t.text, kids: []*node{n}, pos: span2(&node{pos: t.pos}, n)}
	}
	if t.kind == 'n' && t.text == "await" {
		p.next()
		n := p.unary()
		return &node{kind: kAwait, kids: []*node{n}, pos: t.pos}
	}
	n := p.postfix()
	if o := p.peek(); p.take("**") {
		b := p.unary()
		pos := span2(n, b)
		pos.mark, pos.markEnd = o.pos.col, o.pos.end
		return &node{kind: kBin, text: "**", kids: []*node{n, b}, pos: pos}
	}
	return n
}
