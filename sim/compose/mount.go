package compose

import (
	"errors"
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
			if b, ok := m["bind"].(map[string]any); ok {
				m = with(m, "bind", bindDefaults(b))
			}
			if m["source"] == nil {
				return nil, errors.New(`invalid mount config for type "bind": field Source must not be empty`)
			}
			m = with(m, "source", p.abs(text(m["source"])))
		}
		if m["read_only"] != nil {
			m = with(m, "read_only", truth(m["read_only"]))
		}
		if t := object(m["tmpfs"]); t["size"] != nil {
			b, err := bytesForm(t["size"], p)
			if err != nil {
				return nil, beneath(".tmpfs.size", err)
			}
			t = with(t, "size", b)
			if b == "0" {
				t = without(t, "size")
			}
			m = with(m, "tmpfs", t)
		}
		if o := object(m["volume"]); o["labels"] != nil {
			m = with(m, "volume", with(o, "labels", filledPairs(o["labels"])))
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
	switch len(s) {
	case 0:
		return nil, errors.New("invalid empty volume spec")
	case 1, 2:
		return map[string]any{"type": "volume", "target": s}, nil
	}
	parts := strings.Split(s, ":")
	if len(parts) > 1 && len(parts[0]) == 1 && parts[0][0]|0x20 >= 'a' && parts[0][0]|0x20 <= 'z' {
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
	case "shared", "rshared", "slave", "rslave", "private", "rprivate":
		if m["type"] == "bind" {
			m["bind"] = with(object(m["bind"]), "propagation", option)
		}
	}
}

// isPath tells a path on the host from the name of a volume.
func isPath(s string) bool {
	return onDrive(s) || strings.HasPrefix(s, ".") || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "~") || strings.HasPrefix(s, `\`)
}
