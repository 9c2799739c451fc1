package docker

import (
	"errors"
	"strings"
)

var rmiFlags = []Flag{
	{Name: "force", Short: "f", Kind: "bool", Help: "Take names away even from images in use"},
	{Name: "no-prune", Kind: "bool", Help: "Keep parents without a name"},
	{Name: "platform", Kind: "strings", Default: "", Help: "Remove this platform only, written as \"os[/arch[/variant]]\" (e.g., \"linux/amd64\")", Later: true},
}

func rmi(c Call) error {
	if err := c.notYet(1); err != nil {
		return err
	}
	force := c.on("force")
	var out strings.Builder
	var failed []error
	tolerated := true
	for _, ref := range c.args {
		h, deleted, err := c.host().ImageRemove(ref, force)
		tolerated = tolerated && (err == nil || isNotFound(err))
		if err := c.ask(h, err); err != nil {
			failed = append(failed, err)
			continue
		}
		for _, d := range deleted {
			if d.Untagged != "" {
				out.WriteString("Untagged: " + d.Untagged + "\n")
			}
			if d.Deleted != "" {
				out.WriteString("Deleted: " + d.Deleted + "\n")
			}
		}
	}
	code := 0
	if len(failed) > 0 && !(force && tolerated) {
		code = 1
	}
	return c.emit(1, out.String(), func(c Call) error {
		if err := errors.Join(failed...); err != nil {
			return &exitError{code, err.Error()}
		}
		return exit(0)(c)
	})
}
