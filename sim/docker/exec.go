package docker

import (
	"errors"
	"strings"

	"drydock/sim/engine"
)

var execFlags = []Flag{
	{Name: "detach", Short: "d", Kind: "bool", Help: "Do not wait for it"},
	{Name: "detach-keys", Kind: "string", Help: "Keys that detach from the command"},
	{Name: "env", Short: "e", Kind: "list", Help: "Environment variable for it", Check: checkEnv},
	{Name: "env-file", Kind: "list", Help: "File of environment variables for it"},
	{Name: "interactive", Short: "i", Kind: "bool", Help: "Pass on what is typed"},
	{Name: "privileged", Kind: "bool", Help: "Give the command all privileges"},
	{Name: "tty", Short: "t", Kind: "bool", Help: "Give it a terminal"},
	{Name: "user", Short: "u", Kind: "string", Help: "User to be (format: \"<name|uid>[:<group|gid>]\")"},
	{Name: "workdir", Short: "w", Kind: "string", Help: "Directory inside the container to start in"},
}

// execRefused is how the runtime begins when it cannot execute a program.
const execRefused = "OCI runtime exec failed"

func exec(c Call) error {
	env, err := c.environment()
	if err != nil {
		return err
	}
	keys, err := detachKeys(c.text("detach-keys"))
	if err != nil {
		return err
	}
	o := engine.ExecOptions{Cmd: c.args[1:], Env: env, User: c.text("user"), WorkingDir: c.text("workdir"),
		Tty: c.on("tty"), Stdin: c.on("interactive") && !c.on("detach"), Privileged: c.on("privileged")}
	if _, err := c.host().Container(c.args[0]); err != nil {
		return c.refused(err)
	}
	if err := c.checkTTY(o.Stdin, o.Tty); err != nil {
		return err
	}
	h, id, err := c.host().ExecCreate(c.args[0], o)
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
	return c.follow(session{id: id, out: true, err: true, stdin: o.Stdin, tty: o.Tty, keys: keys,
		ended:    func(c Call, code int) error { return exit(code)(c) },
		detached: func(Call) error { return errors.New("read escape sequence") }})
}

// refusedCode is the exit code for a program that could not be executed.
// Source: docker/cli 29 cli/command/container/run.go, toStatusError.
func refusedCode(why string) int {
	switch {
	case strings.Contains(why, "executable file not found"), strings.Contains(why, "no such file or directory"):
		return 127
	case strings.Contains(why, "permission denied"), strings.Contains(why, "is a directory"):
		return 126
	}
	return 125
}
