package differential

import (
	"go/ast"
	goparser "go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestMutants reads the Dockerfiles that BuildKit's tests hold, and thousands
// that are those broken in small ways.
func TestMutants(t *testing.T) {
	all, r := literals(t), rand.New(rand.NewPCG(1, 2))
	for _, src := range all {
		compare(t, src)
	}
	for range 20_000 {
		if src := mutant(r, all); utf8.ValidString(src) {
			compare(t, src)
		}
	}
}

// literals are the Dockerfiles in BuildKit's module: its parser's test files, and
// the texts in its tests that hold a FROM.
func literals(t testing.TB) []string {
	t.Helper()
	dir := buildkit(t)
	var list []string
	files, _ := filepath.Glob(dir + "/parser/testfile*/*/Dockerfile")
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(data))
	}
	sources, _ := filepath.Glob(dir + "/*_test.go")
	more, _ := filepath.Glob(dir + "/*/*_test.go")
	for _, name := range append(sources, more...) {
		list = append(list, quoted(t, name)...)
	}
	if len(list) < 400 {
		t.Fatalf("only %d Dockerfiles found in %s", len(list), dir)
	}
	return list
}

// quoted are the string literals of a Go file that look like Dockerfiles.
func quoted(t testing.TB, name string) []string {
	file, err := goparser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && strings.Contains(strings.ToUpper(s), "FROM ") {
				list = append(list, s)
			}
		}
		return true
	})
	return list
}

// pieces are put into Dockerfiles to break them.
var pieces = []string{"\\\n", "\n", " ", "\"", "'", "[", "]", "<<EOF", "<<-'E'\n", "--from=", "--mount=type=cache,target=/x ", "$", "${x:-y}", "=", "#", "\t", ",", "ONBUILD ", "RUN ", "ENV ", "ARG ", "as ", "`", "--", "\\", "\r", "{}", "HEALTHCHECK ", "[\"a\"]", "<<", "EOF\n", "--chmod=", "# escape=`\n"}

// mutant is a Dockerfile with a few places broken.
func mutant(r *rand.Rand, all []string) string {
	s := all[r.IntN(len(all))]
	if len(s) > 600 {
		at := r.IntN(len(s) - 500)
		s = s[at : at+500]
	}
	for range 1 + r.IntN(3) {
		at := r.IntN(len(s) + 1)
		switch r.IntN(3) {
		case 0:
			s = s[:at] + pieces[r.IntN(len(pieces))] + s[at:]
		case 1:
			s = s[:at] + s[min(len(s), at+1+r.IntN(4)):]
		case 2:
			other := all[r.IntN(len(all))]
			from := r.IntN(len(other) + 1)
			s = s[:at] + other[from:min(len(other), from+30)] + s[at:]
		}
	}
	return s
}
