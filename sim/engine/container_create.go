package engine

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/moby/moby/api/types/container"
	"github.com/moby/moby/api/types/network"

	"drydock/sim/image"
	"drydock/sim/proc"

	"drydock/sim/vfs"
)

// CreateOptions are what a container is made from.
type CreateOptions struct {
	Name     string // "": one is generated
	Config   container.Config
	Host     container.HostConfig
	Networks []Attachment // none: the one the network mode names
}

var validName = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_.-]+$`)

const nameRule = "only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"

// marked is an image's tree with the file by which programs know that they are
// in a container. It is below the writable layer: neither diff nor commit has
// it. Source: moby daemon/initlayer.
func (h *Host) marked(t vfs.Tree) vfs.Tree {
	n, err := t.Put("/.dockerenv", vfs.File(0o755, "", h.now))
	if err != nil {
		return t
	}
	return n
}

// ContainerCreate makes a container from an image and returns its id. Errors:
// not found without the image (looked at before the name), invalid argument,
// conflict when the name is taken. Source: Engine API, POST /containers/create.
func (h Host) ContainerCreate(o CreateOptions) (Host, string, error) {
	if err := h.checkCreate(o); err != nil {
		return h, "", err
	}
	if err := room(h.containers.Len(), mostContainers, "containers", "docker rm"); err != nil {
		return h, "", err
	}
	if err := h.checkMounts(o.Host); err != nil {
		return h, "", err
	}
	img, err := h.Image(o.Config.Image)
	if err != nil {
		return h, "", err
	}
	cfg := mergeConfig(o.Config, img.Image)
	if len(cfg.Cmd) == 0 && len(cfg.Entrypoint) == 0 {
		return h, "", refuse(InvalidArg, Object{"image", string(img.ID)}, "no command specified")
	}
	if err := h.checkJoined(o.Host); err != nil {
		return h, "", err
	}
	if err := checkLog(o.Host.LogConfig); err != nil {
		return h, "", err
	}
	n := h
	name := strings.TrimPrefix(o.Name, "/")
	if name == "" {
		name = n.generateName()
	}
	if err := n.freeName(name); err != nil {
		return h, "", err
	}
	id := n.newID("container")
	if cfg.Hostname == "" {
		cfg.Hostname = id[:12]
		if o.Host.NetworkMode.IsHost() {
			cfg.Hostname = hostName
		}
	}
	n.counter++
	files := n.marked(img.Tree)
	c := Container{
		ID: id, Name: name, Seq: n.counter, ImageID: string(img.ID), Config: cfg, Host: withDefaults(o.Host), Created: n.now,
		State: Created, Lower: files, Root: files, foreign: img.Platform != "",
	}
	if c.Mounts, err = n.mountPoints(c); err != nil {
		return h, "", err
	}
	if err := n.populate(c); err != nil {
		return h, "", err
	}
	c.mounts = n.restingMounts(c)
	argv := slices.Concat(cfg.Entrypoint, cfg.Cmd)
	c.Path, c.Args = argv[0], argv[1:]
	if err := h.attach(&c, o.Networks); err != nil {
		return h, "", err
	}
	n.containers = n.containers.Set(id, c)
	n.bySeq = n.bySeq.Set(c.Seq, id)
	n.names = n.names.Set(name, id)
	n.containerEvent(c, "create", "a container is the image "+o.Config.Image+" with one writable layer on top; nothing runs yet")
	return n, id, nil
}

func (h Host) checkCreate(o CreateOptions) *Error {
	host := Object{Type: "host"}
	for _, check := range []func() error{
		func() error { return checkRequest(o.Config, o.Host) },
		func() error { return checkConfig(o.Config) },
		func() error { return checkHostConfig(o.Host) },
	} {
		if err := check(); err != nil {
			return refuse(InvalidArg, host, "%s", err)
		}
	}
	if o.Name != "" && !validName.MatchString(strings.TrimPrefix(o.Name, "/")) {
		return refuse(InvalidArg, host, "Invalid container name (%s), %s", o.Name, nameRule)
	}
	if err := checkMode(o); err != nil {
		return err
	}
	return nil
}

func (h Host) freeName(name string) *Error {
	if id, taken := h.names.Get(name); taken {
		return refuse(Conflict, Object{"container", id}, "Conflict. The container name \"/%s\" is already in use by container \"%s\". You have to remove (or rename) that container to be able to reuse that name.", name, id).
			because("a name belongs to one container, in whatever state it is")
	}
	return nil
}

// mergeConfig is the user's configuration over the image's. Source: moby
// daemon/commit.go, merge.
func mergeConfig(c container.Config, img image.Image) container.Config {
	from := img.Container
	if c.User == "" {
		c.User = from.User
	}
	if c.WorkingDir == "" {
		c.WorkingDir = from.WorkingDir
	}
	if c.StopSignal == "" {
		c.StopSignal = from.StopSignal
	}
	c.Healthcheck = mergeHealthcheck(c.Healthcheck, from.Healthcheck)
	env := slices.Clone(c.Env)
	for _, kv := range from.Env {
		name, _, _ := strings.Cut(kv, "=")
		if _, ok := proc.Lookup(c.Env, name); !ok {
			env = append(env, kv)
		}
	}
	c.Env = env
	labels := maps.Clone(from.Labels)
	if labels == nil {
		labels = map[string]string{}
	}
	maps.Copy(labels, c.Labels)
	c.Labels = labels
	if len(from.Volumes) > 0 {
		volumes := maps.Clone(from.Volumes)
		maps.Copy(volumes, c.Volumes)
		c.Volumes = volumes
	}
	ports := maps.Clone(c.ExposedPorts)
	for p := range from.ExposedPorts { // a set
		if port, err := network.ParsePort(p); err == nil {
			if ports == nil {
				ports = network.PortSet{}
			}
			ports[port] = struct{}{}
		}
	}
	c.ExposedPorts = ports
	switch {
	case len(c.Entrypoint) == 1 && c.Entrypoint[0] == "":
		c.Entrypoint = nil
	case len(c.Entrypoint) == 0:
		c.Entrypoint = from.Entrypoint
		if len(c.Cmd) == 0 {
			c.Cmd = from.Cmd
		}
	}
	return c
}
