package script

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a program.
type token struct {
	kind byte // n name, # number, s string, f f-string, o operator, N newline, I indent, D dedent, E end; JavaScript also r regex, t template
	text string
	val  value
	pos  place
	part []fpart
}

// fpart is a piece of an f-string or template.
type fpart struct {
	text       string
	expr       string // source
	conv, spec string
	isExpr     bool
	debug      string
	pos        place
}

type pyLexer struct {
	file   string
	src    string
	at     int
	line   int
	start  int // of the line
	depth  int
	indent []int
	toks   []token
	err    *broken
}

var pyOperators = []string{"**=", "//=", ">>=", "<<=", "...", "!=", "==", "<=", ">=", "->", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", "**", "//", "<<", ">>",
	"+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "=", "!"}

func lexPython(file, src string, line int) ([]token, *broken) {
	l := &pyLexer{file: file, src: strings.ReplaceAll(src, "\r\n", "\n"), line: line, indent: []int{0}}
	if !strings.HasSuffix(l.src, "\n") {
		l.src += "\n"
	}
	for l.at < len(l.src) && l.err == nil {
		l.logical()
	}
	if l.err != nil {
		return nil, l.err
	}
	if l.depth > 0 {
		return nil, &broken{file: file, line: max(l.line-1, 1), text: "unexpected EOF while parsing"}
	}
	l.add('N', "")
	for len(l.indent) > 1 {
		l.indent = l.indent[:len(l.indent)-1]
		l.add('D', "")
	}
	l.add('E', "")
	return l.toks, l.err
}

func (l *pyLexer) pos(from int) place {
	return place{line: l.line, col: from - l.start, end: l.at - l.start}
}

func (l *pyLexer) add(kind byte, text string) {
	l.toks = append(l.toks, token{kind: kind, text: text, pos: l.pos(l.at)})
}

func (l *pyLexer) fail(text string) {
	if l.err == nil {
		l.err = &broken{file: l.file, line: l.line, col: l.at - l.start, text: text}
	}
}

// logical reads the beginning of a line with its indentation, then its words.
func (l *pyLexer) logical() {
	col := 0
	i := l.at
	for i < len(l.src) && (l.src[i] == ' ' || l.src[i] == '\t' || l.src[i] == '\f') {
		if l.src[i] == '\t' {
			col = col/8*8 + 8
		} else {
			col++
		}
		i++
	}
	if i >= len(l.src) {
		l.at = i
		return
	}
	if l.src[i] == '\n' || l.src[i] == '#' {
		for l.src[i] != '\n' {
			i++
		}
		l.at = i + 1
		l.newline()
		return
	}
	l.at = i
	switch top := l.indent[len(l.indent)-1]; {
	case col > top:
		l.indent = append(l.indent, col)
		l.add('I', "")
	case col < top:
		for len(l.indent) > 1 && l.indent[len(l.indent)-1] > col {
			l.indent = l.indent[:len(l.indent)-1]
			l.add('D', "")
		}
		if l.indent[len(l.indent)-1] != col {
			l.fail("unindent does not match any outer indentation level")
			return
		}
	}
	for l.err == nil && l.at < len(l.src) {
		if l.word() {
			return
		}
	}
}

func (l *pyLexer) newline() {
	l.line++
	l.start = l.at
}

// word reads one word; it answers true at the end of the logical line.
func (l *pyLexer) word() bool {
	c := l.src[l.at]
	switch {
	case c == '\n':
		l.at++
		if l.depth == 0 {
			l.at--
			l.add('N', "")
			l.at++
			l.newline()
			return true
		}
		l.newline()
	case c == ' ' || c == '\t' || c == '\f':
		l.at++
	case c == '#':
		for l.src[l.at] != '\n' {
			l.at++
		}
	case c == '\\' && l.at+1 < len(l.src) && l.src[l.at+1] == '\n':
		l.at += 2
		l.newline()
	case c >= '0' && c <= '9' || c == '.' && l.at+1 < len(l.src) && l.src[l.at+1] >= '0' && l.src[l.at+1] <= '9':
		l.number()
	case c == '"' || c == '\'':
		l.str("")
	case c == '_' || c >= utf8.RuneSelf || c|32 >= 'a' && c|32 <= 'z':
		l.name()
	default:
		l.operator()
	}
	return false
}

func (l *pyLexer) name() {
	from := l.at
	for l.at < len(l.src) {
		r, n := utf8.DecodeRuneInString(l.src[l.at:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		l.at += n
	}
	text := l.src[from:l.at]
	if text == "" {
		r, n := utf8.DecodeRuneInString(l.src[l.at:])
		l.fail("invalid character '" + string(r) + "' (U+" + strings.ToUpper(strconv.FormatInt(int64(r), 16)) + ")")
		l.at += n
		return
	}
	if l.at < len(l.src) && (l.src[l.at] == '"' || l.src[l.at] == '\'') && slices.Contains([]string{"r", "b", "f", "u", "rb", "br", "fr", "rf"}, strings.ToLower(text)) {
		l.str(strings.ToLower(text))
		return
	}
	l.toks = append(l.toks, token{kind: 'n', text: text, pos: l.pos(from)})
}

func (l *pyLexer) number() {
	from := l.at
	for l.at < len(l.src) {
		c := l.src[l.at]
		if c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'z' || c == '_' || c == '.' ||
			(c == '+' || c == '-') && (l.src[l.at-1]|32) == 'e' && !strings.HasPrefix(l.src[from:], "0x") {
			l.at++
			continue
		}
		break
	}
	text := strings.ReplaceAll(l.src[from:l.at], "_", "")
	t := token{kind: '#', text: text, pos: l.pos(from)}
	if n, err := strconv.ParseInt(text, 0, 64); err == nil && (len(text) < 2 || text[0] != '0' || text[1] > '9') {
		t.val = n
	} else if f, err := strconv.ParseFloat(text, 64); err == nil && strings.ContainsAny(text, ".eE") {
		t.val = f
	} else if err == nil && strings.Trim(text, "0") != "" && text[0] != '0' {
		l.err = &broken{file: l.file, line: l.line, text: "an integer of more than 64 bits is not simulated", plain: true}
	} else if strings.Trim(text, "0") == "" {
		t.val = int64(0)
	} else {
		l.fail("invalid decimal literal")
	}
	l.toks = append(l.toks, t)
}

func (l *pyLexer) operator() {
	for _, o := range pyOperators {
		if strings.HasPrefix(l.src[l.at:], o) {
			from := l.at
			l.at += len(o)
			switch o {
			case "(", "[", "{":
				l.depth++
			case ")", "]", "}":
				if l.depth == 0 {
					l.fail("unmatched '" + o + "'")
				}
				l.depth = max(l.depth-1, 0)
			}
			l.toks = append(l.toks, token{kind: 'o', text: o, pos: l.pos(from)})
			return
		}
	}
	l.fail("invalid syntax")
}

// str reads a string with its prefix already read.
func (l *pyLexer) str(prefix string) {
	from, line := l.at-len(prefix), l.line
	quote := l.src[l.at : l.at+1]
	triple := strings.HasPrefix(l.src[l.at:], strings.Repeat(quote, 3))
	if triple {
		quote = strings.Repeat(quote, 3)
	}
	l.at += len(quote)
	begin := l.at
	for {
		if l.at >= len(l.src) || !triple && l.src[l.at] == '\n' {
			l.line = line
			if triple {
				l.fail("unterminated triple-quoted string literal (detected at line " + itoa(strings.Count(l.src, "\n")) + ")")
			} else {
				l.at = from
				l.fail("unterminated string literal (detected at line " + itoa(l.line) + ")")
			}
			return
		}
		if strings.HasPrefix(l.src[l.at:], quote) {
			break
		}
		if l.src[l.at] == '\\' {
			l.at++
			if l.at >= len(l.src) {
				continue
			}
		}
		l.at++
		if l.src[l.at-1] == '\n' {
			l.newline()
		}
	}
	body := l.src[begin:l.at]
	l.at += len(quote)
	pos := place{line: line, col: from - l.start, end: l.at - l.start}
	raw := strings.Contains(prefix, "r")
	switch {
	case strings.Contains(prefix, "f"):
		parts := l.fstring(body, raw, pos)
		l.toks = append(l.toks, token{kind: 'f', part: parts, pos: pos})
	case strings.Contains(prefix, "b"):
		if !raw {
			body = unescape(body, true)
		}
		l.toks = append(l.toks, token{kind: 's', val: bytes(body), pos: pos})
	default:
		if !raw {
			body = unescape(body, false)
		}
		l.toks = append(l.toks, token{kind: 's', val: body, pos: pos})
	}
}

// fstring takes the body of an f-string apart.
func (l *pyLexer) fstring(body string, raw bool, pos place) (parts []fpart) {
	text := ""
	flush := func() {
		if text != "" {
			if !raw {
				text = unescape(text, false)
			}
			parts = append(parts, fpart{text: text})
			text = ""
		}
	}
	for i := 0; i < len(body); {
		switch {
		case strings.HasPrefix(body[i:], "{{") || strings.HasPrefix(body[i:], "}}"):
			text += body[i : i+1]
			i += 2
		case body[i] == '{':
			flush()
			p, n := splitField(body[i+1:])
			if n < 0 {
				l.fail("f-string: expecting '}'")
				return
			}
			if strings.TrimSpace(p.expr) == "" {
				l.fail("f-string: valid expression required before '}'")
				return
			}
			p.pos = pos
			if p.debug != "" {
				parts = append(parts, fpart{text: p.debug})
			}
			parts = append(parts, p)
			i += 1 + n
		case body[i] == '}':
			l.fail("f-string: single '}' is not allowed")
			return
		default:
			text += body[i : i+1]
			i++
		}
	}
	flush()
	return parts
}

// splitField reads EXPR[=][!CONV][:SPEC]} and tells its length.
func splitField(s string) (p fpart, n int) {
	p.isExpr = true
	depth := 0
	var quote byte
	i := 0
	for ; i < len(s); i++ {
		c := s[i]
		if quote != 0 {
			if c == quote {
				quote = 0
			}
			continue
		}
		if c == '\'' || c == '"' {
			quote = c
			continue
		}
		if strings.IndexByte("([{", c) >= 0 {
			depth++
		}
		if strings.IndexByte(")]}", c) >= 0 {
			if depth == 0 {
				break
			}
			depth--
		}
		if depth == 0 && (c == ':' || c == '!' && i+1 < len(s) && s[i+1] != '=') {
			break
		}
	}
	if i >= len(s) {
		return p, -1
	}
	p.expr = s[:i]
	if e := strings.TrimRight(p.expr, " "); strings.HasSuffix(e, "=") && !strings.HasSuffix(e, "==") && !strings.HasSuffix(e, "!=") && !strings.HasSuffix(e, "<=") && !strings.HasSuffix(e, ">=") {
		p.debug, p.expr, p.conv = p.expr, e[:len(e)-1], "r"
	}
	if s[i] == '!' && i+1 < len(s) {
		p.conv = s[i+1 : i+2]
		i += 2
	}
	if i < len(s) && s[i] == ':' {
		start := i + 1
		for i = start; i < len(s); i++ {
			if s[i] == '{' {
				depth++
			}
			if s[i] == '}' {
				if depth == 0 {
					break
				}
				depth--
			}
		}
		if i >= len(s) {
			return p, -1
		}
		p.spec = s[start:i]
		if p.debug != "" {
			p.conv = ""
		}
	}
	if i >= len(s) || s[i] != '}' {
		return p, -1
	}
	return p, i + 1
}

// unescape replaces a string's backslashes; JavaScript's are close enough to
// be read here too.
func unescape(s string, raw bool) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if k := strings.IndexByte("ntr\\'\"abfv0", s[i]); k >= 0 && s[i] != '0' {
			b.WriteByte("\n\t\r\\'\"\a\b\f\v"[k])
			continue
		}
		switch s[i] {
		case '\n':
		case 'x', 'u', 'U':
			n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[s[i]]
			hex := s[i+1:]
			if s[i] == 'u' && strings.HasPrefix(hex, "{") {
				if end := strings.IndexByte(hex, '}'); end > 0 {
					if v, err := strconv.ParseUint(hex[1:end], 16, 32); err == nil {
						b.WriteRune(rune(v))
						i += end + 1
						continue
					}
				}
			}
			v, err := strconv.ParseUint(hex[:min(n, len(hex))], 16, 32)
			if err != nil {
				b.WriteString(s[i-1 : i+1])
				continue
			}
			i += n
			if n == 2 && raw {
				b.WriteByte(byte(v))
				continue
			}
			if v >= 0xd800 && v < 0xdc00 && n == 4 && strings.HasPrefix(s[i+1:], `\u`) && len(s) >= i+7 {
				if lo, err := strconv.ParseUint(s[i+3:i+7], 16, 32); err == nil && lo >= 0xdc00 && lo < 0xe000 {
					v = 0x10000 + (v-0xd800)<<10 + (lo - 0xdc00)
					i += 6
				}
			}
			b.WriteRune(rune(v))
		case '0', '1', '2', '3', '4', '5', '6', '7':
			j := i
			for j < len(s) && j < i+3 && s[j] >= '0' && s[j] <= '7' {
				j++
			}
			v, _ := strconv.ParseUint(s[i:j], 8, 32)
			i = j - 1
			if raw {
				b.WriteByte(byte(v))
			} else {
				b.WriteRune(rune(v))
			}
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
