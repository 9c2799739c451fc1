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

func (p *pyParser) postfix() *node {
	n := p.atom()
	for i := 0; ; i++ {
		if i > 500 {
			p.fail("too long a chain")
		}
		t := p.peek()
		switch {
		case p.take("."):
			name := p.name()
			n = &node{kind: kAttr, text: name.text, kids: []*node{n}, pos: place{line: name.pos.line, col: n.pos.col, end: name.pos.end}}
			if name.pos.line != n.kids[0].pos.line {
				n.pos.col = name.pos.col
			}
		case t.kind == 'o' && t.text == "(":
			n = p.call(n)
		case t.kind == 'o' && t.text == "[":
			p.next()
			k := p.subscript()
			end := p.expect("]")
			pos := place{line: n.pos.line, col: n.pos.col, end: end.pos.end}
			if end.pos.line == n.pos.line {
				pos.mark, pos.markEnd = t.pos.col, end.pos.end
			} else {
				pos.end = n.pos.end
			}
			if k.kind == kSlice {
				k.kids = append([]*node{n}, k.kids...)
				k.pos = pos
				n = k
				continue
			}
			n = &node{kind: kIndex, kids: []*node{n, k}, pos: pos}
		default:
			return n
		}
	}
}

func (p *pyParser) subscript() *node {
	none := &node{}
	if !p.is(":") {
		n := p.testlist()
		if !p.is(":") {
			return n
		}
		return p.sliceFrom(n)
	}
	return p.sliceFrom(none)
}

func (p *pyParser) sliceFrom(from *node) *node {
	n := &node{kind: kSlice, kids: []*node{from, {}, {}}, pos: p.peek().pos}
	p.expect(":")
	if !p.is("]") && !p.is(":") {
		n.kids[1] = p.test()
	}
	if p.take(":") && !p.is("]") {
		n.kids[2] = p.test()
	}
	return n
}

func (p *pyParser) call(f *node) *node {
	open := p.next()
	n := &node{kind: kCall, kids: []*node{f}, pos: f.pos}
	for !p.is(")") {
		t := p.peek()
		switch {
		case p.take("**"):
			n.kids = append(n.kids, &node{kind: kBoth, kids: []*node{p.test()}, pos: t.pos})
		case p.take("*"):
			n.kids = append(n.kids, &node{kind: kSpread, kids: []*node{p.test()}, pos: t.pos})
		case t.kind == 'n' && p.toks[p.at+1].kind == 'o' && p.toks[p.at+1].text == "=":
			p.next()
			p.next()
			n.kids = append(n.kids, &node{kind: kKeyed, text: t.text, kids: []*node{p.test()}, pos: t.pos})
		default:
			v := p.named()
			if p.is("for") || p.is("async") {
				v = p.comp("generator", []*node{v}, v.pos)
			}
			if last := n.kids[len(n.kids)-1]; last.kind == kKeyed {
				p.failAt(v.pos, "positional argument follows keyword argument")
			}
			n.kids = append(n.kids, v)
		}
		if !p.take(",") {
			break
		}
	}
	end := p.expect(")")
	if end.pos.line == f.pos.line {
		n.pos.end = end.pos.end
		n.pos.mark, n.pos.markEnd = open.pos.col, end.pos.end
	} else {
		n.pos.mark, n.pos.markEnd = 0, 0
	}
	return n
}

func (p *pyParser) atom() *node {
	defer p.deeper()()
	t := p.next()
	switch t.kind {
	case '#':
		return &node{kind: kConst, val: t.val, pos: t.pos}
	case 's', 'f':
		p.at--
		return p.strings()
	case 'n':
		switch t.text {
		case "None":
			return &node{kind: kConst, pos: t.pos}
		case "True", "False":
			return &node{kind: kConst, val: t.text == "True", pos: t.pos}
		}
		if slices.Contains(pyKeywords, t.text) {
			p.at--
			p.fail("invalid syntax")
		}
		return &node{kind: kName, text: t.text, pos: t.pos}
	case 'o':
		switch t.text {
		case "(":
			return p.paren(t)
		case "[":
			return p.bracket(t)
		case "{":
			return p.brace(t)
		case "...":
			return &node{kind: kConst, val: "Ellipsis", pos: t.pos}
		}
	case 'I':
		p.at--
		p.indentError("unexpected indent")
	}
	if p.at < len(p.toks)-1 || t.kind != 'E' {
		p.at--
	}
	p.fail("invalid syntax")
	return nil
}

func (p *pyParser) strings() *node {
	t := p.peek()
	n := &node{kind: kFormat, pos: t.pos}
	plainText, formatted := "", false
	isBytes := false
	for p.peek().kind == 's' || p.peek().kind == 'f' {
		t := p.next()
		n.pos.end = t.pos.end
		if t.kind == 's' {
			if b, ok := t.val.(bytes); ok {
				isBytes = true
				plainText += string(b)
				continue
			}
			plainText += t.val.(string)
			n.kids = append(n.kids, &node{kind: kConst, val: t.val, pos: t.pos})
			continue
		}
		formatted = true
		for _, part := range t.part {
			n.kids = append(n.kids, p.part(part))
		}
	}
	if !formatted {
		if isBytes {
			return &node{kind: kConst, val: bytes(plainText), pos: n.pos}
		}
		return &node{kind: kConst, val: plainText, pos: n.pos}
	}
	return n
}

// part is a piece of an f-string as a node.
func (p *pyParser) part(part fpart) *node {
	if !part.isExpr {
		return &node{kind: kConst, val: part.text, pos: part.pos}
	}
	n := &node{kind: kPart, text: part.conv, kids: []*node{p.inner(part.expr, part.pos)}, pos: part.pos}
	if part.spec == "" {
		return n
	}
	spec := &node{kind: kFormat, pos: part.pos}
	l := &pyLexer{file: p.file, line: part.pos.line}
	for _, sp := range l.fstring(part.spec, true, part.pos) {
		spec.kids = append(spec.kids, p.part(sp))
	}
	if l.err != nil {
		panic(l.err)
	}
	n.kids = append(n.kids, spec)
	return n
}

// inner reads an expression inside an f-string.
func (p *pyParser) inner(src string, pos place) *node {
	defer p.deeper()()
	toks, err := lexPython(p.file, "("+src+")", pos.line)
	if err != nil {
		panic(err)
	}
	for i := range toks {
		toks[i].pos = pos
	}
	sub := &pyParser{file: p.file, toks: toks, depth: p.depth, scope: p.scope}
	n := sub.testlist()
	if sub.peek().kind != 'N' {
		p.failAt(pos, "f-string: invalid syntax")
	}
	return n
}

func (p *pyParser) paren(t token) *node {
	if end := p.peek(); p.take(")") {
		return &node{kind: kTuple, pos: place{line: t.pos.line, col: t.pos.col, end: end.pos.end}}
	}
	if p.is("yield") {
		n := p.yieldExpr()
		p.expect(")")
		return n
	}
	first := p.starred()
	if p.is("for") || p.is("async") {
		n := p.comp("generator", []*node{first}, t.pos)
		p.expect(")")
		return n
	}
	if !p.is(",") {
		end := p.expect(")")
		if end.pos.line == t.pos.line && first.pos.line == t.pos.line {
			first = &node{kind: first.kind, text: first.text, val: first.val, kids: first.kids, fn: first.fn, flag: first.flag, pos: first.pos}
		}
		return first
	}
	n := &node{kind: kTuple, kids: []*node{first}, pos: t.pos}
	for p.take(",") {
		if p.is(")") {
			break
		}
		n.kids = append(n.kids, p.starred())
	}
	n.pos.end = p.expect(")").pos.end
	return n
}

func (p *pyParser) bracket(t token) *node {
	n := &node{kind: kList, pos: t.pos}
	for !p.is("]") {
		v := p.starred()
		if len(n.kids) == 0 && (p.is("for") || p.is("async")) {
			c := p.comp("list", []*node{v}, t.pos)
			c.pos.end = p.expect("]").pos.end
			return c
		}
		n.kids = append(n.kids, v)
		if !p.take(",") {
			break
		}
	}
	n.pos.end = p.expect("]").pos.end
	return n
}

func (p *pyParser) brace(t token) *node {
	n := &node{kind: kDict, pos: t.pos}
	for !p.is("}") {
		if s := p.peek(); p.take("**") {
			n.kids = append(n.kids, &node{kind: kBoth, kids: []*node{p.binary(0)}, pos: s.pos})
		} else {
			k := p.starred()
			if len(n.kids) == 0 && !p.is(":") || n.kind == kSet {
				n.kind = kSet
				if len(n.kids) == 0 && p.is("for") {
					c := p.comp("set", []*node{k}, t.pos)
					p.expect("}")
					return c
				}
				n.kids = append(n.kids, k)
			} else {
				p.expect(":")
				v := p.test()
				if len(n.kids) == 0 && p.is("for") {
					c := p.comp("dict", []*node{k, v}, t.pos)
					p.expect("}")
					return c
				}
				n.kids = append(n.kids, k, v)
			}
		}
		if !p.take(",") {
			break
		}
	}
	n.pos.end = p.expect("}").pos.end
	return n
}

func (p *pyParser) comp(text string, elements []*node, pos place) *node {
	n := &node{kind: kComp, text: text, kids: elements, pos: pos}
	for {
		t := p.peek()
		switch {
		case p.take("async"):
		case p.take("for"):
			target := p.targets()
			p.expect("in")
			n.kids = append(n.kids, &node{kind: kFor, kids: []*node{target, p.or()}, pos: t.pos})
		case p.take("if"):
			n.kids = append(n.kids, &node{kind: kIf, kids: []*node{p.or()}, pos: t.pos})
		default:
			return n
		}
	}
}
