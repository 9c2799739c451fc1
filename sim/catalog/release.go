package catalog

import (
	"slices"
	"strconv"
	"strings"
	"sync"
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
	workdir, stopSignal, user            string
	ports, volumes                       []string
	labels                               map[string]string
	steps                                []step
	page                                 string // its further steps, see page
	contents                             []content
	// swap are pairs of texts: an image derived from a sibling (see derive) has
	// the second wherever the sibling has the first.
	swap []string
}

// unknown stands for a digest or blob that was not looked up; it is derived
// from the image's name.
const unknown = "~"

// step is one entry of an image's history, with the layer it made, if any.
type step struct {
	by   string // created_by
	at   string // RFC 3339; "" is the release's own time
	blob string // hexadecimal digest of the layer; "" for a step that made none
	// packed and size are the bytes of the blob and of what is in it.
	packed, size int64
	files        func() []item // called when the layer is unpacked
	// What steps of a foundation unpack to, and the tree up to the last of them.
	unpack func() vfs.Layer
	tree   func() vfs.Tree
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

// foundation are the first steps of several images. What they unpack to is
// one value in all of them.
func foundation(steps ...step) []step {
	steps = slices.Clone(steps)
	for i, st := range steps {
		if st.blob != "" && st.unpack == nil {
			steps[i].unpack = sync.OnceValue(func() vfs.Layer { return layerOf(clock(st.at), st.items()) })
		}
	}
	below := slices.Clone(steps)
	steps[len(steps)-1].tree = sync.OnceValue(func() vfs.Tree { return release{}.merged(below, nil) })
	return steps
}

// items are the files of a step.
func (st step) items() []item {
	if st.files == nil {
		return nil
	}
	return st.files()
}

// describe is the image without its files: all that a registry's page tells of it.
func (r release) describe() image.Image {
	img := image.Image{
		ID: r.digest("index", r.index), Manifest: r.digest("manifest", r.manifest), Config: r.digest("config", r.config),
		Indexed: true, Attestation: r.attested(), Container: r.settings(), Created: clock(r.created),
		AttestationManifest: digest.FromString("attestation manifest of " + r.digest("index", r.index).Encoded()),
	}
	for i, st := range r.steps {
		h := r.history(st)
		img.History, img.Comment = append(img.History, h), h.Comment
		if st.blob == "" {
			continue
		}
		d := r.digest(strconv.Itoa(i), st.blob)
		img.Layers = append(img.Layers, image.Layer{
			Digest: d, DiffID: digest.FromString("unpacked " + d.Encoded()), Compressed: st.packed, Size: st.size,
		})
	}
	return img.Named()
}

// image is the image with its files.
func (r release) image() image.Image {
	img := r.describe()
	files := make([]vfs.Layer, len(img.Layers))
	img.Tree = r.merged(r.steps, files)
	for i := range img.Layers {
		img.Layers[i].Files = files[i]
	}
	return img
}

// merged is the tree that steps make; it fills in the files of each of their
// layers unless layers is nil.
func (r release) merged(steps []step, layers []vfs.Layer) (t vfs.Tree) {
	from := 0
	for i, st := range steps {
		if st.tree != nil {
			t, from = st.tree(), i+1
		}
	}
	n := 0
	for i, st := range steps {
		if st.blob == "" {
			continue
		}
		l := r.files(st)
		if i >= from {
			t = l.Apply(t)
		}
		if layers != nil {
			layers[n] = l
		}
		n++
	}
	return t
}

// files is the layer of a step.
func (r release) files(st step) vfs.Layer {
	if st.unpack != nil {
		return st.unpack()
	}
	at := st.at
	if at == "" {
		at = r.created
	}
	return layerOf(clock(at), r.renamed(st.items()))
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
	if r.page != "" || r.entrypoint == nil && r.cmd == nil && r.env == nil { // a page, even one that adds nothing
		return configured(r.steps)
	}
	c.Env = append([]string{pathEnv}, r.env...)
	c.Entrypoint, c.Cmd = r.entrypoint, r.cmd
	c.WorkingDir, c.StopSignal, c.Labels, c.User = r.workdir, r.stopSignal, r.labels, r.user
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
	return digest.FromString("attestation of " + r.digest("index", r.index).Encoded())
}

// digest is a digest of the table, or what stands in for one that is unknown.
func (r release) digest(what, hex string) digest.Digest {
	if hex == unknown || hex == "" {
		return sha256(approx(r.repository + "|" + r.tags[0] + "|" + what))
	}
	return sha256(hex)
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
