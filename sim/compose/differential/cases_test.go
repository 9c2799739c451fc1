package differential

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// kase is a set of files and how a project is asked for.
type kase struct {
	name  string
	dir   string            // copied whole, where there is one
	files map[string]string // path below the project's directory -> content
	use   []string          // -f; none: found by name
}

const library = "github.com/compose-spec/compose-go/v2"

// libraryDir is where the library's source lies, its own test data too.
func libraryDir(t *testing.T) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", library).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// fromData are the library's own files, each with the directory it lies in.
func fromData(t *testing.T, root string) []kase {
	var all []kase
	for _, dir := range []string{"loader", "cli"} {
		top := filepath.Join(root, dir, "testdata")
		if err := filepath.Walk(top, func(path string, info os.FileInfo, err error) error {
			if ext := filepath.Ext(path); err == nil && (ext == ".yml" || ext == ".yaml") {
				rel, _ := filepath.Rel(root, path)
				at, _ := filepath.Rel(top, path)
				all = append(all, kase{name: rel, dir: top, use: []string{at}})
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// bomb tells of a text whose aliases multiply: we refuse it, the library of
// Compose 5.5 fills the machine's memory with it.
func bomb(text string) bool { return strings.Count(text, "*") > 15 }

// fromTests are the compose files that stand as text in the library's tests.
func fromTests(t *testing.T, root string) []kase {
	var all []kase
	files, err := filepath.Glob(filepath.Join(root, "loader", "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob(filepath.Join(root, "loader", "tests", "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, more...) {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING || !strings.HasPrefix(lit.Value, "`") {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err == nil && strings.Contains(text, "services:") && !strings.Contains(text, "%[") && !bomb(text) {
				pos := set.Position(lit.Pos())
				all = append(all, kase{name: filepath.Base(file) + ":" + strconv.Itoa(pos.Line), dir: filepath.Join(root, "loader"),
					files: map[string]string{"compose.yaml": text}, use: []string{"compose.yaml"}})
			}
			return true
		})
	}
	return all
}

// fromTranscripts are the compose files that our own transcripts write.
func fromTranscripts(t *testing.T) []kase {
	var all []kase
	files, err := filepath.Glob("../../testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, text := range heredocs(string(data)) {
			if strings.Contains(text, "services:") {
				all = append(all, kase{name: filepath.Base(file) + "#" + strconv.Itoa(i), files: map[string]string{"compose.yaml": text}, use: []string{"compose.yaml"}})
			}
		}
	}
	return all
}

// heredocs are the texts that a transcript's commands give to cat.
func heredocs(transcript string) []string {
	var all []string
	lines := strings.Split(transcript, "\n")
	for i := 0; i < len(lines); i++ {
		_, end, ok := strings.Cut(lines[i], "<<")
		if !ok || !strings.HasPrefix(strings.TrimSpace(lines[i]), "$ cat") {
			continue
		}
		end = strings.Trim(strings.Fields(end + " X")[0], `'"`)
		var b strings.Builder
		for i++; i < len(lines); i++ {
			l := strings.TrimPrefix(strings.TrimPrefix(lines[i], "  > "), "  >")
			if l == end {
				break
			}
			b.WriteString(l + "\n")
		}
		all = append(all, b.String())
	}
	return all
}
