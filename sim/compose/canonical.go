package compose

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/docker/go-units"
)

// place is where paths of a file are relative to, and whose home ~ is.
type place struct{ dir, home string }

func (p place) abs(s string) string {
	switch {
	case s == "~" || strings.HasPrefix(s, "~/"):
		return path.Join(p.home, s[1:])
	case path.IsAbs(s):
		return path.Clean(s)
	}
	return path.Join(p.dir, s)
}

// rewrite makes the long form of a field.
type rewrite func(v any, p place) (any, error)

// serviceForms are the fields of a service that have several forms, in the
// order in which mistakes are told.
var serviceForms = []struct {
	names string
	form  rewrite
}{
	{"build", buildForm},
	{"annotations environment labels sysctls", pairForm},
	{"extra_hosts", hostForm},
	{"command entrypoint", commandForm},
	{"configs secrets", each(refForm)},
	{"depends_on", dependsForm},
	{"dns dns_search tmpfs label_file", listForm},
	{"env_file", envFileForm},
	{"extends", extendsForm},
	{"healthcheck", healthForm},
	{"networks", networksForm},
	{"ports", portsForm},
	{"volumes", each(mountForm)},
	{"devices", each(deviceForm)},
	{"ulimits", plainForm},
	{"mem_limit mem_reservation memswap_limit shm_size", bytesForm},
	{"attach init oom_kill_disable privileged read_only stdin_open tty", boolForm},
	{"scale mem_swappiness oom_score_adj pids_limit cpu_shares cpu_quota cpu_period", intForm},
	{"cpus", numberForm},
	{"stop_grace_period", durationForm},
	{"deploy", deployForm},
	{"develop post_start pre_stop", plainForm},
}

// canonical is a file with every short form made long.
func canonical(tree map[string]any, p place) (map[string]any, error) {
	out := without(tree, "version", "include")
	if services, ok := out["services"]; ok {
		all := map[string]any{}
		if n := len(object(unwrap(services))); n > maxServices {
			return nil, tooMany(n)
		}
		ports := 0
		for _, name := range keys(object(services)) {
			if ports > allPorts {
				return nil, fmt.Errorf("more than %d ports are not simulated", allPorts)
			}
			v := object(services)[name]
			if _, isReset := v.(reset); isReset {
				all[name] = v
				continue
			}
			s, err := canonicalService(object(unwrap(v)), p)
			if err != nil {
				return nil, err
			}
			ports += len(list(s["ports"]))
			all[name] = rewrap(v, s)
		}
		out["services"] = all
	}
	for _, kind := range []string{"networks", "volumes", "secrets", "configs"} {
		if section, ok := out[kind].(map[string]any); ok {
			all := map[string]any{}
			for name, v := range section { // each for itself
				all[name] = rewrap(v, canonicalResource(object(unwrap(v)), p))
			}
			out[kind] = all
		}
	}
	return out, nil
}

func unwrap(v any) any {
	if o, ok := v.(override); ok {
		return o.value
	}
	return v
}

func rewrap(old, v any) any {
	if _, ok := old.(override); ok {
		return override{v}
	}
	return v
}

func canonicalService(s map[string]any, p place) (map[string]any, error) {
	out := map[string]any{}
	for k, v := range s { // each for itself
		out[k] = v
	}
	for _, row := range serviceForms {
		for name := range strings.FieldsSeq(row.names) {
			v, ok := out[name]
			if !ok {
				continue
			}
			if _, isReset := v.(reset); isReset {
				continue
			}
			n, err := row.form(unwrap(v), p)
			if err != nil {
				return nil, err
			}
			if n == nil {
				delete(out, name)
				continue
			}
			out[name] = rewrap(v, n)
		}
	}
	return out, nil
}

func canonicalResource(r map[string]any, p place) map[string]any {
	out := map[string]any{}
	for k, v := range r { // each for itself
		switch k {
		case "labels":
			v = pairs(v)
		case "file":
			v = p.abs(text(v))
		case "external":
			if o, ok := v.(map[string]any); ok {
				if o["name"] != nil {
					out["name"] = o["name"]
				}
				v = true
			} else if v = truth(v); v == false {
				continue
			}
		case "internal", "attachable", "enable_ipv6", "enable_ipv4":
			v = truth(v)
		}
		out[k] = v
	}
	return out
}

func each(f rewrite) rewrite {
	return func(v any, p place) (any, error) {
		var out []any
		for _, e := range list(v) {
			n, err := f(e, p)
			if err != nil {
				return nil, err
			}
			out = append(out, n)
		}
		return out, nil
	}
}

func plainForm(v any, _ place) (any, error) { return v, nil }

func pairForm(v any, _ place) (any, error) {
	if v == nil {
		return nil, nil
	}
	return pairs(v), nil
}

func listForm(v any, _ place) (any, error) {
	if s, ok := v.(string); ok {
		return []any{s}, nil
	}
	return v, nil
}

func boolForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	switch strings.ToLower(s) {
	case "true", "y", "yes", "on", "1":
		return true, nil
	case "false", "n", "no", "off", "0":
		return false, nil
	}
	return nil, fmt.Errorf("invalid boolean: %s", s)
}

func intForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	n, err := strconv.ParseInt(s, 0, 64)
	return n, err
}

func numberForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	return strconv.ParseFloat(s, 64)
}

// bytesForm makes a number of bytes of 512m. It stays a string, as Compose
// writes it.
func bytesForm(v any, _ place) (any, error) {
	if s := text(v); s != "-1" {
		n, err := units.RAMInBytes(s)
		return strconv.FormatInt(n, 10), err
	}
	return "-1", nil
}

func durationForm(v any, _ place) (any, error) {
	d, err := time.ParseDuration(text(v))
	if err != nil {
		return nil, err
	}
	return d.String(), nil
}

func commandForm(v any, _ place) (any, error) {
	s, ok := v.(string)
	if !ok {
		return v, nil
	}
	words, err := splitWords(s)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out, nil
}

func buildForm(v any, p place) (any, error) {
	b := map[string]any{}
	if s, ok := v.(string); ok {
		b["context"] = s
	} else {
		for k, e := range object(v) { // each for itself
			b[k] = e
		}
	}
	if b["context"] == nil {
		b["context"] = "."
	}
	if c := text(b["context"]); !isRemote(c) {
		b["context"] = p.abs(c)
	}
	for _, k := range []string{"args", "labels", "additional_contexts", "ssh"} {
		if b[k] != nil {
			b[k] = pairs(b[k])
		}
	}
	var err error
	for _, row := range []struct {
		name string
		form rewrite
	}{{"extra_hosts", hostForm}, {"secrets", each(refForm)}, {"no_cache", boolForm}, {"pull", boolForm}, {"privileged", boolForm}, {"shm_size", bytesForm}} {
		if b[row.name] != nil && err == nil {
			b[row.name], err = row.form(b[row.name], p)
		}
	}
	return b, err
}

// isRemote tells of a build context that is no directory.
func isRemote(s string) bool {
	return strings.Contains(s, "://") || strings.HasPrefix(s, "git@") || strings.HasPrefix(s, "github.com/")
}

// hostForm makes a list of name=address of the forms of extra_hosts.
func hostForm(v any, _ place) (any, error) {
	var out []any
	add := func(name, ip string) {
		out = append(out, name+"="+strings.TrimSuffix(strings.TrimPrefix(ip, "["), "]"))
	}
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
				return nil, fmt.Errorf("invalid additional host, missing IP: %s", text(e))
			}
		}
		add(name, ip)
	}
	return out, nil
}

func refForm(v any, _ place) (any, error) {
	if s, ok := v.(string); ok {
		return map[string]any{"source": s}, nil
	}
	return v, nil
}

func dependsForm(v any, _ place) (any, error) {
	out := map[string]any{}
	for _, e := range list(v) {
		out[text(e)] = map[string]any{"condition": "service_started", "required": true}
	}
	for _, k := range keys(object(v)) {
		d := with(object(object(v)[k]), "condition", object(object(v)[k])["condition"])
		if d["required"] == nil {
			d["required"] = true
		}
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
	if t := list(h["test"]); len(t) > 0 {
		switch text(t[0]) {
		case "NONE", "CMD", "CMD-SHELL":
		default:
			return nil, fmt.Errorf(`healthcheck.test: first item must be one of "NONE", "CMD" or "CMD-SHELL"`)
		}
	}
	for _, k := range []string{"interval", "timeout", "start_period", "start_interval"} {
		if h[k] == nil {
			continue
		}
		d, err := durationForm(h[k], p)
		if err != nil {
			return nil, err
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
	all, ok := v.([]any)
	if !ok {
		return v, nil
	}
	out := map[string]any{}
	for _, e := range all {
		out[text(e)] = nil
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
		d["labels"] = pairs(d["labels"])
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
				return nil, err
			}
			l = with(l, "memory", b)
		}
		if l["cpus"] != nil {
			l = with(l, "cpus", decimal(l["cpus"]))
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
