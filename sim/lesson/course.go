//go:build !js

package lesson

import (
	"embed"
	"io/fs"
)

//go:embed lessons/*.md lessons/*/*
var files embed.FS

// course are the lessons that come with Drydock, in the order to take them.
var course = []string{
	"containers-and-virtual-machines",
	"terminal-in-five-minutes",
	"what-is-an-image",
	"what-is-a-container",
	"one-image-many-containers",
	"the-lifecycle",
	"exit-codes-and-logs",
	"layers-and-copy-on-write",
	"building-and-the-cache",
	"commit-or-rebuild",
	"tags-and-registries",
	"volumes",
	"networks-and-ports",
	"small-images",
	"cleaning-up",
	"compose",

	// Challenges: worlds that are broken, and a game.
	"port-taken",
	"exits-at-once",
	"wrong-tag",
	"name-does-not-resolve",
	"data-lost",
	"cache-always-misses",
	"dangling-layers",
	"fat-image",
	"deaf-to-stop",
	"golf-three-states",
}

// Files are the course's files: NAME.md and what they refer to.
func Files() fs.FS {
	sub, err := fs.Sub(files, "lessons")
	if err != nil {
		panic(err) // the directory is embedded
	}
	return sub
}

// Course returns the lessons that come with Drydock, in the order to take them.
func Course() []Lesson {
	var all []Lesson
	for _, id := range course {
		l, _, err := Load(Files(), id) // without faults, as the tests have it
		if err != nil {
			panic(err) // the table above names embedded files
		}
		all = append(all, l)
	}
	return all
}
