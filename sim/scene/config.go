package scene

import (
	"fmt"
	"strings"

	"drydock/sim/engine"
)

// drawConfig is how a container was configured, what is as usual left out.
func drawConfig(c engine.Container) []Setting {
	var list []Setting
	add := func(name, value string) {
		if value != "" {
			list = append(list, Setting{name, value})
		}
	}
	add("Entrypoint", commandLine(c.Config.Entrypoint))
	add("Cmd", commandLine(c.Config.Cmd))
	add("WorkingDir", c.Config.WorkingDir)
	add("User", c.Config.User)
	add("Hostname", c.Config.Hostname)
	add("NetworkMode", string(c.Host.NetworkMode))
	if p := c.Host.RestartPolicy; p.Name != "" && p.Name != "no" {
		text := string(p.Name)
		if p.MaximumRetryCount > 0 {
			text += fmt.Sprintf(":%d", p.MaximumRetryCount)
		}
		add("RestartPolicy", text)
	}
	if c.Host.Memory > 0 {
		add("Memory", sizeText(c.Host.Memory))
	}
	if c.Host.NanoCPUs > 0 {
		add("CPUs", fmt.Sprintf("%g", float64(c.Host.NanoCPUs)/1e9))
	}
	for _, on := range []struct {
		name string
		is   bool
	}{{"AutoRemove", c.Host.AutoRemove}, {"ReadonlyRootfs", c.Host.ReadonlyRootfs}, {"Privileged", c.Host.Privileged}, {"Tty", c.Config.Tty}, {"OpenStdin", c.Config.OpenStdin}, {"Init", c.Host.Init != nil && *c.Host.Init}} {
		if on.is {
			add(on.name, "true")
		}
	}
	if hc := c.Config.Healthcheck; hc != nil {
		add("Healthcheck", strings.Join(hc.Test, " "))
	}
	return list
}
