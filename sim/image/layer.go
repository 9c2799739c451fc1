package image

import (
	"compress/gzip"
	"io"
	"strings"

	"github.com/opencontainers/go-digest"

	"drydock/sim/vfs"
)

// block is the unit in bytes in which the disk counts.
const block = 4096

// LayerOf returns the layer that files make. Its digests are those of its tar
// archive and of that archive compressed; times are whole seconds, as the
// archive has them. Bytes that are not stored are holes in the archive: they
// count in the sizes and cost nothing to digest. Source: OCI image spec, layer.md.
func LayerOf(files vfs.Layer) Layer {
	l := Layer{Files: files.Settled()}
	diff, blob := digest.Canonical.Digester(), digest.Canonical.Digester()
	var packed counter
	zip := compressor(io.MultiWriter(blob.Hash(), &packed))
	l.Files.WriteTar(io.MultiWriter(diff.Hash(), zip))
	_ = zip.Close() // a hash takes every byte
	l.DiffID, l.Digest = diff.Digest(), blob.Digest()
	l.Size = onDisk(l.Files)
	l.Compressed = int64(packed) + packedHoles(l.Files)
	return l
}

// Archive is the layer's tar archive.
func (l Layer) Archive() string {
	var b strings.Builder
	l.Files.WriteTar(&b)
	return b.String()
}

// Blob is the layer's archive compressed, what a registry stores. For a layer
// with a declared digest it stands in for bytes that are not here.
func (l Layer) Blob() string {
	var b strings.Builder
	zip := compressor(&b)
	l.Files.WriteTar(zip)
	_ = zip.Close() // a Builder takes every byte
	return b.String()
}

func compressor(w io.Writer) *gzip.Writer {
	zip, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		panic("image: " + err.Error())
	}
	return zip
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// onDisk is the space files take unpacked, in bytes: whole blocks, one for
// each directory, the root of the layer included.
func onDisk(files vfs.Layer) int64 {
	sum := int64(block)
	links := map[string]bool{}
	for p, n := range files.All() {
		if n == nil || p == "/" {
			continue
		}
		key := n.LinkKey()
		if key != "" && links[key] {
			continue
		}
		links[key] = true
		sum += n.Blocks() * block
	}
	return sum
}

// packedHoles is what the bytes of files that are not stored would take
// compressed: programs and libraries shrink to about three eighths, zeros to
// a thousandth.
func packedHoles(files vfs.Layer) (sum int64) {
	links := map[string]bool{}
	for _, n := range files.All() {
		if n == nil || !n.Mode.IsRegular() || n.Size <= int64(len(n.Data)) {
			continue
		}
		key := n.LinkKey()
		if key != "" && links[key] {
			continue
		}
		links[key] = true
		missing := n.Size - int64(len(n.Data))
		if n.Hole {
			sum += missing / 1000
		} else {
			sum += missing * 3 / 8
		}
	}
	return sum
}
