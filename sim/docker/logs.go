package docker

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

var logsFlags = []Flag{
	{Name: "details", Kind: "bool", Help: "Add what the logging driver knows besides"},
	{Name: "follow", Short: "f", Kind: "bool", Help: "Go on as more is written"},
	{Name: "since", Kind: "string", Help: "Leave out what was written before: a time (e.g. \"2013-01-02T13:23:37Z\") or an age (e.g. \"42m\")"},
	{Name: "tail", Short: "n", Kind: "string", Default: "all", Help: "Begin with the last lines, so many"},
	{Name: "timestamps", Short: "t", Kind: "bool", Help: "Begin each line with its time"},
	{Name: "until", Kind: "string", Help: "Leave out what was written after: a time (e.g. \"2013-01-02T13:23:37Z\") or an age (e.g. \"42m\")"},
}

// logLine is a line of a container's log.
type logLine struct {
	at     time.Time
	stream string
	text   string
}

// logReader makes lines of pieces of output. It is a value: what it has of a
// line that is not complete stays with it.
type logReader struct {
	from     uint64
	out, err string
}

// read takes new pieces and returns the lines they complete. At the end an
// incomplete line counts too. Source: moby daemon/logger/copier.go.
func (r logReader) read(chunks []engine.Chunk, end bool) (logReader, []logLine) {
	var lines []logLine
	var last time.Time
	for _, c := range chunks {
		part := &r.out
		if c.Stream == "stderr" {
			part = &r.err
		}
		r.from, last = c.Seq+1, c.At
		*part += c.Text
		for {
			line, rest, ok := strings.Cut(*part, "\n")
			if !ok {
				break
			}
			lines = append(lines, logLine{c.At, c.Stream, line + "\n"})
			*part = rest
		}
	}
	if end {
		for _, rest := range []logLine{{last, "stdout", r.out}, {last, "stderr", r.err}} {
			if rest.text != "" {
				lines = append(lines, rest)
			}
		}
		r.out, r.err = "", ""
	}
	return r, lines
}

// logView is which lines are shown, and how.
type logView struct {
	since, until   time.Time // zero: no bound
	tail           int       // < 0: all
	stamps, detail bool
}

func (v logView) pick(lines []logLine) []logLine {
	var list []logLine
	for _, l := range lines {
		if !l.at.Before(v.since) && (v.until.IsZero() || !l.at.After(v.until)) {
			list = append(list, l)
		}
	}
	if v.tail >= 0 && len(list) > v.tail {
		list = list[len(list)-v.tail:]
	}
	return list
}

func (v logView) format(l logLine) string {
	text := l.text
	if v.detail {
		text = " " + text
	}
	if v.stamps {
		text = l.at.UTC().Format("2006-01-02T15:04:05.000000000Z07:00") + " " + text
	}
	return text
}

func logs(c Call) error {
	v := logView{stamps: c.on("timestamps"), detail: c.on("details"), tail: -1}
	if n, err := strconv.Atoi(c.text("tail")); err == nil {
		v.tail = n
	}
	for name, bound := range map[string]*time.Time{"since": &v.since, "until": &v.until} { // each sets its own
		if s := c.text(name); s != "" {
			at, err := moment(s, c.host().Now())
			if err != nil {
				return fmt.Errorf("invalid value for %q: %w", name, err)
			}
			*bound = at
		}
	}
	id, _, err := c.host().ContainerLogs(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	k, err := c.host().Container(id)
	if err != nil {
		return c.refused(err)
	}
	return c.readLog(id, logReader{}, v, c.on("follow"), endedSince(k))
}

// readLog shows what there is, and if asked what comes until the container ends.
func (c Call) readLog(id string, r logReader, v logView, follow bool, ended func(engine.Host) bool) error {
	over := !follow || ended(c.host())
	r, lines := r.read(c.host().Output(id, r.from), ended(c.host()))
	picked := v.pick(lines)
	v.tail = -1 // counts for what was there at the beginning
	return c.showLines(picked, v, func(c Call) error {
		switch {
		case over:
			return exit(0)(c)
		case len(c.host().Output(id, r.from)) > 0 || ended(c.host()):
			return c.readLog(id, r, v, follow, ended)
		}
		c.sys.Await(engine.LogOf(id), engine.StateOf(id))
		return c.then(func(c Call, _ proc.Event) error { return c.readLog(id, r, v, follow, ended) })
	})
}

// showLines writes lines to the streams they came from, in order.
func (c Call) showLines(lines []logLine, v logView, next step) error {
	if len(lines) == 0 {
		return next(c)
	}
	var b strings.Builder
	n := 0
	for n < len(lines) && lines[n].stream == lines[0].stream {
		b.WriteString(v.format(lines[n]))
		n++
	}
	fd := 1
	if lines[0].stream == "stderr" {
		fd = 2
	}
	return c.emit(fd, b.String(), func(c Call) error { return c.showLines(lines[n:], v, next) })
}

// moments are the forms in which a time can be given.
// Source: moby api/types/time/timestamp.go.
var moments = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15", "2006-01-02Z07:00", "2006-01-02"}

// moment reads a time: an age, seconds since 1970, or a date.
func moment(s string, now time.Time) (time.Time, error) {
	if d, err := time.ParseDuration(s); err == nil {
		return now.Add(-d), nil
	}
	for _, form := range moments {
		if t, err := time.Parse(form, s); err == nil {
			return t, nil
		}
	}
	whole, part, _ := strings.Cut(s, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	nanos, err2 := strconv.ParseInt((part + "000000000")[:9], 10, 64)
	if err != nil || err2 != nil {
		return time.Time{}, fmt.Errorf("failed to parse value as time or duration: %q", s)
	}
	return time.Unix(seconds, nanos).UTC(), nil
}
