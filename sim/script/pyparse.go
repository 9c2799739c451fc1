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
