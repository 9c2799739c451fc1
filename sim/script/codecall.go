package script

// arguments builds the list and dict of a call with spreads or keywords.
func (c *compiler) arguments(kids []*node, n *node) {
	var keyed []*node
	var plain []*node
	for _, k := range kids {
		if k.kind == kKeyed || k.kind == kBoth {
			keyed = append(keyed, k)
		} else {
			plain = append(plain, k)
		}
	}
	c.list(plain, n)
	c.emit(oDict, 0, nil, n)
	for _, k := range keyed {
		if k.kind == kBoth {
			c.expr(k.kids[0])
			c.emit(oMerge, 0, nil, k)
			continue
		}
		c.emit(oConst, 0, k.text, k)
		c.expr(k.kids[0])
		c.emit(oPut, 0, nil, k)
	}
}

func (c *compiler) call(n *node) {
	simple := true
	for _, k := range n.kids[1:] {
		simple = simple && k.kind != kSpread && k.kind != kKeyed && k.kind != kBoth
	}
	f := n.kids[0]
	method := f.kind == kAttr && f.kids[0].kind != kSuper
	switch {
	case f.kind == kSuper:
		c.emit(oSuper, 0, "constructor", n)
		c.arguments(n.kids[1:], n)
		c.emit(oCallEx, 0, nil, n)
	case method && simple:
		c.expr(f.kids[0])
		for _, k := range n.kids[1:] {
			c.expr(k)
		}
		c.emit(oMethod, len(n.kids)-1, f.text, n)
	default:
		c.callee(f)
		if !simple {
			c.arguments(n.kids[1:], n)
			c.emit(oCallEx, 0, nil, n)
			return
		}
		for _, k := range n.kids[1:] {
			c.expr(k)
		}
		c.emit(oCall, len(n.kids)-1, nil, n)
	}
}

// callee is a function to be called; a method knows its object.
func (c *compiler) callee(f *node) {
	switch {
	case f.kind == kAttr && f.kids[0].kind != kSuper:
		c.expr(f.kids[0])
		c.emit(oBound, 0, f.text, f)
	case f.kind == kIndex && c.code.lang == javascript:
		c.expr(f.kids[0])
		c.expr(f.kids[1])
		c.emit(oBoundIndex, 0, nil, f)
	default:
		c.expr(f)
	}
}

// maybe is a chain with ?. in it: kids[0] is the chain, whose marked links
// jump to the end when what they stand on is null.
func (c *compiler) maybe(n *node) {
	var jumps []int
	c.link(n.kids[0], &jumps)
	for _, j := range jumps {
		c.patch(j)
	}
}

func (c *compiler) link(n *node, jumps *[]int) {
	switch {
	case n.kind == kAttr && n.kids[0].kind != kSuper, n.kind == kIndex:
		c.link(n.kids[0], jumps)
		if n.flag {
			*jumps = append(*jumps, c.emit(oNullJump, 0, nil, n))
		}
		if n.kind == kAttr {
			c.emit(oAttr, 0, n.text, n)
			return
		}
		c.expr(n.kids[1])
		c.emit(oIndex, 0, nil, n)
	case n.kind == kCall:
		if f := n.kids[0]; f.kind == kAttr && f.kids[0].kind != kSuper {
			c.link(f.kids[0], jumps)
			if f.flag {
				*jumps = append(*jumps, c.emit(oNullJump, 0, nil, f))
			}
			c.emit(oBound, 1, f.text, f)
		} else {
			c.link(f, jumps)
		}
		if n.flag {
			*jumps = append(*jumps, c.emit(oNullJump, 0, nil, n))
		}
		c.arguments(n.kids[1:], n)
		c.emit(oCallEx, 0, nil, n)
	default:
		c.expr(n)
	}
}
