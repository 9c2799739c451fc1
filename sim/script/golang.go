package script

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/scanner"
	gotoken "go/token"
	"path"
	"sort"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

var golang = &language{name: "go", one: int64(1), same: "==", deepest: 5000}

// errBlocked is what a native answers that waits for another goroutine.
var errBlocked = errors.New("blocked")

// goPrefix begins the name of a program that go build made; its sources follow.
const goPrefix = "go-program\n"

// goProgram is the program whose name the machine knows it by is what go build
// wrote into its file: the sources. It is nil for other names.
func goProgram(name string) proc.Program {
	text, ok := strings.CutPrefix(name, goPrefix)
	if !ok {
		return nil
	}
	return func(p *proc.Proc, _ proc.Event) {
		m := newMachine(p, golang)
		p.Ignore |= proc.Of(proc.SIGPIPE)
		m.argv = append([]string(nil), p.Argv...)
		m.runGo(goSplit(text))
		m.live()
	}
}

// goSource is one file: its path as errors name it, its package's path, and text.
type goSource struct{ file, pkg, text string }

func goJoin(all []goSource) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(strconv.Quote(s.file) + " " + strconv.Quote(s.pkg) + " " + itoa(len(s.text)) + "\n" + s.text)
	}
	return b.String()
}

func goSplit(text string) (all []goSource) {
	for text != "" {
		head, rest, _ := strings.Cut(text, "\n")
		f := strings.Fields(head)
		if len(f) != 3 {
			return all
		}
		n, _ := strconv.Atoi(f[2])
		file, _ := strconv.Unquote(f[0])
		pkg, _ := strconv.Unquote(f[1])
		n = min(n, len(rest))
		all = append(all, goSource{file, pkg, rest[:n]})
		text = rest[n:]
	}
	return all
}

func (m *machine) goVersion() string {
	if v, ok := m.p.Getenv("GOLANG_VERSION"); ok && v != "" {
		return v
	}
	return "1.26.5"
}

// goPackage is one package that is read: its units of code and what it imports.
type goPackage struct {
	code    []*code
	imports []string
}

// readGo reads the files of one package. Errors come as the compiler prints them.
func readGo(pkg string, all []goSource) (*goPackage, []string, *broken) {
	fset := gotoken.NewFileSet()
	var files []*ast.File
	known := map[string]bool{}
	types := map[string]*ast.TypeSpec{}
	for _, s := range all {
		f, err := parser.ParseFile(fset, s.file, s.text, 0)
		if list, ok := err.(scanner.ErrorList); ok && len(list) > 0 {
			e := list[0]
			return nil, []string{e.Pos.Filename + ":" + itoa(e.Pos.Line) + ":" + itoa(e.Pos.Column) + ": syntax error: " + e.Msg}, nil
		}
		files = append(files, f)
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					known[d.Name.Name] = true
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						known[s.Name.Name], types[s.Name.Name] = true, s
					case *ast.ValueSpec:
						for _, n := range s.Names {
							known[n.Name] = true
						}
					}
				}
			}
		}
	}
	out := &goPackage{}
	var complaints []string
	var bodies [3][]*node
	for i, f := range files {
		u := &goUnit{fset: fset, pkg: f.Name.Name, types: types, imports: map[string]string{}, used: map[string]bool{}, file: all[i].file}
		var heads []*node
		for _, im := range f.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			name := goBase(p)
			if im.Name != nil {
				name = im.Name.Name
			}
			u.imports[name] = p
			out.imports = append(out.imports, p)
			heads = append(heads, &node{kind: kImport, text: p, val: name, flag: true, pos: u.pos(im)})
		}
		types, funcs, vars := u.decls(f)
		if u.err != nil {
			return nil, nil, u.err
		}
		complaints = append(complaints, u.complain(f, known)...)
		bodies[0] = append(append(bodies[0], heads...), types...)
		bodies[1] = append(bodies[1], funcs...)
		bodies[2] = append(bodies[2], vars...)
	}
	if len(complaints) > 0 {
		if len(complaints) > 10 {
			complaints = append(complaints[:10], "too many errors")
		}
		return nil, complaints, nil
	}
	var whole []*node
	for _, b := range bodies {
		whole = append(whole, b...)
	}
	c, bad := compile(golang, all[0].file, pkg, whole, nil)
	if bad != nil {
		return nil, nil, bad
	}
	out.code = []*code{c}
	return out, nil, nil
}

// goBase is the name that an import path gives a package.
func goBase(p string) string {
	base := path.Base(p)
	if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" {
		base = path.Base(path.Dir(p))
	}
	return strings.TrimPrefix(strings.ReplaceAll(base, "-", "_"), "go_")
}

var goUniverse = " append cap clear close complex copy delete imag len make max min new panic print println real recover bool byte comparable error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr any true false nil iota complex64 complex128 _ "

// complain finds what the compiler would refuse most often: names that are not
// defined, imports and variables that are not used.
func (u *goUnit) complain(f *ast.File, known map[string]bool) (out []string) {
	type wrong struct {
		at   gotoken.Pos
		text string
	}
	var all []wrong
	for _, id := range f.Unresolved {
		if u.imports[id.Name] != "" {
			u.used[id.Name] = true
		} else if !known[id.Name] && !(strings.HasPrefix(u.file, "<") && strings.HasPrefix(id.Name, "go_")) && !strings.Contains(goUniverse, " "+id.Name+" ") {
			all = append(all, wrong{id.Pos(), "undefined: " + id.Name})
		}
	}
	for _, im := range f.Imports {
		p, _ := strconv.Unquote(im.Path.Value)
		name := goBase(p)
		if im.Name != nil {
			name = im.Name.Name
		}
		if !u.used[name] && name != "_" && name != "." {
			text := strconv.Quote(p) + " imported and not used"
			all = append(all, wrong{im.Pos(), text})
		}
	}
	//lint:ignore SA1019 whether a name is used can be told without types
	uses := map[*ast.Object]int{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok == gotoken.ASSIGN {
				for _, l := range n.Lhs {
					if id, ok := l.(*ast.Ident); ok && id.Obj != nil {
						uses[id.Obj]--
					}
				}
			}
		case *ast.Ident:
			if n.Obj != nil && n.Obj.Pos() != n.Pos() {
				uses[n.Obj]++
			}
		}
		return true
	})
	ast.Inspect(f, func(n ast.Node) bool {
		fn, ok := n.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			return true
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok || id.Obj == nil || id.Obj.Pos() != id.Pos() || id.Obj.Kind != ast.Var || id.Name == "_" || uses[id.Obj] > 0 {
				return true
			}
			switch id.Obj.Decl.(type) {
			case *ast.AssignStmt, *ast.ValueSpec:
				if a, ok := id.Obj.Decl.(*ast.AssignStmt); ok && len(a.Rhs) == 1 {
					if t, ok := a.Rhs[0].(*ast.TypeAssertExpr); ok && t.Type == nil {
						return true
					}
				}
				all = append(all, wrong{id.Pos(), "declared and not used: " + id.Name})
			}
			return true
		})
		return false
	})
	sort.SliceStable(all, func(i, j int) bool { return all[i].at < all[j].at })
	for _, w := range all {
		p := u.fset.Position(w.at)
		out = append(out, p.Filename+":"+itoa(p.Line)+":"+itoa(p.Column)+": "+w.text)
	}
	return out
}

// runGo begins a program: its packages, then main.
func (m *machine) runGo(all []goSource) {
	for _, s := range all {
		m.remember(s.file, s.text)
	}
	m.goFiles = all
	var own []goSource
	for _, s := range all {
		if s.pkg == "main" {
			own = append(own, s)
		}
	}
	pkg, errs, bad := readGo("main", own)
	switch {
	case bad != nil:
		m.write(2, path.Base(m.p.Argv[0])+": "+bad.file+":"+itoa(bad.line)+": "+bad.text+"\n")
		m.end(1)
		return
	case len(errs) > 0:
		m.write(2, strings.Join(errs, "\n")+"\n")
		m.end(1)
		return
	}
	start := []*node{}
	pos := place{}
	for _, s := range own {
		if strings.Contains(s.text, "\nfunc init()") {
			start = append(start, &node{kind: kExpr, pos: pos, kids: []*node{{kind: kCall, kids: []*node{goName("init", pos)}, pos: pos}}})
			break
		}
	}
	start = append(start, &node{kind: kExpr, pos: pos, kids: []*node{{kind: kCall, kids: []*node{goName("main", pos)}, pos: pos}}})
	c, _ := compile(golang, "<go>", "main", start, nil)
	m.frames = append(m.frames, &frame{code: c, env: m.globals, fenv: m.globals, drop: true}, &frame{code: pkg.code[0], env: m.globals, fenv: m.globals, drop: true})
}

// importGo makes sure that a package is there. It runs again after each
// package whose body had to run first.
func (m *machine) importGo(f *frame, name string) error {
	if v, ok := m.modules.text("%pkg " + name); ok {
		f.push(v)
		return nil
	}
	e := &env{vars: newDict(), fn: true}
	o := &object{class: moduleClass, props: e.vars}
	e.vars.put("__name__", goBase(name))
	found := false
	for _, key := range sortedNames(m.lib.functions) {
		if rest, ok := strings.CutPrefix(key, name+"."); ok && !strings.Contains(rest, "/") {
			e.vars.put(rest, &native{name: rest, run: goTake(m.lib.functions[key])})
			found = true
		} else if rest, ok := strings.CutPrefix(key, "%go."); ok && goTexts[name] != "" {
			e.vars.put("go_"+rest, &native{name: rest, run: m.lib.functions[key]})
		}
	}
	values := m.goValues()
	for _, key := range sortedNames(values) {
		if rest, ok := strings.CutPrefix(key, goBase(name)+"."); ok {
			e.vars.put(rest, values[key])
			found = true
		}
	}
	m.modules.put("%pkg "+name, o)
	var own []goSource
	for _, s := range m.goFiles {
		if s.pkg == name {
			own = append(own, s)
		}
	}
	if file := goTexts[name]; file != "" && len(own) == 0 {
		text, _ := lib.ReadFile("lib/go/" + file + ".txt")
		own = []goSource{{"<" + name + ">", name, string(text)}}
	}
	if len(own) == 0 {
		if !found {
			return goPanic("the package " + name + " is not simulated")
		}
		f.push(o)
		return nil
	}
	pkg, errs, bad := readGo(goBase(name), own)
	if bad != nil || len(errs) > 0 {
		text := strings.Join(errs, "\n")
		if bad != nil {
			text = bad.file + ":" + itoa(bad.line) + ": " + bad.text
		}
		return goPanic(text)
	}
	f.pc--
	m.frames = append(m.frames, &frame{code: pkg.code[0], env: e, fenv: e, drop: true})
	return nil
}

// uncaughtGo prints a panic that nobody recovered from.
func (m *machine) uncaughtGo(t *thrown) {
	m.flush()
	text := ""
	switch v := t.value.(type) {
	case string:
		text = v
	case *object:
		text = m.goText(v, false, 0)
		if v.class != nil && v.class.is(exceptionClass) {
			text, _ = m.exceptionText(v)
		} else if v.props.At("fault") == true && strings.HasSuffix(text, goNilText) {
			text += "\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48f3a5]"
		}
	default:
		text = m.goText(v, false, 0)
		if k := m.goType(v); k == "int" || k == "float64" {
			text = k + "(" + text + ")"
		} else if r, ok := v.(*ref); ok && r.to != nil && r.to.class == goErrorClass {
			text = m.goText(r.to, false, 0)
		}
	}
	out := "panic: " + text + "\n\ngoroutine 1 [running]:\n"
	for i := len(t.trace) - 1; i >= 0; i-- {
		if at := t.trace[i]; !strings.HasPrefix(at.file, "<") && at.pos.line > 0 {
			if at.name == "main" {
				at.name = "main.init"
			}
			out += at.name + "()\n\t" + at.file + ":" + itoa(at.pos.line) + "\n"
		}
	}
	m.write(2, out)
	m.end(2)
}

// goSignal is a signal as a value that prints its name.
func goSignal(sig proc.Signal) value {
	names := map[proc.Signal]string{proc.SIGTERM: "terminated", proc.SIGINT: "interrupt", proc.SIGHUP: "hangup"}
	o := goErr(names[sig]).(*object)
	return o
}

// At2 is the value of a key that is no string, or nil.
func (d *dict) At2(k value) value { v, _ := d.get(k); return v }

// Built is a program that another one made, from what its file says it is: the
// sources that go build put there. It is nil for other names.
func Built(name string) proc.Program { return goProgram(name) }
