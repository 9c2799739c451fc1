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

var heredocWord = regexp.MustCompile(`^(\d*)<<(-?)([^<]*)$`)

// parseHeredoc reads "<<EOF", "<<-'EOF'" and the like.
func parseHeredoc(word string) (Heredoc, bool) {
	m := heredocWord.FindStringSubmatch(word)
	if m == nil || m[3] == "" {
		return Heredoc{}, false
	}
	name := unquote(m[3], '\\')
	if name == "" || strings.ContainsAny(name, " \t") && name == m[3] {
		return Heredoc{}, false
	}
	return Heredoc{Name: name, FD: m[1], Chomp: m[2] == "-", Expand: name == m[3]}, true
}

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
	for _, w := range words(line, r.escape) {
		h, ok := parseHeredoc(w)
		if !ok {
			continue
		}
		text, ok := r.until(h)
		if n.End = r.at; !ok {
			return wrong(n.Range, "unterminated heredoc")
		}
		h.Text = text
		in.Heredocs = append(in.Heredocs, h)
	}
	return nil
}

// until reads lines up to the one that ends a here-document.
func (r *reader) until(h Heredoc) (string, bool) {
	var text strings.Builder
	for r.at < len(r.lines) {
		line := r.lines[r.at]
		r.at++
		end := line
		if h.Chomp {
			end = strings.TrimLeft(line, "\t")
		}
		if end == h.Name {
			return text.String(), true
		}
		text.WriteString(line + "\n")
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
	h, ok := parseHeredoc(in.Command[0])
	return in.Heredocs[0], ok && h.FD == ""
}
