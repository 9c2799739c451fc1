// Package foreign makes lessons of scenarios that were written for services
// that are gone: posts of Play with Docker, and scenarios of Katacoda and
// Killercoda. Bytes in, a lesson's file out, with a list of what could not be
// brought along.
package foreign

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"
)

// Scenario is a scenario as a lesson.
type Scenario struct {
	ID    string // name of the lesson
	From  string // the file it came from
	File  []byte // the lesson's file
	Notes []Note // what could not be brought, and what was changed
}

// Note is about a line of the file a scenario came from; 0 for none.
type Note struct {
	File string
	Line int
	What string
}

// String is the note as file:line: what.
func (n Note) String() string {
	if n.Line == 0 {
		return n.File + ": " + n.What
	}
	return fmt.Sprintf("%s:%d: %s", n.File, n.Line, n.What)
}

// mostSize is the largest file that is read, in bytes.
const mostSize = 1 << 20

// Import reads the scenarios below a directory: every index.json, and every
// Markdown file with the front matter of a post. Errors: what reading says.
func Import(dir fs.FS) (list []Scenario, err error) {
	err = fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch {
		case path.Base(name) == "index.json":
			s, ok, err := katacoda(dir, name)
			if ok {
				list = append(list, s)
			}
			return err
		case path.Ext(name) == ".markdown" || path.Ext(name) == ".md":
			s, ok, err := playWithDocker(dir, name)
			if ok {
				list = append(list, s)
			}
			return err
		}
		return nil
	})
	seen := map[string]int{}
	for i := range list {
		id := list[i].ID
		if seen[id]++; seen[id] > 1 {
			list[i].ID = fmt.Sprintf("%s-%d", id, seen[id])
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].ID < list[j].ID })
	return list, err
}

func readFile(dir fs.FS, name string) (string, error) {
	info, err := fs.Stat(dir, name)
	if err != nil {
		return "", err
	}
	if info.Size() > mostSize {
		return "", fmt.Errorf("%s has more than %d bytes", name, mostSize)
	}
	data, err := fs.ReadFile(dir, name)
	text := strings.ToValidUTF8(string(data), "\uFFFD")
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\x00", ""), err
}

var notID = regexp.MustCompile(`[^a-z0-9]+`)

// idOf is a lesson's name made of a file's or directory's.
func idOf(name string) string {
	id := strings.Trim(notID.ReplaceAllString(strings.ToLower(name), "-"), "-")
	if id == "" {
		return "scenario"
	}
	return id
}

// front is the front matter of a lesson that was brought along.
type front struct {
	title, summary, level, credits, license, source string
	minutes                                         int
	start                                           []string
}

// levels are the words others use for a lesson's level.
var levels = map[string]string{"beginner": "beginner", "easy": "beginner", "basic": "beginner", "intermediate": "intermediate", "medium": "intermediate", "advanced": "advanced", "hard": "advanced", "expert": "advanced"}

func (f front) text() string {
	var b strings.Builder
	level := levels[strings.ToLower(strings.Fields(f.level + " beginner")[0])]
	if level == "" {
		level = "beginner"
	}
	if f.title == "" {
		f.title = "Without a title"
	}
	if f.summary == "" {
		f.summary = f.title
	}
	fmt.Fprintf(&b, "---\ntitle: %q\nsummary: %q\nlevel: %s\nminutes: %d\nsource: %q\n", f.title, f.summary, level, min(max(f.minutes, 5), 60), f.source)
	if f.credits != "" {
		fmt.Fprintf(&b, "credits: %q\n", f.credits)
	}
	if f.license != "" {
		fmt.Fprintf(&b, "license: %q\n", f.license)
	}
	if len(f.start) > 0 {
		b.WriteString("start: |\n")
		for _, l := range f.start {
			b.WriteString("  " + l + "\n")
		}
	}
	b.WriteString("---\n")
	return b.String()
}

// licenseOf finds who allows what beside a scenario: the first line of the
// nearest LICENSE above it that says anything.
func licenseOf(dir fs.FS, name string) string {
	for d := path.Dir(name); ; d = path.Dir(d) {
		for _, file := range []string{"LICENSE", "LICENSE.md", "LICENSE.txt", "COPYING"} {
			text, err := readFile(dir, path.Join(d, file))
			if err != nil {
				continue
			}
			for _, line := range strings.Split(text, "\n") {
				if line = strings.TrimSpace(strings.Trim(line, "# ")); line != "" {
					return line + " (" + path.Join(d, file) + ")"
				}
			}
		}
		if d == "." || d == "/" {
			return ""
		}
	}
}
