package build

import (
	"strings"

	"drydock/sim/image"
)

// platformLabel is what stands before the names of steps when an image is
// built for several platforms: the one a step is for, and the one it is built
// for if that is another. Source: moby/buildkit dockerfile2llb, prefixCommand.
func (b *Build) platformLabel(of string) string {
	if !b.opts.Several {
		return ""
	}
	label := image.PlatformName(of)
	if of != b.opts.Platform {
		label += "->" + strings.TrimPrefix(image.PlatformName(b.opts.Platform), "linux/")
	}
	return label + " "
}
