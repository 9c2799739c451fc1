package foreign

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
)

// writer makes the Markdown of a lesson from the lines of another one.
type writer struct {
	strings.Builder
	file  string
	notes []Note
	line  int    // of the file, from 1
	prose string // the last line of text
	other bool   // what follows is another way to do what was done
	at    int    // how far the headings go down: 2 makes # a ###
	// terminal is the one that lines are typed at, counted from 1; 0 for
	// whichever there is.
	terminal int
}

func (w *writer) note(format string, args ...any) {
	n := Note{w.file, w.line, fmt.Sprintf(format, args...)}
	if len(w.notes) < 200 {
		w.notes = append(w.notes, n)
	}
}

// put writes a line.
func (w *writer) put(line string) { w.WriteString(line + "\n") }

// fence writes a fenced block.
func (w *writer) fence(info string, lines []string) {
	mark := "```"
	for _, l := range lines {
		for strings.HasPrefix(strings.TrimSpace(l), mark) {
			mark += "`"
		}
	}
	w.put("\n" + mark + info)
	for _, l := range lines {
		w.put(l)
	}
	w.put(mark + "\n")
}

var shellComment = regexp.MustCompile(`^\s*#(\s|$)`)

// run writes lines to type, or shows them where they are another way to do what
// was done.
func (w *writer) run(lines []string) {
	if dockerFrom.MatchString(strings.Join(lines, "\n")) { // nobody types a Dockerfile into a shell
		w.shown("", lines)
		return
	}
	var typed []string
	open := "" // the end of a here-document
	for _, l := range lines {
		switch {
		case open != "":
			if strings.TrimSpace(l) == open {
				open = ""
			}
		case strings.TrimSpace(l) == "" || shellComment.MatchString(l):
			continue
		default:
			l = strings.TrimPrefix(strings.TrimRight(l, " \t"), "$ ")
			if m := hereDocument.FindStringSubmatch(l); m != nil {
				open = m[1]
			}
		}
		typed = append(typed, l)
	}
	switch {
	case len(typed) == 0:
	case w.other:
		w.note("another way to do the same is shown, not run: %s", typed[0])
		w.fence("text", typed)
	default:
		w.fence(w.runs(), typed)
	}
}

// runs is the word of a block to type, with its terminal.
func (w *writer) runs() string {
	if w.terminal == 0 {
		return "run"
	}
	return fmt.Sprintf("run terminal=%d", w.terminal)
}

// mostTerminals is how many terminals a lesson may type at.
const mostTerminals = 6

// typeAt sets the terminal that follows, as it is called elsewhere.
func (w *writer) typeAt(name string) {
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 || n > mostTerminals {
		w.note("terminal %s: there are %d at most, it is typed in the first", name, mostTerminals)
		n = 1
	}
	w.terminal = n
}

var hereDocument = regexp.MustCompile(`<<-?\s*["']?(\w+)["']?`)

var (
	image     = regexp.MustCompile(`!\[([^\]]*)\]\(([^)]*)\)`)
	link      = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]*)(?:\s+"[^"]*")?\)((?:\{:[^}]*\})*)`)
	htmlTag   = regexp.MustCompile(`</?[a-zA-Z][^>]*>|<!--.*?-->`)
	summary   = regexp.MustCompile(`(?i)<summary>(.*?)</summary>`)
	attribute = regexp.MustCompile(`\{:[^}]*\}`)
	dataPort  = regexp.MustCompile(`data-port="(\d+)"`)
	imgTag    = regexp.MustCompile(`(?i)<img[^>]*>`)
	heading   = regexp.MustCompile(`^(#{1,6})\s+(.*)$`)
	orLine    = regexp.MustCompile(`^\s*[*_]*OR[*_]*:?\s*$`)
)

// text writes a line of text: pictures and addresses that are gone become words.
func (w *writer) text(line string) {
	if orLine.MatchString(line) {
		w.other = true
	}
	if strings.Contains(line, "</details>") {
		w.other = false
	}
	if m := summary.FindStringSubmatch(line); m != nil {
		w.put("\n**" + strings.TrimSpace(htmlTag.ReplaceAllString(m[1], "")) + "**\n")
		line = summary.ReplaceAllString(line, "")
	}
	for _, tag := range imgTag.FindAllString(line, -1) {
		w.note("a picture: %s", short(tag))
	}
	line = image.ReplaceAllStringFunc(line, func(s string) string {
		m := image.FindStringSubmatch(s)
		w.note("a picture: %s", m[2])
		if m[1] == "" {
			return ""
		}
		return "(picture: " + m[1] + ")"
	})
	line = link.ReplaceAllStringFunc(line, w.link)
	line = attribute.ReplaceAllString(line, "")
	if !strings.Contains(line, "`") {
		line = html.UnescapeString(htmlTag.ReplaceAllString(line, ""))
		line = strings.ReplaceAll(line, "<", "&lt;")
	}
	if m := heading.FindStringSubmatch(line); m != nil {
		line = strings.Repeat("#", min(6, len(m[1])+w.at)) + " " + strings.TrimRight(m[2], "# ")
	}
	if strings.TrimSpace(line) != "" {
		w.prose = line
	}
	w.put(line)
}

// link keeps a link to a web address, and says the port of one to a machine.
func (w *writer) link(s string) string {
	m := link.FindStringSubmatch(s)
	to := m[2]
	if p := dataPort.FindStringSubmatch(m[3]); p != nil {
		return m[1] + " (`http://localhost:" + p[1] + to + "` in the browser)"
	}
	switch {
	case strings.HasPrefix(to, "https://"):
		return "[" + m[1] + "](" + to + ")"
	case strings.HasPrefix(to, "http://localhost"):
		return m[1] + " (`" + to + "` in the browser)"
	case strings.HasPrefix(to, "http://"):
		return m[1] + " (`" + to + "`)"
	case strings.HasPrefix(to, "#"):
		return m[1]
	}
	w.note("a link to %s", to)
	return m[1]
}

func short(s string) string {
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

var (
	fileName   = regexp.MustCompile("(?i)[`\"*' (]((?:[\\w.-]+/)*(?:Dockerfile(?:\\.\\w+)?|\\.dockerignore|[\\w-]+\\.(?:js|jsx|py|rb|go|txt|ya?ml|json|sh|html|conf|mod|toml|ini|php|java|env|c)))\\b")
	fileWords  = regexp.MustCompile(`(?i)\b(file|create|copy|save|paste|edit|write|content|put|add|named|called|into)\b`)
	composed   = regexp.MustCompile(`(?m)^services:`)
	dockerFrom = regexp.MustCompile(`(?i)^(#.*\n|\s*\n|ARG .*\n)*FROM\s+\S+`)
)

// shown writes a block that nobody clicks: a file where the text before it says
// so, else what it is.
func (w *writer) shown(info string, lines []string) {
	text := strings.Join(lines, "\n")
	name := ""
	switch m := fileName.FindAllStringSubmatch(" "+w.prose, -1); {
	case dockerFrom.MatchString(text):
		name = "Dockerfile"
		if len(m) > 0 && strings.Contains(strings.ToLower(m[len(m)-1][1]), "dockerfile") {
			name = m[len(m)-1][1]
		}
	case composed.MatchString(text):
		name = "docker-compose.yml"
		if len(m) > 0 && strings.HasSuffix(m[len(m)-1][1], "ml") {
			name = m[len(m)-1][1]
		}
	case len(m) > 0 && fileWords.MatchString(w.prose) && !looksTyped(text) && info != "output":
		name = m[len(m)-1][1]
	}
	if name != "" && len(lines) > 0 {
		w.note("a block was taken for the file %s", name)
		w.fence("file "+name, lines)
		return
	}
	w.fence("text", lines)
}

// looksTyped tells whether a block begins like what is typed in a terminal.
func looksTyped(text string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(text, " \n"), " ")
	switch strings.TrimSpace(first) {
	case "$", "#", "docker", "docker-compose", "curl", "cd", "ls", "cat", "mkdir", "git", "sudo", "echo", "kubectl", "touch":
		return true
	}
	return strings.Contains(text, "CONTAINER ID") || strings.Contains(text, "REPOSITORY ")
}
