package docker

import (
	"errors"
	"fmt"
	"strings"
)

func rename(c Call) error {
	from, to := strings.TrimSpace(c.args[0]), strings.TrimSpace(c.args[1])
	if from == "" || to == "" {
		return errors.New("neither old nor new names may be empty")
	}
	h, err := c.host().ContainerRename(from, to)
	if err := c.ask(h, err); err != nil {
		return fmt.Errorf("failed to rename container: %w", err)
	}
	return exit(0)(c)
}
