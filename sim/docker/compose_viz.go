//go:build !core

package docker

import (
	"fmt"
	"strings"

	"drydock/sim/compose"
)

// mostIndent bounds how far a drawing may be indented.
const mostIndent = 1000

// composeViz draws the services of a project.
// Source: docker/compose v5 cmd/compose/viz.go.
func composeViz(c Call) error {
	o := compose.VizOptions{Ports: c.on("ports"), Networks: c.on("networks"), Image: c.on("image"), Indent: "\t"}
	n := c.int("indentation-size")
	if n < 0 {
		return fmt.Errorf("invalid indentation size: %d", n)
	}
	if c.on("spaces") {
		o.Indent = " "
	}
	o.Indent = strings.Repeat(o.Indent, min(n, mostIndent))
	return c.emit(2, "viz command is EXPERIMENTAL\n", func(c Call) error {
		return c.withProject(func(c Call, p compose.Project) error { return c.finish(p.Viz(o) + "\n") })
	})
}
