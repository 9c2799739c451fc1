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

// checkText is what the checks of a Dockerfile have found; bad tells whether
// that is anything.
func checkText(found []dockerfile.Warning, name, source string) (text string, bad bool) {
	list := slices.Clone(found)
	slices.SortStableFunc(list, func(a, b dockerfile.Warning) int { return cmp.Compare(a.Start, b.Start) })
	text = "Check complete, no warnings found.\n"
	if n := len(list); n > 0 {
		noun := "warnings have"
		if n == 1 {
			noun = "warning has"
		}
		text = fmt.Sprintf("Check complete, %d %s been found!\n", n, noun)
	}
	for _, w := range list {
		text += fmt.Sprintf("\nWARNING: %s - %s\n%s\n%s", w.Rule, w.URL(), w.Detail, build.Excerpt(name, source, w.Range))
	}
	return text, len(list) > 0
}

// checked ends docker build --check.
func (c Call) checked(v buildView, failure *build.Failure) error {
	name := v.opts.File
	if file := c.text("file"); file != "" {
		name = file
	}
	text, bad := checkText(v.build.Warnings(), name, v.opts.Dockerfile)
	code := 0
	if bad {
		code = 1
	}
	if failure == nil {
		return c.emit(1, text, exit(code))
	}
	if !bad {
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
func metadata(v buildView) map[string]any {
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
	return m
}

// indentedJSON is a value as files of metadata have it.
func indentedJSON(v any) string {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("docker: " + err.Error())
	}
	return string(text)
}
