//go:build !core

package docker

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// composeEvents shows what happens to the containers of a project.
// Source: docker/compose v5 cmd/compose/events.go.
func composeEvents(c Call) error {
	v := eventView{from: c.host().Mark()}
	for _, f := range []struct {
		name string
		to   *time.Time
	}{{"since", &v.since}, {"until", &v.until}} {
		if s := c.text(f.name); s != "" {
			at, err := moment(s, c.host().Now())
			if err != nil {
				return err
			}
			*f.to = at
		}
	}
	if !v.since.IsZero() {
		v.from = oldest(c.host())
	}
	return c.withKnown(func(c Call, p compose.Project) error {
		return c.tellProject(p, v)
	})
}

func (c Call) tellProject(p compose.Project, v eventView) error {
	var out strings.Builder
	for _, e := range c.host().Since(v.from) {
		v.from = e.Seq + 1
		if e.Glass || e.Type != "container" || e.At.Before(v.since) || !v.until.IsZero() && e.At.After(v.until) {
			continue
		}
		c.projectEvent(&out, p, e)
	}
	return c.emit(1, out.String(), func(c Call) error {
		now := c.host().Now()
		if !v.until.IsZero() && !now.Before(v.until) {
			return exit(0)(c)
		}
		if !v.until.IsZero() {
			c.sys.Sleep(v.until.Sub(now))
		}
		c.sys.Await(engine.EventLog)
		return c.then(func(c Call, _ proc.Event) error { return c.tellProject(p, v) })
	})
}

func (c Call) projectEvent(out *strings.Builder, p compose.Project, e engine.Event) {
	attrs := map[string]string{}
	var shown []string
	own := map[string]string{}
	for _, a := range e.Attr {
		attrs[a.Name] = a.Value
		if !strings.HasPrefix(a.Name, "com.docker.compose.") {
			own[a.Name] = a.Value
			shown = append(shown, a.Name+"="+a.Value)
		}
	}
	service := attrs[compose.LabelService]
	if attrs[compose.LabelProject] != p.Name || len(c.args) > 0 && !slices.Contains(c.args, service) {
		return
	}
	if c.on("json") {
		data, err := json.Marshal(map[string]any{"time": e.At.UTC(), "type": "container", "service": service, "id": e.ID, "action": e.Action, "attributes": own})
		if err == nil {
			out.Write(append(data, '\n'))
		}
		return
	}
	slices.Sort(shown)
	fmt.Fprintf(out, "%s container %s %s (%s)\n", e.At.UTC().Format("2006-01-02 15:04:05.000000"), e.Action, e.ID, strings.Join(shown, ", "))
}
