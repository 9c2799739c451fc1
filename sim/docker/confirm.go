package docker

import (
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// confirmed asks whether to go on, unless --force is given, and ends well if
// the answer is not yes. Source: docker/cli 29 internal/prompt.
func (c Call) confirmed(warning string, next step) error {
	if c.on("force") {
		return next(c)
	}
	return c.emit(1, warning+"\nAre you sure you want to continue? [y/N] ", func(c Call) error { return c.answered("", next) })
}

// answered reads a line and goes on with next if it is a y.
func (c Call) answered(line string, next step) error {
	piece, err := c.sys.Read(0, 1)
	switch {
	case err == vfs.EAGAIN:
		return c.then(func(c Call, _ proc.Event) error { return c.answered(line, next) })
	case err == nil && piece != "" && !strings.Contains(piece, "\n"):
		return c.answered(line+piece, next)
	case strings.EqualFold(strings.TrimSpace(line+piece), "y"):
		return next(c)
	}
	return exit(0)(c)
}
