package dockerfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
)

// setMount reads a --mount of RUN. Source: the Dockerfile reference, RUN --mount.
func setMount(in *Instruction, value string) error {
	fields, err := csv.NewReader(strings.NewReader(value)).Read()
	if err != nil {
		return fmt.Errorf("failed to parse csv mounts: %w", err)
	}
	m := Mount{Type: "bind"}
	write := false
	for _, f := range fields {
		name, v, valued := strings.Cut(f, "=")
		name = strings.ToLower(name)
		if !valued && name != "readonly" && name != "ro" && name != "readwrite" && name != "rw" && name != "required" {
			return fmt.Errorf("invalid field '%s' must be a key=value pair", f)
		}
		switch name {
		case "type":
			if m.Type = strings.ToLower(v); !mountTypes[m.Type] {
				return fmt.Errorf("unsupported mount type %q", v)
			}
		case "from":
			m.From = v
		case "source", "src":
			m.Source = v
		case "target", "dst", "destination":
			m.Target = v
		case "readonly", "ro":
			m.ReadOnly = v != "false"
		case "readwrite", "rw":
			write = v != "false"
		case "required":
			m.Required = v != "false"
		case "id":
			m.ID = v
		case "env":
			m.Env = v
		case "sharing":
			if v != "shared" && v != "private" && v != "locked" {
				return fmt.Errorf("unsupported sharing value %q", v)
			}
			m.Sharing = v
		case "mode":
			n, err := strconv.ParseUint(v, 8, 32)
			if err != nil {
				return fmt.Errorf("invalid value %s for mode", v)
			}
			mode := uint32(n)
			m.Mode = &mode
		case "uid", "gid":
			n, err := strconv.ParseUint(v, 10, 32)
			if err != nil {
				return fmt.Errorf("invalid value %s for %s", v, name)
			}
			if m.UID = int(n); name == "gid" {
				m.UID, m.GID = 0, int(n)
			}
		case "size":
			m.Size, _ = strconv.ParseInt(v, 10, 64)
		default:
			return fmt.Errorf("unexpected key '%s' in '%s'", name, f)
		}
	}
	if m.Type == "bind" && !write {
		m.ReadOnly = true
	}
	return m.finish(in)
}

var mountTypes = map[string]bool{"bind": true, "cache": true, "tmpfs": true, "secret": true, "ssh": true}

// finish fills in what follows from the rest.
func (m Mount) finish(in *Instruction) error {
	switch m.Type {
	case "secret":
		if m.ID == "" {
			if m.ID = path.Base(m.Source); m.Source == "" {
				m.ID = path.Base(m.Target)
			}
		}
		if m.ID == "." || m.ID == "/" {
			return errors.New("one of source, target required")
		}
		if m.Target == "" && m.Env == "" {
			m.Target = "/run/secrets/" + m.ID
		}
	case "cache":
		if m.ID == "" {
			m.ID = m.Target
		}
	case "ssh":
		return errors.New("RUN --mount=type=ssh is not simulated yet")
	}
	in.Mounts = append(in.Mounts, m)
	return nil
}
