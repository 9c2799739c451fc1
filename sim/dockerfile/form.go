package dockerfile

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// forms say how each instruction splits what follows its name; ONBUILD holds
// another instruction.
var forms = []struct {
	name string
	read func(n *Node, escape byte) *Error
}{
	{"ADD", listForm}, {"COPY", listForm}, {"VOLUME", listForm},
	{"CMD", commandForm}, {"ENTRYPOINT", commandForm}, {"RUN", commandForm}, {"SHELL", commandForm},
	{"FROM", wordsForm}, {"EXPOSE", wordsForm},
	{"MAINTAINER", stringForm}, {"STOPSIGNAL", stringForm}, {"USER", stringForm}, {"WORKDIR", stringForm},
	{"ENV", pairsForm}, {"LABEL", pairsForm}, {"ARG", argForm},
	{"HEALTHCHECK", healthForm},
}

func stringForm(n *Node, _ byte) *Error {
	if n.Rest != "" {
		n.Words = []string{n.Rest}
	}
	return nil
}

func wordsForm(n *Node, _ byte) *Error {
	n.Words = fields(n.Rest)
	return nil
}

// commandForm is a list in JSON or one string for the shell.
func commandForm(n *Node, _ byte) *Error {
	words, ok, err := jsonList(n.Rest, n.Range)
	if err != nil {
		return err
	}
	if n.Words, n.JSON = words, ok; !ok && n.Rest != "" {
		n.Words = []string{n.Rest}
	}
	return nil
}

// listForm is a list in JSON or words between blanks.
func listForm(n *Node, _ byte) *Error {
	words, ok, err := jsonList(n.Rest, n.Range)
	if err != nil {
		return err
	}
	if n.Words, n.JSON = words, ok; !ok {
		n.Words = fields(n.Rest)
	}
	return nil
}

// jsonList reads a list of strings in JSON; what is no JSON is no error.
func jsonList(s string, at Range) (words []string, ok bool, err *Error) {
	if s = strings.TrimLeftFunc(s, unicode.IsSpace); !strings.HasPrefix(s, "[") {
		return nil, false, nil
	}
	var any []any
	if json.Unmarshal([]byte(s), &any) != nil {
		return nil, false, nil
	}
	words = []string{}
	for _, v := range any {
		w, ok := v.(string)
		if !ok {
			return nil, false, wrong(at, "when using JSON array syntax, arrays must be comprised of strings only")
		}
		words = append(words, w)
	}
	return words, true, nil
}

// words splits at blanks outside quotes; quotes and escapes stay, but for an
// escape that nothing follows.
func words(s string, escape byte) []string {
	var list []string
	var word strings.Builder
	quote := rune(0)
	for i, n := 0, 0; i < len(s); i += n {
		var r rune
		r, n = utf8.DecodeRuneInString(s[i:])
		switch {
		case quote == 0 && unicode.IsSpace(r):
			if word.Len() > 0 {
				list = append(list, word.String())
				word.Reset()
			}
			continue
		case quote == 0 && (r == '"' || r == '\''):
			quote = r
		case r == quote:
			quote = 0
		case r == rune(escape) && quote != '\'':
			if i+n == len(s) {
				continue
			}
			word.WriteRune(r)
			i += n
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		word.WriteRune(r)
	}
	if word.Len() > 0 {
		list = append(list, word.String())
	}
	return list
}

// pairsForm is NAME=value …, or the old form NAME value.
func pairsForm(n *Node, escape byte) *Error {
	list := words(n.Rest, escape)
	if len(list) == 0 {
		return nil
	}
	if !strings.Contains(list[0], "=") {
		name, value := cutSpace(n.Rest)
		if value == "" {
			return wrong(n.Range, "%s must have two arguments", strings.ToUpper(n.Name))
		}
		n.Pairs = []Pair{{name, value, true, true}}
		return nil
	}
	for _, w := range list {
		name, value, ok := strings.Cut(w, "=")
		if !ok {
			return wrong(n.Range, "Syntax error - can't find = in %q. Must be of the form: name=value", w)
		}
		n.Pairs = append(n.Pairs, Pair{Name: name, Value: value, Given: true})
	}
	return nil
}

// argForm is NAME or NAME=value, several at will.
func argForm(n *Node, escape byte) *Error {
	for _, w := range words(n.Rest, escape) {
		name, value, given := strings.Cut(w, "=")
		n.Pairs = append(n.Pairs, Pair{Name: name, Value: value, Given: given})
	}
	return nil
}

// healthForm is a type and a command.
func healthForm(n *Node, _ byte) *Error {
	end := 0
	for end < len(n.Rest) && !isSpaceByte(n.Rest[end]) {
		end++
	}
	kind, rest := n.Rest[:end], skipSpace(n.Rest[end:])
	if kind == "" {
		return nil
	}
	words, ok, err := jsonList(rest, n.Range)
	if err != nil {
		return err
	}
	if n.JSON = ok; !ok && rest != "" {
		words = []string{rest}
	}
	n.Words = append([]string{kind}, words...)
	return nil
}

// triggerForm is another instruction.
func triggerForm(n *Node, escape byte) *Error {
	if n.Rest == "" {
		return nil
	}
	n.Trigger = &Node{Range: n.Range}
	return n.Trigger.read(n.Rest, escape)
}

// fields splits at the blanks that part the words of an instruction.
func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(blanks, r) })
}

// blanks part the name of an instruction, and its words.
const blanks = " \t\v\f\r"

// isSpaceByte tells of a byte whether it is a blank where flags are read: they
// are read byte by byte, each as if it were a letter of Latin-1.
func isSpaceByte(b byte) bool { return unicode.IsSpace(rune(b)) }

// skipSpace is s without such blanks at the front.
func skipSpace(s string) string {
	for s != "" && isSpaceByte(s[0]) {
		s = s[1:]
	}
	return s
}

// cutFlags takes the flags off the front: words that begin with two hyphens,
// without their quotes. Two hyphens alone end them.
func cutFlags(s string, escape byte) (flags []string, rest string) {
	for {
		s = skipSpace(s)
		if !strings.HasPrefix(s, "--") {
			return flags, s
		}
		word, n, ended := flagWord(s, escape)
		s = s[n:]
		switch {
		case word != "--":
			flags = append(flags, word)
		case ended:
			return flags, s
		}
	}
}

// flagWord is the word at the front of s, and its length there. ended tells
// that something follows it.
func flagWord(s string, escape byte) (word string, n int, ended bool) {
	var out strings.Builder
	quote := byte(0)
	for ; n < len(s); n++ {
		c := s[n]
		switch {
		case quote == 0 && isSpaceByte(c):
			return out.String(), n, true
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
			continue
		case quote != 0 && c == quote:
			quote = 0
			continue
		case c == escape:
			if n+1 == len(s) {
				continue
			}
			n++
			c = s[n]
		}
		out.WriteRune(rune(c))
	}
	return out.String(), n, false
}
