package bin

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"strings"
)

// faults are what regcomp(3) says to what Go's parser finds wrong.
var faults = []struct {
	code syntax.ErrorCode
	text string
}{
	{syntax.ErrMissingParen, `Unmatched ( or \(`}, {syntax.ErrUnexpectedParen, `Unmatched ) or \)`},
	{syntax.ErrMissingBracket, "Unmatched [, [^, [:, [., or [="}, {syntax.ErrInvalidCharRange, "Invalid range end"},
	{syntax.ErrMissingRepeatArgument, "Invalid preceding regular expression"}, {syntax.ErrInvalidRepeatOp, "Invalid preceding regular expression"},
	{syntax.ErrInvalidRepeatSize, `Invalid content of \{\}`}, {syntax.ErrTrailingBackslash, "Trailing backslash"},
	{syntax.ErrInvalidCharClass, "Invalid character class name"},
}

// regexFault is what is wrong with a regular expression, in regcomp(3)'s words.
type regexFault string

// Error is the text of regerror(3).
func (f regexFault) Error() string { return string(f) }

// compile makes a POSIX regular expression, basic unless extended, whose
// matches are leftmost and longest. Back-references have no counterpart in Go
// and are refused.
func compile(pattern string, extended, ignoreCase bool) (*regexp.Regexp, error) {
	text, err := translate(pattern, extended)
	if err != nil {
		return nil, err
	}
	if ignoreCase {
		text = "(?i)" + text
	}
	re, err := regexp.Compile(text)
	if err == nil {
		re.Longest()
		return re, nil
	}
	var bad *syntax.Error
	if errors.As(err, &bad) {
		for _, f := range faults {
			if f.code == bad.Code {
				return nil, regexFault(f.text)
			}
		}
	}
	return nil, regexFault("Invalid regular expression")
}

// translate turns POSIX syntax into Go's. Source: POSIX, Regular Expressions.
func translate(s string, extended bool) (string, error) {
	var b strings.Builder
	begin := true // where * is literal and ^ an anchor
	for i := 0; i < len(s); {
		ch, atBegin := s[i], begin
		begin = false
		if ch == '[' {
			class, n := bracket(s[i:])
			if n == 0 {
				return "", regexFault("Unmatched [, [^, [:, [., or [=")
			}
			b.WriteString(class)
			i += n
			continue
		}
		escaped := ch == '\\'
		if escaped {
			if i++; i == len(s) {
				return "", regexFault("Trailing backslash")
			}
			ch = s[i]
		}
		i++
		switch {
		case escaped && ch >= '1' && ch <= '9':
			return "", regexFault("back-references in patterns are not simulated")
		case escaped && strings.IndexByte("wWsSbB", ch) >= 0:
			b.WriteString(`\` + string(ch))
		case escaped && (ch == '<' || ch == '>'):
			b.WriteString(`\b`)
		case escaped && ch == 'n':
			b.WriteString(`\n`)
		case escaped && ch == 't':
			b.WriteString(`\t`)
		case strings.IndexByte("(){}|+?", ch) >= 0 && escaped != extended:
			begin = ch == '(' || ch == '|'
			b.WriteByte(ch)
		case ch == '*' && !escaped && atBegin:
			b.WriteString(`\*`)
		case ch == '^' && !escaped:
			if begin = true; !extended && !atBegin {
				b.WriteByte('\\')
				begin = false
			}
			b.WriteByte('^')
		case ch == '$' && !escaped:
			rest := s[i:]
			if !extended && rest != "" && !strings.HasPrefix(rest, `\)`) && !strings.HasPrefix(rest, `\|`) {
				b.WriteByte('\\')
			}
			b.WriteByte('$')
		case (ch == '*' || ch == '.') && !escaped:
			b.WriteByte(ch)
		case ch >= 0x80:
			b.WriteByte(ch)
		default:
			b.WriteString(regexp.QuoteMeta(string(ch)))
		}
	}
	return b.String(), nil
}

// bracket turns a bracket expression at the start of s into Go's form and
// tells its length, 0 when it does not end.
func bracket(s string) (class string, n int) {
	var b strings.Builder
	b.WriteByte('[')
	i := 1
	if i < len(s) && s[i] == '^' {
		b.WriteByte('^')
		i++
	}
	for first := true; i < len(s); first = false {
		switch ch := s[i]; {
		case ch == ']' && !first:
			b.WriteByte(']')
			return b.String(), i + 1
		case ch == '[' && i+1 < len(s) && s[i+1] == ':':
			end := strings.Index(s[i:], ":]")
			if end < 0 {
				return "", 0
			}
			b.WriteString(s[i : i+end+2])
			i += end + 2
		case strings.IndexByte(`\[]^`, ch) >= 0:
			b.WriteString(`\` + string(ch))
			i++
		default:
			b.WriteByte(ch)
			i++
		}
	}
	return "", 0
}
