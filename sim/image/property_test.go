package image_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// drawn is a random tree: files, links and directories with owners, modes and
// times, some of them in each other's way.
func drawn(t *rapid.T, label string, from vfs.Tree) vfs.Tree {
	tree := from
	for i := range rapid.IntRange(0, 12).Draw(t, label) {
		p := "/" + rapid.StringMatching(`[a-c](/[a-cß]{1,3}){0,3}`).Draw(t, label+" path")
		mtime := at.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, label+" time")) * time.Hour)
		n := vfs.File(fs.FileMode(rapid.SampledFrom([]int{0o644, 0o755, 0o400}).Draw(t, label+" mode")), rapid.SampledFrom([]string{"", "x", "hello\n", strings.Repeat("long ", 999)}).Draw(t, label+" data"), mtime)
		switch rapid.IntRange(0, 4).Draw(t, label+" kind") {
		case 0:
			n = vfs.Dir(0o755, mtime)
		case 1:
			n = vfs.Symlink(rapid.SampledFrom([]string{"a", "../b", "/c/d"}).Draw(t, label+" target"), mtime)
		case 2:
			if next, err := tree.Remove(p, mtime); err == nil {
				tree = next
			}
			continue
		case 3:
			n.Size += int64(rapid.IntRange(0, 1<<20).Draw(t, label+" unstored"))
		}
		n.UID, n.GID = rapid.IntRange(0, 2).Draw(t, label+" uid"), i%3
		up := p[:strings.LastIndexByte(p, '/')]
		if up != "" {
			made, err := tree.MkdirAll(up, vfs.Dir(0o755, mtime))
			if err != nil {
				continue
			}
			tree = made
		}
		if next, err := tree.Put(p, n); err == nil {
			tree = next
		}
	}
	return tree
}

// TestLayersThroughTar: for random trees a and b, the layer that turns a into
// b, written as the archive a registry would have and read again, turns a into
// b; and the same layer has the same digests whenever it is made.
func TestLayersThroughTar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t, "a", vfs.NewTree(at))
		b := drawn(t, "b", a)
		layer := image.LayerOf(vfs.LayerOf(a, b))
		entries, err := vfs.Untar(layer.Archive())
		if err != nil {
			t.Fatal(err)
		}
		back := vfs.LayerFromTar(entries)
		got, err := back.ApplyTo(a)
		if err != nil {
			t.Fatal(err)
		}
		if d := vfs.Diff(b, got); len(d) > 0 {
			t.Fatalf("what came back differs in %v", described(d))
		}
		if again := image.LayerOf(back); again.DiffID != layer.DiffID || again.Digest != layer.Digest {
			t.Fatalf("left as %s, came back as %s", layer.DiffID, again.DiffID)
		}
	})
}

func described(list []vfs.Change) (all []string) {
	for _, c := range list {
		all = append(all, fmt.Sprintf("%c %s", "CAD"[int(c.Kind)%3], c.Path))
	}
	return all
}
