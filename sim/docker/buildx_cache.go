package docker

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/docker/go-units"

	"drydock/sim/engine"
)

// buildSizes are the sums that docker system df and buildx du tell of the
// build cache, in bytes.
type buildSizes struct{ total, shared, reclaimable int64 }

// buildUsage measures the build cache.
func buildUsage(h engine.Host) (list []engine.BuildRecord, s buildSizes) {
	list = h.BuildRecords()
	for _, r := range list {
		s.total += r.Size
		s.reclaimable += r.Size
		if h.BuildShared(r) {
			s.shared += r.Size
		}
	}
	return list, s
}

// recordID is an id with the star of what is written to again.
func recordID(r engine.BuildRecord) string {
	if r.Mutable() {
		return r.ID + "*"
	}
	return r.ID
}

func accessed(h engine.Host, at time.Time) string {
	return units.HumanDuration(h.Now().Sub(at)) + " ago"
}

var duListing = listing{
	table:    "{{.ID}}\t{{.Reclaimable}}\t{{.Size}}\t{{.LastUsed}}",
	headings: map[string]string{"ID": "ID", "Reclaimable": "RECLAIMABLE", "Size": "SIZE", "LastUsed": "LAST ACCESSED"},
}

// duRow is a record as docker buildx du lists it.
type duRow struct {
	host   engine.Host
	r      engine.BuildRecord
	shared bool
}

func (d duRow) ID() string          { return recordID(d.r) }
func (d duRow) Reclaimable() string { return "true" }
func (d duRow) LastUsed() string    { return accessed(d.host, d.r.Used) }

// Size has a star when an image shares the record's files.
func (d duRow) Size() string {
	size := units.HumanSize(float64(d.r.Size))
	if d.shared {
		size += "*"
	}
	return size
}

// MarshalJSON is the row as --format json prints it.
func (d duRow) MarshalJSON() ([]byte, error) { return columns(d) }

// buildxDu is docker buildx du.
func buildxDu(c Call) error {
	h := c.host()
	list, sum := buildUsage(h)
	slices.SortStableFunc(list, func(a, b engine.BuildRecord) int { return cmp.Compare(a.Size, b.Size) })
	if c.on("verbose") {
		return c.finish(duVerbose(h, list) + duTotals(sum))
	}
	var rows []any
	for _, r := range list {
		rows = append(rows, duRow{h, r, h.BuildShared(r)})
	}
	format := c.text("format")
	text, err := duListing.print(format, false, rows)
	if err != nil {
		return err
	}
	if format != "" && !strings.HasPrefix(format, "table") {
		return c.finish(text)
	}
	return c.finish(text + duTotals(sum))
}

func duTotals(s buildSizes) string {
	text := ""
	if s.shared > 0 {
		text = fmt.Sprintf("Shared:\t\t%s\nPrivate:\t%s\n", size4(s.shared), size4(s.total-s.shared))
	}
	return text + fmt.Sprintf("Reclaimable:\t%s\nTotal:\t\t%s\n", size4(s.reclaimable), size4(s.total))
}

func size4(n int64) string { return units.HumanSize(float64(n)) }

// duVerbose tells all of each record.
func duVerbose(h engine.Host, list []engine.BuildRecord) string {
	var b strings.Builder
	for _, r := range list {
		w := tabwriter.NewWriter(&b, 1, 8, 1, '\t', 0)
		row := func(name string, value any) { fmt.Fprintf(w, "%s:\t%v\n", name, value) }
		row("ID", r.ID)
		if r.Parent != "" {
			row("Parent", r.Parent)
		}
		row("Created at", r.Created.Format("2006-01-02 15:04:05.999999999 -0700 MST"))
		row("Mutable", r.Mutable())
		row("Reclaimable", true)
		row("Shared", h.BuildShared(r))
		row("Size", units.HumanSize(float64(r.Size)))
		row("Description", r.Step)
		row("Usage count", r.Uses)
		row("Last used", accessed(h, r.Used))
		row("Type", r.Kind)
		_ = w.Flush() // to memory
		b.WriteString("\n")
	}
	return b.String()
}

// buildxPrune is docker builder prune and docker buildx prune.
func buildxPrune(c Call) error {
	f, err := c.pruneFilter([]string{"until", "unused-for", "id", "type", "description", "inuse", "mutable", "immutable", "shared", "private", "parents"})
	if err != nil {
		return err
	}
	what := "all dangling build cache"
	if c.on("all") {
		what = "all build cache"
	}
	next := func(c Call) error { return c.pruneBuilds(f) }
	if c.on("force") {
		return next(c)
	}
	return c.emit(1, "WARNING! This will remove "+what+". Are you sure you want to continue? [y/N] ", func(c Call) error { return c.answered("", next) })
}

func (c Call) pruneBuilds(f pruneFilter) error {
	now := c.host().Now()
	h, gone, freed := c.host().BuildPrune(c.on("all"), func(r engine.BuildRecord) bool { return f.until.IsZero() || r.Used.Before(f.until) })
	c.sys.Set(h)
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 1, 8, 1, '\t', 0)
	for i, r := range gone {
		if i == 0 {
			fmt.Fprintln(w, "ID\tRECLAIMABLE\tSIZE\tLAST ACCESSED")
		}
		fmt.Fprintf(w, "%-40s\t%-5v\t%-10s\t%s ago\n", recordID(r), true, units.HumanSize(float64(r.Size)), units.HumanDuration(now.Sub(r.Used)))
		_ = w.Flush() // to memory
	}
	fmt.Fprintf(w, "Total:\t%s\n", units.HumanSize(float64(freed)))
	_ = w.Flush() // to memory
	return c.finish(b.String())
}

// The versions of the plugin and of the engine's BuildKit.
const (
	buildxVersion   = "v0.36.1"
	buildkitVersion = "v0.32.2"
)

func buildxVersionText(c Call) error {
	return c.finish("github.com/docker/buildx " + buildxVersion + "\n")
}

// buildxLs is docker buildx ls: there is the one builder in the engine.
func buildxLs(c Call) error {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 1, 8, 3, ' ', 0)
	for _, row := range [][]string{{"NAME/NODE", "DRIVER/ENDPOINT", "STATUS", "BUILDKIT", "PLATFORMS"},
		{"default*", "docker", "", "", ""}, {` \_ default`, ` \_ default`, "running", buildkitVersion, "linux/amd64 (+3)"}} {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	_ = w.Flush() // to memory
	return c.finish(b.String())
}

// buildxInspect is docker buildx inspect.
func buildxInspect(c Call) error {
	if len(c.args) > 0 && c.args[0] != "default" {
		return fmt.Errorf("ERROR: no builder %q found", c.args[0])
	}
	return c.finish("Name:   default\nDriver: docker\n\nNodes:\nName:             default\nEndpoint:         default\nStatus:           running\n" +
		"BuildKit version: " + buildkitVersion + "\nPlatforms:        linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/386\n")
}
