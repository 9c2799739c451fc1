package docker

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

var (
	contextFlags = []Flag{
		{Name: "description", Kind: "string", Help: "What the context is for"},
		{Name: "docker", Kind: "stringToString", Default: "[]", Help: "how to reach the daemon"},
	}
	contextCreateFlags  = append(contextFlags[:2:2], Flag{Name: "from", Kind: "string", Help: "context to copy"})
	contextInspectFlags = []Flag{{Name: "format", Short: "f", Kind: "string", Help: formatHelp}}
	contextRmFlags      = []Flag{{Name: "force", Short: "f", Kind: "bool", Help: "Remove a context in use too"}}
	contextLsFlags      = []Flag{
		{Name: "format", Kind: "string", Help: tableFormatHelp},
		{Name: "quiet", Short: "q", Kind: "bool", Help: "Print names and nothing else"},
	}
)

// contextLong is what the pages of context create and update tell of --docker.
func contextLong(short, verb string) string {
	return short + `

Docker endpoint config:

NAME                DESCRIPTION
from                Context whose endpoint to copy
host                Address of the daemon
ca                  Certificate of the only CA to trust
cert                File of the client's TLS certificate
key                 File of the client's TLS key
skip-tls-verify     Do not check the daemon's certificate

Example:

$ docker context ` + verb + ` far-away --description "my other machine" --docker "host=tcp://myserver:2376,ca=~/ca-file,cert=~/cert-file,key=~/key-file"`
}

// contextRow is a row of docker context ls.
type contextRow struct{ name, description, host, err, current string }

func (r contextRow) Name() string                 { return r.name }
func (r contextRow) Description() string          { return r.description }
func (r contextRow) DockerEndpoint() string       { return r.host }
func (r contextRow) Error() string                { return r.err }
func (r contextRow) Current() bool                { return r.name == r.current }
func (r contextRow) MarshalJSON() ([]byte, error) { return columns(r) }

var contextListing = listing{context: "formatter.clientContextContext", short: "{{.Name}}",
	table:    "{{.Name}}{{if .Current}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}",
	headings: map[string]string{"Name": "NAME", "Description": "DESCRIPTION", "DockerEndpoint": "DOCKER ENDPOINT", "Error": "ERROR"}}

func contextLs(c Call) error {
	now := c.currentContext()
	var all []contextRow
	for _, s := range c.contexts() {
		r := contextRow{name: s.Name, description: s.Metadata.Description, host: s.Endpoints["docker"].Host, current: now}
		if s.Name == defaultContext {
			r.description = "Current DOCKER_HOST based configuration"
		}
		all = append(all, r)
	}
	if _, err := c.context(now); err != nil {
		all = append(all, contextRow{name: now, err: err.Error(), current: now})
	}
	slices.SortFunc(all, func(a, b contextRow) int { return strings.Compare(a.name, b.name) })
	var rows []any
	for _, r := range all {
		rows = append(rows, r)
	}
	out, err := contextListing.print(c.text("format"), c.on("quiet"), rows)
	if err != nil {
		return err
	}
	warning := ""
	if host, _ := c.p.Getenv("DOCKER_HOST"); host != "" {
		warning = "Warning: DOCKER_HOST environment variable overrides the active context. " +
			"To use a context, either set the global --context flag, or unset DOCKER_HOST environment variable.\n"
	}
	return c.emit(1, out, func(c Call) error { return c.emit(2, warning, exit(0)) })
}

func contextShow(c Call) error { return c.finish(c.currentContext() + "\n") }

func contextInspect(c Call) error {
	k := c
	if len(c.args) == 0 {
		t := *c.typed
		t.args = []string{c.currentContext()}
		k.typed = &t
	}
	return k.inspect(func(ref string) (any, error) {
		s, err := k.context(ref)
		if err != nil {
			return nil, err
		}
		place := contextStorage{"<IN MEMORY>", "<IN MEMORY>"}
		if s.Name != defaultContext {
			place = contextStorage{k.contextDir("meta", s.Name), k.contextDir("tls", s.Name)}
		}
		return shownContext{s.Name, s.Metadata, s.Endpoints, map[string][]string{}, place}, nil
	})
}

// shownContext is what docker context inspect prints.
type shownContext struct {
	Name        string
	Metadata    contextMeta
	Endpoints   map[string]endpoint
	TLSMaterial map[string][]string
	Storage     contextStorage
}

type contextStorage struct{ MetadataPath, TLSPath string }

func contextUse(c Call) error {
	name := c.args[0]
	if name != defaultContext {
		if err := checkContextName(name); err != nil {
			return err
		}
		if _, err := c.context(name); err != nil {
			return err
		}
	}
	saved := name
	if name == defaultContext {
		saved = ""
	}
	if err := c.useContext(saved); err != nil {
		return err
	}
	text := fmt.Sprintf("Current context is now %q\n", name)
	if host, _ := c.p.Getenv("DOCKER_HOST"); host != "" && name != defaultContext {
		text += fmt.Sprintf("Warning: DOCKER_HOST environment variable overrides the active context. "+
			"To use %q, either set the global --context flag, or unset DOCKER_HOST environment variable.\n", name)
	}
	return c.emit(1, name+"\n", func(c Call) error { return c.emit(2, text, exit(0)) })
}

func contextRm(c Call) error {
	var out strings.Builder
	var failed []error
	for _, name := range c.args {
		if err := c.removeContext(name); err != nil {
			failed = append(failed, err)
			continue
		}
		out.WriteString(name + "\n")
	}
	return c.emit(1, out.String(), func(c Call) error {
		if len(failed) > 0 {
			return errors.Join(failed...)
		}
		return exit(0)(c)
	})
}

func (c Call) removeContext(name string) error {
	if name == defaultContext {
		return errors.New(`context "default" cannot be removed`)
	}
	_, missing := c.context(name)
	if name == c.currentContext() {
		if !c.on("force") {
			return fmt.Errorf("context %q is in use, set -f flag to force remove", name)
		}
		if err := c.useContext(""); err != nil {
			return err
		}
	}
	if missing != nil {
		if c.on("force") {
			return nil
		}
		return fmt.Errorf("context %q does not exist", name)
	}
	dir := c.contextDir("meta", name)
	if err := c.sys.Remove(dir + "/meta.json"); err != nil {
		return fmt.Errorf("remove %s/meta.json: %s", dir, strings.ToLower(err.Error()))
	}
	return c.sys.Remove(dir)
}

func contextCreate(c Call) error {
	name := c.args[0]
	if err := checkContextName(name); err != nil {
		return err
	}
	if _, err := c.context(name); err == nil {
		return fmt.Errorf("context %q already exists", name)
	}
	var s savedContext
	var err error
	switch from := c.text("from"); {
	case from == "" && c.given("docker"):
		s, err = c.withEndpoint(savedContext{})
	case c.given("docker"):
		err = errors.New("cannot use --docker flag when --from is set")
	case from == "":
		s, err = c.context(c.currentContext())
	default:
		s, err = c.context(from)
	}
	if err != nil {
		return err
	}
	return c.writeContext(s, name, "created")
}

func contextUpdate(c Call) error {
	name := c.args[0]
	if err := checkContextName(name); err != nil {
		return err
	}
	s, err := c.context(name)
	if err == nil && c.given("docker") {
		s, err = c.withEndpoint(s)
	}
	if err != nil {
		return err
	}
	return c.writeContext(s, name, "updated")
}

func (c Call) writeContext(s savedContext, name, done string) error {
	s.Name = name
	if d := c.text("description"); d != "" {
		s.Metadata.Description = d
	}
	if err := c.saveContext(s); err != nil {
		return err
	}
	return c.emit(1, name+"\n", func(c Call) error { return c.emit(2, fmt.Sprintf("Successfully %s context %q\n", done, name), exit(0)) })
}

var endpointKeys = []string{"ca", "cert", "from", "host", "key", "skip-tls-verify"}

// withEndpoint is a context with the endpoint that --docker describes.
func (c Call) withEndpoint(s savedContext) (savedContext, error) {
	wrong := func(err error) (savedContext, error) {
		return s, fmt.Errorf("unable to create docker endpoint config: %w", err)
	}
	settings := map[string]string{}
	for _, list := range c.list("docker") {
		for pair := range strings.SplitSeq(list, ",") {
			key, value, _ := strings.Cut(pair, "=")
			if !slices.Contains(endpointKeys, key) {
				return wrong(errors.New("unrecognized config key: " + key))
			}
			settings[key] = value
		}
	}
	e := endpoint{Host: settings["host"]}
	if from, ok := settings["from"]; ok {
		other, err := c.context(from)
		if err != nil {
			return wrong(err)
		}
		e = other.Endpoints["docker"]
	} else if v, ok := settings["skip-tls-verify"]; ok {
		skip, err := strconv.ParseBool(v)
		if err != nil {
			return wrong(fmt.Errorf("skip-tls-verify: parsing %q: invalid syntax", v))
		}
		e.SkipTLSVerify = skip
	}
	for _, key := range []string{"ca", "cert", "key"} {
		if file := settings[key]; file != "" {
			if _, err := c.sys.ReadFile(file); err != nil {
				return wrong(fmt.Errorf("open %s: %s", file, strings.ToLower(err.Error())))
			}
		}
	}
	if e.Host != "" && !strings.Contains(e.Host, "://") {
		return wrong(fmt.Errorf("unable to parse docker host `%s`", e.Host))
	}
	s.Endpoints = map[string]endpoint{"docker": e}
	return s, nil
}

// MarshalJSON is the context as the client prints it, with < and > escaped.
func (s shownContext) MarshalJSON() ([]byte, error) {
	type plain shownContext
	return json.Marshal(plain(s))
}
