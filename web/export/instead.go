package export

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The program for the browser is built with packages that stand in for those
// that bring along what a browser has no use for: a module is replaced by the
// one beside the program, a package of Go's library by the one in the folder
// instead, at its path.
const (
	replaced = "\nreplace github.com/labstack/echo/v4 => ./cmd/wasm/echo\n\nreplace github.com/google/uuid => ./cmd/wasm/uuid\n"
	overlaid = "cmd/wasm/instead"
)

// standIns are the flags that have the go command build with them. The files
// that they name begin with stem.
func standIns(ctx context.Context, root, stem string) ([]string, error) {
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	sums, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		return nil, err
	}
	overlay, err := overlayOf(ctx, root)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{".mod": append(mod, replaced...), ".sum": sums, ".overlay": overlay}
	for ext, data := range files { // each is a file of its own
		err = errors.Join(err, os.WriteFile(stem+ext, data, 0o600))
	}
	return []string{"-modfile=" + stem + ".mod", "-overlay=" + stem + ".overlay"}, err
}

// overlayOf tells the go command which files of Go's library are others. Source:
// go help build, -overlay; a file that is replaced by "" is not there.
func overlayOf(ctx context.Context, root string) ([]byte, error) {
	goroot, err := goTool(ctx, root, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	folder, files := filepath.Join(root, overlaid), map[string]string{}
	err = filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		path, err := filepath.Rel(folder, filepath.Dir(name))
		if err != nil {
			return err
		}
		dir := filepath.Join(goroot, "src", path)
		theirs, err := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, file := range theirs {
			if files[file] == "" {
				files[file] = ""
			}
		}
		files[filepath.Join(dir, filepath.Base(name))] = name
		return err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"Replace": files})
}
