package script

import (
	"slices"
	"strings"
)

// pyParser reads Python.
type pyParser struct {
	file  string
	toks  []token
	at    int
	depth int
	scope []*pyScope
}

// pyScope gathers the names a function assigns.
type pyScope struct {
	globals, nonlocals map[string]bool
	yields             bool
	class              bool
}

var pyKeywords = strings.Fields("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield")

func parsePython(file, src string) (body []*node, err *broken) {
	toks, err := lexPython(file, src, 1)
	if err != nil {
		return nil, err
	}
	p := &pyParser{file: file, toks: toks}
	defer stopped(&body, &err)
	p.scope = []*pyScope{{}}
	for p.peek().kind != 'E' {
		if p.peek().kind == 'N' {
			p.at++
			continue
		}
		if p.peek().kind == 'I' {
			p.indentError("unexpected indent")
		}
		body = append(body, p.statement()...)
	}
	return body, nil
}

func (p *pyParser) peek() token { return p.toks[p.at] }

func (p *pyParser) next() token {
	t := p.toks[p.at]
	if p.at < len(p.toks)-1 {
		p.at++
	}
	return t
}

func (p *pyParser) is(text string) bool {
	t := p.peek()
	return (t.kind == 'o' || t.kind == 'n') && t.text == text
}

func (p *pyParser) take(text string) bool {
	if p.is(text) {
		p.at++
		return true
	}
	return false
}

func (p *pyParser) expect(text string) token {
	if !p.is(text) {
		if text == ":" {
			p.fail("expected ':'")
		}
		if p.peek().kind == 'N' && (text == ")" || text == "]" || text == "}") {
			p.fail("'" + map[string]string{")": "(", "]": "[", "}": "{"}[text] + "' was never closed")
		}
		p.fail("invalid syntax")
	}
	return p.next()
}

func (p *pyParser) fail(text string) { p.failAt(p.peek().pos, text) }

func (p *pyParser) failAt(pos place, text string) {
	panic(&broken{file: p.file, line: pos.line, col: pos.col, text: text})
}

func (p *pyParser) indentError(text string) {
	pos := p.peek().pos
	panic(&broken{file: p.file, line: pos.line, col: pos.col, text: "IndentationError: " + text})
}

func (p *pyParser) refuse(what string) {
	pos := p.peek().pos
	panic(&broken{file: p.file, line: pos.line, text: what + " is not simulated", plain: true})
}

func (p *pyParser) name() token {
	t := p.peek()
	if t.kind != 'n' || slices.Contains(pyKeywords, t.text) {
		p.fail("invalid syntax")
	}
	return p.next()
}

func (p *pyParser) deeper() func() {
	if p.depth++; p.depth > 150 {
		p.fail("too many nested parentheses")
	}
	return func() { p.depth-- }
}

// block is an indented block, or statements on the same line.
func (p *pyParser) block(what string) *node {
	defer p.deeper()()
	colon := p.expect(":")
	n := &node{kind: kBlock, pos: colon.pos}
	if p.peek().kind != 'N' {
		n.kids = p.simple()
		return n
	}
	for p.peek().kind == 'N' {
		p.next()
	}
	if p.peek().kind != 'I' {
		p.indentError("expected an indented block after " + what + " on line " + itoa(colon.pos.line))
	}
	p.next()
	for p.peek().kind != 'D' && p.peek().kind != 'E' {
		if p.peek().kind == 'N' {
			p.next()
			continue
		}
		if p.peek().kind == 'I' {
			p.indentError("unexpected indent")
		}
		n.kids = append(n.kids, p.statement()...)
	}
	if p.peek().kind == 'D' {
		p.next()
	}
	return n
}

func (p *pyParser) statement() []*node {
	t := p.peek()
	if t.kind == 'n' {
		if n := p.compound(t.text); n != nil {
			return []*node{n}
		}
	}
	if t.kind == 'o' && t.text == "@" {
		return []*node{p.decorated()}
	}
	return p.simple()
}

// compound is a statement with a block, by its first word.
func (p *pyParser) compound(word string) *node {
	switch word {
	case "if":
		return p.ifStmt()
	case "while":
		return p.whileStmt()
	case "for":
		return p.forStmt()
	case "try":
		return p.tryStmt()
	case "with":
		return p.withStmt()
	case "def":
		return p.def()
	case "class":
		return p.classStmt()
	case "async":
		return p.asyncStmt()
	}
	return nil
}

func (p *pyParser) decorated() *node {
	var ds []*node
	for p.take("@") {
		ds = append(ds, p.named())
		for p.peek().kind == 'N' {
			p.next()
		}
	}
	t := p.peek()
	if t.text != "def" && t.text != "class" && t.text != "async" {
		p.fail("invalid syntax")
	}
	n := p.statement()[0]
	n.fn.decorators = ds
	return n
}

func (p *pyParser) asyncStmt() *node {
	p.next()
	switch p.peek().text {
	case "def":
		n := p.def()
		n.fn.async = true
		return n
	case "with":
		return p.withStmt()
	}
	p.refuse("async " + p.peek().text)
	return nil
}

func (p *pyParser) ifStmt() *node {
	t := p.next()
	n := &node{kind: kIf, pos: t.pos}
	n.kids = append(n.kids, p.named(), p.block("'"+t.text+"' statement"))
	switch {
	case p.is("elif"):
		n.kids = append(n.kids, p.ifStmt())
	case p.take("else"):
		n.kids = append(n.kids, p.block("'else' statement"))
	}
	return n
}

func (p *pyParser) whileStmt() *node {
	n := &node{kind: kWhile, pos: p.next().pos}
	n.kids = append(n.kids, p.named(), p.block("'while' statement"))
	if p.take("else") {
		n.kids = append(n.kids, p.block("'else' statement"))
	}
	return n
}

func (p *pyParser) forStmt() *node {
	n := &node{kind: kFor, pos: p.next().pos}
	target := p.targets()
	p.expect("in")
	n.kids = append(n.kids, target, p.testlist(), p.block("'for' statement"))
	if p.take("else") {
		n.kids = append(n.kids, p.block("'else' statement"))
	}
	return n
}

// targets is what a for assigns to.
func (p *pyParser) targets() *node {
	first := p.target()
	if !p.is(",") {
		return first
	}
	n := &node{kind: kTuple, kids: []*node{first}, pos: first.pos}
	for p.take(",") {
		if p.is("in") || p.is("=") {
			break
		}
		n.kids = append(n.kids, p.target())
	}
	return n
}

func (p *pyParser) target() *node {
	if t := p.peek(); p.take("*") {
		return &node{kind: kSpread, kids: []*node{p.target()}, pos: t.pos}
	}
	if p.is("(") || p.is("[") {
		open := p.next()
		n := p.targets()
		if n.kind != kTuple && open.text == "[" {
			n = &node{kind: kTuple, kids: []*node{n}, pos: n.pos}
		}
		p.expect(map[string]string{"(": ")", "[": "]"}[open.text])
		return n
	}
	n := p.postfix()
	p.assigned(n)
	return n
}

// assigned notes the names that a target binds.
func (p *pyParser) assigned(n *node) {
	switch n.kind {
	case kTuple, kList, kSpread:
		for _, k := range n.kids {
			p.assigned(k)
		}
	case kName, kAttr, kIndex:
	case kCall:
		p.failAt(n.pos, "cannot assign to function call here. Maybe you meant '==' instead of '='?")
	case kConst:
		p.failAt(n.pos, "cannot assign to literal here. Maybe you meant '==' instead of '='?")
	default:
		p.failAt(n.pos, "cannot assign to expression here. Maybe you meant '==' instead of '='?")
	}
}

func (p *pyParser) tryStmt() *node {
	n := &node{kind: kTry, pos: p.next().pos}
	none := &node{}
	n.kids = []*node{p.block("'try' statement"), none, none}
	for p.is("except") {
		h := &node{kind: kHandler, pos: p.next().pos}
		h.kids = []*node{none, none, nil}
		p.take("*")
		if !p.is(":") {
			h.kids[0] = p.testlist()
			if p.take("as") {
				t := p.name()
				h.kids[1] = &node{kind: kName, text: t.text, pos: t.pos}
			}
		}
		h.kids[2] = p.block("'except' statement")
		n.kids = append(n.kids, h)
	}
	if p.take("else") {
		n.kids[1] = p.block("'else' statement")
	}
	if p.take("finally") {
		n.kids[2] = p.block("'finally' statement")
	}
	if len(n.kids) == 3 && n.kids[2].kind == kNone {
		p.fail("expected 'except' or 'finally' block")
	}
	return n
}

func (p *pyParser) withStmt() *node {
	t := p.next()
	paren := p.is("(") && p.withParen()
	if paren {
		p.next()
	}
	n := p.withItem(t, paren)
	return n
}

// withParen tells whether the parenthesis belongs to with, not to an expression.
func (p *pyParser) withParen() bool {
	depth := 0
	for i := p.at; i < len(p.toks); i++ {
		switch t := p.toks[i]; t.text {
		case "(", "[", "{":
			depth++
		case ")", "]", "}":
			if depth--; depth == 0 {
				return p.toks[i+1].text == ":"
			}
		}
	}
	return false
}

func (p *pyParser) withItem(t token, paren bool) *node {
	n := &node{kind: kWith, pos: t.pos, kids: []*node{p.named(), {}, nil}}
	if p.take("as") {
		n.kids[1] = p.target()
	}
	if p.take(",") && !(paren && p.is(")")) {
		n.kids[2] = p.withItem(t, paren)
		return n
	}
	if paren {
		p.expect(")")
	}
	n.kids[2] = p.block("'with' statement")
	return n
}

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

// simple is one line of small statements.
func (p *pyParser) simple() (out []*node) {
	for {
		out = append(out, p.small())
		if !p.take(";") {
			break
		}
		if p.peek().kind == 'N' {
			break
		}
	}
	if k := p.peek().kind; k != 'N' && k != 'E' {
		p.unexpected(out)
	}
	if p.peek().kind == 'N' {
		p.next()
	}
	return out
}

func (p *pyParser) unexpected(out []*node) {
	if n := out[len(out)-1]; n.kind == kExpr && n.kids[0].kind == kName && n.kids[0].text == "print" {
		p.failAt(n.pos, "Missing parentheses in call to 'print'. Did you mean print(...)?")
	}
	p.fail("invalid syntax")
}

func (p *pyParser) small() *node {
	t := p.peek()
	if t.kind == 'n' {
		switch t.text {
		case "pass":
			p.next()
			return &node{kind: kNone}
		case "break":
			p.next()
			return &node{kind: kBreak, pos: t.pos}
		case "continue":
			p.next()
			return &node{kind: kContinue, pos: t.pos}
		case "return":
			p.next()
			n := &node{kind: kReturn, pos: t.pos}
			if !p.ends() {
				n.kids = []*node{p.testlist()}
			}
			if len(p.scope) == 1 || p.scope[len(p.scope)-1].class {
				p.failAt(t.pos, "'return' outside function")
			}
			return n
		case "raise":
			return p.raise()
		case "import":
			return p.importStmt()
		case "from":
			return p.fromStmt()
		case "global", "nonlocal":
			p.next()
			s := p.scope[len(p.scope)-1]
			for {
				name := p.name().text
				switch {
				case s.globals == nil:
				case t.text == "global":
					s.globals[name] = true
				default:
					s.nonlocals[name] = true
				}
				if !p.take(",") {
					return &node{kind: kGlobal}
				}
			}
		case "del":
			p.next()
			n := p.testlist()
			if n.kind == kTuple {
				return &node{kind: kDel, kids: n.kids, pos: t.pos}
			}
			return &node{kind: kDel, kids: []*node{n}, pos: t.pos}
		case "assert":
			p.next()
			n := &node{kind: kAssert, kids: []*node{p.named()}, pos: t.pos}
			if p.take(",") {
				n.kids = append(n.kids, p.named())
			}
			return n
		}
	}
	return p.assignment()
}

func (p *pyParser) ends() bool {
	k := p.peek().kind
	return k == 'N' || k == 'E' || p.is(";")
}

func (p *pyParser) raise() *node {
	n := &node{kind: kRaise, pos: p.next().pos}
	if p.ends() {
		return n
	}
	n.kids = []*node{p.named()}
	n.pos.end = n.kids[0].pos.end
	if p.take("from") {
		n.kids = append(n.kids, p.named())
		n.pos.end = n.kids[1].pos.end
	}
	return n
}

func (p *pyParser) dotted() string {
	s := ""
	for p.is(".") || p.is("...") {
		s += p.next().text
	}
	if s != "" && p.is("import") {
		return s
	}
	s += p.name().text
	for p.take(".") {
		s += "." + p.name().text
	}
	return s
}

func (p *pyParser) importStmt() *node {
	pos := p.next().pos
	var all []*node
	for {
		mod := p.dotted()
		n := &node{kind: kImport, text: mod, pos: pos}
		first, _, _ := strings.Cut(mod, ".")
		n.val = first
		if p.take("as") {
			n.val, n.flag = p.name().text, true
		}
		n.pos.end = p.toks[p.at-1].pos.end
		all = append(all, n)
		if !p.take(",") {
			break
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return &node{kind: kBlock, kids: all, pos: pos}
}

func (p *pyParser) fromStmt() *node {
	n := &node{kind: kImportFrom, pos: p.next().pos}
	n.text = p.dotted()
	p.expect("import")
	paren := p.take("(")
	for {
		if t := p.peek(); p.take("*") {
			n.kids = append(n.kids, &node{text: "*", pos: t.pos})
		} else {
			t := p.name()
			k := &node{text: t.text, val: t.text, pos: n.pos}
			if p.take("as") {
				k.val = p.name().text
			}
			n.kids = append(n.kids, k)
		}
		if !p.take(",") || paren && p.is(")") {
			break
		}
	}
	if paren {
		p.expect(")")
	}
	n.pos.end = p.toks[p.at-1].pos.end
	for _, k := range n.kids {
		k.pos = n.pos
	}
	return n
}

func (p *pyParser) assignment() *node {
	first := p.testlist()
	t := p.peek()
	switch {
	case t.kind == 'o' && t.text == ":" && (first.kind == kName || first.kind == kAttr || first.kind == kIndex):
		p.next()
		p.named()
		note := &node{kind: kNone}
		if first.kind == kName {
			note = &node{kind: kExpr, pos: first.pos, kids: []*node{goCall("annotate", pyAnnotate, first.pos, goConst(first.text, first.pos))}}
		}
		if !p.take("=") {
			return note
		}
		v := p.valueList()
		return &node{kind: kGroup, pos: first.pos, kids: []*node{note, p.assign([]*node{first, v}, first.pos)}}
	case t.kind == 'o' && t.text == "=":
		kids := []*node{first}
		for p.take("=") {
			kids = append(kids, p.valueList())
		}
		return p.assign(kids, first.pos)
	case t.kind == 'o' && len(t.text) > 1 && strings.HasSuffix(t.text, "=") && !slices.Contains([]string{"==", "!=", "<=", ">=", ":="}, t.text):
		p.next()
		v := p.valueList()
		if first.kind == kTuple || first.kind == kList {
			p.failAt(first.pos, "'tuple' is an illegal expression for augmented assignment")
		}
		p.assigned(first)
		return &node{kind: kAug, text: strings.TrimSuffix(t.text, "="), kids: []*node{first, v}, pos: span2(first, v)}
	}
	return &node{kind: kExpr, kids: []*node{first}, pos: first.pos}
}

func (p *pyParser) assign(kids []*node, pos place) *node {
	for _, k := range kids[:len(kids)-1] {
		p.assigned(k)
	}
	return &node{kind: kAssign, kids: kids, pos: pos}
}

func (p *pyParser) valueList() *node {
	if p.is("yield") {
		return p.yieldExpr()
	}
	return p.testlist()
}

// span2 is the place from the begin of one node to the end of another.
func span2(a, b *node) place {
	pos := a.pos
	if a.pos.line == b.pos.line {
		pos.end = b.pos.end
	}
	pos.mark, pos.markEnd = 0, 0
	return pos
}
