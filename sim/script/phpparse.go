package script

import (
	"strconv"
	"strings"
)

// phpParser reads PHP: text outside <?php … ?> is echoed as it is.
type phpParser struct {
	file, src string
	at, line  int
	tok       token // kinds: v variable, n name, s string, t template, # number, o operator, h html, E end
	depth     int
	prev      int
	temp      int
}

var phpOperators = []string{"<=>", "===", "!==", "**=", "??=", "...", "?->", "<<=", ">>=", "=>", "->", "::", "==", "!=", "<>", "<=", ">=", "&&", "||", "??", "++", "--", "+=", "-=", "*=", "/=", ".=", "%=", "|=", "&=", "<<", ">>", "**",
	"{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".", "@", "\\", "#"}

func parsePHP(file, src string, open bool) (body []*node, err *broken) {
	p := &phpParser{file: file, src: src, line: 1}
	defer stopped(&body, &err)
	if open {
		p.next()
	} else {
		p.html()
	}
	for p.tok.kind != 'E' {
		body = append(body, p.statement())
	}
	return body, nil
}

func (p *phpParser) fail() {
	what := `token "` + p.tok.text + `"`
	switch p.tok.kind {
	case 'E':
		what = "end of file"
	case 'v':
		what = `variable "` + p.tok.text + `"`
	case 'n':
		what = `identifier "` + p.tok.text + `"`
	case 's', 't':
		what = `string content "` + plain(p.tok.val) + `"`
	case '#':
		what = `integer "` + p.tok.text + `"`
	}
	panic(&broken{file: p.file, line: p.tok.pos.line, text: "syntax error, unexpected " + what})
}

func (p *phpParser) refuse(what string) {
	panic(&broken{file: p.file, line: p.tok.pos.line, text: what + " is not simulated", plain: true})
}

// html takes the text up to the next opening tag.
func (p *phpParser) html() {
	p.tok = token{kind: 'h', pos: place{line: p.line}}
	i := strings.Index(p.src[p.at:], "<?")
	for i >= 0 && !strings.HasPrefix(p.src[p.at+i:], "<?php") && !strings.HasPrefix(p.src[p.at+i:], "<?=") {
		j := strings.Index(p.src[p.at+i+2:], "<?")
		if j < 0 {
			i = -1
			break
		}
		i += 2 + j
	}
	text := p.src[p.at:]
	if i >= 0 {
		text = p.src[p.at : p.at+i]
	}
	p.line += strings.Count(text, "\n")
	p.at += len(text)
	p.tok.text = text
	p.tok.val = ""
	if strings.HasPrefix(p.src[p.at:], "<?php") {
		p.at += 5
	} else if strings.HasPrefix(p.src[p.at:], "<?=") {
		p.at += 3
		p.tok.val = "="
	}
	if text == "" && p.tok.val == "" {
		p.next()
	}
}

func (p *phpParser) next() {
	p.prev = p.line
	for p.at < len(p.src) {
		c := p.src[p.at]
		rest := p.src[p.at:]
		switch {
		case c == '\n':
			p.line++
			p.at++
		case c == ' ' || c == '\t' || c == '\r':
			p.at++
		case strings.HasPrefix(rest, "//") || c == '#' && !strings.HasPrefix(rest, "#["):
			for p.at < len(p.src) && p.src[p.at] != '\n' && !strings.HasPrefix(p.src[p.at:], "?>") {
				p.at++
			}
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest, "*/")
			if end < 0 {
				end = len(rest) - 2
			}
			p.line += strings.Count(rest[:end+2], "\n")
			p.at += end + 2
		default:
			p.word()
			return
		}
	}
	p.tok = token{kind: 'E', pos: place{line: p.line}}
}

func phpLetter(c byte) bool { return c == '_' || c|32 >= 'a' && c|32 <= 'z' || c >= 0x80 }

func (p *phpParser) word() {
	rest := p.src[p.at:]
	p.tok = token{pos: place{line: p.line}}
	c := rest[0]
	name := func(from int) int {
		n := from
		for n < len(rest) && (phpLetter(rest[n]) || rest[n] >= '0' && rest[n] <= '9') {
			n++
		}
		return n
	}
	switch {
	case strings.HasPrefix(rest, "?>"):
		p.at += 2
		if strings.HasPrefix(p.src[p.at:], "\n") {
			p.at++
			p.line++
		}
		line := p.line
		p.html()
		if p.tok.kind == 'h' {
			p.tok.pos.line = line
		}
	case c == '$' && len(rest) > 1 && phpLetter(rest[1]):
		n := name(1)
		p.tok.kind, p.tok.text = 'v', rest[:n]
		p.at += n
	case phpLetter(c) || c == '\\' && len(rest) > 1 && phpLetter(rest[1]):
		n := name(1)
		for n < len(rest)-1 && rest[n] == '\\' && phpLetter(rest[n+1]) {
			n = name(n + 1)
		}
		p.tok.kind, p.tok.text = 'n', rest[:n]
		p.at += n
	case c >= '0' && c <= '9' || c == '.' && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9':
		n := 1
		for n < len(rest) && (rest[n] >= '0' && rest[n] <= '9' || rest[n] == '.' || rest[n] == '_' || rest[n]|32 == 'x' || rest[n]|32 == 'e' || strings.HasPrefix(rest, "0x") && phpLetter(rest[n])) {
			n++
		}
		text := strings.ReplaceAll(rest[:n], "_", "")
		p.tok.kind, p.tok.text = '#', text
		if i, err := strconv.ParseInt(text, 0, 64); err == nil {
			p.tok.val = i
		} else {
			f, _ := strconv.ParseFloat(text, 64)
			p.tok.val = f
		}
		p.at += n
	case c == '\'' || c == '"':
		n := 1
		for n < len(rest) && rest[n] != c {
			if rest[n] == '\\' {
				n++
			}
			n++
		}
		if n >= len(rest) {
			p.tok.kind = 'E'
			p.fail()
		}
		body := rest[1:n]
		p.at += n + 1
		p.line += strings.Count(body, "\n")
		p.tok.kind, p.tok.val = 's', strings.NewReplacer(`\\`, `\`, `\'`, `'`).Replace(body)
		if c == '"' {
			p.tok.kind, p.tok.val = 't', body
		}
	case strings.HasPrefix(rest, "<<<"):
		p.heredoc(rest)
	default:
		for _, o := range phpOperators {
			if strings.HasPrefix(rest, o) {
				p.tok.kind, p.tok.text = 'o', o
				p.at += len(o)
				return
			}
		}
		p.tok.text = string(c)
		p.fail()
	}
}

func (p *phpParser) heredoc(rest string) {
	head, body, _ := strings.Cut(rest[3:], "\n")
	raw := strings.HasPrefix(head, "'")
	tag := strings.Trim(strings.TrimSpace(head), `'"`)
	lines := strings.Split(body, "\n")
	var kept []string
	for i, l := range lines {
		trimmed := strings.TrimLeft(l, " \t")
		if tag != "" && strings.HasPrefix(trimmed, tag) {
			indent := len(l) - len(trimmed)
			for j := range kept {
				kept[j] = kept[j][min(indent, len(kept[j])-len(strings.TrimLeft(kept[j], " \t"))):]
			}
			used := 3 + len(head) + 1
			for _, k := range lines[:i] {
				used += len(k) + 1
			}
			p.line += i + 1
			p.at += used + indent + len(tag)
			p.tok.kind, p.tok.val = 't', strings.ReplaceAll(strings.Join(kept, "\n"), `"`, `\"`)
			if raw {
				p.tok.kind, p.tok.val = 's', strings.Join(kept, "\n")
			}
			return
		}
		kept = append(kept, l)
	}
	p.tok.kind = 'E'
	p.fail()
}

func (p *phpParser) is(text string) bool {
	return p.tok.kind == 'o' && p.tok.text == text || p.tok.kind == 'n' && strings.EqualFold(p.tok.text, text)
}

func (p *phpParser) take(text string) bool {
	if p.is(text) {
		p.next()
		return true
	}
	return false
}

func (p *phpParser) expect(text string) {
	if !p.take(text) {
		p.fail()
	}
}

func (p *phpParser) end() {
	if p.tok.kind == 'h' || p.tok.kind == 'E' || p.take(";") {
		return
	}
	p.fail()
}

func (p *phpParser) name() string {
	if p.tok.kind != 'n' {
		p.fail()
	}
	t := p.tok.text
	p.next()
	return t
}

func (p *phpParser) deeper() func() {
	if p.depth++; p.depth > 200 {
		p.refuse("so deep a nesting")
	}
	return func() { p.depth-- }
}

func phpExpr(n *node) *node { return &node{kind: kExpr, kids: []*node{n}, pos: n.pos} }

func phpCallFn(name string, fn nativeFn, pos place, list ...*node) *node {
	return goCall(name, fn, pos, list...)
}

func (p *phpParser) body(ends ...string) *node {
	if p.take(":") { // the alternative syntax
		b := goBlock(p.tok.pos)
		for {
			for _, e := range ends {
				if p.is(e) {
					return b
				}
			}
			if p.tok.kind == 'E' {
				p.fail()
			}
			b.kids = append(b.kids, p.statement())
		}
	}
	return p.statement()
}

func (p *phpParser) statement() *node {
	defer p.deeper()()
	pos := p.tok.pos
	if p.tok.kind == 'h' {
		t := p.tok
		p.next()
		echo := phpExpr(phpCallFn("echo", phpEcho, pos, goConst(t.text, pos)))
		if t.val == "=" {
			list := []*node{p.expr(0)}
			for p.take(",") {
				list = append(list, p.expr(0))
			}
			p.end()
			return goBlock(pos, echo, phpEchos(list, pos))
		}
		return echo
	}
	if p.tok.kind == 'o' {
		switch p.tok.text {
		case "{":
			p.next()
			b := goBlock(pos)
			for !p.is("}") {
				if p.tok.kind == 'E' {
					p.fail()
				}
				b.kids = append(b.kids, p.statement())
			}
			p.next()
			return b
		case ";":
			p.next()
			return &node{}
		}
	}
	if p.tok.kind == 'n' {
		if n := p.keyword(pos); n != nil {
			return n
		}
	}
	e := p.expr(0)
	p.end()
	return phpExpr(e)
}

func (p *phpParser) paren() *node {
	p.expect("(")
	e := p.expr(0)
	p.expect(")")
	return e
}

func (p *phpParser) keyword(pos place) *node {
	switch strings.ToLower(p.tok.text) {
	case "echo":
		p.next()
		list := []*node{p.expr(0)}
		for p.take(",") {
			list = append(list, p.expr(0))
		}
		p.end()
		return phpEchos(list, pos)
	case "if":
		p.next()
		return p.ifStmt(pos)
	case "while":
		p.next()
		c := p.paren()
		b := p.body("endwhile")
		if p.take("endwhile") {
			p.end()
		}
		return &node{kind: kWhile, kids: []*node{c, b}, pos: pos}
	case "do":
		p.next()
		b := p.statement()
		p.expect("while")
		c := p.paren()
		p.end()
		return &node{kind: kDo, kids: []*node{b, c}, pos: pos}
	case "for":
		p.next()
		p.expect("(")
		part := func(end string) *node {
			n := &node{kind: kSequence, pos: pos}
			for !p.is(end) {
				n.kids = append(n.kids, p.expr(0))
				if !p.take(",") {
					break
				}
			}
			p.expect(end)
			if len(n.kids) == 0 {
				return &node{}
			}
			return n
		}
		init, test, step := part(";"), part(";"), part(")")
		if init.kind != kNone {
			init = phpExpr(init)
		}
		b := p.body("endfor")
		if p.take("endfor") {
			p.end()
		}
		return &node{kind: kForC, kids: []*node{init, test, step, b}, pos: pos}
	case "foreach":
		return p.foreach(pos)
	case "switch":
		return p.switchStmt(pos)
	case "break", "continue":
		k := kBreak
		if p.is("continue") {
			k = kContinue
		}
		p.next()
		if p.tok.kind == '#' {
			if p.tok.text != "1" {
				p.refuse("leaving several loops")
			}
			p.next()
		}
		p.end()
		return &node{kind: k, pos: pos}
	case "return":
		p.next()
		n := &node{kind: kReturn, pos: pos}
		if !p.is(";") && p.tok.kind != 'h' && p.tok.kind != 'E' {
			n.kids = []*node{phpCopied(p.expr(0))}
		}
		p.end()
		return n
	case "function":
		save := *p
		p.next()
		p.take("&")
		if p.tok.kind != 'n' {
			*p = save
			return nil
		}
		name := p.name()
		f := p.function(name)
		f.static = true
		return phpExpr(phpCallFn("define", phpDefine, pos, goConst(strings.ToLower(name), pos), &node{kind: kFunc, fn: f, pos: pos}))
	case "abstract", "final", "readonly":
		p.next()
		return p.statement()
	case "class", "interface", "trait":
		return p.class(pos)
	case "namespace", "use", "declare":
		for !p.is(";") && !p.is("{") && p.tok.kind != 'E' {
			p.next()
		}
		p.take(";")
		return &node{}
	case "try":
		return p.try(pos)
	case "throw":
		p.next()
		e := p.expr(0)
		p.end()
		return &node{kind: kRaise, kids: []*node{e}, pos: pos}
	case "unset":
		p.next()
		p.expect("(")
		b := goBlock(pos)
		for !p.is(")") {
			t := p.expr(0)
			if t.kind == kIndex {
				b.kids = append(b.kids, phpExpr(phpCallFn("unset", phpUnset, pos, t.kids[0], t.kids[1])))
			} else {
				b.kids = append(b.kids, phpExpr(&node{kind: kSet1, kids: []*node{t, goConst(nil, pos)}, pos: pos}))
			}
			if !p.take(",") {
				break
			}
		}
		p.expect(")")
		p.end()
		return b
	case "global", "goto":
		p.refuse(p.tok.text)
	case "static":
		if p.at < len(p.src) && strings.HasPrefix(strings.TrimLeft(p.src[p.at:], " "), "$") {
			p.refuse("a static variable")
		}
	case "const":
		p.next()
		name := p.name()
		p.expect("=")
		v := p.expr(0)
		p.end()
		return phpExpr(phpCallFn("define", phpConst, pos, goConst(name, pos), v))
	}
	return nil
}

// phpEchos print one value after another: what one of them warns of stands
// where it would.
func phpEchos(list []*node, pos place) *node {
	b := goBlock(pos)
	for _, v := range list {
		b.kids = append(b.kids, phpExpr(phpCallFn("echo", phpEcho, pos, v)))
	}
	return b
}

func (p *phpParser) ifStmt(pos place) *node {
	n := &node{kind: kIf, pos: pos, kids: []*node{p.paren()}}
	alt := p.is(":")
	n.kids = append(n.kids, p.body("elseif", "else", "endif"))
	switch {
	case p.take("elseif"):
		n.kids = append(n.kids, p.ifStmt(p.tok.pos))
		return n
	case p.is("else"):
		p.next()
		if !alt && p.take("if") {
			n.kids = append(n.kids, p.ifStmt(p.tok.pos))
			return n
		}
		n.kids = append(n.kids, p.body("endif"))
	}
	if p.take("endif") {
		p.end()
	}
	return n
}

func (p *phpParser) foreach(pos place) *node {
	p.next()
	p.expect("(")
	over := p.expr(0)
	p.expect("as")
	byRef := p.take("&")
	key, val := (*node)(nil), p.expr(0)
	if p.take("=>") {
		byRef = byRef || p.take("&")
		key, val = val, p.expr(0)
	}
	if byRef {
		p.refuse("foreach by reference")
	}
	p.expect(")")
	b := p.body("endforeach")
	if p.take("endforeach") {
		p.end()
	}
	p.temp++
	pair := goName("%f"+itoa(p.temp), pos)
	set := func(t, v *node) *node { return phpExpr(&node{kind: kSet1, kids: []*node{t, v}, pos: pos}) }
	var head []*node
	if key != nil {
		head = append(head, set(key, goCall("nth", goNth, pos, pair, goConst(int64(0), pos))))
	}
	head = append(head, set(phpPattern(val), goCall("nth", goNth, pos, pair, goConst(int64(1), pos))))
	return &node{kind: kFor, text: "", pos: pos, kids: []*node{pair, phpCallFn("pairs", phpPairs, pos, over), goBlock(pos, append(head, b)...)}}
}

func (p *phpParser) switchStmt(pos place) *node {
	p.next()
	n := &node{kind: kSwitch, pos: pos, kids: []*node{p.paren()}}
	end := "}"
	if p.take(":") {
		end = "endswitch"
	} else {
		p.expect("{")
	}
	for !p.is(end) {
		c := &node{kind: kCase, pos: p.tok.pos}
		if p.take("default") {
			c.flag = true
		} else {
			p.expect("case")
			c.kids = []*node{p.expr(0)}
		}
		if !p.take(":") {
			p.expect(";")
		}
		for !p.is("case") && !p.is("default") && !p.is(end) {
			if p.tok.kind == 'E' {
				p.fail()
			}
			c.kids = append(c.kids, p.statement())
		}
		n.kids = append(n.kids, c)
	}
	p.next()
	if end == "endswitch" {
		p.end()
	}
	return n
}

func (p *phpParser) try(pos place) *node {
	p.next()
	n := &node{kind: kTry, pos: pos, kids: []*node{p.statement(), {}, {}}}
	for p.take("catch") {
		h := &node{kind: kHandler, pos: p.tok.pos, kids: []*node{nil, {}, nil}}
		p.expect("(")
		types := &node{kind: kTuple, pos: pos}
		for {
			types.kids = append(types.kids, phpCallFn("class", phpClassNamed, pos, goConst(p.name(), pos)))
			if !p.take("|") {
				break
			}
		}
		h.kids[0] = types
		if p.tok.kind == 'v' {
			h.kids[1] = goName(p.tok.text, pos)
			p.next()
		}
		p.expect(")")
		h.kids[2] = p.statement()
		n.kids = append(n.kids, h)
	}
	if p.take("finally") {
		n.kids[2] = p.statement()
	}
	return n
}

// types skips a type where one may stand.
func (p *phpParser) types() {
	p.take("?")
	for p.tok.kind == 'n' {
		p.next()
		if !p.take("|") && !(p.is("&") && p.src[p.at-1] != '$' && phpLetter(strings.TrimLeft(p.src[p.at:], " ")[0])) {
			return
		}
	}
}

func (p *phpParser) function(name string) *fnode {
	f := &fnode{name: name, line: p.tok.pos.line}
	p.expect("(")
	for !p.is(")") {
		promote := false
		for p.is("public") || p.is("private") || p.is("protected") || p.is("readonly") {
			promote = true
			p.next()
		}
		p.types()
		if p.take("&") {
			p.refuse("a parameter by reference")
		}
		pr := param{rest: p.take("...")}
		if p.tok.kind != 'v' {
			p.fail()
		}
		pr.name = p.tok.text
		pos := p.tok.pos
		p.next()
		if p.take("=") {
			pr.def = p.expr(0)
		}
		if promote {
			f.body = append(f.body, phpExpr(&node{kind: kSet1, pos: pos, kids: []*node{{kind: kAttr, text: pr.name[1:], kids: []*node{goName("$this", pos)}, pos: pos}, goName(pr.name, pos)}}))
		}
		f.params = append(f.params, pr)
		if !p.take(",") {
			break
		}
	}
	p.expect(")")
	if p.take("use") {
		for !p.is("{") && !p.is(":") && p.tok.kind != 'E' {
			p.next()
		}
	}
	if p.take(":") {
		p.take("?")
		p.types()
	}
	if p.take(";") { // of an interface
		return f
	}
	b := p.statement()
	f.body = append(f.body, b.kids...)
	return f
}

// class reads a class; its members are put into it one by one.
func (p *phpParser) class(pos place) *node {
	p.next()
	name := p.name()
	base := goConst(nil, pos)
	if p.take("extends") {
		base = phpCallFn("class", phpClassNamed, pos, goConst(p.name(), pos))
	}
	if p.take("implements") {
		for p.tok.kind == 'n' || p.is(",") {
			p.next()
		}
	}
	list := []*node{goConst(name, pos), base}
	p.expect("{")
	for !p.is("}") {
		static := false
		for p.is("public") || p.is("private") || p.is("protected") || p.is("static") || p.is("final") || p.is("abstract") || p.is("readonly") || p.is("var") {
			static = static || p.is("static")
			p.next()
		}
		mpos := p.tok.pos
		switch {
		case p.take("function"):
			p.take("&")
			mname := p.name()
			f := p.function(mname)
			f.method, f.static, f.class = true, true, name
			list = append(list, goConst("m", mpos), goConst(strings.ToLower(mname), mpos), &node{kind: kFunc, fn: f, pos: mpos})
		case p.take("const"):
			p.tok.kind = 'n'
			cname := p.name()
			p.expect("=")
			list = append(list, goConst("s", mpos), goConst(cname, mpos), p.expr(0))
			p.end()
		case p.is("use") || p.is("case"):
			p.refuse(p.tok.text + " in a class")
		default:
			if p.tok.kind != 'v' {
				p.types()
			}
			if p.tok.kind != 'v' {
				p.fail()
			}
			fname := p.tok.text[1:]
			p.next()
			v := goConst(nil, mpos)
			if p.take("=") {
				v = p.expr(0)
			}
			how := "f"
			if static {
				how, fname = "s", "$"+fname
			} else {
				v = &node{kind: kFunc, fn: &fnode{name: fname, static: true, body: []*node{{kind: kReturn, kids: []*node{v}, pos: mpos}}}, pos: mpos}
			}
			list = append(list, goConst(how, mpos), goConst(fname, mpos), v)
			p.end()
		}
	}
	p.next()
	return phpExpr(phpCallFn("class", phpMakeClass, pos, list...))
}
