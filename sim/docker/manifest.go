package docker

import (
	"encoding/json"
	"errors"

	"github.com/distribution/reference"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"drydock/sim/image"
)

var manifestInspectFlags = []Flag{
	{Name: "insecure", Kind: "bool", Help: "Speak to a registry without TLS"},
	{Name: "verbose", Short: "v", Kind: "bool", Help: "Show layers and platform too"},
}

// manifestInspect shows what a name points to at its registry. Source:
// docker/cli 29 cli/command/manifest/inspect.go.
func manifestInspect(c Call) error {
	if len(c.args) > 1 {
		return &exitError{1, "docker manifest inspect: lists of one's own are not simulated yet"}
	}
	named, err := reference.ParseNormalizedNamed(c.args[0])
	if err != nil {
		return err
	}
	img, err := c.remoteImage(named)
	if err != nil {
		return errors.New("no such manifest: " + named.String())
	}
	if img.ID == "" {
		return said("errors:\ndenied: requested access to the resource is denied\nunauthorized: authentication required\n")
	}
	if c.on("verbose") {
		return c.manifestVerbose(named, img)
	}
	return c.finish(image.Indent(img.Top(), "   ") + "\n")
}

// manifestVerbose shows each manifest with its descriptor.
func (c Call) manifestVerbose(named reference.Named, img image.Image) error {
	type entry struct {
		Ref         string
		Descriptor  ocispec.Descriptor
		Raw         []byte          `json:",omitempty"`
		OCIManifest json.RawMessage `json:",omitempty"`
	}
	var all []entry
	for _, m := range img.Manifests() {
		for _, b := range img.Blobs() {
			if b.Digest == m.Digest {
				all = append(all, entry{named.String() + "@" + string(m.Digest), m, []byte(b.Data), json.RawMessage(b.Data)})
			}
		}
	}
	var shown any = all
	if !img.Indexed && len(all) == 1 {
		all[0].Ref = named.String()
		shown = all[0]
	}
	text, err := json.MarshalIndent(shown, "", "\t")
	if err != nil {
		return err
	}
	return c.finish(string(text) + "\n")
}

// remoteImage is the image of a name at its registry; without an ID when the
// Hub has no such repository.
func (c Call) remoteImage(named reference.Named) (image.Image, error) {
	if reference.Domain(named) == "docker.io" && !c.host().Registry().Has(reference.Path(named)) {
		return image.Image{}, nil
	}
	p, err := c.pullOf(named)
	return p.Image, err
}

var imagetoolsInspectFlags = []Flag{
	{Name: "builder", Kind: "string", Help: "Use this builder in place of the one in use"},
	{Name: "debug", Short: "D", Kind: "bool", Help: "Log what may help to find a fault"},
	{Name: "format", Kind: "string", Help: "Write the answer through this Go template", Later: true},
	{Name: "raw", Kind: "bool", Help: "Show the JSON as it is"},
}

// imagetoolsInspect tells of an image at its registry. Source: buildx
// commands/imagetools/inspect.go.
func imagetoolsInspect(c Call) error {
	if err := c.notYet(1); err != nil {
		return err
	}
	named, err := reference.ParseNormalizedNamed(c.args[0])
	if err != nil {
		return errors.New("ERROR: " + err.Error())
	}
	named = reference.TagNameOnly(named)
	p, err := c.pullOf(named)
	if err != nil {
		return errors.New("ERROR: " + named.String() + ": not found")
	}
	if c.on("raw") {
		return c.finish(p.Image.Top().Data)
	}
	top := p.Image.Top()
	text := "Name:      " + named.String() + "\nMediaType: " + top.MediaType + "\nDigest:    " + string(top.Digest) + "\n"
	if !p.Image.Indexed {
		return c.finish(text)
	}
	text += "           \nManifests: \n"
	for _, m := range p.Image.Manifests() {
		text += "  Name:        " + named.String() + "@" + string(m.Digest) + "\n  MediaType:   " + m.MediaType +
			"\n  Platform:    " + m.Platform.OS + "/" + m.Platform.Architecture + "\n"
		if len(m.Annotations) > 0 {
			text += "  Annotations: \n"
			for _, k := range []string{"vnd.docker.reference.digest", "vnd.docker.reference.type"} {
				text += "    " + k + ": " + m.Annotations[k] + "\n"
			}
		}
		text += "               \n"
	}
	return c.finish(text)
}
