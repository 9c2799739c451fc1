package scene

import (
	"strings"

	"drydock/sim/engine"
)

// Traffic is an attempt to reach something on a network, and what came of it.
type Traffic struct {
	From    string `json:"from"` // name of the container, or "the host"
	To      string `json:"to"`   // name of a container, a host of the internet, or the name that was asked for
	FromID  string `json:"fromId,omitempty"`
	ToID    string `json:"toId,omitempty"` // of a container
	Proto   string `json:"proto"`          // tcp, udp, icmp, name
	Port    string `json:"port,omitempty"`
	Network string `json:"network,omitempty"` // by name, of the one it crossed
	Arrived bool   `json:"arrived"`
	Outcome string `json:"outcome"` // connect, refused, timeout, unreachable, unresolved
	Reason  string `json:"reason,omitempty"`
	Words   string `json:"words"` // all of it in one sentence
	Door    bool   `json:"door"`  // it came through a published port of the host
}

// mostTraffic is how many attempts are shown, the latest.
const mostTraffic = 8

// trafficOf are the attempts that events tell of, those alike once.
func trafficOf(events []engine.Event) []Traffic {
	var list []Traffic
	seen := map[Traffic]bool{}
	for _, e := range events {
		if t, ok := trafficIn(e); ok && !seen[t] {
			seen[t] = true
			list = append(list, t)
		}
	}
	return list[max(0, len(list)-mostTraffic):]
}

// outcomes say what came of an attempt, in words.
var outcomes = map[string]string{
	"connect": "reached", "refused": "was refused by", "timeout": "got no answer from", "unreachable": "cannot reach", "unresolved": "knows no address of",
}

func trafficIn(e engine.Event) (Traffic, bool) {
	verb, ok := outcomes[e.Action]
	if e.Type != "traffic" || !ok {
		return Traffic{}, false
	}
	t := Traffic{From: e.Get("from"), To: e.Get("to"), FromID: e.ID, ToID: e.Get("container"), Proto: e.Get("protocol"), Port: e.Get("port"),
		Network: e.Get("network"), Arrived: e.Action == "connect", Outcome: e.Action, Reason: e.Reason}
	if t.Port == "0" {
		t.Port = ""
	}
	if e.Action == "unresolved" {
		t.Proto = "name"
	}
	t.Door = t.FromID == "" && t.ToID != "" && (strings.HasPrefix(e.Get("address"), "127.") || t.Network == "")
	t.Words = t.From + " " + verb + " " + t.To
	switch {
	case t.Proto == "icmp":
		t.Words += " with a ping"
	case t.Port != "":
		t.Words += " at " + t.Proto + " port " + t.Port
	}
	if t.Network != "" {
		t.Words += " over the network " + t.Network
	}
	if t.Reason != "" {
		t.Words += ": " + t.Reason
	}
	return t, true
}
