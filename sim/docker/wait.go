package docker

import (
	"strconv"

	"drydock/sim/engine"
)

func wait(c Call) error {
	return c.each(c.args, func(c Call, ref string, answer func(Call, string, error) error) error {
		k, err := c.host().Container(ref)
		if err != nil {
			return answer(c, "", c.refused(err))
		}
		return c.until(endedSince(k), func(c Call) error {
			code, _ := c.host().Exited(k.ID) // 0 for one that never ran
			return answer(c, strconv.Itoa(code)+"\n", nil)
		}, engine.StateOf(k.ID))
	})
}

// endedSince tells of a container that it does not run, is gone, or has ended
// since k was looked at: a restart policy may have started it again.
func endedSince(k engine.Container) func(engine.Host) bool {
	return func(h engine.Host) bool {
		now, err := h.Container(k.ID)
		return stopped(k.ID)(h) || err != nil || now.Exits != k.Exits
	}
}
