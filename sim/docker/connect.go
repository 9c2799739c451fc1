package docker

import (
	"errors"
	"io/fs"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// connect finds the daemon that the command line, the environment or the
// context names, and refuses to speak to any other than the one there is.
// Source: docker/cli 29 cli/command/cli.go; moby client/errors.go.
func (c Call) connect() error {
	host := c.daemonHost()
	if name := c.currentContext(); name != defaultContext {
		s, err := c.context(name)
		if err != nil {
			return errors.New("Failed to initialize: unable to resolve docker endpoint: " + err.Error())
		}
		host = s.Endpoints["docker"].Host
	}
	proto, addr, ok := strings.Cut(host, "://")
	if !ok {
		proto, addr = "tcp", host
	}
	switch {
	case proto == "unix":
		return c.dialSocket(addr)
	case proto == "ssh" || proto == "fd":
		return errors.New(c.name + ": a daemon at " + host + " is not simulated")
	case proto != "tcp" && proto != "http" && proto != "https":
		return errors.New("invalid bind address format: " + host)
	}
	u, err := url.Parse("tcp://" + addr)
	if err != nil || strings.ContainsAny(addr, " ") {
		return errors.New("invalid bind address format: " + host)
	}
	if u.Port() == "" {
		u.Host += ":2375"
	}
	address := "tcp://" + u.Host + u.Path
	if _, err := netip.ParseAddr(u.Hostname()); err == nil || u.Hostname() == "localhost" {
		return errors.New("Cannot connect to the Docker daemon at " + address + ". Is the docker daemon running?")
	}
	return errors.New("failed to connect to the docker API at " + address + ": lookup " + u.Hostname() + " on " + nameserver + ": no such host")
}

// dialSocket reaches the daemon by its socket: on the host, or where that is
// mounted into a container. Source: moby client/request.go, doRequest.
func (c Call) dialSocket(addr string) error {
	if addr == "" {
		addr = "/var/run/docker.sock"
	}
	api := "unix://" + addr
	failed := func(why string) error {
		return errors.New("failed to connect to the docker API at " + api + "; check if the path is correct and if the daemon is running: dial unix " + addr + ": connect: " + why)
	}
	st, err := c.sys.Stat(addr)
	switch {
	case err != nil:
		return failed(strings.ToLower(err.Error()))
	case st.Mode&fs.ModeSocket == 0 || st.Data != "":
		return failed("connection refused")
	case !c.sys.MayWrite(st):
		return errors.New("permission denied while trying to connect to the docker API at " + api)
	}
	return c.checkAPIVersion()
}

const nameserver = "192.168.65.7:53"

// The versions of the Engine API that client and daemon speak.
const (
	clientAPI = "1.55"
	engineAPI = "1.56"
	oldestAPI = "1.40"
)

// apiVersion is the version of the API to speak: DOCKER_API_VERSION or the client's own.
func (c Call) apiVersion() string {
	if v, _ := c.p.Getenv("DOCKER_API_VERSION"); v != "" {
		return strings.TrimPrefix(v, "v")
	}
	return clientAPI
}

// checkAPIVersion is what the daemon answers to a version that it does not speak.
func (c Call) checkAPIVersion() error {
	v := c.apiVersion()
	major, minor, _ := strings.Cut(v, ".")
	a, err1 := strconv.Atoi(major)
	b, err2 := strconv.Atoi(minor)
	switch {
	case err1 != nil || err2 != nil:
		return errors.New("Error response from daemon: invalid API version: " + v)
	case a < 1 || a == 1 && b < 40:
		return errors.New("Error response from daemon: client version " + v + " is too old. Minimum supported API version is " + oldestAPI +
			", please upgrade your client to a newer version")
	case a > 1 || b > 56:
		return errors.New("Error response from daemon: client version " + v + " is too new. Maximum supported API version is " + engineAPI)
	}
	return nil
}
