package templates

import (
	"fmt"
	"net/url"
	"strings"

	"drydock/sim/scene"
)

// percent is a part of 1 with one decimal.
func percent(part float64) string { return fmt.Sprintf("%.1f %%", part*100) }

// tally counts what a layer does: 12 added, 1 changed.
func tally(l scene.StackLayer) string {
	var parts []string
	for _, p := range []struct {
		n    int
		word string
	}{{l.Added, "added"}, {l.Changed, "changed"}, {l.Deleted, "removed"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.word))
		}
	}
	if len(parts) == 0 {
		return "no paths"
	}
	return strings.Join(parts, ", ")
}

// layerParam is the layer looked into as a query has it.
func (v LayersView) layerParam() string {
	if v.Layer < 0 {
		return "all"
	}
	return layerNumber(v.Layer)
}

// besideWords says in a sentence what two stacks have in common.
func besideWords(v LayersView) string {
	text := fmt.Sprintf("%s are in both and kept once. ", count(v.Diff.Shared, "layer"))
	switch {
	case v.Diff.Shared == 1:
		text = "1 layer is in both and kept once. "
	case v.Diff.Shared == 0:
		text = "They share no layer. "
	}
	switch d := v.Diff.Smaller; {
	case d > 0:
		text += fmt.Sprintf("%s is %s smaller.", v.With.Name, scene.SizeText(d))
	case d < 0:
		text += fmt.Sprintf("%s is %s larger.", v.With.Name, scene.SizeText(-d))
	default:
		text += "Both are of one size."
	}
	return text
}

func sizesOf(d scene.FileDifference) string {
	switch d.Kind {
	case "A":
		return scene.SizeText(d.Now)
	case "D":
		return scene.SizeText(d.Was)
	}
	return scene.SizeText(d.Was) + " → " + scene.SizeText(d.Now)
}

// moment is the query of the moment that is shown, by name.
func (l Look) moment() map[string]string {
	fields := map[string]string{}
	q, _ := url.ParseQuery(l.Moment) // our own words
	for name := range q {
		fields[name] = q.Get(name)
	}
	return fields
}

// archiveURL is where an image leaves the lab as an archive.
func archiveURL(lab, name string) string {
	return "/api/labs/" + lab + "/images/" + url.PathEscape(name)
}

// uploadURL is where an archive comes into the lab.
func uploadURL(lab string) string { return "/api/labs/" + lab + "/images" }

// sameLayer tells whether two stacks have one layer at the same height.
func sameLayer(a, b scene.Stack, i int) bool {
	return i < len(a.Layers) && i < len(b.Layers) && a.Layers[i].Digest != "" && a.Layers[i].Digest == b.Layers[i].Digest
}
