package docker

import (
	"fmt"
	"strconv"

	"drydock/sim/engine"
)

var searchFlags = []Flag{
	{Name: "filter", Short: "f", Kind: "filter", Help: "Which ones to show", Check: checkFilter},
	{Name: "format", Kind: "string", Help: "Write each through this Go template"},
	{Name: "limit", Kind: "int", Help: "Most rows to show"},
	{Name: "no-trunc", Kind: "bool", Help: "Show all in full"},
}

var searchListing = listing{
	context: "registry.searchContext",
	table:   "{{.Name}}\t{{.Description}}\t{{.StarCount}}\t{{.IsOfficial}}",
	headings: map[string]string{"Name": "NAME", "Description": "DESCRIPTION", "StarCount": "STARS", "IsOfficial": "OFFICIAL",
		"IsAutomated": "AUTOMATED"},
}

// searchRow is a repository that was found.
type searchRow struct {
	engine.Found
	full bool
}

func (r searchRow) Name() string { return r.Found.Name }

func (r searchRow) Description() string {
	if r.full {
		return r.Found.Description
	}
	return ellipsis(r.Found.Description, 45)
}

func (r searchRow) StarCount() string { return strconv.Itoa(r.Stars) }

func (r searchRow) IsOfficial() string {
	if r.Official {
		return "[OK]"
	}
	return ""
}

func (r searchRow) IsAutomated() string { return "" }

// MarshalJSON is the row as --format json prints it.
func (r searchRow) MarshalJSON() ([]byte, error) { return columns(r) }

// search looks for repositories at the Hub. Source: docker/cli 29
// cli/command/registry/search.go; moby daemon/registry/search.go.
func search(c Call) error {
	f, err := c.filters("is-automated", "is-official", "stars")
	if err != nil {
		return err
	}
	official, asked, err := c.boolean(f, "is-official")
	if err != nil {
		return err
	}
	automated, _, err := c.boolean(f, "is-automated")
	if err != nil {
		return err
	}
	stars := 0
	for _, s := range f.of("stars") {
		n, err := strconv.Atoi(s)
		if err != nil {
			return c.badFilter("stars=" + s)
		}
		stars = max(stars, n)
	}
	limit := 25
	if c.given("limit") {
		if limit = c.int("limit"); limit < 1 || limit > 100 {
			return c.refused(&engine.Error{Class: engine.InvalidArg, Object: engine.Object{Type: "registry"},
				Message: fmt.Sprintf("limit %d is outside the range of [1, 100]", limit)})
		}
	}
	found := c.host().Search(c.args[0])
	var rows []any
	for _, r := range found[:min(limit, len(found))] {
		if automated || asked && r.Official != official || r.Stars < stars {
			continue
		}
		rows = append(rows, searchRow{r, c.on("no-trunc")})
	}
	out, err := searchListing.print(c.text("format"), false, rows)
	if err != nil {
		return err
	}
	return c.finish(out)
}
