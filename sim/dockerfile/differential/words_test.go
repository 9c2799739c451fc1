package differential

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/shell"

	"drydock/sim/dockerfile"
)

// environment is what words are expanded with.
type environment map[string]string

func (e environment) Get(name string) (string, bool) { v, ok := e[name]; return v, ok }

func (e environment) Keys() []string { return slices.Sorted(maps.Keys(e)) }

var variables = environment{"A": "one", "EMPTY": "", "P": "/a/b/c.tar.gz", "S": "two  words", "1": "digit"}

// atoms are what words are put together from.
var atoms = []string{"$A", "$EMPTY", "$NONE", "$P", "$S", "$1", "$12", "${A}", "${NONE}", "${A:-x}", "${EMPTY:-x y}", "${NONE-$A}", "${EMPTY-x}",
	"${A:+yes}", "${NONE+yes}", "${NONE:?missing}", "${EMPTY:?}", "${A?ok}", "${P%.*}", "${P%%.*}", "${P#*/}", "${P##*/}", "${P/a/z}", "${P//\\//_}", "${P/?/q}",
	"'", "\"", "\\", "\\$A", "\\\"", " ", "\t", "x", "é", "$", "${", "}", "{", "${}", "${A", "${A:", "${A:=x}", "$@", "$?", "$$", "-", "a b", "${NONE:-'q r'}", "${NONE:-\"$A\"}", "[\"a\"]"}

// TestWords: variables, quotes and escapes in words, made up by the thousand.
func TestWords(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 30_000 {
		var word strings.Builder
		for range 1 + r.IntN(6) {
			word.WriteString(atoms[r.IntN(len(atoms))])
		}
		sameWord(t, word.String(), r.IntN(4))
	}
}

// sameWord compares one word; mode tells what is kept.
func sameWord(t *testing.T, word string, mode int) {
	t.Helper()
	raw, keep := mode&1 != 0, mode&2 != 0
	lex := shell.NewLex('\\')
	lex.RawQuotes, lex.RawEscapes, lex.SkipUnsetEnv = raw, raw, keep
	theirs, ours := "", ""
	result, err := lex.ProcessWordWithMatches(word, variables)
	if err != nil {
		theirs = "error: " + strings.TrimPrefix(err.Error(), fmt.Sprintf("failed to process %q: ", word))
	} else {
		theirs = fmt.Sprintf("%q unset %q", result.Result, slices.Sorted(maps.Keys(result.Unmatched)))
	}
	x := dockerfile.Expander{Escape: '\\', RawQuotes: raw, RawEscapes: raw, KeepUnset: keep}
	out, unset, err := x.Word(word, variables.Get)
	if err != nil {
		ours = "error: " + err.Error()
	} else {
		slices.Sort(unset)
		ours = fmt.Sprintf("%q unset %q", out, slices.Compact(unset))
	}
	// In BuildKit an operator's word takes the letters before it out of the list.
	if err == nil && !strings.Contains(word, "${") {
		list, _, _ := x.Words(word, variables.Get)
		want, _ := lex.ProcessWords(word, variables)
		theirs += fmt.Sprintf(" words %q", want)
		ours += fmt.Sprintf(" words %q", list)
	}
	if theirs != ours {
		t.Errorf("%q raw=%t keep=%t\n    buildkit %s\n    drydock  %s (%v)", word, raw, keep, theirs, ours, err)
	}
}
