package dockerfile

// Nearest is the option that a misspelt word most likely stands for, "" if
// none differs by at most two letters, capitals and small ones told apart.
func Nearest(word string, options []string) string {
	best, least := "", 3
	for _, o := range options {
		if d := distance(word, o); d < least && d > 0 {
			best, least = o, d
		}
	}
	return best
}

// distance is that of Levenshtein, in letters to add, drop or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
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
