package shell

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// explain turns the parser's complaint into what the shells complain of: the
// first token that cannot be, or the end of the text.
func explain(src string, err error, f Flavor) *badSyntax {
	var pe syntax.ParseError
	var le syntax.LangError
	b := &badSyntax{line: 1 + strings.Count(strings.TrimSuffix(src, "\n"), "\n")}
	switch {
	case errors.As(err, &le) && le.Pos.IsValid() && inSubstitution(le.Feature):
		b.line, b.sentence = int(le.Pos.Line()), badSubstitution(src, le.Pos)
	case errors.As(err, &pe) && isSubstitution(pe.Text):
		b.line, b.sentence = int(pe.Pos.Line()), badSubstitution(src, pe.Pos)
	case errors.As(err, &le) && strings.Contains(le.Feature, "c-style"):
		b.line, b.sentence = int(le.Pos.Line()), text{Dash: "Syntax error: Bad for loop variable"}
	case errors.As(err, &pe) && pe.Text == "invalid var name":
		b.line, b.sentence = int(pe.Pos.Line()), badDeclaration(src, pe.Pos)
	case redirectsNowhere(err) && (f == Bash || strings.HasSuffix(src, "\n")):
		b.token, b.line = "newline", int(pe.Pos.Line())
	case errors.As(err, &pe) && pe.Incomplete:
		b.incomplete(pe)
	case errors.As(err, &pe) && strings.Contains(pe.Text, "must be followed by `an expression`"),
		errors.As(err, &pe) && strings.Contains(pe.Text, "must be followed by an expression"):
		b.line, b.sentence = int(pe.Pos.Line()), text{"syntax error: operand expected", "arithmetic expression: expecting primary", "arithmetic syntax error"}
	default:
		b.token, b.line = offender(src, f)
	}
	b.source = lineOf(src, b.line)
	return b
}

// redirectsNowhere tells whether a line ends after ">" or "<".
func redirectsNowhere(err error) bool {
	var pe syntax.ParseError
	if !errors.As(err, &pe) || !strings.HasSuffix(pe.Text, "must be followed by a word") {
		return false
	}
	return strings.ContainsAny(pe.Text[:min(3, len(pe.Text))], "<>")
}

// badDeclaration is bash's refusal of a name in export, local and their like.
func badDeclaration(src string, pos syntax.Pos) text {
	at := min(int(pos.Offset()), len(src))
	head := src[strings.LastIndexAny(src[:at], "\n;&|")+1 : at]
	command, _, _ := strings.Cut(strings.TrimSpace(head), " ")
	return text{command + ": `" + src[at:wordEnd(src, at)] + "': not a valid identifier"}
}

func inSubstitution(feature string) bool {
	for _, s := range []string{"search and replace", "slicing", "${", "case conversion", "expansion"} {
		if strings.Contains(feature, s) {
			return true
		}
	}
	return false
}

func isSubstitution(msg string) bool {
	return strings.Contains(msg, "parameter") && (strings.Contains(msg, "expansion") || strings.Contains(msg, "name"))
}

func badSubstitution(src string, pos syntax.Pos) text {
	at := min(int(pos.Offset()), len(src))
	word := src[at:]
	if i := strings.LastIndex(src[:at], "${"); i >= 0 {
		word = src[i:]
	}
	if i := strings.IndexByte(word, '}'); i >= 0 {
		word = word[:i+1]
	}
	return text{word + ": bad substitution", "Bad substitution", "syntax error: bad substitution"}
}

// expected says what a construct left open at the end waits for.
var expected = [][2]string{
	{"`if <cond>`", "then"}, {"`elif <cond>`", "then"}, {"`then`", "fi"}, {"`else`", "fi"}, {"`if`", "then"}, {"`elif`", "then"},
	{"`while`", "do"}, {"`until`", "do"}, {"`while <cond>`", "do"}, {"`until <cond>`", "do"}, {"`do`", "done"}, {"`for", "do"},
	{"`case`", ";;"}, {"`{`", "}"}, {"`$(`", ")"}, {"`(`", ")"}, {"`foo(`", ")"}, {"`${`", "}"},
}

func (b *badSyntax) incomplete(pe syntax.ParseError) {
	line := int(pe.Pos.Line())
	if i := strings.Index(pe.Text, "without closing quote"); i >= 0 {
		b.line, b.quote = line, strings.Trim(pe.Text[i+len("without closing quote "):], "`\"")
		if b.quote == "" {
			b.quote = pe.Text[len(pe.Text)-2 : len(pe.Text)-1]
		}
		return
	}
	if i := strings.Index(pe.Text, "must end with "); i >= 0 && !strings.Contains(pe.Text, "`case`") {
		b.expecting = strings.Trim(pe.Text[i+len("must end with "):], "`")
		return
	}
	for _, e := range expected {
		if strings.HasPrefix(pe.Text, e[0]) || strings.Contains(pe.Text, "matching "+e[0]) {
			b.expecting = e[1]
			return
		}
	}
}

// offender finds the first token after which the text is wrong and not merely
// unfinished. What is wrong stays wrong whatever follows, so the tokens can be
// searched by halves.
func offender(src string, f Flavor) (token string, line int) {
	ends := tokenEnds(src)
	i := sort.Search(len(ends), func(i int) bool {
		_, err := parseOnce(src[:ends[i][1]], f)
		return err != nil && !syntax.IsIncomplete(err) && unclosedHere(err) == ""
	})
	if i == len(ends) {
		return "newline", 1 + strings.Count(strings.TrimSuffix(src, "\n"), "\n")
	}
	tok := src[ends[i][0]:ends[i][1]]
	line = 1 + strings.Count(src[:ends[i][0]], "\n")
	if j := strings.IndexByte(tok, '('); j > 0 && f != Bash {
		tok = "(" // arr=(: the parser takes both at once
	}
	if tok == "\n" {
		tok = "newline"
	}
	return tok, line
}

var operators = []string{"<<<", "<<-", "&>>", "&&", "||", ";;", "<<", ">>", "<&", ">&", "<>", ">|", "|&", "&>", "(", ")", ";", "&", "|", "<", ">", "\n"}

// tokenEnds cuts a text into rough tokens: start and end of each.
func tokenEnds(src string) (ends [][2]int) {
	for i := 0; i < len(src); {
		start := i
		switch c := src[i]; {
		case c == ' ' || c == '\t':
			i++
			continue
		case strings.IndexByte("<>&|();\n", c) >= 0:
			for _, op := range operators {
				if strings.HasPrefix(src[i:], op) {
					i += len(op)
					break
				}
			}
		default:
			i = wordEnd(src, i)
		}
		ends = append(ends, [2]int{start, i})
	}
	return ends
}

func wordEnd(src string, i int) int {
	for i < len(src) {
		switch c := src[i]; {
		case c == '\\':
			i += 2
		case c == '\'' || c == '"' || c == '`':
			end := strings.IndexByte(src[i+1:], c)
			if end < 0 {
				return len(src)
			}
			i += end + 2
		case strings.IndexByte(" \t<>&|();\n", c) >= 0:
			return i
		default:
			i++
		}
	}
	return min(i, len(src))
}

// report prints a syntax error as the flavour words it.
func (s *shell) report(b *badSyntax, eval bool) {
	s.line = s.lineBase + b.line
	command := ""
	if eval {
		command = "eval"
	}
	switch s.flavor {
	case Bash:
		s.reportBash(b, eval)
	case Dash:
		s.errorf(command, "%s", b.dash())
	default:
		s.errorf(command, "%s", b.ash())
	}
}

func (s *shell) reportBash(b *badSyntax, eval bool) {
	at := s.name + ": "
	switch {
	case eval:
		at += "eval: "
	case s.origin == fromCommand:
		at += "-c: "
	}
	if !s.interactive {
		at += fmt.Sprintf("line %d: ", s.line)
	}
	switch {
	case b.sentence[Bash] != "":
		s.print(2, s.where("")+b.sentence[Bash]+"\n")
	case b.quote != "":
		s.print(2, at+"unexpected EOF while looking for matching `"+b.quote+"'\n")
	case b.expecting == ")" || b.token == "" && b.expecting == "}" && strings.Contains(b.source, "${"):
		s.print(2, at+"unexpected EOF while looking for matching `"+b.expecting+"'\n")
	case b.token == "":
		at = strings.Replace(at, fmt.Sprintf("line %d:", s.line), fmt.Sprintf("line %d:", s.line+1), 1)
		s.print(2, at+"syntax error: unexpected end of file\n")
	case s.interactive:
		s.print(2, at+"syntax error near unexpected token `"+b.token+"'\n")
	default:
		s.print(2, at+"syntax error near unexpected token `"+b.token+"'\n"+at+"`"+b.source+"'\n")
	}
}

func (b *badSyntax) dash() string {
	var says string
	switch {
	case b.sentence[Dash] != "" && strings.HasPrefix(b.sentence[Dash], "Bad for"):
		return "Syntax error: " + b.sentence[Dash]
	case b.sentence[Dash] != "":
		return b.sentence[Dash]
	case b.quote == "`":
		return "Syntax error: EOF in backquote substitution"
	case b.expecting == "}" && strings.Contains(b.source, "${"):
		return "Syntax error: Missing '}'"
	case b.quote != "":
		return "Syntax error: Unterminated quoted string"
	case b.token == "":
		says = "end of file unexpected"
	default:
		says = b.class() + " unexpected"
	}
	if b.expecting != "" {
		says += fmt.Sprintf(" (expecting %q)", b.expecting)
	}
	return "Syntax error: " + says
}

func (b *badSyntax) ash() string {
	var says string
	switch {
	case strings.HasPrefix(b.sentence[Ash], "bad for"):
		return "syntax error: " + b.sentence[Ash]
	case b.sentence[Ash] != "":
		return b.sentence[Ash]
	case b.quote == "`":
		return "syntax error: EOF in backquote substitution"
	case b.quote != "":
		return "syntax error: unterminated quoted string"
	case b.token == "":
		says = "unexpected end of file"
	default:
		says = "unexpected " + b.class()
	}
	if b.expecting != "" {
		says += fmt.Sprintf(" (expecting %q)", b.expecting)
	}
	return "syntax error: " + says
}

// class is how dash and ash name a token.
func (b *badSyntax) class() string {
	switch {
	case b.token == "newline":
		return "newline"
	case strings.HasPrefix(b.token, "<") || strings.HasPrefix(b.token, ">"):
		return "redirection"
	case contains(operators, b.token) || syntax.IsKeyword(b.token):
		return `"` + b.token + `"`
	}
	return "word"
}
