package docker

func run(c Call) error {
	return c.create(func(c Call, id string) error {
		in, out, errs := c.streams()
		if in || out || errs {
			h, err := c.host().ContainerAttach(id)
			if err := c.ask(h, err); err != nil {
				return err
			}
		}
		return c.after(starting, func(c Call) error {
			h, err := c.host().ContainerStart(id)
			err = c.ask(h, err)
			if c.on("detach") {
				return c.emit(1, id+"\n", func(c Call) error { return c.startedDetached(err) })
			}
			if err != nil {
				return c.usageError(err, refusedCode(err.Error()))
			}
			return c.attachTo(id, in, out, errs)
		})
	})
}

func (c Call) startedDetached(err error) error {
	if err != nil {
		return c.usageError(err, refusedCode(err.Error()))
	}
	return exit(0)(c)
}

// attachTo follows a container that has just been started, from its first
// output on, and ends as it does.
func (c Call) attachTo(id string, in, out, errs bool) error {
	keys, err := detachKeys(c.text("detach-keys"))
	if err != nil {
		return err
	}
	tty := c.on("tty")
	s := session{id: id, out: out, err: errs, stdin: in, tty: tty, proxy: c.on("sig-proxy") && !(tty && in), keys: keys,
		detached: exit(0), ended: func(c Call, code int) error { return exit(code)(c) }}
	if !in && !out && !errs {
		return c.emit(1, id+"\n", exit(0))
	}
	c.resize(s)
	return c.follow(s)
}
