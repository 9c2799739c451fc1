// Package mime stands in for mime where nothing but the type of a content is
// read: the true one knows the types of files, and words in many scripts.
package mime

import (
	"errors"
	"strings"
)

// ErrInvalidMediaParameter tells of a parameter that cannot be read.
var ErrInvalidMediaParameter = errors.New("mime: invalid media parameter")

// ParseMediaType reads a media type and its parameters: their names in small
// letters, their values without quotes.
func ParseMediaType(v string) (kind string, params map[string]string, err error) {
	kind, rest, more := strings.Cut(v, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	main, sub, ok := strings.Cut(kind, "/")
	if kind == "" || strings.ContainsAny(kind, " \t\",") || ok && (main == "" || sub == "") {
		return "", nil, errors.New("mime: no media type")
	}
	params = map[string]string{}
	for more {
		var one string
		one, rest, more = strings.Cut(rest, ";")
		if strings.TrimSpace(one) == "" {
			continue
		}
		name, value, ok := strings.Cut(one, "=")
		if !ok {
			return kind, nil, ErrInvalidMediaParameter
		}
		params[strings.ToLower(strings.TrimSpace(name))] = strings.Trim(strings.TrimSpace(value), `"`)
	}
	return kind, params, nil
}
