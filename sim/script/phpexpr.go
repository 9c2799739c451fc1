package script

import "strings"

// phpBinary are the operators by how tightly they bind.
var phpBinary = map[string]int{"or": 1, "xor": 1, "and": 1, "??": 4, "||": 5, "&&": 6, "|": 7, "^": 8, "&": 9, "==": 10, "!=": 10, "===": 10, "!==": 10, "<>": 10, "<=>": 10,
	"<": 11, ">": 11, "<=": 11, ">=": 11, ".": 12, "<<": 13, ">>": 13, "+": 14, "-": 14, "*": 15, "/": 15, "%": 15, "instanceof": 17, "**": 18}

const phpAssign = " = += -= *= /= .= %= **= ??= |= &= <<= >>= "

func phpCopied(v *node) *node {
	if v.kind == kName || v.kind == kIndex || v.kind == kAttr {
		return phpCallFn("copy", phpCopy, v.pos, v)
	}
	return v
}

func (p *phpParser) expr(level int) *node {
	defer p.deeper()()
	e := p.unary()
	for {
		pos := p.tok.pos
		op := strings.ToLower(p.tok.text)
		if p.tok.kind != 'o' && p.tok.kind != 'n' {
			return e
		}
		if p.tok.kind == 'o' && strings.Contains(phpAssign, " "+op+" ") && (e.kind == kName || e.kind == kIndex || e.kind == kAttr || e.kind == kDict || e.kind == kCall) {
			p.next()
			if op == "=" {
				if p.take("&") {
					p.refuse("an assignment by reference")
				}
				e = &node{kind: kSet1, kids: []*node{phpPattern(e), phpCopied(p.expr(2))}, pos: pos}
				continue
			}
			e = &node{kind: kSet1, text: strings.TrimSuffix(op, "="), kids: []*node{e, p.expr(2)}, pos: pos}
			continue
		}
		if op == "?" && level <= 3 {
			p.next()
			if p.take(":") {
				e = &node{kind: kOr, kids: []*node{e, p.expr(4)}, pos: pos}
				continue
			}
			a := p.expr(3)
			p.expect(":")
			e = &node{kind: kCond, kids: []*node{e, a, p.expr(4)}, pos: pos}
			continue
		}
		n, ok := phpBinary[op]
		if !ok || n < level {
			return e
		}
		p.next()
		if op == "instanceof" {
			e = phpCallFn("instanceof", phpInstanceOf, pos, e, phpCallFn("class", phpClassNamed, pos, goConst(p.name(), pos)))
			continue
		}
		right := n + 1
		if op == "**" || op == "??" {
			right = n
		}
		b := p.expr(right)
		k := kBin
		switch op {
		case "or", "||":
			e, k = &node{kind: kNot, kids: []*node{e}, pos: pos}, kAnd
			e = &node{kind: kNot, pos: pos, kids: []*node{{kind: kAnd, pos: pos, kids: []*node{e, {kind: kNot, kids: []*node{b}, pos: pos}}}}}
			continue
		case "and", "&&":
			e = &node{kind: kNot, pos: pos, kids: []*node{{kind: kNot, pos: pos, kids: []*node{{kind: kAnd, kids: []*node{e, b}, pos: pos}}}}}
			continue
		case "??":
			e = &node{kind: kNullish, kids: []*node{phpQuiet(e), b}, pos: pos}
			continue
		case "==", "!=", "===", "!==", "<", ">", "<=", ">=":
			k = kCompare
		case "<>":
			k, op = kCompare, "!="
		}
		e = &node{kind: k, text: op, kids: []*node{e, b}, pos: pos}
	}
}

// phpQuiet is a value that may be missing without a warning.
func phpQuiet(e *node) *node {
	switch e.kind {
	case kName:
		return &node{kind: kTypeof, flag: true, text: e.text, pos: e.pos}
	case kIndex:
		return phpCallFn("index", phpQuietIndex, e.pos, phpQuiet(e.kids[0]), e.kids[1])
	case kAttr:
		return phpCallFn("attr", phpQuietAttr, e.pos, phpQuiet(e.kids[0]), goConst(e.text, e.pos))
	}
	return e
}

// phpPattern is the target of an assignment: [$a, $b] takes an array apart.
func phpPattern(e *node) *node {
	if e.kind != kDict {
		return e
	}
	t := &node{kind: kTuple, pos: e.pos}
	for i := 1; i < len(e.kids); i += 2 {
		t.kids = append(t.kids, phpPattern(e.kids[i]))
	}
	return t
}

func (p *phpParser) unary() *node {
	defer p.deeper()()
	pos := p.tok.pos
	if p.tok.kind == 'o' {
		switch op := p.tok.text; op {
		case "!":
			p.next()
			return &node{kind: kNot, kids: []*node{p.expr(16)}, pos: pos}
		case "-", "+":
			p.next()
			return &node{kind: kBin, text: op, kids: []*node{goConst(int64(0), pos), p.expr(16)}, pos: pos}
		case "@":
			p.next()
			return p.unary()
		case "&":
			p.refuse("a reference")
		case "++", "--":
			p.next()
			return &node{kind: kUpdate, text: op, flag: true, kids: []*node{p.unary()}, pos: pos}
		case "(":
			if kind := p.cast(); kind != "" {
				return phpCallFn("cast", phpCast(kind), pos, p.unary())
			}
		}
	}
	if p.tok.kind == 'n' {
		switch strings.ToLower(p.tok.text) {
		case "new":
			return p.postfix(p.newExpr(pos))
		case "clone":
			p.next()
			return phpCallFn("clone", phpClone, pos, p.unary())
		case "print":
			p.next()
			return phpCallFn("echo", phpEcho, pos, p.expr(2))
		case "include", "include_once", "require", "require_once":
			word := strings.ToLower(p.tok.text)
			p.next()
			return phpCallFn("include", phpInclude(word), pos, p.expr(2))
		case "throw":
			p.refuse("throw in an expression")
		case "match":
			return p.matchExpr(pos)
		}
	}
	e := p.postfix(p.primary())
	if p.is("++") || p.is("--") {
		op := p.tok.text
		p.next()
		return &node{kind: kUpdate, text: op, kids: []*node{e}, pos: pos}
	}
	return e
}

// cast reads (int) and its like.
func (p *phpParser) cast() string {
	rest := p.src[p.at:]
	i := strings.IndexByte(rest, ')')
	if i < 0 || i > 10 {
		return ""
	}
	word := strings.ToLower(strings.TrimSpace(rest[:i]))
	if !strings.Contains(" int integer float double string bool boolean array object ", " "+word+" ") || word == "" {
		return ""
	}
	p.at += i + 1
	p.next()
	return word
}

func (p *phpParser) newExpr(pos place) *node {
	p.next()
	if p.is("class") {
		p.refuse("a class without a name")
	}
	var k *node
	if p.tok.kind == 'v' {
		k = phpCallFn("class", phpClassNamed, pos, goName(p.tok.text, pos))
		p.next()
	} else {
		k = phpCallFn("class", phpClassNamed, pos, goConst(p.name(), pos))
	}
	list := []*node{k}
	if p.is("(") {
		list = append(list, p.arguments()...)
	}
	return phpCallFn("new", phpNew, pos, list...)
}

func (p *phpParser) matchExpr(pos place) *node {
	p.next()
	v := p.paren()
	p.expect("{")
	p.temp++
	held := goName("%m"+itoa(p.temp), pos)
	out := phpCallFn("unmatched", func(m *machine, c *args) (value, error) {
		return nil, m.phpThrow("UnhandledMatchError", "Unhandled match case "+phpShort(c.at(0)))
	}, pos, held)
	type arm struct {
		tests []*node
		v     *node
	}
	var arms []arm
	for !p.is("}") {
		a := arm{}
		if p.take("default") {
			p.take(",")
		} else {
			for {
				a.tests = append(a.tests, &node{kind: kCompare, text: "===", kids: []*node{held, p.expr(0)}, pos: pos})
				if !p.take(",") || p.is("=>") {
					break
				}
			}
		}
		p.expect("=>")
		a.v = p.expr(0)
		if a.tests == nil {
			out = a.v
		} else {
			arms = append(arms, a)
		}
		if !p.take(",") {
			break
		}
	}
	p.expect("}")
	for i := len(arms) - 1; i >= 0; i-- {
		for j := len(arms[i].tests) - 1; j >= 0; j-- {
			out = &node{kind: kCond, kids: []*node{arms[i].tests[j], arms[i].v, out}, pos: pos}
		}
	}
	return &node{kind: kSequence, pos: pos, kids: []*node{{kind: kSet1, kids: []*node{held, v}, pos: pos}, out}}
}

func (p *phpParser) arguments() (list []*node) {
	p.expect("(")
	for !p.is(")") {
		if p.take("...") {
			pos := p.tok.pos
			list = append(list, &node{kind: kSpread, kids: []*node{phpCallFn("items", phpItems, pos, p.expr(0))}, pos: pos})
		} else {
			if p.tok.kind == 'n' && p.at < len(p.src) && p.src[p.at] == ':' && !strings.HasPrefix(p.src[p.at:], "::") {
				p.next()
				p.next() // the place of a named argument is taken as it comes
			}
			list = append(list, phpCopied(p.expr(0)))
		}
		if !p.take(",") {
			break
		}
	}
	p.expect(")")
	return list
}

func (p *phpParser) postfix(e *node) *node {
	for i := 0; ; i++ {
		if i > 500 {
			p.refuse("so long a chain")
		}
		pos := p.tok.pos
		switch {
		case p.is("["):
			p.next()
			if p.take("]") {
				e = &node{kind: kIndex, kids: []*node{e, goConst(undefined{}, pos)}, pos: pos}
				continue
			}
			k := p.expr(0)
			p.expect("]")
			e = &node{kind: kIndex, kids: []*node{e, k}, pos: pos}
		case p.is("->") || p.is("?->"):
			p.next()
			name := p.tok.text
			if p.tok.kind == 'v' {
				p.refuse("a property named by a variable")
			}
			p.next()
			if p.is("(") {
				e = phpCallFn("method", phpMethodCall, pos, append([]*node{e, goConst(strings.ToLower(name), pos)}, p.arguments()...)...)
				continue
			}
			e = &node{kind: kAttr, text: name, kids: []*node{e}, pos: pos}
		case p.is("::"):
			p.next()
			k := e
			if e.kind == kConst || e.kind == kCall && len(e.kids) == 2 && e.kids[1].kind == kConst {
				k = e
			}
			name := p.tok.text
			p.next()
			of := phpCallFn("class", phpClassNamed, pos, p.className(k), goName("$this", pos))
			if p.is("(") {
				e = phpCallFn("static", phpStaticCall, pos, append([]*node{of, goConst(strings.ToLower(name), pos), &node{kind: kTypeof, flag: true, text: "$this", pos: pos}}, p.arguments()...)...)
				continue
			}
			of.kids = of.kids[:2]
			e = &node{kind: kAttr, text: name, kids: []*node{of}, pos: pos}
		case p.is("("):
			list := p.arguments()
			if e.kind == kCall && len(e.kids) == 2 && e.kids[0].val != nil && e.text == "name" {
				e = phpFunctionCall(plain(e.kids[1].val), list, pos)
				continue
			}
			e = &node{kind: kCall, kids: append([]*node{e}, list...), pos: pos}
		default:
			return e
		}
	}
}

// className is the name before ::, as text.
func (p *phpParser) className(e *node) *node {
	if e.text == "name" && e.kind == kCall {
		return e.kids[1]
	}
	return e
}

// phpFunctionCall calls a function by its name; a few are part of the language.
func phpFunctionCall(name string, list []*node, pos place) *node {
	name = strings.ToLower(strings.TrimPrefix(name, "\\"))
	quiet := func(i int) *node { return phpQuiet(list[i].unwrapped()) }
	switch name {
	case "isset":
		out := goConst(true, pos)
		for i := range list {
			out = &node{kind: kAnd, pos: pos, kids: []*node{out, {kind: kCompare, text: "!==", kids: []*node{quiet(i), goConst(nil, pos)}, pos: pos}}}
		}
		return out
	case "empty":
		if len(list) == 1 {
			return &node{kind: kNot, kids: []*node{quiet(0)}, pos: pos}
		}
	case "exit", "die":
		return phpCallFn("exit", phpExit, pos, list...)
	case "array_push", "sort", "rsort", "ksort", "usort", "array_pop", "array_shift", "array_unshift", "shuffle", "asort", "arsort":
		if len(list) > 0 {
			list[0] = list[0].unwrapped()
		}
	case "list":
		d := &node{kind: kDict, pos: pos}
		for _, v := range list {
			d.kids = append(d.kids, goConst(nil, pos), v.unwrapped())
		}
		return d
	case "compact", "extract", "eval":
		return phpCallFn("refuse", func(m *machine, c *args) (value, error) {
			return nil, m.phpThrow("Error", name+"() is not simulated")
		}, pos)
	}
	return phpCallFn("call", phpCall, pos, append([]*node{goConst(name, pos)}, list...)...)
}

// unwrapped is an argument without the copy that is made of it.
func (n *node) unwrapped() *node {
	if n.kind == kCall && len(n.kids) == 2 && n.kids[0].kind == kConst {
		if f, ok := n.kids[0].val.(*native); ok && f.name == "copy" {
			return n.kids[1]
		}
	}
	return n
}

func (p *phpParser) primary() *node {
	t := p.tok
	pos := t.pos
	switch t.kind {
	case 'v':
		p.next()
		return goName(t.text, pos)
	case '#', 's':
		p.next()
		return goConst(t.val, pos)
	case 't':
		p.next()
		return p.template(plain(t.val), pos)
	case 'n':
		return p.named(t)
	case 'o':
		switch t.text {
		case "(":
			p.next()
			e := p.expr(0)
			p.expect(")")
			return e
		case "[":
			p.next()
			return p.array("]", pos)
		case "#":
			p.refuse("an attribute")
		}
	}
	p.fail()
	return nil
}

func (p *phpParser) array(end string, pos place) *node {
	d := &node{kind: kDict, pos: pos}
	for !p.is(end) {
		if p.take("...") {
			p.refuse("spreading in an array")
		}
		k, v := goConst(undefined{}, pos), p.expr(0)
		if p.take("=>") {
			k, v = v, p.expr(0)
		}
		d.kids = append(d.kids, k, phpCopied(v))
		if !p.take(",") {
			break
		}
	}
	p.expect(end)
	return d
}

func (p *phpParser) named(t token) *node {
	pos := t.pos
	low := strings.ToLower(t.text)
	switch low {
	case "true", "false", "null":
		p.next()
		return goConst(map[string]value{"true": true, "false": false, "null": nil}[low], pos)
	case "array":
		p.next()
		p.expect("(")
		return p.array(")", pos)
	case "function", "static":
		if low == "static" {
			save := *p
			p.next()
			if !p.is("function") && !p.is("fn") {
				*p = save
				break
			}
			if p.is("fn") {
				return p.named(p.tok)
			}
		}
		p.next()
		p.take("&")
		return &node{kind: kFunc, fn: p.function("{closure}"), pos: pos}
	case "fn":
		p.next()
		save := *p
		f := &fnode{name: "{closure}", line: pos.line}
		p.expect("(")
		for !p.is(")") {
			p.types()
			if p.tok.kind != 'v' {
				*p = save
				p.fail()
			}
			pr := param{name: p.tok.text}
			p.next()
			if p.take("=") {
				pr.def = p.expr(0)
			}
			f.params = append(f.params, pr)
			if !p.take(",") {
				break
			}
		}
		p.expect(")")
		if p.take(":") {
			p.types()
		}
		p.expect("=>")
		f.body = []*node{{kind: kReturn, kids: []*node{p.expr(2)}, pos: pos}}
		return &node{kind: kFunc, fn: f, pos: pos}
	case "__line__":
		p.next()
		return goConst(int64(pos.line), pos)
	case "__file__", "__dir__":
		p.next()
		v := p.file
		if low == "__dir__" {
			v = v[:max(strings.LastIndex(v, "/"), 0)]
		}
		return goConst(v, pos)
	}
	p.next()
	n := phpCallFn("constant", phpConstant, pos, goConst(t.text, pos))
	n.text = "name"
	return n
}

// template is a string in double quotes: text and what is put in.
func (p *phpParser) template(s string, pos place) *node {
	var parts []*node
	text := ""
	flush := func() {
		if text != "" {
			parts = append(parts, goConst(phpUnescape(text), pos))
		}
		text = ""
	}
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			text += s[i : i+2]
			i += 2
		case strings.HasPrefix(s[i:], "{$"):
			depth, j := 0, i
			for ; j < len(s); j++ {
				if s[j] == '{' {
					depth++
				} else if s[j] == '}' {
					if depth--; depth == 0 {
						break
					}
				}
			}
			flush()
			parts = append(parts, p.inner(s[i+1:min(j, len(s))], pos))
			i = j + 1
		case s[i] == '$' && i+1 < len(s) && phpLetter(s[i+1]):
			j := i + 1
			for j < len(s) && (phpLetter(s[j]) || s[j] >= '0' && s[j] <= '9') {
				j++
			}
			code := s[i:j]
			if j < len(s) && s[j] == '[' {
				if k := strings.IndexByte(s[j:], ']'); k > 0 {
					key := s[j+1 : j+k]
					if phpLetter(key[0]) {
						key = "'" + key + "'"
					}
					code += "[" + key + "]"
					j += k + 1
				}
			} else if strings.HasPrefix(s[j:], "->") && j+2 < len(s) && phpLetter(s[j+2]) {
				k := j + 2
				for k < len(s) && (phpLetter(s[k]) || s[k] >= '0' && s[k] <= '9') {
					k++
				}
				code += s[j:k]
				j = k
			}
			flush()
			parts = append(parts, p.inner(code, pos))
			i = j
		default:
			text += s[i : i+1]
			i++
		}
	}
	flush()
	if len(parts) == 0 {
		return goConst("", pos)
	}
	out := parts[0]
	if out.kind != kConst {
		out = &node{kind: kBin, text: ".", kids: []*node{goConst("", pos), out}, pos: pos}
	}
	for _, n := range parts[1:] {
		out = &node{kind: kBin, text: ".", kids: []*node{out, n}, pos: pos}
	}
	return out
}

func (p *phpParser) inner(code string, pos place) *node {
	sub := &phpParser{file: p.file, src: strings.ReplaceAll(code, `\"`, `"`), line: pos.line, depth: p.depth}
	sub.next()
	return sub.expr(0)
}

func phpUnescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return unescape(strings.NewReplacer(`\$`, "$", `\e`, "\x1b").Replace(s), false)
}
