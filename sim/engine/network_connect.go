package engine

import (
	networktypes "github.com/moby/moby/api/types/network"
)

// NetworkConnect puts a container on a further network: at once if it runs,
// else when it starts. Errors: not found; invalid argument for what the
// network or the container's mode does not allow; forbidden when it is there
// already. Source: Engine API, POST /networks/{id}/connect.
func (h Host) NetworkConnect(ref, containerRef string, ask networktypes.EndpointSettings) (Host, error) {
	net, err := h.Network(ref)
	if err != nil {
		return h, err
	}
	c, err := h.Container(containerRef)
	if err != nil {
		return h, err
	}
	o := Object{"container", c.ID}
	if c.Host.NetworkMode.IsContainer() {
		return h, refuse(InvalidArg, o, sharesNetwork)
	}
	if err := checkEndpoint(net.Name, &net, ask); err != nil {
		return h, err
	}
	if err := h.mayJoin(c, net); err != nil {
		return h, err
	}
	e, has := c.Endpoints.Get(net.Name)
	if has && e.Joined() {
		return h, refuse(Forbidden, o, "endpoint with name %s already exists in network %s", c.Name, net.Name)
	}
	if has && !c.runs() {
		return h, nil
	}
	n := h
	c.Endpoints = c.Endpoints.Set(net.Name, Endpoint{Ask: ask, Network: net.ID})
	n.containers = n.containers.Set(c.ID, c)
	if !c.runs() {
		return n, nil
	}
	if err := n.join(c.ID, net.Name); err != nil {
		return h, err
	}
	return n, nil
}

// NetworkDisconnect takes a container off a network. Errors: not found;
// system when it is not on it; invalid argument for the host's. Source: Engine
// API, POST /networks/{id}/disconnect.
func (h Host) NetworkDisconnect(ref, containerRef string, force bool) (Host, error) {
	net, err := h.Network(ref)
	c, cerr := h.Container(containerRef)
	switch {
	case cerr != nil && force && err == nil:
		return h, refuse(NotFound, Object{"network", net.ID}, "endpoint %s not found", containerRef)
	case cerr != nil && err == nil:
		return h, cerr
	case err != nil:
		return h, err
	}
	o := Object{"container", c.ID}
	e, has := c.Endpoints.Get(net.Name)
	switch {
	case !c.runs() && !has:
		return h, refuse(System, o, "container %s is not connected to the network %s", c.ID, net.Name)
	case c.runs() && c.Host.NetworkMode.IsHost() && net.Driver == "host":
		return h, refuse(InvalidArg, o, "cannot disconnect container from host network - container was created in host network mode")
	case c.runs() && !e.Joined():
		return h, refuse(System, o, "container %s is not connected to network %s", c.ID, net.Name)
	}
	n := h
	if c.runs() {
		n.leave(c.ID, net.Name, false)
		c = n.containers.At(c.ID)
	}
	c.Endpoints = c.Endpoints.Delete(net.Name)
	n.containers = n.containers.Set(c.ID, c)
	if c.runs() {
		n.republish(c.ID)
		n.hideAddress(c.ID, e.IP)
		n.hideAddress(c.ID, e.IP6)
	}
	return n, nil
}
