package image

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	spec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/vfs"
)

// Errors of an archive or a registry that does not hold together.
var (
	ErrFormat = errors.New("unrecognized image format")
	ErrDigest = errors.New("unexpected digest")
)

// What reading images may unpack at most, in bytes, and how many layers one
// image may have. Source of the second: moby layer.MaxLayerDepth.
const (
	mostUnpacked = 64 << 20
	mostLayers   = 128
	mostEntries  = 300_000 // of the layers of one archive
)

// Known finds images and layers that are there already by their digests; what
// it knows is not read again, and may have a declared digest.
type Known struct {
	Image func(digest.Digest) (Image, bool)
	Layer func(digest.Digest) (Layer, bool)
}

// Read puts the image of a digest together from blobs. Every blob is checked
// against its digest unless it is known. Errors: ErrDigest, ErrFormat,
// vfs.ErrTooLarge, and what the readers of JSON, gzip and tar say.
func Read(top digest.Digest, known Known, blob func(digest.Digest) (string, bool)) (Image, error) {
	r := reader{known: known, blob: blob, left: mostUnpacked}
	return r.image(top)
}

type reader struct {
	nested  int // indexes entered so far
	known   Known
	blob    func(digest.Digest) (string, bool)
	left    int64   // bytes that may still be unpacked
	sift    int64   // larger files that are no text are known by their size, 0: none are
	inflate Inflate // nil: Decompressed
	entries int     // of all layers so far
}

// Inflate gives the bytes of a blob that may be compressed.
type Inflate func(in io.Reader) (io.Reader, error)

// checked is the blob of a digest, if its bytes are what the digest says.
func (r *reader) checked(d digest.Digest) (string, error) {
	if err := d.Validate(); err != nil {
		return "", fmt.Errorf("%w: %s", ErrFormat, err)
	}
	data, ok := r.blob(d)
	if !ok {
		return "", fmt.Errorf("content digest %s: not found", d)
	}
	if got := digest.FromString(data); got != d {
		return "", fmt.Errorf("%w %s, expected %s", ErrDigest, got, d)
	}
	return data, nil
}

func (r *reader) document(d ocispec.Descriptor, into any) (Blob, error) {
	data, err := r.checked(d.Digest)
	if err != nil {
		return Blob{}, err
	}
	d.Size = int64(len(data))
	if json.Unmarshal([]byte(data), into) != nil {
		return Blob{}, fmt.Errorf("%w: %s is no JSON", ErrFormat, d.Digest)
	}
	return Blob{d, data}, nil
}

func (r *reader) image(top digest.Digest) (Image, error) {
	if r.known.Image != nil {
		if img, ok := r.known.Image(top); ok {
			return img, nil
		}
	}
	var shape struct {
		MediaType string
		Manifests []ocispec.Descriptor
	}
	first, err := r.document(ocispec.Descriptor{Digest: top}, &shape)
	if err != nil {
		return Image{}, err
	}
	d := documents{}
	if len(shape.Manifests) == 0 {
		return r.manifest(d, ocispec.Descriptor{MediaType: mediaType(shape.MediaType, ocispec.MediaTypeImageManifest), Digest: top})
	}
	first.MediaType = mediaType(shape.MediaType, ocispec.MediaTypeImageIndex)
	d.index = first
	main, found := ocispec.Descriptor{}, false
	for _, m := range shape.Manifests {
		switch p := m.Platform; {
		case m.Annotations["vnd.docker.reference.type"] == "attestation-manifest":
			d.attest(r, m, main.Digest)
		case !found && (p == nil || p.OS == "linux" && p.Architecture == "amd64"):
			main, found = m, true
		case main.Digest == "":
			main = m // for another platform, if there is none for the machines here
		}
	}
	switch {
	case main.Digest == "":
		return Image{}, errors.New("no match for platform in manifest: not found")
	case !strings.HasSuffix(main.MediaType, ".index.v1+json") && !strings.HasSuffix(main.MediaType, ".list.v2+json"):
		return r.manifest(d, main)
	case r.nested == mostNested:
		return Image{}, fmt.Errorf("%w: too many indexes within each other", ErrFormat)
	}
	r.nested++
	return r.image(main.Digest)
}

// mostNested is how many indexes may stand within an index.
const mostNested = 4

func mediaType(said, usual string) string {
	if said == "" {
		return usual
	}
	return said
}

// attest keeps the attestation of the image of this platform, if it is here.
func (d *documents) attest(r *reader, desc ocispec.Descriptor, of digest.Digest) {
	if desc.Annotations["vnd.docker.reference.digest"] != string(of) {
		return
	}
	var m ocispec.Manifest
	b, err := r.document(desc, &m)
	if err != nil || len(m.Layers) != 1 {
		return
	}
	var any json.RawMessage
	config, err1 := r.document(m.Config, &any)
	statement, err2 := r.document(m.Layers[0], &any)
	if err1 == nil && err2 == nil {
		d.attestation, d.attestationConfig, d.statement = b, config, statement
	}
}

func (r *reader) manifest(d documents, desc ocispec.Descriptor) (img Image, err error) {
	var m ocispec.Manifest
	if d.manifest, err = r.document(desc, &m); err != nil {
		return img, err
	}
	var cfg cachedConfig
	if d.config, err = r.document(m.Config, &cfg); err != nil {
		return img, err
	}
	if len(m.Layers) > mostLayers || len(m.Layers) != len(cfg.RootFS.DiffIDs) {
		return img, fmt.Errorf("%w: %d layers and %d diff ids", ErrFormat, len(m.Layers), len(cfg.RootFS.DiffIDs))
	}
	img = settings(cfg.DockerOCIImage)
	img.Cache = cfg.Cache
	for i, l := range m.Layers {
		layer, ok := Layer{}, false
		if r.known.Layer != nil {
			layer, ok = r.known.Layer(l.Digest)
		}
		if !ok {
			data, err := r.checked(l.Digest)
			if err != nil {
				return img, err
			}
			if layer, err = r.layer(data, l); err != nil {
				return img, err
			}
			if layer.DiffID != cfg.RootFS.DiffIDs[i] {
				return img, fmt.Errorf("%w: the layer %s unpacks to %s, not to %s", ErrDigest, l.Digest, layer.DiffID, cfg.RootFS.DiffIDs[i])
			}
		}
		img.Layers = append(img.Layers, layer)
		if img.Tree, err = layer.Files.ApplyTo(img.Tree); err != nil {
			return img, err
		}
	}
	img.read, img.Indexed = d, d.index.Data != ""
	img.ID, img.Manifest, img.Config = d.top().Digest, d.manifest.Digest, d.config.Digest
	img.AttestationManifest, img.Attestation = d.attestation.Digest, d.attestationConfig.Digest
	for _, b := range d.all() {
		img.Documents += b.Size
	}
	return img, nil
}

// settings is an image as its configuration describes it, without layers.
func settings(cfg spec.DockerOCIImage) Image {
	img := Image{Container: cfg.Config, Author: cfg.Author, History: cfg.History}
	if cfg.OS != "" && cfg.Architecture != "" {
		img.Platform = NormalPlatform(strings.TrimSuffix(cfg.OS+"/"+cfg.Architecture+"/"+cfg.Variant, "/"))
	}
	if cfg.Created != nil {
		img.Created = cfg.Created.UTC()
	}
	if n := len(cfg.History); n > 0 {
		img.Comment = cfg.History[n-1].Comment
	}
	return img
}

// layer unpacks a blob, compressed or not.
func (r *reader) layer(data string, d ocispec.Descriptor) (Layer, error) {
	inflate := r.inflate
	if inflate == nil {
		inflate = Decompressed
	}
	in, err := inflate(strings.NewReader(data))
	if err != nil {
		return Layer{}, err
	}
	hash := digest.Canonical.Digester()
	bounded := &io.LimitedReader{R: in, N: r.left + 1}
	tee := io.TeeReader(bounded, hash.Hash())
	entries, err := vfs.SiftTar(tee, r.sift)
	if err == nil {
		_, err = io.Copy(io.Discard, tee)
	}
	if bounded.N <= 0 {
		return Layer{}, vfs.ErrTooLarge
	}
	if err != nil {
		return Layer{}, err
	}
	r.left = bounded.N - 1
	if r.entries += len(entries); r.entries > mostEntries {
		return Layer{}, vfs.ErrTooMany
	}
	files := vfs.LayerFromTar(entries)
	return Layer{Digest: d.Digest, DiffID: hash.Digest(), Compressed: max(d.Size, int64(len(data))), Size: onDisk(files), Files: files}, nil
}

// Decompressed reads what in holds, unpacked if it is a gzip stream.
func Decompressed(in io.Reader) (io.Reader, error) {
	head := make([]byte, 2)
	n, err := io.ReadFull(in, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, err
	}
	whole := io.MultiReader(bytes.NewReader(head[:n]), in)
	if string(head[:n]) != "\x1f\x8b" {
		return whole, nil
	}
	return gzip.NewReader(whole)
}

// unpackLegacy reads the form docker save had before it was an OCI layout: a
// manifest.json that names a configuration and uncompressed layers. Source:
// moby image/spec/v1.2.md.
func (r reader) unpackLegacy(files map[string]vfs.Node) ([]Saved, error) {
	var list []dockerManifest
	n, ok := files["manifest.json"]
	if !ok || json.Unmarshal([]byte(n.Data), &list) != nil || len(list) == 0 || len(list) > mostImages {
		return nil, ErrFormat
	}
	var all []Saved
	for _, m := range list {
		img, err := r.legacyImage(m, files)
		if err != nil {
			return nil, err
		}
		var names []string
		for _, tag := range m.RepoTags {
			names = append(names, fullName(tag))
		}
		all = append(all, Saved{img.Named(), names})
	}
	return all, nil
}

// legacyImage is one image of such an archive. Its configuration is checked
// against its name, if that is a digest, and its layers against the
// configuration; layers get a new digest, as they come uncompressed.
func (r *reader) legacyImage(m dockerManifest, files map[string]vfs.Node) (img Image, err error) {
	var cfg spec.DockerOCIImage
	config := files[path.Clean("/" + m.Config)[1:]].Data
	if json.Unmarshal([]byte(config), &cfg) != nil || len(m.Layers) > mostLayers {
		return img, ErrFormat
	}
	id := digest.FromString(config)
	if name := strings.TrimSuffix(path.Base(m.Config), ".json"); digest.NewDigestFromEncoded(digest.Canonical, name).Validate() == nil && id.Encoded() != name {
		return img, fmt.Errorf("%w %s, expected sha256:%s", ErrDigest, id, name)
	}
	img = settings(cfg)
	for i, name := range m.Layers {
		l, err := r.layer(files[path.Clean("/" + name)[1:]].Data, ocispec.Descriptor{})
		if err != nil {
			return img, err
		}
		if len(cfg.RootFS.DiffIDs) != len(m.Layers) {
			return img, fmt.Errorf("%w: %d layers and %d diff ids", ErrFormat, len(m.Layers), len(cfg.RootFS.DiffIDs))
		}
		if l.DiffID != cfg.RootFS.DiffIDs[i] {
			return img, fmt.Errorf("%w: the layer %s unpacks to %s, not to %s", ErrDigest, name, l.DiffID, cfg.RootFS.DiffIDs[i])
		}
		made := LayerOf(l.Files)
		l.Digest, l.Compressed = made.Digest, made.Compressed
		img.Layers = append(img.Layers, l)
		if img.Tree, err = l.Files.ApplyTo(img.Tree); err != nil {
			return img, err
		}
	}
	img.read.config = document(ocispec.MediaTypeImageConfig, "", []byte(config))
	img.read.manifest = document(ocispec.MediaTypeImageManifest, "", indented(manifest(img.read.config.Descriptor, img.layerDescriptors())))
	return img, nil
}
