package engine

import (
	"path"
	"slices"
	"strconv"
	"strings"

	mounttypes "github.com/moby/moby/api/types/mount"
)

// The options that may stand after a -v; of each group only one.
// Source: moby volume/mounts/linux_parser.go.
var bindModes = [][]string{
	{"ro", "rw"}, {"z", "Z"}, {"nocopy"}, {"consistent", "cached", "delegated"}, propagations,
}

var propagations = []string{"private", "rprivate", "slave", "rslave", "shared", "rshared"}

func validMode(mode string) bool {
	if mode == "" {
		return true
	}
	used := make([]bool, len(bindModes))
	for _, o := range strings.Split(mode, ",") {
		i := slices.IndexFunc(bindModes, func(group []string) bool { return slices.Contains(group, o) })
		if i < 0 || used[i] {
			return false
		}
		used[i] = true
	}
	return true
}

func hasMode(mode string, any ...string) bool {
	return slices.ContainsFunc(strings.Split(mode, ","), func(o string) bool { return slices.Contains(any, o) })
}

// parseBind reads what -v sends: [source:]destination[:mode].
func parseBind(raw string) (spec mounttypes.Mount, mode string, err *Error) {
	host := Object{Type: "host"}
	bad := refuse(InvalidArg, host, "invalid volume specification: '%s'", raw)
	parts := strings.SplitN(raw, ":", 4)
	switch {
	case parts[0] == "", len(parts) > 3, len(parts) == 2 && validMode(parts[1]):
		return spec, "", bad
	case len(parts) == 1:
		spec.Target = parts[0]
	default:
		spec.Source, spec.Target = parts[0], parts[1]
	}
	if len(parts) == 3 {
		mode = parts[2]
	}
	if !validMode(mode) {
		return spec, "", refuse(InvalidArg, host, "invalid mode: %s", mode)
	}
	spec.Type = mounttypes.TypeVolume
	if path.IsAbs(spec.Source) {
		spec.Type = mounttypes.TypeBind
	}
	if hasMode(mode, "nocopy") {
		spec.VolumeOptions = &mounttypes.VolumeOptions{NoCopy: true}
	}
	for _, o := range strings.Split(mode, ",") {
		if slices.Contains(propagations, o) {
			spec.BindOptions = &mounttypes.BindOptions{Propagation: mounttypes.Propagation(o)}
		}
	}
	spec.ReadOnly = hasMode(mode, "ro")
	if what := wrongMount(spec); what != "" {
		bad.Message += ": " + what
		return spec, "", bad
	}
	return spec, mode, nil
}

// wrongMount says what is wrong with a mount by itself, "" if nothing is.
// Source: moby volume/mounts/linux_parser.go, validateMountConfigImpl.
func wrongMount(m mounttypes.Mount) string {
	if what := wrongFields(m); what != "" {
		return "invalid mount config for type " + strconv.Quote(string(m.Type)) + ": " + what
	}
	return ""
}

func wrongFields(m mounttypes.Mount) string {
	switch {
	case m.Target == "":
		return "field Target must not be empty"
	case path.Clean(m.Target) == "/":
		return "invalid specification: destination can't be '/'"
	case !path.IsAbs(m.Target):
		return notAbsolute(m.Target)
	}
	for _, o := range []struct {
		name  string
		given bool
		of    mounttypes.Type
	}{{"BindOptions", m.BindOptions != nil, mounttypes.TypeBind}, {"VolumeOptions", m.VolumeOptions != nil, mounttypes.TypeVolume},
		{"ImageOptions", m.ImageOptions != nil, mounttypes.TypeImage}} {
		if known := slices.Contains([]mounttypes.Type{mounttypes.TypeBind, mounttypes.TypeVolume, mounttypes.TypeTmpfs, mounttypes.TypeImage}, m.Type); o.given && known && m.Type != o.of {
			return "field " + o.name + " must not be specified"
		}
	}
	switch m.Type {
	case mounttypes.TypeBind:
		switch {
		case m.Source == "":
			return "field Source must not be empty"
		case m.BindOptions != nil && m.BindOptions.Propagation != "" && !slices.Contains(propagations, string(m.BindOptions.Propagation)):
			return "invalid propagation mode: " + string(m.BindOptions.Propagation)
		case !path.IsAbs(m.Source):
			return notAbsolute(m.Source)
		}
	case mounttypes.TypeVolume:
		sub := ""
		if m.VolumeOptions != nil {
			sub = m.VolumeOptions.Subpath
		}
		switch {
		case sub != "" && m.Source == "":
			return "must not set Subpath when using anonymous volumes"
		case sub != "" && (path.IsAbs(sub) || strings.HasPrefix(path.Clean(sub), "..")):
			return "subpath must be a relative path within the volume"
		case m.ReadOnly && m.Source == "":
			return "must not set ReadOnly mode when using anonymous volumes"
		}
	case mounttypes.TypeTmpfs:
		if m.Source != "" {
			return "field Source must not be specified"
		}
	case mounttypes.TypeImage:
		if m.Source == "" {
			return "field Source must not be empty"
		}
	default:
		return "mount type unknown"
	}
	return ""
}

func notAbsolute(p string) string {
	return "invalid mount path: '" + p + "' mount path must be absolute"
}
