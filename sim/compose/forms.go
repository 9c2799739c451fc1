package compose

import (
	"slices"
	"strconv"
	"strings"
)

// hostForm makes a list of name=address of the forms of extra_hosts.
func hostForm(v any, _ place) (any, error) {
	out := []any{}
	add := func(name, ips string) {
		for ip := range strings.SplitSeq(ips, ",") {
			out = append(out, name+"="+strings.TrimSuffix(strings.TrimPrefix(ip, "["), "]"))
		}
	}
	defer func() { slices.SortStableFunc(out, func(a, b any) int { return strings.Compare(text(a), text(b)) }) }()
	if m, ok := v.(map[string]any); ok {
		for _, k := range keys(m) {
			if ips, several := m[k].([]any); several {
				for _, ip := range ips {
					add(k, text(ip))
				}
				continue
			}
			add(k, text(m[k]))
		}
		return out, nil
	}
	for _, e := range list(v) {
		name, ip, ok := cutPair(text(e))
		if !ok {
			if name, ip, ok = strings.Cut(text(e), ":"); !ok {
				return nil, unreadable{"", "invalid additional host, missing IP: " + text(e)}
			}
		}
		add(name, ip)
	}
	return out, nil
}

func loggingForm(v any, _ place) (any, error) {
	l := object(v)
	if l["options"] != nil {
		l = with(l, "options", filledPairs(l["options"]))
	}
	return l, nil
}

func refForm(v any, _ place) (any, error) {
	if s, ok := v.(string); ok {
		return map[string]any{"source": s}, nil
	}
	r := object(v)
	switch mode := r["mode"].(type) {
	case int64:
		r = with(r, "mode", "0"+strconv.FormatInt(mode, 8))
	case string:
		n, err := strconv.ParseInt(mode, 8, 64)
		if err != nil {
			return nil, unreadable{".mode", err.Error()}
		}
		r = with(r, "mode", "0"+strconv.FormatInt(n, 8))
	}
	return r, nil
}

func dependsForm(v any, _ place) (any, error) {
	out := map[string]any{}
	for _, e := range list(v) {
		out[text(e)] = map[string]any{"condition": "service_started", "required": true}
	}
	for _, k := range keys(object(v)) {
		d := with(object(object(v)[k]), "condition", object(object(v)[k])["condition"])
		if d["restart"] != nil {
			d["restart"] = truth(d["restart"])
		}
		out[k] = d
	}
	return out, nil
}

func envFileForm(v any, p place) (any, error) {
	all := list(v)
	if s, ok := v.(string); ok {
		all = []any{s}
	}
	var out []any
	for _, e := range all {
		f := map[string]any{"path": e, "required": true}
		if o, ok := e.(map[string]any); ok {
			f = with(f, "path", o["path"])
			if o["required"] != nil {
				f["required"] = truth(o["required"])
			}
			if o["format"] != nil {
				f["format"] = o["format"]
			}
		}
		f["path"] = p.abs(text(f["path"]))
		out = append(out, f)
	}
	return out, nil
}

func extendsForm(v any, p place) (any, error) {
	if s, ok := v.(string); ok {
		return map[string]any{"service": s}, nil
	}
	e := object(v)
	if f := text(e["file"]); f != "" {
		e = with(e, "file", p.abs(f))
	}
	return e, nil
}

func healthForm(v any, p place) (any, error) {
	h := map[string]any{}
	for k, e := range object(v) { // each for itself
		h[k] = e
	}
	if s, ok := h["test"].(string); ok {
		h["test"] = []any{"CMD-SHELL", s}
	}
	if t, ok := h["test"].([]any); ok && len(t) == 0 {
		delete(h, "test")
	}
	for _, k := range []string{"interval", "timeout", "start_period", "start_interval"} {
		if h[k] == nil {
			continue
		}
		d, err := durationForm(h[k], p)
		if err != nil {
			return nil, beneath("."+k, err)
		}
		h[k] = d
	}
	if h["retries"] != nil {
		h["retries"] = number(h["retries"])
	}
	if h["disable"] != nil {
		h["disable"] = truth(h["disable"])
	}
	return h, nil
}

func networksForm(v any, _ place) (any, error) {
	out := map[string]any{}
	for _, e := range list(v) {
		out[text(e)] = nil
	}
	for k, e := range object(v) { // each for itself
		out[k] = e
		if n := object(e); n["driver_opts"] != nil {
			out[k] = with(n, "driver_opts", filledPairs(n["driver_opts"]))
		}
	}
	return out, nil
}

func deviceForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	parts := strings.Split(s, ":")
	d := map[string]any{"source": parts[0], "target": parts[0], "permissions": "rwm"}
	if len(parts) > 1 {
		d["target"] = parts[1]
	}
	if len(parts) > 2 {
		d["permissions"] = parts[2]
	}
	return d, nil
}

func deployForm(v any, p place) (any, error) {
	if v == nil {
		return nil, nil
	}
	d := map[string]any{}
	for k, e := range object(v) { // each for itself
		d[k] = e
	}
	if d["labels"] != nil {
		d["labels"] = filledPairs(d["labels"])
	}
	for _, row := range []struct {
		name  string
		spans []string
	}{{"update_config", []string{"delay", "monitor"}}, {"rollback_config", []string{"delay", "monitor"}}, {"restart_policy", []string{"delay", "window"}}} {
		if m, ok := d[row.name].(map[string]any); ok {
			m, err := durations(m, row.spans...)
			if err != nil {
				return nil, beneath("."+row.name, err)
			}
			d[row.name] = m
		}
	}
	if d["replicas"] != nil {
		d["replicas"] = number(d["replicas"])
	}
	res := object(d["resources"])
	for _, k := range []string{"limits", "reservations"} {
		l := object(res[k])
		if l["memory"] != nil {
			b, err := bytesForm(l["memory"], p)
			if err != nil {
				return nil, beneath(".resources."+k+".memory", err)
			}
			l = with(l, "memory", b)
		}
		if l["cpus"] != nil {
			l = with(l, "cpus", decimal(l["cpus"]))
		}
		if l["devices"] != nil {
			devices, err := each(gpuForm)(l["devices"], p)
			if err != nil {
				return nil, beneath(".resources."+k+".devices", err)
			}
			l = with(l, "devices", devices)
		}
		if res[k] != nil {
			res = with(res, k, l)
		}
	}
	if d["resources"] != nil {
		d["resources"] = res
	}
	return d, nil
}
