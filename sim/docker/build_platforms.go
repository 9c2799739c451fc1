//go:build !core

package docker

import (
	"slices"
	"strings"

	"drydock/sim/build"
	"drydock/sim/image"
)

// buildPlatforms reads --platform: each platform once, in its normal form.
func (c Call) buildPlatforms() (all []string, err error) {
	for _, list := range c.list("platform") {
		for spec := range strings.SplitSeq(list, ",") {
			spec = strings.TrimSpace(spec)
			parts := strings.Split(strings.ToLower(spec), "/")
			switch {
			case spec == "local":
				spec = ""
			case spec == "" || len(parts) > 3:
				return nil, buildError("%q: cannot parse platform specifier: invalid argument", spec)
			case len(parts) == 1 && !slices.Contains(systems, parts[0]):
				return nil, buildError("%q: unknown operating system or architecture: invalid argument", spec)
			}
			if p := image.NormalPlatform(spec); !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all, nil
}

// buildSeveral makes an image for several platforms: a build for each, beside
// each other, and an index that leads to what they have made. The machines here
// have no emulator: a RUN for another kind of processor fails as on a plain
// Linux host. Source: docs.docker.com, multi-platform builds.
func (c Call) buildSeveral(o build.Options, platforms []string, mode string) error {
	switch {
	case o.Check || len(o.CacheTo) > 0:
		return &exitError{1, c.name + ": --check and --cache-to are not simulated for several platforms: give one"}
	case o.Output == build.ToTar:
		return &exitError{1, c.name + ": an archive of the files of several platforms is not simulated: use type=local"}
	}
	v := baking{plain: build.NewPlain(), tty: mode == "tty", quiet: mode == "quiet", drawn: c.sys.Now(), fd: 2, one: true,
		said: func(_ Call, _ string, f *build.Failure) error {
			return &exitError{f.Code, "ERROR: failed to build: failed to solve: " + f.Message}
		}}
	head := ""
	if v.tty {
		v.fancy = c.fancy(2, "docker:default")
	} else if !v.quiet {
		head = "#0 building with \"default\" instance using docker driver\n\n"
	}
	for i, p := range platforms {
		part := o
		part.Platform, part.Several, part.Further, part.Push, part.Tags = p, true, i > 0, false, nil
		if part.Output != build.ToDir && part.Output != build.ToNothing {
			part.Output = build.ToPart
		}
		v.targets = append(v.targets, target{name: image.PlatformName(p), build: build.New(part), opts: part})
	}
	v.done = func(c Call, v baking) error { return c.joinParts(v, o) }
	return c.emit(2, head, func(c Call) error { return c.bake(v) })
}

// joinParts ends a build for several platforms: their images become one.
func (c Call) joinParts(v baking, o build.Options) error {
	if o.Output == build.ToDir || o.Output == build.ToNothing {
		return c.emit(2, v.draw(c, true)+v.warned(), func(c Call) error { return c.deliverParts(v) })
	}
	b := v.targets[0].build.Join(imagesOf(v.targets), o)
	h, updates, took, failure := b.Export(c.host())
	n := v.steps + 1
	for i := range updates {
		updates[i].Step = n
	}
	v.pending = append(slices.Clone(v.pending), updates...)
	return c.after(took, func(c Call) error {
		if failure != nil {
			text := v.draw(c, true)
			return c.emit(2, text, func(c Call) error { return v.said(c, "", failure) })
		}
		c.sys.Set(h(c.host()))
		return c.emit(2, v.draw(c, true)+v.warned(), func(c Call) error {
			return c.delivered(buildView{build: b, opts: o, mode: map[bool]string{true: "quiet", false: "plain"}[v.quiet]})
		})
	})
}

// imagesOf are what the parts have made.
func imagesOf(all []target) (list []image.Image) {
	for _, t := range all {
		list = append(list, t.build.Image())
	}
	return list
}

// deliverParts writes the files of each platform into a directory of its own.
func (c Call) deliverParts(v baking) error {
	for _, t := range v.targets {
		view := buildView{build: t.build, opts: t.opts, sub: strings.ReplaceAll(t.name, "/", "_")}
		if !view.toClient() {
			continue
		}
		if f, _, _ := fields(c.list("output")[0]); f["platform-split"] == "false" {
			view.sub = ""
		}
		if _, err := c.deliverFiles(view); err != nil {
			return err
		}
	}
	return exit(0)(c)
}
