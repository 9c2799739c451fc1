package engine

import (
	"strings"

	"github.com/distribution/reference"
	"github.com/opencontainers/go-digest"

	"drydock/sim/image"
)

// manyPlatforms are those that nearly all of the Hub's official images are
// there for, beside that of the machines here.
var manyPlatforms = map[string]bool{"linux/arm64": true, "linux/arm/v7": true, "linux/386": true, "linux/ppc64le": true, "linux/s390x": true, "linux/riscv64": true}

// ImageFor is an image of a reference for a platform, as image.NormalPlatform
// writes it; false when there is none. Of the Hub's official images those for
// other platforms are stand-ins: the same files under layers of their own.
func ImageFor(ref string, img image.Image, platform string) (image.Image, bool) {
	if x, ok := img.On(platform); ok {
		return x, true
	}
	named, err := reference.ParseNormalizedNamed(ref)
	if err != nil || !manyPlatforms[platform] || reference.Domain(named) != hubDomain || !strings.HasPrefix(reference.Path(named), "library/") {
		return image.Image{}, false
	}
	return img.Ported(platform), true
}

// ImagePullFor is a pull of the image for a platform. Errors: not found when
// there is none.
func (h Host) ImagePullFor(p Pull, platform string) (Pull, error) {
	img, ok := ImageFor(p.Reference, p.Image, platform)
	if !ok {
		return p, refuse(NotFound, Object{Type: "registry"},
			"no matching manifest for %s in the manifest list entries: no match for platform in manifest: not found", image.PlatformName(platform))
	}
	if img.Platform == p.Image.Platform {
		return p, nil
	}
	p.Image, p.Layers, p.Blobs = img, nil, []digest.Digest{img.Config}
	id, have := h.tags.Get(p.Reference)
	p.UpToDate = have && id == string(img.ID)
	for _, l := range img.Layers {
		p.Layers = append(p.Layers, PullLayer{l, h.pulled.Has(string(l.Digest))})
	}
	return p, nil
}
