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
