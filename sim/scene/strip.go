package scene

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim/engine"
)

// Strip is the states of containers over simulated time.
type Strip struct {
	From string     `json:"from"` // the clock at the left end
	To   string     `json:"to"`   // and at the right
	Rows []StripRow `json:"rows"` // by the time of their making; at most 60, the latest
}

// StripRow is the life of one container.
type StripRow struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Select string `json:"select"` // what shows it closely
	Spans  []Span `json:"spans"`
	Words  string `json:"words"` // the same in words
}

// Span is a time in one state; From and To are thousandths of the strip.
type Span struct {
	State string  `json:"state"`
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Words string  `json:"words"`
}

const mostRows = 60

// after are the states that a container's events lead to.
var after = map[string]string{
	"create": "created", "start": "running", "restart": "running", "die": "exited", "pause": "paused", "unpause": "running", "destroy": "",
}

type stay struct {
	state string
	since time.Time
}

// DrawStrip reads the lives of the containers in the event log.
func DrawStrip(h engine.Host) Strip {
	var ids []string
	stays, names := map[string][]stay{}, map[string]string{}
	for _, e := range h.Since(0) {
		state, told := after[e.Action]
		if e.Type != "container" || !told {
			continue
		}
		if _, known := stays[e.ID]; !known {
			ids = append(ids, e.ID)
		}
		stays[e.ID] = append(stays[e.ID], stay{state, e.At})
		names[e.ID] = e.Get("name")
	}
	ids = ids[max(0, len(ids)-mostRows):]
	if len(ids) == 0 {
		return Strip{}
	}
	first, last := stays[ids[0]][0].since, h.Now()
	s := Strip{From: first.Format("15:04:05"), To: last.Format("15:04:05")}
	for _, id := range ids {
		s.Rows = append(s.Rows, row(h, id, names[id], stays[id], first))
	}
	return s
}

func row(h engine.Host, id, name string, list []stay, first time.Time) StripRow {
	r := StripRow{ID: id, Name: name, Select: shortID(id)}
	if c, err := h.Container(id); err == nil {
		r.Name, r.Select = c.Name, c.Name
	}
	whole := max(float64(h.Now().Sub(first)), 1)
	var words []string
	for i, s := range list {
		until := h.Now()
		if i+1 < len(list) {
			until = list[i+1].since
		}
		if s.state == "" || i > 0 && list[i-1].state == s.state && until.Equal(s.since) {
			continue
		}
		text := fmt.Sprintf("%s from %s, %s", s.state, s.since.Format("15:04:05"), until.Sub(s.since).Round(time.Millisecond))
		words = append(words, text)
		from := 1000 * float64(s.since.Sub(first)) / whole
		r.Spans = append(r.Spans, Span{State: s.state, From: from, To: max(1000*float64(until.Sub(first))/whole, from+2), Words: text})
	}
	r.Words = strings.Join(words, "; ")
	if list[len(list)-1].state == "" {
		r.Words += "; removed"
	}
	return r
}
