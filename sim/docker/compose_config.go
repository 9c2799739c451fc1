//go:build !core

package docker

import (
	"slices"
	"strconv"

	"drydock/sim/compose"
)

func composeVersion(c Call) error {
	switch {
	case c.on("short"):
		return c.finish(compose.Version + "\n")
	case c.text("format") == "json":
		return c.finish(`{"version":"v` + compose.Version + `"}` + "\n")
	}
	return c.finish("Docker Compose version v" + compose.Version + "\n")
}

// laterConfig are flags of config that are not simulated.
var laterConfig = []string{"lock-image-digests", "resolve-image-digests", "no-normalize", "no-path-resolution"}

func composeConfig(c Call) error {
	for _, name := range laterConfig {
		if c.on(name) {
			return &exitError{1, c.name + ": --" + name + " is not simulated"}
		}
	}
	o := c.composeOptions()
	o.Raw, o.NoCheck, o.NoEnvFiles = c.on("no-interpolate") || c.on("variables"), c.on("no-consistency"), c.on("no-env-resolution")
	return c.loadProject(o, func(c Call, p compose.Project) error {
		if err := knows(p, c.args); err != nil {
			return err
		}
		if c.on("variables") {
			return c.finish(variables(p))
		}
		services := p.Services()
		if len(c.args) > 0 {
			var err error
			if services, err = p.Enable(c.args).Select(c.args, false); err != nil {
				return err
			}
		}
		if out, ok := c.configList(p, services); ok {
			return c.finish(lines(out))
		}
		if c.on("quiet") {
			return exit(0)(c)
		}
		out, err := p.Marshal(services)
		if c.text("format") == "json" {
			if out, err = p.JSON(services); err == nil {
				out += "\n"
			}
		}
		if err != nil {
			return err
		}
		if file := c.text("output"); file != "" {
			return c.sysWrite(file, out)
		}
		return c.finish(out)
	})
}

// variables are those that a project fills in, as a table.
func variables(p compose.Project) string {
	rows := [][]string{{"NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE"}}
	for _, w := range p.Wanted() {
		rows = append(rows, []string{w.Name, strconv.FormatBool(w.Required), w.Default, w.Presence})
	}
	return columnsOf(rows, 20)
}

func (c Call) sysWrite(file, data string) error {
	if err := c.sys.WriteFile(file, data, 0o666); err != nil {
		return err
	}
	return exit(0)(c)
}

// configList is what config shows instead of the file, a name a line.
func (c Call) configList(p compose.Project, services []compose.Service) (out []string, ok bool) {
	switch {
	case c.on("services"):
		for _, s := range services {
			out = append(out, s.Name)
		}
	case c.on("images"):
		for _, s := range services {
			out = append(out, s.Image())
		}
		slices.Sort(out)
		out = slices.Compact(out)
	case c.on("volumes"):
		for _, r := range p.Volumes(services) {
			out = append(out, r.Key)
		}
	case c.on("networks"):
		for _, r := range p.Networks(services) {
			out = append(out, r.Key)
		}
	case c.on("profiles"):
		out = p.Profiles()
	case c.on("models"):
	case c.on("environment"):
		out = p.Env.All()
	case c.given("hash"):
		for _, s := range services {
			if h := c.text("hash"); h == "*" || h == s.Name {
				out = append(out, s.Name+" "+s.Hash())
			}
		}
	default:
		return nil, false
	}
	return out, true
}
