package dockerfile

import "strings"

// Nearest is the option that a misspelt word most likely stands for, "" if
// none differs by at most two letters.
func Nearest(word string, options []string) string {
	best, least := "", 3
	for _, o := range options {
		if d := distance(strings.ToLower(word), strings.ToLower(o)); d < least && d > 0 {
			best, least = o, d
		}
	}
	return best
}

// inCaseOf writes a word in capitals or small letters if another one is.
func inCaseOf(word, other string) string {
	switch other {
	case strings.ToLower(other):
		return strings.ToLower(word)
	case strings.ToUpper(other):
		return strings.ToUpper(word)
	}
	return strings.ToLower(word)
}

// distance is that of Levenshtein, in letters to add, drop or change.
func distance(first, second string) int {
	a, b := []rune(first), []rune(second)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
