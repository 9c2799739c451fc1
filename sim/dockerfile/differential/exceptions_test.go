package differential

import (
	"regexp"
	"strings"
)

// exception is a kind of Dockerfile that is read differently, and why.
type exception struct {
	reason string
	fits   func(src string, theirs, ours reading) bool
}

var exceptions = []exception{
	{"BuildKit takes any one of the instructions that are equally near to a misspelt one, in the order of a map",
		func(_ string, a, b reading) bool {
			x, y := suggested(a.meant), suggested(b.meant)
			return x != "" && x == y
		}},
	{"what is not simulated is refused plainly",
		func(_ string, a, b reading) bool { return strings.Contains(b.meant, "is not simulated") }},
	{"a check that is an experiment is not made",
		func(src string, _, _ reading) bool { return strings.Contains(src, "experimental") }},
	{"a comment before an instruction turns off no check: newer than Docker 29's BuildKit",
		func(src string, _, _ reading) bool { return checkComment.MatchString(src) }},
	{"a Dockerfile is bounded in bytes and instructions",
		func(_ string, a, b reading) bool {
			return b.cut == "dockerfile is larger than allowed" || b.cut == "dockerfile has too many instructions"
		}},
}

var checkComment = regexp.MustCompile(`(?mi)^[^\n#]+\n(?s:.*\n)?\s*#\s*check\s*=`)

// suggested is the part of a message before the name it suggests.
func suggested(message string) string {
	before, _, ok := strings.Cut(message, " (did you mean ")
	if !ok {
		return ""
	}
	return before
}
