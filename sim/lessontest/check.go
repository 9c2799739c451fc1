package lessontest

import (
	"io/fs"
	"path"
	"sort"
	"strings"

	"drydock/sim/lesson"
)

// Fault is a fault and the file it is in.
type Fault struct {
	File string
	lesson.Fault
}

// String is the fault as file:line: what.
func (f Fault) String() string { return f.File + ":" + f.Fault.String() }

// Check reads all lessons of a directory and plays those that can be read. The
// faults come by file and line. Errors: what reading the directory says.
func Check(dir fs.FS) (lessons []lesson.Lesson, faults []Fault, err error) {
	names, err := fs.Glob(dir, "*.md")
	if err != nil {
		return nil, nil, err
	}
	sort.Strings(names)
	for _, name := range names {
		l, bad, err := lesson.Load(dir, strings.TrimSuffix(name, ".md"))
		if err != nil {
			return lessons, faults, err
		}
		bad = append(bad, references(dir, l)...)
		if len(bad) == 0 {
			bad = Play(l)
		}
		for _, f := range bad {
			faults = append(faults, Fault{name, f})
		}
		lessons = append(lessons, l)
	}
	return lessons, faults, nil
}

// references finds what a lesson names and is not there: other lessons, files,
// addresses that are none.
func references(dir fs.FS, l lesson.Lesson) []lesson.Fault {
	var faults []lesson.Fault
	for _, id := range l.Needs {
		if _, err := fs.Stat(dir, id+".md"); err != nil {
			faults = append(faults, lesson.Fault{Line: l.Lines["needs"], What: "there is no lesson " + id})
		}
	}
	for _, s := range l.Steps {
		for _, b := range s.Blocks {
			if b.Text == nil {
				continue
			}
			for _, r := range append(b.Text.Links, b.Text.Images...) {
				if !leads(dir, r.To) {
					faults = append(faults, lesson.Fault{Line: r.Line, What: r.To + " leads nowhere"})
				}
			}
		}
	}
	return faults
}

// leads tells whether a reference is a web address or a file beside the lesson.
func leads(dir fs.FS, to string) bool {
	if strings.HasPrefix(to, "https://") && len(to) > len("https://") || strings.HasPrefix(to, "#") {
		return true
	}
	file, _, _ := strings.Cut(to, "#")
	if !fs.ValidPath(path.Clean(file)) || strings.Contains(to, ":") {
		return false
	}
	_, err := fs.Stat(dir, path.Clean(file))
	return err == nil
}
