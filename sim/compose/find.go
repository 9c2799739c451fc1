package compose

import (
	"errors"
	"path"
	"slices"
	"strings"
)

// fileNames are those a project's file is looked for under, and overrideNames
// those of a file that is laid over it. Source: compose-go v2 cli/options.go.
var (
	fileNames     = []string{"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"}
	overrideNames = []string{"compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml"}
)

// ErrNoFile says that there is no compose file.
var ErrNoFile = errors.New("no configuration file provided: not found")

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
