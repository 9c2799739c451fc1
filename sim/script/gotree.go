package script

import (
	"go/ast"
	gotoken "go/token"
	"strconv"
	"strings"
)

// goUnit turns one package of Go into the trees that all languages share. What
// types it knows of are those the text itself names: they tell what a zero
// value is, when a number becomes a float, and which fields a struct has.
type goUnit struct {
	fset    *gotoken.FileSet
	pkg     string
	types   map[string]*ast.TypeSpec
	imports map[string]string // by the name in the file
	used    map[string]bool
	results []ast.Expr // of the function that is read
	named   []string
	hidden  int
	iota    int64
	err     *broken
	file    string
}

func (u *goUnit) pos(n ast.Node) place {
	p := u.fset.Position(n.Pos())
	end := u.fset.Position(n.End())
	pl := place{line: p.Line, col: p.Column - 1}
	if end.Line == p.Line {
		pl.end = end.Column - 1
	}
	return pl
}

func (u *goUnit) refuse(n ast.Node, what string) *node {
	if u.err == nil {
		p := u.fset.Position(n.Pos())
		u.err = &broken{file: p.Filename, line: p.Line, col: p.Column, text: what + " is not simulated", plain: true}
	}
	return &node{kind: kConst}
}

func (u *goUnit) temp() string {
	u.hidden++
	return "%g" + itoa(u.hidden)
}

func goName(name string, pos place) *node { return &node{kind: kName, text: name, pos: pos} }

func goConst(v value, pos place) *node { return &node{kind: kConst, val: v, pos: pos} }

// goCall is a call of a function of the machine.
func goCall(name string, fn nativeFn, pos place, list ...*node) *node {
	return &node{kind: kCall, pos: pos, kids: append([]*node{goConst(&native{name: name, run: fn}, pos)}, list...)}
}

func goLet(name string, v *node, pos place) *node {
	return &node{kind: kVar, text: "let", pos: pos, kids: []*node{goName(name, pos), v}}
}

func goBlock(pos place, kids ...*node) *node { return &node{kind: kBlock, kids: kids, pos: pos} }

// decls are the declarations of a file: types and functions first.
func (u *goUnit) decls(f *ast.File) (types, funcs, vars []*node) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			funcs = append(funcs, u.funcDecl(d)...)
		case *ast.GenDecl:
			switch d.Tok {
			case gotoken.TYPE:
				for _, s := range d.Specs {
					types = append(types, u.typeDecl(s.(*ast.TypeSpec)))
				}
			case gotoken.CONST, gotoken.VAR:
				vars = append(vars, u.values(d)...)
			}
		}
	}
	return types, funcs, vars
}

func (u *goUnit) funcDecl(d *ast.FuncDecl) []*node {
	pos := u.pos(d)
	if d.Body == nil {
		return nil
	}
	name := d.Name.Name
	fn := u.function(name, d.Type, d.Body, d.Recv)
	f := &node{kind: kFunc, fn: fn, pos: pos}
	if d.Recv == nil {
		fn.name = u.pkg + "." + name
		return []*node{goLet(name, f, pos)}
	}
	t := d.Recv.List[0].Type
	star, pointer := t.(*ast.StarExpr)
	if pointer {
		t = star.X
	}
	if ix, ok := t.(*ast.IndexExpr); ok {
		t = ix.X
	}
	id, ok := t.(*ast.Ident)
	if !ok {
		return []*node{u.refuse(d, "this receiver")}
	}
	fn.static = pointer
	fn.name = u.pkg + "." + id.Name + "." + name
	if pointer {
		fn.name = u.pkg + ".(*" + id.Name + ")." + name
	}
	return []*node{{kind: kExpr, pos: pos, kids: []*node{goCall("method", goMethod, pos, goName(id.Name, pos), goConst(name, pos), f)}}}
}

// function reads parameters and body.
func (u *goUnit) function(name string, t *ast.FuncType, body *ast.BlockStmt, recv *ast.FieldList) *fnode {
	fn := &fnode{name: name, line: u.pos(t).line}
	add := func(list *ast.FieldList) {
		if list == nil {
			return
		}
		for i, f := range list.List {
			names := f.Names
			if len(names) == 0 {
				names = []*ast.Ident{{Name: "%u" + itoa(i)}}
			}
			for j, n := range names {
				p := param{name: n.Name, conv: goKindOf(f.Type)}
				if n.Name == "_" {
					p.name = "%u" + itoa(i) + itoa(j)
				}
				if _, rest := f.Type.(*ast.Ellipsis); rest {
					p.rest = true
				}
				fn.params = append(fn.params, p)
			}
		}
	}
	add(recv)
	add(t.Params)
	keptResults, keptNamed := u.results, u.named
	u.results, u.named = nil, nil
	pos := u.pos(t)
	var head []*node
	if t.Results != nil {
		for _, f := range t.Results.List {
			n := max(len(f.Names), 1)
			for i := 0; i < n; i++ {
				u.results = append(u.results, f.Type)
			}
			for _, id := range f.Names {
				u.named = append(u.named, id.Name)
				head = append(head, goLet(id.Name, u.zero(f.Type), pos))
			}
		}
	}
	stmts := u.block(body.List)
	if defers(body) {
		stmts = u.deferring(stmts, pos)
	}
	fn.body = append(head, stmts...)
	if len(u.named) > 0 {
		fn.body = append(fn.body, u.returnNamed(pos))
	}
	u.results, u.named = keptResults, keptNamed
	return fn
}

func (u *goUnit) returnNamed(pos place) *node {
	var list []*node
	for _, n := range u.named {
		list = append(list, goName(n, pos))
	}
	if len(list) == 1 {
		return &node{kind: kReturn, kids: list, pos: pos}
	}
	return &node{kind: kReturn, kids: []*node{{kind: kTuple, kids: list, pos: pos}}, pos: pos}
}

// defers tells whether a body has defer statements of its own.
func defers(body *ast.BlockStmt) (found bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = true
		}
		return !found
	})
	return found
}

// deferring wraps a body so that what was deferred runs when it is left.
func (u *goUnit) deferring(body []*node, pos place) []*node {
	deferred := goName("%defer", pos)
	one := u.temp()
	call := &node{kind: kExpr, pos: pos, kids: []*node{{kind: kCall, pos: pos, kids: []*node{{kind: kIndex, kids: []*node{goName(one, pos), goConst(int64(0), pos)}, pos: pos}, {kind: kSpread, kids: []*node{{kind: kIndex, kids: []*node{goName(one, pos), goConst(int64(1), pos)}, pos: pos}}, pos: pos}}}}}
	loop := &node{kind: kWhile, pos: pos, kids: []*node{goCall("some", func(m *machine, c *args) (value, error) { return len(c.at(0).(*list).items) > 0, nil }, pos, deferred),
		goBlock(pos, goLet(one, goCall("pop", func(m *machine, c *args) (value, error) {
			l := c.at(0).(*list)
			v := l.items[len(l.items)-1]
			l.items = l.items[: len(l.items)-1 : len(l.items)-1]
			return v, nil
		}, pos, deferred), pos), call)}}
	exc := u.temp()
	caught := &node{kind: kHandler, pos: pos, kids: []*node{{}, goName(exc, pos), goBlock(pos, &node{kind: kExpr, pos: pos, kids: []*node{goCall("panicking", func(m *machine, c *args) (value, error) {
		m.panics = append(m.panics[:len(m.panics):len(m.panics)], c.at(0))
		return nil, nil
	}, pos, goName(exc, pos))}}, &node{kind: kExpr, pos: pos, kids: []*node{{kind: kSet1, kids: []*node{goName("%caught", pos), goConst(true, pos)}, pos: pos}}})}}
	try := &node{kind: kTry, pos: pos, kids: []*node{goBlock(pos, body...), {}, goBlock(pos, loop), caught}}
	after := &node{kind: kIf, pos: pos, kids: []*node{goName("%caught", pos), {kind: kExpr, pos: pos, kids: []*node{goCall("settle", func(m *machine, c *args) (value, error) {
		v := m.panics[len(m.panics)-1]
		m.panics = m.panics[: len(m.panics)-1 : len(m.panics)-1]
		if v == (undefined{}) { // recovered
			return nil, nil
		}
		return nil, &thrown{value: v, fresh: true}
	}, pos)}}}}
	return []*node{goLet("%defer", &node{kind: kList, pos: pos}, pos), goLet("%caught", goConst(false, pos), pos), try, after}
}

// typeDecl makes a type: a struct with its fields, or another name for what it stands for.
func (u *goUnit) typeDecl(s *ast.TypeSpec) *node {
	pos := u.pos(s)
	if s.TypeParams != nil {
		for _, f := range s.TypeParams.List { // what a parameter stands for is not needed
			_ = f
		}
	}
	name := goConst(u.pkg+"."+s.Name.Name, pos)
	st, ok := s.Type.(*ast.StructType)
	if !ok {
		kind := goKindOf(s.Type)
		if _, iface := s.Type.(*ast.InterfaceType); iface {
			kind = "interface"
		}
		return goLet(s.Name.Name, goCall("type", goMakeType, pos, name, goConst(kind, pos), &node{kind: kFunc, fn: &fnode{body: []*node{{kind: kReturn, kids: []*node{u.zero(s.Type)}, pos: pos}}}, pos: pos}), pos)
	}
	return goLet(s.Name.Name, u.structType(name, st, pos), pos)
}

func (u *goUnit) structType(name *node, st *ast.StructType, pos place) *node {
	list := []*node{name, goConst("struct", pos)}
	for _, f := range st.Fields.List {
		names := f.Names
		embedded := ""
		if len(names) == 0 {
			t := f.Type
			if star, ok := t.(*ast.StarExpr); ok {
				t = star.X
			}
			if sel, ok := t.(*ast.SelectorExpr); ok {
				t = sel.Sel
			}
			id, ok := t.(*ast.Ident)
			if !ok {
				return u.refuse(f, "this embedded type")
			}
			names, embedded = []*ast.Ident{id}, "e"
		}
		tag := ""
		if f.Tag != nil {
			tag, _ = strconv.Unquote(f.Tag.Value)
		}
		for _, n := range names {
			zero := &node{kind: kFunc, fn: &fnode{name: n.Name, body: []*node{{kind: kReturn, kids: []*node{u.zero(f.Type)}, pos: pos}}}, pos: pos}
			list = append(list, &node{kind: kTuple, pos: pos, kids: []*node{goConst(n.Name, pos), goConst(goKindOf(f.Type), pos), goConst(tag, pos), goConst(embedded, pos), zero}})
		}
	}
	return goCall("type", goMakeType, pos, list...)
}

// goKindOf is the kind of a type as far as its text tells: float64, int,
// string, bool, bytes, slice, map, pointer, func; a named type is itself.
func goKindOf(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		switch t.Name {
		case "float64", "float32":
			return "float64"
		case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "byte", "rune", "uintptr":
			return "int"
		case "string", "bool", "error", "any":
			return t.Name
		}
		return "named " + t.Name
	case *ast.ArrayType:
		if id, ok := t.Elt.(*ast.Ident); ok && (id.Name == "byte" || id.Name == "uint8") && t.Len == nil {
			return "bytes"
		}
		if id, ok := t.Elt.(*ast.Ident); ok && (id.Name == "float64" || id.Name == "float32") {
			return "floats"
		}
		if id, ok := t.Elt.(*ast.Ident); ok && (id.Name == "rune" || id.Name == "int32") {
			return "runes"
		}
		return "slice"
	case *ast.Ellipsis:
		return goKindOf(t.Elt)
	case *ast.MapType:
		return "map"
	case *ast.StarExpr:
		return "pointer"
	case *ast.FuncType:
		return "func"
	case *ast.SelectorExpr:
		if x, ok := t.X.(*ast.Ident); ok {
			return "named " + x.Name + "." + t.Sel.Name
		}
	case *ast.ChanType:
		return "chan"
	case *ast.InterfaceType:
		return "any"
	}
	return ""
}

// zero is the zero value of a type.
func (u *goUnit) zero(t ast.Expr) *node {
	pos := u.pos(t)
	switch kind := goKindOf(t); kind {
	case "float64":
		return goConst(0.0, pos)
	case "int":
		return goConst(int64(0), pos)
	case "string":
		return goConst("", pos)
	case "bool":
		return goConst(false, pos)
	}
	switch t := t.(type) {
	case *ast.Ident:
		if t.Name == "error" || t.Name == "any" {
			return goConst(nil, pos)
		}
		return goCall("zero", goZero, pos, goName(t.Name, pos))
	case *ast.SelectorExpr:
		return goCall("zero", goZero, pos, u.expr(t))
	case *ast.StructType:
		return goCall("zero", goZero, pos, u.structType(goConst("struct {...}", pos), t, pos))
	case *ast.IndexExpr:
		return u.zero(t.X)
	case *ast.ArrayType:
		if t.Len != nil {
			if _, dots := t.Len.(*ast.Ellipsis); dots {
				return &node{kind: kList, pos: pos}
			}
			return goCall("array", goArray, pos, u.expr(t.Len), u.thunk(u.zero(t.Elt), pos))
		}
	}
	return goConst(nil, pos)
}

// thunk is a function without parameters that answers a value.
func (u *goUnit) thunk(v *node, pos place) *node {
	return &node{kind: kFunc, fn: &fnode{body: []*node{{kind: kReturn, kids: []*node{v}, pos: pos}}}, pos: pos}
}

// values are const and var declarations.
func (u *goUnit) values(d *ast.GenDecl) (out []*node) {
	var last *ast.ValueSpec
	for i, s := range d.Specs {
		v := s.(*ast.ValueSpec)
		from := v
		if d.Tok == gotoken.CONST {
			if len(v.Values) == 0 && last != nil {
				from = last
			} else {
				last = v
			}
		}
		pos := u.pos(v)
		if len(from.Values) == 1 && len(v.Names) > 1 {
			out = append(out, u.assign(identExprs(v.Names), []ast.Expr{from.Values[0]}, true, pos)...)
			continue
		}
		for j, n := range v.Names {
			var e *node
			switch {
			case j < len(from.Values):
				e = u.exprIota(from.Values[j], int64(i))
				if from.Type != nil {
					e = u.conv(e, from.Type)
				}
				e = goCopied(e)
			case v.Type != nil:
				e = u.zero(v.Type)
			default:
				e = goConst(nil, pos)
			}
			if n.Name == "_" {
				out = append(out, &node{kind: kExpr, kids: []*node{e}, pos: pos})
				continue
			}
			if e.kind == kFunc && e.fn.name == "" {
				e.fn.name = "func1"
			}
			out = append(out, goLet(n.Name, e, pos))
		}
	}
	return out
}

func identExprs(ids []*ast.Ident) (out []ast.Expr) {
	for _, id := range ids {
		out = append(out, id)
	}
	return out
}

// exprIota is an expression of a constant, with iota in it.
func (u *goUnit) exprIota(e ast.Expr, n int64) *node {
	kept := u.iota
	u.iota = n
	out := u.expr(e)
	u.iota = kept
	return out
}

// conv makes a value one of a type where that changes it.
func (u *goUnit) conv(v *node, t ast.Expr) *node {
	kind := goKindOf(t)
	switch {
	case kind == "float64":
		if v.kind == kConst {
			if n, ok := v.val.(int64); ok {
				return goConst(float64(n), v.pos)
			}
		}
		return goCall("float64", goFloat, v.pos, v)
	case strings.HasPrefix(kind, "named "):
		if id, ok := t.(*ast.Ident); ok {
			if s := u.types[id.Name]; s != nil {
				switch s.Type.(type) {
				case *ast.StructType, *ast.InterfaceType:
					return v
				}
				return goCall("convert", goConvert, v.pos, goName(id.Name, v.pos), v)
			}
			return v
		}
		if sel, ok := t.(*ast.SelectorExpr); ok && sel.Sel.Name == "Duration" {
			return goCall("convert", goConvert, v.pos, u.expr(t), v)
		}
	}
	return v
}

// goCopied copies a struct that has another owner.
func goCopied(v *node) *node {
	switch v.kind {
	case kName, kAttr, kIndex:
		return goCall("copy", goCopy, v.pos, v)
	}
	if v.kind == kCall && v.kids[0].kind == kConst {
		if n, ok := v.kids[0].val.(*native); ok && (n.name == "deref" || n.name == "index") {
			return goCall("copy", goCopy, v.pos, v)
		}
	}
	return v
}
