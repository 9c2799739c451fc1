package dockerfile

import (
	"regexp"
	"strings"
)

// Directives are what the first comments of a file may set.
type Directives struct {
	Syntax string // the frontend asked for, "" for the built-in one
	At     Range  // where Syntax stands
	Escape byte   // '\\' or '`'
	Check  string // "skip=A,B;error=true"
}

var directiveLine = regexp.MustCompile(`^#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(.+?)[ \t]*$`)

// directives reads the comments at the top of a file; the first line that is
// no directive ends them.
func directives(lines []string) (Directives, *Error) {
	d := Directives{Escape: '\\'}
	seen := map[string]bool{}
	script := len(lines) > 0 && strings.HasPrefix(lines[0], "#!")
	for i, line := range lines {
		if i == 0 && script {
			continue
		}
		m := directiveLine.FindStringSubmatch(strings.TrimRight(strings.TrimSpace(line), "\r\n"))
		if m == nil {
			return d, nil
		}
		at, name, value := Range{i, i}, strings.ToLower(m[1]), m[2]
		switch name {
		case "syntax", "escape", "check":
		default:
			return d, nil
		}
		switch {
		case seen[name] && script:
			return d, nil
		case seen[name]:
			return d, wrong(at, "only one %s parser directive can be used", name)
		}
		seen[name] = true
		if name == "escape" && script {
			continue // behind "#!" only the frontend and the checks are looked for
		}
		switch name {
		case "syntax":
			d.Syntax, d.At = value, Range{i + 1, i + 1}
		case "check":
			d.Check, _, _ = strings.Cut(value, " ")
		case "escape":
			if value != "\\" && value != "`" {
				return d, wrong(at, "invalid escape token '%s' does not match ` or \\", value)
			}
			d.Escape = value[0]
		}
	}
	return d, nil
}

// Asked is the frontend that a file asks for, and where: it is looked for
// before anything else of the file is read. "" for the built-in one.
func Asked(src string) (frontend string, at Range) {
	d, _ := directives(strings.Split(src, "\n")) // what is wrong with the others is told by Parse
	frontend, _, _ = strings.Cut(d.Syntax, " ")
	return frontend, d.At
}
