package script

import "slices"

func (c *compiler) block(body []*node) {
	if c.code.lang != python {
		c.hoist(body)
	}
	for _, n := range body {
		c.stmt(n)
	}
}

// hoist declares the functions of a block before anything runs in it.
func (c *compiler) hoist(body []*node) {
	for _, n := range body {
		if n.kind == kFunc && n.text != "" {
			c.function(n.fn, n)
			c.emit(oDecl, 0, n.text, n)
		}
	}
}

func (c *compiler) stmt(n *node) {
	if c.err != nil {
		return
	}
	switch n.kind {
	case kNone:
	case kBlock:
		c.scoped(n)
	case kExpr:
		c.expr(n.kids[0])
		if n.flag {
			c.emit(oEcho, 0, nil, n)
			return
		}
		c.emit(oPop, 0, nil, n)
	case kAssign:
		last := len(n.kids) - 1
		c.expr(n.kids[last])
		for i, t := range n.kids[:last] {
			if i < last-1 {
				c.emit(oDup, 0, nil, n)
			}
			c.store(t, "")
		}
	case kAug:
		c.augment(n.kids[0], n.text, n.kids[1], n, false)
	case kVar:
		if n.kids[1].kind == kNone {
			if n.text == "var" {
				return
			}
			c.emit(oConst, 0, undefined{}, n)
		} else {
			c.named(n.kids[1], n.kids[0])
			c.expr(n.kids[1])
		}
		c.store(n.kids[0], n.text)
	case kFunc:
		if !c.python() {
			return // hoisted
		}
		c.function(n.fn, n)
		c.storeName(n, "")
	case kClass:
		c.class(n)
		if c.python() {
			c.storeName(n, "")
		} else {
			c.emit(oDecl, 0, n.text, n)
		}
	case kIf:
		c.expr(n.kids[0])
		no := c.emit(oJumpFalse, 0, nil, n)
		c.stmt(n.kids[1])
		if len(n.kids) < 3 {
			c.patch(no)
			return
		}
		end := c.emit(oJump, 0, nil, n)
		c.patch(no)
		c.stmt(n.kids[2])
		c.patch(end)
	case kWhile, kDo, kFor, kForC:
		c.loop(n)
	case kSwitch:
		c.choose(n)
	case kBreak, kContinue:
		c.leave(n)
	case kReturn:
		if len(n.kids) > 0 {
			c.expr(n.kids[0])
		} else {
			c.emit(oConst, 0, c.code.lang.nothing, n)
		}
		c.unwind(0, n)
		c.emit(oReturn, 0, nil, n)
	case kRaise:
		if len(n.kids) == 0 {
			c.emit(oLoad, 0, "%exc", n)
			c.emit(oReraise, 0, nil, n)
			return
		}
		for _, k := range n.kids {
			c.expr(k)
		}
		c.emit(oRaise, len(n.kids), nil, n)
	case kTry:
		c.try(n)
	case kWith:
		c.with(n)
	case kGlobal, kNonlocal:
	case kImport, kImportFrom:
		c.imports(n)
	case kDel:
		for _, t := range n.kids {
			c.del(t)
		}
	case kAssert:
		c.expr(n.kids[0])
		ok := c.emit(oJumpTrue, 0, nil, n)
		for _, k := range n.kids[1:] {
			c.expr(k)
		}
		c.emit(oAssertFail, len(n.kids)-1, nil, n)
		c.patch(ok)
	case kGroup:
		for _, k := range n.kids {
			c.stmt(k)
		}
	default:
		c.expr(n)
		c.emit(oPop, 0, nil, n)
	}
}

// named gives a function or class without a name that of what it is assigned to.
func (c *compiler) named(v, target *node) {
	if (v.kind == kFunc || v.kind == kClass) && v.fn.name == "" && target.kind == kName {
		v.fn.name = target.text
	}
}

func (c *compiler) del(t *node) {
	switch t.kind {
	case kName:
		c.emit(oDelete, 0, t.text, t)
	case kAttr:
		c.expr(t.kids[0])
		c.emit(oDelAttr, 0, t.text, t)
	case kIndex:
		c.expr(t.kids[0])
		c.expr(t.kids[1])
		c.emit(oDelIndex, 0, nil, t)
	default:
		c.wrong(t, "cannot delete expression")
	}
}

// scoped is a block with a scope of its own where it declares something.
func (c *compiler) scoped(n *node) {
	if c.python() || !slices.ContainsFunc(n.kids, func(k *node) bool {
		return k.kind == kVar && k.text != "var" || k.kind == kClass || k.kind == kFunc
	}) {
		c.block(n.kids)
		return
	}
	c.emit(oScope, 0, nil, n)
	c.ctl = append(c.ctl, control{kind: 's'})
	c.block(n.kids)
	c.ctl = c.ctl[:len(c.ctl)-1]
	c.emit(oEndScope, 0, nil, n)
}

func (c *compiler) enter(label string) (breaks, continues *[]int) {
	breaks, continues = new([]int), new([]int)
	c.ctl = append(c.ctl, control{kind: 'l', breaks: breaks, continues: continues, label: label})
	return
}

func (c *compiler) land(at *[]int) {
	for _, i := range *at {
		c.patch(i)
	}
}

func (c *compiler) loop(n *node) {
	switch n.kind {
	case kWhile:
		top := c.here()
		c.expr(n.kids[0])
		out := c.emit(oJumpFalse, 0, nil, n)
		breaks, continues := c.enter(n.text)
		c.stmt(n.kids[1])
		c.ctl = c.ctl[:len(c.ctl)-1]
		c.land(continues)
		c.emit(oJump, top, nil, n)
		c.patch(out)
		if len(n.kids) > 2 {
			c.stmt(n.kids[2])
		}
		c.land(breaks)
	case kDo:
		top := c.here()
		breaks, continues := c.enter("")
		c.stmt(n.kids[0])
		c.ctl = c.ctl[:len(c.ctl)-1]
		c.land(continues)
		c.expr(n.kids[1])
		c.emit(oJumpTrue, top, nil, n)
		c.land(breaks)
	case kFor:
		c.each(n)
	case kForC:
		c.count(n)
	}
}

func (c *compiler) each(n *node) {
	c.expr(n.kids[1])
	c.emit(map[bool]op{true: oIterKeys, false: oIter}[n.flag], 0, nil, n.kids[1])
	c.ctl = append(c.ctl, control{kind: 'i'})
	breaks, continues := c.enter("")
	top := c.here()
	next := c.emit(oNext, 0, nil, n)
	c.code.places[next] = n.kids[1].pos
	block := n.text == "let" || n.text == "const"
	if block {
		c.emit(oScope, 0, nil, n)
		c.ctl = append(c.ctl, control{kind: 's'})
	}
	c.store(n.kids[0], n.text)
	c.stmt(n.kids[2])
	if block {
		c.ctl = c.ctl[:len(c.ctl)-1]
		c.emit(oEndScope, 0, nil, n)
	}
	c.ctl = c.ctl[:len(c.ctl)-2]
	c.land(continues)
	c.emit(oJump, top, nil, n)
	brk := c.here()
	if len(*breaks) > 0 {
		c.land(breaks)
		c.emit(oDrop, 0, nil, n)
		out := c.emit(oJump, 0, nil, n)
		c.patch(next)
		if len(n.kids) > 3 {
			c.stmt(n.kids[3])
		}
		c.patch(out)
		return
	}
	_ = brk
	c.patch(next)
	if len(n.kids) > 3 {
		c.stmt(n.kids[3])
	}
}

func (c *compiler) count(n *node) {
	block := n.kids[0].kind == kBlock
	c.emit(oScope, 0, nil, n)
	c.ctl = append(c.ctl, control{kind: 's'})
	if block {
		for _, k := range n.kids[0].kids {
			c.stmt(k)
		}
	} else {
		c.stmt(n.kids[0])
	}
	top := c.here()
	out := -1
	if n.kids[1].kind != kNone {
		c.expr(n.kids[1])
		out = c.emit(oJumpFalse, 0, nil, n)
	}
	breaks, continues := c.enter("")
	c.stmt(n.kids[3])
	c.ctl = c.ctl[:len(c.ctl)-1]
	c.land(continues)
	c.emit(oFreshScope, 0, nil, n)
	if n.kids[2].kind != kNone {
		c.expr(n.kids[2])
		c.emit(oPop, 0, nil, n)
	}
	c.emit(oJump, top, nil, n)
	if out >= 0 {
		c.patch(out)
	}
	c.land(breaks)
	c.ctl = c.ctl[:len(c.ctl)-1]
	c.emit(oEndScope, 0, nil, n)
}

// choose is JavaScript's switch: kids[0] the value, then cases.
func (c *compiler) choose(n *node) {
	name := c.hidden()
	c.emit(oScope, 0, nil, n)
	c.ctl = append(c.ctl, control{kind: 's'})
	c.expr(n.kids[0])
	c.emit(oDecl, 0, name, n)
	breaks := new([]int)
	c.ctl = append(c.ctl, control{kind: 'w', breaks: breaks})
	jumps := make([]int, len(n.kids))
	def := -1
	for i, k := range n.kids[1:] {
		if k.flag {
			def = i
			continue
		}
		c.emit(oLoad, 0, name, k)
		c.expr(k.kids[0])
		c.emit(oCompare, 0, c.code.lang.same, k)
		jumps[i] = c.emit(oJumpTrue, 0, nil, k)
	}
	none := c.emit(oJump, 0, nil, n)
	for i, k := range n.kids[1:] {
		if i == def {
			c.patch(none)
		} else {
			c.patch(jumps[i])
		}
		body := k.kids
		if !k.flag {
			body = body[1:]
		}
		c.block(body)
	}
	if def < 0 {
		c.patch(none)
	}
	c.land(breaks)
	c.ctl = c.ctl[:len(c.ctl)-2]
	c.emit(oEndScope, 0, nil, n)
}

// unwind leaves everything down to depth, innermost first.
func (c *compiler) unwind(depth int, n *node) {
	kept := c.ctl
	for i := len(c.ctl) - 1; i >= depth; i-- {
		k := kept[i]
		switch k.kind {
		case 't':
			c.emit(oEndTry, 0, nil, n)
		case 'f':
			c.emit(oEndTry, 0, nil, n)
			c.ctl = kept[:i:i]
			c.stmt(k.finally)
		case 's':
			c.emit(oEndScope, 0, nil, n)
		}
	}
	c.ctl = kept
}

func (c *compiler) leave(n *node) {
	for i := len(c.ctl) - 1; i >= 0; i-- {
		k := c.ctl[i]
		if k.kind != 'l' && (k.kind != 'w' || n.kind == kContinue) {
			continue
		}
		for j := len(c.ctl) - 1; j > i; j-- {
			if c.ctl[j].kind == 'i' {
				c.emit(oDrop, 0, nil, n)
			}
		}
		c.unwind(i+1, n)
		at := c.emit(oJump, 0, nil, n)
		if n.kind == kBreak {
			*k.breaks = append(*k.breaks, at)
		} else {
			*k.continues = append(*k.continues, at)
		}
		return
	}
	c.wrong(n, map[kind]string{kBreak: "'break' outside loop", kContinue: "'continue' not properly in loop"}[n.kind])
}

// try: kids are body, else, finally, then handlers; kNone where there is none.
func (c *compiler) try(n *node) {
	body, or, finally, handlers := n.kids[0], n.kids[1], n.kids[2], n.kids[3:]
	outer, inner := -1, -1
	if finally.kind != kNone {
		outer = c.emit(oTry, 0, nil, n)
		c.ctl = append(c.ctl, control{kind: 'f', finally: finally})
	}
	if len(handlers) > 0 {
		inner = c.emit(oTry, 0, nil, n)
		c.ctl = append(c.ctl, control{kind: 't'})
	}
	c.stmt(body)
	if inner >= 0 {
		c.ctl = c.ctl[:len(c.ctl)-1]
		c.emit(oEndTry, 0, nil, n)
		c.stmt(or)
		ends := []int{c.emit(oJump, 0, nil, n)}
		c.patch(inner)
		ends = append(ends, c.handlers(handlers, n)...)
		for _, e := range ends {
			c.patch(e)
		}
	}
	if outer < 0 {
		return
	}
	c.ctl = c.ctl[:len(c.ctl)-1]
	c.emit(oEndTry, 0, nil, n)
	c.stmt(finally)
	done := c.emit(oJump, 0, nil, n)
	c.patch(outer)
	c.stmt(finally)
	c.emit(oReraise, 0, nil, n)
	c.patch(done)
}

// handlers find the one that takes the exception on the stack. A handler's
// kids are class (kNone: any), target (kNone: none), body.
func (c *compiler) handlers(handlers []*node, n *node) (ends []int) {
	for _, h := range handlers {
		next := -1
		if h.kids[0].kind != kNone {
			c.emit(oDup, 0, nil, h)
			c.expr(h.kids[0])
			c.emit(oMatch, 0, nil, h)
			next = c.emit(oJumpFalse, 0, nil, h)
		}
		if c.python() {
			c.emit(oDup, 0, nil, h)
			c.emit(oDecl, 0, "%exc", h)
			if h.kids[1].kind != kNone {
				c.emit(oCaught, 0, nil, h)
				c.store(h.kids[1], "")
			} else {
				c.emit(oPop, 0, nil, h)
			}
			c.stmt(h.kids[2])
			c.emit(oConst, 0, nil, h)
			c.emit(oDecl, 0, "%exc", h)
		} else {
			c.emit(oScope, 0, nil, h)
			c.ctl = append(c.ctl, control{kind: 's'})
			c.emit(oCaught, 0, nil, h)
			if c.code.lang == php {
				c.store(h.kids[1], "")
			} else {
				c.store(h.kids[1], "let")
			}
			c.stmt(h.kids[2])
			c.ctl = c.ctl[:len(c.ctl)-1]
			c.emit(oEndScope, 0, nil, h)
		}
		ends = append(ends, c.emit(oJump, 0, nil, h))
		if next >= 0 {
			c.patch(next)
		}
	}
	c.emit(oReraise, 0, nil, n)
	return ends
}

// with is kept as a try with a finally that leaves the manager.
func (c *compiler) with(n *node) {
	name := c.hidden()
	load := &node{kind: kName, text: name, pos: n.pos}
	call := func(method string, args ...*node) *node {
		kids := append([]*node{{kind: kAttr, text: method, kids: []*node{load}, pos: n.pos}}, args...)
		return &node{kind: kCall, kids: kids, pos: n.pos}
	}
	null := &node{kind: kConst, pos: n.pos}
	c.expr(n.kids[0])
	c.emit(oDecl, 0, name, n)
	c.expr(call("__enter__"))
	c.store(n.kids[1], "")
	exit := &node{kind: kExpr, kids: []*node{call("__exit__", null, null, null)}, pos: n.pos}
	c.try(&node{kind: kTry, kids: []*node{n.kids[2], {}, exit}, pos: n.pos})
}

func (c *compiler) imports(n *node) {
	if n.kind == kImport { // text: module, val: name, flag: "as"
		c.emit(oImport, map[bool]int{true: 1}[n.flag], n.text, n)
		how := ""
		if c.code.lang == golang {
			how = "let"
		}
		c.storeName(&node{kind: kName, text: n.val.(string), pos: n.pos}, how)
		return
	}
	c.emit(oImport, 1, n.text, n)
	for _, k := range n.kids {
		if k.text == "*" {
			c.emit(oImportAll, 0, nil, k)
			continue
		}
		c.emit(oDup, 0, nil, k)
		c.emit(oImportName, 0, newTuple(n.text, k.text), k)
		c.storeName(&node{kind: kName, text: k.val.(string), pos: n.pos}, "")
	}
	c.emit(oPop, 0, nil, n)
}

// function emits the making of a function.
func (c *compiler) function(f *fnode, n *node) {
	for _, d := range f.decorators {
		c.expr(d)
	}
	count := 0
	for _, p := range f.params {
		if p.def != nil && c.python() {
			c.expr(p.def)
			count++
		}
	}
	at := c.emit(oFunc, count, c.sub(f), n)
	if f.arrow {
		c.code.instrs[at].b = 1
	}
	for i := len(f.decorators) - 1; i >= 0; i-- {
		c.emit(oCall, 1, nil, f.decorators[i])
	}
}

func (c *compiler) sub(f *fnode) *code {
	s := &compiler{code: &code{name: f.name, file: c.code.file, lang: c.code.lang, params: f.params, fn: f, class: f.class}, up: c, fn: f}
	if !c.python() {
		s.javascriptParams(f)
	}
	s.block(f.body)
	if s.err != nil && c.err == nil {
		c.err = s.err
	}
	s.emit(oConst, 0, s.code.lang.nothing, nil)
	s.emit(oReturn, 0, nil, nil)
	return s.code
}

// javascriptParams fills in defaults and takes patterns apart.
func (c *compiler) javascriptParams(f *fnode) {
	for _, p := range f.params {
		n := &node{kind: kName, text: p.name, pos: place{line: f.line}}
		if p.def != nil {
			c.emit(oLoad, 0, p.name, n)
			c.emit(oConst, 0, undefined{}, n)
			c.emit(oCompare, 0, "===", n)
			skip := c.emit(oJumpFalse, 0, nil, n)
			c.expr(p.def)
			c.emit(oDecl, 0, p.name, n)
			c.patch(skip)
		}
		if p.target != nil {
			c.emit(oLoad, 0, p.name, n)
			c.store(p.target, "let")
		}
	}
}

// class emits the making of a class: bases, then a scope for its body.
func (c *compiler) class(n *node) {
	for _, d := range n.fn.decorators {
		c.expr(d)
	}
	for _, b := range n.kids {
		c.expr(b)
	}
	if c.python() {
		c.emit(oClass, len(n.kids), n.fn.name, n)
		c.ctl = append(c.ctl, control{kind: 's'})
		outer := c.fn
		c.fn = nil
		for _, s := range n.fn.body {
			if s.kind == kFunc && s.fn != nil {
				s.fn.method, s.fn.class = true, n.fn.name
			}
			c.classStmt(s)
		}
		c.fn = outer
		c.ctl = c.ctl[:len(c.ctl)-1]
		c.emit(oEndClass, 0, nil, n)
		for i := len(n.fn.decorators) - 1; i >= 0; i-- {
			c.emit(oCall, 1, nil, n.fn.decorators[i])
		}
		return
	}
	c.emit(oClass, len(n.kids), n.fn.name, n)
	for _, m := range n.fn.body { // each: text name, kids[0] value or computed key in kids[1]
		at := -1
		if len(m.kids) > 1 {
			c.expr(m.kids[1])
		} else {
			c.emit(oConst, 0, m.text, m)
		}
		c.expr(m.kids[0])
		how := "method"
		if f := m.kids[0].fn; m.kids[0].kind == kFunc && f != nil && f.method {
			switch {
			case f.get:
				how = "get"
			case f.set:
				how = "set"
			}
			if f.static {
				how = "static " + how
			}
		} else {
			how = "field"
			if m.flag {
				how = "static field"
			}
		}
		at = c.emit(oEndClass, 1, how, m)
		_ = at
	}
	c.emit(oEndClass, 2, nil, n)
}

// classStmt is a statement in the body of a Python class: names go to its scope.
func (c *compiler) classStmt(s *node) {
	c.stmt(s)
}
