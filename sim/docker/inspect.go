package docker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"drydock/sim/engine"
)

var inspectFlags = []Flag{
	{Name: "format", Short: "f", Kind: "string", Help: formatHelp},
	{Name: "size", Short: "s", Kind: "bool", Help: "Add the sizes of a container's files"},
	{Name: "type", Kind: "string", Help: "Look among objects of this type only"},
}

var containerInspectFlags = inspectFlags[:2:2]

var imageInspectFlags = []Flag{
	{Name: "format", Short: "f", Kind: "string", Help: formatHelp},
	{Name: "platform", Kind: "string", Help: "Inspect this platform of an image for several.\nAn image that is not for it is an error.\n'os[/arch[/variant]]': a platform (eg. linux/amd64)"},
}

var inspectTypes = []string{"config", "container", "image", "network", "node", "plugin", "secret", "service", "task", "volume"}

func inspect(c Call) error {
	kind := c.text("type")
	switch {
	case c.given("type") && kind == "":
		return &exitError{1, "type is empty: must be one of " + quoteAll(inspectTypes)}
	case kind == "container":
		return c.inspect(c.inspectContainer)
	case kind == "image":
		return c.inspect(c.inspectImage)
	case kind == "volume":
		return c.inspect(c.inspectVolume)
	case kind == "network":
		return c.inspect(c.inspectNetwork)
	case kind != "" && !slices.Contains(inspectTypes, kind):
		return &exitError{1, fmt.Sprintf("unknown type: %q: must be one of %s", kind, quoteAll(inspectTypes))}
	case kind != "":
		return &exitError{1, "docker inspect: --type " + kind + " is not simulated yet"}
	}
	return c.inspect(func(ref string) (any, error) {
		if v, err := c.findContainer(ref); err == nil || !isNotFound(err) {
			return v, err
		}
		v, err := c.host().ImageInspect(ref)
		if vol, none := c.host().VolumeInspect(ref); isNotFound(err) && none == nil {
			return vol, nil
		}
		if isNotFound(err) {
			if n, err := c.host().NetworkInspect(ref); err == nil {
				return n, nil
			}
			c.sys.Set(c.host().Refused("inspect", &engine.Error{Class: engine.NotFound, Message: "no such object: " + ref,
				Object: engine.Object{Type: "host"}}))
			return nil, errors.New("error: no such object: " + ref)
		}
		return v, err
	})
}

func quoteAll(words []string) string { return `"` + strings.Join(words, `", "`) + `"` }

func containerInspect(c Call) error { return c.inspect(c.inspectContainer) }

func imageInspect(c Call) error {
	if err := c.platform(c.text("platform")); err != nil {
		return err
	}
	return c.inspect(c.inspectImage)
}

func (c Call) inspectContainer(ref string) (any, error) {
	v, err := c.findContainer(ref)
	if err != nil {
		return nil, c.refused(err)
	}
	return v, nil
}

func (c Call) inspectImage(ref string) (any, error) {
	v, err := c.host().ImageInspect(ref)
	if err != nil {
		return nil, c.refused(err)
	}
	return v, nil
}

func (c Call) findContainer(ref string) (any, error) {
	v, err := c.host().ContainerInspect(ref)
	if err != nil {
		return nil, err
	}
	if c.flags.Lookup("size") != nil && c.on("size") {
		k, err := c.host().Container(ref)
		if err != nil {
			return nil, err
		}
		rw, virtual := c.host().ContainerSize(k)
		v.SizeRw, v.SizeRootFs = &rw, &virtual
	}
	return v, nil
}

// inspect prints what get returns for each argument, as JSON or through a
// template, and then what went wrong. Source: docker/cli 29
// cli/command/inspect/inspector.go.
func (c Call) inspect(get func(ref string) (any, error)) error {
	show := showJSON
	switch format := c.text("format"); format {
	case "":
	case "json":
		show = showCompact
	default:
		t, err := parseTemplate(format)
		if err != nil {
			return &exitError{64, "template parsing error: " + err.Error()}
		}
		show = func(all []any) (string, []error) { return render(t, all) }
	}
	var found []any
	var failed []error
	for _, ref := range c.args {
		v, err := get(ref)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		found = append(found, v)
	}
	out, broken := show(found)
	failed = append(failed, broken...)
	return c.emit(1, out, func(c Call) error {
		if len(failed) > 0 {
			return errors.Join(failed...)
		}
		return exit(0)(c)
	})
}

// render runs a template on each value, and where that fails on the value as
// the API sends it, in which a missing name is an error.
func render(t *bounded, all []any) (string, []error) {
	var out strings.Builder
	var failed []error
	strict := t.strict()
	for _, v := range all {
		var b strings.Builder
		err := t.Execute(&b, v)
		if err != nil {
			if raw, e := rawValue(v); e == nil {
				b.Reset()
				err = strict.Execute(&b, raw)
			}
		}
		if err != nil {
			failed = append(failed, errors.New("template parsing error: "+err.Error()))
			continue
		}
		out.WriteString(b.String() + "\n")
	}
	if out.Len() == 0 {
		return "\n", failed
	}
	return out.String(), failed
}

func showJSON(all []any) (string, []error) { return marshal(all, "    ") }

func showCompact(all []any) (string, []error) { return marshal(all, "") }

func marshal(all []any, indent string) (string, []error) {
	if len(all) == 0 {
		return "[]\n", nil
	}
	text, err := encode(all, indent)
	if err != nil {
		return "", []error{err}
	}
	return text + "\n", nil
}

// rawValue is v as the API sends it: maps by the names of the JSON.
func rawValue(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var raw any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	err = d.Decode(&raw)
	return raw, err
}
