//go:build !core

package bin

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// awkToken is a word of an awk program. Its kind is the operator or keyword
// itself, or num, str, re, name, func (a name right before a parenthesis), nl, end.
type awkToken struct {
	kind string
	text string
	num  float64
}

var awkKeywords = []string{"BEGIN", "END", "if", "else", "while", "do", "for", "in", "next", "exit", "print", "printf", "delete",
	"break", "continue", "getline", "function", "return", "nextfile"}

// awkOperators, longest first.
var awkOperators = []string{"**=", "+=", "-=", "*=", "/=", "%=", "^=", "**", "&&", "||", "==", "!=", "<=", ">=", "++", "--", "!~", ">>",
	"{", "}", "(", ")", "[", "]", ",", ";", "+", "-", "*", "/", "%", "^", "!", "<", ">", "|", "?", ":", "~", "$", "="}

var awkNumber = regexp.MustCompile(`^(0x[0-9a-fA-F]+|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)`)

// lexAwk splits an awk program into words. A slash begins a regular expression
// where an operand is expected.
func lexAwk(s string) (all []awkToken, err error) {
	for {
		s = strings.TrimLeft(s, " \t\r")
		switch {
		case s == "":
			return append(all, awkToken{kind: "nl"}, awkToken{kind: "end"}), nil
		case s[0] == '#':
			_, s, _ = strings.Cut(s, "\n")
			all = append(all, awkToken{kind: "nl"})
			continue
		case strings.HasPrefix(s, "\\\n"):
			s = s[2:]
			continue
		}
		var t awkToken
		if t, s, err = lexAwkWord(s, all); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
}

func lexAwkWord(s string, before []awkToken) (awkToken, string, error) {
	ch := s[0]
	switch {
	case ch == '\n':
		return awkToken{kind: "nl"}, s[1:], nil
	case ch == '"':
		text, n := awkQuoted(s, '"')
		if n == 0 {
			return awkToken{}, "", errors.New("unterminated string")
		}
		return awkToken{kind: "str", text: awkUnescape(text)}, s[n:], nil
	case ch == '/' && awkWantsOperand(before):
		text, n := awkQuoted(s, '/')
		if n == 0 {
			return awkToken{}, "", errors.New("unterminated regexp")
		}
		return awkToken{kind: "re", text: strings.ReplaceAll(text, `\/`, "/")}, s[n:], nil
	case ch >= '0' && ch <= '9' || ch == '.' && len(s) > 1 && s[1] >= '0' && s[1] <= '9':
		text := awkNumber.FindString(s)
		n, _ := strconv.ParseFloat(text, 64)
		return awkToken{kind: "num", num: n}, s[len(text):], nil
	case isWord(ch):
		n := 0
		for n < len(s) && isWord(s[n]) {
			n++
		}
		t := awkToken{kind: "name", text: s[:n]}
		for _, k := range awkKeywords {
			if k == t.text {
				t.kind = k
			}
		}
		if t.text == "func" {
			t.kind = "function"
		}
		if t.kind == "name" && n < len(s) && s[n] == '(' {
			t.kind = "func"
		} else if t.text == "length" {
			t.kind = "func"
		}
		return t, s[n:], nil
	}
	for _, op := range awkOperators {
		if strings.HasPrefix(s, op) {
			kind := op
			switch op {
			case "**":
				kind = "^"
			case "**=":
				kind = "^="
			}
			return awkToken{kind: kind}, s[len(op):], nil
		}
	}
	return awkToken{}, "", errors.New("unexpected character '" + s[:1] + "'")
}

// awkWantsOperand tells whether what comes next cannot be an operator.
func awkWantsOperand(before []awkToken) bool {
	if len(before) == 0 {
		return true
	}
	switch before[len(before)-1].kind {
	case "num", "str", "re", "name", ")", "]", "$", "++", "--":
		return false
	case "func":
		return before[len(before)-1].text != "length"
	}
	return true
}

// awkQuoted is the text up to an unescaped mark and the length with both marks.
func awkQuoted(s string, mark byte) (string, int) {
	class := false
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '\n':
			return "", 0
		case mark == '/' && s[i] == '[':
			class = true
		case mark == '/' && s[i] == ']':
			class = false
		case s[i] == mark && !class:
			return s[1:i], i + 1
		}
	}
	return "", 0
}

func awkUnescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		if at := strings.IndexByte("ntr\\\"/abfv", s[i]); at >= 0 {
			b.WriteByte("\n\t\r\\\"/\a\b\f\v"[at])
		} else {
			b.WriteString(`\` + s[i:i+1])
		}
	}
	return b.String()
}
