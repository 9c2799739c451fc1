package docker

import "fmt"

// There is one builder, the engine's own: default. Others can't be made here.

// noBuilder is what buildx says to a name it does not know.
func noBuilder(name string) error {
	return &exitError{1, fmt.Sprintf("ERROR: no builder %q found", name)}
}

// named is the builder that a command is about: its argument, --builder, or the
// one in use.
func (c Call) named() string {
	name := c.text("builder")
	if len(c.args) > 0 {
		name = c.args[0]
	}
	if name == "" {
		return "default"
	}
	return name
}

// buildxUse is docker buildx use.
func buildxUse(c Call) error {
	if name := c.named(); name != "default" {
		return noBuilder(name)
	}
	return exit(0)(c)
}

// buildxStop is docker buildx stop: the engine's own builder runs as long as
// the engine does.
func buildxStop(c Call) error {
	if name := c.named(); name != "default" {
		return noBuilder(name)
	}
	return exit(0)(c)
}

// buildxRemove is docker buildx rm.
func buildxRemove(c Call) error {
	for _, name := range c.args {
		if name != "default" {
			return noBuilder(name)
		}
	}
	if c.on("all-inactive") {
		return exit(0)(c)
	}
	return &exitError{1, "ERROR: context builder cannot be removed, run `docker context rm default` to remove docker context"}
}
