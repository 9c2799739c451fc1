//go:build !core

package docker

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/distribution/reference"
	"github.com/docker/go-units"

	"drydock/sim/build"
	"drydock/sim/proc"
)

// buildOptions reads the command line of docker build, and standard input if
// it asks for that, and goes on with next.
func (c Call) buildOptions(next func(Call, build.Options) error) error {
	o := build.Options{Target: c.text("target"), NoCache: c.on("no-cache"), NoCacheFilter: c.list("no-cache-filter"), Pull: c.on("pull"),
		Network: c.text("network"), ExtraHosts: c.list("add-host"), Check: c.on("check") || c.text("call") == "check"}
	for _, read := range []func(*build.Options) error{c.buildTags, c.buildPairs, c.buildPlatform, c.buildOutput, c.buildSecrets, c.buildNamed, c.buildHosts, c.buildAgents, c.buildCaches, c.buildAttest, c.buildNotes, c.buildRights} {
		if err := read(&o); err != nil {
			return err
		}
	}
	where, file := c.args[0], c.text("file")
	if where == "-" && file == "-" {
		return buildError("invalid argument: can't use stdin for both build context and dockerfile")
	}
	if where != "-" && file != "-" {
		if err := c.buildContext(&o, where, file); err != nil {
			return err
		}
		return next(c, o)
	}
	t := c.typed
	proc.Slurp(c.p, 0, func(p *proc.Proc, data string) {
		resume(t, p).do(func(c Call) error {
			if where == "-" {
				c.stdinContext(&o, data, file)
				return next(c, o)
			}
			if err := c.buildContext(&o, where, ""); err != nil {
				return err
			}
			o.Dockerfile, o.File, o.Missing = data, "Dockerfile", ""
			return next(c, o)
		})
	})
	return nil
}

func (c Call) buildTags(o *build.Options) error {
	for _, t := range c.list("tag") {
		if _, err := reference.Parse(t); err != nil {
			return buildError("invalid tag %q: %s", t, err)
		}
		named, err := reference.ParseNormalizedNamed(t)
		if err != nil {
			return buildError("invalid tag %q: %s", t, err)
		}
		o.Tags = append(o.Tags, reference.TagNameOnly(named).String())
	}
	return nil
}

// buildPairs reads --build-arg, whose value may be in the environment, and --label.
func (c Call) buildPairs(o *build.Options) error {
	for _, a := range c.list("build-arg") {
		name, value, given := strings.Cut(a, "=")
		if !given {
			value, given = c.p.Getenv(name)
		}
		o.Args = append(o.Args, build.Pair{Name: name, Value: value, Given: given})
	}
	const epoch = "SOURCE_DATE_EPOCH"
	if v, set := c.p.Getenv(epoch); set && v != "" && !slices.ContainsFunc(o.Args, func(a build.Pair) bool { return a.Name == epoch }) {
		o.Args = append(o.Args, build.Pair{Name: epoch, Value: v, Given: true}) // buildx passes it on by itself
	}
	for _, a := range o.Args {
		if n, err := strconv.ParseInt(a.Value, 10, 64); a.Name == epoch && a.Given && a.Value != "" {
			if err != nil {
				return buildError("failed to solve: invalid %s: %s: %v", epoch, a.Value, err)
			}
			o.Epoch = time.Unix(n, 0).UTC()
		}
	}
	for _, l := range c.list("label") {
		name, value, _ := strings.Cut(l, "=")
		o.Labels = append(o.Labels, build.Pair{Name: name, Value: value, Given: true})
	}
	if c.given("shm-size") {
		n, err := units.RAMInBytes(c.text("shm-size"))
		if err != nil {
			return buildError("%s", err)
		}
		o.ShmSize = n
	}
	if c.given("ulimit") {
		o.Ulimits = c.ulimits()
	}
	return nil
}

func (c Call) buildPlatform(o *build.Options) error {
	all, err := c.buildPlatforms()
	if len(all) == 1 {
		o.Platform = all[0]
	}
	return err
}

// buildHosts reads --add-host. Source: buildx build/utils.go, toBuildkitExtraHosts.
func (c Call) buildHosts(o *build.Options) error {
	for _, s := range o.ExtraHosts {
		host, ip, ok := strings.Cut(s, "=")
		if !ok {
			host, ip, ok = strings.Cut(s, ":")
		}
		if inner, bracketed := strings.CutPrefix(ip, "["); bracketed {
			ip = strings.TrimSuffix(inner, "]")
		}
		_, err := netip.ParseAddr(ip)
		if !ok || host == "" || err != nil && ip != "host-gateway" {
			return buildError("invalid host %s", s)
		}
	}
	return nil
}
