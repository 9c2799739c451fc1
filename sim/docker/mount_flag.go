package docker

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/mount"
)

func checkMount(s string) error {
	_, err := parseMount(s)
	return err
}

// mountKey is a key of --mount: what it sets, and whether it may stand alone.
type mountKey struct {
	names []string
	bare  bool
	set   func(m *mount.Mount, key, value string) error
}

// parseMount reads the value of --mount. Source: docker/cli 29 opts/mount.go.
func parseMount(s string) (mount.Mount, error) {
	m := mount.Mount{Type: mount.TypeVolume}
	if s = strings.TrimSpace(s); s == "" {
		return m, errors.New("value is empty")
	}
	fields, err := csv.NewReader(strings.NewReader(s)).Read()
	if err != nil {
		return m, err
	}
	for _, field := range fields {
		if err := setMount(&m, field); err != nil {
			return m, err
		}
	}
	return m, mixedMount(m)
}

func setMount(m *mount.Mount, field string) error {
	key, value, valued := strings.Cut(field, "=")
	switch {
	case strings.TrimSpace(key) != key:
		return fmt.Errorf("invalid option '%s' in '%s': option should not have whitespace", key, field)
	case valued && strings.TrimSpace(value) == "":
		return fmt.Errorf("invalid value for '%s': value is empty", key)
	case valued && strings.TrimSpace(value) != value:
		return fmt.Errorf("invalid value for '%s' in '%s': value should not have whitespace", key, field)
	}
	key = strings.ToLower(key)
	i := slices.IndexFunc(mountKeys, func(k mountKey) bool { return slices.Contains(k.names, key) })
	switch {
	case !valued && (i < 0 || !mountKeys[i].bare):
		return fmt.Errorf("invalid field '%s' must be a key=value pair", field)
	case i < 0:
		return fmt.Errorf("unknown option '%s' in '%s'", key, field)
	case !valued:
		value = "true"
	}
	return mountKeys[i].set(m, key, value)
}

var mountKeys = []mountKey{
	{names: []string{"type"}, set: func(m *mount.Mount, _, v string) error { m.Type = mount.Type(strings.ToLower(v)); return nil }},
	{names: []string{"source", "src"}, set: func(m *mount.Mount, _, v string) error { m.Source = v; return nil }},
	{names: []string{"target", "dst", "destination"}, set: func(m *mount.Mount, _, v string) error { m.Target = v; return nil }},
	{names: []string{"readonly", "ro"}, bare: true, set: func(m *mount.Mount, k, v string) error { return setBool(&m.ReadOnly, k, v) }},
	{names: []string{"consistency"}, set: func(m *mount.Mount, _, v string) error {
		m.Consistency = mount.Consistency(strings.ToLower(v))
		return nil
	}},
	{names: []string{"bind-propagation"}, set: func(m *mount.Mount, _, v string) error {
		ofBind(m).Propagation = mount.Propagation(strings.ToLower(v))
		return nil
	}},
	{names: []string{"bind-nonrecursive"}, bare: true, set: func(m *mount.Mount, k, v string) error { return setBool(&ofBind(m).NonRecursive, k, v) }},
	{names: []string{"bind-create-src"}, bare: true, set: func(m *mount.Mount, k, v string) error { return setBool(&ofBind(m).CreateMountpoint, k, v) }},
	{names: []string{"bind-recursive"}, set: func(m *mount.Mount, k, v string) error {
		switch v {
		case "enabled":
		case "disabled":
			ofBind(m).NonRecursive = true
		case "writable":
			ofBind(m).ReadOnlyNonRecursive = true
		case "readonly":
			ofBind(m).ReadOnlyForceRecursive = true
		default:
			return fmt.Errorf(`invalid value for %s: %s (must be "enabled", "disabled", "writable", or "readonly")`, k, v)
		}
		return nil
	}},
	{names: []string{"volume-subpath"}, set: func(m *mount.Mount, _, v string) error { ofVolume(m).Subpath = v; return nil }},
	{names: []string{"volume-nocopy"}, bare: true, set: func(m *mount.Mount, k, v string) error { return setBool(&ofVolume(m).NoCopy, k, v) }},
	{names: []string{"volume-label"}, set: func(m *mount.Mount, _, v string) error { return setPair(&ofVolume(m).Labels, v) }},
	{names: []string{"volume-driver"}, set: func(m *mount.Mount, _, v string) error { ofDriver(m).Name = v; return nil }},
	{names: []string{"volume-opt"}, set: func(m *mount.Mount, _, v string) error { return setPair(&ofDriver(m).Options, v) }},
	{names: []string{"image-subpath"}, set: func(m *mount.Mount, _, v string) error {
		m.ImageOptions = &mount.ImageOptions{Subpath: v}
		return nil
	}},
	{names: []string{"tmpfs-size"}, set: func(m *mount.Mount, k, v string) error {
		n, err := units.RAMInBytes(v)
		if err != nil {
			return fmt.Errorf("invalid value for %s: %s", k, v)
		}
		ofTmpfs(m).SizeBytes = n
		return nil
	}},
	{names: []string{"tmpfs-mode"}, set: func(m *mount.Mount, k, v string) error {
		n, err := strconv.ParseUint(v, 8, 32)
		if err != nil {
			return fmt.Errorf("invalid value for %s: %s", k, v)
		}
		ofTmpfs(m).Mode = fs.FileMode(n)
		return nil
	}},
}

func setBool(b *bool, key, value string) error {
	switch value {
	case "true", "1":
		*b = true
	case "false", "0":
		*b = false
	default:
		return fmt.Errorf(`invalid value for '%s': invalid boolean value (%q): must be one of "true", "1", "false", or "0" (default "true")`, key, value)
	}
	return nil
}

func setPair(all *map[string]string, value string) error {
	name, v, _ := strings.Cut(value, "=")
	if *all == nil {
		*all = map[string]string{}
	}
	(*all)[name] = v
	return nil
}

func ofBind(m *mount.Mount) *mount.BindOptions {
	if m.BindOptions == nil {
		m.BindOptions = &mount.BindOptions{}
	}
	return m.BindOptions
}

func ofVolume(m *mount.Mount) *mount.VolumeOptions {
	if m.VolumeOptions == nil {
		m.VolumeOptions = &mount.VolumeOptions{}
	}
	return m.VolumeOptions
}

func ofDriver(m *mount.Mount) *mount.Driver {
	o := ofVolume(m)
	if o.DriverConfig == nil {
		o.DriverConfig = &mount.Driver{}
	}
	return o.DriverConfig
}

func ofTmpfs(m *mount.Mount) *mount.TmpfsOptions {
	if m.TmpfsOptions == nil {
		m.TmpfsOptions = &mount.TmpfsOptions{}
	}
	return m.TmpfsOptions
}

// mixedMount refuses keys that do not go with the type or with each other.
func mixedMount(m mount.Mount) error {
	for _, o := range []struct {
		name  string
		given bool
		of    mount.Type
	}{{"volume", m.VolumeOptions != nil, mount.TypeVolume}, {"image", m.ImageOptions != nil, mount.TypeImage},
		{"bind", m.BindOptions != nil, mount.TypeBind}, {"tmpfs", m.TmpfsOptions != nil, mount.TypeTmpfs}} {
		if o.given && m.Type != o.of {
			return fmt.Errorf("cannot mix '%s-*' options with mount type '%s'", o.name, m.Type)
		}
	}
	b := m.BindOptions
	switch {
	case b != nil && b.ReadOnlyNonRecursive && !m.ReadOnly:
		return errors.New("option 'bind-recursive=writable' requires 'readonly' to be specified in conjunction")
	case b != nil && b.ReadOnlyForceRecursive && !m.ReadOnly:
		return errors.New("option 'bind-recursive=readonly' requires 'readonly' to be specified in conjunction")
	case b != nil && b.ReadOnlyForceRecursive && b.Propagation != mount.PropagationRPrivate:
		return errors.New("option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction")
	}
	return nil
}

// mounts sets what -v, --mount, --tmpfs and --volumes-from ask for.
func (c Call) mounts(cfg *container.Config, hc *container.HostConfig) error {
	for _, raw := range c.list("volume") {
		source, rest, err := splitVolume(raw)
		switch {
		case err != nil:
			return err
		case source == "":
			if cfg.Volumes == nil {
				cfg.Volumes = map[string]struct{}{}
			}
			cfg.Volumes[raw] = struct{}{}
		default:
			hc.Binds = append(hc.Binds, c.absolute(source)+rest)
		}
	}
	for _, s := range c.list("mount") {
		m, err := parseMount(s)
		if err != nil {
			return err
		}
		m.Source = c.absolute(m.Source)
		hc.Mounts = append(hc.Mounts, m)
	}
	for _, s := range c.list("tmpfs") {
		if hc.Tmpfs == nil {
			hc.Tmpfs = map[string]string{}
		}
		dest, options, _ := strings.Cut(s, ":")
		hc.Tmpfs[dest] = options
	}
	hc.VolumesFrom, hc.VolumeDriver = c.list("volumes-from"), c.text("volume-driver")
	return nil
}

// absolute makes a source that begins with a dot a path of the host.
func (c Call) absolute(source string) string {
	if strings.HasPrefix(source, ".") {
		return path.Join(c.p.Dir, source)
	}
	return source
}

// splitVolume cuts the source off a -v; it is "" for a volume without a name.
// What looks like the drive of a Windows path is not cut, so that "a:/b" is a
// destination. Source: docker/cli 29 internal/volumespec.
func splitVolume(raw string) (source, rest string, err error) {
	if raw == "" {
		return "", "", errors.New("invalid empty volume spec")
	}
	if len(raw) <= 2 {
		return "", raw, nil
	}
	var parts []string
	start := 0
	for i := range len(raw) {
		if drive := i == start+1 && (raw[start]|32) >= 'a' && (raw[start]|32) <= 'z'; raw[i] == ':' && !drive {
			parts = append(parts, raw[start:i])
			start = i + 1
		}
	}
	parts = append(parts, raw[start:])
	switch {
	case slices.Contains(parts, ""):
		return "", "", fmt.Errorf("invalid spec: %s: empty section between colons", raw)
	case len(parts) > 3:
		return "", "", fmt.Errorf("invalid spec: %s: too many colons", raw)
	case len(parts) == 1:
		return "", raw, nil
	}
	return parts[0], raw[len(parts[0]):], nil
}
