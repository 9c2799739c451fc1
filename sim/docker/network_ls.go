package docker

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/engine"
)

var networkListFlags = []Flag{
	{Name: "filter", Short: "f", Kind: "filter", Help: "Show only those that fit a condition (\"driver=bridge\")", Check: checkFilter},
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "no-trunc", Kind: "bool", Help: "Show ids in full length"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Show nothing but ids"},
}

var networkListing = listing{
	context: "network.networkContext",
	table:   "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}",
	short:   "{{.ID}}",
	raw:     "network_id: {{.ID}}\nname: {{.Name}}\ndriver: {{.Driver}}\nscope: {{.Scope}}\n",
	headings: map[string]string{"ID": "NETWORK ID", "Name": "NAME", "Driver": "DRIVER", "Scope": "SCOPE", "IPv4": "IPV4", "IPv6": "IPV6",
		"Internal": "INTERNAL", "Labels": "LABELS", "CreatedAt": "CREATED AT"},
}

// networkRow is a network as docker network ls shows it.
type networkRow struct {
	n    engine.Network
	full bool // ids in full length
}

func (r networkRow) ID() string {
	if r.full {
		return r.n.ID
	}
	return short(r.n.ID)
}

func (r networkRow) Name() string      { return r.n.Name }
func (r networkRow) Driver() string    { return r.n.Driver }
func (r networkRow) Scope() string     { return "local" }
func (r networkRow) IPv4() string      { return "true" }
func (r networkRow) IPv6() string      { return strconv.FormatBool(r.n.Subnet6.Prefix.IsValid()) }
func (r networkRow) Internal() string  { return strconv.FormatBool(r.n.Internal) }
func (r networkRow) CreatedAt() string { return r.n.Created.String() }

func (r networkRow) Labels() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(r.n.Labels)) {
		all = append(all, name+"="+r.n.Labels[name])
	}
	return strings.Join(all, ",")
}

// Label is the value of one label.
func (r networkRow) Label(name string) string { return r.n.Labels[name] }

// MarshalJSON is the row as --format json prints it.
func (r networkRow) MarshalJSON() ([]byte, error) { return columns(r) }

func networkList(c Call) error {
	fits, err := c.networkFilter()
	if err != nil {
		return err
	}
	var list []engine.Network
	for _, n := range c.host().Networks() {
		if fits(n) {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b engine.Network) int { return natural(a.Name, b.Name) })
	var rows []any
	for _, n := range list {
		rows = append(rows, networkRow{n, c.on("no-trunc")})
	}
	out, err := networkListing.print(c.text("format"), c.on("quiet"), rows)
	if err != nil {
		return err
	}
	return c.finish(out)
}

var networkFilters = []string{"dangling", "driver", "id", "label", "name", "scope", "type"}

// networkFilter turns filters into a test of one network. Source: moby
// daemon/network/filter.go.
func (c Call) networkFilter() (func(engine.Network) bool, error) {
	f, err := c.filters(networkFilters...)
	if err != nil {
		return nil, err
	}
	dangling, given, err := c.boolean(f, "dangling")
	if err != nil {
		return nil, err
	}
	for _, v := range f.of("type") {
		if v != "custom" && v != "builtin" {
			return nil, c.badRequest("invalid filter: 'type'='" + v + "'")
		}
	}
	host := c.host()
	return func(n engine.Network) bool {
		return f.labels(n.Labels) &&
			f.any("driver", func(v string) bool { return v == n.Driver }) &&
			f.any("id", func(v string) bool { return matches(v, n.ID) }) &&
			f.any("name", func(v string) bool { return matches(v, n.Name) }) &&
			f.any("scope", func(v string) bool { return v == "local" }) &&
			f.any("type", func(v string) bool { return (v == "builtin") == n.Predefined() }) &&
			(!given || dangling == (!n.Predefined() && len(host.Joined(n)) == 0))
	}, nil
}

// networkNames are the networks of the host, for completion.
func networkNames(h engine.Host) []string {
	var names []string
	for _, n := range h.Networks() {
		names = append(names, n.Name)
	}
	return names
}
