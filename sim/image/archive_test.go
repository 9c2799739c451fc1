package image_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"pgregory.net/rapid"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// nothing is known to a host that has no images.
var nothing = image.Known{
	Image: func(digest.Digest) (image.Image, bool) { return image.Image{}, false },
	Layer: func(digest.Digest) (image.Layer, bool) { return image.Layer{}, false },
}

func layered() image.Image {
	top := image.LayerOf(vfs.Files(at, map[string]string{"/etc/motd": "ho\n"}).Whiteout("/etc/group"))
	return base().Append(top, ocispec.History{CreatedBy: "RUN", Comment: "two"}).Attested(at)
}

// TestUnpackReadsWhatPackWrites: an image comes back with its digests, its
// names and its files on a host that knows nothing of it.
func TestUnpackReadsWhatPackWrites(t *testing.T) {
	img := layered()
	entries, err := vfs.Untar(vfs.Tar(image.Pack([]image.Saved{{Image: img, References: []string{"docker.io/library/a:1"}}, {Image: base()}})))
	if err != nil {
		t.Fatal(err)
	}
	all, err := image.Unpack(entries, nothing)
	if err != nil || len(all) != 2 || len(all[0].References) != 1 || len(all[1].References) != 0 {
		t.Fatal(all, err)
	}
	got := all[0]
	if got.ID != img.ID || got.Manifest != img.Manifest || got.Config != img.Config || got.Documents != img.Documents || !got.Indexed {
		t.Errorf("left as %s, came back as %s", img.ID, got.ID)
	}
	if d := vfs.Diff(img.Tree, got.Tree); len(d) > 0 {
		t.Errorf("its files differ: %v", d)
	}
	if again := got.Sealed(); again.ID != img.ID {
		t.Error("an image with all its bytes is sealed into another one")
	}
}

// TestUnpackEntersIndexes: an index may lead to another one, within bounds.
func TestUnpackEntersIndexes(t *testing.T) {
	img := layered()
	for deep, ok := range map[int]bool{0: true, 3: true, 9: false} {
		entries := image.Pack([]image.Saved{{Image: img}})
		top := img.Descriptor()
		for range deep {
			data, err := json.Marshal(ocispec.Index{MediaType: ocispec.MediaTypeImageIndex, Manifests: []ocispec.Descriptor{top}})
			if err != nil {
				t.Fatal(err)
			}
			top = ocispec.Descriptor{MediaType: ocispec.MediaTypeImageIndex, Digest: digest.FromBytes(data), Size: int64(len(data))}
			entries = append(entries, vfs.Entry{Name: "blobs/sha256/" + top.Digest.Encoded(), Node: vfs.File(0o444, string(data), at)})
		}
		data, err := json.Marshal(ocispec.Index{Manifests: []ocispec.Descriptor{top}})
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, vfs.Entry{Name: "index.json", Node: vfs.File(0o444, string(data), at)})
		all, err := image.Unpack(entries, nothing)
		if (err == nil) != ok || ok && all[0].Manifest != img.Manifest {
			t.Errorf("%d indexes within each other: %v", deep, err)
		}
	}
}

// TestSealedIsWhatItsBytesAre: declared digests and sizes give way to true ones.
func TestSealedIsWhatItsBytesAre(t *testing.T) {
	declared := base()
	l := image.LayerOf(vfs.Layer{}.With("/lib", vfs.Node{Mode: 0o755, Size: 20 << 20, ModTime: at}))
	l.Digest, l.Compressed = digest.FromString("from the Hub"), 8<<20
	declared = declared.Append(l, ocispec.History{CreatedBy: "ADD"})
	sealed := declared.Sealed()
	if sealed.ID == declared.ID || len(sealed.Layers) != 2 || sealed.Layers[0].Digest != declared.Layers[0].Digest {
		t.Fatalf("sealed as %s", sealed.ID)
	}
	for _, b := range sealed.Blobs() {
		if digest.FromString(b.Data) != b.Digest || int64(len(b.Data)) != b.Size {
			t.Errorf("the blob %s of %d bytes has %d", b.Digest, b.Size, len(b.Data))
		}
	}
	if sealed.Sealed().ID != sealed.ID {
		t.Error("sealed twice it is another")
	}
}

// TestImagesAreEqualEveryTime: the same trees give the same digests, through
// an archive or not.
func TestImagesAreEqualEveryTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := rapid.MapOf(rapid.SampledFrom([]string{"/a", "/b/c", "/b/d", "/e/"}), rapid.SampledFrom([]string{"", "x", "-> /a"})).Draw(t, "files")
		for p, v := range files {
			if strings.HasSuffix(p, "/") && v != "" {
				delete(files, p)
			}
		}
		one, two := image.LayerOf(vfs.Files(at, files)), image.LayerOf(vfs.Files(at, files))
		entries, err := vfs.Untar(one.Archive())
		if err != nil {
			t.Fatal(err)
		}
		if back := image.LayerOf(vfs.LayerFromTar(entries)); one.Digest != two.Digest || one.DiffID != two.DiffID || back.DiffID != one.DiffID {
			t.Fatalf("%s, %s and %s", one.DiffID, two.DiffID, back.DiffID)
		}
	})
}

// bomb is a gzip stream of n zeros.
func bomb(n int) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(make([]byte, n))
	_ = w.Close()
	return b.String()
}

// TestUnpackRefuses: what does not hold together or asks for too much is
// refused, with the reason.
func TestUnpackRefuses(t *testing.T) {
	img := layered()
	pack := func(change func(vfs.Entry) vfs.Entry) []vfs.Entry {
		var list []vfs.Entry
		for _, e := range image.Pack([]image.Saved{{Image: img}}) {
			if e = change(e); e.Name != "" {
				list = append(list, e)
			}
		}
		return list
	}
	layer := "blobs/sha256/" + img.Layers[0].Digest.Encoded()
	for _, c := range []struct {
		name    string
		entries []vfs.Entry
		want    error
	}{
		{"nothing", nil, image.ErrFormat},
		{"files", []vfs.Entry{{Name: "a", Node: vfs.File(0o644, "x", at)}}, image.ErrFormat},
		{"no index", pack(func(e vfs.Entry) vfs.Entry {
			if e.Name == "index.json" {
				e.Node.Data = "{}"
			}
			return e
		}), image.ErrFormat},
		{"another layer", pack(func(e vfs.Entry) vfs.Entry {
			if e.Name == layer {
				e.Node.Data += "x"
			}
			return e
		}), image.ErrDigest},
	} {
		if _, err := image.Unpack(c.entries, nothing); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	missing := pack(func(e vfs.Entry) vfs.Entry {
		if e.Name == layer {
			e.Name = ""
		}
		return e
	})
	if _, err := image.Unpack(missing, nothing); err == nil || !strings.Contains(err.Error(), "not found") {
		t.Errorf("without a layer: %v", err)
	}
	legacy := []vfs.Entry{{Name: "c", Node: vfs.File(0, "{}", at)}, {Name: "l", Node: vfs.File(0, bomb(65<<20), at)},
		{Name: "manifest.json", Node: vfs.File(0, `[{"Config":"c","Layers":["l"]}]`, at)}}
	if _, err := image.Unpack(legacy, nothing); !errors.Is(err, vfs.ErrTooLarge) {
		t.Errorf("a bomb: %v", err)
	}
}

// FuzzUnpack: no archive makes the reader fall over.
func FuzzUnpack(f *testing.F) {
	f.Add(vfs.Tar(image.Pack([]image.Saved{{Image: layered(), References: []string{"docker.io/library/a:1"}}})))
	f.Fuzz(func(_ *testing.T, data string) {
		if entries, err := vfs.Untar(data); err == nil {
			_, _ = image.Unpack(entries, nothing)
		}
	})
}
