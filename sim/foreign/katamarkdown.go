package foreign

import (
	"html"
	"regexp"
	"strings"
)

var (
	marked    = regexp.MustCompile("(`+)([^`]+)`+\\{\\{(execute|exec|copy|open)?([^}]*)\\}\\}")
	marker    = regexp.MustCompile(`^\{\{(execute|exec|copy|open)?([^}]*)\}\}`)
	fileStart = regexp.MustCompile(`<pre class="file"([^>]*)>(.*)$`)
	attr      = regexp.MustCompile(`data-(filename|target|marker)="([^"]*)"`)
	traffic   = regexp.MustCompile(`\{\{TRAFFIC_HOST\d+_(\d+)\}\}`)
	subdomain = regexp.MustCompile(`https?://\[\[HOST_SUBDOMAIN\]\]-(\d+)-\[\[KATACODA_HOST\]\]\.environments\.katacoda\.com`)
	hostIP    = regexp.MustCompile(`\[\[HOST\d?_IP\]\]`)
	asked     = regexp.MustCompile(`^\s*>>(.*)<<\s*$`)
	choice    = regexp.MustCompile(`^\s*([(\[])([ *xX])[)\]]\s*(.*)$`)
	exact     = regexp.MustCompile(`^\s*=[=~]=\s*(.*)$`)
)

func places(line string) string {
	line = traffic.ReplaceAllString(line, "http://localhost:$1")
	line = subdomain.ReplaceAllString(line, "http://localhost:$1")
	return hostIP.ReplaceAllString(line, "localhost")
}

// markdown writes the text of a step.
func (k *kata) markdown(all []string) {
	for i := 0; i < len(all); i++ {
		k.line++
		line := places(all[i])
		skip := 0
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "```"):
			skip = k.block(strings.TrimPrefix(strings.TrimSpace(line), "```"), all[i+1:])
		case fileStart.MatchString(line):
			skip = k.fileBlock(line, all[i+1:])
		case asked.MatchString(line):
			skip = k.question(asked.FindStringSubmatch(line)[1], all[i+1:])
		case marked.MatchString(line):
			k.inline(line)
		default:
			k.text(line)
		}
		i, k.line = i+skip, k.line+skip
	}
}

// block writes a fenced block, clicked or not, and returns how many lines it took.
func (k *kata) block(info string, rest []string) int {
	if oneLine, after, ok := strings.Cut(info, "```"); ok { // all of it on one line
		k.clicked([]string{oneLine}, after, "")
		return 0
	}
	block, used := fencedLines(rest)
	for i := range block {
		block[i] = places(block[i])
	}
	after := ""
	if used > 0 && used <= len(rest) {
		after = strings.TrimPrefix(strings.TrimSpace(rest[used-1]), "```")
		if after == "" && used < len(rest) && marker.MatchString(strings.TrimSpace(rest[used])) {
			after = strings.TrimSpace(rest[used])
			used++
		}
	}
	k.clicked(block, after, info)
	return used
}

// clicked writes what a marker makes of lines.
func (k *kata) clicked(lines []string, after, info string) {
	m := marker.FindStringSubmatch(after)
	if m == nil || m[1] == "copy" || m[1] == "open" || m[1] == "" {
		if m != nil && m[1] == "copy" && looksTyped(strings.Join(lines, "\n")) {
			k.run(lines)
			return
		}
		k.shown(info, lines)
		return
	}
	k.typed(lines, m[2])
}

// typed writes lines to type, as the options of their marker say.
func (k *kata) typed(lines []string, options string) {
	defer func() { k.terminal = 0 }()
	for _, o := range strings.Fields(options) {
		switch {
		case o == "interrupt":
			lines = append([]string{"^C"}, lines...)
		case o == "ctrl-seq":
			if len(lines) != 1 || strings.TrimSpace(lines[0]) != "^C" && strings.TrimSpace(lines[0]) != "^D" {
				k.note("the keys %s", strings.Join(lines, " "))
				return
			}
		case o == "HOST1" || o == "no-newline":
		case strings.HasPrefix(o, "T"):
			k.typeAt(o[1:])
		case strings.HasPrefix(o, "HOST"):
			k.note("the machine %s: what is typed there is shown, not run", o)
			k.fence("text", lines)
			return
		}
	}
	k.run(lines)
}

// inline writes a line of text with code that is clicked: the text, and below it
// what is typed.
func (k *kata) inline(line string) {
	found := marked.FindAllStringSubmatch(line, -1)
	rest := strings.TrimSpace(marked.ReplaceAllString(line, ""))
	if rest == "" || rest == "*" || rest == "-" || len(rest) < 3 {
		for _, m := range found {
			k.clicked([]string{html.UnescapeString(m[2])}, "{{"+m[3]+m[4]+"}}", "")
		}
		return
	}
	k.text(marked.ReplaceAllString(line, "`$2`"))
	for _, m := range found {
		if m[3] == "execute" || m[3] == "exec" {
			k.clicked([]string{html.UnescapeString(m[2])}, "{{"+m[3]+m[4]+"}}", "")
		}
	}
}

// fileBlock writes a file that was clicked into the editor.
func (k *kata) fileBlock(line string, rest []string) int {
	m := fileStart.FindStringSubmatch(line)
	got := map[string]string{}
	for _, a := range attr.FindAllStringSubmatch(m[1], -1) {
		got[a[1]] = a[2]
	}
	var text []string
	used, open := 0, m[2]
	for {
		before, _, ends := strings.Cut(open, "</pre>")
		if ends {
			if before != "" {
				text = append(text, before)
			}
			break
		}
		text = append(text, open)
		if used == len(rest) {
			break
		}
		open = places(rest[used])
		used++
	}
	if len(text) > 0 && text[0] == "" {
		text = text[1:]
	}
	for i := range text {
		text[i] = html.UnescapeString(htmlTag.ReplaceAllString(text[i], ""))
	}
	name := strings.TrimPrefix(strings.TrimPrefix(got["filename"], "/root/"), "./")
	switch target := got["target"]; {
	case name == "" || strings.HasPrefix(name, "/") || strings.Contains(name, "..") || len(text) == 0:
		k.note("a file outside the home: %s", got["filename"])
		k.fence("text", text)
	case target == "append":
		k.run(append(append([]string{"cat >> " + name + " <<'END-OF-FILE'"}, text...), "END-OF-FILE"))
	case target == "clipboard", target == "insert", target == "prepend":
		k.note("a text for the clipboard or into the middle of %s", name)
		k.fence("text", text)
	default:
		k.fence("file "+name, text)
	}
	return used
}

// question writes a question and returns how many lines its answers took.
func (k *kata) question(q string, rest []string) int {
	var options []string
	right, rights, n := -1, 0, 0
	for n < len(rest) {
		if m := choice.FindStringSubmatch(rest[n]); m != nil {
			if m[2] != " " {
				right, rights = len(options), rights+1
			}
			options = append(options, m[3])
		} else if m := exact.FindStringSubmatch(rest[n]); m != nil {
			k.note("a question that is answered in words: %s", short(q))
			k.put("\n" + q + " (The answer of the original: " + m[1] + ")\n")
		} else {
			break
		}
		n++
	}
	if len(options) > 0 {
		k.ask(strings.TrimSpace(q), options, right, rights)
	}
	return n
}
