package docker

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/volume"

	"drydock/sim/engine"
)

var volumeCreateFlags = []Flag{
	{Name: "driver", Short: "d", Kind: "string", Default: "local", Help: "Driver that looks after it"},
	{Name: "label", Kind: "list", Help: "Label to put on it", Check: checkLabel},
	{Name: "name", Kind: "string", Help: "Name of the volume", Hidden: true},
	{Name: "opt", Short: "o", Kind: "map", Default: "map[]", Help: "Option of the driver", Check: checkPair},
}

var volumeLsFlags = []Flag{
	{Name: "filter", Short: "f", Kind: "filter", Help: "Show only those that fit a condition (e.g. \"dangling=true\")", Check: checkFilter},
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Show nothing but names"},
}

var volumeInspectFlags = inspectFlags[:1:1]

var volumeRmFlags = []Flag{
	{Name: "force", Short: "f", Kind: "bool", Help: "Do not mind volumes that are not there"},
}

var volumePruneFlags = []Flag{
	{Name: "all", Short: "a", Kind: "bool", Help: "Remove those that have a name, too"},
	{Name: "filter", Kind: "filter", Help: "Remove only those that fit a condition (e.g. \"label=<label>\")", Check: checkFilter},
	{Name: "force", Short: "f", Kind: "bool", Help: "Do not ask"},
}

// checkPair is Docker's check of a name=value. Source: docker/cli 29 opts.
func checkPair(s string) error {
	if name, _, _ := strings.Cut(s, "="); name == "" {
		return errors.New("invalid option: " + s)
	}
	return nil
}

func volumeCreate(c Call) error {
	o := volume.CreateRequest{Name: c.text("name"), Driver: c.text("driver"), Labels: pairsOf(c.list("label")), DriverOpts: pairsOf(c.list("opt"))}
	if len(c.args) == 1 {
		if o.Name != "" {
			return errors.New("conflicting options: cannot specify a volume-name through both --name and as a positional arg")
		}
		o.Name = c.args[0]
	}
	h, name, err := c.host().VolumeCreate(o)
	if err := c.ask(h, err); err != nil {
		return err
	}
	return c.finish(name + "\n")
}

// pairsOf are name=value by name, nil when there are none.
func pairsOf(list []string) map[string]string {
	var all map[string]string
	for _, kv := range list {
		name, value, _ := strings.Cut(kv, "=")
		if all == nil {
			all = map[string]string{}
		}
		all[name] = value
	}
	return all
}

var volumeListing = listing{
	context:  "formatter.volumeContext",
	table:    "{{.Driver}}\t{{.Name}}",
	short:    "{{.Name}}",
	raw:      "name: {{.Name}}\ndriver: {{.Driver}}\n",
	headings: map[string]string{"Name": "VOLUME NAME", "Driver": "DRIVER", "Scope": "SCOPE", "Mountpoint": "MOUNTPOINT", "Links": "LINKS", "Size": "SIZE", "Labels": "LABELS", "Group": "GROUP", "Availability": "AVAILABILITY", "Status": "STATUS"},
}

// volumeRow is a volume as docker volume ls shows it.
type volumeRow struct{ v engine.Volume }

func (r volumeRow) Name() string         { return r.v.Name }
func (r volumeRow) Driver() string       { return r.v.Driver }
func (r volumeRow) Scope() string        { return "local" }
func (r volumeRow) Mountpoint() string   { return r.v.Mountpoint() }
func (r volumeRow) Links() string        { return "N/A" }
func (r volumeRow) Size() string         { return "N/A" }
func (r volumeRow) Group() string        { return "N/A" }
func (r volumeRow) Availability() string { return "N/A" }
func (r volumeRow) Status() string       { return "N/A" }

func (r volumeRow) Labels() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(r.v.Labels)) {
		all = append(all, name+"="+r.v.Labels[name])
	}
	return strings.Join(all, ",")
}

// Label is the value of one label.
func (r volumeRow) Label(name string) string { return r.v.Labels[name] }

// MarshalJSON is the row as --format json prints it.
func (r volumeRow) MarshalJSON() ([]byte, error) { return columns(r) }

func volumeLs(c Call) error {
	f, err := c.filters("dangling", "driver", "label", "name")
	if err != nil {
		return err
	}
	dangling, asked, err := c.boolean(f, "dangling")
	if err != nil {
		return err
	}
	var rows []any
	for _, v := range sortedVolumes(c.host()) {
		if asked && dangling != (len(v.UsedBy) == 0) || !f.labels(v.Labels) ||
			!f.any("name", func(s string) bool { return matches(s, v.Name) }) ||
			!f.any("driver", func(s string) bool { return s == v.Driver }) {
			continue
		}
		rows = append(rows, volumeRow{v})
	}
	out, err := volumeListing.print(c.text("format"), c.on("quiet"), rows)
	if err != nil {
		return err
	}
	return c.finish(out)
}

// sortedVolumes are the volumes by name, numbers in names by their value.
func sortedVolumes(h engine.Host) []engine.Volume {
	list := h.Volumes()
	slices.SortStableFunc(list, func(a, b engine.Volume) int { return natural(a.Name, b.Name) })
	return list
}

func volumeInspect(c Call) error { return c.inspect(c.inspectVolume) }

func (c Call) inspectVolume(name string) (any, error) {
	v, err := c.host().VolumeInspect(name)
	if err != nil {
		return nil, c.refused(err)
	}
	return v, nil
}

func volumeRm(c Call) error {
	force := c.on("force")
	return c.eachNow(func(h engine.Host, name string) (engine.Host, error) { return h.VolumeRemove(name, force) })
}

func volumePrune(c Call) error {
	f, err := c.filters("all", "label", "label!")
	if err != nil {
		return err
	}
	all, asked, err := c.boolean(f, "all")
	switch {
	case err != nil:
		return err
	case asked && c.on("all"):
		return errors.New("conflicting options: cannot specify both --all and --filter all=1")
	}
	all = all || c.on("all")
	warning := "WARNING! This will remove anonymous local volumes not used by at least one container."
	if all {
		warning = "WARNING! This will remove all local volumes not used by at least one container."
	}
	return c.confirmed(warning, func(c Call) error {
		h, names, reclaimed := c.host().VolumesPrune(func(v engine.Volume) bool {
			return (all || v.Anonymous()) && f.labels(v.Labels) && !f.excludes(v.Labels)
		})
		c.sys.Set(h)
		out := ""
		if len(names) > 0 {
			out = "Deleted Volumes:\n" + strings.Join(names, "\n") + "\n\n"
		}
		return c.finish(out + "Total reclaimed space: " + units.HumanSize(float64(reclaimed)) + "\n")
	})
}

// excludes tells whether a label! filter names one of the labels.
func (f filters) excludes(labels map[string]string) bool {
	for _, not := range f.of("label!") {
		name, value, valued := strings.Cut(not, "=")
		if has, ok := labels[name]; ok && (!valued || has == value) {
			return true
		}
	}
	return false
}

func volumeNames(h engine.Host) []string {
	var all []string
	for _, v := range h.Volumes() {
		all = append(all, v.Name)
	}
	return all
}
