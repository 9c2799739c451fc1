//go:build !js

package lesson

import (
	"io/fs"
	"path"
	"sort"
	"strings"
)

// What the directories of a lesson's images may hold together: so many bytes
// and files, as all of it is typed when a lab begins.
const (
	mostFiles = 64
	mostBytes = 128 << 10
)

// Load reads a lesson and the files it brings along from a directory of
// lessons. Errors: what reading the lesson's own file says.
func Load(dir fs.FS, id string) (Lesson, []Fault, error) {
	data, err := fs.ReadFile(dir, id+".md")
	if err != nil {
		return Lesson{ID: id}, nil, err
	}
	first := func(string, int) int { return 0 }
	l, faults := parse(id, data, nil, first)
	if len(l.Builds) == 0 {
		return l, faults, nil
	}
	files, bad := l.read(dir)
	l, faults = parse(id, data, files, first)
	return l, append(bad, faults...), nil
}

// read reads the files of the lesson's images.
func (l Lesson) read(dir fs.FS) (files map[string]string, faults []Fault) {
	files = map[string]string{}
	at, sum := max(1, l.Lines["builds"]), 0
	for _, i := range l.Builds {
		err := fs.WalkDir(dir, path.Clean(i.Dir), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(dir, name)
			sum += len(data)
			files[name] = string(data)
			return err
		})
		switch _, ok := files[path.Join(i.Dir, "Dockerfile")]; {
		case err != nil:
			faults = append(faults, Fault{at, "the directory of the image " + i.Name + " cannot be read: " + err.Error()})
		case !ok:
			faults = append(faults, Fault{at, i.Dir + " has no Dockerfile"})
		}
	}
	if len(files) > mostFiles || sum > mostBytes {
		faults = append(faults, Fault{at, "the images have more than 64 files or 128 KiB"})
		files = nil
	}
	return files, faults
}

// Begin are the lines of Start in two parts: those that the lesson's images come
// from, and those of its front matter.
func (l Lesson) Begin() (images, own []string) { return l.Start[:l.own], l.Start[l.own:] }

// buildLines are lines that put the files of the images into the world, build
// them, and take the files away again.
func buildLines(images []Built, files map[string]string) (typed []string) {
	var names []string
	for name := range files { // sorted below
		names = append(names, name)
	}
	sort.Strings(names)
	for _, i := range images {
		dir := path.Clean(i.Dir)
		for _, name := range names {
			below, ok := strings.CutPrefix(name, dir+"/")
			if !ok {
				continue
			}
			to := path.Join(".lesson", below)
			typed = append(typed, "mkdir -p "+path.Dir(to), "cat > "+to+" <<'END-OF-FILE'")
			typed = append(typed, strings.Split(strings.TrimSuffix(files[name], "\n"), "\n")...)
			typed = append(typed, "END-OF-FILE")
		}
		typed = append(typed, "docker build -q -t "+i.Name+" .lesson", "rm -r .lesson")
	}
	return typed
}
