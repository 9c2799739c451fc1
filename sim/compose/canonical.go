package compose

import (
	"fmt"
	"path"
	"slices"
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
	case onDrive(s):
		return s
	}
	return path.Join(p.dir, s)
}

// onDrive tells of a path on a drive of Windows.
func onDrive(s string) bool {
	return len(s) > 2 && s[1] == ':' && (s[2] == '\\' || s[2] == '/') && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z')
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
	{"annotations labels sysctls", filledPairForm},
	{"environment", pairForm},
	{"extra_hosts", hostForm},
	{"logging", loggingForm},
	{"command entrypoint", commandForm},
	{"configs secrets", each(refForm)},
	{"depends_on", dependsForm},
	{"dns", filledListForm},
	{"dns_search tmpfs", listForm},
	{"label_file", pathsForm},
	{"expose group_add", textsForm},
	{"env_file", envFileForm},
	{"extends", extendsForm},
	{"healthcheck", healthForm},
	{"networks", networksForm},
	{"ports", portsForm},
	{"volumes", each(mountForm)},
	{"devices", each(deviceForm)},
	{"ulimits", plainForm},
	{"mem_limit mem_reservation memswap_limit mem_swappiness shm_size", bytesForm},
	{"attach init oom_kill_disable privileged read_only stdin_open tty", boolForm},
	{"scale oom_score_adj pids_limit cpu_shares cpu_quota cpu_period cpu_rt_period cpu_rt_runtime", intForm},
	{"cpus", numberForm},
	{"stop_grace_period", durationForm},
	{"deploy", deployForm},
	{"develop", developForm},
	{"pre_start post_start pre_stop", each(hookForm)},
	{"blkio_config", blkioForm},
	{"gpus", gpusForm},
	{"models", networksForm},
	{"provider", providerForm},
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
			if _, isReset := v.(reset); isReset || v == nil {
				all[name] = v
				continue
			}
			s, err := canonicalService(object(unwrap(v)), p)
			if err != nil {
				return nil, undecoded(name, err)
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
				all[name] = rewrap(v, bound(kind, canonicalResource(object(unwrap(v)), p), p))
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
				return nil, misfit{name, err}
			}
			if n == nil && !slices.Contains(replaced, name) {
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
		case "labels", "driver_opts":
			v = filledPairs(v)
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

// bound is a resource with the directory of the host that a local volume stands
// for made absolute.
func bound(kind string, r map[string]any, p place) map[string]any {
	opts := object(r["driver_opts"])
	if kind == "volumes" && text(r["driver"]) == "local" && text(opts["o"]) == "bind" && opts["device"] != nil {
		return with(r, "driver_opts", with(opts, "device", p.abs(text(opts["device"]))))
	}
	return r
}

// misfit is a value that cannot be read as what a field holds. Its place is
// below the service, or below the field it is an error of.
type misfit struct {
	at  string
	err error
}

func (m misfit) Error() string { return m.err.Error() }

// unreadable is an error of a value that is told with its place.
type unreadable struct {
	at    string // below its field
	words string
}

func (u unreadable) Error() string { return u.words }

// undecoded is the error of a service one of whose values cannot be read.
// Source: compose-go v2 loader, which leaves these values to mapstructure.
func undecoded(service string, err error) error {
	m, ok := err.(misfit)
	if !ok {
		return err
	}
	u, ok := m.err.(unreadable)
	if !ok {
		return m.err
	}
	return fmt.Errorf("decoding failed due to the following error(s):\n\n'services[%s].%s%s' %s", service, m.at, u.at, u.words)
}

// beneath is an error with the place it is at put before.
func beneath(at string, err error) error {
	if u, ok := err.(unreadable); ok {
		return unreadable{at + u.at, u.words}
	}
	return err
}

func each(f rewrite) rewrite {
	return func(v any, p place) (any, error) {
		var out []any
		for i, e := range list(v) {
			n, err := f(e, p)
			if err != nil {
				return nil, beneath(fmt.Sprintf("[%d]", i), err)
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

func filledPairForm(v any, _ place) (any, error) {
	if v == nil {
		return nil, nil
	}
	return filledPairs(v), nil
}

// filledListForm is listForm without what is empty.
func filledListForm(v any, p place) (any, error) {
	all, err := listForm(v, p)
	return slices.DeleteFunc(slices.Clone(list(all)), func(e any) bool { return text(e) == "" }), err
}

func pathsForm(v any, p place) (any, error) {
	all, err := listForm(v, p)
	if err != nil {
		return nil, err
	}
	return each(func(e any, p place) (any, error) { return p.abs(text(e)), nil })(all, p)
}

func textsForm(v any, p place) (any, error) {
	return each(func(e any, _ place) (any, error) { return text(e), nil })(v, p)
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
	s := text(v)
	if _, err := strconv.ParseInt(s, 10, 64); err == nil {
		return s, nil
	}
	n, err := units.RAMInBytes(s)
	if err != nil {
		return nil, unreadable{"", err.Error()}
	}
	return strconv.FormatInt(n, 10), nil
}

func durationForm(v any, _ place) (any, error) {
	d, err := time.ParseDuration(text(v))
	if err != nil {
		return nil, unreadable{"", err.Error()}
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
		return nil, unreadable{"", err.Error()}
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
	if c := text(b["context"]); b["context"] != nil && !isRemote(c) {
		b["context"] = p.abs(c)
	}
	if b["args"] != nil {
		b["args"] = pairs(b["args"])
	}
	if b["labels"] != nil {
		b["labels"] = filledPairs(b["labels"])
	}
	if b["additional_contexts"] != nil {
		b["additional_contexts"] = contexts(filledPairs(b["additional_contexts"]), p)
	}
	for _, k := range []string{"sbom", "provenance"} {
		if b[k] != nil {
			b[k] = text(b[k])
		}
	}
	var err error
	if b["ssh"] != nil {
		if b["ssh"], err = sshForm(b["ssh"], p); err != nil {
			return nil, err
		}
	}
	for _, row := range []struct {
		name string
		form rewrite
	}{{"extra_hosts", hostForm}, {"secrets", each(refForm)}, {"no_cache", boolForm}, {"pull", boolForm}, {"privileged", boolForm}, {"shm_size", bytesForm},
		{"no_cache_filter", listForm}} {
		if b[row.name] != nil && err == nil {
			b[row.name], err = row.form(b[row.name], p)
			err = beneath("."+row.name, err)
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

// durations makes the long form of those fields of an object that are spans of time.
func durations(m map[string]any, names ...string) (map[string]any, error) {
	for _, k := range names {
		if m[k] == nil {
			continue
		}
		d, err := durationForm(m[k], place{})
		if err != nil {
			return nil, beneath("."+k, err)
		}
		m = with(m, k, d)
	}
	return m, nil
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
