package vfs_test

import (
	"archive/tar"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drydock/sim/vfs"
)

var at = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// edits changes a tree at random and keeps away from nothing.
func edits(t *rapid.T, tree vfs.Tree, label string) vfs.Tree {
	names := rapid.SampledFrom([]string{"/a", "/b", "/a/b", "/a/b/c", "/b/a", "/c", "/c/d", "/c/d/e"})
	for i := range rapid.IntRange(0, 20).Draw(t, label) {
		p := names.Draw(t, "path")
		var n vfs.Tree
		var err error
		switch rapid.IntRange(0, 3).Draw(t, "edit") {
		case 0:
			n, err = tree.Put(p, vfs.File(0o644, rapid.StringN(0, 3, 3).Draw(t, "data"), at.Add(time.Duration(i))))
		case 1:
			n, err = tree.Put(p, vfs.Dir(0o755, at))
		case 2:
			n, err = tree.Put(p, vfs.Symlink("/x", at))
		default:
			n, err = tree.Remove(p, at)
		}
		if err == nil {
			tree = n
		}
	}
	return tree
}

// TestLayerTurnsLowerIntoUpper: what LayerOf finds, Apply restores; and Diff
// finds nothing between a tree and itself.
func TestLayerTurnsLowerIntoUpper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lower := edits(t, vfs.NewTree(at), "lower")
		upper := edits(t, lower, "upper")
		again := vfs.LayerOf(lower, upper).Apply(lower)
		if d := vfs.Diff(upper, again); len(d) > 0 {
			t.Fatalf("differs at %v", d)
		}
		if d := vfs.Diff(lower, lower); len(d) > 0 {
			t.Fatalf("a tree differs from itself: %v", d)
		}
	})
}

// TestLayerSurvivesItsArchive: a layer that went through its tar archive makes
// the same tree of the one below, and its archive is the same bytes.
func TestLayerSurvivesItsArchive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lower := edits(t, vfs.NewTree(at), "lower")
		upper := edits(t, lower, "upper")
		layer := vfs.LayerOf(lower, upper).Settled()
		var b strings.Builder
		layer.WriteTar(&b)
		entries, err := vfs.Untar(b.String())
		if err != nil {
			t.Fatal(err)
		}
		again := vfs.LayerFromTar(entries)
		if d := vfs.Diff(layer.Apply(lower), again.Apply(lower)); len(d) > 0 {
			t.Fatalf("differs at %v", d)
		}
		var c strings.Builder
		again.WriteTar(&c)
		if b.String() != c.String() {
			t.Fatal("the archive of the layer read back is another")
		}
	})
}

// TestSparseIsStandard: the standard library reads the hole of a sparse entry
// as zeros, and what follows it is in its place.
func TestSparseIsStandard(t *testing.T) {
	long := strings.Repeat("d/", 80) + "größe"
	hole := vfs.Node{Mode: 0o644, ModTime: at, Size: 70_000, Data: "head", Hole: true}
	r := tar.NewReader(strings.NewReader(vfs.Tar([]vfs.Entry{{Name: long, Node: hole}, {Name: "after", Node: vfs.File(0o600, "x", at)}})))
	h, err := r.Next()
	if err != nil || h.Name != long || h.Size != 70_000 {
		t.Fatal(h, err)
	}
	text, err := io.ReadAll(r)
	if err != nil || string(text) != "head"+strings.Repeat("\x00", 70_000-4) {
		t.Fatal(len(text), err)
	}
	if h, err = r.Next(); err != nil || h.Name != "after" {
		t.Fatal(h, err)
	}
}

func TestResolve(t *testing.T) {
	tree := vfs.Files(at, map[string]string{
		"/usr/bin/sh": "x", "/bin": "-> usr/bin", "/loop": "-> /loop", "/up/here": "-> ../usr/bin/sh", "/abs": "-> /bin/sh", "/file": "y",
	}).Apply(vfs.NewTree(at))
	for _, c := range []struct {
		in     string
		follow bool
		want   string
		err    error
	}{
		{"/bin/sh", true, "/usr/bin/sh", nil},
		{"/bin", false, "/bin", nil},
		{"/bin", true, "/usr/bin", nil},
		{"/bin/", false, "/usr/bin", nil},
		{"/abs", true, "/usr/bin/sh", nil},
		{"/up/here", true, "/usr/bin/sh", nil},
		{"/up/../file", true, "/file", nil},
		{"/../../file", true, "/file", nil},
		{"/new", true, "/new", nil},
		{"/bin/new", true, "/usr/bin/new", nil},
		{"/loop", true, "/loop", vfs.ELOOP},
		{"/file/x", true, "/file", vfs.ENOTDIR},
		{"/no/where", true, "/no", vfs.ENOENT},
	} {
		got, err := tree.Resolve(c.in, c.follow)
		if got != c.want || err != c.err {
			t.Errorf("Resolve(%s, %v) = %s, %v, want %s, %v", c.in, c.follow, got, err, c.want, c.err)
		}
	}
}

func TestPutRefuses(t *testing.T) {
	tree := vfs.Files(at, map[string]string{"/file": "y"}).Apply(vfs.NewTree(at))
	if _, err := tree.Put("/file/x", vfs.File(0, "", at)); err != vfs.ENOTDIR {
		t.Error(err)
	}
	if _, err := tree.Put("/no/x", vfs.File(0, "", at)); err != vfs.ENOENT {
		t.Error(err)
	}
	if _, err := tree.Remove("/", at); err != vfs.EBUSY {
		t.Error(err)
	}
}

func ExampleDiff() {
	lower := vfs.Files(at, map[string]string{"/etc/group": "g", "/etc/passwd": "p"}).Apply(vfs.NewTree(at))
	upper, err := lower.Put("/hello", vfs.File(0o644, "hi", at))
	if err == nil {
		upper, err = upper.Remove("/etc/group", at)
	}
	for _, c := range vfs.Diff(lower, upper) {
		fmt.Println(string(c.Kind), c.Path)
	}
	fmt.Println(err)
	// Output:
	// C /etc
	// D /etc/group
	// A /hello
	// <nil>
}

// layers is an image of n layers, each with files of its own over a common base.
func layers(n int) vfs.Tree {
	tree := vfs.NewTree(at)
	for d := range 100 {
		for f := range 100 {
			var err error
			p := fmt.Sprintf("/usr/lib/d%d/f%d", d, f)
			if tree, err = tree.MkdirAll(path.Dir(p), vfs.Dir(0o755, at)); err == nil {
				tree, err = tree.Put(p, vfs.File(0o644, p, at))
			}
			if err != nil {
				panic(err)
			}
		}
	}
	for i := range n - 1 {
		l := vfs.Files(at, map[string]string{fmt.Sprintf("/opt/app/l%d", i): "x", "/etc/stamp": fmt.Sprint(i)})
		tree = l.Apply(tree)
	}
	return tree
}

// BenchmarkLookup shows that looking a path up costs the same whatever the
// number of layers.
func BenchmarkLookup(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		tree := layers(n)
		b.Run(fmt.Sprintf("layers=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := tree.Lookup("/usr/lib/d57/f31"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestHardLinks(t *testing.T) {
	at := time.Unix(0, 0)
	tree := vfs.Files(at, map[string]string{"/a": "one", "/d/x": ""}).Apply(vfs.NewTree(at))
	tree, err := tree.Linked("/a", "/d/b", 7)
	if err != nil {
		t.Fatal(err)
	}
	before := tree
	n, _ := tree.Lookup("/d/b")
	n.Data, n.Size = "two", 3
	if tree, err = tree.PutAll("/d/b", n); err != nil {
		t.Fatal(err)
	}
	if a, _ := tree.Lookup("/a"); a.Data != "two" || a.Links != 2 {
		t.Errorf("through the other name: %q, %d links", a.Data, a.Links)
	}
	if a, _ := before.Lookup("/a"); a.Data != "one" {
		t.Errorf("the older tree has changed: %q", a.Data)
	}
	if tree, err = tree.Remove("/a", at); err != nil {
		t.Fatal(err)
	}
	if b, _ := tree.Lookup("/d/b"); b.Links != 1 || b.Data != "two" {
		t.Errorf("the name that is left: %q, %d links", b.Data, b.Links)
	}
}
