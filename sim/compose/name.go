package compose

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"drydock/sim/proc"
)

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
