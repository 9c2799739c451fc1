//go:build !core

package bin

import (
	"encoding/base64"
	"html"
	"net/url"
	"strings"
)

func jqSplit(s, sep string) any {
	list := []any{}
	if s == "" {
		return list
	}
	for _, part := range strings.Split(s, sep) {
		list = append(list, part)
	}
	return list
}

// jqFormat is @NAME.
func jqFormat(name string, v any) (string, error) {
	row := func(sep string, quote func(string) string) (string, error) {
		l, ok := v.([]any)
		if !ok {
			return "", jqFault(typeJSON(v) + " (" + short(v) + ") cannot be " + strings.TrimPrefix(name, "@") + "-formatted, only an array can be")
		}
		var cells []string
		for _, x := range l {
			switch x := x.(type) {
			case string:
				cells = append(cells, quote(x))
			case nil:
				cells = append(cells, "")
			case []any, object:
				return "", jqFault(typeJSON(x) + " (" + short(x) + ") is not valid in a csv row")
			default:
				cells = append(cells, toJSON(x))
			}
		}
		return strings.Join(cells, sep), nil
	}
	s := plainText(v)
	switch name {
	case "@text":
		return s, nil
	case "@json":
		return toJSON(v), nil
	case "@csv":
		return row(",", func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` })
	case "@tsv":
		return row("\t", strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace)
	case "@sh":
		quote := func(v any) string {
			if s, ok := v.(string); ok {
				return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
			}
			return toJSON(v)
		}
		if l, ok := v.([]any); ok {
			var words []string
			for _, x := range l {
				words = append(words, quote(x))
			}
			return strings.Join(words, " "), nil
		}
		return quote(v), nil
	case "@base64":
		return base64.StdEncoding.EncodeToString([]byte(s)), nil
	case "@base64d":
		data, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "="))
		if err != nil {
			return "", jqFault(typeJSON(v) + " (" + short(v) + ") is not valid base64 data")
		}
		return string(data), nil
	case "@uri":
		return strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), nil
	case "@html":
		return html.EscapeString(s), nil
	}
	return "", jqFault(strings.TrimPrefix(name, "@") + " is not a valid format")
}
