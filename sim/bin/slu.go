//go:build !core

package bin

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// slu is a tool of many commands; the one people meet writes a log without end.
func slu(p *proc.Proc, c call) {
	if len(c.args) == 0 || c.args[0] != "loggen" {
		if len(c.args) > 0 && c.args[0] == "version" {
			proc.Finish(p, "v0.95.2\n", 0)
			return
		}
		p.Fail(1, "slu: only slu loggen is simulated")
		return
	}
	c.args = c.args[1:]
	o, _, ok := c.parse(p, "s:,sleep-time j,json p:,log-prefix f:,log-file")
	if !ok {
		return
	}
	g := logWriter{json: o.has("j"), prefix: o.value("p", "loggen"), pause: 500 * time.Millisecond}
	if ms, err := number(o.value("s", "500")); err == nil && ms > 0 {
		g.pause = time.Duration(max(ms, 1)) * time.Millisecond
	}
	g.write(p)
}

// logWriter is slu loggen at work: a value.
type logWriter struct {
	json   bool
	prefix string
	pause  time.Duration
	line   int
}

// logWords are what the lines say, in turn.
var logWords = []struct{ level, message string }{
	{"INFO", "This is an info message"}, {"WARN", "This is a warning message"}, {"DEBUG", "This is a debug message"}, {"ERROR", "This is an error message"},
}

func (g logWriter) write(p *proc.Proc) {
	w := logWords[g.line%len(logWords)]
	at := p.Sys.Now().UTC()
	text := fmt.Sprintf("%s %s %s; i=%d\n", at.Format("2006/01/02 15:04:05"), w.level, w.message, g.line)
	if g.json {
		text = `{"hostname":` + strconv.Quote(p.Sys.Hostname()) + `,"i":` + strconv.Itoa(g.line) + `,"level":"` + strings.ToLower(w.level) + `","message":` +
			strconv.Quote(w.message) + `,"prefix":` + strconv.Quote(g.prefix) + `,"time":"` + at.Format(time.RFC3339) + "\"}\n"
	}
	g.line++
	proc.Emit(p, 1, text, func(p *proc.Proc) { pause(p, p.Sys.Now().Add(g.pause), func(p *proc.Proc) { g.write(p) }) })
}
