package engine

import (
	"fmt"
	"time"

	units "github.com/docker/go-units"
)

func statusText(c Container, now time.Time) string {
	up := "Up " + units.HumanDuration(now.Sub(c.StartedAt))
	switch c.State {
	case Paused:
		return up + " (Paused)"
	case Restarting:
		return fmt.Sprintf("Restarting (%d) %s ago", c.ExitCode, units.HumanDuration(now.Sub(c.FinishedAt)))
	case Running:
		return up
	case Removing:
		return "Removal In Progress"
	case Dead:
		return "Dead"
	case Created:
		return "Created"
	}
	return fmt.Sprintf("Exited (%d) %s ago", c.ExitCode, units.HumanDuration(now.Sub(c.FinishedAt)))
}
