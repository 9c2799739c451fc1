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
		return c.until(stopped(k.ID), func(c Call) error {
			code, _ := c.host().Exited(k.ID) // 0 for one that never ran
			return answer(c, strconv.Itoa(code)+"\n", nil)
		}, engine.StateOf(k.ID))
	})
}
