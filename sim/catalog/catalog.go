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
	"strings"
	"sync"

	"drydock/sim/image"
	"drydock/sim/vfs"
)

// hub and host are built once and never change.
var (
	hub  = shelves(releases())
	host = layerOf(clock(machineBuilt), machineFiles()).Apply(vfs.NewTree(clock(machineBuilt)))
)

// Hub is everything on the simulated Docker Hub, by full repository name
// ("library/nginx") and tag. Images share the layers and trees of their bases,
// and an image's files are made when it is first asked for, once for all worlds.
func Hub() image.Registry { return hub }

// Machine is the root file system of the host that Docker runs on: a Debian
// machine named drydock with root as its only person.
func Machine() vfs.Tree { return host }

func releases() []release {
	return slices.Concat(helloReleases, busyboxReleases, alpineReleases, debianReleases, ubuntuReleases,
		nginxReleases, redisReleases, buildpackReleases, redhatReleases, pythonReleases(), nodeReleases(), golangReleases(),
		rubyReleases, httpdReleases, postgresReleases(), mysqlReleases, mariadbReleases, mongoReleases, phpReleases(), phpAppReleases,
		javaReleases(), brokerReleases, proxyReleases, registryReleases, olderAlpines(), olderDebians(), olderUbuntus(),
		olderServers(), extraReleases(), serverReleases(), toolReleases(), ghostReleases, courseReleases(), languageReleases())
}

// shelves has all releases: of an image nothing is made before it is asked for.
func shelves(all []release) image.Registry {
	list := make([]image.Shelf, len(all))
	for i := range all {
		rel := &all[i]
		list[i] = image.Shelf{
			Repository: rel.path(), Names: rel.tags,
			Described: sync.OnceValue(func() image.Image { return rel.read().swapped().describe() }),
			Complete:  sync.OnceValue(func() image.Image { return rel.read().swapped().image() }),
		}
	}
	return image.Shelves(list)
}

// path is the full name of the repository: official images are in library.
func (r release) path() string {
	if strings.Contains(r.repository, "/") { // with a registry's name in front if it is not on the Hub
		return r.repository
	}
	return "library/" + r.repository
}
