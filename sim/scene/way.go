package scene

import (
	"strings"

	"drydock/sim/engine"
)

// Happening is one thing that came to a container, and why.
type Happening struct {
	At   string `json:"at"` // the simulated clock, 09:00:12
	What string `json:"what"`
	Why  string `json:"why"` // may be empty
}

// mostHappenings is how many of a container's happenings are shown, the latest.
const mostHappenings = 12

// told says in words what a container's event is; the actions that are not
// here are left out, since others tell the same.
var told = map[string]string{
	"create": "created", "start": "started", "restart": "restarted", "pause": "paused", "unpause": "unpaused", "stop": "stopped",
	"oom": "out of memory", "rename": "renamed", "update": "limits changed", "commit": "committed to an image",
	"health_status: healthy": "healthy", "health_status: unhealthy": "unhealthy",
}

// waysOf reads the event log once and gives each container its way so far,
// oldest first.
func waysOf(events []engine.Event) map[string][]Happening {
	ways := map[string][]Happening{}
	for _, e := range events {
		what := happened(e)
		if what == "" {
			continue
		}
		way := append(ways[e.ID], Happening{At: e.At.Format("15:04:05"), What: what, Why: e.Reason})
		ways[e.ID] = way[max(0, len(way)-mostHappenings):]
	}
	return ways
}

// happened says what an event was for its container, "" if it is not told.
func happened(e engine.Event) string {
	switch {
	case e.Type == "container" && e.Action == "kill":
		return signalName(e.Get("signal")) + " to PID 1"
	case e.Type == "container" && e.Action == "die":
		return "PID 1 ended, code " + e.Get("exitCode")
	case e.Type == "container" && strings.HasPrefix(e.Action, "exec_start: "):
		return "one more process: " + strings.TrimPrefix(e.Action, "exec_start: ")
	case e.Type == "container":
		return told[e.Action]
	case e.Type == "process" && e.Action == "ignored":
		return "SIG" + e.Get("signal") + " ignored"
	case e.Type == "refusal" && e.Get("type") == "container":
		return e.Action + " refused"
	}
	return ""
}
