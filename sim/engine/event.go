package engine

import (
	"sort"
	"time"
)

// Event is something that happened on a Host.
type Event struct {
	Seq    uint64
	At     time.Time
	Type   string // container, image, network, volume; and the glass ones: layer, process, file, refusal, traffic
	Action string
	ID     string // of the object the event is about
	Attr   []Attr // sorted by name; never written to
	// Reason says why it happened, for people.
	Reason string
	// Glass marks what only a host made of glass shows: layers that arrive,
	// signals, files copied up, refusals. docker events does not print these.
	Glass bool
}

// Attr is one attribute of an event.
type Attr struct{ Name, Value string }

// Get returns the value of an attribute, or "".
func (e Event) Get(name string) string {
	for _, a := range e.Attr {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// Mark is the place in the event log where the next event will stand.
func (h Host) Mark() uint64 { return h.lastEvent + 1 }

// Since returns the events from mark on, oldest first, the glass ones too. The
// log keeps the last 4,096 events.
func (h Host) Since(mark uint64) []Event {
	var events []Event
	for _, e := range h.events.From(mark) {
		events = append(events, e)
	}
	return events
}

const keptEvents = 4096

func (h *Host) emit(e Event, attrs ...string) {
	for i := 0; i+1 < len(attrs); i += 2 {
		e.Attr = append(e.Attr, Attr{attrs[i], attrs[i+1]})
	}
	sort.Slice(e.Attr, func(i, j int) bool { return e.Attr[i].Name < e.Attr[j].Name })
	h.lastEvent++
	e.Seq, e.At = h.lastEvent, h.now
	h.events = h.events.Set(e.Seq, e)
	if h.events.Len() > keptEvents {
		first, _, _ := h.events.First()
		h.events = h.events.Delete(first)
	}
	h.wake(EventLog)
}

// glass notes what only the picture shows.
func (h *Host) glass(kind, action, id, reason string, attrs ...string) {
	h.emit(Event{Type: kind, Action: action, ID: id, Reason: reason, Glass: true}, attrs...)
}

// containerEvent is an event of a container with the attributes Docker gives all of them.
func (h *Host) containerEvent(c Container, action, reason string, attrs ...string) {
	if c.build.on {
		return
	}
	all := append([]string{"image", c.Config.Image, "name", c.Name}, attrs...)
	for k, v := range c.Config.Labels { // sorted by emit
		all = append(all, k, v)
	}
	h.emit(Event{Type: "container", Action: action, ID: c.ID, Reason: reason}, all...)
}

// Refused notes in the event log that a client's request was refused, at the
// object that is the cause.
func (h Host) Refused(request string, err *Error) Host {
	h.glass("refusal", request, err.Object.ID, err.Message, "type", err.Object.Type, "why", err.Reason)
	return h
}
