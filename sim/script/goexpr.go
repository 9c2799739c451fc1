package script

import (
	"go/ast"
	gotoken "go/token"
	"strconv"
	"strings"
)

func (u *goUnit) expr(e ast.Expr) *node {
	pos := u.pos(e)
	switch e := e.(type) {
	case *ast.Ident:
		switch e.Name {
		case "nil":
			return goConst(nil, pos)
		case "true", "false":
			return goConst(e.Name == "true", pos)
		case "iota":
			return goConst(u.iota, pos)
		}
		if e.Obj == nil && u.imports[e.Name] != "" {
			u.used[e.Name] = true
		}
		return goName(e.Name, pos)
	case *ast.BasicLit:
		return u.literal(e, pos)
	case *ast.ParenExpr:
		return u.expr(e.X)
	case *ast.BinaryExpr:
		return u.binary(e, pos)
	case *ast.UnaryExpr:
		return u.unary(e, pos)
	case *ast.StarExpr:
		return &node{kind: kAttr, text: "%deref", kids: []*node{u.expr(e.X)}, pos: pos}
	case *ast.SelectorExpr:
		return &node{kind: kAttr, text: e.Sel.Name, kids: []*node{u.expr(e.X)}, pos: pos}
	case *ast.IndexExpr:
		if _, isType := e.Index.(*ast.ArrayType); isType {
			return u.expr(e.X)
		}
		if id, ok := e.Index.(*ast.Ident); ok && id.Obj == nil && (goKindOf(id) == "int" || goKindOf(id) == "float64" || id.Name == "string") {
			return u.expr(e.X) // an instance of something generic
		}
		return &node{kind: kIndex, kids: []*node{u.expr(e.X), u.expr(e.Index)}, pos: pos}
	case *ast.IndexListExpr:
		return u.expr(e.X)
	case *ast.SliceExpr:
		n := &node{kind: kSlice, pos: pos, kids: []*node{u.expr(e.X), {}, {}, {}}}
		if e.Low != nil {
			n.kids[1] = u.expr(e.Low)
		}
		if e.High != nil {
			n.kids[2] = u.expr(e.High)
		}
		return n
	case *ast.CallExpr:
		return u.call(e, pos)
	case *ast.CompositeLit:
		return u.composite(e, e.Type, pos)
	case *ast.FuncLit:
		return &node{kind: kFunc, fn: u.function("", e.Type, e.Body, nil), pos: pos}
	case *ast.TypeAssertExpr:
		return goCall("assert", goAssert, pos, u.expr(e.X), u.typeValue(e.Type))
	case *ast.ArrayType, *ast.MapType, *ast.ChanType, *ast.InterfaceType, *ast.FuncType, *ast.StructType:
		return u.typeValue(e)
	case *ast.KeyValueExpr:
		return u.refuse(e, "this expression")
	}
	return u.refuse(e, "this expression")
}

func (u *goUnit) literal(e *ast.BasicLit, pos place) *node {
	switch e.Kind {
	case gotoken.INT:
		n, err := strconv.ParseInt(strings.ReplaceAll(e.Value, "_", ""), 0, 64)
		if err != nil {
			return u.refuse(e, "so large a number")
		}
		return goConst(n, pos)
	case gotoken.FLOAT:
		f, _ := strconv.ParseFloat(strings.ReplaceAll(e.Value, "_", ""), 64)
		return goConst(f, pos)
	case gotoken.CHAR:
		r, _, _, _ := strconv.UnquoteChar(strings.Trim(e.Value, "'"), '\'')
		if e.Value == `'\''` {
			r = '\''
		}
		return goConst(int64(r), pos)
	case gotoken.STRING:
		s, _ := strconv.Unquote(e.Value)
		return goConst(s, pos)
	}
	return u.refuse(e, "a complex number")
}

func (u *goUnit) binary(e *ast.BinaryExpr, pos place) *node {
	a, b := u.expr(e.X), u.expr(e.Y)
	switch e.Op {
	case gotoken.LAND:
		return &node{kind: kAnd, kids: []*node{a, b}, pos: pos}
	case gotoken.LOR:
		return &node{kind: kOr, kids: []*node{a, b}, pos: pos}
	case gotoken.EQL, gotoken.NEQ, gotoken.LSS, gotoken.LEQ, gotoken.GTR, gotoken.GEQ:
		return &node{kind: kCompare, text: e.Op.String(), kids: []*node{a, b}, pos: pos}
	}
	return &node{kind: kBin, text: e.Op.String(), kids: []*node{a, b}, pos: pos}
}

func (u *goUnit) unary(e *ast.UnaryExpr, pos place) *node {
	switch e.Op {
	case gotoken.NOT:
		return &node{kind: kNot, kids: []*node{u.expr(e.X)}, pos: pos}
	case gotoken.SUB:
		x := u.expr(e.X)
		if x.kind == kConst {
			switch n := x.val.(type) {
			case int64:
				return goConst(-n, pos)
			case float64:
				return goConst(-n, pos)
			}
		}
		return &node{kind: kBin, text: "-", kids: []*node{goConst(int64(0), pos), x}, pos: pos}
	case gotoken.ADD:
		return u.expr(e.X)
	case gotoken.XOR:
		return &node{kind: kBin, text: "^", kids: []*node{goConst(int64(-1), pos), u.expr(e.X)}, pos: pos}
	case gotoken.ARROW:
		return goCall("receive", goReceive(false), pos, u.expr(e.X))
	case gotoken.AND:
		return u.address(e.X, pos)
	}
	return u.refuse(e, e.Op.String())
}

// address is a pointer to something.
func (u *goUnit) address(x ast.Expr, pos place) *node {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return u.address(x.X, pos)
	case *ast.Ident:
		return &node{kind: kRef, text: x.Name, pos: pos}
	case *ast.SelectorExpr:
		return goCall("address", goAddress, pos, u.expr(x.X), goConst(x.Sel.Name, pos))
	case *ast.IndexExpr:
		return goCall("address", goAddress, pos, u.expr(x.X), u.expr(x.Index))
	}
	return goCall("pointer", goPointer, pos, u.expr(x))
}

// typeValue is a type as a value: a class, or the name of its kind.
func (u *goUnit) typeValue(t ast.Expr) *node {
	pos := u.pos(t)
	switch x := t.(type) {
	case *ast.Ident:
		switch goKindOf(t) {
		case "int", "float64", "string", "bool", "error", "any":
			if x.Name == "nil" {
				return goConst("nil", pos)
			}
			return goConst(x.Name, pos)
		}
		if x.Name == "nil" {
			return goConst("nil", pos)
		}
		return goName(x.Name, pos)
	case *ast.SelectorExpr:
		return u.expr(t)
	case *ast.IndexExpr:
		return u.typeValue(x.X)
	case *ast.IndexListExpr:
		return u.typeValue(x.X)
	case *ast.StarExpr:
		return &node{kind: kTuple, kids: []*node{u.typeValue(x.X)}, pos: pos}
	case *ast.StructType:
		return u.structType(goConst("struct {...}", pos), x, pos)
	}
	return goConst(goKindOf(t), pos)
}

func (u *goUnit) composite(e *ast.CompositeLit, t ast.Expr, pos place) *node {
	switch t := t.(type) {
	case *ast.ArrayType:
		return u.arrayLit(e, t, pos)
	case *ast.MapType:
		list := &node{kind: kList, pos: pos}
		for _, el := range e.Elts {
			kv := el.(*ast.KeyValueExpr)
			list.kids = append(list.kids, u.element(kv.Key, t.Key), u.element(kv.Value, t.Value))
		}
		return goCall("map", goMakeMap, pos, u.thunk(u.zero(t.Value), pos), list)
	case *ast.StarExpr:
		return goCall("pointer", goPointer, pos, u.composite(e, t.X, pos))
	case nil:
		return u.refuse(e, "this literal")
	}
	if id, ok := t.(*ast.Ident); ok {
		if s := u.types[id.Name]; s != nil {
			switch under := s.Type.(type) {
			case *ast.ArrayType, *ast.MapType:
				return goCall("convert", goConvert, pos, goName(id.Name, pos), u.composite(e, under, pos))
			}
		}
	}
	fields := u.fieldTypes(t)
	list := []*node{u.typeValue(t)}
	for i, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			key, ok := kv.Key.(*ast.Ident)
			if !ok { // a map or slice of another package
				return u.refuse(e, "this literal")
			}
			list = append(list, goConst(key.Name, pos), u.element(kv.Value, fields[key.Name]))
			continue
		}
		list = append(list, goConst(int64(i), pos), u.element(el, fields["#"+itoa(i)]))
	}
	return goCall("new", goNew, pos, list...)
}

// fieldTypes are the types of a struct's fields by name, and by number after #.
func (u *goUnit) fieldTypes(t ast.Expr) map[string]ast.Expr {
	out := map[string]ast.Expr{}
	st, ok := t.(*ast.StructType)
	if id, named := t.(*ast.Ident); named {
		if s := u.types[id.Name]; s != nil {
			st, ok = s.Type.(*ast.StructType)
		}
	}
	if !ok {
		return out
	}
	i := 0
	for _, f := range st.Fields.List {
		names := len(f.Names)
		for _, n := range f.Names {
			out[n.Name] = f.Type
			out["#"+itoa(i)] = f.Type
			i++
		}
		if names == 0 {
			i++
		}
	}
	return out
}

// element is a value in a literal, whose type may be left out.
func (u *goUnit) element(e ast.Expr, t ast.Expr) *node {
	if lit, ok := e.(*ast.CompositeLit); ok && lit.Type == nil && t != nil {
		return u.composite(lit, t, u.pos(e))
	}
	v := goCopied(u.expr(e))
	if t != nil {
		v = u.conv(v, t)
	}
	return v
}

func (u *goUnit) arrayLit(e *ast.CompositeLit, t *ast.ArrayType, pos place) *node {
	list := &node{kind: kList, pos: pos}
	for _, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			return u.refuse(kv, "an index in a literal")
		}
		list.kids = append(list.kids, u.element(el, t.Elt))
	}
	if goKindOf(t) == "bytes" {
		return goCall("bytes", goBytes, pos, list)
	}
	return list
}

func (u *goUnit) call(e *ast.CallExpr, pos place) *node {
	if id, ok := e.Fun.(*ast.Ident); ok && id.Obj == nil {
		switch id.Name {
		case "make":
			return u.makeCall(e, pos)
		case "new":
			return goCall("pointer", goPointer, pos, goCall("box", goBox, pos, u.zero(e.Args[0])))
		}
		if k := goKindOf(id); k == "int" || k == "float64" || k == "string" {
			if len(e.Args) == 1 {
				return goCall("convert", goBasic(id.Name), pos, u.expr(e.Args[0]))
			}
		}
	}
	fun := e.Fun
	if p, ok := fun.(*ast.ParenExpr); ok {
		fun = p.X
	}
	switch t := fun.(type) {
	case *ast.ArrayType:
		return goCall("convert", goBasic("[]"+goKindOf(t)), pos, u.expr(e.Args[0]))
	case *ast.InterfaceType, *ast.FuncType, *ast.StarExpr, *ast.MapType:
		if len(e.Args) == 1 {
			return u.expr(e.Args[0])
		}
	}
	n := &node{kind: kCall, pos: pos, kids: []*node{u.expr(fun)}}
	for i, a := range e.Args {
		v := goCopied(u.expr(a))
		if e.Ellipsis.IsValid() && i == len(e.Args)-1 {
			v = &node{kind: kSpread, kids: []*node{goCall("items", goItems, v.pos, v)}, pos: v.pos}
		}
		n.kids = append(n.kids, v)
	}
	return n
}

func (u *goUnit) makeCall(e *ast.CallExpr, pos place) *node {
	switch t := e.Args[0].(type) {
	case *ast.MapType:
		return goCall("map", goMakeMap, pos, u.thunk(u.zero(t.Value), pos), &node{kind: kList, pos: pos})
	case *ast.ArrayType:
		n := goConst(int64(0), pos)
		if len(e.Args) > 1 {
			n = u.expr(e.Args[1])
		}
		if goKindOf(t) == "bytes" {
			return goCall("bytes", goBytes, pos, n)
		}
		return goCall("array", goArray, pos, n, u.thunk(u.zero(t.Elt), pos))
	case *ast.ChanType:
		n := goConst(int64(0), pos)
		if len(e.Args) > 1 {
			n = u.expr(e.Args[1])
		}
		return goCall("chan", goMakeChan, pos, n, u.zero(t.Value))
	case *ast.Ident:
		if s := u.types[t.Name]; s != nil {
			c := *e
			c.Args = append([]ast.Expr{s.Type}, e.Args[1:]...)
			return goCall("convert", goConvert, pos, goName(t.Name, pos), u.makeCall(&c, pos))
		}
	}
	return u.refuse(e, "this make")
}
