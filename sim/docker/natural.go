package docker

import "strings"

// naturalLess orders names as people do: v2 comes before v10.
// Source: docker/cli 29 sorts its lists so.
func naturalLess(a, b string) bool {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		switch {
		case x == "" || y == "":
			if a[0] != b[0] {
				return a[0] < b[0]
			}
			a, b = a[1:], b[1:]
			continue
		case x != y:
			short, long := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
			if len(short) != len(long) {
				return len(short) < len(long)
			}
			if short != long {
				return short < long
			}
			return len(x) < len(y)
		}
		a, b = a[len(x):], b[len(y):]
	}
	return len(a) < len(b)
}

// digits are those that s begins with.
func digits(s string) string {
	i := 0
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	return s[:i]
}
