package scene

import (
	"fmt"
	"testing"
)

func TestPairSteps(t *testing.T) {
	steps := func(texts string) (list []BuildStep) {
		for _, r := range texts {
			list = append(list, BuildStep{Text: string(r)})
		}
		return list
	}
	for _, c := range []struct{ a, b, want string }{
		{"", "", "[]"},
		{"xy", "xy", "[[0 0] [1 1]]"},
		{"xaz", "xbz", "[[0 0] [1 1] [2 2]]"},
		{"xz", "xbz", "[[0 0] [-1 1] [1 2]]"},
		{"axyz", "xyzb", "[[0 -1] [1 0] [2 1] [3 2] [-1 3]]"},
		{"ab", "", "[[0 -1] [1 -1]]"},
	} {
		if got := fmt.Sprint(PairSteps(steps(c.a), steps(c.b))); got != c.want {
			t.Errorf("%q %q: %s, want %s", c.a, c.b, got, c.want)
		}
	}
}
