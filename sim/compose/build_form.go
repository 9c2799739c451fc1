package compose

import (
	"strings"
)

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
