package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

func escaped(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		switch p.kind {
		case quoted:
			b.WriteString(escape(p.text))
		case between:
			b.WriteByte(' ')
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// escape makes a pattern that fits only s.
func escape(s string) string {
	if !strings.ContainsAny(s, `*?[]\`) {
		return s
	}
	var b strings.Builder
	for _, c := range []byte(s) {
		if strings.IndexByte(`*?[]\`, c) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

func (x *expander) doubleQuoted(part *syntax.DblQuoted) []piece {
	pieces := x.parts(part.Parts, double, false)
	if len(pieces) == 0 && !onlyAt(part.Parts) {
		return []piece{{"", quoted}}
	}
	return pieces
}

// onlyAt tells whether a quoted word is "$@" or "${a[@]}" and so may be no
// field at all.
func onlyAt(parts []syntax.WordPart) bool {
	for _, p := range parts {
		pe, ok := p.(*syntax.ParamExp)
		if !ok || pe.Length || pe.Param.Value != "@" && !subscriptIs(pe.Index, "@") {
			return false
		}
	}
	return len(parts) > 0
}

// lit is unquoted text, in which a backslash quotes, or text in double quotes.
func (x *expander) lit(value string, q quoting, first, last bool) []piece {
	var out []piece
	if q == bare && first && strings.HasPrefix(value, "~") {
		end := strings.IndexAny(value, "/:")
		if end < 0 {
			end = len(value)
		}
		if home, ok := x.s.home(value[1:end]); ok && (end < len(value) || last) {
			out, value = append(out, piece{home, quoted}), value[end:]
		}
	}
	if strings.IndexByte(value, '\\') < 0 {
		return append(out, piece{value, q.kind()})
	}
	var plain strings.Builder
	for i := 0; i < len(value); i++ {
		c := value[i]
		if c != '\\' || i+1 == len(value) {
			plain.WriteByte(c)
			continue
		}
		next := value[i+1]
		switch {
		case next == '\n':
			i++
		case q.quotes() && strings.IndexByte("$`\\", next) < 0 && !(q == double && next == '"'):
			plain.WriteByte(c)
		case q.quotes():
			plain.WriteByte(next)
			i++
		default:
			out = append(out, piece{plain.String(), q.kind()}, piece{string(next), quoted})
			plain.Reset()
			i++
		}
	}
	return append(out, piece{plain.String(), q.kind()})
}

// home is the directory of ~ and ~user.
func (s *shell) home(user string) (string, bool) {
	if user == "" {
		return s.lookup("HOME")
	}
	if user == "+" || user == "-" {
		return s.lookup(map[string]string{"+": "PWD", "-": "OLDPWD"}[user])
	}
	for _, f := range s.passwd() {
		if f[0] == user {
			return f[5], true
		}
	}
	return "", false
}

// ansiC is the text of $'…'. Source: bash(1), QUOTING.
func ansiC(s string) string {
	out, _ := unescape(s, ansiEscapes)
	return out
}
