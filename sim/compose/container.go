package compose

import (
	"time"

	"github.com/moby/moby/api/types/container"

	"drydock/sim/engine"
)

// Making is how a container of a service is to be made.
type Making struct {
	Number  int                 // of the service's containers, from 1
	Image   string              // id of the image, for the label
	Old     []engine.MountPoint // of the container it takes the place of: its anonymous volumes go on
	Once    bool                // for run, with
	Slug    string              // what tells it from others
	Aliases bool                // the service's names on its networks all the same
	Remove  bool                // when it has ended
	Name    string              // for run
	// Container finds the container of a service whose namespace is shared.
	Container func(service string) (string, bool)
}

// Create is the engine's request for a container of a service. Errors: what
// is not simulated, and values that make no sense.
// Source: docker/compose v5 pkg/compose/create.go.
func (p Project) Create(s Service, m Making) (engine.CreateOptions, error) {
	t := s.Tree
	if err := s.Simulated(); err != nil {
		return engine.CreateOptions{}, err
	}
	o := engine.CreateOptions{Name: m.Name}
	if o.Name == "" {
		o.Name = s.ContainerName(m.Number)
	}
	o.Config = container.Config{
		Image: s.Image(), Hostname: text(t["hostname"]), Domainname: text(t["domainname"]), User: text(t["user"]),
		Tty: truth(t["tty"]), OpenStdin: truth(t["stdin_open"]), AttachStdout: true, AttachStderr: true,
		Env: s.env(), Cmd: stringsOf(t["command"]), Entrypoint: stringsOf(t["entrypoint"]), WorkingDir: text(t["working_dir"]),
		Labels: p.labels(s, m.Number, m.Image, m.Once), StopSignal: text(t["stop_signal"]),
	}
	if d := text(t["stop_grace_period"]); d != "" {
		seconds := int(duration(d).Seconds())
		o.Config.StopTimeout = &seconds
	}
	o.Config.Healthcheck = health(object(t["healthcheck"]))
	host, err := s.host(m)
	if err != nil {
		return o, err
	}
	o.Host = host
	o.Host.AutoRemove = m.Remove
	if m.Once {
		o.Config.Labels[LabelSlug] = m.Slug
		o.Config.AttachStdin, o.Config.StdinOnce = o.Config.OpenStdin, o.Config.OpenStdin
	}
	if err := s.ports(&o); err != nil {
		return o, err
	}
	if err := p.mounts(s, m, &o); err != nil {
		return o, err
	}
	return o, p.networking(s, m, &o)
}

func stringsOf(v any) []string {
	if v == nil {
		return nil
	}
	all := texts(v)
	if all == nil {
		all = []string{}
	}
	return all
}

func duration(v any) time.Duration {
	d, _ := time.ParseDuration(text(v)) // checked when it was read
	return d
}

// env is the environment of a service's containers, by name.
func (s Service) env() []string { return envOf(object(s.Tree["environment"])) }

// envOf are variables as NAME=value, by name; those without a value are left out.
func envOf(env map[string]any) []string {
	all := []string{}
	for _, k := range keys(env) {
		if env[k] != nil {
			all = append(all, k+"="+text(env[k]))
		}
	}
	return all
}

func health(h map[string]any) *container.HealthConfig {
	if len(h) == 0 {
		return nil
	}
	if truth(h["disable"]) {
		return &container.HealthConfig{Test: []string{"NONE"}}
	}
	return &container.HealthConfig{Test: texts(h["test"]), Interval: duration(h["interval"]), Timeout: duration(h["timeout"]),
		StartPeriod: duration(h["start_period"]), StartInterval: duration(h["start_interval"]), Retries: int(number(h["retries"]))}
}
