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
