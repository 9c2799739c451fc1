//go:build !core

package bin

import (
	"regexp"
	"strings"
)

// jqRegex is a regular expression with its flags.
func jqRegex(re, flags any) (*regexp.Regexp, bool, error) {
	text, ok := re.(string)
	if !ok {
		return nil, false, jqFault(typeJSON(re) + " (" + short(re) + ") cannot be matched, as it is not a string")
	}
	given, _ := flags.(string)
	if strings.Contains(given, "i") {
		text = "(?i)" + text
	}
	compiled, err := regexp.Compile(strings.ReplaceAll(text, "(?<", "(?P<"))
	if err != nil {
		return nil, false, jqFault(text + " (at offset 0) is not a valid regex")
	}
	return compiled, strings.Contains(given, "g"), nil
}

func flagOf(a []any, i int) any {
	if i < len(a) {
		return a[i]
	}
	return nil
}

func jqTest(in any, a []any) (any, error) {
	re, _, err := jqRegex(a[0], flagOf(a, 1))
	if err != nil {
		return nil, err
	}
	s, ok := in.(string)
	if !ok {
		return nil, jqFault(typeJSON(in) + " (" + short(in) + ") cannot be matched, as it is not a string")
	}
	return re.MatchString(s), nil
}

func jqSub(in any, a []any) (any, error) {
	re, all, err := jqRegex(a[0], flagOf(a, 2))
	if err != nil {
		return nil, err
	}
	n := 1
	if all {
		n = -1
	}
	return jqReplace(re, plainText(in), plainText(a[1]), n), nil
}

func jqGsub(in any, a []any) (any, error) {
	re, _, err := jqRegex(a[0], flagOf(a, 2))
	if err != nil {
		return nil, err
	}
	return jqReplace(re, plainText(in), plainText(a[1]), -1), nil
}

func jqReplace(re *regexp.Regexp, s, with string, n int) string {
	var b strings.Builder
	at := 0
	for _, m := range re.FindAllStringIndex(s, n) {
		b.WriteString(s[at:m[0]] + with)
		at = m[1]
	}
	return b.String() + s[at:]
}

func jqCapture(in any, a []any) (any, error) {
	re, _, err := jqRegex(a[0], flagOf(a, 1))
	if err != nil {
		return nil, err
	}
	m := re.FindStringSubmatch(plainText(in))
	if m == nil {
		return nil, jqFault("no match")
	}
	o := object{values: map[string]any{}}
	for i, name := range re.SubexpNames() {
		if name != "" {
			o = o.with(name, m[i])
		}
	}
	return o, nil
}
