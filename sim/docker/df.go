package docker

import (
	"strconv"
	"strings"

	"github.com/docker/go-units"

	"drydock/sim/engine"
)

var dfFlags = []Flag{
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "verbose", Short: "v", Kind: "bool", Help: "Show each object"},
}

var dfListing = listing{
	context: "formatter.diskUsageContext",
	table:   "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}",
	headings: map[string]string{"Type": "TYPE", "TotalCount": "TOTAL", "Active": "ACTIVE", "Size": "SIZE",
		"Reclaimable": "RECLAIMABLE"},
}

// dfRow is what one kind of object takes of the disk.
type dfRow struct {
	kind          string
	total, active int
	size, free    int64 // bytes
	share         bool  // tells what part of the size free is
}

func (r dfRow) Type() string       { return r.kind }
func (r dfRow) TotalCount() string { return strconv.Itoa(r.total) }
func (r dfRow) Active() string     { return strconv.Itoa(r.active) }
func (r dfRow) Size() string       { return units.HumanSize(float64(r.size)) }

func (r dfRow) Reclaimable() string {
	text := units.HumanSize(float64(r.free))
	if r.share && r.size > 0 {
		text += " (" + percent(r.free, r.size) + "%)"
	}
	return text
}

// MarshalJSON is the row as --format json prints it.
func (r dfRow) MarshalJSON() ([]byte, error) { return columns(r) }

func systemDf(c Call) error {
	u := c.host().DiskUsage()
	if c.on("verbose") {
		return c.dfVerbose(u)
	}
	images := dfRow{kind: "Images", total: len(u.Images), size: u.Layers, free: u.Unused, share: true}
	for _, i := range u.Images {
		if len(i.Image.UsedBy) > 0 {
			images.active++
		}
	}
	containers := dfRow{kind: "Containers", total: len(u.Containers), share: true}
	for _, k := range u.Containers {
		containers.size += k.Size
		if k.Active() {
			containers.active++
		} else {
			containers.free += k.Size
		}
	}
	volumes := dfRow{kind: "Local Volumes", share: true}
	for _, v := range c.host().Volumes() {
		volumes.total++
		volumes.size += v.Size
		if len(v.UsedBy) > 0 {
			volumes.active++
		} else {
			volumes.free += v.Size
		}
	}
	out, err := dfListing.print(c.text("format"), false, []any{images, containers, volumes, cacheRow(c.host())})
	if err != nil {
		return err
	}
	return c.finish(out)
}

// cacheRow is the build cache: what images share with it is not reclaimable.
func cacheRow(h engine.Host) dfRow {
	list, sum := buildUsage(h)
	return dfRow{kind: "Build Cache", total: len(list), size: sum.total, free: sum.reclaimable - sum.shared}
}

var (
	dfImages = listing{
		table: "{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}",
		headings: map[string]string{"Repository": "REPOSITORY", "Tag": "TAG", "ID": "IMAGE ID", "CreatedSince": "CREATED", "Size": "SIZE",
			"SharedSize": "SHARED SIZE", "UniqueSize": "UNIQUE SIZE", "Containers": "CONTAINERS"},
	}
	dfContainers = listing{
		table: "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}",
		headings: map[string]string{"ID": "CONTAINER ID", "Image": "IMAGE", "Command": "COMMAND", "LocalVolumes": "LOCAL VOLUMES",
			"Size": "SIZE", "RunningFor": "CREATED", "Status": "STATUS", "Names": "NAMES"},
	}
	dfVolumes = listing{
		table:    "{{.Name}}\t{{.Links}}\t{{.Size}}",
		headings: map[string]string{"Name": "VOLUME NAME", "Links": "LINKS", "Size": "SIZE"},
	}
	dfCache = listing{
		table: "{{.ID}}\t{{.CacheType}}\t{{.Size}}\t{{.CreatedSince}}\t{{.LastUsedSince}}\t{{.UsageCount}}\t{{.Shared}}",
		headings: map[string]string{"ID": "CACHE ID", "CacheType": "CACHE TYPE", "Size": "SIZE", "CreatedSince": "CREATED",
			"LastUsedSince": "LAST USED", "UsageCount": "USAGE", "Shared": "SHARED"},
	}
)

// dfImageRow is an image in the verbose form.
type dfImageRow struct {
	imageRow
	usage engine.ImageUsage
}

func (r dfImageRow) SharedSize() string { return units.HumanSize(float64(r.usage.Shared)) }
func (r dfImageRow) UniqueSize() string {
	return units.HumanSize(float64(r.usage.Size - r.usage.Shared))
}

// MarshalJSON is the row as --format json prints it.
func (r dfImageRow) MarshalJSON() ([]byte, error) { return columns(r) }

// dfContainerRow is a container in the verbose form.
type dfContainerRow struct {
	psRow
	size int64
}

func (r dfContainerRow) Size() string { return units.HumanSizeWithPrecision(float64(r.size), 3) }

// MarshalJSON is the row as --format json prints it.
func (r dfContainerRow) MarshalJSON() ([]byte, error) { return columns(r) }

// dfVolumeRow is a volume in the verbose form.
type dfVolumeRow struct{ volumeRow }

func (r dfVolumeRow) Links() string { return strconv.Itoa(len(r.v.UsedBy)) }
func (r dfVolumeRow) Size() string  { return units.HumanSize(float64(r.v.Size)) }

// MarshalJSON is the row as --format json prints it.
func (r dfVolumeRow) MarshalJSON() ([]byte, error) { return columns(r) }

// dfCacheRow is a record of the build cache in the verbose form.
type dfCacheRow struct {
	host engine.Host
	r    engine.BuildRecord
}

func (r dfCacheRow) ID() string            { return r.r.ID[:12] }
func (r dfCacheRow) CacheType() string     { return string(r.r.Kind) }
func (r dfCacheRow) Size() string          { return units.HumanSizeWithPrecision(float64(r.r.Size), 3) }
func (r dfCacheRow) CreatedSince() string  { return accessed(r.host, r.r.Created) }
func (r dfCacheRow) LastUsedSince() string { return accessed(r.host, r.r.Used) }
func (r dfCacheRow) UsageCount() string    { return strconv.Itoa(r.r.Uses) }
func (r dfCacheRow) Shared() string        { return strconv.FormatBool(r.host.BuildShared(r.r)) }

// MarshalJSON is the row as --format json prints it.
func (r dfCacheRow) MarshalJSON() ([]byte, error) { return columns(r) }

// dfContext is the whole of the verbose form.
type dfContext struct {
	Images, Containers, Volumes, BuildCache []any
}

// dfVerbose lists every object. Source: docker/cli 29
// cli/command/formatter/disk_usage.go.
func (c Call) dfVerbose(u engine.Usage) error {
	all := dfContext{Images: []any{}, Containers: []any{}, Volumes: []any{}, BuildCache: []any{}}
	for _, i := range u.Images {
		repo, tag := none, none
		if len(i.Image.References) > 0 {
			repo, tag = splitName(engine.Familiar(i.Image.References[0]))
		}
		all.Images = append(all.Images, dfImageRow{imageRow{host: c.host(), img: i.Image, repo: repo, tag: tag}, i})
	}
	for _, k := range u.Containers {
		all.Containers = append(all.Containers, dfContainerRow{psRow{host: c.host(), c: k.Container}, k.Size})
	}
	for _, v := range c.host().Volumes() {
		all.Volumes = append(all.Volumes, dfVolumeRow{volumeRow{v}})
	}
	records, sum := buildUsage(c.host())
	for _, r := range records {
		all.BuildCache = append(all.BuildCache, dfCacheRow{c.host(), r})
	}
	if format := c.text("format"); format != "" && format != "table" {
		return c.dfTemplate(format, all)
	}
	var out strings.Builder
	for _, part := range []struct {
		heading string
		listing listing
		rows    []any
	}{
		{"Images space usage:\n\n", dfImages, all.Images}, {"\nContainers space usage:\n\n", dfContainers, all.Containers},
		{"\nLocal Volumes space usage:\n\n", dfVolumes, all.Volumes}, {"\nBuild cache usage: " + units.HumanSize(float64(sum.total)) + "\n\n", dfCache, all.BuildCache},
	} {
		text, err := part.listing.print("", false, part.rows)
		if err != nil {
			return err
		}
		out.WriteString(part.heading + text)
	}
	return c.finish(out.String() + "\n")
}

func (c Call) dfTemplate(format string, all dfContext) error {
	if format == "json" {
		format = "{{json .}}"
	}
	t, err := parseTemplate(format)
	if err != nil {
		return err
	}
	var out strings.Builder
	if err := t.Execute(&out, all); err != nil {
		return &exitError{1, dfListing.rename(err, all)}
	}
	return c.finish(out.String() + "\n")
}
