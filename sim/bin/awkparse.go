//go:build !core

package bin

import (
	"errors"
	"regexp"
	"slices"
)

// awkNode is an expression or a statement: what it does, and to what.
type awkNode struct {
	op   string
	text string
	num  float64
	re   *regexp.Regexp
	kids []*awkNode
	to   *awkNode // of print and printf: the file or command; of getline: where it reads
}

// awkRule is a pattern and its action.
type awkRule struct {
	when    string // BEGIN, END or "" for records
	pattern *awkNode
	action  *awkNode // nil: print
}

// awkFunction is a function of the program's own.
type awkFunction struct {
	params []string
	body   *awkNode
}

// awkParser reads a program by recursive descent.
type awkParser struct {
	words     []awkToken
	noGT      bool // inside print: > is not a comparison
	depth     int
	functions map[string]awkFunction
	called    []*awkNode // calls of functions that are not built in
}

// fault is how the parser gives up: it is thrown and caught in parseAwk.
type fault struct{ error }

// parseAwk reads a program: its rules and its functions.
func parseAwk(text string) (rules []awkRule, functions map[string]awkFunction, err error) {
	words, err := lexAwk(text)
	if err != nil {
		return nil, nil, err
	}
	p := &awkParser{words: words, functions: map[string]awkFunction{}}
	defer func() {
		if f, ok := recover().(fault); ok {
			rules, functions, err = nil, nil, f.error
		}
	}()
	for p.blank(); p.peek() != "end"; p.blank() {
		if p.accept("function") != "" {
			p.function()
			continue
		}
		rules = append(rules, p.rule())
	}
	for _, n := range p.called {
		f, ok := p.functions[n.text]
		switch {
		case !ok:
			return nil, nil, errors.New("function " + n.text + " never defined")
		case len(n.kids) > len(f.params):
			return nil, nil, errors.New("too many arguments in call to " + n.text)
		}
	}
	return rules, p.functions, nil
}

// function is a definition: NAME(PARAM, ...) { ... }
func (p *awkParser) function() {
	name := p.take()
	if name.kind != "func" && name.kind != "name" {
		p.fail()
	}
	var f awkFunction
	p.want("(")
	for p.newlines(); p.peek() != ")"; p.newlines() {
		if f.params = append(f.params, p.want("name").text); p.accept(",") == "" {
			p.newlines()
			break
		}
	}
	p.want(")")
	p.newlines()
	f.body = p.block()
	p.functions[name.text] = f
}

func (p *awkParser) peek() string { return p.words[0].kind }

func (p *awkParser) take() awkToken {
	t := p.words[0]
	if t.kind != "end" {
		p.words = p.words[1:]
	}
	return t
}

func (p *awkParser) fail() {
	near := p.words[0].kind
	if near == "nl" || near == "end" {
		near = "end of line"
	}
	panic(fault{errors.New("syntax error at or near " + near)})
}

func (p *awkParser) want(kind string) awkToken {
	if p.peek() != kind {
		p.fail()
	}
	return p.take()
}

func (p *awkParser) accept(kinds ...string) string {
	if slices.Contains(kinds, p.peek()) {
		return p.take().kind
	}
	return ""
}

// blank skips newlines and semicolons.
func (p *awkParser) blank() {
	for p.accept("nl", ";") != "" {
	}
}

func (p *awkParser) newlines() {
	for p.accept("nl") != "" {
	}
}

func (p *awkParser) rule() (r awkRule) {
	switch p.peek() {
	case "BEGIN", "END":
		r.when = p.take().kind
		p.newlines()
	case "{":
	default:
		r.pattern = p.expression()
		if p.accept(",") != "" {
			r.pattern = &awkNode{op: "range", kids: []*awkNode{r.pattern, p.expression()}}
		}
	}
	if p.peek() == "{" || r.when != "" {
		r.action = p.block()
	}
	return r
}

func (p *awkParser) block() *awkNode {
	p.want("{")
	n := &awkNode{op: "block"}
	for p.blank(); p.peek() != "}"; p.blank() {
		n.kids = append(n.kids, p.statement())
	}
	p.take()
	return n
}

// simple is a statement that may stand in a for.
func (p *awkParser) simple() *awkNode {
	switch t := p.peek(); t {
	case "print", "printf":
		return p.print()
	case "delete":
		p.take()
		name := p.want("name").text
		n := &awkNode{op: "delete", text: name}
		if p.accept("[") != "" {
			n.kids = p.list("]")
		}
		return n
	case "next", "nextfile", "break", "continue", "exit", "return":
		p.take()
		n := &awkNode{op: t}
		if k := p.peek(); (t == "exit" || t == "return") && k != "nl" && k != ";" && k != "}" {
			n.kids = []*awkNode{p.expression()}
		}
		return n
	}
	return &awkNode{op: "do1", kids: []*awkNode{p.expression()}}
}

func (p *awkParser) statement() (n *awkNode) {
	if p.depth++; p.depth > 1000 {
		panic(fault{errors.New("program nested too deeply")})
	}
	defer func() { p.depth-- }()
	switch p.peek() {
	case "{":
		return p.block()
	case "if":
		p.take()
		n = &awkNode{op: "if", kids: []*awkNode{p.condition(), p.body()}}
		rest := p.words
		if p.blank(); p.accept("else") != "" {
			n.kids = append(n.kids, p.body())
		} else {
			p.words = rest
		}
		return n
	case "while":
		p.take()
		return &awkNode{op: "while", kids: []*awkNode{p.condition(), p.body()}}
	case "do":
		p.take()
		body := p.body()
		p.blank()
		p.want("while")
		return &awkNode{op: "dowhile", kids: []*awkNode{p.condition(), body}}
	case "for":
		return p.loop()
	}
	n = p.simple()
	if k := p.peek(); k != "nl" && k != ";" && k != "}" {
		p.fail()
	}
	return n
}

func (p *awkParser) condition() *awkNode {
	p.want("(")
	n := p.expression()
	p.want(")")
	return n
}

// body is the statement a condition or loop is about; a semicolon is an empty one.
func (p *awkParser) body() *awkNode {
	p.newlines()
	if p.accept(";") != "" {
		return &awkNode{op: "block"}
	}
	return p.statement()
}

func (p *awkParser) loop() *awkNode {
	p.take()
	p.want("(")
	if w := p.words; len(w) > 3 && w[0].kind == "name" && w[1].kind == "in" && w[2].kind == "name" && w[3].kind == ")" {
		p.words = w[4:]
		return &awkNode{op: "each", text: w[2].text, kids: []*awkNode{{op: "name", text: w[0].text}, p.body()}}
	}
	parts := [3]*awkNode{}
	for i, end := range []string{";", ";", ")"} {
		if p.peek() != end {
			if parts[i] = p.simple(); i == 1 {
				parts[i] = parts[i].kids[0]
			}
		}
		p.want(end)
		p.newlines()
	}
	n := &awkNode{op: "for", kids: []*awkNode{parts[0], parts[1], parts[2], p.body()}}
	return n
}

func (p *awkParser) print() *awkNode {
	n := &awkNode{op: p.take().kind}
	p.noGT = true
	switch k := p.peek(); {
	case k == "(" && p.closes():
		p.take()
		n.kids = p.list(")")
	case k != "nl" && k != ";" && k != "}" && k != ">" && k != ">>" && k != "|":
		n.kids = []*awkNode{p.expression()}
		for p.accept(",") != "" {
			p.newlines()
			n.kids = append(n.kids, p.expression())
		}
	}
	p.noGT = false
	if k := p.accept(">", ">>", "|"); k != "" {
		n.text, n.to = k, p.concat()
	}
	if n.op == "printf" && len(n.kids) == 0 {
		p.fail()
	}
	return n
}

// closes tells whether the parenthesis of print( … ) ends the statement.
func (p *awkParser) closes() bool {
	depth := 0
	for i, t := range p.words {
		switch t.kind {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return slices.Contains([]string{"nl", ";", "}", ">", ">>", "|"}, p.words[i+1].kind)
			}
		}
	}
	return false
}

// list is a list of expressions up to end.
func (p *awkParser) list(end string) (all []*awkNode) {
	noGT := p.noGT
	p.noGT = false
	for p.newlines(); p.peek() != end; p.newlines() {
		if all = append(all, p.expression()); p.accept(",") == "" {
			p.newlines()
			break
		}
	}
	p.want(end)
	p.noGT = noGT
	return all
}
