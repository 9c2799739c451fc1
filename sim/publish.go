package sim

import (
	"encoding/base64"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/engine"
)

// publishing begins a line that gives the Hub an image: "@image NAME DOCKERFILE",
// the Dockerfile as base64.
const publishing = "@image "

// PublishLine is the line, of those Typed reads, that gives the Hub an image
// that a Dockerfile describes. Lessons declare images so, which tutorials of
// old had on the Hub. The Dockerfile has no context: its files are
// here-documents.
func PublishLine(name, dockerfile string) string {
	return publishing + name + " " + base64.StdEncoding.EncodeToString([]byte(dockerfile))
}

// publishLine reads such a line.
func publishLine(line string) (in Input, ok bool) {
	rest, ok := strings.CutPrefix(line, publishing)
	if !ok {
		return in, false
	}
	name, coded, _ := strings.Cut(rest, " ")
	text, err := base64.StdEncoding.DecodeString(coded)
	return Input{Kind: Publish, Path: name, Text: string(text)}, err == nil && len(text) > 0
}

// mostPublished is the longest Dockerfile, in bytes.
const mostPublished = 64 << 10

// published is the host with one more image on its Hub, built in a world beside
// this one. What cannot be built is not there, and a pull says so.
func published(h engine.Host, name, dockerfile string) engine.Host {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil || reference.Domain(named) != "docker.io" || len(dockerfile) > mostPublished {
		return h
	}
	tagged, ok := reference.TagNameOnly(named).(reference.NamedTagged)
	if !ok {
		return h
	}
	w := New(Options{Seed: "published " + name, Pipe: true, Files: map[string]string{"Dockerfile": dockerfile}})
	w, r := w.Step(Input{Kind: Line, Text: "docker build -q -t published ."})
	if r.Exit == nil || *r.Exit != 0 {
		return h
	}
	img, err := w.host.Image("published")
	if err != nil {
		return h
	}
	return h.WithHubImage(reference.Path(named), tagged.Tag(), img.Image)
}
