package script

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
