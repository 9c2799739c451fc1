package image_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

var at = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func base() image.Image {
	l := image.LayerOf(vfs.Files(at, map[string]string{"/etc/motd": "hi\n", "/etc/group": "g\n"}))
	return image.Build(image.Image{Created: at, Layers: []image.Layer{l}, History: []ocispec.History{{CreatedBy: "ADD base"}}})
}

func TestAppendLeavesTheOldImage(t *testing.T) {
	old := base()
	id, layers := old.ID, len(old.Layers)
	next := old.Append(image.LayerOf(vfs.Files(at, map[string]string{"/new": "x"}).Whiteout("/etc/group")), ocispec.History{CreatedBy: "RUN"})
	if old.ID != id || len(old.Layers) != layers || old.Tree.Has("/new") || !old.Tree.Has("/etc/group") {
		t.Error("the old image has changed")
	}
	if next.ID == old.ID || len(next.Layers) != 2 || len(next.History) != 2 || !next.Tree.Has("/new") || next.Tree.Has("/etc/group") {
		t.Errorf("the new image is %s with %d layers", next.ID, len(next.Layers))
	}
	if next.Layers[0].Digest != old.Layers[0].Digest {
		t.Error("the first layer is not shared")
	}
}

// TestDigestsFollowFromContent: the same parts have the same names, other
// parts others.
func TestDigestsFollowFromContent(t *testing.T) {
	if one, two := base(), base(); one.ID != two.ID {
		t.Error("the same image has two ids")
	}
	a := image.LayerOf(vfs.Files(at, map[string]string{"/a": "1"}))
	for name, l := range map[string]image.Layer{
		"content":  image.LayerOf(vfs.Files(at, map[string]string{"/a": "2"})),
		"name":     image.LayerOf(vfs.Files(at, map[string]string{"/b": "1"})),
		"time":     image.LayerOf(vfs.Files(at.Add(time.Second), map[string]string{"/a": "1"})),
		"whiteout": image.LayerOf(vfs.Layer{}.Whiteout("/a")),
	} {
		if l.DiffID == a.DiffID || l.Digest == a.Digest {
			t.Errorf("another %s has the same digest", name)
		}
	}
}

// TestLayerDigestsAreOfItsArchive: what names a layer is the hash of the bytes
// that leave the house, holes and whiteouts included.
func TestLayerDigestsAreOfItsArchive(t *testing.T) {
	files := vfs.Files(at, map[string]string{"/bin/sh": "#!x", "/etc/": "", "/lib": "-> usr/lib"}).
		With("/big", vfs.Node{Mode: 0o755, Size: 40 << 20, Data: "\x7fELF", ModTime: at.Add(1)}).Whiteout("/etc/group")
	l := image.LayerOf(files)
	if got := digest.FromString(l.Archive()); got != l.DiffID {
		t.Errorf("the archive is %s, the layer says %s", got, l.DiffID)
	}
	if got := digest.FromString(l.Blob()); got != l.Digest {
		t.Errorf("the blob is %s, the layer says %s", got, l.Digest)
	}
	if n := len(l.Blob()); n > 1024 || l.Compressed < 10<<20 || l.Size != 40<<20+3*4096 {
		t.Errorf("%d bytes packed, said to be %d and %d unpacked", n, l.Compressed, l.Size)
	}
}

// TestAttestedHasAnIndex: an image's name then points to an index of two manifests.
func TestAttestedHasAnIndex(t *testing.T) {
	plain := base()
	built := plain.Attested(at)
	if plain.Indexed || plain.ID != plain.Manifest || plain.Descriptor().MediaType != ocispec.MediaTypeImageManifest {
		t.Errorf("without an index: %v", plain.Descriptor())
	}
	if built.Manifest != plain.Manifest || built.ID == built.Manifest || built.AttestationManifest == "" ||
		built.Attestation != ocispec.DescriptorEmptyJSON.Digest || built.Descriptor().Digest != built.ID {
		t.Errorf("with an index: %v", built.Descriptor())
	}
	if size := built.Descriptor().Size; size < 850 || size > 860 {
		t.Errorf("the index has %d bytes", size)
	}
	if again := built.Append(image.LayerOf(vfs.Files(at, map[string]string{"/x": ""})), ocispec.History{}); again.Indexed || again.AttestationManifest != "" {
		t.Error("a layer more keeps the index")
	}
}

func ExampleRegistry() {
	img := base()
	r := image.Registry{}.Push("library/base", "latest", img).Push("library/base", "1", img)
	_, missing := r.Image("library/base", "2")
	byDigest, ok := r.Image("library/base", string(img.ID))
	fmt.Println(r.Tags("library/base"), missing, ok && byDigest.ID == img.ID)
	// Output: [1 latest] false true
}
