package docker

import (
	"strings"
	"text/tabwriter"
)

func top(c Call) error {
	h, titles, rows, err := c.host().ContainerTop(c.args[0], c.args[1:])
	if err := c.ask(h, err); err != nil {
		return err
	}
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 20, 1, 3, ' ', 0)
	for _, row := range append([][]string{titles}, rows...) {
		if _, err := w.Write([]byte(strings.Join(row, "\t") + "\n")); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return c.finish(out.String())
}
