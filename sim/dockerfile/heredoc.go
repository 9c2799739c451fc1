package dockerfile

import (
	"regexp"
	"strings"
)

// Heredoc is a here-document of a RUN, COPY or ADD.
type Heredoc struct {
	Name   string // EOF; as a source of COPY, the name of the file
	FD     string // the descriptor before <<, "" for standard input
	Expand bool   // its word is not quoted: variables in it mean something
	Chomp  bool   // <<-: tabs at the beginning of lines are not part of it
	Text   string // with the newline at its end
}

var heredocWord = regexp.MustCompile(`^(\d*)<<(-?)\s*([^<]*)$`)

// parseHeredoc reads "<<EOF", "<<-'EOF'" and the like. Errors: the word cannot
// be read.
func parseHeredoc(word string) (h Heredoc, ok bool, err error) {
	m := heredocWord.FindStringSubmatch(word)
	if m == nil || m[3] == "" {
		return h, false, nil
	}
	plain, _, err := Expander{Escape: '\\', KeepUnset: true}.Words(m[3], unset)
	if err != nil || len(plain) != 1 {
		return h, false, err
	}
	raw, _, err := Expander{Escape: '\\', KeepUnset: true, RawQuotes: true}.Words(m[3], unset)
	if err != nil || len(raw) != 1 {
		return h, false, err
	}
	return Heredoc{Name: plain[0], FD: m[1], Chomp: m[2] == "-", Expand: quotes(plain[0]) == quotes(raw[0])}, true, nil
}

// unset is the environment in which no variable is set.
func unset(string) (string, bool) { return "", false }

func quotes(s string) int { return strings.Count(s, `'`) + strings.Count(s, `"`) }

// heredocs reads the here-documents an instruction begins.
func (r *reader) heredocs(n *Node, line string) *Error {
	in := n
	if n.Trigger != nil {
		in = n.Trigger
	}
	switch strings.ToUpper(in.Name) {
	case "ADD", "COPY", "RUN":
	default:
		return nil
	}
	if !strings.Contains(line, "<<") || in.JSON {
		return nil
	}
	list, _, err := Expander{Escape: '\\', RawQuotes: true, RawEscapes: true, KeepUnset: true}.Words(line, unset)
	if err != nil {
		return nil
	}
	for _, w := range list {
		h, ok, err := parseHeredoc(w)
		if err != nil {
			return wrong(n.Range, "%s", err)
		}
		if !ok {
			continue
		}
		text, ok := r.until(h)
		if n.End = r.at; !ok {
			return wrong(n.Range, "unterminated heredoc")
		}
		h.Text = text
		in.Heredocs, in.Range = append(in.Heredocs, h), n.Range
	}
	return nil
}

// until reads lines up to the one that ends a here-document.
func (r *reader) until(h Heredoc) (string, bool) {
	var text strings.Builder
	for r.at < len(r.lines) {
		end := r.lines[r.at]
		if h.Chomp {
			end = strings.TrimLeft(end, "\t")
		}
		if r.at++; end == h.Name {
			return text.String(), true
		}
		text.WriteString(r.raw[r.at-1])
	}
	return "", false
}

// Content is the text as the instruction uses it: without leading tabs for <<-.
func (h Heredoc) Content() string {
	if !h.Chomp {
		return h.Text
	}
	var out strings.Builder
	for line := range strings.Lines(h.Text) {
		out.WriteString(strings.TrimLeft(line, "\t"))
	}
	return out.String()
}

// Script is the here-document that is all of a RUN: the shell gets its text.
func (in Instruction) Script() (Heredoc, bool) {
	if in.Name != "RUN" || !in.Shell || len(in.Heredocs) != 1 || len(in.Command) != 1 {
		return Heredoc{}, false
	}
	h, ok, _ := parseHeredoc(in.Command[0])
	return in.Heredocs[0], ok && h.FD == ""
}

var onbuild = regexp.MustCompile(`(?i)^\s*ONBUILD\s*`)

// Expression is what ONBUILD keeps for the build that uses the image.
func (in Instruction) Expression() string {
	text := onbuild.ReplaceAllString(in.Original, "")
	if in.Trigger != nil {
		for _, h := range in.Trigger.Heredocs {
			text += "\n" + h.Text + h.Name
		}
	}
	return text
}
