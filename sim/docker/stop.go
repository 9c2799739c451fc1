package docker

import "drydock/sim/engine"

var stopFlags = []Flag{
	{Name: "signal", Short: "s", Kind: "string", Help: "Signal to begin with"},
	{Name: "timeout", Short: "t", Kind: "int", Help: "Seconds after which it is killed"},
	{Name: "time", Kind: "int", Help: "Older name of --timeout", Hidden: true},
}

// stopOptions are what stop and restart have in common.
func (c Call) stopOptions() engine.StopOptions {
	o := engine.StopOptions{Signal: c.text("signal")}
	for _, name := range []string{"time", "timeout"} {
		if c.given(name) {
			seconds := c.int(name)
			o.Timeout = &seconds
		}
	}
	return o
}

// stop asks all containers at once, and then waits for one after the other.
func stop(c Call) error {
	o := c.stopOptions()
	failed := map[string]error{}
	for _, ref := range c.args {
		h, err := c.host().ContainerStop(ref, o)
		failed[ref] = c.ask(h, err)
	}
	return c.each(c.args, func(c Call, ref string, answer func(Call, string, error) error) error {
		k, err := c.host().Container(ref)
		if failed[ref] != nil || err != nil { // gone: --rm
			return answer(c, ref+"\n", failed[ref])
		}
		return c.until(stopped(k.ID), func(c Call) error { return answer(c, ref+"\n", nil) }, engine.StateOf(k.ID))
	})
}

// stopped tells of a container that it does not run, or is gone.
func stopped(id string) func(engine.Host) bool {
	return func(h engine.Host) bool {
		k, err := h.Container(id)
		return err != nil || k.State != engine.Running && k.State != engine.Paused && k.State != engine.Restarting
	}
}
