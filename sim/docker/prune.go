package docker

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"

	"drydock/sim/engine"
)

// filterUntilHelp is what all prunes say of their filter.
const filterUntilHelp = "Remove only those that fit a condition (e.g. \"until=<timestamp>\")"

var pruneFlags = []Flag{
	{Name: "filter", Kind: "filter", Help: filterUntilHelp, Check: checkFilter},
	{Name: "force", Short: "f", Kind: "bool", Help: "Do not ask first"},
}

var imagePruneFlags = append([]Flag{{Name: "all", Short: "a", Kind: "bool", Help: "Remove images with a name too, if no container uses them"}}, pruneFlags...)

var systemPruneFlags = []Flag{
	{Name: "all", Short: "a", Kind: "bool", Help: "Remove images with a name too, if no container uses them"},
	{Name: "filter", Kind: "filter", Help: "Remove only those that fit a condition (e.g. \"label=<key>=<value>\")", Check: checkFilter},
	{Name: "force", Short: "f", Kind: "bool", Help: "Do not ask first"},
	{Name: "volumes", Kind: "bool", Help: "Remove anonymous volumes too"},
}

// pruner removes what nothing uses of one kind of object.
type pruner struct {
	warning, all string // what system prune says it removes, without and with -a
	heading      string // over what was removed
	filters      []string
	// volumes marks what system prune removes only with --volumes.
	volumes bool
	// weightless marks what takes no room, so that no sum is told of it alone.
	weightless bool
	// run removes. out are the lines that tell what, freed is in bytes.
	run func(c Call, f pruneFilter, all bool) (h engine.Host, out []string, freed int64)
}

// pruners are all of them in the order of docker system prune.
// Source: docker/cli 29 cli/command/system/prune.go.
var pruners = []pruner{
	{warning: "all stopped containers", heading: "Deleted Containers:", filters: []string{"label", "label!", "until"}, run: pruneContainers},
	{warning: "all networks not used by at least one container", heading: "Deleted Networks:", weightless: true,
		filters: []string{"label", "label!", "until"}, run: pruneNetworks},
	{warning: "all anonymous volumes not used by at least one container", heading: "Deleted Volumes:", volumes: true,
		filters: []string{"label", "label!"}, run: pruneVolumes},
	{warning: "all dangling images", all: "all images without at least one container associated to them", heading: "Deleted Images:",
		filters: []string{"dangling", "label", "label!", "until"}, run: pruneImages},
	{warning: "unused build cache", all: "all build cache", heading: "Deleted build cache objects:", filters: []string{"label", "label!", "until"}, run: pruneCache},
}

// pruneFilter is which objects a prune is about.
type pruneFilter struct {
	filters
	until time.Time // zero: any age
}

// fits compares an object's labels and the time it was made.
func (f pruneFilter) fits(labels map[string]string, created time.Time) bool {
	return f.labels(labels) && !f.excludes(labels) && (f.until.IsZero() || created.Before(f.until))
}

// pruneFilter reads --filter; a name not in known is refused.
func (c Call) pruneFilter(known []string) (pruneFilter, error) {
	f, err := c.filters(known...)
	out := pruneFilter{filters: f}
	for _, s := range f.of("until") {
		if out.until, err = moment(s, c.host().Now()); err != nil {
			return out, c.refused(&engine.Error{Class: engine.InvalidArg, Object: engine.Object{Type: "host"},
				Message: fmt.Sprintf("failed to parse value as time or duration: invalid seconds %q: invalid syntax", s)})
		}
	}
	return out, err
}

func pruneContainers(c Call, f pruneFilter, _ bool) (engine.Host, []string, int64) {
	return c.host().ContainersPrune(func(k engine.Container) bool { return f.fits(k.Config.Labels, k.Created) })
}

func pruneNetworks(c Call, f pruneFilter, _ bool) (engine.Host, []string, int64) {
	h, names := c.host().NetworksPrune(func(n engine.Network) bool { return f.fits(n.Labels, n.Created) })
	return h, names, 0
}

func pruneVolumes(c Call, f pruneFilter, _ bool) (engine.Host, []string, int64) {
	return c.host().VolumesPrune(func(v engine.Volume) bool { return v.Anonymous() && f.fits(v.Labels, v.Created) })
}

func pruneImages(c Call, f pruneFilter, all bool) (engine.Host, []string, int64) {
	if named, asked, err := c.boolean(f.filters, "dangling"); asked && err == nil {
		all = !named
	}
	h, deleted, freed := c.host().ImagesPrune(all, func(img engine.Image) bool { return f.fits(img.Container.Labels, img.Created) })
	var out []string
	for _, d := range deleted {
		if d.Untagged != "" {
			out = append(out, "untagged: "+d.Untagged)
		} else {
			out = append(out, "deleted: "+d.Deleted)
		}
	}
	return h, out, freed
}

func pruneCache(c Call, f pruneFilter, all bool) (engine.Host, []string, int64) {
	h, gone, freed := c.host().BuildPrune(all, func(r engine.BuildRecord) bool { return f.until.IsZero() || r.Used.Before(f.until) })
	var ids []string
	for _, r := range gone {
		ids = append(ids, r.ID)
	}
	return h, ids, freed
}

func containerPrune(c Call) error {
	return c.confirmed("WARNING! This will remove all stopped containers.", func(c Call) error { return c.pruneOne(pruners[0], false) })
}

func imagePrune(c Call) error {
	p, what := pruners[3], "all dangling images"
	if c.on("all") {
		what = p.all
	}
	return c.confirmed("WARNING! This will remove "+what+".", func(c Call) error { return c.pruneOne(p, c.on("all")) })
}

// pruneOne removes one kind of object and tells what it freed.
func (c Call) pruneOne(p pruner, all bool) error {
	f, err := c.pruneFilter(p.filters)
	if err != nil {
		return err
	}
	h, out, freed := p.run(c, f, all)
	c.sys.Set(h)
	if p.weightless {
		return c.emit(1, deletedText(p, out), exit(0))
	}
	return c.finish(deletedText(p, out) + reclaimed(freed))
}

func deletedText(p pruner, out []string) string {
	if len(out) == 0 {
		return ""
	}
	return p.heading + "\n" + lines(out) + "\n"
}

func reclaimed(n int64) string { return "Total reclaimed space: " + units.HumanSize(float64(n)) + "\n" }

// systemPrune is every prune one after the other.
func systemPrune(c Call) error {
	if c.on("volumes") {
		for _, s := range c.list("filter") {
			if strings.HasPrefix(s, "until=") {
				return fmt.Errorf(`ERROR: The "until" filter is not supported with "--volumes"`)
			}
		}
	}
	text := "WARNING! This will remove:\n"
	for _, p := range pruners {
		switch {
		case p.volumes && !c.on("volumes"):
		case p.all != "" && c.on("all"):
			text += "  - " + p.all + "\n"
		default:
			text += "  - " + p.warning + "\n"
		}
	}
	if given := c.list("filter"); len(given) > 0 {
		text += "\n  Items to be pruned will be filtered with:\n"
		for _, s := range given {
			text += "  - " + s + "\n"
		}
	}
	return c.confirmed(text, Call.pruneAll)
}

func (c Call) pruneAll() error {
	var text string
	var sum int64
	for _, p := range pruners {
		if p.volumes && !c.on("volumes") {
			continue
		}
		f, err := c.pruneFilter(p.filters)
		if err != nil {
			return c.emit(1, text, func(Call) error { return err })
		}
		h, out, freed := p.run(c, f, c.on("all"))
		c.sys.Set(h)
		text += deletedText(p, out)
		sum += freed
	}
	return c.finish(text + reclaimed(sum))
}

// percent is how much n is of all, as docker system df shows it.
func percent(n, all int64) string { return strconv.FormatInt(n*100/max(all, 1), 10) }
