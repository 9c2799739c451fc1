//go:build !core

package docker

import (
	"strings"

	"drydock/sim/build"
)

// buildSecrets reads --secret: an id and the file or variable that holds it.
func (c Call) buildSecrets(o *build.Options) error {
	for _, s := range c.list("secret") {
		f, row, err := fields(s)
		if err != nil {
			return buildError("%s", err)
		}
		if err := secretKeys(row); err != nil {
			return err
		}
		id, file, env := f["id"], f["src"], f["env"]
		if file == "" {
			file = f["source"]
		}
		kind := f["type"]
		if kind != "" && kind != "file" && kind != "env" {
			return buildError("unsupported secret type %q", kind)
		}
		if v, ok := c.p.Getenv(id); ok && file == "" && (env == "" && kind != "file") {
			o.Secrets = append(o.Secrets, build.Secret{ID: id, Data: v})
			continue
		}
		if env == "" && kind == "env" {
			env = file
		}
		if env != "" {
			v, _ := c.p.Getenv(env)
			o.Secrets = append(o.Secrets, build.Secret{ID: id, Data: v})
			continue
		}
		if file == "" {
			file = id
		}
		text, err := c.sys.ReadFile(file)
		if err != nil {
			return buildError("failed to stat %s: stat %s: no such file or directory", file, file)
		}
		o.Secrets = append(o.Secrets, build.Secret{ID: id, Data: text})
	}
	return nil
}

// secretKeys refuses the fields that --secret does not have. Source: buildx
// util/buildflags/secrets.go.
func secretKeys(row []string) error {
	for _, field := range row {
		key, _, pair := strings.Cut(field, "=")
		switch key = strings.ToLower(key); {
		case !pair:
			return buildError("invalid field '%s' must be a key=value pair", field)
		case key != "id" && key != "src" && key != "source" && key != "env" && key != "type":
			return buildError("unexpected key '%s' in '%s'", key, field)
		}
	}
	return nil
}

// buildAgents reads --ssh. There is no agent on this host to ask for keys.
// Source: moby/buildkit session/sshforward/sshprovider.
func (c Call) buildAgents(*build.Options) error {
	asked := c.list("ssh")
	if len(asked) == 0 {
		return nil
	}
	_, from, _ := strings.Cut(asked[0], "=")
	if socket, _ := c.p.Getenv("SSH_AUTH_SOCK"); from == "" && socket == "" {
		return buildError("invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set")
	}
	return &exitError{1, c.name + ": keys for RUN --mount=type=ssh are not simulated: nothing here speaks SSH"}
}
