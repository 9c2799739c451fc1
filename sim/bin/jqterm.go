//go:build !core

package bin

import (
	"strconv"
	"strings"
)

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
