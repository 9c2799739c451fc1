package compose

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
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

// fileNames are those a project's file is looked for under, and overrideNames
// those of a file that is laid over it. Source: compose-go v2 cli/options.go.
var (
	fileNames     = []string{"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"}
	overrideNames = []string{"compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"}
)

// ErrNoFile says that there is no compose file.
var ErrNoFile = errors.New("no configuration file provided: not found")

// Environment is the variables of a project: the command's own first, then
// those of env files.
type Environment struct {
	env  []string
	file []Variable
}

// Lookup finds a variable.
func (e Environment) Lookup(name string) (string, bool) {
	if v, ok := proc.Lookup(e.env, name); ok {
		return v, true
	}
	for i := len(e.file) - 1; i >= 0; i-- {
		if e.file[i].Name == name && e.file[i].Set {
			return e.file[i].Value, true
		}
	}
	return "", false
}

// All are the variables as NAME=value, by name.
func (e Environment) All() []string {
	all := map[string]string{}
	for _, v := range e.file {
		if v.Set {
			all[v.Name] = v.Value
		}
	}
	for _, kv := range e.env {
		name, value, _ := strings.Cut(kv, "=")
		all[name] = value
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		out = append(out, name+"="+all[name])
	}
	return out
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

// Name finds out a project's name where no file is needed for it: given, or
// from the environment. Errors: it is no name.
func Name(o Options) (string, error) {
	name := o.Name
	if name == "" {
		name, _ = proc.Lookup(o.Env, "COMPOSE_PROJECT_NAME")
	}
	return name, checkName(name)
}

func checkName(name string) error {
	if name != "" && name != normalName(name) {
		return fmt.Errorf("invalid project name %q: must consist only of lowercase alphanumeric characters, hyphens, and underscores as well as start with a letter or number", name)
	}
	return nil
}

// normalName makes a project's name of any other.
func normalName(s string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(s) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_' || c == '-' {
			b.WriteRune(c)
		}
	}
	return strings.TrimLeft(b.String(), "_-")
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

// inContext gives builds that do not say where they are the directory dir.
func inContext(tree map[string]any, dir string) map[string]any {
	services := maps.Clone(object(tree["services"]))
	for _, name := range keys(services) {
		s := object(services[name])
		if b, ok := s["build"].(map[string]any); ok && b["context"] == nil {
			services[name] = with(s, "build", with(b, "context", dir))
		}
	}
	if len(services) == 0 {
		return tree
	}
	return with(tree, "services", services)
}

// strip takes the marks of tags out of a tree.
func strip(v any) any {
	switch v := v.(type) {
	case override:
		return strip(v.value)
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v { // each for itself
			if _, gone := e.(reset); !gone {
				out[k] = strip(e)
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, e := range v {
			if _, gone := e.(reset); !gone {
				out = append(out, strip(e))
			}
		}
		return out
	}
	return v
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

// environment reads the env files of the project: --env-file, else .env beside
// its file.
func (r *reader) environment() error {
	r.env = Environment{env: r.Env}
	files := r.EnvFiles
	if len(files) == 0 {
		if v, ok := proc.Lookup(r.Env, "COMPOSE_ENV_FILES"); ok && v != "" {
			files = strings.Split(v, ",")
		}
	}
	given := len(files) > 0
	if !given {
		dir := r.ProjectDir
		if dir == "" {
			dir = r.Dir
			if len(r.Options.Files) > 0 && r.Options.Files[0] != "-" {
				dir = path.Dir(place{dir: r.Dir}.abs(r.Options.Files[0]))
			} else if file, ok := r.search(fileNames); ok {
				dir = path.Dir(file)
			}
		}
		files = []string{path.Join(place{dir: r.Dir}.abs(dir), ".env")}
	}
	for _, f := range files {
		f = place{dir: r.Dir}.abs(f)
		text, err := r.fs.ReadFile(f)
		if err != nil {
			if given {
				return fmt.Errorf("couldn't find env file: %s", f)
			}
			continue
		}
		all, err := ParseEnv(text, Environment{env: r.Env, file: r.env.file}.Lookup)
		if err != nil {
			return fmt.Errorf("failed to read %s: %w", f, err)
		}
		r.env.file = append(r.env.file, all...)
	}
	return nil
}

// search looks for one of the names here and in the directories above.
func (r *reader) search(names []string) (string, bool) {
	for dir := r.Dir; ; dir = path.Dir(dir) {
		for _, name := range names {
			if st, err := r.fs.Stat(path.Join(dir, name)); err == nil && st.Mode.IsRegular() {
				return path.Join(dir, name), true
			}
		}
		if dir == "/" || dir == "." {
			return "", false
		}
	}
}

// find decides which files the project has and where it is at home.
func (r *reader) find() error {
	at := place{dir: r.Dir, home: r.Home}
	files := slices.Clone(r.Options.Files)
	if len(files) == 0 {
		if v, ok := r.env.Lookup("COMPOSE_FILE"); ok && v != "" {
			sep, ok := r.env.Lookup("COMPOSE_PATH_SEPARATOR")
			if !ok || sep == "" {
				sep = ":"
			}
			files = strings.Split(v, sep)
		}
	}
	for i, f := range files {
		if f != "-" {
			files[i] = at.abs(f)
		}
	}
	if len(files) == 0 {
		file, ok := r.search(fileNames)
		if !ok {
			return ErrNoFile
		}
		files = []string{file}
		r.ambiguous(file)
		for _, name := range overrideNames {
			over := path.Join(path.Dir(file), name)
			if st, err := r.fs.Stat(over); err == nil && st.Mode.IsRegular() {
				files = append(files, over)
				break
			}
		}
	}
	r.Files = files
	if r.dir = r.Dir; files[0] != "-" {
		r.dir = path.Dir(files[0])
	}
	if r.ProjectDir != "" {
		r.dir = at.abs(r.ProjectDir)
	}
	return nil
}

// ambiguous warns of several files that could be the project's.
func (r *reader) ambiguous(file string) {
	var all []string
	for _, name := range fileNames {
		f := path.Join(path.Dir(file), name)
		if st, err := r.fs.Stat(f); err == nil && st.Mode.IsRegular() {
			all = append(all, f)
		}
	}
	if len(all) > 1 {
		r.warnings.warn("Found multiple config files with supported names: %s", strings.Join(all, ", "))
		r.warnings.warn("Using %s", file)
	}
}

// name is the project's: given, in the environment, in the last file that has
// one, or the directory's.
func (r *reader) name() (string, error) {
	name := r.Name
	if name == "" {
		name, _ = r.env.Lookup("COMPOSE_PROJECT_NAME")
	}
	if name != "" {
		return name, checkName(name)
	}
	for _, file := range r.Files {
		content, err := r.fs.ReadFile(file)
		if err != nil {
			return "", openError(file, err)
		}
		docs, _ := parseYAML(content) // what cannot be read is told of later
		for _, doc := range docs {
			if s := text(doc["name"]); s != "" {
				name = s
			}
		}
	}
	if !r.Raw {
		filled, err := substitute(name, r.env.Lookup, r.warnings)
		if err != nil {
			return "", interpolationError("name", err)
		}
		name = filled
	}
	if name = normalName(name); name == "" {
		name = normalName(path.Base(r.dir))
	}
	if name == "" {
		return "", errors.New("project name must not be empty")
	}
	return name, nil
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

// documents reads a file up to the schema.
func (r *reader) documents(name string, env Environment) ([]map[string]any, error) {
	content, err := r.fs.ReadFile(name)
	if err != nil {
		return nil, openError(name, err)
	}
	docs, err := parseYAML(content)
	if bad, ok := err.(construction); ok {
		return nil, fmt.Errorf("failed to parse %s: %w", name, bad)
	}
	if err != nil {
		return nil, err
	}
	for i, doc := range docs {
		if !r.Raw {
			v, err := interpolate(doc, "", env.Lookup, r.warnings)
			if err != nil {
				return nil, err
			}
			doc = v.(map[string]any)
		}
		if err := mappings(doc); err != nil {
			return nil, err
		}
		if doc, err = unify(silentNulls(r.under, doc)); err != nil {
			return nil, err
		}
		if err := extendsNamed(doc); err != nil {
			return nil, err
		}
		if err := r.valid(doc, name); err != nil {
			return nil, err
		}
		if _, ok := doc["version"]; ok {
			r.warnings.warn("%s: the attribute `version` is obsolete, it will be ignored, please remove it to avoid potential confusion", name)
		}
		docs[i] = doc
	}
	return docs, nil
}

// valid asks whether a document is as the schema says. Of a file that is
// extended only what is taken from it counts, which is asked later.
func (r *reader) valid(doc map[string]any, name string) error {
	if r.extending > 0 {
		return nil
	}
	if err := validate(doc); err != nil {
		return fmt.Errorf("validating %s: %w", name, err)
	}
	return nil
}

// extendsNamed asks for the service of each extends.
func extendsNamed(doc map[string]any) error {
	for _, name := range keys(object(doc["services"])) {
		if e, ok := object(object(doc["services"])[name])["extends"].(map[string]any); ok && e["service"] == nil {
			return fmt.Errorf("extends.%s.service is required", name)
		}
	}
	return nil
}

// openError is the error of a file that cannot be opened, as Go words it.
func openError(name string, err error) error {
	if e, ok := err.(vfs.Errno); ok {
		return fmt.Errorf("open %s: %s", name, strings.ToLower(e.Error()))
	}
	return fmt.Errorf("open %s: %w", name, err)
}

// mappings refuses services that are none before the schema is looked at.
func mappings(doc map[string]any) error {
	services := doc["services"]
	if _, said := doc["include"].([]any); doc["include"] != nil && !said {
		return fmt.Errorf("`include` must be a list, got %s", text(doc["include"]))
	}
	if _, said := doc["services"]; !said {
		return nil
	}
	switch v := services.(type) {
	case override, reset:
		return nil
	case map[string]any:
		for _, name := range keys(v) {
			switch v[name].(type) {
			case nil, map[string]any, override, reset:
			default:
				return fmt.Errorf("services.%s must be a mapping", name)
			}
		}
		return nil
	}
	return errors.New("services must be a mapping")
}

// included reads the files that a file includes.
func (r *reader) included(doc map[string]any, name string, p place, env Environment, from []string) (map[string]any, error) {
	out := map[string]any{}
	for _, e := range list(doc["include"]) {
		inc, ok := e.(map[string]any)
		if !ok {
			inc = map[string]any{"path": e}
		}
		files := texts(inc["path"])
		if s, ok := inc["path"].(string); ok {
			files = []string{s}
		}
		if len(files) == 0 {
			return nil, errors.New("include: path is required")
		}
		for i, f := range files {
			files[i] = p.abs(f)
		}
		dir := place{path.Dir(files[0]), p.home}
		if s := text(inc["project_directory"]); s != "" {
			dir.dir = p.abs(s)
		}
		sub, err := r.includedEnv(inc, p, dir, env)
		if err != nil {
			return nil, err
		}
		whole := map[string]any{}
		for _, f := range files {
			r.under = whole
			t, err := r.file(f, dir, sub, append(from[:len(from):len(from)], name))
			if err != nil {
				return nil, err
			}
			whole = overlayObject(whole, t)
		}
		out = include(out, inContext(without(whole, "name"), dir.dir))
	}
	return out, nil
}

func (r *reader) includedEnv(inc map[string]any, p, dir place, env Environment) (Environment, error) {
	files := texts(inc["env_file"])
	if s, ok := inc["env_file"].(string); ok {
		files = []string{s}
	}
	given := len(files) > 0
	if !given {
		files = []string{path.Join(dir.dir, ".env")}
	}
	sub := Environment{env: env.All()}
	for _, f := range files {
		content, err := r.fs.ReadFile(p.abs(f))
		if err != nil {
			if given {
				return sub, fmt.Errorf("stat %s: %s", p.abs(f), strings.ToLower(err.Error()))
			}
			continue
		}
		all, err := ParseEnv(content, env.Lookup)
		if err != nil {
			return sub, fmt.Errorf("failed to read %s: %w", p.abs(f), err)
		}
		sub.file = append(sub.file, all...)
	}
	return sub, nil
}

// include adds what was included; what is there already lies over it.
func include(tree, more map[string]any) map[string]any {
	out := maps.Clone(tree)
	for _, kind := range []string{"services", "networks", "volumes", "secrets", "configs", "models"} {
		section := object(more[kind])
		if len(section) == 0 {
			continue
		}
		all := maps.Clone(object(out[kind]))
		if all == nil {
			all = map[string]any{}
		}
		for _, k := range keys(section) {
			if old, there := all[k]; there {
				all[k] = overlay(section[k], old, k)
				continue
			}
			all[k] = section[k]
		}
		out[kind] = all
	}
	return out
}
