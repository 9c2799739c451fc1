package build

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim/engine"
)

// listen takes what a RUN has written and sees whether it has ended; false
// when nothing has happened.
func (b *Build) listen(h *engine.Host, i int) bool {
	s := &b.steps[i]
	heard := false
	for _, c := range h.Output(s.run, uint64(s.told)) {
		s.told = int(c.Seq) + 1
		b.log(c.At, i, c.Text)
		heard = true
	}
	code, over := h.BuildExited(s.run)
	if !over {
		return heard
	}
	w := s.work.(execution)
	if h.BuildOOM(s.run) {
		code = 137
	}
	if err := w.ended(b, h, i, code); err != nil {
		b.broke(h, i, err)
	}
	return true
}

// mostLog is how many bytes of a step's output are shown. BuildKit's limit is
// a setting too, BUILDKIT_STEP_LOG_MAX_SIZE.
const mostLog = 256 << 10

// log tells of text line by line, each with the seconds since the step began.
func (b *Build) log(at time.Time, i int, text string) {
	s := &b.steps[i]
	text = s.partial + text
	s.partial = ""
	for text != "" {
		line, rest, whole := strings.Cut(text, "\n")
		if !whole {
			s.partial = line
			break
		}
		text = rest
		b.logLine(at, i, line)
	}
}

func (b *Build) logLine(at time.Time, i int, line string) {
	s := &b.steps[i]
	if s.said >= mostLog {
		return
	}
	b.cost++
	if s.said += len(line) + 1; s.said >= mostLog {
		line = "[output clipped, log limit 256KiB reached]"
	}
	line = strings.TrimSuffix(line, "\r")
	b.tell(Update{At: at, Step: i, What: Log, ID: fmt.Sprintf("%.3f", at.Sub(s.start).Seconds()), Text: line})
}
