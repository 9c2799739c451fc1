//go:build !core

package docker

import (
	"errors"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// mostInput is how many bytes a compose file on standard input may have.
const mostInput = 1 << 20

// readInput reads standard input to its end and goes on with what came.
func (c Call) readInput(text string, next func(Call, string) error) error {
	for {
		data, err := c.sys.Read(0, 4096)
		switch {
		case err == vfs.EAGAIN:
			return c.then(func(c Call, _ proc.Event) error { return c.readInput(text, next) })
		case err != nil || data == "":
			return next(c, text)
		case len(text)+len(data) > mostInput:
			return errors.New("a compose file of more than 1 MB is not simulated")
		}
		text += data
	}
}

// withInput are the files of the machine, and standard input as the file -.
type withInput struct {
	*engine.Sys
	text string
}

// ReadFile reads a file.
func (f withInput) ReadFile(path string) (string, error) {
	if path == "-" {
		return f.text, nil
	}
	return f.Sys.ReadFile(path)
}
