package export

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
)

// BenchmarkWeight prints what each package weighs in the program for the
// browser: bytes of code, before anything is packed.
//
//	go test ./web/export -run '^$' -bench Weight -benchtime 1x
func BenchmarkWeight(b *testing.B) {
	out := filepath.Join(b.TempDir(), "named.wasm")
	if err := build(context.Background(), "../..", out, "-w"); err != nil { // with names
		b.Fatal(err)
	}
	wasm, err := os.ReadFile(out)
	if err != nil {
		b.Fatal(err)
	}
	code, sizes := weights(wasm)
	names := make([]string, 0, len(sizes))
	for name := range sizes { // sorted below
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return sizes[b] - sizes[a] })
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "package\tkB of code\tof %d\n", code/1000)
	for _, name := range names[:min(40, len(names))] {
		fmt.Fprintf(w, "%s\t%d\t%.1f %%\n", name, sizes[name]/1000, 100*float64(sizes[name])/float64(code))
	}
	_ = w.Flush() // to a Builder
	fmt.Println("\n" + table.String())
}

// weights are the bytes of code by package, and of all code. Source: the
// WebAssembly core specification, binary format: sections 2, 10 and the custom
// section "name".
func weights(wasm []byte) (code int, by map[string]int) {
	var sizes []int
	names, imports := map[int]string{}, 0
	for r := (reader{wasm, 8}); r.at < len(wasm); {
		kind := int(wasm[r.at])
		r.at++
		n := r.number()
		end := r.at + n
		switch kind {
		case 2:
			for range r.number() {
				r.text()
				r.text()
				r.at++ // all are functions
				r.number()
				imports++
			}
		case 10:
			code = n
			for range r.number() {
				size := r.number()
				sizes = append(sizes, size)
				r.at += size
			}
		case 0:
			if r.text() != "name" {
				break
			}
			for r.at < end {
				part := wasm[r.at]
				r.at++
				after := r.number() + r.at
				if part == 1 {
					for range r.number() {
						i := r.number()
						names[i] = r.text()
					}
				}
				r.at = after
			}
		}
		r.at = end
	}
	by = map[string]int{}
	for i, size := range sizes {
		by[packageOf(names[i+imports])] += size
	}
	return code, by
}

// packageOf is the package of a function by its name in a program, in which
// slashes are underscores.
func packageOf(name string) string {
	name, _, _ = strings.Cut(name, "[")
	name, _, _ = strings.Cut(name, "(")
	for _, host := range []string{"github.com", "golang.org", "go.yaml.in", "mvdan.cc"} {
		if rest, ok := strings.CutPrefix(name, host); ok {
			pkg, _, _ := strings.Cut(rest, ".")
			return host + pkg
		}
	}
	pkg, _, _ := strings.Cut(name, ".")
	return pkg
}

type reader struct {
	b  []byte
	at int
}

func (r *reader) number() (n int) {
	for shift := 0; ; shift += 7 {
		c := r.b[r.at]
		r.at++
		n |= int(c&127) << shift
		if c < 128 {
			return n
		}
	}
}

func (r *reader) text() string {
	n := r.number()
	r.at += n
	return string(r.b[r.at-n : r.at])
}
