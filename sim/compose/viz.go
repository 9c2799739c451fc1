package compose

import (
	"fmt"
	"strings"
)

// VizOptions are what a drawing of a project shows beside names.
type VizOptions struct {
	Ports, Networks, Image bool
	Indent                 string
}

// Viz draws the services of a project and what they depend on, in the language
// of Graphviz. Source: docker/compose v5 pkg/compose/viz.go.
func (p Project) Viz(o VizOptions) string {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph \"%s\" {\n%slayout=dot;\n", p.Name, o.Indent)
	services := p.Services()
	for _, s := range services {
		fmt.Fprintf(&b, "%s\"%s\" [style=\"filled\" label=<<font point-size=\"15\">%s</font>%s>];\n", o.Indent, s.Name, s.Name, s.vizDetails(o))
	}
	b.WriteByte('\n')
	for _, s := range services {
		for _, d := range s.Dependencies() {
			fmt.Fprintf(&b, "%s\"%s\" -> \"%s\";\n", o.Indent, s.Name, d.Service)
		}
	}
	return b.String() + "}\n"
}

// vizDetails is what stands below the name of a service.
func (s Service) vizDetails(o VizOptions) string {
	var b strings.Builder
	part := func(title string, lines []string) {
		if len(lines) > 0 {
			b.WriteString(`<font point-size="10"><br/><br/><b>` + title + ":</b><br/>" + strings.Join(lines, "<br/>") + "</font>")
		}
	}
	if o.Networks {
		part("Networks", s.NetworkKeys())
	}
	if o.Ports {
		var all []string
		for _, v := range list(s.Tree["ports"]) {
			m := object(v)
			ip := text(m["host_ip"])
			if ip != "" {
				ip += ":"
			}
			all = append(all, fmt.Sprintf("%s%s:%d (%s, %s)", ip, text(m["published"]), number(m["target"]), text(m["protocol"]), text(m["mode"])))
		}
		part("Ports", all)
	}
	if o.Image {
		part("Image", []string{s.Image()})
	}
	return b.String()
}
