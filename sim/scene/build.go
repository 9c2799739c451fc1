package scene

import (
	"slices"
	"strconv"
	"strings"

	"drydock/sim/engine"
)

// Build is one run of a Dockerfile as the builder told of it.
type Build struct {
	ID     string      `json:"id"`
	At     string      `json:"at"`   // the simulated clock at its beginning
	File   string      `json:"file"` // the Dockerfile
	Image  string      `json:"image,omitempty"`
	Names  []string    `json:"names,omitempty"`
	State  string      `json:"state"` // running, done, failed
	Reason string      `json:"reason"`
	Steps  []BuildStep `json:"steps"` // by their lines
	// Fresh tells that it is what the last command did.
	Fresh bool `json:"fresh"`
}

// BuildStep is one instruction, and what the cache had of it.
type BuildStep struct {
	Outcome string `json:"outcome"` // cached, ran, failed
	Text    string `json:"text"`    // the instruction
	Stage   string `json:"stage,omitempty"`
	Line    int    `json:"line"`
	Reason  string `json:"reason"`
	Layer   string `json:"layer,omitempty"`
	key     string
}

// Hits counts the steps that the cache had.
func (b Build) Hits() (n int) {
	for _, s := range b.Steps {
		if s.Outcome == "cached" {
			n++
		}
	}
	return n
}

// Title is what a build is called: the names it gave, or its Dockerfile.
func (b Build) Title() string {
	if len(b.Names) > 0 {
		return strings.Join(b.Names, ", ")
	}
	return b.File
}

// mostBuilds is how many builds are remembered.
const mostBuilds = 12

// Builds are the latest builds of a host, the latest first.
func Builds(h engine.Host) []Build { return buildsOf(h.Since(0), h.Mark()) }

// buildsOf reads builds from events; those told of from mark on are fresh.
func buildsOf(events []engine.Event, mark uint64) []Build {
	var list []Build
	at := map[string]int{}
	for _, e := range events {
		if e.Type != "build" || e.ID == "" {
			continue
		}
		i, known := at[e.ID]
		if !known {
			i = len(list)
			at[e.ID] = i
			list = append(list, Build{ID: e.ID, At: e.At.Format("15:04:05"), State: "running", Fresh: e.Seq >= mark})
		}
		list[i].hear(e)
	}
	slices.Reverse(list)
	for _, b := range list {
		slices.SortStableFunc(b.Steps, func(x, y BuildStep) int { return x.Line - y.Line }) // stages are built beside each other
	}
	return list[:min(len(list), mostBuilds)]
}

// hear takes an event of the build into it.
func (b *Build) hear(e engine.Event) {
	switch e.Action {
	case "start":
		b.File = e.Get("file")
	case "end":
		b.Image, b.Reason = e.Get("image"), e.Reason
		if names := e.Get("names"); names != "" {
			for _, n := range strings.Split(names, ",") {
				b.Names = append(b.Names, engine.Familiar(n))
			}
		}
		if b.State == "running" {
			b.State = "done"
		}
	case "run":
		b.step(e, "ran", e.Reason)
	case "cached":
		b.step(e, "cached", e.Reason)
	case "done":
		b.step(e, "", "")
	case "error":
		b.State = "failed"
		b.step(e, "failed", e.Reason)
	}
}

func (b *Build) step(e engine.Event, outcome, reason string) {
	key := e.Get("step")
	i := 0
	for i < len(b.Steps) && b.Steps[i].key != key {
		i++
	}
	if i == len(b.Steps) {
		if e.Get("instruction") == "" {
			return
		}
		line, _ := strconv.Atoi(e.Get("line")) // 0 for none
		b.Steps = append(b.Steps, BuildStep{key: key, Text: e.Get("instruction"), Stage: e.Get("stage"), Line: line})
	}
	s := &b.Steps[i]
	if outcome != "" {
		s.Outcome, s.Reason = outcome, reason
	}
	if layer := e.Get("layer"); layer != "" {
		s.Layer = layer
	}
}
