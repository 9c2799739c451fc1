package docker

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/distribution/reference"
	"github.com/docker/go-units"

	"drydock/sim/engine"
)

var imagesFlags = []Flag{
	{Name: "all", Short: "a", Kind: "bool", Help: "Include images without a name (default hides intermediate and dangling images)"},
	{Name: "digests", Kind: "bool", Help: "Add a column of digests"},
	{Name: "filter", Short: "f", Kind: "filter", Help: "Show only those that fit a condition (name=value)", Check: checkFilter},
	{Name: "format", Kind: "string", Help: tableFormatHelp},
	{Name: "no-trunc", Kind: "bool", Help: "Show everything in full length"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Show nothing but ids"},
	{Name: "tree", Kind: "bool", Help: "Show the platforms of each image beneath it (EXPERIMENTAL)"},
}

var imagesListing = listing{
	context: "formatter.imageContext",
	table:   "{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}",
	short:   "{{.ID}}",
	raw: "repository: {{.Repository}}\ntag: {{.Tag}}\nimage_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\n" +
		"virtual_size: {{.Size}}\n",
	headings: map[string]string{"ID": "IMAGE ID", "Repository": "REPOSITORY", "Tag": "TAG", "Digest": "DIGEST",
		"CreatedSince": "CREATED", "CreatedAt": "CREATED AT", "Size": "SIZE", "Containers": "CONTAINERS",
		"SharedSize": "SHARED SIZE", "UniqueSize": "UNIQUE SIZE"},
}

// imageRow is one name of an image as docker images shows it.
type imageRow struct {
	host            engine.Host
	img             engine.Image
	repo, tag       string
	full, digesting bool
}

const none = "<none>"

func (r imageRow) ID() string {
	if r.full {
		return string(r.img.ID)
	}
	return short(string(r.img.ID))
}

func (r imageRow) Repository() string { return r.repo }

func (r imageRow) Tag() string { return r.tag }

func (r imageRow) Digest() string {
	if !r.digesting {
		return none
	}
	return string(r.img.ID)
}

func (r imageRow) CreatedSince() string {
	return units.HumanDuration(r.host.Now().Sub(r.img.Created.Truncate(1e9))) + " ago"
}

func (r imageRow) CreatedAt() string { return r.img.Created.Truncate(1e9).String() }

func (r imageRow) Size() string { return units.HumanSizeWithPrecision(diskUsage(r.img), 3) }

func (r imageRow) Containers() string { return strconv.Itoa(len(r.img.UsedBy)) }

func (r imageRow) SharedSize() string { return "N/A" }

func (r imageRow) UniqueSize() string { return "N/A" }

// MarshalJSON is the row as --format json prints it.
func (r imageRow) MarshalJSON() ([]byte, error) { return columns(r) }

// diskUsage is what an image takes: its blobs and its unpacked layers, in bytes.
func diskUsage(img engine.Image) float64 { return float64(img.UnpackedSize() + img.ContentSize()) }

func images(c Call) error {
	list, err := c.images()
	if err != nil {
		return err
	}
	format := c.text("format")
	if format == "" && !c.on("quiet") && !c.on("no-trunc") && !c.on("digests") {
		return c.finish(c.imageTree(list, c.on("tree")))
	}
	l := imagesListing
	if c.on("digests") {
		l.table = "{{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}"
	}
	var rows []any
	for _, img := range list {
		for _, n := range rowNames(img.References) {
			rows = append(rows, imageRow{c.host(), img, n.repo, n.tag, c.on("no-trunc"), c.on("digests") && n.digest})
		}
	}
	out, err := l.print(format, c.on("quiet"), rows)
	if err != nil {
		return err
	}
	if c.on("quiet") {
		out = unique(out)
	}
	return c.finish(out)
}

// rowName is one line of the table of docker images; digest tells whether it
// shows the image's digest.
type rowName struct {
	repo, tag string
	digest    bool
}

// rowNames are the lines of an image with the given full names. The engine
// reports one digest reference an image, that of its last name, and a name that
// is a digest itself has a line only when its repository has no tag. Source:
// moby daemon/containerd/image_list.go; docker/cli formatter/image.go.
func rowNames(full []string) (rows []rowName) {
	if len(full) == 0 {
		return []rowName{{none, none, false}}
	}
	last := engineRepository(full[len(full)-1])
	shown := false
	for _, name := range full {
		if strings.Contains(name, "@") {
			continue
		}
		repo, tag := splitName(engine.Familiar(name))
		own := engineRepository(name) == last
		rows, shown = append(rows, rowName{repo, tag, own}), shown || own
	}
	if !shown {
		rows = append(rows, rowName{last, none, true})
	}
	return rows
}

// engineRepository is a full name without its tag or digest, as people write it.
func engineRepository(full string) string {
	named, err := reference.ParseNormalizedNamed(full)
	if err != nil {
		return full
	}
	return reference.FamiliarName(named)
}

// unique leaves out lines that have been there.
func unique(lines string) string {
	var out []string
	for _, l := range strings.SplitAfter(lines, "\n") {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	return strings.Join(out, "")
}

// images are those the flags and the argument ask for, newest first, each with
// the names that fit.
func (c Call) images() ([]engine.Image, error) {
	f, err := c.filters("before", "dangling", "label", "reference", "since", "until")
	if err != nil {
		return nil, err
	}
	if len(c.args) > 0 {
		f.pairs = append(f.pairs, [2]string{"reference", c.args[0]})
	}
	dangling, asked, err := c.boolean(f, "dangling")
	if err != nil {
		return nil, err
	}
	edges := map[string]engine.Image{}
	for _, name := range []string{"before", "since"} {
		for _, ref := range f.of(name) {
			if edges[name], err = c.host().Image(ref); err != nil {
				return nil, c.refused(err)
			}
		}
	}
	var list []engine.Image
	for _, img := range c.host().Images() {
		untagged := len(img.References) == 0
		before, limited := edges["before"]
		since, started := edges["since"]
		switch {
		case asked && dangling != untagged, !asked && untagged && !c.on("all"),
			!f.labels(img.Container.Labels),
			limited && !img.Created.Before(before.Created), started && !img.Created.After(since.Created):
			continue
		}
		var fit []string
		for _, full := range img.References {
			if f.any("reference", func(pattern string) bool { return named(pattern, full) }) {
				fit = append(fit, full)
			}
		}
		if len(fit) > 0 || untagged && len(f.of("reference")) == 0 {
			img.References = fit
			list = append(list, img)
		}
	}
	return list, nil
}

// named tells whether a name fits a pattern such as "nginx", "*:1.37" or "bu*".
func named(pattern, full string) bool {
	ref, err := reference.ParseNormalizedNamed(full)
	if err != nil {
		return false
	}
	for _, name := range []string{reference.FamiliarString(ref), reference.FamiliarName(ref)} {
		if ok, err := path.Match(pattern, name); ok && err == nil {
			return true
		}
	}
	return false
}

// splitName cuts a name into repository and tag.
func splitName(name string) (repo, tag string) {
	i := strings.LastIndexByte(name, ':')
	if i < 0 || strings.Contains(name[i:], "/") {
		return name, none
	}
	return name[:i], name[i+1:]
}
