package scene

import (
	"slices"
	"strconv"
	"strings"

	units "github.com/docker/go-units"

	"drydock/sim/engine"
	"drydock/sim/image"
)

// drawImages are the host's images, in the order in which they were made.
func drawImages(h engine.Host) []Image {
	list := h.Images()
	slices.Reverse(list)
	shared := sharing(list)
	images := make([]Image, len(list))
	for i, img := range list {
		d := drawImage(img.Image, shared)
		d.Names = nil
		for _, ref := range img.References {
			d.Names = append(d.Names, engine.Familiar(ref))
		}
		d.Name = "<untagged>"
		if len(d.Names) > 0 {
			d.Name = d.Names[0]
		}
		for _, id := range img.UsedBy {
			if c, err := h.Container(id); err == nil {
				d.UsedBy = append(d.UsedBy, c.Name)
			}
		}
		d.Actions = imageActions(d, img.Image)
		images[i] = d
	}
	return images
}

// sharing counts the images that have each layer.
func sharing(list []engine.Image) map[string]int {
	n := map[string]int{}
	for _, img := range list {
		seen := map[string]bool{}
		for _, l := range img.Layers {
			if !seen[string(l.Digest)] {
				n[string(l.Digest)]++
			}
			seen[string(l.Digest)] = true
		}
	}
	return n
}

func drawImage(img image.Image, shared map[string]int) Image {
	size := img.ContentSize() + img.UnpackedSize()
	return Image{
		ID: string(img.ID), Layers: drawLayers(img, shared), Size: size, SizeText: sizeText(size),
		Created: img.Created.Format("2006-01-02T15:04:05Z07:00"),
		Env:     img.Container.Env, Command: commandLine(append(slices.Clone(img.Container.Entrypoint), img.Container.Cmd...)),
	}
}

// drawLayers pairs the layers with the history entries that made them; entries
// for metadata own no layer. Source: OCI image spec, config.md, history.
func drawLayers(img image.Image, shared map[string]int) []Layer {
	layers := make([]Layer, len(img.Layers))
	for i, l := range img.Layers {
		layers[i] = Layer{
			Digest: string(l.Digest), Short: shortID(string(l.Digest)), Hue: hue(string(l.Digest)),
			Size: l.Size, SizeText: sizeText(l.Size), SharedBy: shared[string(l.Digest)],
		}
	}
	i := 0
	for _, e := range img.History {
		if !e.EmptyLayer && i < len(layers) {
			layers[i].CreatedBy = e.CreatedBy
			i++
		}
	}
	return layers
}

// hue is a colour that follows from a digest, 0-359. Any digits would do; these
// set the layers that lie on each other in the catalog's images apart.
func hue(digest string) int {
	_, digits, _ := strings.Cut(digest, ":")
	if len(digits) < 26 {
		return 0
	}
	n, err := strconv.ParseUint(digits[20:26], 16, 32)
	if err != nil {
		return 0
	}
	return int(n % 360)
}

// sizeText is a size as docker images prints it.
func sizeText(bytes int64) string { return units.HumanSizeWithPrecision(float64(bytes), 3) }

// SizeText is a size in bytes as docker images prints it: 8.31MB.
func SizeText(bytes int64) string { return sizeText(bytes) }

// usual are the repositories that first lessons use, in their order.
var usual = []string{"hello-world", "nginx", "alpine", "busybox", "ubuntu", "redis", "debian", "python", "node", "postgres"}

// DrawRegistry is one entry a repository, its latest image, with all that is
// known of it. It takes as long as a hundred images take to describe.
func DrawRegistry(h engine.Host) []Image {
	return registryOf(h, func(string) bool { return true })
}

// drawRegistry is the same with the names alone of repositories that are neither
// of first lessons nor on this host: of those a picture shows how many there are.
func drawRegistry(h engine.Host) []Image {
	held := map[string]bool{}
	for _, img := range h.Images() {
		for _, ref := range img.References {
			held[repositoryOf(engine.Familiar(ref))] = true
		}
	}
	return registryOf(h, func(repository string) bool { return held[repository] || slices.Contains(usual, repository) })
}

// repositoryOf is a reference without its tag and its digest.
func repositoryOf(ref string) string {
	ref, _, _ = strings.Cut(ref, "@")
	if i := strings.LastIndexByte(ref, ':'); i > strings.LastIndexByte(ref, '/') {
		ref = ref[:i]
	}
	return ref
}

// registryOf is one entry a repository; what is not known of has its name only.
func registryOf(h engine.Host, known func(repository string) bool) []Image {
	r := h.Registry()
	here := map[string]bool{}
	for _, img := range h.Images() {
		here[string(img.ID)] = true
	}
	var list []Image
	for _, repository := range r.Repositories() {
		tags := r.Tags(repository)
		tag := "latest"
		if !slices.Contains(tags, tag) && len(tags) > 0 {
			tag = tags[len(tags)-1]
		}
		short := strings.TrimPrefix(repository, "library/")
		var d Image
		if known(short) {
			img, ok := r.Describe(repository, tag)
			if !ok {
				continue
			}
			d = drawImage(img, nil)
			d.Local = here[string(img.ID)]
			d.Actions = registryActions(short+":"+tag, img)
		}
		d.Name = short + ":" + tag
		d.Names = []string{d.Name}
		list = append(list, d)
	}
	slices.SortStableFunc(list, func(a, b Image) int { return usualRank(a) - usualRank(b) })
	return list
}

func usualRank(i Image) int {
	repository, _, _ := strings.Cut(i.Name, ":")
	if n := slices.Index(usual, repository); n >= 0 {
		return n
	}
	return len(usual)
}

// commandLine is argv as a person would type it.
func commandLine(argv []string) string {
	words := make([]string, len(argv))
	for i, a := range argv {
		if a == "" || strings.ContainsAny(a, " \t\n'\"$;|&<>*") {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		words[i] = a
	}
	return strings.Join(words, " ")
}
