package docker

import "drydock/sim/engine"

func pause(c Call) error {
	return c.eachNow(func(h engine.Host, ref string) (engine.Host, error) { return h.ContainerPause(ref) })
}

func unpause(c Call) error {
	return c.eachNow(func(h engine.Host, ref string) (engine.Host, error) { return h.ContainerUnpause(ref) })
}
