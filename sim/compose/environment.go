package compose

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"drydock/sim/proc"
)

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
