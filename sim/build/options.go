package build

import (
	"time"

	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// Options are what a client asks to be built.
type Options struct {
	// Dockerfile is its text and File the name it has in messages. Missing is
	// what reading it failed with, "" when it was read.
	Dockerfile, File, Missing string
	// Empty tells that standard input was to be the Dockerfile and had nothing.
	Empty bool
	// Context are the files COPY takes, with an ID by which the builder knows
	// the directory again; NoContext tells that there are none to ask for.
	Context   vfs.Tree
	ContextID string
	// Remote is the address of a context that is elsewhere, "" for a directory,
	// and RemoteError what fetching it failed with.
	Remote, RemoteError string
	// Ignore is the text of .dockerignore, "" without one.
	Ignore string
	Named  []Named // --build-context, in order

	Args          []Pair // --build-arg, in order
	Labels        []Pair
	Epoch         time.Time // SOURCE_DATE_EPOCH: what the image says of times is at most this; zero: none
	Tags          []string  // full references
	Target        string
	NoCache       bool
	NoCacheFilter []string
	Pull          bool
	Network       string
	ExtraHosts    []string
	ShmSize       int64
	Ulimits       []*engine.Ulimit // of RUN, never written to
	Secrets       []Secret
	Platform      string // "" for that of the machines here
	// Several tells that this is one of several builds of one image, for a
	// platform each; Further that another of them shows what they have in common.
	Several, Further bool
	Output           Output
	Format           string                        // of ToArchive: docker or oci
	Push             bool                          // the image goes to the registries of its names
	Credentials      map[string]engine.Credentials // of the registries, by domain; never written to
	CacheFrom        []CacheSource
	CacheTo          []CacheTarget
	Unattested       bool // the image is its manifest alone, without an index and an attestation
	// Notes are the annotations of the manifest, and IndexNotes those of the index.
	Notes, IndexNotes []Pair
	Check             bool // look only, build nothing
	// Classic builds as the builder before BuildKit did: every instruction by
	// itself, in order, each with an image.
	Classic bool
}

// Pair is a name and a value. Given is false for a name alone.
type Pair struct {
	Name, Value string
	Given       bool
}

// Named is a further context: a directory, an image by its reference, or the
// result of another build.
type Named struct {
	Name  string
	Tree  vfs.Tree
	Image string // "": Tree
	Key   string // by which the directory is known again
	// Result is what another build has made, under the name Image; nil without.
	Result *image.Image
}

// Secret is a file that RUN may mount.
type Secret struct{ ID, Data string }

// Output is where the result goes.
type Output int

// The places a result can go.
const (
	ToImage   Output = iota // an image on the host
	ToNothing               // nowhere: it stays in the cache
	ToDir                   // the files, to the client
	ToTar                   // the files as an archive, to the client
	ToArchive               // the image as an archive, to the client
	ToPart                  // an image, that will be a part of another
)
