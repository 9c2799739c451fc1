package scene

import (
	"strings"

	"drydock/sim/engine"
)

// mostTold is how many things one sentence tells.
const mostTold = 6

// Tell says in one sentence what a Step's events did, for those who hear the
// picture; "" when nothing in it changed.
func Tell(events []engine.Event) string {
	var parts []string
	for _, e := range events {
		if part := tell(e); part != "" && (len(parts) == 0 || parts[len(parts)-1] != part) {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if len(parts) > mostTold {
		parts = append(parts[:mostTold], "and more")
	}
	return strings.Join(parts, ", ") + "."
}

func tell(e engine.Event) string {
	switch e.Type {
	case "container":
		if what := happened(e); what != "" && e.Action != "kill" {
			return e.Get("name") + ": " + what
		}
		if e.Action == "destroy" {
			return e.Get("name") + ": removed"
		}
	case "image":
		return map[string]string{"pull": "image " + e.ID + " pulled", "tag": "image " + e.Get("name") + " tagged", "delete": "image deleted", "untag": "image untagged"}[e.Action]
	case "volume":
		return map[string]string{"create": "volume " + e.ID + " created", "destroy": "volume " + e.ID + " removed"}[e.Action]
	case "network":
		return map[string]string{"create": "network " + e.Get("name") + " created", "destroy": "network " + e.Get("name") + " removed"}[e.Action]
	case "refusal":
		return e.Action + " refused: " + strings.TrimSuffix(e.Reason, ".")
	}
	return ""
}
