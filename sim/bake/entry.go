package bake

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"drydock/sim/hcl"
)

// Entry is a value that is written as fields: type=local,dest=out.
type Entry struct{ Fields map[string]string }

// entryOrder are fields that come first where an entry is shown.
var entryOrder = []string{"id", "src", "env"}

// MarshalJSON is the entry as an object.
func (e Entry) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, k := range e.keys() {
		if i > 0 {
			out.WriteByte(',')
		}
		key, err := json.Marshal(k)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(e.Fields[k])
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func (e Entry) keys() []string {
	var all []string
	for k := range e.Fields { // sorted below
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b string) int {
		i, j := slices.Index(entryOrder, a), slices.Index(entryOrder, b)
		if i >= 0 && j >= 0 {
			return i - j
		}
		return strings.Compare(a, b)
	})
	return all
}

// String is the entry as a flag has it.
func (e Entry) String() string {
	var row []string
	for _, k := range e.keys() {
		row = append(row, k+"="+e.Fields[k])
	}
	var out strings.Builder
	w := csv.NewWriter(&out)
	if err := w.Write(row); err != nil {
		return ""
	}
	w.Flush()
	return strings.TrimSpace(out.String())
}

// bare is what a value without any field name means, by the name of the attribute.
var bare = map[string]func(text string) map[string]string{
	"output": func(s string) map[string]string {
		if s == "-" {
			return map[string]string{"type": "tar", "dest": "-"}
		}
		return map[string]string{"type": "local", "dest": s}
	},
	"cache-from": func(s string) map[string]string { return map[string]string{"type": "registry", "ref": s} },
	"cache-to":   func(s string) map[string]string { return map[string]string{"type": "registry", "ref": s} },
	"ssh":        func(s string) map[string]string { return map[string]string{"id": s} },
}

// entryOf reads an entry of an attribute: an object, or text as a flag has it.
func entryOf(attribute string, v any) (Entry, error) {
	if m, ok := v.(map[string]any); ok {
		e := Entry{map[string]string{}}
		for _, k := range hcl.Keys(m) {
			s, ok := hcl.String(m[k])
			if !ok && m[k] != nil {
				return e, fmt.Errorf("invalid value of %s for %s", k, attribute)
			}
			if m[k] != nil {
				e.Fields[k] = s
			}
		}
		return e, nil
	}
	text, ok := hcl.String(v)
	if !ok {
		return Entry{}, fmt.Errorf("invalid value for %s", attribute)
	}
	if attribute == "ssh" {
		id, paths, _ := strings.Cut(text, "=")
		e := Entry{map[string]string{"id": id}}
		if paths != "" {
			e.Fields["paths"] = paths
		}
		return e, nil
	}
	row, err := csv.NewReader(strings.NewReader(text)).Read()
	if err != nil {
		return Entry{}, err
	}
	if alone := bare[attribute]; alone != nil && len(row) == 1 && !strings.Contains(row[0], "=") {
		return Entry{alone(row[0])}, nil
	}
	e := Entry{map[string]string{}}
	for _, f := range row {
		k, value, ok := strings.Cut(f, "=")
		if !ok {
			return e, fmt.Errorf("invalid field '%s' must be a key=value pair", f)
		}
		e.Fields[strings.ToLower(k)] = value
	}
	return e, nil
}
