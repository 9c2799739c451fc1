package docker

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/engine"
)

var psFlags = []Flag{
	{Name: "all", Short: "a", Kind: "bool", Help: "Include containers that do not run (default shows just running)"},
	{Name: "filter", Short: "f", Kind: "filter", Help: "Show only those that fit a condition (name=value)", Check: checkFilter},
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "last", Short: "n", Kind: "int", Default: "-1", Help: "Show the n containers created last, in any state"},
	{Name: "latest", Short: "l", Kind: "bool", Help: "Show the container created last, in any state"},
	{Name: "no-trunc", Kind: "bool", Help: "Show everything in full length"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Show nothing but ids"},
	{Name: "size", Short: "s", Kind: "bool", Help: "Show how much disk space they take"},
}

var psListing = listing{
	context: "formatter.ContainerContext",
	table:   "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}",
	short:   "{{.ID}}",
	raw: "container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\nstate: {{.State}}\n" +
		"status: {{.Status}}\nnames: {{.Names}}\nlabels: {{.Labels}}\nports: {{.Ports}}\n",
	headings: map[string]string{"ID": "CONTAINER ID", "Names": "NAMES", "Image": "IMAGE", "Command": "COMMAND",
		"CreatedAt": "CREATED AT", "RunningFor": "CREATED", "Ports": "PORTS", "State": "STATE", "Status": "STATUS",
		"Size": "SIZE", "Labels": "LABELS", "Mounts": "MOUNTS", "LocalVolumes": "LOCAL VOLUMES",
		"Networks": "NETWORKS", "Platform": "PLATFORM", "HealthStatus": "HEALTH STATUS"},
}

// psRow is a container as docker ps shows it.
type psRow struct {
	host engine.Host
	c    engine.Container
	full bool // ids and commands in full length
	size bool
}

func (r psRow) ID() string {
	if r.full {
		return r.c.ID
	}
	return short(r.c.ID)
}

func (r psRow) Names() string { return r.c.Name }

// Image is the name the container was made from, or an id when that name now
// stands for another image, or none.
func (r psRow) Image() string {
	name := r.c.Config.Image
	if img, err := r.host.Image(name); err == nil && string(img.ID) == r.c.ImageID {
		return name
	}
	if r.full {
		return r.c.ImageID
	}
	return short(r.c.ImageID)
}

func (r psRow) Command() string {
	words := []string{r.c.Path}
	for _, arg := range r.c.Args {
		if strings.Contains(arg, " ") {
			arg = "'" + arg + "'"
		}
		words = append(words, arg)
	}
	line := strings.Join(words, " ")
	if !r.full {
		line = ellipsis(line, 20)
	}
	return strconv.Quote(line)
}

func (r psRow) CreatedAt() string { return r.c.Created.Truncate(1e9).String() }

func (r psRow) RunningFor() string {
	return units.HumanDuration(r.host.Now().Sub(r.c.Created.Truncate(1e9))) + " ago"
}

func (r psRow) Ports() string { return shownPorts(openPorts(r.host, r.c)) }

func (r psRow) State() string { return string(r.c.State) }

func (r psRow) Status() string { return r.c.Status(r.host.Now()) }

func (r psRow) Size() string {
	if !r.size {
		return "0B"
	}
	rw, virtual := r.host.ContainerSize(r.c)
	return units.HumanSizeWithPrecision(float64(rw), 3) + " (virtual " + units.HumanSizeWithPrecision(float64(virtual), 3) + ")"
}

func (r psRow) Labels() string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(r.c.Config.Labels)) {
		all = append(all, name+"="+r.c.Config.Labels[name])
	}
	return strings.Join(all, ",")
}

// Label is the value of one label.
func (r psRow) Label(name string) string { return r.c.Config.Labels[name] }

// Mounts are the names of volumes and the sources of binds.
func (r psRow) Mounts() string {
	var all []string
	for _, m := range r.c.Mounts {
		name := cmp.Or(m.Name, m.Source)
		if !r.full {
			name = ellipsis(name, 15)
		}
		all = append(all, name)
	}
	return strings.Join(all, ",")
}

func (r psRow) LocalVolumes() string {
	n := 0
	for _, m := range r.c.Mounts {
		if m.Driver == "local" {
			n++
		}
	}
	return strconv.Itoa(n)
}

func (r psRow) Networks() string { return strings.Join(r.c.Endpoints.Keys(), ",") }

func (r psRow) HealthStatus() string { return r.c.HealthStatus() }

func (r psRow) Platform() *ocispec.Platform {
	return &ocispec.Platform{Architecture: "amd64", OS: "linux"}
}

// MarshalJSON is the row as --format json prints it.
func (r psRow) MarshalJSON() ([]byte, error) { return columns(r) }

func ps(c Call) error {
	format := c.text("format")
	if format != "" && !strings.HasPrefix(format, "table") && format != "json" && format != "raw" {
		t, err := parseTemplate(format)
		if err != nil {
			return &exitError{1, "failed to parse template: " + err.Error()}
		}
		row := psRow{host: c.host()}
		if err := t.Execute(io.Discard, row); err != nil {
			return &exitError{1, "failed to execute template: " + psListing.rename(err, row)}
		}
	}
	list, err := c.containers()
	if err != nil {
		return err
	}
	l, size := psListing, c.on("size") || format == "raw" || strings.Contains(format, ".Size") || strings.Contains(format, "json .}")
	if c.on("size") {
		l.table += "\t{{.Size}}"
		l.raw += "size: {{.Size}}\n"
	}
	var rows []any
	for _, k := range list {
		rows = append(rows, psRow{c.host(), k, c.on("no-trunc"), size})
	}
	out, err := l.print(format, c.on("quiet"), rows)
	if err != nil {
		return err
	}
	return c.finish(out)
}

// containers are those the flags ask for, newest first.
func (c Call) containers() ([]engine.Container, error) {
	f, err := c.filters(psFilters...)
	if err != nil {
		return nil, err
	}
	fits, err := c.containerFilter(f)
	if err != nil {
		return nil, err
	}
	last := c.int("last")
	if c.on("latest") {
		last = 1
	}
	all := c.on("all") || last > 0 || len(f.of("status"))+len(f.of("exited")) > 0
	var list []engine.Container
	for _, k := range c.host().Containers() {
		up := k.State == engine.Running || k.State == engine.Paused || k.State == engine.Restarting
		if (all || up) && fits(k) {
			list = append(list, k)
		}
	}
	if last > 0 {
		list = list[:min(last, len(list))]
	}
	return list, nil
}
