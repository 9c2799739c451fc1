package compose_test

import (
	"io/fs"
	"strings"
	"testing"
	"time"

	"drydock/sim/compose"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// files are a machine's files by absolute path.
type files map[string]string

func (f files) ReadFile(name string) (string, error) {
	if text, ok := f[name]; ok {
		return text, nil
	}
	return "", vfs.ENOENT
}

func (f files) Stat(name string) (proc.Stat, error) {
	if text, ok := f[name]; ok {
		return proc.Stat{Node: vfs.Node{Mode: 0o644, Size: int64(len(text)), ModTime: time.Unix(0, 0)}, Path: name}, nil
	}
	for other := range f { // any one below
		if strings.HasPrefix(other, strings.TrimSuffix(name, "/")+"/") {
			return proc.Stat{Node: vfs.Node{Mode: fs.ModeDir | 0o755}, Path: name}, nil
		}
	}
	return proc.Stat{}, vfs.ENOENT
}

// load reads /app/compose.yaml among other files.
func load(yaml string, more files, env ...string) (compose.Project, []string, error) {
	all := files{"/app/compose.yaml": yaml}
	for name, text := range more {
		all[name] = text
	}
	return compose.Load(all, compose.Options{Dir: "/app", Env: env, Home: "/root"})
}

// TestRefusals: the sentences of Compose, most of them recorded in session 42.
func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct{ yaml, want string }{
		"unknown field":      {"services:\n  web:\n    imagee: x\n", "validating /app/compose.yaml: services.web additional properties 'imagee' not allowed"},
		"unknown fields":     {"services:\n  web:\n    b: x\n    a: y\n", "validating /app/compose.yaml: services.web additional properties 'a', 'b' not allowed"},
		"service is text":    {"services:\n  web:\n  image: nginx\n", "services.image must be a mapping"},
		"services is a list": {"services: [a]\n", "services must be a mapping"},
		"scanner":            {"services:\n  web:\n    image: nginx\n     ports:\n      - \"80:80\"\n", "go-yaml load error in scanner at L4.C11: mapping values are not allowed in this context"},
		"twice":              {"services:\n  a:\n    image: x\n  a:\n    image: y\n", `failed to parse /app/compose.yaml: yaml: construct errors: line 1: line 4: mapping key "a" already defined at line 2`},
		"undefined service":  {"services:\n  web:\n    image: nginx\n    depends_on: [db]\n", `service "web" depends on undefined service "db": invalid compose project`},
		"undefined network":  {"services:\n  web:\n    image: nginx\n    networks: [front]\n", `service "web" refers to undefined network front: invalid compose project`},
		"undefined volume":   {"services:\n  web:\n    image: nginx\n    volumes: [data:/d]\n", `service "web" refers to undefined volume data: invalid compose project`},
		"undefined secret":   {"services:\n  web:\n    image: nginx\n    secrets: [s]\n", `service "web" refers to undefined secret s: invalid compose project`},
		"no image":           {"services:\n  web:\n    command: ls\n", `service "web" has neither an image nor a build context specified: invalid compose project`},
		"cycle":              {"services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [a]}\n", "dependency cycle detected: a -> b -> a"},
		"host port":          {"services:\n  web:\n    image: x\n    ports: [\"abc:80\"]\n", "invalid hostPort: abc"},
		"container port":     {"services:\n  web:\n    image: x\n    ports: [\"80:abc\"]\n", "invalid containerPort: abc"},
		"ports is text":      {"services:\n  web:\n    image: x\n    ports: \"80:80\"\n", "validating /app/compose.yaml: services.web.ports must be a array"},
		"image is a list":    {"services:\n  web:\n    image: [x]\n", "validating /app/compose.yaml: services.web.image must be a string"},
		"condition":          {"services:\n  web:\n    image: x\n    depends_on:\n      db: {condition: up}\n", "validating /app/compose.yaml: services.web.depends_on.db.condition value must be one of 'service_started', 'service_healthy', 'service_completed_successfully'"},
		"required variable":  {"services:\n  web:\n    image: ${TAG:?say which}\n", "error while interpolating services.web.image: required variable TAG is missing a value: say which"},
		"bad template":       {"services:\n  web:\n    image: ${TAG\n", "invalid interpolation format for services.web.image.\nYou may need to escape any $ with another $.\n${TAG"},
		"empty":              {"", "empty compose file"},
		"missing env file":   {"services:\n  web:\n    image: x\n    env_file: web.env\n", "env file /app/web.env not found: stat /app/web.env: no such file or directory"},
		"missing extends":    {"services:\n  web:\n    extends: base\n", `cannot extend service "web" in /app/compose.yaml: service "base" not found`},
		"endless extends":    {"services:\n  a:\n    extends: b\n  b:\n    extends: a\n", "Circular reference:\n  a in /app/compose.yaml\n  extends b in /app/compose.yaml\n  extends a in /app/compose.yaml"},
		"included itself":    {"include: [compose.yaml]\nservices: {}\n", "include cycle detected:\n/app/compose.yaml\n include /app/compose.yaml"},
	} {
		_, _, err := load(c.yaml, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v\nwant %s", name, err, c.want)
		}
	}
}

// TestHostileFiles are refused, quickly.
func TestHostileFiles(t *testing.T) {
	laughs := "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
	for c := 'b'; c < 'j'; c++ {
		p := string(c - 1)
		laughs += string(c) + ": &" + string(c) + " [*" + p + strings.Repeat(", *"+p, 8) + "]\n"
	}
	var many strings.Builder
	many.WriteString("services:\n")
	for i := range 4000 {
		many.WriteString("  s" + strings.Repeat("x", i%7) + string(rune('a'+i%26)) + strings.Repeat("y", i/26) + ": {image: a}\n")
	}
	big := "x-big: " + strings.Repeat("$A", 20000) + "\nservices: {}\n"
	for name, yaml := range map[string]string{
		"billion laughs": laughs, "deep": "x-deep: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "\n",
		"huge": "x-huge: " + strings.Repeat("a", 2<<20), "self": "a: &x [*x]\n", "many services": many.String(),
		"many ports": "services:\n  a:\n    image: x\n    ports: ['1-60000:1-60000']\n", "values that grow": big,
	} {
		began := time.Now()
		if _, _, err := load(yaml, nil, "A="+strings.Repeat("a", 1000)); err == nil {
			t.Errorf("%s: taken", name)
		}
		if d := time.Since(began); d > 5*time.Second {
			t.Errorf("%s took %v", name, d)
		}
	}
}

// TestRender is what docker compose config shows, in the forms that were
// recorded in sessions 29, 41 and 42, and others of the same rules.
func TestRender(t *testing.T) {
	for name, c := range map[string]struct{ yaml, want string }{
		"ports": {"ports: ['8000-8001:80-81', '127.0.0.1::53/udp', {target: 9, published: 90}]", `
    ports:
      - mode: ingress
        target: 80
        published: "8000"
        protocol: tcp
      - mode: ingress
        target: 81
        published: "8001"
        protocol: tcp
      - mode: ingress
        host_ip: 127.0.0.1
        target: 53
        protocol: udp
      - mode: ingress
        target: 9
        published: "90"
        protocol: tcp
`},
		"mounts": {"volumes: ['./src:/app:ro', '/anon', '~/x:/y:z']", `
    volumes:
      - type: bind
        source: /app/src
        target: /app
        read_only: true
        bind: {}
      - type: volume
        target: /anon
        volume: {}
      - type: bind
        source: /root/x
        target: /y
        bind:
          selinux: z
`},
		"environment": {"environment: [A=1, B, C=, 'D=yes', 'E=$$x']", `
    environment:
      A: "1"
      B: own
      C: ""
      D: 'yes'
      E: $$x
`},
		"healthcheck": {"healthcheck: {test: curl -f localhost, interval: 90s, retries: 3}", `
    healthcheck:
      test:
        - CMD-SHELL
        - curl -f localhost
      interval: 1m30s
      retries: 3
`},
		"command":    {`command: sh -c 'echo "a b"; exit 3'`, "\n    command:\n      - sh\n      - -c\n      - echo \"a b\"; exit 3\n"},
		"build":      {"build: ./dir", "\n    build:\n      context: /app/dir\n      dockerfile: Dockerfile\n"},
		"memory":     {"mem_limit: 512m", "\n    mem_limit: \"536870912\"\n"},
		"merge keys": {"labels: {<<: &x {a: '1', b: '2'}, b: '3'}", "\n    labels:\n      a: \"1\"\n      b: \"3\"\n"},
		"hosts":      {"extra_hosts: ['a:1.2.3.4', 'host.docker.internal:host-gateway']", "\n    extra_hosts:\n      - a=1.2.3.4\n      - host.docker.internal=host-gateway\n"},
	} {
		p, _, err := load("services:\n  web:\n    image: x\n    "+c.yaml+"\n", nil, "B=own")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out, err := p.Marshal(p.Services())
		if err != nil || !strings.Contains(out, c.want) {
			t.Errorf("%s: %v\n%s\nwant%s", name, err, out, c.want)
		}
	}
}

// TestLayers: files over files, .env, extends and include.
func TestLayers(t *testing.T) {
	p, warnings, err := load(`
include: [db/compose.yaml]
services:
  web:
    extends: {file: base.yaml, service: base}
    image: web:${TAG}
    environment: {A: '2'}
    ports: ['80:80']
`, files{
		"/app/compose.override.yaml": "services:\n  web:\n    command: [serve]\n    ports: ['443:443']\n    environment: ['B=${NOPE}']\n",
		"/app/base.yaml":             "services:\n  base:\n    image: base\n    environment: [A=1, Z=26]\n    volumes: ['./data:/data']\n",
		"/app/.env":                  "TAG=v1 # the release\n",
		"/app/db/compose.yaml":       "services:\n  db:\n    image: db:${TAG}\n    volumes: ['./d:/d']\n",
		"/app/db/.env":               "TAG=v9\n",
	}, "TAG=v2")
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.Marshal(p.Services())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"image: web:v2\n", "image: db:v2\n", "A: \"2\"\n", "Z: \"26\"\n", "B: \"\"\n", "published: \"80\"\n", "published: \"443\"\n",
		"source: /app/data\n", "source: /app/db/d\n", "- serve\n", "name: app_default\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if len(warnings) != 1 || warnings[0] != `The "NOPE" variable is not set. Defaulting to a blank string.` {
		t.Errorf("%q", warnings)
	}
}

// TestProfiles: a service with a profile is off until it is asked for.
func TestProfiles(t *testing.T) {
	const yaml = "services:\n  a: {image: x}\n  b: {image: x, profiles: [dev]}\n"
	for _, c := range []struct {
		profiles []string
		want     string
	}{{nil, "a"}, {[]string{"dev"}, "a b"}, {[]string{"*"}, "a b"}, {[]string{"other"}, "a"}} {
		p, _, err := compose.Load(files{"/app/compose.yaml": yaml}, compose.Options{Dir: "/app", Profiles: c.profiles})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range p.Services() {
			names = append(names, s.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%v: %s, want %s", c.profiles, got, c.want)
		}
	}
}

// TestHashChangesWithTheService and with nothing else: it decides what is made anew.
func TestHashChangesWithTheService(t *testing.T) {
	hash := func(yaml string) string {
		p, _, err := load("services:\n  web: {"+yaml+"}\n", nil)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := p.Service("web")
		return s.Hash()
	}
	base := hash("image: x, ports: ['80:80']")
	if hash("ports: ['80:80/tcp'], image: x") != base || hash("image: x, ports: ['80:80'], scale: 3, pull_policy: always") != base {
		t.Error("the same container has another hash")
	}
	if hash("image: x, ports: ['81:80']") == base || hash("image: y, ports: ['80:80']") == base {
		t.Error("another container has the same hash")
	}
}

func TestParseEnv(t *testing.T) {
	got, err := compose.ParseEnv("# comment\nA=1\nexport B='single $A'\nC=\"double ${A}\\n\"\nD=plain # comment\nE\nF=a#b\nG=\"two\nlines\"\nH: colon\n\nI=${A}-${NOPE:-none}\n",
		func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"A": "1", "B": "single $A", "C": "double 1\n", "D": "plain", "E": "", "F": "a#b", "G": "two\nlines", "H": "colon", "I": "1-none"}
	if len(got) != len(want) {
		t.Errorf("%d variables: %v", len(got), got)
	}
	for _, v := range got {
		if v.Value != want[v.Name] || v.Set != (v.Name != "E") {
			t.Errorf("%s=%q, set %v", v.Name, v.Value, v.Set)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("services:\n  web:\n    image: x\n    ports: ['80:80']\n    depends_on: {db: {condition: service_healthy}}\n  db: {image: y}\n", "A=1")
	f.Add("services: {a: {extends: a, image: ${A:-${B}}}}\nx-a: &x {b: *x}\n", "B='x")
	f.Add("include: [{path: [compose.yaml]}]\nnetworks: {n: {external: true, ipam: {config: [{subnet: 1}]}}}\n", "")
	f.Fuzz(func(t *testing.T, yaml, env string) {
		p, _, err := load(yaml, files{"/app/.env": env}, "A=x")
		if err != nil {
			return
		}
		out, err := p.Marshal(p.Services())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.Services() {
			if _, err := p.Create(s, compose.Making{Number: 1}); err != nil {
				return
			}
		}
		q, _, err := load(out, nil)
		if err != nil {
			return // names that were made up need not be any that may be written
		}
		if again, err := q.Marshal(q.Services()); err != nil || again != out {
			t.Errorf("what config writes is read as something else: %v\n%s\n%s", err, out, again)
		}
	})
}
