package docker

import "drydock/sim/engine"

var killFlags = []Flag{
	{Name: "signal", Short: "s", Kind: "string", Help: "Signal to send"},
}

func kill(c Call) error {
	signal := c.text("signal")
	return c.eachNow(func(h engine.Host, ref string) (engine.Host, error) { return h.ContainerKill(ref, signal) })
}
