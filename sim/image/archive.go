package image

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/vfs"
)

// Saved is an image in an archive with the full names it has there.
type Saved struct {
	Image
	References []string
}

// annotationName is the key of a full image name. Source: containerd images/annotations.go.
const annotationName = "io.containerd.image.name"

// dockerManifest is an entry of manifest.json, which older engines read.
// Source: moby image/tarexport.
type dockerManifest struct {
	Config   string
	RepoTags []string
	Layers   []string
}

// Pack returns the archive docker save writes: an OCI layout with a
// manifest.json beside it. Source: OCI image spec, image-layout.md; moby
// daemon/containerd/image_exporter.go.
func Pack(images []Saved) []vfs.Entry {
	index := ocispec.Index{Versioned: specs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageIndex, Manifests: []ocispec.Descriptor{}}
	legacy := []dockerManifest{}
	blobs := map[string]Blob{}
	for _, img := range images {
		all := img.Blobs()
		for _, b := range all {
			blobs[blobName(b.Digest)] = b
		}
		names := img.References
		if len(names) == 0 {
			names = []string{""}
		}
		m := dockerManifest{Config: blobName(img.Config)}
		for _, l := range img.Layers {
			m.Layers = append(m.Layers, blobName(l.Digest))
		}
		for _, name := range names {
			index.Manifests = append(index.Manifests, named(all[0].Descriptor, name))
			if named, err := reference.ParseNormalizedNamed(name); err == nil && tagOf(name) != "" {
				m.RepoTags = append(m.RepoTags, reference.FamiliarString(named))
			}
		}
		legacy = append(legacy, m)
	}
	entries := []vfs.Entry{directory("blobs"), directory("blobs/sha256")}
	for _, name := range sorted(blobs) {
		b := blobs[name]
		n := vfs.File(0o444, b.Data, epoch)
		n.Size = max(n.Size, b.Size)
		entries = append(entries, vfs.Entry{Name: name, Node: n})
	}
	return append(entries, file("index.json", compact(index)), file("manifest.json", compact(legacy)),
		file("oci-layout", []byte(`{"imageLayoutVersion":"1.0.0"}`)))
}

var epoch = time.Unix(0, 0).UTC()

func directory(name string) vfs.Entry { return vfs.Entry{Name: name, Node: vfs.Dir(0o755, epoch)} }

func file(name string, data []byte) vfs.Entry {
	return vfs.Entry{Name: name, Node: vfs.File(0o444, string(data), epoch)}
}

func blobName(d digest.Digest) string { return "blobs/" + string(d.Algorithm()) + "/" + d.Encoded() }

func sorted(m map[string]Blob) []string {
	names := make([]string, 0, len(m))
	for name := range m { // sorted below
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// named is a descriptor with the name of its image as annotations.
func named(d ocispec.Descriptor, name string) ocispec.Descriptor {
	if name == "" {
		return d
	}
	d.Annotations = map[string]string{annotationName: name}
	if tag := tagOf(name); tag != "" {
		d.Annotations[ocispec.AnnotationRefName] = tag
	}
	return d
}

// tagOf is the tag of a full name, "" when it has none.
func tagOf(name string) string {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return ""
	}
	if t, ok := named.(reference.Tagged); ok {
		return t.Tag()
	}
	return ""
}

// Unpack reads an archive of images: an OCI layout, or the older form with
// nothing but a manifest.json. Errors: ErrFormat for what is no such archive;
// ErrDigest and others for a broken one.
func Unpack(entries []vfs.Entry, known Known) ([]Saved, error) {
	return reader{known: known, left: mostUnpacked}.unpack(entries)
}

func (r reader) unpack(entries []vfs.Entry) ([]Saved, error) {
	files := map[string]vfs.Node{}
	for _, e := range entries {
		if e.Node.Mode.IsRegular() {
			files[path.Clean("/" + e.Name)[1:]] = e.Node
		}
	}
	index, ok := files["index.json"]
	if !ok {
		return r.unpackLegacy(files)
	}
	var top ocispec.Index
	if json.Unmarshal([]byte(index.Data), &top) != nil || len(top.Manifests) == 0 {
		return nil, ErrFormat
	}
	r.blob = func(d digest.Digest) (string, bool) {
		if d.Validate() != nil {
			return "", false
		}
		n, ok := files[blobName(d)]
		return n.Data, ok
	}
	var all []Saved
	for _, d := range top.Manifests {
		if len(all) == mostImages {
			return nil, vfs.ErrTooMany
		}
		img, err := r.image(d.Digest)
		if err != nil {
			return nil, err
		}
		name := d.Annotations[annotationName]
		if name == "" && strings.ContainsAny(d.Annotations[ocispec.AnnotationRefName], ":/") {
			name = d.Annotations[ocispec.AnnotationRefName]
		}
		var names []string
		if name := fullName(name); name != "" {
			names = []string{name}
		}
		all = append(all, Saved{img, names})
	}
	return all, nil
}

// fullName is a name as the engine keeps it, "" for what is none.
func fullName(name string) string {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		return ""
	}
	return reference.TagNameOnly(named).String()
}

// mostImages is how many images one archive may hold.
const mostImages = 100
