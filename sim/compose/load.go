package compose

import (
	"fmt"
	"slices"
	"strings"

	"drydock/sim/proc"
)

// Files is what reading a project asks of the machine.
type Files interface {
	Stat(path string) (proc.Stat, error)
	ReadFile(path string) (string, error)
}

// Options are how a project was asked for.
type Options struct {
	Files      []string // -f; none: found by name
	Dir        string   // where the command runs, absolute
	ProjectDir string   // --project-directory
	Name       string   // -p
	Env        []string // of the command, NAME=value
	EnvFiles   []string // --env-file
	Profiles   []string // --profile
	Home       string

	// Raw leaves variables as they are; NoCheck does not ask whether all fits
	// together; NoEnvFiles leaves the env files of services unread.
	Raw, NoCheck, NoEnvFiles bool
}

// reader reads one project.
type reader struct {
	Options
	fs       Files
	env      Environment
	warnings *warner
	dir      string
	opened   int // files, bounded

	extending int            // how many files deep extends reads
	under     map[string]any // what the file that is read will lie over
}

// maxFiles and maxServices bound a project.
const (
	maxFiles    = 100
	maxServices = 500
)

// Load reads a project. Warnings come in the order they arose, whether it can
// be read or not. Errors are worded as Compose words them.
func Load(fs Files, o Options) (Project, []string, error) {
	r := &reader{Options: o, fs: fs, warnings: &warner{}}
	p, err := r.load()
	return p, r.warnings.all, err
}

func tooMany(services int) error {
	return fmt.Errorf("%d services are more than the %d that are simulated", services, maxServices)
}

func (r *reader) load() (Project, error) {
	if err := r.environment(); err != nil {
		return Project{}, err
	}
	if err := r.find(); err != nil {
		return Project{}, err
	}
	p := Project{Dir: r.dir, Files: r.Files}
	var err error
	if p.Name, err = r.name(); err != nil {
		return p, err
	}
	r.env.env = append(slices.Clip(r.env.env), "COMPOSE_PROJECT_NAME="+p.Name)
	p.Env = r.env
	tree := map[string]any{}
	for _, file := range r.Files {
		r.under = tree
		t, err := r.file(file, place{r.dir, r.Home}, r.env, nil)
		if err != nil {
			return Project{}, err
		}
		tree = overlayObject(tree, t)
	}
	if n := len(object(tree["services"])); n > maxServices {
		return Project{}, tooMany(n)
	}
	tree = inContext(strip(tree).(map[string]any), r.dir)
	if err := sane(tree); err != nil {
		return p, err
	}
	if p.Tree, err = r.normalize(tree, p.Name); err != nil {
		return p, err
	}
	p = p.choose(r.profiles())
	if !r.NoCheck {
		err = p.check()
	}
	return p, err
}

func (r *reader) profiles() []string {
	all := slices.Clone(r.Profiles)
	if v, ok := r.env.Lookup("COMPOSE_PROFILES"); ok && len(all) == 0 {
		for p := range strings.SplitSeq(v, ",") {
			if p = strings.TrimSpace(p); p != "" {
				all = append(all, p)
			}
		}
	}
	return all
}

// file reads one compose file with all it includes and extends.
func (r *reader) file(name string, p place, env Environment, from []string) (map[string]any, error) {
	if slices.Contains(from, name) {
		return nil, fmt.Errorf("include cycle detected:\n%s\n include %s", strings.Join(from, "\n include "), name)
	}
	if r.opened++; r.opened > maxFiles {
		return nil, fmt.Errorf("more than %d compose files", maxFiles)
	}
	docs, err := r.documents(name, env)
	if err != nil {
		return nil, err
	}
	tree := map[string]any{}
	for _, doc := range docs {
		included, err := r.included(doc, name, p, env, from)
		if err != nil {
			return nil, err
		}
		if doc, err = canonical(doc, p); err != nil {
			return nil, err
		}
		if doc, err = r.extended(include(doc, included), name, p, env); err != nil {
			return nil, err
		}
		tree = overlayObject(tree, doc)
	}
	return tree, nil
}
