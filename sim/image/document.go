package image

import (
	"bytes"
	"encoding/json"
	"time"

	spec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// Blob is a content-addressed piece of an image. Size is what its descriptors
// say; Data may be shorter, for a layer whose bytes are not all stored.
type Blob struct {
	ocispec.Descriptor
	Data string
}

// mediaTypeStatement is that of an attestation. Source: in-toto, BuildKit
// docs/attestations/attestation-storage.md.
const mediaTypeStatement = "application/vnd.in-toto+json"

// Documents are the JSON blobs around an image's layers.
type documents struct{ index, manifest, config, attestation, attestationConfig, statement Blob }

// documents makes the blobs of the image. A digest that is declared stays; all
// others are computed.
func (img Image) documents() documents {
	if img.read.manifest.Data != "" {
		return img.read
	}
	var d documents
	d.config = document(ocispec.MediaTypeImageConfig, img.Config, compact(cachedConfig{img.OCI(), img.Cache}))
	of := manifest(d.config.Descriptor, img.layerDescriptors())
	of.Annotations = img.Notes
	d.manifest = document(ocispec.MediaTypeImageManifest, img.Manifest, indented(of))
	if !img.Indexed {
		return d
	}
	d.statement = document(mediaTypeStatement, "", compact(statement(d.manifest.Digest, img.built)))
	d.statement.Annotations = map[string]string{"in-toto.io/predicate-type": predicateType}
	d.attestationConfig = document(ocispec.MediaTypeEmptyJSON, img.Attestation, []byte("{}"))
	attestation := manifest(d.attestationConfig.Descriptor, []ocispec.Descriptor{d.statement.Descriptor})
	attestation.ArtifactType = "application/vnd.docker.attestation.manifest.v1+json"
	d.attestation = document(ocispec.MediaTypeImageManifest, img.AttestationManifest, indented(attestation))
	d.attestation.Platform = &ocispec.Platform{Architecture: "unknown", OS: "unknown"}
	d.attestation.Annotations = map[string]string{
		"vnd.docker.reference.digest": d.manifest.Digest.String(), "vnd.docker.reference.type": "attestation-manifest"}
	d.index = img.index([]Image{img}, [][]ocispec.Descriptor{{d.main(img), d.attestation.Descriptor}})
	return d
}

func manifest(config ocispec.Descriptor, layers []ocispec.Descriptor) ocispec.Manifest {
	return ocispec.Manifest{Versioned: specs.Versioned{SchemaVersion: 2}, MediaType: ocispec.MediaTypeImageManifest, Config: config, Layers: layers}
}

func (img Image) layerDescriptors() []ocispec.Descriptor {
	list := make([]ocispec.Descriptor, len(img.Layers))
	for i, l := range img.Layers {
		list[i] = l.descriptor()
	}
	return list
}

func (l Layer) descriptor() ocispec.Descriptor {
	return ocispec.Descriptor{MediaType: ocispec.MediaTypeImageLayerGzip, Digest: l.Digest, Size: l.Compressed}
}

// top is the blob a name of the image points to.
func (d documents) top() Blob {
	if d.index.Data != "" {
		return d.index
	}
	return d.manifest
}

// Blobs are all pieces of the image, each once: documents, what a name points
// to first, and then the layers from the base up.
func (img Image) Blobs() []Blob {
	list := img.documents().all()
	seen := map[digest.Digest]bool{}
	for _, l := range img.Layers {
		if !seen[l.Digest] {
			list = append(list, Blob{l.descriptor(), l.Blob()})
		}
		seen[l.Digest] = true
	}
	for _, o := range img.Others {
		for _, b := range o.Blobs() {
			if !seen[b.Digest] && b.MediaType != ocispec.MediaTypeImageIndex {
				list = append(list, b)
			}
			seen[b.Digest] = true
		}
	}
	return list
}

// Sealed returns the image with every digest and size that of the bytes its
// archive has, for tools that check them: catalog layers, whose declared
// digests are of bytes that are not here, and files that are not all stored
// get other ones. An image without any of these stays as it is.
func (img Image) Sealed() Image {
	n := img
	n.Layers = make([]Layer, len(img.Layers))
	same := true
	for i, l := range img.Layers {
		made := LayerOf(l.Files)
		made.Compressed, made.Size = int64(len(made.Blob())), l.Size
		same = same && made.Digest == l.Digest && made.DiffID == l.DiffID && made.Compressed == l.Compressed
		n.Layers[i] = made
	}
	if d := img.documents(); same && digest.FromString(d.top().Data) == img.ID {
		return img
	}
	n = n.unnamed()
	return n.Named()
}

// all are the blobs there are, what a name points to first.
func (d documents) all() (list []Blob) {
	for _, b := range []Blob{d.index, d.manifest, d.config, d.attestation, d.attestationConfig, d.statement} {
		if b.Data != "" {
			list = append(list, b)
		}
	}
	return list
}

// predicateType is what an attestation of a build states.
const predicateType = "https://slsa.dev/provenance/v1"

// statement says of which manifest it is true that the builder here made it.
func statement(of digest.Digest, at time.Time) any {
	type m = map[string]any
	return m{
		"_type": "https://in-toto.io/Statement/v0.1", "predicateType": predicateType,
		"subject":   []m{{"name": "_", "digest": m{"sha256": of.Encoded()}}},
		"predicate": m{"buildDefinition": m{"buildType": "https://github.com/moby/buildkit/blob/master/docs/attestations/slsa-definitions.md"}, "runDetails": m{"builder": m{"id": ""}, "metadata": m{"startedOn": at.UTC().Format(time.RFC3339Nano)}}},
	}
}

// Named is the image with the digests that are missing computed: hashes of
// real JSON.
func (img Image) Named() Image {
	if img.ID != "" && img.Documents != 0 {
		return img
	}
	d := img.documents()
	img.Config, img.Manifest, img.ID = d.config.Digest, d.manifest.Digest, d.top().Digest
	img.AttestationManifest, img.Attestation = d.attestation.Digest, d.attestationConfig.Digest
	for _, b := range d.all() {
		img.Documents += b.Size
	}
	return img
}

// Descriptor describes what a name of the image points to: media type, digest
// and size.
func (img Image) Descriptor() ocispec.Descriptor { return img.documents().top().Descriptor }

// ManifestDescriptor describes the image's manifest.
func (img Image) ManifestDescriptor() ocispec.Descriptor {
	return img.documents().main(img)
}

// Top is what a name of the image points to.
func (img Image) Top() Blob { return img.documents().top() }

// Manifests describe what the image's index leads to.
func (img Image) Manifests() []ocispec.Descriptor {
	d := img.documents()
	if len(img.Others) > 0 {
		var top ocispec.Index
		if json.Unmarshal([]byte(d.index.Data), &top) == nil {
			return top.Manifests
		}
	}
	if d.attestation.Data == "" {
		return []ocispec.Descriptor{img.ManifestDescriptor()}
	}
	return []ocispec.Descriptor{img.ManifestDescriptor(), d.attestation.Descriptor}
}

// Indent is a JSON blob laid out with the given indent.
func Indent(b Blob, indent string) string {
	var out bytes.Buffer
	if json.Indent(&out, []byte(b.Data), "", indent) != nil {
		return b.Data
	}
	return out.String()
}

// OCI is the image's configuration in the form of the OCI image spec.
func (img Image) OCI() spec.DockerOCIImage {
	created := img.Created
	out := spec.DockerOCIImage{Config: img.Container}
	out.Created, out.Author = &created, img.Author
	out.Platform = img.For()
	out.History = img.History
	out.RootFS = ocispec.RootFS{Type: "layers"}
	for _, l := range img.Layers {
		out.RootFS.DiffIDs = append(out.RootFS.DiffIDs, l.DiffID)
	}
	return out
}

// cachedConfig is a configuration with the cache that BuildKit puts into it.
type cachedConfig struct {
	spec.DockerOCIImage
	Cache []byte `json:"moby.buildkit.cache.v0,omitempty"`
}

// document is a blob of JSON under its digest, or under the one declared for it.
func document(mediaType string, declared digest.Digest, data []byte) Blob {
	d := declared
	if d == "" {
		d = digest.FromBytes(data)
	}
	return Blob{ocispec.Descriptor{MediaType: mediaType, Digest: d, Size: int64(len(data))}, string(data)}
}

func compact(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("image: " + err.Error())
	}
	return b
}

func indented(v any) []byte {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("image: " + err.Error())
	}
	return b
}
