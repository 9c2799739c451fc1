//go:build !js

package lesson

import (
	"bytes"
	_ "embed" // the page below
)

//go:embed FORMAT.md
var format []byte

// FormatHTML is the page that says how a lesson is written, as HTML.
func FormatHTML() string {
	var b bytes.Buffer
	if err := markdown().Convert(format, &b); err != nil {
		panic(err) // the page is embedded
	}
	return b.String()
}
