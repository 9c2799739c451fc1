package build

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
)

// export is the last step: the result goes where the client wants it.
type export struct{ stage *stage }

func exportName(o Options) string {
	switch o.Output {
	case ToArchive:
		if o.Format == "oci" {
			return "exporting to oci image format"
		}
		return "exporting to docker image format"
	case ToDir:
		return "exporting to client directory"
	case ToTar:
		return "exporting to client tarball"
	}
	return "exporting to image"
}

// finishImage applies what the client asks of the image beside the Dockerfile.
func (b *Build) finishImage(h *engine.Host, s *stage) {
	if len(b.opts.Labels) == 0 {
		return
	}
	labels := maps.Clone(s.config.Labels)
	if labels == nil {
		labels = map[string]string{}
	}
	for _, l := range b.opts.Labels {
		labels[l.Name] = l.Value
	}
	s.config.Labels = labels
}

func (e export) plan(b *Build, h *engine.Host, i int) error {
	for _, n := range b.steps[i].needs {
		b.use(h, n)
	}
	s := &b.steps[i]
	switch b.opts.Output {
	case ToDir, ToTar:
		e.planFiles(b, s)
		return nil
	case ToNothing:
		s.lasts(time.Millisecond)
		return nil
	}
	img, fresh := e.image(b, h)
	b.image = img
	if b.opts.Output == ToPart {
		s.lasts(time.Millisecond)
		return nil
	}
	c := course{step: s}
	layers := 2 * time.Millisecond
	if fresh > 0 {
		layers = 80*time.Millisecond + time.Duration(fresh)*time.Second/unpackRate
	}
	c.part("exporting layers", layers)
	c.manifests(img)
	if img.Indexed {
		c.part("exporting manifest list "+string(img.ID), 6*time.Millisecond)
	}
	if b.opts.Output == ToArchive {
		c.part("sending tarball", 20*time.Millisecond+time.Duration(img.ContentSize())*time.Second/unpackRate)
		s.lasts(c.at + 10*time.Millisecond)
		return nil
	}
	b.exportNames(&c)
	s.lasts(c.at + 10*time.Millisecond)
	return nil
}

// planFiles lays out how the files go to the client.
func (e export) planFiles(b *Build, s *step) {
	if e.stage.tip >= 0 {
		b.files = b.steps[e.stage.tip].tree()
	}
	var bytes int64
	sent := map[uint64]bool{}
	for _, n := range b.files.Walk() {
		if n.Mode.IsRegular() && !sent[n.Link] { // the further names of a file are sent as names
			bytes += n.Size
		}
		sent[n.Link] = n.Link != 0
	}
	takes := 20*time.Millisecond + time.Duration(bytes)*time.Second/unpackRate
	text := "copying files"
	if b.opts.Output == ToTar {
		text = "sending tarball"
	}
	s.status(text, 0, takes, bytes)
	s.lasts(takes + 20*time.Millisecond)
}

func (e export) finish(b *Build, h *engine.Host, i int) error {
	if b.opts.Output == ToImage {
		*h = h.ImageBuilt(b.image, b.opts.Tags)
		if err := b.push(h); err != nil {
			return err
		}
		*h = h.BuildEvent("end", b.id, "the image is its layers and a configuration; its id is their digest", "image", string(b.image.ID), "names", strings.Join(b.opts.Tags, ","))
	} else {
		*h = h.BuildEvent("end", b.id, "the result went to the client")
	}
	return nil
}

// push sends the image to the registry of each of its names.
func (b *Build) push(h *engine.Host) error {
	if !b.opts.Push {
		return nil
	}
	if len(b.opts.Tags) == 0 {
		return stepFailure(dockerfile.Instruction{}, "tag is needed when pushing to registry")
	}
	for _, name := range b.opts.Tags {
		p, err := h.ImagePush(name, b.opts.Credentials[domainOf(name)])
		if err == nil && p.Refused != nil {
			err = p.Refused
		}
		if refused, ok := errors.AsType[*engine.Error](err); ok {
			f := stepFailure(dockerfile.Instruction{}, "failed to push "+engine.Familiar(name)+": "+refused.Message)
			return f
		}
		if err != nil {
			return err
		}
		if *h, err = h.ImagePushed(p); err != nil {
			return stepFailure(dockerfile.Instruction{}, "failed to push "+engine.Familiar(name)+": "+err.Error())
		}
	}
	return nil
}

// pullOf is what pulling an image by its full reference takes, for who builds.
func (b *Build) pullOf(h *engine.Host, ref string) (engine.Pull, error) {
	return h.ImagePullAs(ref, b.opts.Credentials[domainOf(ref)])
}

// domainOf is the registry of a full reference.
func domainOf(full string) string {
	domain, _, _ := strings.Cut(full, "/")
	return domain
}

// image puts the image together, and tells how many bytes of its layers are
// on the host for the first time.
func (e export) image(b *Build, h *engine.Host) (image.Image, int64) {
	s := e.stage
	img := image.Image{Platform: s.platform, Cache: b.inlined(), Container: s.config, Author: s.author, Created: s.from.image.Created}
	img.Layers = slices.Clone(s.from.image.Layers)
	var fresh int64
	for _, x := range s.history {
		if x.step >= 0 {
			r := b.steps[x.step].record
			if r.Made {
				img.Layers = append(img.Layers, r.Layer)
			}
			if r.Made && !h.BuildShared(r) {
				fresh += r.Layer.Size + 1
			}
			x.Created = timeOf(r.Created)
		} else if x.line > 0 {
			x.Created = nil
		}
		if w, ok := b.madeBy(x.step).(copying); ok && w.from >= 0 && strings.Contains(x.CreatedBy, takenFrom) {
			x.CreatedBy = strings.Replace(x.CreatedBy, takenFrom, w.taken(b), 1)
		}
		img.History = append(img.History, x.History)
	}
	dated(img.History, b.began)
	img.Created = b.began
	if n := len(img.History); n > 0 {
		img.Created = *img.History[n-1].Created
	}
	if at := b.opts.Epoch; !at.IsZero() {
		img.Created = at
		for i, x := range s.history {
			if x.line > 0 && img.History[i].Created.After(at) {
				img.History[i].Created = &at
			}
		}
	}
	img.Notes, img.IndexNotes = annotations(b.opts.Notes), annotations(b.opts.IndexNotes)
	if b.opts.Classic || b.opts.Unattested {
		return image.Build(img), fresh
	}
	return image.Build(img).Attested(h.Now()), fresh
}

// annotations are pairs as a map, nil for none.
func annotations(list []Pair) map[string]string {
	if len(list) == 0 {
		return nil
	}
	m := map[string]string{}
	for _, p := range list {
		m[p.Name] = p.Value
	}
	return m
}

// madeBy is the work of a step, nil for none.
func (b *Build) madeBy(i int) work {
	if i < 0 {
		return nil
	}
	return b.steps[i].work
}

func timeOf(t time.Time) *time.Time { return &t }

// dated gives the lines of a history that made no layer the time of the layer
// before them; those before the first new layer that layer's. Source:
// moby/buildkit exporter/containerimage, normalizeLayersAndHistory.
func dated(list []ocispec.History, begin time.Time) {
	at, open := &begin, false
	for _, x := range list {
		if x.Created == nil {
			open = true
			continue
		}
		if at = x.Created; open {
			break
		}
	}
	open = false
	for i, x := range list {
		switch {
		case x.Created == nil:
			open = true
			list[i].Created = at
		case open:
			at = x.Created
		}
	}
}
