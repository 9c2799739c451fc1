package docker

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/docker/go-units"

	"drydock/sim/engine"
)

// The registry's line and the disk, in bytes a second of simulated time; how
// many layers come at a time; and how often a bar moves.
const (
	downloadRate = 10 << 20
	unpackRate   = 120 << 20
	parallel     = 3
	tick         = 100 * time.Millisecond
)

// change is something that happens to one blob during a pull.
type change struct {
	at       time.Duration // since the pull began
	id       string        // the first 12 digits
	status   string
	got, of  int64 // bytes, of a download that goes on
	unpacked int   // the layer that is in place now, -1: none
}

// schedule is all that a pull will show, in order of time: layers come in
// parallel and are unpacked one after the other, base first. bars asks for the
// steps in between too.
func schedule(h engine.Host, p engine.Pull, bars bool) []change {
	if p.UpToDate || slices.ContainsFunc(h.Images(), func(i engine.Image) bool { return i.ID == p.Image.ID }) {
		return nil
	}
	var list []change
	add := func(at time.Duration, digest, status string) *change {
		list = append(list, change{at: at, id: short(digest), status: status, unpacked: -1})
		return &list[len(list)-1]
	}
	for _, l := range p.Layers {
		if !l.Exists {
			add(0, string(l.Digest), "Pulling fs layer")
		}
	}
	for _, b := range p.Blobs {
		status := "Download complete"
		if hasBlob(h, string(b)) {
			status = "Already exists"
		}
		add(tick, string(b), status)
	}
	var free [parallel]time.Duration
	var ready time.Duration
	for i, l := range p.Layers {
		if l.Exists {
			add(tick, string(l.Digest), "Already exists")
			continue
		}
		slot := slices.Index(free[:], slices.Min(free[:]))
		begin := max(free[slot], tick)
		end := begin + spent(l.Compressed, downloadRate) + 10*time.Millisecond
		for at := begin + tick; bars && at < end; at += tick {
			c := add(at, string(l.Digest), "Downloading")
			c.got, c.of = int64((at-begin).Seconds()*downloadRate), l.Compressed
		}
		free[slot] = end
		add(end, string(l.Digest), "Download complete")
		from := max(ready, end)
		ready = from + spent(l.Size, unpackRate) + 10*time.Millisecond
		for n := 1; bars && from+time.Duration(n)*time.Second < ready; n++ {
			add(from+time.Duration(n)*time.Second, string(l.Digest), fmt.Sprintf("Extracting %d s", n))
		}
		add(ready, string(l.Digest), "Pull complete").unpacked = i
	}
	slices.SortStableFunc(list, func(a, b change) int { return int(a.at - b.at) })
	return list
}

func spent(bytes int64, rate int) time.Duration {
	return time.Duration(float64(bytes) / float64(rate) * float64(time.Second))
}

// hasBlob tells whether an image of the host has the blob already.
func hasBlob(h engine.Host, digest string) bool {
	return slices.ContainsFunc(h.Images(), func(i engine.Image) bool {
		return string(i.Config) == digest || string(i.Attestation) == digest
	})
}

// progress shows a pull. It is a value.
type progress struct {
	fd      int
	quiet   bool
	columns int // of the terminal, 0: none
	list    []change
	next    int      // in list
	lines   []string // ids in the order of their lines on the terminal
	at      time.Duration
}

func (s progress) emit(c Call, text string, next step) error {
	if s.quiet {
		text = ""
	}
	return c.emit(s.fd, text, next)
}

// play shows change after change, each at its time, and then goes on.
func (s progress) play(c Call, p engine.Pull, next step) error {
	if s.next == len(s.list) {
		return next(c)
	}
	if wait := s.list[s.next].at - s.at; wait > 0 {
		s.at += wait
		return c.after(wait, func(c Call) error { return s.play(c, p, next) })
	}
	ch := s.list[s.next]
	if ch.unpacked >= 0 {
		c.sys.Set(c.host().ImagePullLayer(p, ch.unpacked))
	}
	text, lines := s.line(ch)
	s.lines = lines
	s.next++
	return s.emit(c, text, func(c Call) error { return s.play(c, p, next) })
}

// line is a change as a line of text, or on a terminal as the line of its blob
// drawn again. Source: moby pkg/jsonmessage.
func (s progress) line(ch change) (text string, lines []string) {
	if s.columns == 0 {
		return ch.id + ": " + ch.status + "\n", s.lines
	}
	lines = s.lines
	n := slices.Index(lines, ch.id)
	if n < 0 {
		n = len(lines)
		lines = append(slices.Clip(lines), ch.id)
		text = "\n"
	}
	up := len(lines) - n
	body := ch.id + ": " + ch.status + " "
	switch {
	case ch.of > 0:
		body += bar(ch, s.columns)
	case strings.HasPrefix(ch.status, "Extracting"):
		body = strings.TrimSuffix(body, " ")
	}
	return text + fmt.Sprintf("\x1b[%dA\x1b[2K\r%s\r\x1b[%dB", up, body, up), lines
}

// bar is how much of a download there is: a bar if the terminal is wide, and numbers.
func bar(ch change, columns int) string {
	numbers := fmt.Sprintf("%8v/%v", units.HumanSize(float64(ch.got)), units.HumanSize(float64(ch.of)))
	if columns <= 110 {
		return numbers
	}
	full := min(int(float64(ch.got)/float64(ch.of)*100)/2, 50)
	head := ">"
	if full == 50 {
		head = ""
	}
	return "[" + strings.Repeat("=", full) + head + pad(50-full) + "] " + numbers
}
