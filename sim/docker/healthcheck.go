package docker

import (
	"errors"
	"strings"
	"time"

	"github.com/moby/moby/api/types/container"
)

// checkDuration is what a flag of that kind says to what is none.
func checkDuration(s string) error {
	_, err := time.ParseDuration(s)
	return err
}

// healthcheck reads the --health flags: nil when none is given. Errors are the
// client's own. Source: docker/cli 29 cli/command/container/opts.go, parse.
func (c Call) healthcheck() (*container.HealthConfig, error) {
	if c.on("no-healthcheck") {
		for _, r := range c.cmd.Flags {
			if strings.HasPrefix(r.Name, "health-") && c.given(r.Name) {
				return nil, errors.New("--no-healthcheck conflicts with --health-* options")
			}
		}
		return &container.HealthConfig{Test: []string{"NONE"}}, nil
	}
	var h container.HealthConfig
	given := false
	for _, f := range []struct {
		name string
		to   *time.Duration
	}{{"interval", &h.Interval}, {"timeout", &h.Timeout}, {"start-period", &h.StartPeriod}, {"start-interval", &h.StartInterval}} {
		d, _ := time.ParseDuration(c.text("health-" + f.name)) // checked while it was read; "" is 0
		if d < 0 {
			return nil, errors.New("--health-" + f.name + " cannot be negative")
		}
		*f.to, given = d, given || d != 0
	}
	if h.Retries = c.int("health-retries"); h.Retries < 0 {
		return nil, errors.New("--health-retries cannot be negative")
	}
	if cmd := c.text("health-cmd"); cmd != "" {
		h.Test, given = []string{"CMD-SHELL", cmd}, true
	}
	if !given && h.Retries == 0 {
		return nil, nil
	}
	return &h, nil
}
