package foreign

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// index is an index.json. Source: the scenarios of Katacoda and Killercoda.
type index struct {
	Title, Description, Difficulty, Time string
	Details                              struct {
		Intro, Finish page
		Steps         []page
		Assets        map[string][]asset
	}
	Environment struct {
		UILayout      string
		ShowDashboard bool
	}
	Backend struct{ ImageID string }
}

// page is an introduction, a step or an end.
type page struct {
	Title, Text, Verify, Hint, Answer, Credits string
	CourseData, Code, Background, Foreground   string
}

type asset struct{ File, Target, Chmod string }

// UnmarshalJSON takes a page that is no more than the name of its text.
func (p *page) UnmarshalJSON(data []byte) error {
	type plain page
	if json.Unmarshal(data, &p.Text) == nil {
		return nil
	}
	return json.Unmarshal(data, (*plain)(p))
}

// katacoda reads a scenario; ok is false for an index that is none.
func katacoda(dir fs.FS, name string) (s Scenario, ok bool, err error) {
	text, err := readFile(dir, name)
	if err != nil {
		return s, false, err
	}
	var x index
	if json.Unmarshal([]byte(text), &x) != nil || x.Title == "" {
		return s, false, nil
	}
	base := path.Dir(name)
	k := &kata{writer: &writer{file: name, at: 2}, dir: dir, base: base}
	f := front{title: x.Title, summary: strings.TrimSpace(htmlTag.ReplaceAllString(x.Description, "")), level: x.Difficulty, credits: x.Details.Intro.Credits, license: licenseOf(dir, name), source: "Katacoda/Killercoda scenario " + path.Base(base)}
	if m := regexp.MustCompile(`\d+`).FindString(x.Time); m != "" {
		f.minutes, _ = strconv.Atoi(m) // digits; too many make 0
	}
	k.machine(x)
	f.start = k.begin(x)
	pages := append([]page{x.Details.Intro}, x.Details.Steps...)
	for i, p := range append(pages, x.Details.Finish) {
		k.page(p, i)
	}
	id := path.Base(base)
	if id == "." || id == "/" {
		id = x.Title
	}
	return Scenario{ID: idOf(id), From: name, File: []byte(f.text() + k.String()), Notes: k.notes}, true, nil
}

// kata writes a scenario of several files.
type kata struct {
	*writer
	dir  fs.FS
	base string
}

var hosts = regexp.MustCompile(`(?i)^(ubuntu|docker|bash|git|node|python|debian|java|golang|$)`)

// machine says what the scenario's machine has that this host has not.
func (k *kata) machine(x index) {
	if id := x.Backend.ImageID; !hosts.MatchString(id) || strings.Contains(id, "swarm") {
		k.note("the machine %s: the host here is one Debian with Docker", id)
	}
	if l := x.Environment.UILayout; strings.Contains(l, "iframe") || strings.Contains(l, "terminal-terminal") {
		k.note("the layout %s", l)
	}
}

// begin are the lines that make what the scenario begins with: its files and
// what its scripts do before the first step.
func (k *kata) begin(x index) (start []string) {
	for _, host := range []string{"client", "host01"} {
		for _, a := range x.Details.Assets[host] {
			text, err := readFile(k.dir, path.Join(k.base, "assets", a.File))
			if err != nil {
				k.note("the file %s is not there", a.File)
				continue
			}
			to := path.Join("/", a.Target, path.Base(a.File))
			start = append(start, "mkdir -p "+path.Dir(to), "cat > "+to+" <<'END-OF-FILE'")
			start = append(start, strings.Split(strings.TrimSuffix(text, "\n"), "\n")...)
			start = append(start, "END-OF-FILE")
			if strings.Contains(a.Chmod, "x") {
				start = append(start, "chmod +x "+to)
			}
		}
	}
	if len(x.Details.Assets["host02"]) > 0 {
		k.note("a second machine, host02")
	}
	pages := append([]page{x.Details.Intro}, x.Details.Steps...)
	for i, p := range pages {
		for _, script := range []string{first(p.CourseData, p.Background), first(p.Code, p.Foreground)} {
			if script == "" {
				continue
			}
			text, err := readFile(k.dir, path.Join(k.base, script))
			switch {
			case err != nil:
				k.note("the script %s is not there", script)
			case i > 1:
				k.note("the script %s, which runs later than the first step", script)
			case waits.MatchString(text):
				k.note("the script %s, which waits for another one", script)
			default:
				start = append(start, lines(text)...)
			}
		}
	}
	return start
}

var waits = regexp.MustCompile(`(?m)^\s*(while|until)\b`)

func lines(text string) (list []string) {
	for _, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) != "" && !strings.HasPrefix(l, "#") {
			list = append(list, l)
		}
	}
	return list
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// page writes a page as a step.
func (k *kata) page(p page, i int) {
	if p.Text == "" && p.Title == "" {
		return
	}
	title := p.Title
	if title == "" {
		title = map[bool]string{true: "Before you begin", false: "To the end"}[i == 0]
	}
	k.put("\n## " + title + "\n")
	if p.Text != "" {
		k.file, k.line, k.other = path.Join(k.base, p.Text), 0, false
		text, err := readFile(k.dir, k.file)
		if err != nil {
			k.note("the text is not there")
		}
		k.markdown(strings.Split(text, "\n"))
		k.line = 0
	}
	if p.Verify != "" {
		k.verify(p)
	}
}

// verify makes a goal of the script that checks a step.
func (k *kata) verify(p page) {
	text, err := readFile(k.dir, path.Join(k.base, p.Verify))
	if err != nil {
		k.note("the check of this step, %s, is not there", p.Verify)
		return
	}
	block := []string{"text: What this step asks for is done.", "check:", "  - missing: The check of this step is not passed.", "    run: |", "      bash <<'END-OF-CHECK'"}
	for _, l := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		block = append(block, "      "+l)
	}
	// Killercoda goes by the status; what Katacoda wants said, done, is said by
	// scripts that end well.
	block = append(block, "      END-OF-CHECK")
	k.fence("goal "+idOf(p.Verify), block)
}
