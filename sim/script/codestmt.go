package script

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
