//go:build !core

package docker

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"text/template"
)

// functions are what Docker adds to the templates of --format.
// Source: docker/cli 29 templates/templates.go.
var functions = template.FuncMap{
	"json":     toJSON,
	"split":    strings.Split,
	"join":     join,
	"title":    title,
	"lower":    strings.ToLower,
	"upper":    strings.ToUpper,
	"pad":      padded,
	"truncate": truncate,
	"print":    guard(fmt.Sprint),
	"println":  guard(fmt.Sprintln),
	"printf":   printf,
	"html":     guard(template.HTMLEscaper),
	"js":       guard(template.JSEscaper),
	"urlquery": guard(template.URLQueryEscaper),
}

// headings replace those functions in the header of a table: a heading stays
// as it is.
var headings = template.FuncMap{
	"json":     func(s string) string { return s },
	"title":    func(s string) string { return s },
	"lower":    func(s string) string { return s },
	"upper":    func(s string) string { return s },
	"truncate": func(s string, _ int) string { return s },
}

// parseTemplate reads a template of --format.
func parseTemplate(format string) (*bounded, error) {
	t, err := template.New("").Funcs(functions).Parse(format)
	if err != nil {
		return nil, err
	}
	return bound(t), nil
}

func toJSON(v any) (string, error) {
	out, err := encode(v, "")
	if err == nil && len(out) > mostText {
		err = errText
	}
	return out, err
}

// columns is a row as JSON has it: every method without arguments by its name.
func columns(row any) ([]byte, error) {
	v := reflect.ValueOf(row)
	all := map[string]any{}
	for i := range v.NumMethod() {
		name, m := v.Type().Method(i).Name, v.Method(i)
		if m.Type().NumIn() == 0 && m.Type().NumOut() == 1 && name != "MarshalJSON" {
			all[name] = m.Call(nil)[0].Interface()
		}
	}
	return json.Marshal(all)
}
