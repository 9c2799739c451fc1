package compose

import "strings"

// Once is what docker compose run changes of a service.
type Once struct {
	Command       []string // nil: the service's own
	Entrypoint    []string
	NewEntrypoint bool
	Env           []string // NAME=value
	User, Dir     string
	Volumes       []string // in short form
	Ports         []string // in short form
	KeepPorts     bool     // the service's ports are published
	Labels        []string
	CapAdd        []string
	CapDrop       []string
	Tty, Stdin    bool
	WorkDir       string // that paths are relative to
}

// Once is the service as one run has it. Errors: values that make no sense.
func (s Service) Once(o Once) (Service, error) {
	t := without(s.Tree, "container_name", "restart", "scale", "deploy")
	if d := object(s.Tree["deploy"]); len(d) > 0 {
		t["deploy"] = without(d, "replicas", "restart_policy")
	}
	t["tty"], t["stdin_open"] = o.Tty, o.Stdin
	if !o.KeepPorts {
		delete(t, "ports")
	}
	if len(o.Ports) > 0 {
		ports, err := portsForm(anyList(o.Ports), place{})
		if err != nil {
			return s, err
		}
		t["ports"] = ports
	}
	if o.NewEntrypoint {
		t["entrypoint"] = anyList(o.Entrypoint)
		delete(t, "command")
	}
	if o.Command != nil {
		t["command"] = anyList(o.Command)
	}
	for _, f := range []struct{ key, value string }{{"user", o.User}, {"working_dir", o.Dir}} {
		if f.value != "" {
			t[f.key] = f.value
		}
	}
	env := object(t["environment"])
	for _, kv := range o.Env {
		name, value, _ := strings.Cut(kv, "=")
		env = with(env, name, value)
	}
	if len(env) > 0 {
		t["environment"] = env
	}
	labels := object(t["labels"])
	for _, kv := range o.Labels {
		name, value, _ := strings.Cut(kv, "=")
		labels = with(labels, name, value)
	}
	if len(labels) > 0 {
		t["labels"] = labels
	}
	mounts := list(t["volumes"])
	for _, v := range o.Volumes {
		m, err := shortMount(v, place{dir: o.WorkDir})
		if err != nil {
			return s, err
		}
		mounts = distinct(append(mounts[:len(mounts):len(mounts)], m), "volumes")
	}
	if len(mounts) > 0 {
		t["volumes"] = mounts
	}
	for _, f := range []struct {
		key string
		add []string
	}{{"cap_add", o.CapAdd}, {"cap_drop", o.CapDrop}} {
		if len(f.add) > 0 {
			t[f.key] = append(append([]any{}, list(t[f.key])...), anyList(f.add)...)
		}
	}
	s.Tree = t
	return s, nil
}

func anyList(all []string) []any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = s
	}
	return out
}
