package hcl

import (
	"strconv"
	"strings"
)

// quoted reads a string, which may be a template.
func (p *parser) quoted() (Expr, error) {
	start := p.pos
	p.next()
	return p.template(start, func() bool { return p.take(`"`) }, true)
}

// template reads text and ${…} up to its end.
func (p *parser) template(start Pos, ends func() bool, escapes bool) (Expr, error) {
	var parts []Expr
	var text strings.Builder
	trim := false
	flush := func() {
		if text.Len() > 0 {
			parts = append(parts, literal{text.String()})
			text.Reset()
		}
	}
	for !ends() {
		switch {
		case p.over() || escapes && p.peek() == '\n':
			return nil, &Error{p.from(start), "Unterminated template string", "No closing marker was found for the string."}
		case p.take("$${"):
			text.WriteString("${")
		case p.take("%%{"):
			text.WriteString("%{")
		case p.sees("%{"):
			return nil, p.wrong("Not simulated", "Template directives, which begin with %{, are not simulated: use a conditional or for expression.")
		case p.take("${"):
			if p.take("~") {
				kept := strings.TrimRight(text.String(), " \t\r\n")
				text.Reset()
				text.WriteString(kept)
			}
			flush()
			x, err := p.inside(func() (Expr, error) {
				x, err := p.expression()
				p.space()
				return x, err
			})
			if err != nil {
				return nil, err
			}
			parts = append(parts, x)
			trim = p.take("~")
			if !p.take("}") {
				return nil, p.wrong("Extra characters after interpolation expression", "Expected a closing brace to end the interpolation expression, but found extra characters.")
			}
			continue
		case escapes && p.take(`\`):
			if err := p.escape(&text); err != nil {
				return nil, err
			}
		default:
			if r := p.next(); !trim || !strings.ContainsRune(" \t\r\n", r) {
				text.WriteRune(r)
				trim = false
			}
			continue
		}
		trim = false
	}
	if len(parts) == 0 {
		return literal{text.String()}, nil
	}
	flush()
	if len(parts) == 1 {
		return parts[0], nil // "${x}" is x itself
	}
	return template{p.from(start), parts}, nil
}

func (p *parser) escape(out *strings.Builder) error {
	const bad = "The symbol after the backslash is not a valid escape sequence selector."
	switch r := p.next(); r {
	case 'n', 'r', 't':
		out.WriteString(map[rune]string{'n': "\n", 'r': "\r", 't': "\t"}[r])
	case '"', '\\':
		out.WriteRune(r)
	case 'u', 'U':
		n := 4
		if r == 'U' {
			n = 8
		}
		code, err := strconv.ParseUint(p.src[p.at:min(p.at+n, len(p.src))], 16, 32)
		if err != nil || p.at+n > len(p.src) {
			return p.wrong("Invalid escape sequence", bad)
		}
		for range n {
			p.next()
		}
		out.WriteRune(rune(code))
	default:
		return p.wrong("Invalid escape sequence", bad)
	}
	return nil
}

// heredoc reads <<WORD and the lines up to WORD; <<-WORD takes away what all
// lines are indented by.
func (p *parser) heredoc() (Expr, error) {
	start := p.pos
	p.take("<<")
	flush := p.take("-")
	word := p.name()
	for !p.over() && p.peek() != '\n' {
		p.next()
	}
	p.next()
	if word == "" {
		return nil, &Error{p.from(start), "Invalid expression", "A heredoc needs a word that ends it."}
	}
	rest, body, least := p.src[p.at:], 0, -1
	for line := range strings.Lines(rest) {
		if strings.TrimSpace(line) == word {
			return p.document(start, rest[:body], len(line)-len(strings.TrimRight(line, "\r\n")), flush, max(least, 0), len(line))
		}
		body += len(line)
		if trimmed := strings.TrimLeft(line, " \t"); strings.TrimSpace(line) != "" && (least < 0 || len(line)-len(trimmed) < least) {
			least = len(line) - len(trimmed)
		}
	}
	return nil, &Error{p.from(start), "Unterminated template string", "No closing marker was found for the string."}
}

// document is the template of a heredoc's text; p then stands at the newline
// behind its end.
func (p *parser) document(start Pos, text string, newline int, flush bool, indent, last int) (Expr, error) {
	inner := newParser(p.file, text)
	if flush {
		var out strings.Builder
		for line := range strings.Lines(text) {
			out.WriteString(line[min(indent, len(line)-len(strings.TrimLeft(line, " \t"))):])
		}
		inner.src = out.String()
	}
	inner.pos, inner.deep = Pos{p.pos.Line, 1}, p.deep
	x, err := inner.template(inner.pos, inner.over, false)
	for end := p.at + len(text) + last - newline; p.at < end; {
		p.next()
	}
	return x, err
}
