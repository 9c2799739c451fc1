package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// An image leaves one lab as an archive and comes into another one with the
// same digests; a lab that is rebuilt from its inputs has it too.
func TestImagesLeaveAndArrive(t *testing.T) {
	s := newSite(t, nil)
	from := s.newLab()
	s.line(from, "printf 'FROM scratch\\nCOPY <<X /hello.txt\\nhello\\nX\\n' | docker build -q -t me/hello:1 - >/dev/null")
	resp := s.ask("GET", "/api/labs/"+from+"/images/me/hello:1", "")
	archive := text(t, resp)
	if resp.StatusCode != 200 || resp.Header.Get("Content-Disposition") != `attachment; filename="me_hello_1.tar"` {
		t.Fatalf("the image is answered with %d %v", resp.StatusCode, resp.Header)
	}
	to := s.newLab()
	if got := text(t, s.ask("POST", "/api/labs/"+to+"/images", archive, "Content-Type", "application/x-tar")); !strings.Contains(got, `"action":"load"`) {
		t.Fatalf("the archive is answered with %s", got)
	}
	const ask = "docker image inspect -f '{{.Id}} {{json .RepoTags}} {{json .RootFS.Layers}}' me/hello:1"
	there, here := s.line(from, ask), s.line(to, ask)
	if there != here || !strings.Contains(here, "me/hello:1") {
		t.Errorf("left as %s, arrived as %s", there, here)
	}
	if got := siteWith(t, s).line(to, ask); got != here {
		t.Errorf("after it was rebuilt the lab has %s", got)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile("archive", "hello.tar")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(file, archive); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	third := s.newLab()
	resp = s.ask("POST", "/api/labs/"+third+"/images", body.String(), "Content-Type", form.FormDataContentType())
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/labs/"+third+"/layers" {
		t.Errorf("a form is answered with %d %v", resp.StatusCode, resp.Header)
	}
	if got := s.line(third, ask); got != here {
		t.Errorf("by a form it arrived as %s", got)
	}
	if resp := s.ask("GET", "/api/labs/"+to+"/images/nosuch", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("an image that is not there is answered with %d", resp.StatusCode)
	}
}

// What is no archive of images, or too much of one, changes nothing.
func TestArchivesThatAreRefused(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	for name, archive := range map[string]string{
		"text":      "hello",
		"an escape": vfs.Tar([]vfs.Entry{{Name: "../../etc/passwd", Node: vfs.File(0o644, "x", s.now)}}),
		"a bomb":    bomb(t),
		"too large": strings.Repeat("x", 65<<20),
	} {
		resp := s.ask("POST", "/api/labs/"+lab+"/images", archive)
		if body := text(t, resp); resp.StatusCode < 400 || resp.StatusCode >= 500 {
			t.Errorf("%s is answered with %d %s", name, resp.StatusCode, body)
		}
	}
	if got := s.line(lab, "docker images -aq"); got != "" {
		t.Errorf("there are images: %s", got)
	}
	if entries, err := s.store.Inputs(t.Context(), lab); err != nil || len(entries) != 1 {
		t.Errorf("%d inputs were stored, %v", len(entries), err)
	}
}

// bomb is a small archive that holds 65 MiB of zeros.
func bomb(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	if _, err := io.WriteString(zip, vfs.Tar([]vfs.Entry{{Name: "x", Node: vfs.File(0o644, strings.Repeat("\x00", 65<<20), time.Time{})}})); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Layers may be packed with zstd, as newer tools do.
func TestLayersOfZstd(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	layer := image.LayerOf(vfs.Files(s.now, map[string]string{"/z.txt": "zstd\n"}))
	var packed bytes.Buffer
	w, err := zstd.NewWriter(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, layer.Archive()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	img := image.Build(image.Image{Layers: []image.Layer{layer}})
	entries := image.Pack([]image.Saved{{Image: img, References: []string{"docker.io/me/z:1"}}})
	archive := zstandard(t, entries, layer, packed.String())
	resp := s.ask("POST", "/api/labs/"+lab+"/images", archive)
	if body := text(t, resp); resp.StatusCode != 200 {
		t.Fatalf("it is answered with %d %s", resp.StatusCode, body)
	}
	if got := s.line(lab, "docker save me/z:1 | wc -c; docker create --name zz me/z:1 x >/dev/null; docker cp zz:/z.txt - | tar xO"); !strings.HasSuffix(strings.TrimSpace(got), "zstd") {
		t.Errorf("the file is %q", got)
	}
}

// zstandard is an archive with one layer replaced by another form of it.
func zstandard(t *testing.T, entries []vfs.Entry, layer image.Layer, packed string) string {
	t.Helper()
	was, now := layer.Digest, digest.FromString(packed)
	var names = map[digest.Digest]digest.Digest{was: now}
	replace := func(s string) string {
		for old, new := range names {
			s = strings.ReplaceAll(s, old.Encoded(), new.Encoded())
		}
		return s
	}
	blob := func(name string) digest.Digest {
		return digest.NewDigestFromEncoded("sha256", name[len("blobs/sha256/"):])
	}
	for range 3 { // layer, manifest, index
		for i, e := range entries {
			if e.Node.IsDir() || !strings.HasPrefix(e.Name, "blobs/") {
				continue
			}
			d := blob(e.Name)
			if d == was {
				entries[i] = vfs.Entry{Name: "blobs/sha256/" + now.Encoded(), Node: vfs.File(0o444, packed, e.Node.ModTime)}
				continue
			}
			if data := replace(e.Node.Data); data != e.Node.Data {
				names[d] = digest.FromString(data)
				entries[i] = vfs.Entry{Name: "blobs/sha256/" + names[d].Encoded(), Node: vfs.File(0o444, data, e.Node.ModTime)}
			}
		}
	}
	for i, e := range entries {
		if strings.HasSuffix(e.Name, ".json") {
			entries[i].Node = vfs.File(0o444, replace(e.Node.Data), e.Node.ModTime)
		}
	}
	return vfs.Tar(entries)
}
