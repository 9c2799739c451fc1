package script

func (c *compiler) assignExpr(n *node) {
	t := n.kids[0]
	switch n.text {
	case "", "=", ":=":
		c.expr(n.kids[1])
		c.emit(oDup, 0, nil, n)
		c.store(t, "")
	case "&&", "||", "??":
		c.expr(t)
		at := c.emit(map[string]op{"&&": oFalseKeep, "||": oTrueKeep, "??": oNullishKeep}[n.text], 0, nil, n)
		c.expr(n.kids[1])
		c.emit(oDup, 0, nil, n)
		c.store(t, "")
		c.patch(at)
	default:
		c.augment(t, n.text, n.kids[1], n, true)
	}
}

// augment is target op= value; keep leaves the result on the stack.
func (c *compiler) augment(t *node, o string, v *node, n *node, keep bool) {
	switch t.kind {
	case kAttr:
		c.expr(t.kids[0])
		c.emit(oDup, 0, nil, n)
		c.emit(oAttr, 0, t.text, t)
		c.expr(v)
		c.emit(oAug, 0, o, n)
		if keep {
			c.emit(oDup, 0, nil, n)
			c.emit(oRot3, 0, nil, n)
		}
		c.emit(oSwap, 0, nil, n)
		c.emit(oSetAttr, 0, t.text, t)
	case kIndex:
		obj, idx := c.hidden(), c.hidden()
		c.expr(t.kids[0])
		c.emit(oDecl, 0, obj, n)
		c.expr(t.kids[1])
		c.emit(oDecl, 0, idx, n)
		c.emit(oLoad, 0, obj, n)
		c.emit(oLoad, 0, idx, n)
		c.emit(oIndex, 0, nil, t)
		c.expr(v)
		c.emit(oAug, 0, o, n)
		if keep {
			c.emit(oDup, 0, nil, n)
		}
		c.emit(oLoad, 0, obj, n)
		c.emit(oLoad, 0, idx, n)
		c.emit(oSetIndex, 0, nil, t)
	case kName:
		c.expr(t)
		c.expr(v)
		c.emit(oAug, 0, o, n)
		if keep {
			c.emit(oDup, 0, nil, n)
		}
		c.store(t, "")
	default:
		c.wrong(n, "illegal expression for augmented assignment")
	}
}

// update is ++ and --.
func (c *compiler) update(n *node) {
	one := &node{kind: kConst, val: c.code.lang.one, pos: n.pos}
	o := n.text[:1]
	if n.flag {
		c.augment(n.kids[0], o, one, n, true)
		return
	}
	c.augment(n.kids[0], o, one, n, true)
	back := map[string]string{"+": "-", "-": "+"}[o]
	c.emit(oConst, 0, c.code.lang.one, n)
	c.emit(oBin, 0, back, n)
}

// comprehension runs its loops in a scope of its own.
func (c *compiler) comprehension(n *node) {
	if n.text == "generator" {
		body := n.kids[0]
		inner := &node{kind: kExpr, kids: []*node{{kind: kYield, kids: []*node{body}, pos: n.pos}}, pos: n.pos}
		first := n.kids[1]
		for i := len(n.kids) - 1; i >= 1; i-- {
			k := n.kids[i]
			if k.kind == kIf {
				inner = &node{kind: kIf, kids: []*node{k.kids[0], inner}, pos: n.pos}
				continue
			}
			iter := k.kids[1]
			if i == 1 {
				iter = &node{kind: kName, text: ".0", pos: n.pos}
			}
			inner = &node{kind: kFor, kids: []*node{k.kids[0], iter, inner}, pos: n.pos}
		}
		fn := &fnode{name: "<genexpr>", params: []param{{name: ".0"}}, body: []*node{inner}, yields: true, line: n.pos.line}
		c.function(fn, n)
		c.expr(first.kids[1])
		c.emit(oCall, 1, nil, n)
		return
	}
	c.emit(oScope, 0, nil, n)
	c.ctl = append(c.ctl, control{kind: 's'})
	c.emit(map[string]op{"list": oList, "set": oSet, "dict": oDict}[n.text], 0, nil, n)
	first := 1
	if n.text == "dict" {
		first = 2
	}
	c.loops(n, first, 0)
	c.ctl = c.ctl[:len(c.ctl)-1]
	c.emit(oEndScope, 0, nil, n)
}

func (c *compiler) loops(n *node, at, depth int) {
	if at == len(n.kids) {
		c.expr(n.kids[0])
		switch n.text {
		case "dict":
			c.expr(n.kids[1])
			c.emit(oAppend, depth+2, "dict", n)
		default:
			c.emit(oAppend, depth+1, n.text, n)
		}
		return
	}
	k := n.kids[at]
	if k.kind == kIf {
		c.expr(k.kids[0])
		skip := c.emit(oJumpFalse, 0, nil, k)
		c.loops(n, at+1, depth)
		c.patch(skip)
		return
	}
	c.expr(k.kids[1])
	c.emit(oIter, 0, nil, k.kids[1])
	top := c.here()
	next := c.emit(oNext, 0, nil, k)
	c.store(k.kids[0], "let")
	c.loops(n, at+1, depth+1)
	c.emit(oJump, top, nil, k)
	c.patch(next)
}
