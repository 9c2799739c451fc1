//go:build !core

package docker

import (
	"strconv"
	"strings"

	"drydock/sim/build"
)

// buildAttest reads --attest and its short forms --provenance and --sbom, and
// the variable that turns off what is attested without being asked for.
// Source: buildx util/buildflags/attests.go.
func (c Call) buildAttest(o *build.Options) error {
	if v, _ := c.p.Getenv("BUILDX_NO_DEFAULT_ATTESTATIONS"); v != "" {
		off, err := strconv.ParseBool(v)
		if err != nil {
			return buildError("invalid BUILDX_NO_DEFAULT_ATTESTATIONS: strconv.ParseBool: parsing %q: invalid syntax", v)
		}
		o.Unattested = off
	}
	seen := map[string]bool{}
	read := func(kind, text string) error {
		if seen[kind] {
			return buildError("duplicate attestation field %s", kind)
		}
		seen[kind] = true
		on, err := attested(text)
		switch {
		case err != nil:
			return err
		case kind == "sbom" && on:
			return &exitError{1, c.name + ": an SBOM is not simulated: nothing here looks for packages in layers"}
		case kind == "provenance":
			o.Unattested = !on
		}
		return nil
	}
	for _, a := range c.list("attest") {
		f, _, err := fields(a)
		switch {
		case err != nil:
			return buildError("%s", err)
		case f["type"] == "":
			return buildError("attestation type not specified")
		case f["type"] != "provenance" && f["type"] != "sbom":
			return &exitError{1, c.name + ": an attestation of type " + f["type"] + " is not simulated"}
		}
		if err := read(f["type"], a); err != nil {
			return err
		}
	}
	for _, kind := range []string{"provenance", "sbom"} {
		if c.given(kind) {
			if err := read(kind, c.text(kind)); err != nil {
				return err
			}
		}
	}
	return nil
}

// attested tells whether an attestation is wanted: true, false, or the fields
// of one that may be disabled.
func attested(text string) (bool, error) {
	if on, err := strconv.ParseBool(text); err == nil {
		return on, nil
	}
	f, _, err := fields(text)
	if err != nil {
		return false, buildError("%s", err)
	}
	if m := f["mode"]; m != "" && m != "min" && m != "max" {
		return false, buildError("failed to solve: invalid value %q for provenance mode", m)
	}
	off, err := strconv.ParseBool(f["disabled"])
	return f["disabled"] == "" || err != nil || !off, nil
}

// buildNotes reads --annotation: a key and a value, and before them what of
// the image is annotated. Source: buildx util/buildflags/export.go.
func (c Call) buildNotes(o *build.Options) error {
	for _, text := range c.list("annotation") {
		key, value, given := strings.Cut(text, "=")
		if !given {
			return buildError("invalid annotation %q, expected key=value", text)
		}
		kinds, name, prefixed := strings.Cut(key, ":")
		if !prefixed {
			kinds, name = "manifest", key
		}
		for kind := range strings.SplitSeq(kinds, ",") {
			kind, _, _ = strings.Cut(kind, "[")
			switch kind {
			case "manifest":
				o.Notes = append(o.Notes, build.Pair{Name: name, Value: value, Given: true})
			case "index":
				o.IndexNotes = append(o.IndexNotes, build.Pair{Name: name, Value: value, Given: true})
			case "manifest-descriptor", "index-descriptor":
				return &exitError{1, c.name + ": annotations of a descriptor are not simulated: annotate the manifest or the index"}
			default:
				return buildError("unknown annotation type %q", kind)
			}
		}
	}
	if len(o.IndexNotes) > 0 && o.Unattested {
		return buildError("failed to solve: index annotations not supported for single platform export")
	}
	return nil
}

// buildRights reads --allow: what a build may do beyond the usual. Source:
// buildx util/buildflags/entitlements.go.
func (c Call) buildRights(*build.Options) error {
	for _, right := range c.list("allow") {
		name, _, _ := strings.Cut(right, "=")
		switch name {
		case "security.insecure":
			return buildError("granting entitlement security.insecure is not allowed by build daemon configuration")
		case "network.host", "device", "fs", "fs.read", "fs.write", "ssh", "buildx.local.delete":
		default:
			return buildError("failed to solve: invalid entitlement %q", name)
		}
	}
	return nil
}
