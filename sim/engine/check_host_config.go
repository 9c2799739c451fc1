package engine

import (
	"errors"
	"fmt"
)

// checkHostConfigs states that no container has a place on the host that the
// daemon would refuse, however it came about.
func (h Host) checkHostConfigs() error {
	var errs []error
	for _, c := range h.containers.All() {
		if err := checkHostConfig(c.Host); err != nil {
			errs = append(errs, fmt.Errorf("container %s: %w", c.Name, err))
		}
		if c.Host.Runtime == "" || c.Host.IpcMode == "" || c.Host.LogConfig.Type == "" {
			errs = append(errs, fmt.Errorf("container %s lacks a default", c.Name))
		}
	}
	return errors.Join(errs...)
}
