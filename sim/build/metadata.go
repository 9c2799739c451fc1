package build

import (
	"errors"
	"strings"
	"time"

	"github.com/distribution/reference"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/image"
)

// metadata is the step that asks what an image's name stands for.
type metadata struct {
	ref string // docker.io/library/busybox:1.37
	as  string // as the Dockerfile has it
	on  string // the platform, "" for that of the machines here
	in  dockerfile.Instruction
}

// How long the answer takes: of the engine, and of a registry.
const (
	localAnswer    = 30 * time.Millisecond
	registryAnswer = 400 * time.Millisecond
)

// resolveAll adds a step for each image the needed stages name, and what comes
// after them.
func (b *Build) resolveAll() error {
	needs, err := b.askAll()
	if err != nil {
		return err
	}
	if len(needs) == 0 {
		needs = []int{0}
	}
	for _, c := range b.opts.CacheFrom {
		needs = append(needs, b.add(step{name: "importing cache manifest from " + c.Name, work: importing{c}, needs: []int{0}}))
	}
	name := "[internal] load .dockerignore"
	if b.opts.Remote != "" {
		name = "" // it came with the context
	}
	b.add(step{name: name, work: ignoreFile{}, needs: needs})
	return nil
}

// breakOff shows the images that were asked for when the name of another
// turned out to be none: all are looked for at once.
func (b *Build) breakOff(h *engine.Host) {
	if b.checkTarget() != nil {
		return
	}
	for _, s := range b.asked() {
		need(s, b)
	}
	for _, s := range b.stages {
		s.needed = s.needed && !b.misnamed(s)
	}
	list, _ := b.askAll() // up to a COPY --from that names none
	for _, i := range list {
		b.steps[i].phase, b.steps[i].start, b.steps[i].end = running, h.Now(), h.Now()
	}
}

// askAll adds a step for each image the needed stages name.
func (b *Build) askAll() (needs []int, err error) {
	b.sources = map[string]base{}
	add := func(name, platform string, in dockerfile.Instruction) error {
		named, err := reference.ParseNormalizedNamed(name)
		if err != nil {
			return fail(in, "failed to parse source name %q: %s", name, err)
		}
		ref := reference.TagNameOnly(named).String()
		x := base{ref: ref, platform: platform}
		if _, ok := b.sources[x.key()]; ok {
			return nil
		}
		b.sources[x.key()] = x
		label := ""
		if b.opts.Several {
			label = image.PlatformName(platform) + " "
		}
		needs = append(needs, b.add(step{name: "[" + label + "internal] load metadata for " + ref, work: metadata{ref, name, platform, in}, needs: []int{0}}))
		return nil
	}
	for _, n := range b.opts.Named {
		if n.Result != nil {
			ref := fullRef(n.Image)
			x := base{ref: ref, platform: b.opts.Platform}
			b.sources[x.key()] = base{ref: ref, platform: b.opts.Platform, image: engine.Image{Image: *n.Result}, found: true, local: true, made: true}
		}
	}
	for _, s := range b.stages {
		if !s.needed {
			continue
		}
		if s.base != "" && b.imageOf(s.base) != "" {
			if err := add(b.imageOf(s.base), s.platform, s.src.From); err != nil {
				return needs, err
			}
		}
		for _, in := range s.body {
			for _, name := range sourcesOf(in) {
				if on, _ := b.fromStage(in, name); on != nil || name == "scratch" || b.imageOf(name) == "" {
					continue
				}
				if err := add(b.imageOf(name), b.opts.Platform, in); err != nil {
					return needs, err
				}
			}
		}
	}
	return needs, nil
}

// imageOf is the image that a name means, "" for a directory given by --build-context.
func (b *Build) imageOf(name string) string {
	n := b.context0(name)
	if n == nil {
		return name
	}
	return n.Image
}

func (m metadata) plan(b *Build, h *engine.Host, i int) error {
	img, err := h.Image(m.ref)
	s := &b.steps[i]
	s.lasts(localAnswer)
	if err != nil || b.opts.Pull {
		s.lasts(registryAnswer)
	}
	if err == nil && !b.opts.Pull && img.Platform == m.on {
		b.source(base{ref: m.ref, platform: m.on, image: img, found: true, local: true})
	} else if err == nil {
		s.lasts(registryAnswer)
	}
	return nil
}

// source replaces what is known of an image.
func (b *Build) source(x base) {
	n := map[string]base{x.key(): x}
	for k, v := range b.sources { // into a map
		if k != x.key() {
			n[k] = v
		}
	}
	b.sources = n
}

func (m metadata) finish(b *Build, h *engine.Host, _ int) error {
	if x := b.sources[base{ref: m.ref, platform: m.on}.key()]; !x.found {
		p, err := b.pullOf(h, m.ref)
		if err != nil && b.opts.Classic {
			return nil // its FROM says so
		}
		if err != nil {
			return m.failed(err)
		}
		img, ok := engine.ImageFor(m.ref, p.Image, m.on)
		if !ok {
			return m.shown("no match for platform in manifest: not found")
		}
		x := base{ref: m.ref, platform: m.on, image: engine.Image{Image: img}, pull: p, found: true}
		if img.Platform != p.Image.Platform {
			x.index, x.pull.Layers = p.Image.ID, nil
			for _, l := range img.Layers {
				x.pull.Layers = append(x.pull.Layers, engine.PullLayer{Layer: l})
			}
		}
		b.source(x)
	}
	return nil
}

// failed words what a registry has answered as BuildKit does.
func (m metadata) failed(err error) error {
	refused, ok := errors.AsType[*engine.Error](err)
	if !ok {
		return err
	}
	switch text := refused.Message; {
	case strings.HasSuffix(text, "no basic auth credentials"):
		return m.shown(text[strings.Index(text, "pull access denied"):])
	case strings.HasPrefix(text, "pull access denied"):
		return m.shown("pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")
	case strings.HasSuffix(text, ": not found"):
		return m.shown(m.ref + ": not found")
	default:
		_, cause, found := strings.Cut(text, ": ")
		if !found || !strings.HasPrefix(text, "failed to resolve reference") {
			cause = text
		}
		return m.shown(cause)
	}
}

func (m metadata) shown(why string) error {
	f := fail(m.in, "%s: failed to resolve source metadata for %s: %s", m.as, m.ref, why)
	f.Told = why
	return f
}
