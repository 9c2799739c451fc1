package scene

// PairSteps sets the steps of two builds beside each other: the longest row of
// steps with the same instructions in the same stages, and between those what
// stands at the same place. An index of -1 stands for no step.
func PairSteps(a, b []BuildStep) [][2]int {
	same := func(i, j int) bool { return a[i].Text == b[j].Text && a[i].Stage == b[j].Stage }
	longest := make([][]int, len(a)+1) // of what follows, by where both are
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if same(i, j) {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	var pairs [][2]int
	var left, right []int // what has no partner yet
	flush := func() {
		for k := range max(len(left), len(right)) {
			p := [2]int{-1, -1}
			if k < len(left) {
				p[0] = left[k]
			}
			if k < len(right) {
				p[1] = right[k]
			}
			pairs = append(pairs, p)
		}
		left, right = nil, nil
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case same(i, j):
			flush()
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			left = append(left, i)
			i++
		default:
			right = append(right, j)
			j++
		}
	}
	for ; i < len(a); i++ {
		left = append(left, i)
	}
	for ; j < len(b); j++ {
		right = append(right, j)
	}
	flush()
	return pairs
}
