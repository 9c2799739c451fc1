package image_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// TestCrateKeepsWhatMatters: images come out of a crate with their digests,
// names, sizes and text; of a large program there is the size.
func TestCrateKeepsWhatMatters(t *testing.T) {
	big := strings.Repeat("\x00\x01binary", 8<<10)
	layer := image.LayerOf(vfs.Files(at, map[string]string{"/bin/big": big, "/etc/motd": "hello\n"}))
	img := base()
	img = image.Build(image.Image{Layers: append(append([]image.Layer(nil), img.Layers...), layer), History: append(img.History, img.History[0])}).Attested(at)
	text, err := image.Crate(strings.NewReader(vfs.Tar(image.Pack([]image.Saved{{Image: img, References: []string{"docker.io/library/a:1"}}}))), nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := image.Uncrate(text)
	if err != nil || len(all) != 1 || len(all[0].References) != 1 {
		t.Fatal(all, err)
	}
	got := all[0]
	if got.ID != img.ID || got.Manifest != img.Manifest || got.Config != img.Config || got.ContentSize() != img.ContentSize() || got.UnpackedSize() != img.UnpackedSize() {
		t.Errorf("left as %s of %d bytes, came back as %s of %d", img.ID, img.ContentSize(), got.ID, got.ContentSize())
	}
	if n, err := got.Tree.Lookup("/bin/big"); err != nil || n.Data != "" || n.Size != int64(len(big)) {
		t.Errorf("the program came back as %d bytes of %d, %v", len(n.Data), n.Size, err)
	}
	if n, err := got.Tree.Lookup("/etc/motd"); err != nil || n.Data != "hello\n" {
		t.Errorf("the text came back as %q, %v", n.Data, err)
	}
	if len(text) > 16<<10 {
		t.Errorf("the crate has %d bytes", len(text))
	}
}

// entry is a file of an archive that somebody made by hand.
type entry struct {
	name, data, link string
	kind             byte
}

func archive(entries ...entry) string {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Typeflag: e.kind, Linkname: e.link, Mode: 0o644, Size: int64(len(e.data))}
		if e.kind == 0 {
			h.Typeflag = tar.TypeReg
		}
		if err := w.WriteHeader(h); err != nil {
			panic(err)
		}
		_, _ = w.Write([]byte(e.data)) // to memory
	}
	_ = w.Close() // to memory
	return out.String()
}

// around is an archive in the older form around one layer.
func around(layer string, change func(config string) string) string {
	config := fmt.Sprintf(`{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["%s"]}}`, digest.FromString(layer))
	name := digest.FromString(config).Encoded() + ".json"
	if change != nil {
		config = change(config)
	}
	return archive(entry{name: "manifest.json", data: `[{"Config":"` + name + `","RepoTags":["a:1"],"Layers":["layer.tar"]}]`},
		entry{name: name, data: config}, entry{name: "layer.tar", data: layer})
}

func packed(data string) string {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	_, _ = zip.Write([]byte(data)) // to memory
	_ = zip.Close()                // to memory
	return out.String()
}

// claiming is an archive whose one file claims a size and has no bytes.
func claiming(size int64) string {
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	if err := w.WriteHeader(&tar.Header{Name: "x", Typeflag: tar.TypeReg, Mode: 0o644, Size: size}); err != nil {
		panic(err)
	}
	return out.String() + strings.Repeat("\x00", 1024)
}

// TestLinksThatGoInCircles: links to each other are no harm; who follows them
// is told so.
func TestLinksThatGoInCircles(t *testing.T) {
	loop := archive(entry{name: "a", kind: tar.TypeSymlink, link: "b"}, entry{name: "b", kind: tar.TypeSymlink, link: "a"}, entry{name: "out", kind: tar.TypeSymlink, link: "../../../etc/passwd"})
	text, err := image.Crate(strings.NewReader(around(loop, nil)), nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := image.Uncrate(text)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if _, err := all[0].Tree.Resolve("/a", true); err != vfs.ELOOP {
		t.Errorf("following them ends with %v", err)
	}
	if to, err := all[0].Tree.Resolve("/out", true); err == nil && to != "/etc/passwd" {
		t.Errorf("a link leads out of the image to %s", to)
	}
}

// TestHostileArchivesAreRefused: each with an error that says what is wrong.
func TestHostileArchivesAreRefused(t *testing.T) {
	good := archive(entry{name: "a", data: "a"})
	many := make([]entry, 0, 210_000)
	for i := range cap(many) {
		many = append(many, entry{name: fmt.Sprint(i)})
	}
	for name, c := range map[string]struct {
		archive string
		want    error
	}{
		"no archive":                {"hello", nil},
		"nothing":                   {"", nil},
		"no images":                 {archive(entry{name: "x", data: "y"}), image.ErrFormat},
		"no JSON":                   {archive(entry{name: "index.json", data: "{"}), image.ErrFormat},
		"a path outside":            {archive(entry{name: "../../etc/passwd", data: "x"}), vfs.ErrOutside},
		"a path outside in a layer": {around(archive(entry{name: "a/../../x", data: "x"}), nil), vfs.ErrOutside},
		"an absolute path":          {around(archive(entry{name: "/etc/passwd", data: "x"}), nil), vfs.ErrOutside},
		"a link outside":            {around(archive(entry{name: "x", kind: tar.TypeLink, link: "../../etc/shadow"}), nil), vfs.ErrOutside},
		"another configuration":     {around(good, func(s string) string { return s + " " }), image.ErrDigest},
		"another layer":             {strings.Replace(around(good, nil), good[512:513], "b", 1), nil},
		"a wrong digest": {archive(entry{name: "index.json", data: `{"manifests":[{"digest":"sha256:` + strings.Repeat("0", 64) + `"}]}`},
			entry{name: "blobs/sha256/" + strings.Repeat("0", 64), data: "{}"}), image.ErrDigest},
		"a bomb":         {packed(archive(entry{name: "x", data: strings.Repeat("\x00", 65<<20)})), vfs.ErrTooLarge},
		"too many files": {packed(archive(many...)), vfs.ErrTooMany},
		"more layers than diff ids": {archive(entry{name: "manifest.json", data: `[{"Config":"c","Layers":["l","l"]}]`}, entry{name: "c", data: `{"rootfs":{"diff_ids":["sha256:x"]}}`},
			entry{name: "l", data: good}), image.ErrFormat},
		"a truncated stream":      {packed(archive(entry{name: "x", data: strings.Repeat("abcdefgh", 4000)}))[:60], nil},
		"a truncated layer":       {around(packed(good)[:30], nil), nil},
		"a truncated archive":     {around(good, nil)[:1600], nil},
		"half a header":           {good[:300], nil},
		"a size beyond all":       {claiming(1 << 42), vfs.ErrTooLarge},
		"a size in a layer":       {around(claiming(1<<42), nil), vfs.ErrTooLarge},
		"a name without end":      {archive(entry{name: strings.Repeat("a/", 3000) + "x"}), vfs.ErrName},
		"a layer that is none":    {around("hello", nil), nil},
		"a link to nothing in it": {around(archive(entry{name: "a/b", kind: tar.TypeLink, link: "/../x"}), nil), vfs.ErrOutside},
		"a circle":                {archive(entry{name: "index.json", data: `{"manifests":[{"digest":"sha256:x"}]}`}), image.ErrFormat},
	} {
		_, err := image.Crate(strings.NewReader(c.archive), nil)
		if err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := image.Uncrate("hello"); !errors.Is(err, image.ErrFormat) {
		t.Errorf("what is no crate is %v", err)
	}
}
