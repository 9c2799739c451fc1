package docker

import "strings"

func diff(c Call) error {
	changes, err := c.host().ContainerDiff(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	var b strings.Builder
	for _, ch := range changes {
		b.WriteString(string(ch.Kind) + " " + ch.Path + "\n")
	}
	return c.finish(b.String())
}
