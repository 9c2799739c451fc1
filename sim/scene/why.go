package scene

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/engine"
)

// Answer says why something of the last input came out as it did.
type Answer struct {
	What   string `json:"what"`
	Why    string `json:"why"`
	Select string `json:"select,omitempty"` // what shows the object
	Token  string `json:"token,omitempty"`  // of the picture, to be lit
	Name   string `json:"name,omitempty"`   // of the object
}

// mostAnswers is how many are given, the latest.
const mostAnswers = 20

// Why are the answers to everything in events that somebody may wonder at: what
// was refused, what ended and with which code, which step of a build was run
// although it had been built before, or was not, and what a process did not mind.
func Why(events []engine.Event) []Answer {
	var list []Answer
	for _, e := range events {
		if a, ok := answerOf(e); ok && a.Why != "" {
			list = append(list, a)
		}
	}
	return list[max(0, len(list)-mostAnswers):]
}

func answerOf(e engine.Event) (Answer, bool) {
	switch {
	case e.Type == "refusal":
		a := Answer{What: "Refused: " + strings.ReplaceAll(e.Action, "_", " "), Why: e.Reason}
		if why := e.Get("why"); why != "" {
			a.Why += " " + strings.ToUpper(why[:1]) + why[1:]
		}
		if kind := e.Get("type"); e.ID != "" && (kind == "container" || kind == "image" || kind == "volume") {
			a.Token, a.Select = Token(kind, e.ID), e.ID
			if kind == "volume" {
				a.Select = "volume/" + e.ID
			}
		}
		return a, true
	case e.Type == "container" && e.Action == "die":
		return Answer{What: e.Get("name") + " ended with code " + e.Get("exitCode"), Why: e.Reason + codeOf(e.Get("exitCode")), Name: e.Get("name"), Select: e.Get("name"), Token: Token("container", e.ID)}, true
	case e.Type == "process" && e.Action == "ignored":
		return Answer{What: "SIG" + e.Get("signal") + " was ignored", Why: e.Reason, Select: shortID(e.ID), Token: Token("container", e.ID)}, true
	case e.Type == "build" && e.Action == "run":
		return Answer{What: "Line " + e.Get("line") + " was run", Why: e.Reason}, true
	case e.Type == "build" && e.Action == "cached":
		return Answer{What: "Line " + e.Get("line") + " came from the cache", Why: e.Reason}, true
	}
	return Answer{}, false
}

// codeOf says of an exit code above 128 which signal it stands for, as a shell
// counts them; "" for another code. Source: POSIX 2.8.2.
func codeOf(code string) string {
	n, err := strconv.Atoi(code)
	if err != nil || n <= 128 || n > 128+31 {
		return ""
	}
	return fmt.Sprintf(" (%d is 128 + %d, the number of %s)", n, n-128, signalName(strconv.Itoa(n-128)))
}
