package docker

import (
	"errors"
	"strings"

	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

var loadFlags = []Flag{
	{Name: "input", Short: "i", Kind: "string", Help: "Archive to read in place of standard input"},
	{Name: "platform", Kind: "strings", Help: "Platforms to take, with commas between them: \"os[/arch[/variant]]\" (e.g., \"linux/amd64,linux/arm64/v8\")"},
	{Name: "quiet", Short: "q", Kind: "bool", Help: "Do not show how it loads"},
}

func load(c Call) error {
	if err := c.platforms(); err != nil {
		return err
	}
	file := c.text("input")
	switch {
	case file == "" && c.sys.IsTerminal(0):
		return errors.New("requested load from stdin, but stdin is empty")
	case file == "":
		return c.slurp(Call.loadFrom)
	}
	data, err := c.sys.ReadFile(file)
	if err == vfs.EISDIR {
		return errors.New(`error during connect: Post "http://%2Fvar%2Frun%2Fdocker.sock/v` + c.apiVersion() + `/images/load?quiet=1": read ` + file + ": is a directory")
	}
	if err != nil {
		return errors.New("open " + file + ": " + strings.ToLower(err.Error()))
	}
	return c.loadFrom(data)
}

// slurp reads standard input to its end.
func (c Call) slurp(next func(Call, string) error) error {
	t := c.typed
	proc.Slurp(c.p, 0, func(p *proc.Proc, data string) {
		resume(t, p).do(func(c Call) error { return next(c, data) })
	})
	return nil
}

func (c Call) loadFrom(archive string) error {
	h, loaded, err := c.host().ImageLoad(archive)
	if err := c.streamed(h, err); err != nil {
		return err
	}
	var out strings.Builder
	for _, l := range loaded {
		if l.Reference == "" {
			out.WriteString("Loaded image ID: " + l.ID + "\n")
			continue
		}
		out.WriteString("Loaded image: " + l.Reference + "\n")
	}
	return c.finish(out.String())
}

// streamed takes the engine's answer as ask does; what it refuses in the
// middle of its answer the client prints bare.
func (c Call) streamed(h engine.Host, err error) error {
	if err := c.ask(h, err); err != nil {
		if d, ok := errors.AsType[daemonError](err); ok {
			return errors.New(d.refusal.Message)
		}
		return err
	}
	return nil
}
