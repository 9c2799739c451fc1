package bin

import (
	"slices"
	"strconv"
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

func (p *jqParser) pipe() *jqNode {
	if p.depth++; p.depth > mostNested {
		panic(jqFault("filter nested too deeply"))
	}
	defer func() { p.depth-- }()
	if p.accept("def") != "" {
		d := p.def()
		return &jqNode{op: "def", def: d, kids: []*jqNode{p.pipe()}}
	}
	left := p.comma()
	if p.accept("as") != "" {
		n := &jqNode{op: "as", names: p.pattern()}
		p.want("|")
		n.kids = []*jqNode{left, p.pipe()}
		return n
	}
	if p.accept("|") != "" {
		return &jqNode{op: "|", kids: []*jqNode{left, p.pipe()}}
	}
	return left
}

func (p *jqParser) def() *jqDef {
	d := &jqDef{name: p.name()}
	if p.accept("(") != "" {
		for {
			if p.accept("$") != "" {
				d.params = append(d.params, "$"+p.name())
			} else {
				d.params = append(d.params, p.name())
			}
			if p.accept(";") == "" {
				break
			}
		}
		p.want(")")
	}
	p.want(":")
	d.body = p.pipe()
	p.want(";")
	return d
}

func (p *jqParser) pattern() *jqPattern {
	switch {
	case p.accept("$") != "":
		return &jqPattern{name: p.name()}
	case p.accept("[") != "":
		n := &jqPattern{}
		for {
			if n.list = append(n.list, p.pattern()); p.accept(",") == "" {
				p.want("]")
				return n
			}
		}
	case p.accept("{") != "":
		n := &jqPattern{}
		for {
			k := jqKey{}
			if p.accept("$") != "" {
				name := p.name()
				k = jqKey{&jqNode{op: "lit", v: name}, &jqPattern{name: name}}
			} else {
				if p.peek() == `"` {
					k.key = p.text("")
				} else {
					k.key = &jqNode{op: "lit", v: p.name()}
				}
				p.want(":")
				k.to = p.pattern()
			}
			if n.keys = append(n.keys, k); p.accept(",") == "" {
				p.want("}")
				return n
			}
		}
	}
	p.fail()
	return nil
}

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

func (p *jqParser) term() *jqNode {
	t := p.peek()
	switch {
	case t == `"`:
		return p.text("")
	case t == "..":
		p.s = p.s[2:]
		return &jqNode{op: "call", text: "recurse"}
	case t == ".":
		p.s = p.s[1:]
		if p.s != "" && (p.s[0] == '"' || isJQName(p.s[0]) && (p.s[0] < '0' || p.s[0] > '9')) {
			return p.field(&jqNode{op: "."})
		}
		if p.s != "" && p.s[0] >= '0' && p.s[0] <= '9' {
			return p.number("0.")
		}
		return &jqNode{op: "."}
	case t == "(":
		p.s = p.s[1:]
		n := p.pipe()
		p.want(")")
		return &jqNode{op: "group", kids: []*jqNode{n}}
	case t == "[":
		p.s = p.s[1:]
		n := &jqNode{op: "array"}
		if p.peek() != "]" {
			n.kids = []*jqNode{p.pipe()}
		}
		p.want("]")
		return n
	case t == "{":
		return p.object()
	case t == "$":
		p.s = p.s[1:]
		return &jqNode{op: "var", text: p.name()}
	case t == "@":
		p.s = p.s[1:]
		format := "@" + p.name()
		if p.peek() == `"` {
			return p.text(format)
		}
		return &jqNode{op: "call", text: format}
	case t != "" && t[0] >= '0' && t[0] <= '9':
		return p.number("")
	case t == "-":
		return p.unary()
	}
	switch name := p.name(); name {
	case "if":
		return p.condition()
	case "try":
		n := &jqNode{op: "try", kids: []*jqNode{p.postfix()}}
		if p.accept("catch") != "" {
			n.kids = append(n.kids, p.postfix())
		}
		return n
	case "reduce", "foreach":
		n := &jqNode{op: name, kids: []*jqNode{p.postfix()}}
		p.want("as")
		n.names = p.pattern()
		p.want("(")
		for {
			if n.kids = append(n.kids, p.pipe()); p.accept(";") == "" {
				break
			}
		}
		if p.want(")"); name == "reduce" && len(n.kids) != 3 || len(n.kids) < 3 || len(n.kids) > 4 {
			p.fail()
		}
		return n
	case "then", "elif", "else", "end", "as", "catch", "and", "or", "label", "import", "include", "__loc__":
		p.s = name + " " + p.s
		p.fail()
		return nil
	case "def":
		d := p.def()
		return &jqNode{op: "def", def: d, kids: []*jqNode{p.pipe()}}
	default:
		n := &jqNode{op: "call", text: name}
		if p.accept("(") != "" {
			for {
				if n.kids = append(n.kids, p.pipe()); p.accept(";") == "" {
					break
				}
			}
			p.want(")")
		}
		return n
	}
}

func (p *jqParser) number(before string) *jqNode {
	n := 0
	for n < len(p.s) && (p.s[n] >= '0' && p.s[n] <= '9' || p.s[n] == '.' && before == "" && !strings.HasPrefix(p.s[n:], "..") ||
		(p.s[n] == 'e' || p.s[n] == 'E') || (p.s[n] == '-' || p.s[n] == '+') && n > 0 && (p.s[n-1] == 'e' || p.s[n-1] == 'E')) {
		n++
	}
	f, err := strconv.ParseFloat(before+p.s[:n], 64)
	if err != nil {
		p.fail()
	}
	p.s = p.s[n:]
	return &jqNode{op: "lit", v: f}
}

func (p *jqParser) condition() *jqNode {
	n := &jqNode{op: "if"}
	for {
		cond := p.pipe()
		p.want("then")
		n.pairs = append(n.pairs, [2]*jqNode{cond, p.pipe()})
		if p.accept("elif") == "" {
			break
		}
	}
	if p.accept("else") != "" {
		n.kids = []*jqNode{p.pipe()}
	}
	p.want("end")
	return n
}

func (p *jqParser) object() *jqNode {
	p.want("{")
	n := &jqNode{op: "object"}
	for p.accept("}") == "" {
		var key, value *jqNode
		switch {
		case p.accept("$") != "":
			name := p.name()
			key, value = &jqNode{op: "lit", v: name}, &jqNode{op: "var", text: name}
		case p.peek() == `"`:
			key = p.text("")
		case p.accept("(") != "":
			key = p.pipe()
			p.want(")")
		case p.accept("@") != "":
			format := "@" + p.name()
			key = p.text(format)
		default:
			if t := p.peek(); t != "" && t[0] >= '0' && t[0] <= '9' {
				p.fail()
			}
			key = &jqNode{op: "lit", v: p.name()}
		}
		if p.accept(":") != "" {
			value = p.objectValue()
		} else if value == nil {
			value = &jqNode{op: "index", kids: []*jqNode{{op: "."}, key}}
		}
		n.pairs = append(n.pairs, [2]*jqNode{key, value})
		if p.accept(",") == "" {
			p.want("}")
			break
		}
	}
	return n
}

// objectValue is an expression without commas; alternatives and pipes between terms are let in.
func (p *jqParser) objectValue() *jqNode {
	left := p.binary(0)
	if p.accept("|") != "" {
		return &jqNode{op: "|", kids: []*jqNode{left, p.objectValue()}}
	}
	return left
}

// text is a string with \( ) in it; format is how what is in them is put.
func (p *jqParser) text(format string) *jqNode {
	p.skip()
	p.s = p.s[1:]
	n := &jqNode{op: "text", text: format}
	raw := ""
	flush := func() {
		if raw == "" {
			return
		}
		v, err := unescapeJSON(raw)
		if err != nil {
			panic(jqFault(err.Error()))
		}
		n.kids, raw = append(n.kids, &jqNode{op: "lit", v: v}), ""
	}
	for {
		switch {
		case p.s == "":
			p.fail()
		case p.s[0] == '"':
			p.s = p.s[1:]
			flush()
			if len(n.kids) == 0 {
				return &jqNode{op: "lit", v: ""}
			}
			if len(n.kids) == 1 && n.kids[0].op == "lit" {
				return n.kids[0]
			}
			return n
		case strings.HasPrefix(p.s, `\(`):
			p.s = p.s[2:]
			flush()
			n.kids = append(n.kids, &jqNode{op: "group", kids: []*jqNode{p.pipe()}})
			p.want(")")
		case p.s[0] == '\\' && len(p.s) > 1:
			raw, p.s = raw+p.s[:2], p.s[2:]
		default:
			raw, p.s = raw+p.s[:1], p.s[1:]
		}
	}
}
