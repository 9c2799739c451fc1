package docker

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

var statsFlags = []Flag{
	{Name: "all", Short: "a", Kind: "bool", Help: "Include containers that do not run"},
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "no-stream", Kind: "bool", Help: "Measure once and end"},
	{Name: "no-trunc", Kind: "bool", Help: "Show everything in full length"},
}

var statsListing = listing{
	context: "container.statsContext",
	table:   "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}",
	headings: map[string]string{"Container": "CONTAINER", "ID": "CONTAINER ID", "Name": "NAME", "CPUPerc": "CPU %",
		"MemUsage": "MEM USAGE / LIMIT", "MemPerc": "MEM %", "NetIO": "NET I/O", "BlockIO": "BLOCK I/O", "PIDs": "PIDS"},
}

// statsRow is a measurement as docker stats shows it.
type statsRow struct {
	stats engine.Stats
	asked string // how the container was named
	full  bool
}

func (r statsRow) Container() string { return r.asked }
func (r statsRow) Name() string      { return r.stats.Container.Name }

func (r statsRow) ID() string {
	if r.full {
		return r.stats.Container.ID
	}
	return short(r.stats.Container.ID)
}

func (r statsRow) CPUPerc() string { return fmt.Sprintf("%.2f%%", r.stats.CPU) }

func (r statsRow) MemUsage() string {
	return units.BytesSize(float64(r.stats.Memory)) + " / " + units.BytesSize(float64(r.stats.Limit))
}

func (r statsRow) MemPerc() string {
	if r.stats.Limit == 0 {
		return "0.00%"
	}
	return fmt.Sprintf("%.2f%%", float64(r.stats.Memory)*100/float64(r.stats.Limit))
}

func (r statsRow) NetIO() string   { return traffic(r.stats.Received, r.stats.Sent) }
func (r statsRow) BlockIO() string { return traffic(r.stats.Read, r.stats.Written) }
func (r statsRow) PIDs() string    { return strconv.Itoa(r.stats.PIDs) }

// MarshalJSON is the row as --format json prints it.
func (r statsRow) MarshalJSON() ([]byte, error) { return columns(r) }

func traffic(in, out int64) string {
	return units.HumanSizeWithPrecision(float64(in), 3) + " / " + units.HumanSizeWithPrecision(float64(out), 3)
}

// sampling is how long a measurement takes: CPU time is the difference of two.
const sampling = time.Second

func stats(c Call) error {
	for _, ref := range c.args {
		if _, err := c.host().Container(ref); err != nil {
			return c.refused(err)
		}
	}
	if !c.on("no-stream") {
		c.p.Catch |= proc.Of(proc.SIGINT)
		return c.watch()
	}
	text, err := c.measure()
	if err != nil {
		return err
	}
	return c.finish(text)
}

// refresh is how often a live picture is drawn again.
const refresh = 500 * time.Millisecond

// watch draws the table over the last one until Ctrl-C. Source: docker/cli 29
// cli/command/container/stats.go.
func (c Call) watch() error {
	text, err := c.measure()
	if err != nil {
		return err
	}
	frame := "\x1b[H" + strings.ReplaceAll(text+"\n", "\n", "\x1b[K\n") + "\x1b[J"
	return c.emit(1, frame, func(c Call) error {
		c.sys.Sleep(refresh)
		return c.then(func(c Call, ev proc.Event) error {
			if ev.Kind == proc.Signaled {
				return exit(0)(c)
			}
			return c.watch()
		})
	})
}

// measure is the table of the containers asked for; without any named those
// that run, newest first. One that is gone is left out.
func (c Call) measure() (string, error) {
	refs := c.args
	if len(refs) == 0 {
		for _, k := range c.host().Containers() {
			if _, done := c.host().Exited(k.ID); c.on("all") || !done && k.State != engine.Created {
				refs = append(refs[:len(refs):len(refs)], k.ID)
			}
		}
	}
	var rows []any
	for _, ref := range refs {
		s, err := c.host().ContainerStats(ref)
		if err != nil {
			continue
		}
		asked := ref
		if len(c.args) == 0 {
			asked = short(ref)
		}
		rows = append(rows, statsRow{s, asked, c.on("no-trunc")})
	}
	return statsListing.print(c.text("format"), false, rows)
}
