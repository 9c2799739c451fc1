package catalog

import (
	"strings"
	"time"

	spec "github.com/moby/docker-image-spec/specs-go/v1"
	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// pathEnv is the PATH of every official image.
const pathEnv = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// release is one image as its registry page shows it.
type release struct {
	repository string
	tags       []string
	created    string // RFC 3339
	// The digests are hexadecimal, without "sha256:". attestation may be "",
	// then it is derived from the index.
	index, manifest, config, attestation string
	env                                  []string // after PATH
	entrypoint, cmd                      []string
	workdir, stopSignal                  string
	ports, volumes                       []string
	labels                               map[string]string
	steps                                []step
}

// step is one entry of an image's history, with the layer it made, if any.
type step struct {
	by   string // created_by
	at   string // RFC 3339; "" is the release's own time
	blob string // hexadecimal digest of the layer; "" for a step that made none
	// packed and size are the bytes of the blob and of what is in it.
	packed, size int64
	files        []item
}

// meta is a step that changed the configuration only.
func meta(by string) step { return step{by: by} }

// metas are several of them.
func metas(lines ...string) (steps []step) {
	for _, by := range lines {
		steps = append(steps, meta(by))
	}
	return steps
}

// shelf keeps the layers and the merged trees that several images share, so
// that they are one value in all of them.
type shelf struct {
	layers map[string]image.Layer // by blob
	trees  map[string]vfs.Tree    // by the blobs from the base up
}

func (s shelf) image(r release) image.Image {
	img := image.Image{
		ID: sha256(r.index), Manifest: sha256(r.manifest), Config: sha256(r.config), Indexed: true, Attestation: r.attested(),
		AttestationManifest: digest.FromString("attestation manifest of " + r.index),
		Container:           r.settings(), Created: clock(r.created),
	}
	chain := ""
	for _, st := range r.steps {
		h := r.history(st)
		img.History, img.Comment = append(img.History, h), h.Comment
		if st.blob == "" {
			continue
		}
		l := s.layer(r, st)
		chain += st.blob
		if _, ok := s.trees[chain]; !ok {
			s.trees[chain] = l.Files.Apply(img.Tree)
		}
		img.Layers, img.Tree = append(img.Layers, l), s.trees[chain]
	}
	return img.Named()
}

func (s shelf) layer(r release, st step) image.Layer {
	if l, ok := s.layers[st.blob]; ok {
		return l
	}
	at := st.at
	if at == "" {
		at = r.created
	}
	s.layers[st.blob] = image.Layer{
		Digest: sha256(st.blob), DiffID: digest.FromString("unpacked " + st.blob),
		Compressed: st.packed, Size: st.size, Files: layerOf(clock(at), st.files),
	}
	return s.layers[st.blob]
}

// history is never later than the image: an old tag stands here on a newer base.
func (r release) history(st step) ocispec.History {
	at := clock(r.created)
	if st.at != "" && clock(st.at).Before(at) {
		at = clock(st.at)
	}
	return ocispec.History{Created: &at, CreatedBy: st.by, Comment: comment(st.by), EmptyLayer: st.blob == ""}
}

// comment is what the builder that made a step leaves in the history.
func comment(by string) string {
	switch {
	case strings.HasPrefix(by, "# debian.sh"):
		return "debuerreotype 0.17"
	case strings.HasPrefix(by, "/bin/sh -c #(nop)"), strings.HasPrefix(by, "BusyBox"):
		return ""
	}
	return "buildkit.dockerfile.v0"
}

func (r release) settings() (c spec.DockerOCIImageConfig) {
	c.Env = append([]string{pathEnv}, r.env...)
	c.Entrypoint, c.Cmd = r.entrypoint, r.cmd
	c.WorkingDir, c.StopSignal, c.Labels = r.workdir, r.stopSignal, r.labels
	c.ExposedPorts, c.Volumes = set(r.ports), set(r.volumes)
	return c
}

func set(names []string) map[string]struct{} {
	if names == nil {
		return nil
	}
	m := map[string]struct{}{}
	for _, name := range names {
		m[name] = struct{}{}
	}
	return m
}

func (r release) attested() digest.Digest {
	if r.attestation != "" {
		return sha256(r.attestation)
	}
	return digest.FromString("attestation of " + r.index)
}

func sha256(hex string) digest.Digest { return digest.NewDigestFromEncoded(digest.SHA256, hex) }

// clock reads the times of the tables.
func clock(rfc3339 string) time.Time {
	t, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return t
}

// approx stands in for a digest that was not looked up.
func approx(what string) string { return digest.FromString("drydock-approx|" + what).Encoded() }
