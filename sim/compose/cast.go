package compose

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// casts are the places of a file where a text has to be something else once
// variables are filled in; * is any name. Source: compose-go v2.14
// loader/interpolate.go.
var casts = parseCasts(`
int services.*.cpu_count services.*.cpu_period services.*.cpu_quota services.*.cpu_rt_period services.*.cpu_rt_runtime
int services.*.cpu_shares services.*.oom_score_adj services.*.pids_limit
num services.*.cpu_percent services.*.cpus services.*.deploy.update_config.max_failure_ratio services.*.deploy.rollback_config.max_failure_ratio
whole services.*.deploy.replicas services.*.deploy.update_config.parallelism services.*.deploy.rollback_config.parallelism
whole services.*.deploy.restart_policy.max_attempts services.*.deploy.placement.max_replicas_per_node services.*.healthcheck.retries
whole services.*.ports.[].target services.*.scale services.*.ulimits.* services.*.ulimits.*.hard services.*.ulimits.*.soft
bool services.*.init services.*.depends_on.*.required services.*.depends_on.*.restart services.*.healthcheck.disable
bool services.*.oom_kill_disable services.*.privileged services.*.read_only services.*.stdin_open services.*.tty
bool services.*.volumes.[].read_only services.*.volumes.[].volume.nocopy
bool networks.*.external networks.*.internal networks.*.attachable networks.*.enable_ipv4 networks.*.enable_ipv6
bool volumes.*.external secrets.*.external configs.*.external
`)

type castRow struct {
	place []string
	kind  string
}

func parseCasts(table string) map[string][]castRow {
	all := map[string][]castRow{}
	for line := range strings.Lines(strings.TrimSpace(table)) {
		words := strings.Fields(line)
		for _, w := range words[1:] {
			last := w[strings.LastIndexByte(w, '.')+1:]
			all[last] = append(all[last], castRow{strings.Split(w, "."), words[0]})
		}
	}
	return all
}

// cast makes of a text what has to stand at a place.
func cast(s, at string, w *warner) (any, error) {
	parts := strings.Split(at, ".")
	for _, row := range slices.Concat(casts[parts[len(parts)-1]], casts["*"]) {
		if !stands(parts, row.place) {
			continue
		}
		v, err := castTo(s, row.kind, w)
		if err != nil {
			return nil, fmt.Errorf("error while interpolating %s: failed to cast to expected type: %w", at, err)
		}
		return v, nil
	}
	return s, nil
}

func stands(parts, place []string) bool {
	if len(parts) != len(place) {
		return false
	}
	for i, p := range place {
		if p != "*" && p != parts[i] {
			return false
		}
	}
	return true
}

func castTo(s, kind string, w *warner) (any, error) {
	switch kind {
	case "int":
		return strconv.ParseInt(s, 10, 64)
	case "whole":
		n, err := strconv.Atoi(s)
		return int64(n), err
	case "num":
		return strconv.ParseFloat(s, 64)
	}
	switch strings.ToLower(s) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "y", "yes", "on":
		w.warn("%q for boolean is not supported by YAML 1.2, please use `true`", s)
		return true, nil
	case "n", "no", "off":
		w.warn("%q for boolean is not supported by YAML 1.2, please use `false`", s)
		return false, nil
	}
	return nil, fmt.Errorf("invalid boolean: %s", s)
}
