package script

import (
	"go/ast"
	gotoken "go/token"
)

func (u *goUnit) block(list []ast.Stmt) (out []*node) {
	for _, s := range list {
		out = append(out, u.stmt(s)...)
	}
	return out
}

func (u *goUnit) stmt(s ast.Stmt) []*node {
	pos := u.pos(s)
	one := func(n *node) []*node { return []*node{n} }
	switch s := s.(type) {
	case *ast.ExprStmt:
		return one(&node{kind: kExpr, kids: []*node{u.expr(s.X)}, pos: pos})
	case *ast.AssignStmt:
		return u.assignStmt(s, pos)
	case *ast.DeclStmt:
		d := s.Decl.(*ast.GenDecl)
		if d.Tok == gotoken.TYPE {
			var out []*node
			for _, spec := range d.Specs {
				t := spec.(*ast.TypeSpec)
				u.types[t.Name.Name] = t
				out = append(out, u.typeDecl(t))
			}
			return out
		}
		return u.values(d)
	case *ast.IncDecStmt:
		op := s.Tok.String()[:1]
		return one(&node{kind: kExpr, pos: pos, kids: []*node{{kind: kSet1, text: op, pos: pos, kids: []*node{u.target(s.X), goConst(int64(1), pos)}}}})
	case *ast.BlockStmt:
		return one(goBlock(pos, u.block(s.List)...))
	case *ast.IfStmt:
		n := &node{kind: kIf, pos: pos, kids: []*node{u.expr(s.Cond), goBlock(pos, u.block(s.Body.List)...)}}
		if s.Else != nil {
			n.kids = append(n.kids, goBlock(pos, u.stmt(s.Else)...))
		}
		if s.Init != nil {
			return one(goBlock(pos, append(u.stmt(s.Init), n)...))
		}
		return one(n)
	case *ast.ForStmt:
		return one(u.forStmt(s, pos))
	case *ast.RangeStmt:
		return one(u.rangeStmt(s, pos))
	case *ast.ReturnStmt:
		return one(u.returnStmt(s, pos))
	case *ast.BranchStmt:
		switch {
		case s.Label != nil:
			return one(u.refuse(s, "a label"))
		case s.Tok == gotoken.BREAK:
			return one(&node{kind: kBreak, pos: pos})
		case s.Tok == gotoken.CONTINUE:
			return one(&node{kind: kContinue, pos: pos})
		case s.Tok == gotoken.FALLTHROUGH:
			return nil
		}
		return one(u.refuse(s, s.Tok.String()))
	case *ast.SwitchStmt:
		return one(u.switchStmt(s, pos))
	case *ast.TypeSwitchStmt:
		return one(u.typeSwitch(s, pos))
	case *ast.DeferStmt:
		return one(u.later(s.Call, pos, func(fn, given *node) *node {
			return goCall("defer", func(m *machine, c *args) (value, error) {
				l := c.at(0).(*list)
				l.items = append(l.items[:len(l.items):len(l.items)], newTuple(c.at(1), c.at(2)))
				return nil, nil
			}, pos, goName("%defer", pos), fn, given)
		}))
	case *ast.GoStmt:
		return one(u.later(s.Call, pos, func(fn, list *node) *node { return goCall("go", goSpawn, pos, fn, list) }))
	case *ast.SendStmt:
		return one(&node{kind: kExpr, pos: pos, kids: []*node{goCall("send", goSend, pos, u.expr(s.Chan), u.expr(s.Value))}})
	case *ast.SelectStmt:
		return one(u.selectStmt(s, pos))
	case *ast.EmptyStmt:
		return nil
	case *ast.LabeledStmt:
		return u.stmt(s.Stmt)
	}
	return one(u.refuse(s, "this statement"))
}

// later is a call whose function and arguments are worked out now.
func (u *goUnit) later(c *ast.CallExpr, pos place, use func(fn, list *node) *node) *node {
	list := &node{kind: kList, pos: pos}
	for _, a := range c.Args {
		list.kids = append(list.kids, u.expr(a))
	}
	var fn *node
	switch f := c.Fun.(type) {
	case *ast.SelectorExpr:
		fn = u.expr(f)
	default:
		fn = u.expr(c.Fun)
	}
	return &node{kind: kExpr, pos: pos, kids: []*node{use(fn, list)}}
}

func (u *goUnit) assignStmt(s *ast.AssignStmt, pos place) []*node {
	switch s.Tok {
	case gotoken.ASSIGN, gotoken.DEFINE:
		return u.assign(s.Lhs, s.Rhs, s.Tok == gotoken.DEFINE, pos)
	}
	op := s.Tok.String()
	op = op[:len(op)-1]
	if op == "&^" {
		return []*node{u.refuse(s, op)}
	}
	return []*node{{kind: kExpr, pos: pos, kids: []*node{{kind: kSet1, text: op, pos: pos, kids: []*node{u.target(s.Lhs[0]), u.expr(s.Rhs[0])}}}}}
}

// assign is an assignment or a definition of one or several names.
func (u *goUnit) assign(lhs, rhs []ast.Expr, define bool, pos place) []*node {
	var v *node
	switch {
	case len(rhs) == 1 && len(lhs) == 2:
		v = u.commaOK(rhs[0])
	case len(rhs) == 1:
		v = goCopied(u.expr(rhs[0]))
		if f, ok := lhs[0].(*ast.Ident); ok && v.kind == kFunc && v.fn.name == "" {
			v.fn.name = f.Name
		}
	default:
		v = &node{kind: kTuple, pos: pos}
		for _, r := range rhs {
			v.kids = append(v.kids, goCopied(u.expr(r)))
		}
	}
	if len(lhs) == 1 {
		return u.store(lhs[0], v, define, pos)
	}
	all := goName(u.temp(), pos)
	out := []*node{goLet(all.text, v, pos)}
	for i, l := range lhs {
		item := goCall("nth", goNth, pos, all, goConst(int64(i), pos))
		out = append(out, u.store(l, item, define, pos)...)
	}
	return out
}

func (u *goUnit) store(l ast.Expr, v *node, define bool, pos place) []*node {
	id, isName := l.(*ast.Ident)
	switch {
	case isName && id.Name == "_":
		return []*node{{kind: kExpr, kids: []*node{v}, pos: pos}}
	case isName && define && id.Obj != nil && id.Obj.Pos() == id.Pos(), isName && define && id.Obj == nil:
		return []*node{goLet(id.Name, v, pos)}
	}
	return []*node{{kind: kExpr, pos: pos, kids: []*node{{kind: kSet1, pos: pos, kids: []*node{u.target(l), v}}}}}
}

// target is what stands on the left of an assignment.
func (u *goUnit) target(l ast.Expr) *node {
	pos := u.pos(l)
	switch l := l.(type) {
	case *ast.ParenExpr:
		return u.target(l.X)
	case *ast.StarExpr:
		return &node{kind: kAttr, text: "%deref", kids: []*node{u.expr(l.X)}, pos: pos}
	case *ast.IndexExpr:
		return &node{kind: kIndex, kids: []*node{u.expr(l.X), u.expr(l.Index)}, pos: pos}
	}
	return u.expr(l)
}

// commaOK is an expression with two results: of a map, an assertion, a channel or a call.
func (u *goUnit) commaOK(e ast.Expr) *node {
	pos := u.pos(e)
	switch e := e.(type) {
	case *ast.ParenExpr:
		return u.commaOK(e.X)
	case *ast.IndexExpr:
		return goCall("lookup", goLookup, pos, u.expr(e.X), u.expr(e.Index))
	case *ast.TypeAssertExpr:
		return goCall("assert", goAssertOK, pos, u.expr(e.X), u.typeValue(e.Type))
	case *ast.UnaryExpr:
		if e.Op == gotoken.ARROW {
			return goCall("receive", goReceive(true), pos, u.expr(e.X))
		}
	}
	return u.expr(e)
}

func (u *goUnit) forStmt(s *ast.ForStmt, pos place) *node {
	n := &node{kind: kForC, pos: pos, kids: []*node{{}, {}, {}, goBlock(pos, u.block(s.Body.List)...)}}
	if s.Init != nil {
		n.kids[0] = goBlock(pos, u.stmt(s.Init)...)
	}
	if s.Cond != nil {
		n.kids[1] = u.expr(s.Cond)
	}
	if s.Post != nil {
		if p := u.stmt(s.Post); len(p) == 1 && p[0].kind == kExpr {
			n.kids[2] = p[0].kids[0]
		} else {
			return u.refuse(s.Post, "this statement after a loop")
		}
	}
	return n
}

func (u *goUnit) rangeStmt(s *ast.RangeStmt, pos place) *node {
	key, val := s.Key, s.Value
	blank := func(e ast.Expr) bool {
		id, ok := e.(*ast.Ident)
		return e == nil || ok && id.Name == "_"
	}
	pairs := goName(u.temp(), pos)
	over := goCall("range", goRange(blank(val)), u.pos(s.X), u.expr(s.X))
	over.pos = u.pos(s.X)
	body := u.block(s.Body.List)
	var head []*node
	if !blank(key) {
		v := pairs
		if !blank(val) {
			v = goCall("nth", goNth, pos, pairs, goConst(int64(0), pos))
		}
		head = append(head, u.rangeVar(key, v, s.Tok == gotoken.DEFINE, pos)...)
	}
	if !blank(val) {
		v := pairs
		v = goCall("nth", goNth, pos, pairs, goConst(int64(1), pos))
		head = append(head, u.rangeVar(val, goCall("copy", goCopy, pos, v), s.Tok == gotoken.DEFINE, pos)...)
	}
	return &node{kind: kFor, text: "let", pos: pos, kids: []*node{pairs, over, goBlock(pos, append(head, body...)...)}}
}

func (u *goUnit) rangeVar(l ast.Expr, v *node, define bool, pos place) []*node {
	if id, ok := l.(*ast.Ident); ok && define {
		return []*node{goLet(id.Name, v, pos)}
	}
	return u.store(l, v, false, pos)
}

func (u *goUnit) returnStmt(s *ast.ReturnStmt, pos place) *node {
	if len(s.Results) == 0 {
		if len(u.named) > 0 {
			return u.returnNamed(pos)
		}
		return &node{kind: kReturn, pos: pos}
	}
	one := func(i int) *node {
		v := goCopied(u.expr(s.Results[i]))
		if i < len(u.results) {
			v = u.conv(v, u.results[i])
		}
		return v
	}
	if len(s.Results) == 1 {
		if len(u.results) > 1 {
			return &node{kind: kReturn, kids: []*node{u.expr(s.Results[0])}, pos: pos}
		}
		return &node{kind: kReturn, kids: []*node{one(0)}, pos: pos}
	}
	t := &node{kind: kTuple, pos: pos}
	for i := range s.Results {
		t.kids = append(t.kids, one(i))
	}
	return &node{kind: kReturn, kids: []*node{t}, pos: pos}
}

// switchStmt: each value of a case is a case of its own that runs into the next.
func (u *goUnit) switchStmt(s *ast.SwitchStmt, pos place) *node {
	tag := goConst(true, pos)
	if s.Tag != nil {
		tag = u.expr(s.Tag)
	}
	n := &node{kind: kSwitch, pos: pos, kids: []*node{tag}}
	for _, c := range s.Body.List {
		u.cases(n, c.(*ast.CaseClause), func(e ast.Expr) *node { return u.expr(e) }, nil)
	}
	return u.withInit(s.Init, n, pos)
}

func (u *goUnit) withInit(init ast.Stmt, n *node, pos place) *node {
	if init == nil {
		return n
	}
	return goBlock(pos, append(u.stmt(init), n)...)
}

func (u *goUnit) cases(n *node, c *ast.CaseClause, test func(e ast.Expr) *node, head []*node) {
	pos := u.pos(c)
	body := append(append([]*node(nil), head...), u.block(c.Body)...)
	through := false
	if k := len(c.Body); k > 0 {
		b, ok := c.Body[k-1].(*ast.BranchStmt)
		through = ok && b.Tok == gotoken.FALLTHROUGH
	}
	whole := []*node{goBlock(pos, body...)}
	if !through {
		whole = append(whole, &node{kind: kBreak, pos: pos})
	}
	if len(c.List) == 0 {
		n.kids = append(n.kids, &node{kind: kCase, flag: true, kids: whole, pos: pos})
		return
	}
	for i, e := range c.List {
		k := &node{kind: kCase, kids: []*node{test(e)}, pos: pos}
		if i == len(c.List)-1 {
			k.kids = append(k.kids, whole...)
		}
		n.kids = append(n.kids, k)
	}
}

func (u *goUnit) typeSwitch(s *ast.TypeSwitchStmt, pos place) *node {
	name := ""
	var x ast.Expr
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		name = a.Lhs[0].(*ast.Ident).Name
		x = a.Rhs[0].(*ast.TypeAssertExpr).X
	case *ast.ExprStmt:
		x = a.X.(*ast.TypeAssertExpr).X
	}
	held := goName(u.temp(), pos)
	n := &node{kind: kSwitch, pos: pos, kids: []*node{goConst(true, pos)}}
	var head []*node
	if name != "" {
		head = []*node{goLet(name, held, pos)}
	}
	for _, c := range s.Body.List {
		u.cases(n, c.(*ast.CaseClause), func(e ast.Expr) *node {
			return goCall("is", goIsType, pos, held, u.typeValue(e))
		}, head)
	}
	return u.withInit(s.Init, goBlock(pos, goLet(held.text, u.expr(x), pos), n), pos)
}

// selectStmt tries its cases again and again until one can go on.
func (u *goUnit) selectStmt(s *ast.SelectStmt, pos place) *node {
	list := &node{kind: kList, pos: pos}
	n := &node{kind: kSwitch, pos: pos, kids: []*node{nil}}
	got := goName(u.temp(), pos)
	wait := true
	for i, c := range s.Body.List {
		cc := c.(*ast.CommClause)
		var head []*node
		item := &node{kind: kTuple, pos: pos}
		switch comm := cc.Comm.(type) {
		case nil:
			wait = false
		case *ast.SendStmt:
			item.kids = []*node{goConst("s", pos), u.expr(comm.Chan), u.expr(comm.Value)}
		case *ast.ExprStmt:
			item.kids = []*node{goConst("r", pos), u.expr(comm.X.(*ast.UnaryExpr).X)}
		case *ast.AssignStmt:
			item.kids = []*node{goConst("r", pos), u.expr(comm.Rhs[0].(*ast.UnaryExpr).X)}
			for j, l := range comm.Lhs {
				head = append(head, u.store(l, goCall("nth", goNth, pos, got, goConst(int64(j+1), pos)), comm.Tok == gotoken.DEFINE, pos)...)
			}
		}
		body := append(head, u.block(cc.Body)...)
		k := &node{kind: kCase, pos: pos, kids: []*node{goConst(int64(i), pos), goBlock(pos, body...), {kind: kBreak, pos: pos}}}
		if cc.Comm == nil {
			k.kids[0] = goConst(int64(-1), pos)
			n.kids = append(n.kids, k)
			list.kids = append(list.kids, &node{kind: kTuple, pos: pos})
			continue
		}
		list.kids = append(list.kids, item)
		n.kids = append(n.kids, k)
	}
	n.kids[0] = goCall("nth", goNth, pos, got, goConst(int64(0), pos))
	return goBlock(pos, goLet(got.text, goCall("select", goSelect(wait), pos, list), pos), n)
}
