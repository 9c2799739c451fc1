package docker

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/engine"
)

var psFilters = []string{"ancestor", "before", "exited", "expose", "health", "id", "isolation", "is-task", "label",
	"name", "network", "publish", "since", "status", "volume"}

const stateRule = "must be one of created, running, paused, restarting, removing, exited, dead"

// containerFilter turns filters into a test of one container.
// Source: moby 29 daemon/list.go.
func (c Call) containerFilter(f filters) (func(engine.Container) bool, error) {
	for _, s := range f.of("status") {
		if !slices.Contains([]string{"created", "running", "paused", "restarting", "removing", "exited", "dead"}, s) {
			return nil, c.badFilter("'status=" + s + "': invalid value for state (" + s + "): " + stateRule)
		}
	}
	for _, s := range f.of("exited") {
		if _, err := strconv.Atoi(s); err != nil {
			return nil, c.badFilter("'exited=" + s + "': " + err.Error())
		}
	}
	task, _, err := c.boolean(f, "is-task")
	if err != nil {
		return nil, err
	}
	exposed, err := c.portFilter(f, "expose")
	if err != nil {
		return nil, err
	}
	published, err := c.portFilter(f, "publish")
	if err != nil {
		return nil, err
	}
	before, since := ^uint64(0), uint64(0)
	for _, edge := range []struct {
		name string
		seq  *uint64
	}{{"before", &before}, {"since", &since}} {
		for _, ref := range f.of(edge.name) {
			k, err := c.host().Container(ref)
			if err != nil {
				return nil, c.refused(err)
			}
			*edge.seq = k.Seq
		}
	}
	host := c.host()
	return func(k engine.Container) bool {
		return k.Seq < before && k.Seq > since && !task && f.labels(k.Config.Labels) &&
			f.any("status", func(v string) bool { return v == string(k.State) }) &&
			f.any("exited", func(v string) bool {
				return v == strconv.Itoa(k.ExitCode) && k.State != engine.Running && !k.FinishedAt.IsZero()
			}) &&
			f.any("id", func(v string) bool { return matches(v, k.ID) }) &&
			f.any("name", func(v string) bool { return matches(v, k.Name) || matches(v, "/"+k.Name) }) &&
			f.any("ancestor", func(v string) bool { return descends(host, k, v) }) &&
			f.any("network", func(v string) bool { return onNetwork(k, v) }) &&
			f.any("health", func(v string) bool { return v == k.HealthStatus() }) &&
			exposes(k, f, exposed) && publishes(host, k, f, published) &&
			f.any("volume", func(v string) bool { return mountsVolume(k, v) })
	}, nil
}

// mountsVolume tells whether a container mounts a volume, or anything at a path.
func mountsVolume(k engine.Container, v string) bool {
	for _, m := range k.Mounts {
		if m.Name == v || m.Destination == v || m.Name == "" && m.Source == v {
			return true
		}
	}
	return false
}

// matches tells whether a filter's pattern is found in s.
func matches(pattern, s string) bool {
	if re, err := regexp.Compile(pattern); err == nil {
		return re.MatchString(s)
	}
	return strings.Contains(s, pattern)
}

// descends tells whether a container's image is the one ref names or was made from it.
func descends(h engine.Host, k engine.Container, ref string) bool {
	base, err := h.Image(ref)
	if err != nil {
		return false
	}
	img, err := h.Image(k.ImageID)
	if err != nil || len(img.Layers) < len(base.Layers) {
		return string(base.ID) == k.ImageID
	}
	for i, l := range base.Layers {
		if img.Layers[i].DiffID != l.DiffID {
			return false
		}
	}
	return string(base.ID) == k.ImageID || len(img.History) > len(base.History)
}
