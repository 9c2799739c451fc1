package docker

import (
	"time"

	"drydock/sim/engine"
)

func restart(c Call) error {
	o := c.stopOptions()
	return c.each(c.args, func(c Call, ref string, answer func(Call, string, error) error) error {
		before, _ := c.host().Container(ref) // the request itself tells when there is none
		h, err := c.host().ContainerRestart(ref, o)
		if err := c.ask(h, err); err != nil {
			return answer(c, "", err)
		}
		return c.until(startedAfter(before.ID, before.StartedAt), func(c Call) error {
			k, err := c.host().Container(before.ID)
			if err == nil && k.Error != "" {
				err = &engine.Error{Class: engine.System, Message: "Cannot restart container " + ref + ": " + k.Error,
					Object: engine.Object{Type: "container", ID: k.ID}}
				return answer(c, "", c.refused(err))
			}
			return answer(c, ref+"\n", nil)
		}, engine.StateOf(before.ID))
	})
}

// startedAfter tells of a container that it has been started since, or could
// not be, or is gone.
func startedAfter(id string, last time.Time) func(engine.Host) bool {
	return func(h engine.Host) bool {
		k, err := h.Container(id)
		return err != nil || !k.StartedAt.Equal(last) || k.Error != ""
	}
}
