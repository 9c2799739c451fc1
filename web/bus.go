package web

import (
	"slices"
	"sync"
)

// bus tells those who look at something that it has changed. Topics are
// "lab:ID", "class:ID" and "member:ID"; what has changed within one is a word.
type bus struct {
	mu     sync.Mutex
	ears   map[string][]*ear
	closed bool
	ended  chan struct{} // closed when streams have to end
}

// ear listens to one topic. News that come before it is asked are gathered.
type ear struct {
	wake chan struct{} // has room for one
	mu   sync.Mutex
	news map[string]bool
}

// mostEars is how many may listen to one topic.
const mostEars = 300

func newBus() *bus { return &bus{ears: map[string][]*ear{}, ended: make(chan struct{})} }

// listen begins to listen; call the function to end it. Full when too many do.
func (b *bus) listen(topic string) (*ear, func(), error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.ears[topic]) >= mostEars {
		return nil, nil, &Error{Class: Full, Message: "Too many look at this already."}
	}
	e := &ear{wake: make(chan struct{}, 1), news: map[string]bool{}}
	b.ears[topic] = append(b.ears[topic], e)
	return e, func() { b.leave(topic, e) }, nil
}

// count is how many listen to a topic.
func (b *bus) count(topic string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.ears[topic])
}

func (b *bus) leave(topic string, e *ear) {
	b.mu.Lock()
	defer b.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(b.ears[topic]), func(other *ear) bool { return other == e })
	if len(left) == 0 {
		delete(b.ears, topic)
		return
	}
	b.ears[topic] = left
}

// tell tells all who listen to a topic; it never waits.
func (b *bus) tell(topic, what string) {
	b.mu.Lock()
	ears := b.ears[topic]
	b.mu.Unlock()
	for _, e := range ears {
		e.mu.Lock()
		e.news[what] = true
		e.mu.Unlock()
		select {
		case e.wake <- struct{}{}:
		default:
		}
	}
}

// take returns what has changed since it was last called, sorted.
func (e *ear) take() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var all []string
	for what := range e.news { // sorted below
		all = append(all, what)
	}
	clear(e.news)
	slices.Sort(all)
	return all
}

// end ends all streams.
func (b *bus) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		close(b.ended)
	}
}
