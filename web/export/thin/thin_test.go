package thin

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The form of a program that Go builds has the table of its functions as columns,
// and no names but those that the runtime looks for.
func TestOf(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a program")
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "main.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() { println(\"ready\") }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-ldflags=-s -w", "-o", filepath.Join(dir, "main.wasm"), source)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	wasm, err := os.ReadFile(filepath.Join(dir, "main.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	form, err := Of(wasm)
	if err != nil {
		t.Fatal(err)
	}
	h := headOf(t, form)
	if h.Table == nil || h.Table.Count != h.Functions {
		t.Errorf("the table is not known to be that of %d functions: %+v", h.Functions, h.Table)
	}
	total := 0
	for _, n := range h.Lengths {
		total += n
	}
	if want := 4 + int(binary.LittleEndian.Uint32(form)) + total; len(form) != want {
		t.Errorf("%d bytes, want %d", len(form), want)
	}
	for _, at := range []int{0, 7, 9, 100, 1000, len(wasm) / 2} {
		if _, err := Of(wasm[:at]); !errors.Is(err, ErrForm) {
			t.Errorf("cut off at %d: %v", at, err)
		}
	}
}

func headOf(t *testing.T, form []byte) (h Header) {
	n := binary.LittleEndian.Uint32(form)
	if err := json.Unmarshal(form[4:4+n], &h); err != nil {
		t.Fatal(err)
	}
	return h
}

// Instructions and numbers stand in the streams of their kind.
func TestStreams(t *testing.T) {
	m := &maker{}
	m.code(&reader{b: []byte{1, 24, 1, 2, 0x7f, // a function with two locals
		0x02, 0x40, // block
		0x20, 1, 0x29, 3, 24, // what is at 24 from the stack's address
		0x42, 0x85, 0x80, 0x80, 0x80, 0x01, // the address of code 5 in this function
		0x41, 8, 0x10, 9, 0x0d, 0, 0x0b, 0x0b}})
	for stream, want := range map[int]string{
		locals: "\x01\x02\x7f", tokens: "\x02\xc6\x29\xe0\xe5\x10\x0d\x0b\x0b", ofStack: "\x06", codeAt: "\x05", call: "\x09", branch: "\x00",
	} {
		if got := string(m.streams[stream]); got != want {
			t.Errorf("stream %d is %q, want %q", stream, got, want)
		}
	}
	if m.macros(); len(m.Macros) > 0 || m.Tokens != 9 {
		t.Errorf("%d tokens, macros %v", m.Tokens, m.Macros)
	}
}
