package compose

import (
	"errors"
	"strings"
)

// splitWords takes a command line apart as a shell would, quotes and
// backslashes heeded and nothing filled in. Source: mattn/go-shellwords, which
// Compose reads commands with.
func splitWords(s string) ([]string, error) {
	var words []string
	var word strings.Builder
	started := false
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote == '\'':
			if c == '\'' {
				quote = 0
				continue
			}
			word.WriteByte(c)
		case c == '\\' && i+1 < len(s):
			i++
			if quote == '"' && s[i] != '"' && s[i] != '\\' && s[i] != '$' && s[i] != '`' {
				word.WriteByte('\\')
			}
			if s[i] != '\n' {
				word.WriteByte(s[i])
			}
			started = true
		case quote == '"':
			if c == '"' {
				quote = 0
				continue
			}
			word.WriteByte(c)
		case c == '\'' || c == '"':
			quote, started = c, true
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if started {
				words = append(words, word.String())
				word.Reset()
				started = false
			}
		default:
			started = true
			word.WriteByte(c)
		}
	}
	if quote != 0 {
		return nil, errors.New("invalid command line string")
	}
	if started {
		words = append(words, word.String())
	}
	return words, nil
}
