package script

import (
	"slices"
	"strings"
)

func (p *jsParser) expression() *node {
	e := p.assign()
	if !p.is(",") {
		return e
	}
	n := &node{kind: kSequence, kids: []*node{e}, pos: e.pos}
	for p.take(",") {
		n.kids = append(n.kids, p.assign())
	}
	return n
}

var jsAssign = []string{"=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=", "??="}

func (p *jsParser) assign() *node {
	defer p.deeper()()
	if f := p.arrow(); f != nil {
		return f
	}
	if p.is("yield") {
		n := &node{kind: kYield, pos: p.tok.pos}
		p.next(true)
		if p.take("*") {
			n.kind = kFrom
		}
		if !p.is(")") && !p.is(";") && !p.is("}") && !p.is("]") && !p.is(",") && !p.nl && p.tok.kind != 'E' {
			n.kids = []*node{p.assign()}
		}
		return n
	}
	e := p.cond()
	if p.tok.kind == 'o' && slices.Contains(jsAssign, p.tok.text) {
		op := strings.TrimSuffix(p.tok.text, "=")
		switch e.kind {
		case kName, kAttr, kIndex, kObject, kList:
		default:
			p.fail("Invalid left-hand side in assignment")
		}
		p.next(true)
		return &node{kind: kSet1, text: op, kids: []*node{e, p.assign()}, pos: e.pos}
	}
	return e
}

// arrow reads an arrow function when one stands here.
func (p *jsParser) arrow() *node {
	save := *p
	async := false
	pos := p.tok.pos
	if p.is("async") {
		p.next(false)
		if p.nl || p.tok.kind != 'n' && !p.is("(") || p.is("function") {
			*p = save
			return nil
		}
		async = true
	}
	f := &fnode{arrow: true, async: async, line: pos.line}
	switch {
	case p.tok.kind == 'n':
		name := p.tok.text
		p.next(false)
		if !p.is("=>") {
			*p = save
			return nil
		}
		f.params = []param{{name: name}}
	case p.is("(") && p.arrowAhead():
		f.params = p.params()
	default:
		*p = save
		return nil
	}
	p.expect("=>")
	if p.is("{") {
		f.body = p.block().kids
		// what follows a block body is an operator, not a pattern
	} else {
		v := p.assign()
		f.body = []*node{{kind: kReturn, kids: []*node{v}, pos: v.pos}}
	}
	return &node{kind: kFunc, fn: f, pos: pos}
}

// arrowAhead tells whether => follows the parenthesis that opens here.
func (p *jsParser) arrowAhead() bool {
	depth := 0
	for i := p.at - 1; i < len(p.src); i++ {
		switch c := p.src[i]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if depth--; depth == 0 {
				return strings.HasPrefix(strings.TrimLeft(p.src[i+1:], " \t\r\n"), "=>")
			}
		case '\'', '"', '`':
			for i++; i < len(p.src) && p.src[i] != c; i++ {
				if p.src[i] == '\\' {
					i++
				}
			}
		}
	}
	return false
}

func (p *jsParser) cond() *node {
	e := p.binary(0)
	if !p.is("?") {
		return e
	}
	p.next(true)
	noIn := p.noIn
	p.noIn = false
	a := p.assign()
	p.noIn = noIn
	p.expect(":")
	return &node{kind: kCond, kids: []*node{e, a, p.assign()}, pos: e.pos}
}

var jsLevels = [][]string{{"??"}, {"||"}, {"&&"}, {"|"}, {"^"}, {"&"}, {"==", "!=", "===", "!=="}, {"<", ">", "<=", ">=", "instanceof", "in"}, {"<<", ">>", ">>>"}, {"+", "-"}, {"*", "/", "%"}}

func (p *jsParser) binary(level int) *node {
	if level == len(jsLevels) {
		return p.power()
	}
	e := p.binary(level + 1)
	for (p.tok.kind == 'o' || p.tok.kind == 'n') && slices.Contains(jsLevels[level], p.tok.text) && !(p.noIn && p.tok.text == "in") {
		op := p.tok.text
		p.next(true)
		b := p.binary(level + 1)
		k := kBin
		switch {
		case op == "??":
			k = kNullish
		case op == "||":
			k = kOr
		case op == "&&":
			k = kAnd
		case level == 6 || level == 7:
			k = kCompare
		}
		e = &node{kind: k, text: op, kids: []*node{e, b}, pos: span2(e, b)}
	}
	return e
}

func (p *jsParser) power() *node {
	e := p.unary()
	if p.is("**") {
		p.next(true)
		b := p.power()
		return &node{kind: kBin, text: "**", kids: []*node{e, b}, pos: span2(e, b)}
	}
	return e
}
