package differential

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// buildkit is where the module cache has BuildKit's Dockerfile frontend.
func buildkit(t testing.TB) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/moby/buildkit").Output()
	if err != nil {
		t.Fatalf("the module cache does not have BuildKit: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "frontend", "dockerfile")
}

// TestBuildKitsOwnFiles reads every Dockerfile that BuildKit tests its parser with.
func TestBuildKitsOwnFiles(t *testing.T) {
	root := buildkit(t)
	var files []string
	for _, pattern := range []string{"parser/testfiles/*/Dockerfile", "parser/testfiles-negative/*/Dockerfile", "parser/testfile-line/Dockerfile"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 35 {
		t.Fatalf("only %d files of BuildKit's found", len(files))
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) { compare(t, string(src)) })
	}
}

// TestGenerated reads Dockerfiles put together from parts.
func TestGenerated(t *testing.T) {
	n := 0
	for src := range generated {
		n++
		compare(t, src)
	}
	if n < 2000 {
		t.Errorf("only %d Dockerfiles were made", n)
	}
	t.Logf("%d generated Dockerfiles", n)
}

// FuzzSame reads whatever comes.
func FuzzSame(f *testing.F) {
	for i, src := range seeds() {
		f.Add(src)
		if i > 400 {
			break
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		if !utf8.ValidString(src) {
			t.Skip("BuildKit's protocol does not carry what is no UTF-8")
		}
		compare(t, src)
	})
}

// compare fails unless both sides read the same, or an exception tells why not.
func compare(t *testing.T, src string) {
	t.Helper()
	a, b := theirs(src), ours(src)
	text := difference(a, b)
	if text == "" {
		return
	}
	for _, x := range exceptions {
		if x.fits(src, a, b) {
			return
		}
	}
	t.Errorf("%s\n--- Dockerfile\n%s\n---", text, fmt.Sprintf("%q", src))
}
