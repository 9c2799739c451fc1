package shell

import "strings"

// What a script may use before it is refused. A real shell has no such
// limits; here one learner's mistake must not fill the memory of all.
const (
	maxLine    = 8 << 10   // bytes of a typed line
	maxScript  = 64 << 10  // bytes of a script, of a function's or an eval's text
	maxNesting = 200       // open brackets and compound commands
	maxWord    = 256 << 10 // bytes of one word or one variable
	maxTotal   = 1 << 20   // bytes of all words of one command
	maxFields  = 20000     // words of one command
	maxHeld    = 4 << 20   // bytes of all variables together
	maxDepth   = 1000      // functions, sourced files and evals within each other
	maxMatch   = 4 << 20   // steps of one pattern replacement

	// maxBackground is how deep & within & may go. A fork bomb doubles with
	// each, and would for ever fill the places of those that gave up.
	maxBackground = 6
)

// opens and closes are the words that nest, where a command may begin.
var opens = []string{"if", "while", "until", "for", "case", "select", "{"}
var closes = []string{"fi", "done", "esac", "}"}

// nesting is how deep the brackets and compound commands of a script seem to
// go. It knows nothing of quotes and so may count too many, never too few:
// the parser calls itself once a level, and a stack overflow cannot be caught.
func nesting(src string) int {
	depth, deepest := 0, 0
	command, word := true, 0
	count := func(end int) {
		switch w := src[word:end]; {
		case w == "" || !command:
		case contains(opens, w):
			depth++
		case contains(closes, w):
			depth = max(depth-1, 0)
		}
		if word < end {
			command = command && contains([]string{"do", "then", "else", "elif", "!", "{", "if", "while", "until"}, src[word:end])
		}
	}
	for i := 0; i < len(src); i++ {
		switch c := src[i]; c {
		case '(', '[', '`':
			depth++
			fallthrough
		case ';', '&', '|', '\n':
			count(i)
			word, command = i+1, true
		case ')', ']':
			count(i)
			depth = max(depth-1, 0)
			word, command = i+1, true
		case '{':
			if i > 0 && src[i-1] == '$' {
				depth++
			}
		case '}':
			if word < i {
				depth = max(depth-1, 0)
			}
		case ' ', '\t':
			count(i)
			word = i + 1
		}
		deepest = max(deepest, depth)
	}
	count(len(src))
	return max(deepest, depth)
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// tooLong says why a script is refused before it is parsed, or nothing.
func tooLong(src string) string {
	switch {
	case len(src) > maxScript:
		return "script too long (limit 65536 bytes)"
	case nesting(src) > maxNesting:
		return "commands nested too deep (limit 200)"
	case strings.IndexByte(src, 0) >= 0:
		return "cannot execute binary file"
	}
	return ""
}
