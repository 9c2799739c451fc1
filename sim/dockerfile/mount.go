package dockerfile

import (
	"encoding/csv"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/docker/go-units"
)

// setMount notes a --mount of RUN. What it says is read when its variables are
// known, but for what may not hold any.
func setMount(in *Instruction, value string) error {
	list, err := mountFields(value)
	if err != nil {
		return err
	}
	for _, f := range list {
		name, v, _ := strings.Cut(f, "=")
		if at := strings.IndexByte(v, '$'); strings.EqualFold(name, "from") && at >= 0 && at != len(v)-1 {
			return fmt.Errorf("'from' doesn't support variable expansion, define alias stage instead")
		}
	}
	in.mounts = append(in.mounts, value)
	if m, err := readMount(list, func(s string) (string, error) { return s, nil }); err == nil {
		in.Mounts = append(in.Mounts, m)
	}
	return nil
}

func mountFields(value string) ([]string, error) {
	list, err := csv.NewReader(strings.NewReader(value)).Read()
	if err != nil {
		return nil, fmt.Errorf("failed to parse csv mounts: %w", err)
	}
	return list, nil
}

// Mounted is the RUN with its mounts read; word fills in variables. Errors: a
// mount asks for what there is not.
func (in Instruction) Mounted(word func(string) (string, error)) (Instruction, error) {
	in.Mounts = nil
	for _, value := range in.mounts {
		list, err := mountFields(value)
		if err != nil {
			return in, err
		}
		m, err := readMount(list, word)
		if err != nil {
			return in, err
		}
		in.Mounts = append(in.Mounts, m)
	}
	return in, nil
}

// readMount reads the fields of a --mount. Source: the Dockerfile reference,
// RUN --mount.
func readMount(list []string, word func(string) (string, error)) (Mount, error) {
	m := Mount{Type: "bind"}
	auto := true
	for _, f := range list {
		name, v, valued := strings.Cut(f, "=")
		name = strings.ToLower(name)
		if !valued {
			switch {
			case name == "readonly" || name == "ro" || name == "readwrite" || name == "rw":
			case name != "required":
				return m, fmt.Errorf("invalid field '%s' must be a key=value pair", f)
			}
			v = "true"
		}
		var err error
		if v, err = word(v); err != nil {
			return m, err
		}
		field, ok := mountKeys[name]
		if !ok {
			return m, fmt.Errorf("unexpected key '%s' in '%s'%s", name, f, meant(name, mountNames))
		}
		if only := mountOnly[name]; only != "" && !strings.Contains(only, m.Type) {
			return m, fmt.Errorf("unexpected key '%s' for mount type '%s'", name, m.Type)
		}
		if err := field(&m, name, v); err != nil {
			return m, err
		}
		auto = auto && name != "readonly" && name != "ro" && name != "readwrite" && name != "rw"
	}
	if auto {
		m.ReadOnly = m.Type != "cache" && m.Type != "tmpfs"
	}
	return m.finish()
}

// meant is the question after a misspelt word, "" if it is like none.
func meant(word string, options []string) string {
	if like := Nearest(word, options); like != "" {
		return " (did you mean " + like + "?)"
	}
	return ""
}

// mountOnly are the fields that only some types have.
var mountOnly = map[string]string{"required": "secret ssh", "size": "tmpfs"}

var mountNames = []string{"type", "from", "source", "target", "readonly", "id", "sharing", "required", "size", "mode", "uid", "gid",
	"src", "dst", "destination", "ro", "rw", "readwrite", "env"}

// mountKeys are the fields of a --mount.
var mountKeys = map[string]func(m *Mount, name, v string) error{
	"type": func(m *Mount, _, v string) error {
		if m.Type = strings.ToLower(v); !slices.Contains(mountTypes, m.Type) {
			return fmt.Errorf("unsupported mount type %q%s", v, meant(v, mountTypes))
		}
		return nil
	},
	"from":        func(m *Mount, _, v string) error { m.From = v; return nil },
	"source":      setSource,
	"src":         setSource,
	"target":      setTarget,
	"dst":         setTarget,
	"destination": setTarget,
	"readonly":    yes(func(m *Mount, b bool) { m.ReadOnly = b }),
	"ro":          yes(func(m *Mount, b bool) { m.ReadOnly = b }),
	"readwrite":   yes(func(m *Mount, b bool) { m.ReadOnly = !b }),
	"rw":          yes(func(m *Mount, b bool) { m.ReadOnly = !b }),
	"required":    yes(func(m *Mount, b bool) { m.Required = b }),
	"id":          func(m *Mount, _, v string) error { m.ID = v; return nil },
	"env":         func(m *Mount, _, v string) error { m.Env = v; return nil },
	"sharing": func(m *Mount, _, v string) error {
		if m.Sharing = strings.ToLower(v); !slices.Contains(sharings, m.Sharing) {
			return fmt.Errorf("unsupported sharing value %q%s", v, meant(v, sharings))
		}
		return nil
	},
	"mode": number(8, func(m *Mount, n uint32) { m.Mode = &n }),
	"uid":  number(10, func(m *Mount, n uint32) { m.UID, m.owned = int(n), true }),
	"gid":  number(10, func(m *Mount, n uint32) { m.GID, m.grouped = int(n), true }),
	"size": func(m *Mount, _, v string) error {
		n, err := units.RAMInBytes(v)
		if err != nil {
			return fmt.Errorf("invalid value for size: %s", v)
		}
		m.Size = n
		return nil
	},
}

func setSource(m *Mount, _, v string) error { m.Source = v; return nil }

func setTarget(m *Mount, _, v string) error { m.Target = v; return nil }

func yes(set func(m *Mount, b bool)) func(*Mount, string, string) error {
	return func(m *Mount, name, v string) error {
		b, err := strconv.ParseBool(v)
		if err != nil {
			return fmt.Errorf("invalid value for %s: %s", name, v)
		}
		set(m, b)
		return nil
	}
}

func number(base int, set func(m *Mount, n uint32)) func(*Mount, string, string) error {
	return func(m *Mount, name, v string) error {
		n, err := strconv.ParseUint(v, base, 32)
		if err != nil {
			return fmt.Errorf("invalid value %s for %s", v, name)
		}
		set(m, uint32(n))
		return nil
	}
}

var (
	mountTypes = []string{"bind", "cache", "tmpfs", "secret", "ssh"}
	sharings   = []string{"shared", "private", "locked"}
)

// finish checks what the fields are together and fills in what follows.
func (m Mount) finish() (Mount, error) {
	if m.Type == "bind" || m.Type == "tmpfs" {
		switch {
		case m.Mode != nil:
			return m, fmt.Errorf("mode not allowed for %q type mounts", m.Type)
		case m.owned:
			return m, fmt.Errorf("uid not allowed for %q type mounts", m.Type)
		case m.grouped:
			return m, fmt.Errorf("gid not allowed for %q type mounts", m.Type)
		}
	}
	if m.Type == "secret" {
		switch {
		case m.From != "":
			return m, errors.New("secret mount should not have a from")
		case m.Sharing != "":
			return m, errors.New("secret mount should not define sharing")
		case m.Source == "" && m.Target == "" && m.ID == "":
			return m, errors.New("invalid secret mount. one of source, target required")
		case m.Source != "" && m.ID != "":
			return m, errors.New("both source and id can't be set")
		}
	}
	if m.Sharing != "" && m.Type != "cache" {
		return m, fmt.Errorf("invalid cache sharing set for %s mount", m.Type)
	}
	switch m.Type {
	case "secret":
		if m.ID == "" {
			if m.ID = path.Base(m.Source); m.Source == "" {
				m.ID = path.Base(m.Target)
			}
		}
		if m.Target == "" && m.Env == "" {
			m.Target = "/run/secrets/" + m.ID
		}
	case "cache":
		if m.ID == "" {
			m.ID = m.Target
		}
	case "ssh":
		if m.ID == "" {
			m.ID = "default"
		}
	}
	return m, nil
}
