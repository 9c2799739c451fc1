package docker

import (
	"errors"
	"fmt"

	"github.com/distribution/reference"
)

func tag(c Call) error {
	target, err := reference.ParseNormalizedNamed(c.args[1])
	if err != nil {
		return fmt.Errorf("error parsing reference: %q is not a valid repository/tag: %w", c.args[1], err)
	}
	if _, ok := target.(reference.Digested); ok {
		return errors.New("refusing to create a tag with a digest reference")
	}
	h, err := c.host().ImageTag(c.args[0], reference.TagNameOnly(target).String())
	if err := c.ask(h, err); err != nil {
		return err
	}
	return exit(0)(c)
}
