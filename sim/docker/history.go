package docker

import (
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
)

var historyFlags = []Flag{
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "human", Short: "H", Kind: "bool", Default: "true", Help: "Write sizes and times for people"},
	{Name: "no-trunc", Kind: "bool", Help: "Show everything in full length"},
	{Name: "platform", Kind: "string", Help: "Show the history for this platform, written as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Show nothing but ids"},
}

var historyListing = listing{
	context: "image.historyContext",
	table:   "{{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}",
	short:   "{{.ID}}",
	headings: map[string]string{"ID": "IMAGE", "CreatedSince": "CREATED", "CreatedAt": "CREATED AT",
		"CreatedBy": "CREATED BY", "Size": "SIZE", "Comment": "COMMENT"},
}

// historyRow is one step by which an image came to be.
type historyRow struct {
	now         time.Time
	id          string // "" when no image is known to end here
	step        ocispec.History
	size        int64
	human, full bool
}

func (r historyRow) ID() string {
	switch {
	case r.id == "":
		return "<missing>"
	case r.full:
		return r.id
	}
	return short(r.id)
}

func (r historyRow) CreatedAt() string { return r.created().Format(time.RFC3339) }

func (r historyRow) created() time.Time {
	if r.step.Created == nil {
		return time.Time{}
	}
	return *r.step.Created
}

func (r historyRow) CreatedSince() string {
	if !r.human {
		return r.CreatedAt()
	}
	return units.HumanDuration(r.now.Sub(r.created().Truncate(time.Second))) + " ago"
}

func (r historyRow) CreatedBy() string {
	by := strings.ReplaceAll(r.step.CreatedBy, "\t", " ")
	if !r.full {
		by = ellipsis(by, 45)
	}
	return by
}

func (r historyRow) Size() string {
	if !r.human {
		return strconv.FormatInt(r.size, 10)
	}
	return units.HumanSizeWithPrecision(float64(r.size), 3)
}

func (r historyRow) Comment() string { return r.step.Comment }

// MarshalJSON is the row as --format json prints it.
func (r historyRow) MarshalJSON() ([]byte, error) { return columns(r) }

func history(c Call) error {
	if err := c.platform(c.text("platform")); err != nil {
		return err
	}
	img, err := c.host().Image(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	var rows []any
	layer, ids := len(img.Layers), c.host().ImageLineage(string(img.ID))
	for i := len(img.History) - 1; i >= 0; i-- {
		row := historyRow{now: c.host().Now(), step: img.History[i], human: c.on("human"), full: c.on("no-trunc")}
		if len(rows) < len(ids) {
			row.id = ids[len(rows)]
		}
		if !row.step.EmptyLayer && layer > 0 {
			layer--
			row.size = img.Layers[layer].Size
		}
		rows = append(rows, row)
	}
	out, err := historyListing.print(c.text("format"), c.on("quiet"), rows)
	if err != nil {
		return err
	}
	return c.finish(out)
}
