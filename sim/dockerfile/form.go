package dockerfile

import (
	"encoding/json"
	"strings"
	"unicode"
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
	n.Words = strings.Fields(n.Rest)
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
		n.Words = strings.Fields(n.Rest)
	}
	return nil
}

// jsonList reads a list of strings in JSON; what is no JSON is no error.
func jsonList(s string, at Range) (words []string, ok bool, err *Error) {
	if !strings.HasPrefix(s, "[") {
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

// words splits at blanks outside quotes; quotes and escapes stay.
func words(s string, escape byte) []string {
	var list []string
	start, quote := -1, byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote == 0 && unicode.IsSpace(rune(c)):
			if start >= 0 {
				list, start = append(list, s[start:i]), -1
			}
			continue
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		case c == escape && quote != '\'' && i+1 < len(s):
			if start < 0 {
				start = i
			}
			i++
		}
		if start < 0 {
			start = i
		}
	}
	if start >= 0 {
		list = append(list, s[start:])
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
	kind, rest := cutSpace(n.Rest)
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

// cutFlags takes the flags off the front: words that begin with two hyphens.
func cutFlags(s string, escape byte) (flags []string, rest string) {
	for strings.HasPrefix(s, "--") {
		first := words(s, escape)[0]
		s = strings.TrimLeft(s[len(first):], " \t\v\f\r")
		if first == "--" {
			return flags, s
		}
		flags = append(flags, unquote(first, escape))
	}
	return flags, s
}

// unquote takes quotes and escapes off a word.
func unquote(s string, escape byte) string {
	var out strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == escape && quote != '\'' && i+1 < len(s):
			i++
			out.WriteByte(s[i])
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}
