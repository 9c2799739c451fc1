package script

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// jsParser reads JavaScript: words are taken as the grammar asks for them,
// since only it knows a regular expression from a division.
type jsParser struct {
	file, src string
	at, line  int
	start     int
	tok       token
	nl        bool // a new line stood before tok
	end       int  // of the word before
	depth     int
	noIn      bool
	esm       bool // an import or export was read
}

var jsOperators = []string{">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
	"{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".", "#"}

func (p *jsParser) fail(text string) {
	panic(&broken{file: p.file, line: p.tok.pos.line, col: p.tok.pos.col, text: text})
}

func (p *jsParser) refuse(what string) {
	panic(&broken{file: p.file, line: p.tok.pos.line, text: what + " is not simulated", plain: true})
}

func (p *jsParser) unexpected() {
	if p.tok.kind == 'E' {
		p.fail("Unexpected end of input")
	}
	switch p.tok.kind {
	case 'n':
		p.fail("Unexpected identifier '" + p.tok.text + "'")
	case 's', 't':
		p.fail("Unexpected string")
	case '#':
		p.fail("Unexpected number")
	}
	p.fail("Unexpected token '" + p.tok.text + "'")
}

// next reads the next word; regex tells that a slash begins a pattern.
func (p *jsParser) next(regex bool) {
	p.end = p.at
	p.nl = false
	p.space()
	from := p.at
	p.tok = token{pos: place{line: p.line, col: from - p.start}}
	if p.at >= len(p.src) {
		p.tok.kind = 'E'
		return
	}
	c := p.src[p.at]
	switch {
	case c >= '0' && c <= '9' || c == '.' && p.at+1 < len(p.src) && p.src[p.at+1] >= '0' && p.src[p.at+1] <= '9':
		p.number()
	case c == '"' || c == '\'':
		p.str(c)
	case c == '`':
		p.template()
	case c == '/' && regex:
		p.pattern()
	case c == '_' || c == '$' || c >= utf8.RuneSelf || c|32 >= 'a' && c|32 <= 'z':
		for p.at < len(p.src) {
			r, n := utf8.DecodeRuneInString(p.src[p.at:])
			if r != '_' && r != '$' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				break
			}
			p.at += n
		}
		if p.at == from {
			p.at++
			p.fail("Invalid or unexpected token")
		}
		p.tok.kind, p.tok.text = 'n', p.src[from:p.at]
	default:
		for _, o := range jsOperators {
			if strings.HasPrefix(p.src[p.at:], o) && !(o == "?." && p.at+2 < len(p.src) && p.src[p.at+2] >= '0' && p.src[p.at+2] <= '9') {
				p.tok.kind, p.tok.text = 'o', o
				p.at += len(o)
				break
			}
		}
		if p.tok.kind == 0 {
			p.fail("Invalid or unexpected token")
		}
	}
	p.tok.pos.end = p.at - p.start
}

func (p *jsParser) space() {
	for p.at < len(p.src) {
		switch c := p.src[p.at]; {
		case c == '\n':
			p.at++
			p.line++
			p.start, p.nl = p.at, true
		case c == ' ' || c == '\t' || c == '\r':
			p.at++
		case strings.HasPrefix(p.src[p.at:], "//") || p.at == 0 && strings.HasPrefix(p.src, "#!"):
			for p.at < len(p.src) && p.src[p.at] != '\n' {
				p.at++
			}
		case strings.HasPrefix(p.src[p.at:], "/*"):
			end := strings.Index(p.src[p.at:], "*/")
			if end < 0 {
				p.at = len(p.src)
				return
			}
			for ; end >= 0; end-- {
				if p.src[p.at] == '\n' {
					p.line++
					p.start, p.nl = p.at+1, true
				}
				p.at++
			}
			p.at++
		default:
			return
		}
	}
}

func (p *jsParser) number() {
	from := p.at
	for p.at < len(p.src) {
		c := p.src[p.at]
		if c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'z' || c == '_' || c == '.' || (c == '+' || c == '-') && p.src[p.at-1]|32 == 'e' && !strings.HasPrefix(p.src[from:], "0x") {
			p.at++
			continue
		}
		break
	}
	text := strings.ReplaceAll(p.src[from:p.at], "_", "")
	f, err := strconv.ParseFloat(text, 64)
	if n, e := strconv.ParseInt(text, 0, 64); e == nil && len(text) > 1 && text[0] == '0' {
		f, err = float64(n), nil
	}
	if err != nil {
		p.fail("Invalid or unexpected token")
	}
	p.tok.kind, p.tok.val, p.tok.text = '#', f, text
}

func (p *jsParser) str(quote byte) {
	from := p.at
	for p.at++; p.at < len(p.src) && p.src[p.at] != quote; p.at++ {
		if p.src[p.at] == '\\' {
			p.at++
		} else if p.src[p.at] == '\n' {
			p.fail("Invalid or unexpected token")
		}
	}
	if p.at >= len(p.src) {
		p.at = len(p.src)
		p.fail("Invalid or unexpected token")
	}
	p.at++
	p.tok.kind, p.tok.val = 's', jsUnescape(p.src[from+1:p.at-1])
	p.line += strings.Count(p.src[from:p.at], "\n")
}

func jsUnescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(unescape(strings.ReplaceAll(s, "\\`", "`"), false), `\/`, "/"), `\$`, "$")
}

// template takes a template string apart into text and source.
func (p *jsParser) template() {
	from := p.at
	p.at++
	text := p.at
	p.tok.kind = 't'
	for {
		if p.at >= len(p.src) {
			p.fail("Unterminated template literal")
		}
		switch c := p.src[p.at]; {
		case c == '\\':
			p.at += 2
			continue
		case c == '`':
			p.tok.part = append(p.tok.part, fpart{text: jsUnescape(p.src[text:p.at])})
			p.at++
			n := strings.Count(p.src[from:p.at], "\n")
			p.line += n
			if n > 0 {
				p.start = strings.LastIndex(p.src[:p.at], "\n") + 1
			}
			return
		case strings.HasPrefix(p.src[p.at:], "${"):
			p.tok.part = append(p.tok.part, fpart{text: jsUnescape(p.src[text:p.at])})
			begin, depth := p.at+2, 0
			for p.at += 2; p.at < len(p.src) && (depth > 0 || p.src[p.at] != '}'); p.at++ {
				switch p.src[p.at] {
				case '{':
					depth++
				case '}':
					depth--
				case '`':
					for p.at++; p.at < len(p.src) && p.src[p.at] != '`'; p.at++ {
					}
				}
			}
			if p.at >= len(p.src) {
				p.fail("Unterminated template literal")
			}
			p.tok.part = append(p.tok.part, fpart{expr: p.src[begin:p.at], isExpr: true, pos: p.tok.pos})
			p.at++
			text = p.at
			continue
		}
		p.at++
	}
}

func (p *jsParser) pattern() {
	from := p.at
	class := false
	for p.at++; p.at < len(p.src) && (class || p.src[p.at] != '/'); p.at++ {
		switch p.src[p.at] {
		case '\\':
			p.at++
		case '[':
			class = true
		case ']':
			class = false
		case '\n':
			p.fail("Invalid regular expression: missing /")
		}
	}
	if p.at >= len(p.src) {
		p.at = len(p.src)
		p.fail("Invalid regular expression: missing /")
	}
	p.tok.kind, p.tok.text = 'r', p.src[from+1:p.at]
	p.at++
	flags := p.at
	for p.at < len(p.src) && p.src[p.at] >= 'a' && p.src[p.at] <= 'z' {
		p.at++
	}
	p.tok.val = p.src[flags:p.at]
}
