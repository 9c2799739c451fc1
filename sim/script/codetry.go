package script

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
