// Package template stands in for html/template, which templ names in two
// functions that nothing here calls.
package template

import (
	"errors"
	"io"
)

// HTML is text that is HTML already.
type HTML string

// Template is a template: none can be made.
type Template struct{}

// Execute fails.
func (*Template) Execute(io.Writer, any) error { return errors.ErrUnsupported }
