package lessontest

import (
	"regexp"
	"strings"
)

var escapes = regexp.MustCompile("\x1b\\[[0-9;?]*[a-zA-Z]")

// Matches tells whether output is what was shown: a line that is ... stands
// for any lines, … within a line for any characters. White space at the ends of
// lines and runs of spaces do not count.
func Matches(shown, got string) bool {
	var want strings.Builder
	want.WriteString(`^`)
	for _, line := range strings.Split(strings.TrimRight(shown, "\n"), "\n") {
		if strings.TrimSpace(line) == "..." {
			want.WriteString(`(?:[^\n]*\n)*?`)
			continue
		}
		quoted := regexp.QuoteMeta(tidy(line))
		want.WriteString(strings.ReplaceAll(quoted, "…", `[^\n]*?`) + `\n`)
	}
	want.WriteString(`$`)
	lines := strings.Split(strings.TrimRight(escapes.ReplaceAllString(got, ""), "\n"), "\n")
	for i, l := range lines {
		lines[i] = tidy(l)
	}
	return regexp.MustCompile(want.String()).MatchString(strings.Join(lines, "\n") + "\n")
}

func tidy(line string) string { return strings.Join(strings.Fields(line), " ") }
