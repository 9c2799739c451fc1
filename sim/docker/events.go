package docker

import (
	"slices"
	"strings"
	"time"

	"github.com/moby/moby/api/types/events"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

var eventsFlags = []Flag{
	{Name: "filter", Short: "f", Kind: "filter", Help: "Show only those that fit a condition (name=value)", Check: checkFilter},
	{Name: "format", Kind: "string", Help: formatHelp},
	{Name: "since", Kind: "string", Help: "Begin with what happened since a time or within an age"},
	{Name: "until", Kind: "string", Help: "End at a time"},
}

// replayed is how many past events the daemon can tell of. Source: moby
// daemon/events/events.go, eventsLimit.
const replayed = 256

// eventView is which events are shown, and how. It is a value.
type eventView struct {
	from         uint64 // the next event
	since, until time.Time
	filters      filters
	form         *bounded // nil: as a line of text
}

func watchEvents(c Call) error {
	v := eventView{from: c.host().Mark()}
	for name, bound := range map[string]*time.Time{"since": &v.since, "until": &v.until} { // each sets its own
		if s := c.text(name); s != "" {
			at, err := moment(s, c.host().Now())
			if err != nil {
				return err
			}
			*bound = at
		}
	}
	if format := c.text("format"); format != "" {
		if format == "json" {
			format = "{{json .}}"
		}
		t, err := parseTemplate(format)
		if err == nil {
			err = t.Execute(&strings.Builder{}, &events.Message{})
		}
		if err != nil {
			return &exitError{64, "Error parsing format: " + err.Error()}
		}
		v.form = t
	}
	v.filters = c.looseFilters()
	if !v.since.IsZero() {
		v.from = oldest(c.host())
	}
	return c.tell(v)
}

// looseFilters reads --filter; unlike other commands events takes any name.
func (c Call) looseFilters() (f filters) {
	for _, s := range c.list("filter") {
		if name, value, ok := strings.Cut(s, "="); ok {
			f.pairs = append(f.pairs, [2]string{strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)})
		}
	}
	return f
}

// oldest is the place of the first event that can be told again.
func oldest(h engine.Host) uint64 {
	all := slices.DeleteFunc(h.Since(0), func(e engine.Event) bool { return e.Glass })
	if len(all) == 0 {
		return h.Mark()
	}
	return all[max(len(all)-replayed, 0)].Seq
}

// tell prints what has happened, and goes on as more does until the end asked
// for, or Ctrl-C.
func (c Call) tell(v eventView) error {
	var out strings.Builder
	for _, e := range c.host().Since(v.from) {
		v.from = e.Seq + 1
		if e.Glass || e.At.Before(v.since) || !v.until.IsZero() && e.At.After(v.until) || !v.filters.fitEvent(e) {
			continue
		}
		if v.form == nil {
			out.WriteString(eventLine(e) + "\n")
			continue
		}
		if err := v.form.Execute(&out, eventMessage(e)); err != nil {
			return &exitError{64, "Error parsing format: " + err.Error()}
		}
		out.WriteByte('\n')
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
		return c.then(func(c Call, _ proc.Event) error { return c.tell(v) })
	})
}

// eventLine is an event as a line of text. Source: docker/cli 29
// cli/command/system/events.go, prettyPrintEvent.
func eventLine(e engine.Event) string {
	line := e.At.UTC().Format("2006-01-02T15:04:05.000000000Z07:00") + " " + e.Type + " " + e.Action + " " + e.ID
	var attrs []string
	for _, a := range e.Attr {
		attrs = append(attrs, a.Name+"="+a.Value)
	}
	if len(attrs) > 0 {
		line += " (" + strings.Join(attrs, ", ") + ")"
	}
	return line
}

// eventMessage is an event as the API sends it.
func eventMessage(e engine.Event) *events.Message {
	attrs := map[string]string{}
	for _, a := range e.Attr {
		attrs[a.Name] = a.Value
	}
	return &events.Message{Type: events.Type(e.Type), Action: events.Action(e.Action), Scope: "local",
		Actor: events.Actor{ID: e.ID, Attributes: attrs}, Time: e.At.Unix(), TimeNano: e.At.UnixNano()}
}

// fitEvent tells whether an event passes the filters; those of a name daemon
// does not know let everything through. Source: moby daemon/events/filter.go.
func (f filters) fitEvent(e engine.Event) bool {
	object := func(kind string) bool {
		return f.any(kind, func(v string) bool {
			return e.Type == kind && (strings.HasPrefix(e.ID, v) || strings.HasPrefix(e.Get("name"), v))
		})
	}
	for _, kind := range []string{"container", "network", "volume", "plugin", "daemon", "service", "node", "secret", "config"} {
		if !object(kind) {
			return false
		}
	}
	return f.any("event", func(v string) bool { return v == e.Action || strings.HasPrefix(e.Action, v+": ") }) &&
		f.any("type", func(v string) bool { return v == e.Type }) &&
		f.any("scope", func(v string) bool { return v == "local" }) &&
		f.any("image", func(v string) bool { return ofImage(e, v) }) &&
		f.labelsFit(e)
}

// ofImage tells whether an event is about an image or a container made from it;
// the tag may be left out.
func ofImage(e engine.Event, image string) bool {
	names := []string{e.ID, e.Get("name")}
	if e.Type != "image" {
		names = []string{e.Get("image")}
	}
	return slices.ContainsFunc(names, func(n string) bool {
		repo, _ := splitName(n)
		return n != "" && (n == image || repo == image)
	})
}

// labelsFit compares the label filters with the attributes, among which the labels are.
func (f filters) labelsFit(e engine.Event) bool {
	attrs := map[string]string{}
	for _, a := range e.Attr {
		attrs[a.Name] = a.Value
	}
	return f.labels(attrs)
}
