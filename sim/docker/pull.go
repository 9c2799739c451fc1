package docker

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/distribution/reference"

	"drydock/sim/engine"
	"drydock/sim/image"
)

var pullFlags = []Flag{
	{Name: "all-tags", Short: "a", Kind: "bool", Help: "Get every tag of the repository"},
	{Name: "platform", Kind: "string", Help: "Get the image for this platform"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Print nothing but the name"},
}

// resolving is how long the registry takes to say what a name stands for.
const resolving = 300 * time.Millisecond

func pull(c Call) error {
	named, err := reference.ParseNormalizedNamed(c.args[0])
	if err != nil {
		return err
	}
	if c.on("all-tags") {
		return c.pullAll(named)
	}
	full, note := reference.TagNameOnly(named), ""
	if reference.IsNameOnly(named) && !c.on("quiet") {
		note = "Using default tag: latest\n"
	}
	return c.emit(1, note, func(c Call) error {
		return c.after(resolving, func(c Call) error {
			return c.pull(full, c.text("platform"), 1, c.on("quiet"), func(c Call) error { return c.finish(full.String() + "\n") })
		})
	})
}

// pullAll gets every tag of a repository.
func (c Call) pullAll(named reference.Named) error {
	if !reference.IsNameOnly(named) {
		return errors.New("tag can't be used with --all-tags/-a")
	}
	refs, err := c.host().ImagePullTags(named.String(), c.credentials(reference.Domain(named)))
	if err != nil {
		return c.refused(err)
	}
	return c.after(resolving, func(c Call) error { return c.pullEach(refs, named) })
}

func (c Call) pullEach(refs []string, named reference.Named) error {
	if len(refs) == 0 {
		return c.finish(named.Name() + "\n")
	}
	full, err := reference.ParseNormalizedNamed(refs[0])
	if err != nil {
		return err
	}
	return c.pull(full, c.text("platform"), 1, c.on("quiet"), func(c Call) error { return c.pullEach(refs[1:], named) })
}

// pullOf is what pulling an image takes, for who the client has logged in as.
func (c Call) pullOf(named reference.Named) (engine.Pull, error) {
	return c.host().ImagePullAs(named.String(), c.credentials(reference.Domain(named)))
}

// pull gets an image, tells of it on a descriptor, and goes on with next. What
// the registry refuses is returned at once.
func (c Call) pull(named reference.Named, platform string, fd int, quiet bool, next step) error {
	p, err := c.pullOf(named)
	if err != nil {
		return c.refused(err)
	}
	if err := c.platform(platform); err != nil {
		return err
	}
	if p, err = c.host().ImagePullFor(p, image.NormalPlatform(platform)); err != nil {
		e, _ := errors.AsType[*engine.Error](err)
		e.Message = strings.Replace(e.Message, image.PlatformName(image.NormalPlatform(platform)), cmp.Or(platform, image.PlatformName("")), 1) // as it was typed
		return c.refused(e)
	}
	show := progress{fd: fd, quiet: quiet}
	if c.sys.IsTerminal(fd) {
		show.columns, _ = c.sys.Size(fd)
	}
	show.list = schedule(c.host(), p, show.columns > 0)
	name := reference.FamiliarString(named)
	done := "Status: Downloaded newer image for " + name + "\n"
	if p.UpToDate {
		done = "Status: Image is up to date for " + name + "\n"
	}
	tag := p.Tag
	if d, ok := named.(reference.Digested); ok {
		tag = named.Name() + "@" + d.Digest().String()
	}
	head := tag + ": Pulling from " + p.Repository + "\n"
	return show.emit(c, head, func(c Call) error {
		return show.play(c, p, func(c Call) error {
			c.sys.Set(c.host().ImagePulled(p))
			return show.emit(c, "Digest: "+string(p.Image.ID)+"\n"+done, next)
		})
	})
}

// platform checks how a platform is written.
func (c Call) platform(spec string) error {
	parts := strings.Split(strings.ToLower(spec), "/")
	switch {
	case len(parts) > 3:
		return &exitError{1, `"` + spec + `": cannot parse platform specifier: invalid argument`}
	case spec != "" && len(parts) == 1 && !slices.Contains(systems, parts[0]):
		return &exitError{1, `"` + spec + `": unknown operating system or architecture: invalid argument`}
	}
	return nil
}

// systems are what a platform of one word may be. Source: containerd platforms.
var systems = []string{"linux", "windows", "darwin", "freebsd", "amd64", "x86_64", "x86-64", "386", "i386", "arm", "armhf", "armel",
	"arm64", "aarch64", "ppc64le", "s390x", "riscv64", "mips64le", "loong64"}
