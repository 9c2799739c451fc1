package shell

import (
	"path"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// prompts are the prompts of a shell that has not been given others.
var prompts = map[string]text{
	"PS1": {`\s-\v\$ `, "$ ", `\w \$ `},
	"PS2": {"> ", "> ", "> "},
}

// promptText is a prompt with all in it expanded: the escapes of bash, which
// ash knows too, and parameters. Source: bash(1), PROMPTING.
func (s *shell) promptText(name string, f *inputFrame) (string, bool) {
	value, set := s.lookup(name)
	if !set {
		value = prompts[name].of(s.flavor)
		if s.flavor == Dash && name == "PS1" && s.p.UID == 0 {
			value = "# "
		}
	}
	if s.flavor != Dash {
		value = s.promptEscapes(value)
	}
	if !strings.ContainsAny(value, "$`") || len(value) > maxLine || nesting(value) > maxNesting {
		return unmark(value), true
	}
	word, err := syntax.NewParser(syntax.Variant(s.flavor.language())).Document(strings.NewReader(value))
	if err != nil || word == nil {
		return unmark(value), true
	}
	out := ""
	status := s.status
	ok := s.expand(&f.memo, func() { s.push(*f) }, func(x *expander) { out = join(x.parts(word.Parts, here, false)) })
	if ok {
		s.status = status
	}
	return unmark(out), ok
}

// mark stands for a "$" that is not a parameter's while a prompt is expanded.
const mark = "\x01"

func unmark(s string) string { return strings.ReplaceAll(s, mark, "$") }

// promptEscapes replaces \u, \h, \w and their like.
func (s *shell) promptEscapes(value string) string {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] != '\\' || i+1 == len(value) {
			b.WriteByte(value[i])
			continue
		}
		i++
		if c := value[i]; c >= '0' && c <= '7' {
			text, n := unescape(value[i-1:min(i+3, len(value))], ansiEscapes)
			_ = n
			b.WriteString(text)
			i = min(i+2, len(value)-1)
			continue
		}
		b.WriteString(s.promptEscape(value[i]))
	}
	return b.String()
}

func (s *shell) promptEscape(c byte) string {
	now := s.p.Sys.Now()
	switch c {
	case 'u':
		return s.userName()
	case 'h':
		host, _, _ := strings.Cut(s.p.Sys.Hostname(), ".")
		return host
	case 'H':
		return s.p.Sys.Hostname()
	case 'w', 'W':
		return s.promptDir(c == 'W')
	case '$':
		if s.p.UID == 0 {
			return "#"
		}
		return mark
	case 's':
		return path.Base(strings.TrimPrefix(s.name, "-"))
	case 'v':
		return "5.2"
	case 'V':
		return "5.2.15"
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 'e':
		return "\x1b"
	case 'a':
		return "\a"
	case '[', ']':
		return ""
	case 't':
		return now.Format("15:04:05")
	case 'A':
		return now.Format("15:04")
	case 'T':
		return now.Format("03:04:05")
	case '@':
		return now.Format("03:04 PM")
	case 'd':
		return now.Format("Mon Jan 02")
	case 'j':
		return itoa(len(s.jobs))
	case '\\':
		return `\`
	}
	return `\` + string(c)
}

func (s *shell) promptDir(base bool) string {
	dir, home := s.value("PWD"), s.value("HOME")
	if home != "" && home != "/" && (dir == home || strings.HasPrefix(dir, home+"/")) {
		dir = "~" + dir[len(home):]
	}
	if base && dir != "/" {
		return path.Base(dir)
	}
	return dir
}

// userName is the name of the user in /etc/passwd.
func (s *shell) userName() string {
	for _, f := range s.passwd() {
		if f[2] == itoa(s.p.UID) {
			return f[0]
		}
	}
	if s.flavor == Bash {
		return "I have no name!"
	}
	return itoa(s.p.UID)
}

// passwd is the lines of /etc/passwd, those with all their fields.
func (s *shell) passwd() (users [][]string) {
	data, _ := s.p.Sys.ReadFile("/etc/passwd")
	for _, line := range strings.Split(data, "\n") {
		if f := strings.Split(line, ":"); len(f) >= 7 {
			users = append(users, f)
		}
	}
	return users
}
