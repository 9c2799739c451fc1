package docker

import (
	"errors"
	"strconv"
	"strings"

	"github.com/docker/go-units"
	"github.com/moby/moby/api/types/container"

	"drydock/sim/engine"
)

// options turns the flags and arguments of run and create into what the engine
// makes a container from. Errors are the client's own, without their prefix.
// Source: docker/cli 29 cli/command/container/opts.go, parse.
func (c Call) options() (engine.CreateOptions, error) {
	var o engine.CreateOptions
	if err := c.conflicts(); err != nil {
		return o, err
	}
	env, err := c.environment()
	if err != nil {
		return o, err
	}
	labels, err := c.labels()
	if err != nil {
		return o, err
	}
	o.Name = c.text("name")
	o.Config = container.Config{
		Hostname: c.text("hostname"), Domainname: c.text("domainname"), User: c.text("user"), Tty: c.on("tty"),
		OpenStdin: c.on("interactive"), Env: env, Cmd: c.args[1:], Image: c.args[0], WorkingDir: c.text("workdir"),
		Labels: labels, StopSignal: c.text("stop-signal"),
	}
	in, out, errs := c.streams()
	o.Config.AttachStdin, o.Config.AttachStdout, o.Config.AttachStderr = in, out, errs
	o.Config.StdinOnce = o.Config.OpenStdin && in
	if c.given("entrypoint") {
		o.Config.Entrypoint = []string{c.text("entrypoint")}
	}
	if c.given("stop-timeout") {
		seconds := c.int("stop-timeout")
		o.Config.StopTimeout = &seconds
	}
	o.Host = container.HostConfig{AutoRemove: c.on("rm"), ReadonlyRootfs: c.on("read-only"), NetworkMode: "bridge",
		ContainerIDFile: c.text("cidfile"), LogConfig: container.LogConfig{Type: c.text("log-driver")}}
	o.Host.Memory, _ = units.RAMInBytes(c.text("memory")) // checked while it was read
	if cpus := c.text("cpus"); cpus != "" {
		o.Host.NanoCPUs, _ = nanoCPUs(cpus) // as above
	}
	o.Host.CPUShares = int64(c.int("cpu-shares"))
	if err := c.mounts(&o.Config, &o.Host); err != nil {
		return o, err
	}
	if c.given("init") {
		init := c.on("init")
		o.Host.Init = &init
	}
	if o.Host.RestartPolicy, err = restartPolicy(c.text("restart")); err != nil {
		return o, err
	}
	if o.Config.Healthcheck, err = c.healthcheck(); err != nil {
		return o, err
	}
	return o, c.networking(&o)
}

// streams are those to attach to: the ones -a names, else input if it is kept
// open and all output, or nothing for a container that is left to itself.
func (c Call) streams() (in, out, errs bool) {
	names := c.list("attach")
	if len(names) == 0 {
		attached := c.flags.Lookup("detach") == nil || !c.on("detach")
		return c.on("interactive") && attached, attached, attached
	}
	for _, n := range names {
		switch strings.ToLower(n) {
		case "stdin":
			in = true
		case "stdout":
			out = true
		case "stderr":
			errs = true
		}
	}
	return in, out, errs
}

// conflicts are the flags that exclude each other.
func (c Call) conflicts() error {
	if c.on("no-healthcheck") {
		for _, r := range c.cmd.Flags {
			if strings.HasPrefix(r.Name, "health-") && c.given(r.Name) {
				return errors.New("--no-healthcheck conflicts with --health-* options")
			}
		}
	}
	if c.on("rm") && c.text("restart") != "no" && c.text("restart") != "" {
		return errors.New("conflicting options: cannot specify both --restart and --rm")
	}
	if pull := c.text("pull"); pull != "always" && pull != "missing" && pull != "never" {
		return errors.New("invalid pull option: '" + pull + `': must be one of "always", "missing" or "never"`)
	}
	return c.valid()
}

// restartPolicy reads --restart.
func restartPolicy(s string) (container.RestartPolicy, error) {
	name, count, counted := strings.Cut(s, ":")
	p := container.RestartPolicy{Name: container.RestartPolicyMode(name)}
	if s == "" {
		p.Name = container.RestartPolicyDisabled
	}
	if name == "" && counted {
		return p, errors.New("invalid restart policy format: no policy provided before colon")
	}
	if counted {
		n, err := strconv.Atoi(count)
		if err != nil {
			return p, errors.New("invalid restart policy format: maximum retry count must be an integer")
		}
		p.MaximumRetryCount = n
	}
	return p, nil
}
