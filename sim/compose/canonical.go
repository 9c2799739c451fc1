package compose

import (
	"fmt"
	"path"
	"slices"
	"strings"
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
