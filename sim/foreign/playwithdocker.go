package foreign

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// post is the front matter of a Play with Docker post.
type post struct {
	Layout, Title, Author, Date, Img, Categories any
	Tags                                         any
	Terms                                        any
}

var (
	escaped  = regexp.MustCompile(`\{\{\s*"(.*?)"\s*\}\}`)
	liquid   = regexp.MustCompile(`\{%-?\s*(.*?)\s*-?%\}`)
	site     = regexp.MustCompile(`\{\{\s*site\.[\w.]+\s*\}\}`)
	dated    = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}-`)
	terminal = regexp.MustCompile(`^\.term(\d+)`)
	// otherTerminal is the fence of what is typed at another one than the first.
	otherTerminal = regexp.MustCompile("^\\s*```+\\s*\\.term([2-9]|1\\d)")

	option = regexp.MustCompile(`^\s*[-*]\s*([(\[])([ xX*])[)\]]\s*(.*)$`)
)

// playWithDocker reads a post; ok is false for a file that is none. Source: the
// posts of play-with-docker.github.io.
func playWithDocker(dir fs.FS, name string) (s Scenario, ok bool, err error) {
	text, err := readFile(dir, name)
	if err != nil || !strings.HasPrefix(text, "---\n") {
		return s, false, err
	}
	head, body, closed := strings.Cut(text[4:], "\n---")
	var p post
	if !closed || yaml.Unmarshal([]byte(head), &p) != nil || p.Layout == nil || p.Title == nil {
		return s, false, nil
	}
	base := strings.TrimSuffix(path.Base(name), path.Ext(name))
	w := &writer{file: name, line: strings.Count(head, "\n") + 2}
	f := front{title: said(p.Title), level: said(p.Categories), credits: said(p.Author), license: licenseOf(dir, name), source: "Play with Docker classroom, " + path.Base(name)}
	if d := said(p.Date); d != "" {
		day, _, _ := strings.Cut(strings.Fields(d)[0], "T")
		f.credits = strings.TrimPrefix(f.credits+", "+day, ", ")
	}
	if n := said(p.Terms); n != "" && n != "0" && n != "1" {
		w.note("%s machines: here they are terminals of one host", n)
	}
	w.post(strings.Split(strings.TrimPrefix(body, "\n"), "\n"))
	f.minutes = strings.Count(w.String(), "```run") * 2
	return Scenario{ID: idOf(dated.ReplaceAllString(base, "")), From: name, File: []byte(f.text() + w.String()), Notes: w.notes}, true, nil
}

// said is a value of front matter as text.
func said(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case []any:
		if len(v) > 0 {
			return said(v[0])
		}
	case nil:
		return ""
	}
	out, err := yaml.Marshal(v)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// post writes the lines of a post.
func (w *writer) post(lines []string) {
	several := slices.ContainsFunc(lines, otherTerminal.MatchString)
	for i := 0; i < len(lines); i++ {
		w.line++
		line := w.liquid(lines[i])
		info, fenced := strings.CutPrefix(strings.TrimSpace(line), "```")
		if !fenced {
			if used := w.quiz(lines[i:]); used > 0 {
				i, w.line = i+used-1, w.line+used-1
				continue
			}
			w.text(line)
			continue
		}
		block, used := fencedLines(lines[i+1:])
		for j := range block {
			block[j] = w.liquid(block[j])
		}
		if m := terminal.FindStringSubmatch(strings.TrimSpace(info)); m != nil {
			if several {
				w.typeAt(m[1])
			}
			w.run(block)
		} else {
			w.shown(strings.TrimSpace(info), block)
		}
		i, w.line = i+used, w.line+used
	}
}

// fencedLines are the lines up to the end of a fence, and how many lines that is
// with the end.
func fencedLines(lines []string) (block []string, used int) {
	for i, l := range lines {
		if strings.HasPrefix(strings.TrimSpace(l), "```") {
			return append([]string(nil), lines[:i]...), i + 1
		}
	}
	return append([]string(nil), lines...), len(lines)
}

// liquid undoes what Jekyll would have done.
func (w *writer) liquid(line string) string {
	line = escaped.ReplaceAllString(line, "$1")
	line = site.ReplaceAllString(line, "")
	return liquid.ReplaceAllStringFunc(line, func(s string) string {
		switch what := liquid.FindStringSubmatch(s)[1]; {
		case strings.HasSuffix(what, "raw") || strings.HasSuffix(what, "comment"):
		default:
			w.note("a tag of Jekyll's: %s", short(what))
		}
		return ""
	})
}

// quiz writes a question, if lines begin one: a line of text and then options.
// It returns how many lines that took.
func (w *writer) quiz(lines []string) int {
	question := strings.TrimSpace(attribute.ReplaceAllString(lines[0], ""))
	n := 1
	for n < len(lines) && strings.TrimSpace(attribute.ReplaceAllString(lines[n], "")) == "" && n < 4 {
		n++
	}
	var options []string
	right := -1
	many := false
	rights := 0
	for n < len(lines) {
		m := option.FindStringSubmatch(lines[n])
		if m == nil {
			break
		}
		many = many || m[1] == "["
		if m[2] != " " {
			right, rights = len(options), rights+1
		}
		options = append(options, strings.TrimSpace(attribute.ReplaceAllString(m[3], "")))
		n++
	}
	if question == "" || len(options) < 2 {
		return 0
	}
	w.ask(question, options, right, rights)
	return n
}

// ask writes a question with one right option, or says that it has another
// number of them.
func (w *writer) ask(question string, options []string, right, rights int) {
	if rights != 1 {
		w.note("a question with %d right answers: %s", rights, short(question))
		w.put("\n" + question + "\n")
		for _, o := range options {
			w.put("- " + o)
		}
		w.put("")
		return
	}
	block := []string{"question: " + quoted(question), "options:"}
	for i, o := range options {
		block = append(block, "  - text: "+quoted(o))
		if i == right {
			block = append(block, "    right: true", "    why: This is the answer of the original.")
		} else {
			block = append(block, "    why: Not by the original.")
		}
	}
	w.fence("quiz", block)
}

// quoted is a text as YAML.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", " ").Replace(s) + `"`
}
