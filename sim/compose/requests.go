package compose

import (
	"errors"
	"fmt"
	"strings"
)

// gpusForm makes a list of device requests of gpus.
func gpusForm(v any, p place) (any, error) {
	if text(v) == "all" {
		return []any{map[string]any{"count": int64(-1)}}, nil
	}
	return each(gpuForm)(v, p)
}

// gpuForm is a request for devices: all of them unless it says which or how
// many. Source: compose-go v2 types/device.go.
func gpuForm(v any, _ place) (any, error) {
	d := object(v)
	if d["count"] == nil && d["device_ids"] == nil {
		d = with(d, "count", int64(-1))
	}
	if s, ok := d["count"].(string); ok {
		n := number(s)
		switch {
		case strings.EqualFold(s, "all"):
			n = -1
		case text(n) != s:
			return nil, unreadable{".count", fmt.Sprintf("invalid value %q, the only value allowed is 'all' or a number", s)}
		}
		d = with(d, "count", n)
	}
	if d["options"] != nil {
		d = with(d, "options", filledPairs(d["options"]))
	}
	return d, nil
}

// blkioForm makes numbers of what limits the input and output on devices.
func blkioForm(v any, p place) (any, error) {
	b := object(v)
	for _, k := range []string{"device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"} {
		if b[k] == nil {
			continue
		}
		all, err := each(func(e any, p place) (any, error) {
			rate, err := bytesForm(object(e)["rate"], p)
			return with(object(e), "rate", rate), beneath(".rate", err)
		})(b[k], p)
		if err != nil {
			return nil, beneath("."+k, err)
		}
		b = with(b, k, all)
	}
	if b["weight"] != nil {
		b = with(b, "weight", number(b["weight"]))
	}
	if b["weight_device"] != nil {
		all, err := each(func(e any, _ place) (any, error) { return with(object(e), "weight", number(object(e)["weight"])), nil })(b["weight_device"], p)
		if err != nil {
			return nil, err
		}
		b = with(b, "weight_device", all)
	}
	return b, nil
}

// providerForm makes lists of texts of the options of a provider.
func providerForm(v any, _ place) (any, error) {
	t := object(v)
	if t["options"] == nil {
		return t, nil
	}
	options := map[string]any{}
	for k, e := range object(t["options"]) { // each for itself
		all, ok := e.([]any)
		if !ok {
			all = []any{e}
		}
		out := make([]any, len(all))
		for i, one := range all {
			out[i] = text(one)
		}
		options[k] = out
	}
	return with(t, "options", options), nil
}

// developForm makes the paths absolute that watch looks at.
func developForm(v any, p place) (any, error) {
	d := object(v)
	if d["watch"] == nil {
		return d, nil
	}
	all, err := each(func(e any, p place) (any, error) {
		w := object(e)
		w = with(w, "path", p.abs(text(w["path"])))
		for _, k := range []string{"ignore", "include"} {
			if w[k] != nil {
				l, _ := listForm(w[k], p) // has no errors
				w = with(w, k, l)
			}
		}
		if w["exec"] != nil {
			h, err := hookForm(w["exec"], p)
			if err != nil {
				return nil, err
			}
			w = with(w, "exec", h)
		}
		return w, nil
	})(d["watch"], p)
	if err != nil {
		return nil, err
	}
	return with(d, "watch", all), nil
}

// hookForm is a command that runs when a container starts or stops.
func hookForm(v any, p place) (any, error) {
	h := object(v)
	if c, ok := h["command"]; ok {
		words, err := commandForm(c, p)
		if err != nil {
			return nil, err
		}
		h = with(h, "command", words)
	}
	if h["environment"] != nil {
		h = with(h, "environment", pairs(h["environment"]))
	}
	for _, k := range []string{"privileged", "per_replica"} {
		if h[k] != nil {
			h = with(h, k, truth(h[k]))
		}
	}
	return h, nil
}

// sshForm is a list of the keys a build may use, each with its path if it has
// one.
func sshForm(v any, p place) (any, error) {
	out := []any{}
	keysOf := pairs(v)
	for _, id := range keys(keysOf) {
		at := text(keysOf[id])
		switch {
		case at != "":
			out = append(out, id+": "+p.abs(at))
		case id == "default" || object(v) != nil:
			out = append(out, id)
		default:
			return nil, errors.New("invalid ssh key \"" + id + "\"")
		}
	}
	return out, nil
}

// contexts are the further contexts of a build: paths made absolute, what is
// none left alone.
func contexts(all map[string]any, p place) map[string]any {
	out := map[string]any{}
	for k, v := range all { // each for itself
		if c := text(v); !isRemote(c) && !strings.HasPrefix(c, "service:") {
			v = p.abs(c)
		}
		out[k] = v
	}
	return out
}
