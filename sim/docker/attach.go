package docker

import (
	"errors"

	"drydock/sim/engine"
)

var attachFlags = []Flag{
	{Name: "detach-keys", Kind: "string", Help: "Keys that detach from the container"},
	{Name: "no-stdin", Kind: "bool", Help: "Pass nothing on of what is typed"},
	{Name: "sig-proxy", Kind: "bool", Default: "true", Help: "Pass signals on to the process"},
}

// unattachable are the states in which there is nothing to attach to.
// Source: docker/cli 29 cli/command/container/attach.go.
var unattachable = map[engine.State]string{
	engine.Created:    "cannot attach to a stopped container, start it first",
	engine.Exited:     "cannot attach to a stopped container, start it first",
	engine.Dead:       "cannot attach to a stopped container, start it first",
	engine.Paused:     "cannot attach to a paused container, unpause it first",
	engine.Restarting: "cannot attach to a restarting container, wait until it is running",
}

func attach(c Call) error {
	k, err := c.host().Container(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	if why := unattachable[k.State]; why != "" {
		return errors.New(why)
	}
	keys, err := detachKeys(c.text("detach-keys"))
	if err != nil {
		return err
	}
	input := k.Config.OpenStdin && !c.on("no-stdin")
	if err := c.checkTTY(input, k.Config.Tty); err != nil {
		return err
	}
	h, err := c.host().ContainerAttach(c.args[0])
	if err := c.ask(h, err); err != nil {
		return err
	}
	s := session{id: k.ID, from: c.end(k.ID), out: true, err: true, stdin: input, tty: k.Config.Tty,
		proxy: c.on("sig-proxy"), keys: keys,
		ended:    func(c Call, code int) error { return exit(code)(c) },
		detached: func(Call) error { return errors.New("read escape sequence") }}
	c.resize(s)
	return c.follow(s)
}

// resize gives a container's terminal the size of the client's, if both have one.
func (c Call) resize(s session) {
	if !s.tty || !c.sys.IsTerminal(1) {
		return
	}
	cols, rows := c.sys.Size(1)
	if h, err := c.host().ContainerResize(s.id, rows, cols); err == nil {
		c.sys.Set(h)
	}
}
