package docker

import (
	"time"

	"github.com/distribution/reference"

	"drydock/sim/engine"
)

var commitFlags = []Flag{
	{Name: "author", Short: "a", Kind: "string", Help: "Who made it (e.g., \"Ann Author <ann@example.com>\")"},
	{Name: "change", Short: "c", Kind: "list", Help: "Dockerfile instruction to apply to the image"},
	{Name: "message", Short: "m", Kind: "string", Help: "What the commit is about"},
	{Name: "no-pause", Kind: "bool", Help: "Let the container run meanwhile"},
	{Name: "pause", Short: "p", Kind: "bool", Default: "true", Help: "Pause the container meanwhile", Hidden: true},
}

func commit(c Call) error {
	o := engine.CommitOptions{Author: c.text("author"), Comment: c.text("message"), Changes: c.list("change"),
		NoPause: c.on("no-pause") || !c.on("pause")}
	if len(c.args) > 1 && c.args[1] != "" {
		ref, err := reference.ParseNormalizedNamed(c.args[1])
		if err != nil {
			return err
		}
		o.Reference = reference.TagNameOnly(ref).String()
	}
	h, id, err := c.host().ContainerCommit(c.args[0], o)
	if err := c.ask(h, err); err != nil {
		return err
	}
	return c.finish(id + "\n")
}

// committing is how long the engine takes to make a layer.
const committing = 100 * time.Millisecond
