package script

import "strings"

func (c *compiler) expr(n *node) {
	if c.err != nil {
		return
	}
	switch n.kind {
	case kConst:
		c.emit(oConst, 0, n.val, n)
	case kName:
		c.emit(oLoad, 0, n.text, n)
	case kList, kTuple, kSet:
		c.items(n)
	case kDict, kObject:
		c.dict(n)
	case kBin:
		c.expr(n.kids[0])
		c.expr(n.kids[1])
		c.emit(oBin, 0, n.text, n)
	case kUnary:
		if n.text == "delete" {
			c.del(n.kids[0])
			c.emit(oConst, 0, true, n)
			return
		}
		c.expr(n.kids[0])
		c.emit(oUnary, 0, n.text, n)
	case kNot:
		c.expr(n.kids[0])
		c.emit(oNot, 0, nil, n)
	case kAnd, kOr, kNullish:
		c.expr(n.kids[0])
		at := c.emit(map[kind]op{kAnd: oFalseKeep, kOr: oTrueKeep, kNullish: oNullishKeep}[n.kind], 0, nil, n)
		c.expr(n.kids[1])
		c.patch(at)
	case kCompare:
		c.compare(n)
	case kCond:
		c.expr(n.kids[0])
		no := c.emit(oJumpFalse, 0, nil, n)
		c.expr(n.kids[1])
		end := c.emit(oJump, 0, nil, n)
		c.patch(no)
		c.expr(n.kids[2])
		c.patch(end)
	case kCall:
		c.call(n)
	case kMaybe:
		c.maybe(n)
	case kAttr:
		if n.kids[0].kind == kSuper {
			c.emit(oSuper, 0, n.text, n)
			return
		}
		c.expr(n.kids[0])
		c.emit(oAttr, 0, n.text, n)
	case kIndex:
		c.expr(n.kids[0])
		c.expr(n.kids[1])
		c.emit(oIndex, 0, nil, n)
	case kSlice:
		for _, k := range n.kids {
			if k.kind == kNone {
				c.emit(oConst, 0, nil, n)
			} else {
				c.expr(k)
			}
		}
		c.emit(oSlice, 0, nil, n)
	case kFunc:
		c.function(n.fn, n)
	case kClass:
		c.class(n)
	case kYield:
		if len(n.kids) == 0 {
			c.emit(oConst, 0, c.code.lang.nothing, n)
		} else {
			c.expr(n.kids[0])
		}
		c.emit(oYield, 0, nil, n)
	case kFrom:
		c.expr(n.kids[0])
		c.emit(oIter, 0, nil, n)
		top := c.here()
		next := c.emit(oNext, 0, nil, n)
		c.emit(oYield, 0, nil, n)
		c.emit(oPop, 0, nil, n)
		c.emit(oJump, top, nil, n)
		c.patch(next)
		c.emit(oConst, 0, c.code.lang.nothing, n)
	case kAwait:
		c.expr(n.kids[0])
		c.emit(oAwait, 0, nil, n)
	case kNew:
		c.expr(n.kids[0])
		c.arguments(n.kids[1:], n)
		c.emit(oNew, 0, nil, n)
	case kTypeof:
		if n.flag { // PHP: a variable that may be missing
			c.emit(oTypeof, 2, n.text, n)
			return
		}
		if n.kids[0].kind == kName {
			c.emit(oTypeof, 1, n.kids[0].text, n)
			return
		}
		c.expr(n.kids[0])
		c.emit(oTypeof, 0, nil, n)
	case kFormat:
		for _, k := range n.kids {
			c.expr(k)
		}
		c.emit(oFormat, len(n.kids), nil, n)
	case kPart:
		for _, k := range n.kids {
			c.expr(k)
		}
		c.emit(oPart, len(n.kids)-1, n.text, n)
	case kComp:
		c.comprehension(n)
	case kSet1:
		c.assignExpr(n)
	case kUpdate:
		c.update(n)
	case kRegex:
		c.emit(oRegex, 0, newTuple(n.text, n.val), n)
	case kRef:
		c.emit(oRef, 0, n.text, n)
	case kThis:
		c.emit(oThis, 0, nil, n)
	case kSequence:
		for i, k := range n.kids {
			if i > 0 {
				c.emit(oPop, 0, nil, n)
			}
			c.expr(k)
		}
	case kSpread:
		c.wrong(n, "can't use starred expression here")
	default:
		c.wrong(n, "invalid syntax")
	}
}

func (c *compiler) items(n *node) {
	o := map[kind]op{kList: oList, kTuple: oTuple, kSet: oSet}[n.kind]
	spread := false
	for _, k := range n.kids {
		spread = spread || k.kind == kSpread
	}
	if !spread {
		for _, k := range n.kids {
			if k.kind == kNone {
				c.emit(oConst, 0, undefined{}, n)
				continue
			}
			c.expr(k)
		}
		c.emit(o, len(n.kids), nil, n)
		return
	}
	c.list(n.kids, n)
	if o != oList {
		c.emit(o, -1, nil, n)
	}
}

// list builds a list of items with spreads among them.
func (c *compiler) list(kids []*node, n *node) {
	c.emit(oList, 0, nil, n)
	for _, k := range kids {
		if k.kind == kSpread {
			c.expr(k.kids[0])
			c.emit(oExtend, 0, nil, k)
			continue
		}
		c.expr(k)
		c.emit(oAppend, 1, nil, k)
	}
}

func (c *compiler) dict(n *node) {
	c.emit(map[kind]op{kDict: oDict, kObject: oObject}[n.kind], 0, nil, n)
	for i := 0; i < len(n.kids); i++ {
		k := n.kids[i]
		if k.kind == kSpread || k.kind == kBoth {
			c.expr(k.kids[0])
			c.emit(oMerge, 0, nil, k)
			continue
		}
		v := n.kids[i+1]
		i++
		if v.kind == kFunc && (v.fn.get || v.fn.set) && k.kind == kConst {
			c.expr(v)
			c.emit(map[bool]op{true: oGetter, false: oSetter}[v.fn.get], 0, k.val, v)
			continue
		}
		c.expr(k)
		c.expr(v)
		c.emit(oPut, 0, nil, k)
	}
}

func (c *compiler) compare(n *node) {
	ops := strings.Split(n.text, ",")
	c.expr(n.kids[0])
	var ends []int
	for i, o := range ops {
		c.expr(n.kids[i+1])
		if i == len(ops)-1 {
			c.emit(oCompare, 0, o, n)
			break
		}
		c.emit(oSwap, 0, nil, n)
		c.emit(oDup2, 1, nil, n) // below, top: the new one stays below for the next
		c.emit(oCompare, 0, o, n)
		ends = append(ends, c.emit(oFalseKeep, 0, nil, n))
	}
	if len(ends) == 0 {
		return
	}
	done := c.emit(oJump, 0, nil, n)
	for _, e := range ends {
		c.patch(e)
	}
	c.emit(oSwap, 0, nil, n)
	c.emit(oPop, 0, nil, n)
	c.patch(done)
}

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
