package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

const (
	// streamPace is the least time between two messages of a stream: what comes
	// meanwhile is gathered.
	streamPace = 250 * time.Millisecond
	// streamBeat is how often a stream looks at what changes with time alone.
	streamBeat = 5 * time.Second
)

// message of a stream of server-sent events.
type sent struct{ event, data string }

// stream answers with server-sent events: news of a topic as tell makes them
// messages, and every few seconds what it makes of no news. It ends when the
// one who asked leaves, or the server stops.
func (s *server) stream(c echo.Context, topic string, tell func(news []string) ([]sent, error)) error {
	e, leave, err := s.bus.listen(topic)
	if err != nil {
		return err
	}
	defer leave()
	w := c.Response()
	w.Header().Set(echo.HeaderContentType, "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{}) // a test's recorder has none
	w.WriteHeader(http.StatusOK)
	if _, err := fmt.Fprint(w, "retry: 2000\n\n"); err != nil {
		return nil
	}
	w.Flush()
	beat := time.NewTicker(streamBeat)
	defer beat.Stop()
	for {
		select {
		case <-c.Request().Context().Done():
			return nil
		case <-s.bus.ended:
			return nil
		case <-beat.C:
		case <-e.wake:
		}
		messages, err := tell(e.take())
		if err != nil {
			return nil // who listens asks again, and is told why
		}
		if _, err := w.Write(written(messages)); err != nil {
			return nil
		}
		w.Flush()
		select { // news that come in a crowd are told together
		case <-time.After(streamPace):
		case <-c.Request().Context().Done():
		}
	}
}

// written are messages as they travel; none is a line that keeps the way open.
func written(messages []sent) []byte {
	var b bytes.Buffer
	for _, m := range messages {
		fmt.Fprintf(&b, "event: %s\n", m.event)
		for _, line := range strings.Split(m.data, "\n") {
			fmt.Fprintf(&b, "data: %s\n", line)
		}
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		b.WriteString(":\n\n")
	}
	return b.Bytes()
}

// isStream tells that a request asks for a stream, which is not to be packed.
func isStream(c echo.Context) bool { return strings.HasSuffix(c.Path(), "/events") }
