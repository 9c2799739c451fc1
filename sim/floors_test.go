package sim_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// floors is the house as a table: a package imports packages of ours on lower
// floors only.
var floors = map[string]int{
	"sim/script": 4, "sim/sql": 1, "sim/password": 1,
	"cmd/drydock": 13, "cmd/wasm": 13, "web/export": 12, "web/export/thin": 1, "web/sqlstore": 12, "web": 11, "web/picture": 1, "sim/simtest": 11, "sim/lessontest": 10, "sim/record": 10, "sim": 9, "sim/terminal": 8, "sim/docker": 7, "sim/compose": 6,
	"templates": 6, "sim/scene": 5, "sim/lesson": 5, "sim/foreign": 6, "sim/bin": 5, "sim/build": 5, "sim/engine": 4, "sim/shell": 4, "sim/catalog": 4, "sim/image": 3, "sim/proc": 3,
	"sim/vfs": 2, "sim/network": 2, "sim/persist": 1, "sim/archive": 1, "sim/repos": 1, "sim/dockerfile": 1, "sim/hcl": 1, "sim/bake": 2, "sim/http1": 1, "sim/resp": 1, "sim/internet": 2, "static": 1, "migrations": 1,
}

// banned from the simulator: it has no clock, no randomness and no reach to
// the real machine.
var banned = map[string]bool{"os": true, "os/exec": true, "os/signal": true, "net": true, "net/http": true, "sync": true,
	"sync/atomic": true, "context": true, "log": true, "log/slog": true, "math/rand": true, "math/rand/v2": true,
	"crypto/rand": true, "syscall": true, "unsafe": true, "io/ioutil": true, "path/filepath": true}

// lazy are the packages that may use sync, for OnceValue: what it keeps is a
// constant that is worked out when it is first needed.
var lazy = map[string]bool{"sim/catalog": true}

var bannedCalls = map[string]bool{"time.Now": true, "time.Since": true, "time.Until": true, "time.Sleep": true, "time.After": true,
	"time.Tick": true, "time.NewTimer": true, "time.NewTicker": true, "time.AfterFunc": true}

// fromOutside are the modules each package of the simulator may use.
var fromOutside = map[string][]string{
	"sim":         {"github.com/distribution/reference"},
	"sim/image":   {"github.com/opencontainers/", "github.com/moby/docker-image-spec/", "github.com/distribution/reference"},
	"sim/catalog": {"github.com/opencontainers/", "github.com/moby/docker-image-spec/"},
	"sim/engine": {"github.com/opencontainers/", "github.com/moby/docker-image-spec/", "github.com/moby/moby/api/",
		"github.com/distribution/reference", "github.com/docker/go-units"},
	"sim/build": {"github.com/opencontainers/", "github.com/moby/docker-image-spec/", "github.com/moby/patternmatcher",
		"github.com/distribution/reference", "github.com/docker/go-units"},
	"sim/shell":      {"mvdan.cc/sh/v3/"},
	"sim/scene":      {"github.com/docker/go-units", "github.com/distribution/reference", "github.com/opencontainers/go-digest"},
	"sim/docker":     {"github.com/spf13/pflag", "github.com/moby/moby/api/", "github.com/distribution/reference", "github.com/docker/go-units", "github.com/opencontainers/", "github.com/moby/docker-image-spec/"},
	"sim/foreign":    {"go.yaml.in/yaml/v4"},
	"sim/lesson":     {"github.com/yuin/goldmark", "go.yaml.in/yaml/v4"},
	"sim/compose":    {"go.yaml.in/yaml/v4", "github.com/moby/moby/api/", "github.com/docker/go-units", "github.com/moby/patternmatcher"},
	"sim/record":     {"golang.org/x/tools/txtar"},
	"sim/simtest":    {"golang.org/x/tools/txtar"},
	"sim/dockerfile": {"github.com/docker/go-units"},
	"sim/password":   {"golang.org/x/crypto/blowfish"},
}

func TestFloors(t *testing.T) {
	root := ".."
	seen := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != root {
			if d != nil && d.IsDir() {
				return filepath.SkipDir
			}
			return err
		}
		if d.IsDir() && name != root {
			if _, err := os.Stat(filepath.Join(name, "go.mod")); err == nil {
				return filepath.SkipDir // a module of its own, no part of the house
			}
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		seen++
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		checkFile(t, name, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 50 {
		t.Fatalf("only %d files looked at", seen)
	}
}

func checkFile(t *testing.T, name, pkg string) {
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
	if err != nil {
		t.Fatal(err)
	}
	floor, known := floors[pkg]
	if !known {
		t.Errorf("%s: the package %s stands on no floor", name, pkg)
	}
	pure := strings.HasPrefix(pkg, "sim") && pkg != "sim/simtest"
	for _, imp := range file.Imports {
		checkImport(t, name, pkg, strings.Trim(imp.Path.Value, `"`), floor, pure)
	}
	if pure {
		checkPurity(t, name, file)
	}
}

func checkImport(t *testing.T, name, pkg, imp string, floor int, pure bool) {
	if ours, ok := strings.CutPrefix(imp, "drydock/"); ok {
		if below, known := floors[ours]; !known || below >= floor {
			t.Errorf("%s: %s (floor %d) imports %s (floor %d)", name, pkg, floor, ours, below)
		}
		return
	}
	if !pure {
		return
	}
	if banned[imp] && (imp != "sync" || !lazy[pkg]) {
		t.Errorf("%s: the simulator may not import %s", name, imp)
	}
	if first, _, _ := strings.Cut(imp, "/"); strings.Contains(first, ".") {
		for _, ok := range fromOutside[pkg] {
			if strings.HasPrefix(imp, ok) {
				return
			}
		}
		t.Errorf("%s: %s may not import %s", name, pkg, imp)
	}
}

// checkPurity finds what would make a world more than a value.
func checkPurity(t *testing.T, name string, file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			t.Errorf("%s: a goroutine", name)
		case *ast.SelectStmt, *ast.ChanType, *ast.SendStmt:
			t.Errorf("%s: a channel or select", name)
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && bannedCalls[x.Name+"."+n.Sel.Name] {
				t.Errorf("%s: %s.%s", name, x.Name, n.Sel.Name)
			} else if ok && x.Name == "sync" && n.Sel.Name != "OnceValue" {
				t.Errorf("%s: sync.%s: only OnceValue is a constant", name, n.Sel.Name)
			}
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				t.Errorf("%s: an init function", name)
			}
		}
		return true
	})
	checkVariables(t, name, file)
}

// checkVariables finds assignments to variables of the package.
func checkVariables(t *testing.T, name string, file *ast.File) {
	vars := map[string]bool{}
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR {
			continue
		}
		for _, s := range g.Specs {
			for _, id := range s.(*ast.ValueSpec).Names {
				vars[id.Name] = id.Name != "_"
			}
		}
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		local := locals(f)
		ast.Inspect(f, func(n ast.Node) bool {
			a, ok := n.(*ast.AssignStmt)
			if !ok || a.Tok == token.DEFINE {
				return true
			}
			for _, l := range a.Lhs {
				if id, ok := l.(*ast.Ident); ok && vars[id.Name] && !local[id.Name] {
					t.Errorf("%s: %s changes the package variable %s", name, f.Name.Name, id.Name)
				}
			}
			return true
		})
	}
}

// locals are the names a function declares.
func locals(f *ast.FuncDecl) map[string]bool {
	names := map[string]bool{}
	fields := func(list *ast.FieldList) {
		if list == nil {
			return
		}
		for _, field := range list.List {
			for _, id := range field.Names {
				names[id.Name] = true
			}
		}
	}
	fields(f.Recv)
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType:
			fields(n.Params)
			fields(n.Results)
		case *ast.ValueSpec:
			for _, id := range n.Names {
				names[id.Name] = true
			}
		case *ast.AssignStmt:
			for _, l := range n.Lhs {
				if id, ok := l.(*ast.Ident); ok && n.Tok == token.DEFINE {
					names[id.Name] = true
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if id, ok := e.(*ast.Ident); ok && n.Tok == token.DEFINE {
					names[id.Name] = true
				}
			}
		}
		return true
	})
	return names
}
