package sql

import "strings"

// word is one word of a statement: kind n name, q quoted name, # number, s
// string, o operator, E the end.
type word struct {
	kind byte
	text string
	low  string
}

var operators = []string{"::", "<>", "!=", "<=", ">=", "||", ":="}

func lex(text string) (words []word, err *Error) {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case strings.HasPrefix(text[i:], "--") || c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case strings.HasPrefix(text[i:], "/*"):
			end := strings.Index(text[i:], "*/")
			if end < 0 {
				return nil, &Error{1064, "42601", "unterminated comment", "", ""}
			}
			i += end + 2
		case c == '\'' || c == '"' || c == '`':
			var b strings.Builder
			j := i + 1
			for ; j < len(text); j++ {
				if text[j] == c {
					if j+1 < len(text) && text[j+1] == c {
						j++
					} else {
						break
					}
				} else if text[j] == '\\' && c == '\'' && j+1 < len(text) && strings.IndexByte(`'\`, text[j+1]) >= 0 {
					j++
				}
				b.WriteByte(text[j])
			}
			if j >= len(text) {
				return nil, &Error{1064, "42601", "unterminated quoted string", "", ""}
			}
			kind := byte('q')
			if c == '\'' {
				kind = 's'
			}
			words = append(words, word{kind, b.String(), b.String()})
			i = j + 1
		case c >= '0' && c <= '9' || c == '.' && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9':
			j := i
			for j < len(text) && (text[j] >= '0' && text[j] <= '9' || text[j] == '.') {
				j++
			}
			words = append(words, word{'#', text[i:j], text[i:j]})
			i = j
		case c == '_' || c == '@' || c >= 0x80 || c|32 >= 'a' && c|32 <= 'z':
			j := i
			for j < len(text) && (text[j] == '_' || text[j] == '$' || text[j] == '@' || text[j] >= 0x80 || text[j]|32 >= 'a' && text[j]|32 <= 'z' || text[j] >= '0' && text[j] <= '9') {
				j++
			}
			words = append(words, word{'n', text[i:j], strings.ToLower(text[i:j])})
			i = j
		default:
			o := text[i : i+1]
			for _, two := range operators {
				if strings.HasPrefix(text[i:], two) {
					o = two
				}
			}
			words = append(words, word{'o', o, o})
			i += len(o)
		}
	}
	return append(words, word{kind: 'E'}), nil
}
