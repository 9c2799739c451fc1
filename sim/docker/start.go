package docker

import (
	"errors"
	"strings"
	"time"
)

var startFlags = []Flag{
	{Name: "attach", Short: "a", Kind: "bool", Help: "Show its output and pass signals on"},
	{Name: "checkpoint", Kind: "string", Help: "Begin from this checkpoint", Hidden: true},
	{Name: "detach-keys", Kind: "string", Help: "Keys that detach from the container"},
	{Name: "interactive", Short: "i", Kind: "bool", Help: "Pass on what is typed"},
}

// starting is how long the engine takes to start a container.
const starting = 200 * time.Millisecond

func start(c Call) error {
	if c.given("checkpoint") {
		return errors.New(`"--checkpoint"` + notExperimental)
	}
	if c.on("attach") || c.on("interactive") {
		return c.startAttached()
	}
	return c.startAll(c.args, nil)
}

// startAll starts containers one by one; what fails is named again at the end.
func (c Call) startAll(refs, failed []string) error {
	if len(refs) == 0 {
		if len(failed) > 0 {
			return errors.New("failed to start containers: " + strings.Join(failed, ", "))
		}
		return exit(0)(c)
	}
	ref, rest := refs[0], refs[1:]
	return c.after(starting, func(c Call) error {
		h, err := c.host().ContainerStart(ref)
		if err := c.ask(h, err); err != nil {
			bad := append(failed[:len(failed):len(failed)], ref)
			return c.emit(2, err.Error()+"\n", func(c Call) error { return c.startAll(rest, bad) })
		}
		return c.emit(1, ref+"\n", func(c Call) error { return c.startAll(rest, failed) })
	})
}

func (c Call) startAttached() error {
	if len(c.args) > 1 {
		return errors.New("you cannot start and attach multiple containers at once")
	}
	keys, err := detachKeys(c.text("detach-keys"))
	if err != nil {
		return err
	}
	k, err := c.host().Container(c.args[0])
	if err != nil {
		return c.refused(err)
	}
	input := c.on("interactive") && k.Config.OpenStdin
	if err := c.checkTTY(input, k.Config.Tty); err != nil {
		return err
	}
	s := session{id: k.ID, from: c.end(k.ID), out: true, err: true, stdin: input, tty: k.Config.Tty,
		proxy: !k.Config.Tty, keys: keys, detached: exit(0),
		ended: func(c Call, code int) error { return exit(code)(c) }}
	ref := c.args[0]
	h, err := c.host().ContainerAttach(ref)
	if err := c.ask(h, err); err != nil {
		return err
	}
	return c.after(starting, func(c Call) error {
		h, err := c.host().ContainerStart(ref)
		if err := c.ask(h, err); err != nil {
			return err
		}
		c.resize(s)
		return c.follow(s)
	})
}

// end is where the output of a container or exec ends now.
func (c Call) end(id string) uint64 {
	all := c.host().Output(id, 0)
	if len(all) == 0 {
		return 0
	}
	return all[len(all)-1].Seq + 1
}

// checkTTY refuses to attach what is no terminal to one.
func (c Call) checkTTY(input, tty bool) error {
	if input && tty && !c.sys.IsTerminal(0) {
		return errors.New("cannot attach stdin to a TTY-enabled container because stdin is not a terminal")
	}
	return nil
}
