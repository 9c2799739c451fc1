//go:build !core

package bin

import (
	"slices"
	"strings"
)

// jqNode is a filter: what it does, and to what.
type jqNode struct {
	op    string
	text  string
	v     any // of a literal
	kids  []*jqNode
	pairs [][2]*jqNode // of an object: key and value; of if: condition and then
	def   *jqDef
	names *jqPattern
}

// jqDef is a function: def NAME(PARAM; ...): BODY;
type jqDef struct {
	name   string
	params []string
	body   *jqNode
}

// jqPattern is what stands behind as: $x, [a, b] or {k: p}.
type jqPattern struct {
	name string
	list []*jqPattern
	keys []jqKey
}

type jqKey struct {
	key *jqNode
	to  *jqPattern
}

// jqParser reads a filter by recursive descent.
type jqParser struct {
	s     string
	depth int
}

func parseJQ(text string) (n *jqNode, err error) {
	p := &jqParser{s: text}
	defer func() {
		if f, ok := recover().(jqFault); ok {
			n, err = nil, f
		}
	}()
	if p.peek() == "" {
		return &jqNode{op: "."}, nil
	}
	n = p.pipe()
	if p.peek() != "" {
		p.fail()
	}
	return n, nil
}

func (p *jqParser) fail() {
	near := "$end"
	if t := p.peek(); t != "" {
		near = "'" + t + "'"
	}
	panic(jqFault("syntax error, unexpected " + near + " (Unix shell quoting issues?) at <top-level>, line 1:"))
}

var jqOperators = []string{"?//=", "//=", "|=", "+=", "-=", "*=", "/=", "%=", "==", "!=", "<=", ">=", "//", "..", "?", "|", ",", "=", "<", ">", "+", "-", "*", "/", "%",
	"(", ")", "[", "]", "{", "}", ":", ";", ".", "@", "$"}

func isJQName(ch byte) bool { return isWord(ch) }

// skip leaves out blanks and comments.
func (p *jqParser) skip() {
	for {
		p.s = strings.TrimLeft(p.s, " \t\r\n")
		if !strings.HasPrefix(p.s, "#") {
			return
		}
		_, p.s, _ = strings.Cut(p.s, "\n")
	}
}

// peek is the next word or operator, "" at the end; a string's is its quote.
func (p *jqParser) peek() string {
	p.skip()
	if p.s == "" {
		return ""
	}
	if isJQName(p.s[0]) {
		n := 0
		for n < len(p.s) && (isJQName(p.s[n]) || p.s[n] == ':' && strings.HasPrefix(p.s[n:], "::")) {
			n++
		}
		return p.s[:n]
	}
	if p.s[0] == '"' {
		return `"`
	}
	for _, op := range jqOperators {
		if strings.HasPrefix(p.s, op) {
			return op
		}
	}
	return p.s[:1]
}

func (p *jqParser) accept(words ...string) string {
	if t := p.peek(); t != "" && slices.Contains(words, t) {
		p.s = p.s[len(t):]
		return t
	}
	return ""
}

func (p *jqParser) want(word string) {
	if p.accept(word) == "" {
		p.fail()
	}
}

// name takes an identifier or keyword.
func (p *jqParser) name() string {
	t := p.peek()
	if t == "" || !isJQName(t[0]) || t[0] >= '0' && t[0] <= '9' {
		p.fail()
	}
	p.s = p.s[len(t):]
	return t
}
