package docker

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/opencontainers/go-digest"
	"github.com/spf13/pflag"
)

// clientOptions are what was said before the command: which daemon to speak to.
type clientOptions struct {
	host, context, config string
	compose               *pflag.FlagSet // those of docker compose itself
}

// savedContext is a context as it lies in the client's directory.
// Source: docker/cli 29 cli/context/store.
type savedContext struct {
	Name      string
	Metadata  contextMeta
	Endpoints map[string]endpoint
}

type contextMeta struct {
	Description string `json:",omitempty"`
}

type endpoint struct {
	Host          string
	SkipTLSVerify bool
}

const (
	defaultHost    = "unix:///var/run/docker.sock"
	defaultContext = "default"
)

// configDir is the client's directory.
func (c Call) configDir() string {
	if c.client.config != "" {
		return c.client.config
	}
	if dir, ok := c.p.Getenv("DOCKER_CONFIG"); ok && dir != "" {
		return dir
	}
	home, ok := c.p.Getenv("HOME")
	if !ok || home == "" {
		home = "/root"
	}
	return path.Join(home, ".docker")
}

// settings is the client's config.json; none is no settings.
func (c Call) settings() map[string]json.RawMessage {
	all := map[string]json.RawMessage{}
	text, err := c.sys.ReadFile(c.configDir() + "/config.json")
	if err != nil || json.Unmarshal([]byte(text), &all) != nil || all == nil {
		return map[string]json.RawMessage{}
	}
	return all
}

// useContext writes the context to use into config.json; "" is the default.
func (c Call) useContext(name string) error {
	all := c.settings()
	var now string
	_ = json.Unmarshal(all["currentContext"], &now) // none is the default
	if now == name {
		return nil
	}
	delete(all, "currentContext")
	if name != "" {
		all["currentContext"], _ = json.Marshal(name) // a string can be
	}
	if all["auths"] == nil {
		all["auths"] = json.RawMessage("{}")
	}
	text, err := json.MarshalIndent(all, "", "\t")
	if err != nil {
		return err
	}
	if err := c.makeDirs(c.configDir()); err != nil {
		return err
	}
	return c.sys.WriteFile(c.configDir()+"/config.json", string(text), 0o600)
}

// makeDirs makes a directory with those above it.
func (c Call) makeDirs(dir string) error {
	if _, err := c.sys.Stat(dir); err == nil || dir == "/" {
		return nil
	}
	if err := c.makeDirs(path.Dir(dir)); err != nil {
		return err
	}
	if err := c.sys.Mkdir(dir, 0o755); err != nil {
		return fmt.Errorf("mkdir %s: %s", dir, strings.ToLower(err.Error()))
	}
	return nil
}

// currentContext is the context in use. Source: docker/cli 29
// cli/command/cli.go, resolveContextName.
func (c Call) currentContext() string {
	if c.client.context != "" {
		return c.client.context
	}
	if host, _ := c.p.Getenv("DOCKER_HOST"); c.client.host != "" || host != "" {
		return defaultContext
	}
	if name, _ := c.p.Getenv("DOCKER_CONTEXT"); name != "" {
		return name
	}
	var name string
	if json.Unmarshal(c.settings()["currentContext"], &name) == nil && name != "" {
		return name
	}
	return defaultContext
}

// daemonHost is the address that the default context stands for.
func (c Call) daemonHost() string {
	if c.client.host != "" {
		return c.client.host
	}
	if host, _ := c.p.Getenv("DOCKER_HOST"); host != "" {
		return host
	}
	return defaultHost
}

// contextDir is where a context's meta.json lies, or its TLS files.
func (c Call) contextDir(kind, name string) string {
	return c.configDir() + "/contexts/" + kind + "/" + digest.FromString(name).Encoded()
}

// context reads a context.
func (c Call) context(name string) (savedContext, error) {
	if name == defaultContext {
		return savedContext{Name: name, Endpoints: map[string]endpoint{"docker": {Host: c.daemonHost()}}}, nil
	}
	file := c.contextDir("meta", name) + "/meta.json"
	text, err := c.sys.ReadFile(file)
	if err != nil {
		return savedContext{}, fmt.Errorf("context %q: context not found: open %s: %s", name, file, strings.ToLower(err.Error()))
	}
	var s savedContext
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return savedContext{}, fmt.Errorf("context %q: parsing %s: %w", name, file, err)
	}
	return s, nil
}

// saveContext writes a context.
func (c Call) saveContext(s savedContext) error {
	dir := c.contextDir("meta", s.Name)
	if err := c.makeDirs(dir); err != nil {
		return err
	}
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return c.sys.WriteFile(dir+"/meta.json", string(text), 0o644)
}

// contexts are all there are, the default one first as the client finds it.
func (c Call) contexts() []savedContext {
	first, _ := c.context(defaultContext) // there always is one
	all := []savedContext{first}
	entries, err := c.sys.ReadDir(c.configDir() + "/contexts/meta")
	if err != nil {
		return all // nothing was created yet
	}
	for _, e := range entries {
		text, err := c.sys.ReadFile(c.configDir() + "/contexts/meta/" + e.Name + "/meta.json")
		var s savedContext
		if err == nil && json.Unmarshal([]byte(text), &s) == nil {
			all = append(all, s)
		}
	}
	return all
}

const contextNames = "^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$"

var contextName = regexp.MustCompile(contextNames)

// checkContextName refuses what cannot be the name of a context.
func checkContextName(name string) error {
	switch {
	case name == "":
		return errors.New("context name cannot be empty")
	case name == defaultContext:
		return errors.New(`"default" is a reserved context name`)
	case !contextName.MatchString(name):
		return fmt.Errorf("context name %q is invalid, names are validated against regexp %q", name, contextNames)
	}
	return nil
}
