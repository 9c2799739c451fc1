package dockerfile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// compile makes a regular expression of a shell pattern: * and ? mean
// something, brackets do not. longest tells which of several fits is taken.
func compile(pattern, before string, longest bool) (*regexp.Regexp, error) {
	star := ".*?"
	if longest {
		star = ".*"
	}
	var out strings.Builder
	out.WriteString(before)
	list := []rune(pattern)
	for i := 0; i < len(list); i++ {
		switch c := list[i]; {
		case c == '*':
			out.WriteString(star)
		case c == '?':
			out.WriteByte('.')
		case c != '\\':
			out.WriteString(regexp.QuoteMeta(string(c)))
		case i+1 < len(list) && (list[i+1] == '}' || list[i+1] == '/'):
		case i+1 < len(list) && strings.ContainsRune(`*?\`, list[i+1]):
			i++
			out.WriteString(regexp.QuoteMeta(string(list[i])))
		default:
			escaped := end
			if i+1 < len(list) {
				escaped = list[i+1]
			}
			return nil, fmt.Errorf("invalid pattern (%s) in substitution: invalid escape '\\%c'", pattern, escaped)
		}
	}
	return regexp.Compile(out.String())
}

func tooLong(texts ...string) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return len(s) > mostTry })
}

// trimPrefix takes away what fits the pattern at the front.
func trimPrefix(value, pattern string, longest bool) (string, error) {
	if tooLong(value, pattern) {
		return "", errTooLong
	}
	re, err := compile(pattern, "^", longest)
	if err != nil {
		return "", err
	}
	if at := re.FindStringIndex(value); at != nil {
		return value[at[1]:], nil
	}
	return value, nil
}

// trimSuffix takes away what fits the pattern at the end: both are turned round.
func trimSuffix(value, pattern string, longest bool) (string, error) {
	rest, err := trimPrefix(reverse(value), reversePattern(pattern), longest)
	return reverse(rest), err
}

func reverse(s string) string {
	list := []rune(s)
	slices.Reverse(list)
	return string(list)
}

// reversePattern turns a pattern round; an escape stays before what it escapes.
func reversePattern(pattern string) string {
	list := []rune(pattern)
	var out []rune
	for i := 0; i < len(list); i++ {
		if list[i] == '\\' && i+1 < len(list) {
			out = append(out, list[i+1], '\\')
			i++
			continue
		}
		out = append(out, list[i])
	}
	slices.Reverse(out)
	return string(out)
}

// replace puts a word where the pattern fits, once or everywhere.
func replace(value, pattern, word string, all bool) (string, error) {
	if tooLong(value, pattern, word) {
		return "", errTooLong
	}
	re, err := compile(pattern, "", true)
	if err != nil {
		return "", err
	}
	if all {
		out := re.ReplaceAllString(value, word)
		if len(out) > mostWord {
			return "", errTooLong
		}
		return out, nil
	}
	if at := re.FindStringIndex(value); at != nil {
		return value[:at[0]] + word + value[at[1]:], nil
	}
	return value, nil
}
