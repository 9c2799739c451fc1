package build

import (
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
	"drydock/sim/vfs"
)

// phase is how far a step is.
type phase int

const (
	waiting phase = iota
	running
	done
	broken // failed or canceled
)

// step is one node of the graph: something that takes time and has a result.
type step struct {
	name  string
	stage string
	in    dockerfile.Instruction // of the steps of a Dockerfile
	needs []int                  // steps to be done before
	work  work

	phase      phase
	start, end time.Time
	events     []Update // of the fixed course, by time; those before next have been told
	next       int
	cached     bool
	begun      bool // told of
	loaded     bool // an image whose files a step has used
	told       int  // how much of a RUN's output, see engine.Output
	partial    string
	said       int    // bytes of output that were told of
	run        string // the id of a RUN under way
	starting   bool   // a RUN whose process does not run yet
	ended      bool   // a RUN whose process is over

	classic   *classicPart // of an instruction of the classic builder
	container string       // and the one it ran in, by the first digits of its id

	record engine.BuildRecord // the result
	place  string             // where it stands in the Dockerfile, for the reasons
	number string             // 2/4
}

func (s step) tree() vfs.Tree { return s.record.Tree }

// work is what a step does. plan is called when all it needs is done: it looks
// at the cache or lays out the course of a step of known length. finish is
// called at its end.
type work interface {
	plan(b *Build, h *engine.Host, i int) error
	finish(b *Build, h *engine.Host, i int) error
}

// event lays out one part of a step with a fixed course: it starts and ends at
// offsets from the step's start.
func (s *step) status(id string, from, to time.Duration, bytes int64) {
	s.events = append(s.events, Update{What: Status, ID: id, Current: bytes, Started: s.start.Add(from), At: s.start.Add(to), Done: true})
}

// course lays out the parts of a step one after the other.
type course struct {
	*step
	at time.Duration // that those so far take
}

func (c *course) part(text string, takes time.Duration) {
	c.status(text, c.at, c.at+takes, 0)
	c.at += takes
}

// manifests are the parts that write what there is of an image beside layers.
func (c *course) manifests(img image.Image) {
	c.part("exporting manifest "+string(img.Manifest), 4*time.Millisecond)
	c.part("exporting config "+string(img.Config), 4*time.Millisecond)
	if img.Indexed {
		c.part("exporting attestation manifest "+string(img.AttestationManifest), 20*time.Millisecond)
	}
}

// lasts ends the step after a while.
func (s *step) lasts(d time.Duration) { s.end = s.start.Add(d) }
