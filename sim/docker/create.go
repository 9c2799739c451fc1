package docker

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/distribution/reference"

	"drydock/sim/engine"
	"drydock/sim/image"
)

// creating is how long the engine takes to make a container.
const creating = 50 * time.Millisecond

func create(c Call) error {
	return c.create(func(c Call, id string) error { return c.finish(id + "\n") })
}

// create makes the container the command line describes, its image pulled if
// it has to be, and goes on with next.
func (c Call) create(next func(c Call, id string) error) error {
	for _, name := range windowsFlags {
		if c.given(name) {
			return errors.New(`"--` + name + `" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`)
		}
	}
	o, err := c.options()
	if err != nil {
		return c.usageError(err, 125)
	}
	if err := c.notYet(125); err != nil {
		return err
	}
	if c.flags.Lookup("detach") != nil {
		if err := c.checkAttached(o.Config.AttachStdin, o.Config.Tty); err != nil {
			return err
		}
	}
	if err := c.checkCIDFile(); err != nil {
		return c.usageError(err, 125)
	}
	named, err := imageName(o.Config.Image)
	if err != nil {
		return c.usageError(err, 125)
	}
	if err := c.platform(c.text("platform")); err != nil {
		return c.usageError(err, 125)
	}
	if named != nil && c.text("pull") != "always" && c.otherPlatform(o.Config.Image) {
		return c.emit(2, missing(named), func(c Call) error {
			return c.fetch(named, func(c Call) error { return c.createNow(o, nil, next) })
		})
	}
	if c.text("pull") == "always" && named != nil {
		return c.fetch(named, func(c Call) error { return c.createNow(o, nil, next) })
	}
	return c.createNow(o, named, next)
}

// createNow asks the engine; without the image it pulls named, if it may, and asks again.
func (c Call) createNow(o engine.CreateOptions, named reference.Named, next func(Call, string) error) error {
	return c.after(creating, func(c Call) error {
		h, id, err := c.host().ContainerCreate(o)
		if isNotFound(err) && named != nil && c.text("pull") == "missing" {
			return c.emit(2, missing(named), func(c Call) error {
				return c.fetch(named, func(c Call) error { return c.createNow(o, nil, next) })
			})
		}
		if err := c.ask(h, err); err != nil {
			return c.usageError(err, 125)
		}
		if file := c.text("cidfile"); file != "" {
			if err := c.sys.WriteFile(file, id, 0o644); err != nil {
				return c.usageError(fmt.Errorf("failed to create the container ID file: open %s: %s", file, strings.ToLower(err.Error())), 125)
			}
		}
		return c.warn(append(engine.CreateWarnings(o), c.foreignWarning(o.Config.Image)...), func(c Call) error { return next(c, id) })
	})
}

func missing(named reference.Named) string {
	return "Unable to find image '" + reference.FamiliarString(named) + "' locally\n"
}

// fetch pulls an image for run or create, told on standard error.
func (c Call) fetch(named reference.Named, next step) error {
	return c.after(resolving, func(c Call) error {
		if err := c.pull(named, c.text("platform"), 2, c.on("quiet"), next); err != nil {
			return c.usageError(err, 125)
		}
		return nil
	})
}

// imageName is the name to pull under, nil for an image given by its id.
func imageName(image string) (reference.Named, error) {
	ref, err := reference.ParseAnyReference(image)
	if err != nil {
		return nil, err
	}
	named, ok := ref.(reference.Named)
	if !ok {
		return nil, nil
	}
	return reference.TagNameOnly(named), nil
}

// otherPlatform tells whether the image that is here is for another platform
// than the one that is asked for: then it does not count.
func (c Call) otherPlatform(ref string) bool {
	spec := c.text("platform")
	img, err := c.host().Image(ref)
	return spec != "" && err == nil && img.Platform != image.NormalPlatform(spec)
}

// foreignWarning is what the engine says of an image for another kind of
// processor, when nobody has asked for that. Source: moby daemon/create.go.
func (c Call) foreignWarning(ref string) []string {
	img, err := c.host().Image(ref)
	if err != nil || img.Platform == "" || c.text("platform") != "" {
		return nil
	}
	return []string{"The requested image's platform (" + img.Platform + ") does not match the detected host platform (linux/amd64/v3) and no specific platform was requested"}
}

// checkAttached is what run refuses before it asks the engine for anything.
func (c Call) checkAttached(input, tty bool) error {
	if c.on("detach") {
		if len(c.list("attach")) > 0 {
			return errors.New("conflicting options: cannot specify both --attach and --detach")
		}
		return nil
	}
	if _, err := detachKeys(c.text("detach-keys")); err != nil {
		return err
	}
	return c.checkTTY(input, tty)
}

func (c Call) checkCIDFile() error {
	file := c.text("cidfile")
	if file == "" {
		return nil
	}
	if _, err := c.sys.Stat(file); err == nil {
		return fmt.Errorf("container ID file found, make sure the other container isn't running or delete %s", file)
	}
	return nil
}

// notYet refuses the first flag given that is not simulated.
func (c Call) notYet(code int) error {
	for _, r := range c.cmd.Flags {
		if r.Later && c.given(r.Name) {
			return &exitError{code, c.name + ": --" + r.Name + " is not simulated yet"}
		}
	}
	return nil
}

// usageError is an error of run or create with the hint that follows it there.
func (c Call) usageError(err error, code int) error {
	return &exitError{code, "docker: " + err.Error() + "\n\nRun '" + c.name + " --help' for more information"}
}

// warn prints what the engine says about a request that it has taken.
func (c Call) warn(warnings []string, next step) error {
	if len(warnings) == 0 {
		return next(c)
	}
	return c.emit(2, "WARNING: "+strings.Join(warnings, "\nWARNING: ")+"\n", next)
}
