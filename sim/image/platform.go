package image

import (
	"strings"

	"github.com/opencontainers/go-digest"
	"github.com/opencontainers/image-spec/specs-go"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

// host is the platform of the machines here.
const host = "linux/amd64"

// NormalPlatform is a platform in the short form that is usual, "" for that of
// the machines here: linux/arm64/v8 and arm64 are linux/arm64. Source:
// containerd/platforms, normalize.
func NormalPlatform(spec string) string {
	os, rest, found := strings.Cut(strings.ToLower(spec), "/")
	if !found {
		switch os {
		case "", "linux":
			return ""
		}
		os, rest = "linux", os
	}
	arch, variant, _ := strings.Cut(rest, "/")
	switch arch {
	case "x86_64", "x86-64":
		arch = "amd64"
	case "aarch64":
		arch = "arm64"
	case "armhf":
		arch, variant = "arm", "v7"
	case "armel":
		arch, variant = "arm", "v6"
	case "i386":
		arch = "386"
	}
	switch {
	case arch == "amd64", arch == "arm64" && variant == "v8":
		variant = ""
	case arch == "arm" && variant == "":
		variant = "v7"
	}
	full := os + "/" + arch
	if variant != "" {
		full += "/" + variant
	}
	if full == host {
		return ""
	}
	return full
}

// PlatformName is a normal platform in full.
func PlatformName(normal string) string {
	if normal == "" {
		return host
	}
	return normal
}

// For is what the image is for.
func (img Image) For() ocispec.Platform {
	part := strings.SplitN(PlatformName(img.Platform)+"//", "/", 4)
	return ocispec.Platform{OS: part[0], Architecture: part[1], Variant: part[2]}
}

// On is the image for a platform, itself or one beside it.
func (img Image) On(platform string) (Image, bool) {
	if img.Platform == platform {
		return img, true
	}
	for _, o := range img.Others {
		if o.Platform == platform {
			return o, true
		}
	}
	return Image{}, false
}

// Ported is a stand-in for the image as it is for another platform: the same
// files, under layers of their own. No machine here could tell the difference,
// for none runs them.
func (img Image) Ported(platform string) Image {
	n := img.unnamed()
	n.Platform, n.Indexed, n.Others = platform, false, nil
	n.Layers = make([]Layer, len(img.Layers))
	for i, l := range img.Layers {
		l.Digest, l.DiffID = digest.FromString(platform+" "+string(l.Digest)), digest.FromString(platform+" "+string(l.DiffID))
		n.Layers[i] = l
	}
	return n.Named()
}

// Joined is one image for the platforms of several: an index that leads to the
// manifest of each, and to how each was built. The one for the machines here,
// or the first, is what it is seen as.
func Joined(list []Image, notes map[string]string) Image {
	main := 0
	for i, img := range list {
		if img.Platform == "" {
			main = i
		}
	}
	n := list[main]
	d := n.documents()
	n.Others = append(append([]Image(nil), list[:main]...), list[main+1:]...)
	n.Indexed, n.IndexNotes = true, notes
	var parts [][]ocispec.Descriptor
	for _, img := range list {
		x := img.documents()
		part := []ocispec.Descriptor{x.main(img)}
		if x.attestation.Data != "" {
			part = append(part, x.attestation.Descriptor)
		}
		parts = append(parts, part)
	}
	d.index = n.index(list, parts)
	n.read, n.ID, n.Documents = d, d.index.Digest, 0
	for _, b := range d.all() {
		n.Documents += b.Size
	}
	for _, o := range n.Others {
		for _, b := range o.Blobs() {
			if b.MediaType != ocispec.MediaTypeImageIndex {
				n.Documents += b.Size
			}
		}
	}
	return n
}

// main describes the manifest of an image with its platform.
func (d documents) main(img Image) ocispec.Descriptor {
	m, p := d.manifest.Descriptor, img.For()
	m.Platform = &p
	return m
}

// index is the blob that leads to manifests: those of images first, then
// those of attestations.
func (img Image) index(list []Image, parts [][]ocispec.Descriptor) Blob {
	var manifests []ocispec.Descriptor
	for _, p := range parts {
		manifests = append(manifests, p[0])
	}
	for _, p := range parts {
		manifests = append(manifests, p[1:]...)
	}
	declared := img.ID
	if len(list) > 1 {
		declared = ""
	}
	return document(ocispec.MediaTypeImageIndex, declared, indented(ocispec.Index{Versioned: specs.Versioned{SchemaVersion: 2},
		MediaType: ocispec.MediaTypeImageIndex, Manifests: manifests, Annotations: img.IndexNotes}))
}
