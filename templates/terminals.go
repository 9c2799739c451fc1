package templates

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/a-h/templ"
)

// mostTerminals is how many a World has at most.
const mostTerminals = 6

// terminalLabel is what a terminal is called on the page.
func terminalLabel(i int, name string) string {
	switch _, err := strconv.Atoi(name); {
	case name == "":
		return "Terminal 1"
	case err == nil:
		return "Terminal " + name
	}
	return fmt.Sprintf("Terminal %d (%s)", i+1, name)
}

// nextTerminal is the name that another terminal gets, "" when there can be none.
func (v View) nextTerminal() string {
	if v.Time.Past || len(v.Terminals) >= mostTerminals {
		return ""
	}
	for n := 2; ; n++ {
		if name := strconv.Itoa(n); !slices.Contains(v.Terminals, name) {
			return name
		}
	}
}

// terminalURL is the address that shows a terminal, with all it has written.
func (v View) terminalURL(name string) templ.SafeURL {
	q := maps.Clone(v.place())
	q.Del("terminal")
	if v.Selected != "" {
		q.Set("select", v.Selected)
	}
	if name != "" {
		q.Set("terminal", name)
	}
	q.Set("lines", "all")
	return templ.SafeURL("?" + q.Encode())
}
