// Package catalog is the content of the simulated Docker Hub, and the file
// system of the machine Docker runs on.
//
// An image is a table: what its registry page says of it (digests, sizes,
// history, configuration) and, for each layer, the files in it that matter to
// somebody who looks around inside. Layers do not hold whole packages: a layer
// of 78 MB has the size 78 MB and the few hundred files people meet.
//
// Source of digests, sizes and histories: docker-library/repo-info, as of
// September 2026. All images on one base share one digest of it, as on a host
// whose images were pulled in the same week; so an image's own total differs
// by a few kB from the page of its day.
package catalog

import (
	"slices"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// hub and host are built once and never change.
var (
	hub  = push(image.Registry{}, releases())
	host = layerOf(clock(machineBuilt), machineFiles()).Apply(vfs.NewTree(clock(machineBuilt)))
)

// Hub is everything on the simulated Docker Hub, by full repository name
// ("library/nginx") and tag. Images share their common layers and trees.
func Hub() image.Registry { return hub }

// Machine is the root file system of the host that Docker runs on: a Debian
// machine named drydock with root as its only person.
func Machine() vfs.Tree { return host }

func releases() []release {
	return slices.Concat(helloReleases, busyboxReleases, alpineReleases, debianReleases, ubuntuReleases,
		nginxReleases, redisReleases)
}

func push(r image.Registry, all []release) image.Registry {
	s := shelf{layers: map[string]image.Layer{}, trees: map[string]vfs.Tree{}}
	for _, rel := range all {
		img := s.image(rel)
		for _, tag := range rel.tags {
			r = r.Push("library/"+rel.repository, tag, img)
		}
	}
	return r
}
