package export

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// BenchmarkWeight prints what each package weighs in the two programs for the
// browser, as a table of Markdown: kB of code before anything is packed.
//
//	go test ./web/export -run '^$' -bench Weight -benchtime 1x
func BenchmarkWeight(b *testing.B) {
	sizes := map[string]map[string]int{}
	total := map[string]int{}
	for _, tags := range []string{"", "core"} {
		out := filepath.Join(b.TempDir(), "named.wasm")
		if err := build(context.Background(), "../..", out, tags, "-w"); err != nil { // with names
			b.Fatal(err)
		}
		wasm, err := os.ReadFile(out)
		if err != nil {
			b.Fatal(err)
		}
		total[tags], sizes[tags] = weights(wasm)
	}
	names := make([]string, 0, len(sizes[""]))
	for name := range sizes[""] { // sorted below
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return sizes[""][b] - sizes[""][a] })
	fmt.Printf("\n| package | whole, kB of %d | small, kB of %d |\n|---|---:|---:|\n", total[""]/1000, total["core"]/1000)
	for _, name := range names[:min(40, len(names))] {
		fmt.Printf("| %s | %d | %d |\n", name, sizes[""][name]/1000, sizes["core"][name]/1000)
	}
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
