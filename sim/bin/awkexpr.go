//go:build !core

package bin

import (
	"errors"
	"slices"
)

// expression is a whole expression, assignment and all.
func (p *awkParser) expression() *awkNode {
	if p.depth++; p.depth > 1000 {
		panic(fault{errors.New("expression nested too deeply")})
	}
	defer func() { p.depth-- }()
	left := p.ternary()
	if op := p.peek(); slices.Contains([]string{"=", "+=", "-=", "*=", "/=", "%=", "^="}, op) {
		if left.op != "name" && left.op != "$" && left.op != "index" {
			p.fail()
		}
		p.take()
		p.newlines()
		right := p.expression()
		if op != "=" {
			right = &awkNode{op: op[:1], kids: []*awkNode{left, right}}
		}
		return &awkNode{op: "=", kids: []*awkNode{left, right}}
	}
	return left
}

func (p *awkParser) ternary() *awkNode {
	cond := p.binary(0)
	if p.accept("?") == "" {
		return cond
	}
	p.newlines()
	yes := p.expression()
	p.newlines()
	p.want(":")
	p.newlines()
	return &awkNode{op: "?", kids: []*awkNode{cond, yes, p.expression()}}
}

// awkLevels are the binary operators, loosest first.
var awkLevels = [][]string{{"||"}, {"&&"}, {"in"}, {"~", "!~"}, {"<", "<=", "==", "!=", ">", ">="}}

func (p *awkParser) binary(level int) *awkNode {
	if level == len(awkLevels) {
		return p.piped()
	}
	left := p.binary(level + 1)
	for {
		op := p.peek()
		if !slices.Contains(awkLevels[level], op) || op == ">" && p.noGT {
			return left
		}
		p.take()
		if op == "||" || op == "&&" {
			p.newlines()
		}
		if op == "in" {
			left = &awkNode{op: "in", text: p.want("name").text, kids: []*awkNode{left}}
			continue
		}
		left = &awkNode{op: op, kids: []*awkNode{left, p.binary(level + 1)}}
	}
}

// piped is what a command prints, read with getline.
func (p *awkParser) piped() *awkNode {
	left := p.concat()
	for p.peek() == "|" && len(p.words) > 1 && p.words[1].kind == "getline" {
		p.take()
		n := p.getline()
		n.text, n.to = "|", left
		left = n
	}
	return left
}

// getline is the word and the variable after it, if there is one.
func (p *awkParser) getline() *awkNode {
	p.want("getline")
	n := &awkNode{op: "getline"}
	if k := p.peek(); k == "name" || k == "$" {
		n.kids = []*awkNode{p.primary()}
	}
	return n
}

// concat is operands side by side.
func (p *awkParser) concat() *awkNode {
	left := p.sum()
	for slices.Contains([]string{"num", "str", "re", "name", "func", "$", "!", "(", "-", "+", "++", "--"}, p.peek()) && p.peek() != "in" {
		left = &awkNode{op: "cat", kids: []*awkNode{left, p.sum()}}
	}
	return left
}

func (p *awkParser) sum() *awkNode {
	left := p.product()
	for op := p.accept("+", "-"); op != ""; op = p.accept("+", "-") {
		left = &awkNode{op: op, kids: []*awkNode{left, p.product()}}
	}
	return left
}

func (p *awkParser) product() *awkNode {
	left := p.unary()
	for op := p.accept("*", "/", "%"); op != ""; op = p.accept("*", "/", "%") {
		left = &awkNode{op: op, kids: []*awkNode{left, p.unary()}}
	}
	return left
}

func (p *awkParser) unary() *awkNode {
	if p.depth++; p.depth > 1000 {
		panic(fault{errors.New("expression nested too deeply")})
	}
	defer func() { p.depth-- }()
	if op := p.accept("!", "-", "+"); op != "" {
		return &awkNode{op: "unary" + op, kids: []*awkNode{p.unary()}}
	}
	left := p.postfix()
	if p.accept("^") != "" {
		return &awkNode{op: "^", kids: []*awkNode{left, p.unary()}}
	}
	return left
}

func (p *awkParser) postfix() *awkNode {
	if op := p.accept("++", "--"); op != "" {
		return &awkNode{op: "pre" + op, kids: []*awkNode{p.primary()}}
	}
	n := p.primary()
	if n.op == "name" || n.op == "$" || n.op == "index" {
		if op := p.accept("++", "--"); op != "" {
			return &awkNode{op: "post" + op, kids: []*awkNode{n}}
		}
	}
	return n
}

func (p *awkParser) primary() *awkNode {
	switch t := p.take(); t.kind {
	case "num":
		return &awkNode{op: "num", num: t.num}
	case "str":
		return &awkNode{op: "str", text: t.text}
	case "re":
		re, err := compile(t.text, true, false)
		if err != nil {
			panic(fault{err})
		}
		return &awkNode{op: "re", re: re}
	case "$":
		return &awkNode{op: "$", kids: []*awkNode{p.field()}}
	case "(":
		all := p.list(")")
		switch {
		case len(all) == 1:
			return &awkNode{op: "group", kids: all}
		case len(all) > 1 && p.accept("in") != "":
			return &awkNode{op: "in", text: p.want("name").text, kids: all}
		}
	case "name":
		if p.accept("[") != "" {
			return &awkNode{op: "index", text: t.text, kids: p.list("]")}
		}
		return &awkNode{op: "name", text: t.text}
	case "func":
		n := &awkNode{op: "call", text: t.text}
		if p.accept("(") != "" {
			n.kids = p.list(")")
		}
		known, fits := knowsAwk(n)
		switch {
		case known && !fits:
			panic(fault{errors.New("wrong number of arguments in call to " + t.text)})
		case !known:
			n.op = "own"
			p.called = append(p.called, n)
		}
		return n
	case "getline":
		p.words = append([]awkToken{t}, p.words...)
		n := p.getline()
		if p.accept("<") != "" {
			n.text, n.to = "<", p.primary()
		}
		return n
	default:
		p.words = append([]awkToken{t}, p.words...)
	}
	p.fail()
	return nil
}

// field is what $ takes: an operand with its ++ in front, no operators.
func (p *awkParser) field() *awkNode {
	if op := p.accept("++", "--"); op != "" {
		return &awkNode{op: "pre" + op, kids: []*awkNode{p.primary()}}
	}
	if p.accept("-") != "" {
		return &awkNode{op: "unary-", kids: []*awkNode{p.primary()}}
	}
	return p.primary()
}
