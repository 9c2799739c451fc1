package script

import "slices"

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
