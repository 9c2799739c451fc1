package build

import (
	"strings"
	"time"

	"drydock/sim/engine"
	"drydock/sim/image"
)

// Join returns the build of an image for several platforms, whose parts have
// been built: what is left to do is Export.
func (b Build) Join(parts []image.Image, o Options) Build {
	b.opts, b.image = o, image.Joined(parts, annotations(o.IndexNotes))
	b.parts = parts
	return b
}

// Export lays out how the image of a joined build goes out: what is told of it,
// how long it takes, and what the host is then. Its step is 0.
func (b Build) Export(h engine.Host) (then func(engine.Host) engine.Host, list []Update, took time.Duration, failure *Failure) {
	s := step{name: exportName(b.opts), start: h.Now()}
	c := course{step: &s}
	c.part("exporting layers", 80*time.Millisecond)
	for _, p := range b.parts {
		c.manifests(p)
	}
	c.part("exporting manifest list "+string(b.image.ID), 6*time.Millisecond)
	switch {
	case b.opts.Output == ToArchive:
		c.part("sending tarball", 20*time.Millisecond+time.Duration(b.image.ContentSize())*time.Second/unpackRate)
	default:
		b.exportNames(&c)
	}
	push := b
	after := h.ImageBuilt(b.image, b.opts.Tags)
	if err := push.push(&after); err != nil {
		failure = failureOf(err)
	}
	list = append(list, Update{At: s.start, What: Known}, Update{At: s.start, What: Begin, Name: s.name})
	list = append(list, s.events...)
	end := Update{At: s.start.Add(c.at), What: End}
	if failure != nil {
		end.What, end.Text = Failed, failure.Told
	}
	then = func(h engine.Host) engine.Host {
		if b.opts.Output != ToImage {
			return h
		}
		h = h.ImageBuilt(b.image, b.opts.Tags)
		_ = b.push(&h) // it was tried above
		return h.BuildEvent("end", b.id, "the image is an index that leads to one for each platform", "image", string(b.image.ID), "names", strings.Join(b.opts.Tags, ","))
	}
	return then, append(list, end), c.at, failure
}

// exportNames lays out the names of an image, and its way to registries.
func (b *Build) exportNames(c *course) {
	names := b.opts.Tags
	if len(names) == 0 {
		names = []string{"moby-dangling@" + string(b.image.ID)}
	}
	for _, n := range names {
		c.part("naming to "+n, time.Millisecond)
		c.part("unpacking to "+n, 25*time.Millisecond)
	}
	if b.opts.Push {
		c.part("pushing layers", 60*time.Millisecond+time.Duration(b.image.ContentSize())*time.Second/downloadRate)
		for _, n := range b.opts.Tags {
			c.part("pushing manifest for "+n+"@"+string(b.image.ID), 40*time.Millisecond)
		}
	}
}
