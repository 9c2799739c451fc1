package compose

import (
	"fmt"
	"path"
	"strings"
)

// mountForm makes the long form of a volume of a service.
// Source: compose-spec 05-services.md, volumes.
func mountForm(v any, p place) (any, error) {
	s, short := v.(string)
	if !short {
		m := object(v)
		if text(m["type"]) == "bind" {
			m = with(m, "bind", bindDefaults(object(m["bind"])))
			if src := text(m["source"]); src != "" {
				m["source"] = p.abs(src)
			}
		}
		if m["read_only"] != nil {
			m = with(m, "read_only", truth(m["read_only"]))
		}
		if t := object(m["tmpfs"]); t["size"] != nil {
			b, err := bytesForm(t["size"], p)
			if err != nil {
				return nil, err
			}
			m = with(m, "tmpfs", with(t, "size", b))
		}
		return m, nil
	}
	return shortMount(s, p)
}

func bindDefaults(b map[string]any) map[string]any {
	if b["create_host_path"] == nil {
		return with(b, "create_host_path", true)
	}
	return with(b, "create_host_path", truth(b["create_host_path"]))
}

func shortMount(s string, p place) (any, error) {
	if s == "" {
		return nil, fmt.Errorf("invalid spec: %s: empty section between colons", s)
	}
	parts := strings.Split(s, ":")
	if len(parts[0]) == 1 && len(parts) > 1 && strings.HasPrefix(parts[1], `\`) {
		parts = append([]string{parts[0] + ":" + parts[1]}, parts[2:]...)
	}
	for _, part := range parts {
		if part == "" {
			return nil, fmt.Errorf("invalid spec: %s: empty section between colons", s)
		}
	}
	if len(parts) > 3 {
		return nil, fmt.Errorf("invalid spec: %s: too many colons", s)
	}
	if len(parts) == 1 {
		return map[string]any{"type": "volume", "target": path.Clean(parts[0]), "volume": map[string]any{}}, nil
	}
	m := map[string]any{"source": parts[0], "target": path.Clean(parts[1])}
	if isPath(parts[0]) {
		m["type"], m["source"] = "bind", p.abs(parts[0])
		m["bind"] = bindDefaults(nil)
	} else {
		m["type"], m["volume"] = "volume", map[string]any{}
	}
	if len(parts) == 3 {
		for option := range strings.SplitSeq(parts[2], ",") {
			mountOption(m, option)
		}
	}
	return m, nil
}

func mountOption(m map[string]any, option string) {
	switch option {
	case "ro":
		m["read_only"] = true
	case "nocopy":
		m["volume"] = map[string]any{"nocopy": true}
	case "z", "Z":
		if m["type"] == "bind" {
			m["bind"] = with(object(m["bind"]), "selinux", option)
		}
	case "consistent", "cached", "delegated":
		m["consistency"] = option
	case "shared", "rshared", "slave", "rslave", "private", "rprivate":
		if m["type"] == "bind" {
			m["bind"] = with(object(m["bind"]), "propagation", option)
		}
	}
}

// isPath tells a path on the host from the name of a volume.
func isPath(s string) bool {
	return strings.HasPrefix(s, ".") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~") || strings.HasPrefix(s, `\`)
}
