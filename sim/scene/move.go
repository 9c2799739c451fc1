package scene

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

// Move is a motion that shows what some events did to one token: the zones it
// went through, or that it was refused. The picture is already the one after it.
type Move struct {
	Kind  string `json:"kind"`            // travel, layer, signal, file, refuse, step, traffic, store, stay
	Token string `json:"token,omitempty"` // as Token names it
	Name  string `json:"name,omitempty"`  // of the token, where its id is not known
	From  string `json:"from,omitempty"`  // the zone where a new token comes from
	// Source is the name of the token there that it comes from.
	Source string   `json:"source,omitempty"`
	Zones  []string `json:"zones,omitempty"` // travelled to, in order
	Text   string   `json:"text,omitempty"`
	Why    string   `json:"why,omitempty"`
	// Via is the token a travel leads through: of traffic, the network.
	Via string `json:"via,omitempty"`
	OK  bool   `json:"ok,omitempty"` // of traffic: it arrives; of a build step: the cache had it
	At  int64  `json:"at"`           // milliseconds of simulated time since the Step began
}

// Token is the name of the picture's token for an object: its kind and the
// first 12 digits of its id, or a volume's whole name.
func Token(kind, id string) string {
	if kind == "volume" {
		return kind + "-" + id
	}
	return kind + "-" + shortID(id)
}

// shortID is an id as Docker shows it.
func shortID(id string) string {
	id = strings.TrimPrefix(id, "sha256:")
	return id[:min(len(id), 12)]
}

// arrivals say where a container stands after an event, and where one comes
// from that was not there before.
var arrivals = map[string]struct{ zone, from string }{
	"create":  {"created", "images"},
	"start":   {"running", ""},
	"die":     {"exited", ""},
	"pause":   {"paused", ""},
	"unpause": {"running", ""},
	"destroy": {"removed", ""},
}

// Moves are the motions of a Step's events, in order; start is the simulated
// time at which the Step began. What one container goes through is one Move.
func Moves(events []engine.Event, start time.Time) []Move {
	var moves []Move
	of := map[string]int{} // container id → place of its move
	for _, e := range events {
		m, ok := moveOf(e)
		if !ok {
			continue
		}
		m.At = e.At.Sub(start).Milliseconds()
		if m.Kind == "travel" && e.Type == "container" {
			if i, going := of[e.ID]; going {
				moves[i].Zones = append(moves[i].Zones, m.Zones...)
				continue
			}
			of[e.ID] = len(moves)
		}
		moves = append(moves, m)
	}
	return withoutCrowd(moves, of)
}

const mostFileMoves = 6

// key tells requests that look alike.
func key(m Move) string { return m.Source + " " + m.Token + " " + m.Text + " " + m.Why }

// withoutCrowd leaves out the files of containers that travel themselves, and
// more files than an eye can follow.
func withoutCrowd(moves []Move, travels map[string]int) []Move {
	busy := map[string]bool{}
	for _, i := range travels { // order cannot be seen
		busy[moves[i].Token] = true
	}
	var kept []Move
	files, talks, seen := 0, 0, map[string]bool{}
	for _, m := range moves {
		switch m.Kind {
		case "traffic":
			if seen[key(m)] || talks == mostTrafficMoves {
				continue
			}
			seen[key(m)] = true
			talks++
		case "file", "store":
			if files++; files > mostFileMoves || busy[m.Token] {
				continue
			}
		}
		kept = append(kept, m)
	}
	return kept
}

func moveOf(e engine.Event) (Move, bool) {
	a, arrives := arrivals[e.Action]
	token := Token("container", e.ID)
	switch {
	case e.Type == "container" && arrives:
		return Move{Kind: "travel", Token: token, Zones: []string{a.zone}, From: a.from, Source: fullName(e.Get("image"))}, true
	case e.Type == "container" && e.Action == "kill":
		return Move{Kind: "signal", Token: token, Text: signalName(e.Get("signal"))}, true
	case e.Type == "image" && e.Action == "pull":
		return Move{Kind: "travel", Name: e.ID, Zones: []string{"images"}, From: "registry"}, true
	case e.Type == "image" && e.Action == "tag":
		return Move{}, false
	case e.Type == "layer":
		return Move{Kind: "layer", Token: e.ID, From: "registry"}, true
	case e.Type == "build":
		return buildMove(e)
	case e.Type == "traffic":
		return trafficMove(e)
	case e.Type == "volume" && (e.Action == "write" || e.Action == "copy"):
		return Move{Kind: "store", Token: Token("volume", e.ID), Source: Token("container", e.Get("container")), Text: e.Get("path"), Why: e.Reason}, true
	case e.Type == "volume" && e.Action == "stay":
		return Move{Kind: "stay", Token: Token("volume", e.ID), Why: e.Reason}, true
	case e.Type == "file":
		return Move{Kind: "file", Token: token, Text: e.Get("path")}, true
	case e.Type == "refusal":
		return Move{Kind: "refuse", Token: Token(e.Get("type"), e.ID), Text: e.Action}, true
	}
	return Move{}, false
}

// fullName is an image's name with the tag that Docker thinks of where none is typed.
func fullName(image string) string {
	if image == "" || strings.Contains(image[strings.LastIndexByte(image, '/')+1:], ":") {
		return image
	}
	return image + ":latest"
}

// signalName is the signal of a number as people say it: SIGTERM.
func signalName(number string) string {
	n, err := strconv.Atoi(number)
	if err != nil {
		return number
	}
	return "SIG" + proc.Signal(n).Name()
}
