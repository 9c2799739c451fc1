package docker

import (
	"reflect"
	"strings"
	"text/tabwriter"
)

// listing is a table of things, printed as --format asks. A row is a value
// whose methods without arguments are the columns.
type listing struct {
	// context is the name Docker's client gives the type of a row; it shows in errors.
	context  string
	table    string            // the columns of the plain table
	short    string            // the template of -q
	raw      string            // the template of --format raw
	headings map[string]string // by method; another name is its own heading
}

// print lays the rows out.
func (l listing) print(format string, quiet bool, rows []any) (string, error) {
	table, body := l.template(format, quiet)
	t, err := parseTemplate(body)
	if err != nil {
		return "", &exitError{1, "template parsing error: " + err.Error()}
	}
	var b strings.Builder
	for _, row := range rows {
		if err := t.Execute(&b, row); err != nil {
			return "", &exitError{1, "template parsing error: " + l.rename(err, row)}
		}
		b.WriteByte('\n')
	}
	if !table {
		return b.String(), nil
	}
	return l.align(t, b.String())
}

// template reads a format: whether it makes a table, and of what.
// Source: docker/cli 29 cli/command/formatter/formatter.go.
func (l listing) template(format string, quiet bool) (table bool, body string) {
	switch {
	case format == "json":
		return false, "{{json .}}"
	case format == "raw" && l.raw != "":
		return false, l.raw
	case quiet && (format == "" || format == "table"):
		return false, l.short
	case format == "", format == "table":
		return true, l.table
	}
	body, table = strings.CutPrefix(format, "table")
	return table, strings.NewReplacer(`\t`, "\t", `\n`, "\n").Replace(strings.TrimSpace(body))
}

// align puts the heading over the rows and widens the columns.
func (l listing) align(t *bounded, rows string) (string, error) {
	var head, out strings.Builder
	if err := t.with(headings).Execute(&head, header(l.headings)); err != nil {
		return "", &exitError{1, "template parsing error: " + err.Error()}
	}
	w := tabwriter.NewWriter(&out, 10, 1, 3, ' ', 0)
	_, err := w.Write([]byte(head.String() + "\n" + rows))
	if err == nil {
		err = w.Flush()
	}
	return out.String(), err
}

// header is the row of headings.
type header map[string]string

// Label is the heading of a column that shows one label: its last part.
func (header) Label(name string) string {
	name = name[strings.LastIndexByte(name, '.')+1:]
	return strings.NewReplacer("-", " ", "_", " ").Replace(name)
}

// rename gives the row in an error the name it has in Docker's client.
func (l listing) rename(err error, row any) string {
	return strings.ReplaceAll(err.Error(), "type "+reflect.TypeOf(row).String(), "type *"+l.context)
}
