package image

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/opencontainers/go-digest"

	"drydock/sim/vfs"
)

// A crate is images of the real world as a text that an input can carry. What
// came was checked against its digests when the crate was packed; of large
// files that are no text it has the size only, so that the text is short and a
// world that unpacks it stays small, as one does with the images of the Hub.
type crate struct {
	Images    []crated
	Documents map[digest.Digest]string
	Layers    []packedLayer
}

// crated is one image of a crate: what its names point to.
type crated struct {
	Top   digest.Digest
	Names []string // full references
}

// packedLayer is a layer with the digests and sizes it came with.
type packedLayer struct {
	Digest, DiffID   digest.Digest
	Compressed, Size int64 // bytes
	Tar              []byte
}

// Bounds of a crate: the bytes an archive may unpack to, those of its text, and
// above which size a file that is no text is known by its size.
const (
	mostCrated = 512 << 20
	mostCrate  = 8 << 20
	siftAbove  = 16 << 10
)

// ErrCrate is the error of images that have more text than a crate takes.
var ErrCrate = errors.New("the files of these images that are text are more than a lab takes")

// Crate checks an archive of images, as docker save or another tool writes it,
// and packs it. inflate unpacks its layers, nil for gzip. Errors: ErrFormat for
// what is no such archive, ErrDigest, ErrCrate, those of vfs, and what the
// readers of tar and JSON say.
func Crate(archive io.Reader, inflate Inflate) (string, error) {
	whole, err := Decompressed(archive)
	if err != nil {
		return "", err
	}
	bounded := &io.LimitedReader{R: whole, N: mostCrated}
	entries, err := vfs.SiftTar(bounded, mostCrated)
	if bounded.N <= 0 {
		return "", vfs.ErrTooLarge
	}
	if err != nil {
		return "", err
	}
	images, err := reader{left: mostCrated, sift: siftAbove, inflate: inflate}.unpack(entries)
	if err != nil {
		return "", err
	}
	c := crate{Documents: map[digest.Digest]string{}}
	seen := map[digest.Digest]bool{}
	for _, img := range images {
		c.Images = append(c.Images, crated{img.ID, img.References})
		for _, b := range img.documents().all() {
			c.Documents[b.Digest] = b.Data
		}
		for _, l := range img.Layers {
			if !seen[l.Digest] {
				c.Layers = append(c.Layers, packedLayer{l.Digest, l.DiffID, l.Compressed, l.Size, []byte(l.Archive())})
			}
			seen[l.Digest] = true
		}
	}
	return c.text()
}

func (c crate) text() (string, error) {
	var out bytes.Buffer
	zip := compressor(&out)
	if err := json.NewEncoder(zip).Encode(c); err != nil { // sorts the documents
		return "", err
	}
	_ = zip.Close() // to memory
	text := base64.StdEncoding.EncodeToString(out.Bytes())
	if len(text) > mostCrate {
		return "", ErrCrate
	}
	return text, nil
}

// Uncrate are the images of a crate. Their documents are checked against their
// digests again. Errors: ErrFormat for what is no crate, ErrDigest.
func Uncrate(text string) ([]Saved, error) {
	if len(text) > mostCrate {
		return nil, ErrCrate
	}
	zip, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text)))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", ErrFormat, err)
	}
	var c crate
	if err := json.NewDecoder(io.LimitReader(zip, mostCrated)).Decode(&c); err != nil {
		return nil, fmt.Errorf("%w: %s", ErrFormat, err)
	}
	layers := map[digest.Digest]Layer{}
	for _, l := range c.Layers {
		entries, err := vfs.ReadTar(bytes.NewReader(l.Tar))
		if err != nil {
			return nil, err
		}
		layers[l.Digest] = Layer{Digest: l.Digest, DiffID: l.DiffID, Compressed: l.Compressed, Size: l.Size, Files: vfs.LayerFromTar(entries)}
	}
	r := reader{
		known: Known{Layer: func(d digest.Digest) (Layer, bool) { l, ok := layers[d]; return l, ok }},
		blob:  func(d digest.Digest) (string, bool) { data, ok := c.Documents[d]; return data, ok },
	}
	var all []Saved
	for _, x := range c.Images {
		if len(all) == mostImages {
			return nil, vfs.ErrTooMany
		}
		img, err := r.image(x.Top)
		if err != nil {
			return nil, err
		}
		all = append(all, Saved{img, x.Names})
	}
	return all, nil
}
