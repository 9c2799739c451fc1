package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// letters are those of join codes: none looks like another one or like a
// digit, and there are no vowels but A and E, so that few words come out.
const letters = "34679ACEFHJKMNPRTWXY"

// codeLength makes 64 million codes.
const codeLength = 6

// newCode returns a join code.
func newCode() string {
	return strings.Map(func(r rune) rune { return rune(letters[int(r)%len(letters)]) }, random(codeLength, len(letters)))
}

// random is n characters, each evenly one of those below most.
func random(n, most int) string {
	var b strings.Builder
	buf := make([]byte, 1)
	for b.Len() < n {
		_, _ = rand.Read(buf) // never fails
		if int(buf[0]) < 256/most*most {
			b.WriteByte(buf[0] % byte(most))
		}
	}
	return b.String()
}

// readCode is a join code as somebody typed it: small letters, blanks and
// hyphens do not matter.
func readCode(typed string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, typed))
}

// newSecret returns what nobody can guess: 26 letters and digits, 130 bits.
func newSecret() string { return strings.ToLower(rand.Text()) }

// phraseWords is how many words a recovery phrase has: 48 bits.
const phraseWords = 6

// newPhrase returns a recovery phrase.
func newPhrase() string {
	picks := make([]byte, phraseWords)
	_, _ = rand.Read(picks)
	chosen := make([]string, phraseWords)
	for i, p := range picks {
		chosen[i] = words[p]
	}
	return strings.Join(chosen, " ")
}

// readPhrase is a phrase as somebody typed it.
func readPhrase(typed string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.ReplaceAll(typed, "-", " "))), " ")
}

// hashed is how a secret is stored.
func hashed(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
