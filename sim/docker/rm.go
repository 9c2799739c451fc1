package docker

import "drydock/sim/engine"

var rmFlags = []Flag{
	{Name: "force", Short: "f", Kind: "bool", Help: "Remove it even while it runs (after SIGKILL)"},
	{Name: "link", Short: "l", Kind: "bool", Help: "Remove a link, not a container", Later: true},
	{Name: "volumes", Short: "v", Kind: "bool", Help: "Remove its volumes that have no name, too"},
}

func rm(c Call) error {
	if err := c.notYet(1); err != nil {
		return err
	}
	o := engine.RemoveOptions{Force: c.on("force"), Volumes: c.on("volumes")}
	return c.each(c.args, func(c Call, ref string, answer func(Call, string, error) error) error {
		h, err := c.host().ContainerRemove(ref, o)
		if o.Force && isNotFound(err) { // what is asked for is already so
			return answer(c, "", nil)
		}
		return answer(c, ref+"\n", c.ask(h, err))
	})
}
