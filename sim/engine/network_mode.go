package engine

import (
	"slices"
	"strings"

	"github.com/moby/moby/api/types/container"
	networktypes "github.com/moby/moby/api/types/network"

	"drydock/sim/persist"
)

// Attachment is a network a container asks for when it is made, by name or id.
type Attachment struct {
	Network string
	Ask     networktypes.EndpointSettings
}

// CreateWarnings are what the daemon says about a request that it takes all
// the same.
func CreateWarnings(o CreateOptions) []string {
	all := limitWarnings(o)
	if o.Host.NetworkMode.IsHost() && len(o.Host.PortBindings) > 0 {
		all = append(all, "Published ports are discarded when using host network mode")
	}
	return all
}

// checkMode finds options that have no meaning in another's network namespace.
// Source: moby daemon/hostconfig_unix.go, validateNetMode.
func checkMode(o CreateOptions) *Error {
	mode := o.Host.NetworkMode
	_, shared := strings.CutPrefix(string(mode), "container:")
	rows := []struct {
		broken  bool
		message string
	}{
		{shared && mode.ConnectedContainer() == "", "invalid container format container:<name|id>"},
		{shared && o.Config.Hostname != "", "conflicting options: hostname and the network mode"},
		{shared && len(o.Host.Links) > 0, "conflicting options: container type network can't be used with links. This would result in undefined behavior"},
		{mode.IsHost() && len(o.Host.Links) > 0, "conflicting options: host type networking can't be used with links. This would result in undefined behavior"},
		{shared && len(o.Host.DNS) > 0, "conflicting options: dns and the network mode"},
		{shared && len(o.Host.ExtraHosts) > 0, "conflicting options: custom host-to-IP mapping and the network mode"},
		{shared && (len(o.Host.PortBindings) > 0 || o.Host.PublishAllPorts), "conflicting options: port publishing and the container type network mode"},
		{shared && len(o.Config.ExposedPorts) > 0, "conflicting options: port exposing and the container type network mode"},
	}
	for _, r := range rows {
		if r.broken {
			return refuse(InvalidArg, Object{Type: "host"}, "%s", r.message)
		}
	}
	return nil
}

// attach gives a container that is being made its place on the networks it
// asks for: the first is the one its mode names. A network that does not exist
// is no error before the start.
func (h Host) attach(c *Container, asked []Attachment) *Error {
	if c.Host.NetworkMode.IsDefault() || c.Host.NetworkMode == "" {
		c.Host.NetworkMode = networktypes.NetworkBridge
	}
	mode := c.Host.NetworkMode
	var all persist.Map[string, Endpoint]
	for _, a := range asked {
		if container.NetworkMode(a.Network).IsDefault() {
			a.Network = networktypes.NetworkBridge
		}
		var found *Network
		name := a.Network
		if n, err := h.Network(a.Network); err == nil {
			found, name = &n, n.Name
			if string(mode) == a.Network && a.Network != n.Name {
				c.Host.NetworkMode = container.NetworkMode(n.ID) // also for the beginning of an id
			}
		}
		if err := checkEndpoint(name, found, a.Ask); err != nil {
			err.Message = "invalid config for network " + a.Network + ": " + err.Message
			return err
		}
		all = all.Set(name, Endpoint{Ask: a.Ask})
	}
	if len(asked) == 0 && !mode.IsContainer() {
		name := string(mode)
		if n, err := h.Network(name); err == nil {
			name = n.Name
		}
		all = all.Set(name, Endpoint{})
	}
	c.Endpoints = all
	return h.link(c)
}

// legacyLink is a container that another knows by a name of its own on the
// default bridge.
type legacyLink struct{ id, alias string }

// link finds the containers of --link. On a user-defined network a link is
// just a name and may lead to nothing.
func (h Host) link(c *Container) *Error {
	wanted := c.Host.Links
	c.Host.Links = nil
	if c.Host.NetworkMode.IsUserDefined() {
		return nil
	}
	for _, l := range wanted {
		name, alias := ParseLink(l)
		child, err := h.Container(name)
		if err != nil {
			return refuse(InvalidArg, Object{Type: "host"}, "could not get container for %s: %s", name, err.Error())
		}
		if child.Host.NetworkMode.IsHost() {
			return refuse(InvalidArg, Object{"container", child.ID}, "conflicting options: host type networking can't be used with links. This would result in undefined behavior")
		}
		c.links = append(slices.Clip(c.links), legacyLink{child.ID, alias})
	}
	return nil
}

// ParseLink reads "container" or "container:alias".
func ParseLink(s string) (name, alias string) {
	name, alias, two := strings.Cut(s, ":")
	if !two {
		alias = name
	}
	return name, alias[strings.LastIndexByte(alias, '/')+1:]
}

// shownLinks are the links as inspect shows them: /db:/web/alias.
func (h Host) shownLinks(c Container) []string {
	var list []string
	for _, l := range c.links {
		if child, ok := h.containers.Get(l.id); ok {
			list = append(list, "/"+child.Name+":/"+c.Name+"/"+l.alias)
		}
	}
	return list
}

// linkNames writes the linked containers into the hosts file of one that has
// joined the default bridge.
func (h *Host) linkNames(c Container, n Network) *Error {
	if n.Name != networktypes.NetworkBridge {
		return nil
	}
	hosts := readMount(c, "/etc/hosts")
	for _, l := range c.links {
		child, ok := h.containers.Get(l.id)
		if !ok {
			continue
		}
		o := Object{"container", child.ID}
		e := child.Endpoints.At(n.Name)
		switch {
		case !child.runs():
			return refuse(System, o, "Cannot link to a non running container: /%s AS /%s/%s", child.Name, c.Name, l.alias)
		case !e.IP.IsValid():
			return refuse(System, o, "Cannot link to /%s, as it does not belong to the default network", child.Name)
		}
		names := l.alias + " " + child.Config.Hostname
		if l.alias != child.Name {
			names += " " + child.Name
		}
		hosts += e.IP.String() + "\t" + names + "\n"
	}
	if len(c.links) > 0 {
		h.rewrite(c.ID, hosts)
	}
	return nil
}

// share makes a container ready to live in another's network namespace.
// Errors: system, and conflict when that one does not run.
func (h *Host) share(c *Container) error {
	mode := c.Host.NetworkMode
	if !mode.IsContainer() {
		return nil
	}
	owner, err := h.Container(mode.ConnectedContainer())
	o := Object{"container", c.ID}
	switch {
	case err != nil:
		return refuse(System, o, "joining network namespace of container: %s", err.Error())
	case owner.ID == c.ID:
		return refuse(System, o, "cannot join own network namespace")
	case !owner.runs():
		return refuse(Conflict, o, "cannot join network namespace of a non running container: container %s is %s", owner.Name, owner.State).
			because("a network namespace lasts as long as the container it was made for runs")
	}
	c.Host.NetworkMode = container.NetworkMode("container:" + owner.ID)
	c.Config.Hostname, c.Config.Domainname = owner.Config.Hostname, owner.Config.Domainname
	return nil
}
