package export

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"

	"drydock/web/export/thin"
)

// Program is the program that runs labs in a browser, and what starts it.
type Program struct {
	Wasm []byte
	Core []byte // the small one that answers first; nil: there is none
	Exec []byte // wasm_exec.js of the Go distribution that built it
}

// ErrNoCheckout tells that there is no source to build the program from.
var ErrNoCheckout = errors.New("the program for the browser is built from Drydock's source: run this within a checkout, or name one")

// Build builds the program with the go command from a checkout: dir is within it.
func Build(ctx context.Context, dir string) (p Program, err error) {
	work, err := os.MkdirTemp("", "drydock-export-")
	if err != nil {
		return p, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	out := filepath.Join(work, "drydock.wasm")
	for file, tags := range map[string]string{out: "", coreOf(out): "core"} { // each is a file of its own
		if err := build(ctx, dir, file, tags, "-s -w"); err != nil {
			return p, err
		}
	}
	goroot, err := goTool(ctx, dir, "env", "GOROOT")
	if err != nil {
		return p, err
	}
	return Read(out, filepath.Join(goroot, "lib/wasm/wasm_exec.js"))
}

// coreOf is where the small program is, beside the whole one.
func coreOf(wasm string) string { return strings.TrimSuffix(wasm, ".wasm") + ".core.wasm" }

// build builds the program into a file.
func build(ctx context.Context, dir, out, tags, ldflags string) error {
	root, err := goTool(ctx, dir, "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return errors.Join(ErrNoCheckout, err)
	}
	if _, err := os.Stat(filepath.Join(root, "cmd/wasm/main.go")); err != nil {
		return ErrNoCheckout
	}
	instead, err := standIns(ctx, root, strings.TrimSuffix(out, ".wasm"))
	if err != nil {
		return err
	}
	// Without inlining the program is a fifth smaller when packed.
	_, err = goTool(ctx, root, append(append([]string{"build", "-trimpath", "-tags=" + tags, "-gcflags=all=-l", "-ldflags=" + ldflags}, instead...), "-o", out, "./cmd/wasm")...)
	return err
}

// Read reads a program that was built before, and the wasm_exec.js of the Go
// distribution that built it. The small program is beside the whole one, if it
// is there: NAME.core.wasm.
func Read(wasm, exec string) (p Program, err error) {
	if p.Wasm, err = os.ReadFile(wasm); err == nil {
		p.Exec, err = os.ReadFile(exec)
	}
	if err == nil {
		p.Core, err = os.ReadFile(coreOf(wasm))
	}
	if errors.Is(err, fs.ErrNotExist) && p.Exec != nil {
		err = nil
	}
	return p, err
}

func goTool(ctx context.Context, dir string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, "go", args...)
	c.Dir, c.Env = dir, append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	var faults bytes.Buffer
	c.Stderr = &faults
	out, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, faults.Bytes())
	}
	return strings.TrimSpace(string(out)), nil
}

// Form is what is packed of a program: it in thin form, or as it is where it is
// not as Go is known to write programs.
func Form(wasm []byte) ([]byte, error) {
	form, err := thin.Of(wasm)
	if errors.Is(err, thin.ErrForm) {
		return wasm, nil
	}
	return form, err
}

// Gzip packs as small as gzip can.
func Gzip(b []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // fails for an unknown level only
	return packed(&out, w, b)
}

// Brotli packs at a level from 0 to 11.
func Brotli(b []byte, level int) []byte {
	var out bytes.Buffer
	return packed(&out, brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: level, LGWin: 24}), b)
}

func packed(out *bytes.Buffer, w io.WriteCloser, b []byte) []byte {
	_, _ = w.Write(b) // a Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}
