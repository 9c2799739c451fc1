package engine

import (
	"fmt"
	"time"

	"github.com/moby/moby/api/types/container"

	units "github.com/docker/go-units"
)

// healthText is what STATUS adds for a health check. Source: moby
// daemon/container/health.go, Health.String.
var healthText = map[container.HealthStatus]string{container.Starting: " (health: starting)",
	container.Healthy: " (healthy)", container.Unhealthy: " (unhealthy)"}

func statusText(c Container, now time.Time) string {
	up := "Up " + units.HumanDuration(now.Sub(c.StartedAt))
	switch c.State {
	case Paused:
		return up + " (Paused)"
	case Restarting:
		return fmt.Sprintf("Restarting (%d) %s ago", c.ExitCode, units.HumanDuration(now.Sub(c.FinishedAt)))
	case Running:
		return up + healthText[c.Health.Status]
	case Removing:
		return "Removal In Progress"
	case Dead:
		return "Dead"
	case Created:
		return "Created"
	}
	return fmt.Sprintf("Exited (%d) %s ago", c.ExitCode, units.HumanDuration(now.Sub(c.FinishedAt)))
}
