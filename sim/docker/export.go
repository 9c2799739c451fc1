package docker

import (
	"errors"
	"fmt"
	"strings"

	"drydock/sim/vfs"
)

var exportFlags = []Flag{{Name: "output", Short: "o", Kind: "string", Help: "File to write to, in place of standard output"}}

func export(c Call) error {
	file := c.text("output")
	if file == "" && c.sys.IsTerminal(1) {
		return errors.New("cowardly refusing to save to a terminal. Use the -o flag or redirect")
	}
	if file != "" {
		if err := c.checkOutput(c.hostPath(file)); err != nil {
			return fmt.Errorf("failed to export container: %w", err)
		}
	}
	h, entries, err := c.host().ContainerExport(c.args[0])
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
	return exit(0)(c)
}
