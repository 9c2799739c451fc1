//go:build !core

package docker

import (
	"errors"
	"strings"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// composeTTY tells whether a process gets a terminal: as -T says, else if the
// client has one.
func (c Call) composeTTY() bool {
	if c.given("no-tty") {
		return !c.on("no-tty")
	}
	return c.sys.IsTerminal(1) && c.sys.IsTerminal(0)
}

// composeEnv is what --env sets: a name without a value takes the client's own.
func (c Call) composeEnv() []string {
	var env []string
	for _, kv := range c.list("env") {
		name, value, given := strings.Cut(kv, "=")
		if !given {
			if value, given = c.p.Getenv(name); !given {
				continue
			}
		}
		env = proc.Setenv(env, name, value)
	}
	return env
}

// composeExec runs a command in a service's container.
// Source: docker/compose v5 cmd/compose/exec.go.
func composeExec(c Call) error {
	return c.withNamed(func(c Call, p compose.Project) error {
		k, err := c.index(p, c.args[0], c.int("index"))
		if err == nil && k.State != engine.Running && k.State != engine.Paused && k.State != engine.Restarting {
			err = errors.New(`service "` + c.args[0] + `" is not running`)
		}
		if err != nil {
			return err
		}
		o := engine.ExecOptions{Cmd: c.args[1:], Env: c.composeEnv(), User: c.text("user"), WorkingDir: c.text("workdir"),
			Tty: c.composeTTY() && !c.on("detach"), Stdin: !c.on("detach"), Privileged: c.on("privileged")}
		h, id, err := c.host().ExecCreate(k.ID, o)
		if err := c.ask(h, err); err != nil {
			return err
		}
		h, err = c.host().ExecStart(id)
		if e, ok := errors.AsType[*engine.Error](err); ok && strings.HasPrefix(e.Message, execRefused) && !c.on("detach") {
			_ = c.ask(h, err) // printed below as what it is: output of the exec
			return c.emit(1, e.Message+"\n", exit(refusedCode(e.Message)))
		}
		if err := c.ask(h, err); err != nil {
			return err
		}
		if c.on("detach") {
			return exit(0)(c)
		}
		return c.follow(session{id: id, out: true, err: true, stdin: o.Stdin, tty: o.Tty, keys: "\x10\x11",
			ended:    func(c Call, code int) error { return exit(code)(c) },
			detached: func(Call) error { return errors.New("read escape sequence") }})
	})
}

// composeAttach connects to a service's container.
func composeAttach(c Call) error {
	return c.withNamed(func(c Call, p compose.Project) error {
		k, err := c.index(p, c.args[0], c.int("index"))
		if err != nil {
			return err
		}
		return attach(c.as(attachFlags, []string{k.ID}))
	})
}
