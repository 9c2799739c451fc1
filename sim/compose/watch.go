package compose

import (
	"bufio"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// Trigger is one rule of what watch looks at and does.
// Source: compose-spec, develop.watch.
type Trigger struct {
	Service      string
	Path         string // of the host, absolute
	Action       string // sync, rebuild, restart, sync+restart, sync+exec
	Target       string
	Exec         Hook
	Initial      bool
	include, not []string // patterns of paths, absolute
}

// Syncs tells whether a rule copies files.
func (t Trigger) Syncs() bool { return strings.HasPrefix(t.Action, "sync") }

// Watched tells whether a service says what watch is to do.
func (s Service) Watched() bool { return len(list(object(s.Tree["develop"])["watch"])) > 0 }

// Patterns is how many patterns a file is held against.
func (t Trigger) Patterns() int { return len(t.include) + len(t.not) }

// mostPatterns bounds the patterns of a rule, mostTriggers the rules of a service.
const (
	mostPatterns = 500
	mostTriggers = 50
)

// passing are the names of files that editors and tools make for a moment.
// Source: docker/compose v5 pkg/watch/ephemeral.go.
var passing = []string{"**/*___jb_old___", "**/*___jb_tmp___", "**/.idea/**", "**/.#*", "**/#*#", "**/4913", "**/*~", "**/.*.swp", "**/.*.swx",
	"**/.*.swo", "**/.*.swn", "**/.*.kate-swp", "**/*-go-tmp-umask", ".git/"}

// Triggers are the rules of a service, with what .dockerignore leaves out.
// Errors: patterns that make no sense.
// Source: docker/compose v5 pkg/compose/watch.go, getWatchRules.
func (s Service) Triggers(fs Files) ([]Trigger, error) {
	ignored, err := s.dockerignore(fs)
	if err != nil {
		return nil, err
	}
	rules := list(object(s.Tree["develop"])["watch"])
	if len(rules) > mostTriggers {
		return nil, fmt.Errorf("more than %d watch rules of a service are not simulated", mostTriggers)
	}
	var all []Trigger
	for _, v := range rules {
		w := object(v)
		t := Trigger{Service: s.Name, Path: text(w["path"]), Action: text(w["action"]), Target: text(w["target"]), Exec: hookOf(object(w["exec"])),
			Initial: truth(w["initial_sync"])}
		t.include = anchored(t.Path, texts(w["include"]))
		t.not = slices.Concat(ignored, anchored("/", passing), anchored(t.Path, texts(w["ignore"])))
		for _, patterns := range [][]string{t.include, t.not} {
			if len(patterns) > mostPatterns {
				return nil, fmt.Errorf("more than %d patterns of a watch rule are not simulated", mostPatterns)
			}
			if _, err := patternmatcher.New(patterns); err != nil {
				return nil, err
			}
		}
		all = append(all, t)
	}
	return all, nil
}

// dockerignore are the patterns of the file that says what a build leaves out.
func (s Service) dockerignore(fs Files) ([]string, error) {
	dir := text(s.Build()["context"])
	if dir == "" || isRemote(dir) {
		return nil, nil
	}
	content, err := fs.ReadFile(path.Join(dir, text(s.Build()["dockerfile"])+".dockerignore"))
	if err != nil {
		content, err = fs.ReadFile(path.Join(dir, ".dockerignore"))
	}
	if err != nil {
		return nil, nil
	}
	patterns, err := ignorefile.ReadAll(bufio.NewReader(strings.NewReader(content)))
	if err != nil {
		return nil, fmt.Errorf("error reading .dockerignore: %w", err)
	}
	return anchored(dir, patterns), nil
}

// anchored makes patterns absolute. One of * alone takes all others away but
// the exceptions, as Compose has it.
func anchored(dir string, patterns []string) []string {
	star := slices.Contains(patterns, "*")
	var out []string
	for _, p := range patterns {
		if p = strings.TrimSpace(p); p == "" || star && p[0] != '!' {
			continue
		}
		p, not := strings.CutPrefix(p, "!")
		if p = path.Clean(p); !path.IsAbs(p) {
			p = path.Join(dir, p)
		}
		if not {
			p = "!" + p
		}
		out = append(out, p)
	}
	return out
}

// Matcher tells which files a rule means. It is made for a while and not kept.
type Matcher struct {
	Trigger
	include, not *patternmatcher.PatternMatcher
}

// Matcher makes one; the patterns have been read once before.
func (t Trigger) Matcher() Matcher {
	m := Matcher{Trigger: t}
	m.include, _ = patternmatcher.New(t.include) // both were tried in Triggers
	m.not, _ = patternmatcher.New(t.not)
	return m
}

// Match tells whether a file of the host is meant, and where it goes in a
// container.
func (m Matcher) Match(file string) (target string, ok bool) {
	rel := strings.TrimPrefix(strings.TrimPrefix(file, m.Path), "/")
	if file != m.Path && !strings.HasPrefix(file, strings.TrimSuffix(m.Path, "/")+"/") {
		return "", false
	}
	if len(m.Trigger.include) > 0 {
		if in, err := m.include.MatchesOrParentMatches(file); err != nil || !in {
			return "", false
		}
	}
	if out, err := m.not.MatchesOrParentMatches(file); err != nil || out {
		return "", false
	}
	if m.Target == "" {
		return "", true
	}
	return path.Join(m.Target, rel), true
}

// Mounts tells whether a directory of the host that a path lies in is mounted
// in the containers of a service.
func (s Service) Mounts(file string) bool {
	return slices.ContainsFunc(list(s.Tree["volumes"]), func(v any) bool {
		m := object(v)
		src := text(m["source"])
		return text(m["type"]) == "bind" && (file == src || strings.HasPrefix(file, strings.TrimSuffix(src, "/")+"/"))
	})
}

// Rebuilding is the project as watch brings it up: what it can build anew is
// built first.
func (p Project) Rebuilding() Project {
	services := object(p.Tree["services"])
	for _, name := range keys(services) {
		if s := object(services[name]); s["build"] != nil && s["develop"] != nil {
			services = with(services, name, with(s, "pull_policy", "build"))
		}
	}
	p.Tree = with(p.Tree, "services", services)
	return p
}

// Dependents are the services that were named and, of the others, those that
// depend on them by a dependency that counts.
func (p Project) Dependents(names []string, counts func(Dependency) bool) []string {
	all := slices.Clone(names)
	for found := true; found; {
		found = false
		for _, s := range p.Services() {
			if slices.Contains(all, s.Name) {
				continue
			}
			if slices.ContainsFunc(s.Dependencies(), func(d Dependency) bool { return counts(d) && slices.Contains(all, d.Service) }) {
				all, found = append(all, s.Name), true
			}
		}
	}
	return all
}
