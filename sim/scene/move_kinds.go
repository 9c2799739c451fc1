package scene

import "drydock/sim/engine"

// buildMove lights a step of a build; its token is StepToken.
func buildMove(e engine.Event) (Move, bool) {
	if e.Get("instruction") == "" || e.Action == "done" {
		return Move{}, false
	}
	return Move{Kind: "step", Token: StepToken(e.ID, e.Get("line")), Text: e.Action, Why: e.Reason, OK: e.Action == "cached"}, true
}

// StepToken is the name of the picture's token for a step of a build: the line
// of its instruction is a number within its Dockerfile.
func StepToken(build, line string) string { return "step-" + shortID(build) + "-" + line }

// trafficMove is an attempt to reach something: a token that runs from one
// machine over a network to another and arrives, or is turned away there.
func trafficMove(e engine.Event) (Move, bool) {
	t, ok := trafficIn(e)
	if !ok {
		return Move{}, false
	}
	m := Move{Kind: "traffic", Source: machineToken(t.FromID), Token: machineToken(t.ToID), Via: t.Network, OK: t.Arrived, Why: t.Reason, Text: t.Proto}
	if t.Port != "" {
		m.Text += " " + t.Port
	}
	if t.Outcome == "unresolved" {
		m.Token, m.Text = "", t.To+"?"
	} else if t.ToID == "" && t.To != "the host" {
		m.Token = "beyond"
	}
	return m, true
}

// machineToken is the token of a container, or "host".
func machineToken(id string) string {
	if id == "" {
		return "host"
	}
	return Token("container", id)
}

// mostTrafficMoves is how many moving requests an eye can follow.
const mostTrafficMoves = 6
