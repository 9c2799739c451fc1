package catalog

import (
	"slices"
	"strconv"
	"strings"

	spec "github.com/moby/docker-image-spec/specs-go/v1"
)

// A page is an image as a few lines of text, in the manner of its page at the
// registry:
//
//	postgres 17 17.11 17-trixie                  the repository and its tags
//	2026-09-19T00:36:29Z f4c66b… e31e3d… 212aee… created; digests of index, manifest, configuration
//	0725a8… 1168 4400 RUN groupadd … @people     a layer: blob, its bytes, its bytes unpacked, what made it, its files
//	ENV PG_MAJOR=17                              a step that made no layer; it is also what the setting says
//
// "~" is a digest that was not looked up. Files after @ are those of the
// content of that name. What an image does is read from its steps, so that
// the history and the settings cannot differ.

// content are files that pages name.
type content struct {
	name  string
	files func() []item
}

// page reads the head of a page; the steps are read when somebody asks for the image.
func page(base []step, text string, contents ...content) release {
	head, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	second, steps, _ := strings.Cut(rest, "\n")
	names, facts := strings.Fields(head), strings.Fields(second)
	for len(facts) < 4 {
		facts = append(facts, unknown)
	}
	return release{
		repository: names[0], tags: names[1:], created: facts[0], index: facts[1], manifest: facts[2], config: facts[3],
		steps: base, page: steps, contents: contents,
	}
}

// read is the release with the steps of its page.
func (r release) read() release {
	r.steps = slices.Concat(r.steps, readSteps(r.page, r.contents, ""))
	return r
}

// readSteps reads the lines of a page.
func readSteps(text string, contents []content, at string) (steps []step) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		st := step{by: line, at: at}
		if f := strings.SplitN(line, " ", 4); len(f) == 4 && (len(f[0]) == 64 || f[0] == unknown) {
			st = step{at: at, blob: f[0], packed: bytes(f[1]), size: bytes(f[2]), by: f[3]}
		}
		if i := strings.LastIndex(st.by, " @"); i >= 0 {
			st.files = contentOf(contents, st.by[i+2:])
			st.by = st.by[:i]
		}
		steps = append(steps, st)
	}
	return steps
}

func contentOf(contents []content, name string) func() []item {
	for _, c := range contents {
		if c.name == name {
			return c.files
		}
	}
	panic("catalog: a page names no such files: " + name)
}

func bytes(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return n
}

// configured is what the steps of an image set, as the builder would have set it.
func configured(steps []step) (c spec.DockerOCIImageConfig) {
	c.Env = []string{pathEnv}
	for _, st := range steps {
		by := strings.TrimPrefix(st.by, "/bin/sh -c #(nop)")
		verb, rest, _ := strings.Cut(strings.TrimSpace(by), " ")
		if i := slices.IndexFunc(settingVerbs, func(v settingVerb) bool { return v.name == verb }); i >= 0 {
			settingVerbs[i].set(&c, strings.TrimSpace(rest))
		}
	}
	return c
}

// settingVerb is an instruction that a history shows and a configuration has.
type settingVerb struct {
	name string
	set  func(c *spec.DockerOCIImageConfig, rest string)
}

var settingVerbs = []settingVerb{
	{"ENV", func(c *spec.DockerOCIImageConfig, rest string) {
		for _, kv := range pairs(rest) {
			c.Env = setenv(c.Env, kv)
		}
	}},
	{"LABEL", func(c *spec.DockerOCIImageConfig, rest string) {
		for _, kv := range pairs(rest) {
			if c.Labels == nil {
				c.Labels = map[string]string{}
			}
			k, v, _ := strings.Cut(kv, "=")
			c.Labels[k] = v
		}
	}},
	{"CMD", func(c *spec.DockerOCIImageConfig, rest string) { c.Cmd = quoted(rest) }},
	{"ENTRYPOINT", func(c *spec.DockerOCIImageConfig, rest string) { c.Entrypoint, c.Cmd = quoted(rest), nil }},
	{"WORKDIR", func(c *spec.DockerOCIImageConfig, rest string) { c.WorkingDir = rest }},
	{"USER", func(c *spec.DockerOCIImageConfig, rest string) { c.User = rest }},
	{"STOPSIGNAL", func(c *spec.DockerOCIImageConfig, rest string) { c.StopSignal = rest }},
	{"VOLUME", func(c *spec.DockerOCIImageConfig, rest string) {
		c.Volumes = union(c.Volumes, strings.Fields(strings.Trim(rest, "[]")))
	}},
	{"EXPOSE", func(c *spec.DockerOCIImageConfig, rest string) {
		for _, w := range strings.Fields(strings.NewReplacer("map[", "", "]", "").Replace(rest)) {
			port := strings.TrimSuffix(w, ":{}")
			if !strings.Contains(port, "/") {
				port += "/tcp"
			}
			c.ExposedPorts = union(c.ExposedPorts, []string{port})
		}
	}},
}

// union is a new set with more names.
func union(old map[string]struct{}, names []string) map[string]struct{} {
	m := map[string]struct{}{}
	for name := range old { // into a map: no order
		m[name] = struct{}{}
	}
	for _, name := range names {
		m[name] = struct{}{}
	}
	return m
}

// pairs splits K=V K2=V2 V-with-spaces: a word without = belongs to the pair before it.
func pairs(s string) (all []string) {
	for _, w := range strings.Split(s, " ") {
		switch {
		case w == "...":
		case strings.Contains(w, "="):
			all = append(all, w)
		case len(all) > 0:
			all[len(all)-1] += " " + w
		}
	}
	return all
}

func setenv(env []string, kv string) []string {
	name, _, _ := strings.Cut(kv, "=")
	for i, have := range env {
		if strings.HasPrefix(have, name+"=") {
			env = slices.Clone(env)
			env[i] = kv
			return env
		}
	}
	return append(env, kv)
}

// quoted reads ["a" "b"] and ["a","b"].
func quoted(s string) (words []string) {
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return words
		}
		w, err := strconv.QuotedPrefix(s[i:])
		if err != nil {
			panic("catalog: " + s)
		}
		s = s[i+len(w):]
		w, _ = strconv.Unquote(w)
		words = append(words, w)
	}
}
