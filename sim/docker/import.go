package docker

import (
	"errors"
	"net/url"
	"strings"

	"github.com/distribution/reference"

	"drydock/sim/engine"
)

var importFlags = []Flag{
	{Name: "change", Short: "c", Kind: "list", Help: "Dockerfile instruction to apply"},
	{Name: "message", Short: "m", Kind: "string", Help: "Comment on the image"},
	{Name: "platform", Kind: "string", Help: "Platform of the image"},
}

func importImage(c Call) error {
	source := c.args[0]
	o := engine.ImportOptions{Message: c.text("message"), Changes: c.list("change"), Source: "-"}
	if len(c.args) > 1 && c.args[1] != "" {
		named, err := reference.ParseNormalizedNamed(c.args[1])
		if err != nil {
			return err
		}
		o.Reference = reference.TagNameOnly(named).String()
	}
	if err := c.platform(c.text("platform")); err != nil {
		return err
	}
	u, err := url.Parse(source)
	switch {
	case source == "-":
		return c.slurp(func(c Call, data string) error { return c.importFrom(data, o) })
	case err == nil && (u.Scheme == "http" || u.Scheme == "https"):
		return c.refused(&engine.Error{Class: engine.System, Object: engine.Object{Type: "host"},
			Message: `Get "` + source + `": dial tcp: lookup ` + u.Hostname() + " on " + c.resolver() + ": no such host"})
	}
	data, err := c.sys.ReadFile(source)
	if err != nil {
		return errors.New("open " + source + ": " + strings.ToLower(err.Error()))
	}
	return c.importFrom(data, o)
}

func (c Call) importFrom(archive string, o engine.ImportOptions) error {
	h, id, err := c.host().ImageImport(archive, o)
	if err := c.ask(h, err); err != nil {
		return err
	}
	return c.finish(id + "\n")
}

// resolver is the name server the host asks, with its port.
func (c Call) resolver() string {
	text, err := c.sys.ReadFile("/etc/resolv.conf")
	if err != nil {
		return nameserver
	}
	for line := range strings.Lines(text) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "nameserver" {
			return f[1] + ":53"
		}
	}
	return nameserver
}
