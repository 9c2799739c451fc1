package docker

import (
	"errors"
	"fmt"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/vfs"
)

var saveFlags = []Flag{
	{Name: "output", Short: "o", Kind: "string", Help: "File to write to in place of standard output"},
	{Name: "platform", Kind: "strings", Help: "Platforms to write, with commas between them: \"os[/arch[/variant]]\" (e.g., \"linux/amd64,linux/arm64/v8\")"},
}

func save(c Call) error {
	file := c.text("output")
	switch {
	case file == "" && c.sys.IsTerminal(1):
		return errors.New("cowardly refusing to save to a terminal. Use the -o flag or redirect")
	case file != "":
		if err := c.checkOutput(c.hostPath(file)); err != nil {
			return fmt.Errorf("failed to save image: %w", err)
		}
	}
	if err := c.platforms(); err != nil {
		return err
	}
	h, entries, err := c.host().ImageSave(c.args)
	if err := c.ask(h, err); err != nil {
		return err
	}
	archive := vfs.Tar(entries)
	if file == "" {
		return c.finish(archive)
	}
	if err := c.sys.WriteFile(file, archive, 0o600); err != nil {
		return fmt.Errorf("failed to write output file %s: %s", file, strings.ToLower(err.Error()))
	}
	_, size := engine.ArchiveSize(entries)
	c.sys.Claim(file, size)
	return exit(0)(c)
}

// platforms refuses what is not for the one platform there is.
func (c Call) platforms() error {
	for spec := range strings.SplitSeq(strings.Join(c.list("platform"), ","), ",") {
		if err := c.platform(spec); err != nil {
			return err
		}
	}
	return nil
}
