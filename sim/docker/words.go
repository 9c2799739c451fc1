package docker

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// title makes the first letter of each word a capital.
func title(s string) string {
	word := false
	return strings.Map(func(r rune) rune {
		start := !word
		word = r != ' ' && r != '\t' && r != '\n'
		if start && word {
			return []rune(strings.ToUpper(string(r)))[0]
		}
		return r
	}, s)
}

func pad(n int) string { return strings.Repeat(" ", max(n, 0)) }

func truncate(s string, n int) string {
	if n < 0 || utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// ellipsis cuts s to n characters, the last of which is then "…".
func ellipsis(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// encode is JSON as Docker prints it, with < and > as they are.
func encode(v any, indent string) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSpace(b.String()), nil
}

// short is an id without its algorithm, cut to 12 digits.
func short(id string) string {
	_, hex, ok := strings.Cut(id, ":")
	if !ok {
		hex = id
	}
	return hex[:min(12, len(hex))]
}
