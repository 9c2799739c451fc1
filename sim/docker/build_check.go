//go:build !core

package docker

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"drydock/sim/build"
	"drydock/sim/dockerfile"
)

// checked ends docker build --check.
func (c Call) checked(v buildView, failure *build.Failure) error {
	list := slices.Clone(v.build.Warnings())
	slices.SortStableFunc(list, func(a, b dockerfile.Warning) int { return cmp.Compare(a.Start, b.Start) })
	name := v.opts.File
	if file := c.text("file"); file != "" {
		name = file
	}
	text, code := "Check complete, no warnings found.\n", 0
	if n := len(list); n > 0 {
		noun := "warnings have"
		if n == 1 {
			noun = "warning has"
		}
		text, code = fmt.Sprintf("Check complete, %d %s been found!\n", n, noun), 1
	}
	for _, w := range list {
		text += fmt.Sprintf("\nWARNING: %s - %s\n%s\n%s", w.Rule, w.URL(), w.Detail, build.Excerpt(name, v.opts.Dockerfile, w.Range))
	}
	if failure == nil {
		return c.emit(1, text, exit(code))
	}
	if len(list) == 0 {
		text = ""
	} else {
		text += "\n"
	}
	said := "ERROR: " + failure.Message + "\n"
	for _, r := range failure.Ranges {
		said += build.Excerpt(name, v.opts.Dockerfile, r) + "\n"
	}
	return c.emit(1, text, func(c Call) error { return c.emit(2, said, exit(1)) })
}

// metadata is what --metadata-file says of a result.
func metadata(v buildView) string {
	img := v.build.Image()
	var names []string
	names = append(names, v.opts.Tags...)
	m := map[string]any{
		"buildx.build.ref": "default/default/" + v.build.ID(),
	}
	if v.opts.Output == build.ToImage {
		m["containerimage.config.digest"] = img.Config
		m["containerimage.digest"] = img.ID
		m["containerimage.descriptor"] = img.Descriptor()
		if len(names) > 0 {
			m["image.name"] = strings.Join(names, ",")
		}
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic("docker: " + err.Error())
	}
	return string(text)
}
