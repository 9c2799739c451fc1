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
	devices, requests, err := c.devices()
	if err != nil {
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
	if o.Host, err = c.hostConfig(); err != nil {
		return o, err
	}
	o.Host.Devices, o.Host.DeviceRequests = devices, requests
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
	if o.Config.Healthcheck, err = c.healthcheck(); err != nil {
		return o, err
	}
	if err := c.mounts(&o.Config, &o.Host); err != nil {
		return o, err
	}
	if c.on("rm") && !o.Host.RestartPolicy.IsNone() {
		return o, errors.New("conflicting options: cannot specify both --restart and --rm")
	}
	if c.given("init") {
		init := c.on("init")
		o.Host.Init = &init
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

// hostConfig is what the flags say of the container's place on the host.
func (c Call) hostConfig() (container.HostConfig, error) {
	h := container.HostConfig{
		AutoRemove: c.on("rm"), ReadonlyRootfs: c.on("read-only"), Privileged: c.on("privileged"), NetworkMode: "bridge",
		ContainerIDFile: c.text("cidfile"), OomScoreAdj: c.int("oom-score-adj"), CapAdd: c.list("cap-add"),
		CapDrop: c.list("cap-drop"), GroupAdd: c.list("group-add"), Runtime: c.text("runtime"), Resources: c.resources(),
	}
	h.ShmSize, _ = units.RAMInBytes(c.text("shm-size")) // checked while it was read
	if list := c.list("sysctl"); len(list) > 0 {
		h.Sysctls = pairs(list)
	}
	if list := c.list("annotation"); len(list) > 0 {
		h.Annotations = pairs(list)
	}
	err := c.namespaces(&h)
	if err == nil {
		h.RestartPolicy, err = restartPolicy(c.text("restart"))
	}
	if err == nil {
		h.LogConfig, err = c.logConfig()
	}
	if err == nil {
		err = c.security(&h)
	}
	return h, err
}

// conflicts are the mistakes that are told before any flag is looked at closely.
func (c Call) conflicts() error {
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
