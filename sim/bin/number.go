package bin

import (
	"errors"
	"strconv"
	"strings"
)

var errNumber = errors.New("invalid number")

// suffixes of counts: what a count is multiplied with.
var suffixes = []struct {
	text string
	by   int64
}{
	{"", 1}, {"b", 512}, {"c", 1}, {"w", 2}, {"kB", 1000}, {"K", 1 << 10}, {"k", 1 << 10}, {"KiB", 1 << 10}, {"MB", 1000_000},
	{"M", 1 << 20}, {"m", 1 << 20}, {"MiB", 1 << 20}, {"GB", 1000_000_000}, {"G", 1 << 30}, {"g", 1 << 30}, {"GiB", 1 << 30}, {"T", 1 << 40},
}

// number reads a count such as 10, 4K or 1MB.
func number(s string) (int64, error) {
	digits := strings.TrimLeft(s, "+-0123456789")
	n, err := strconv.ParseInt(s[:len(s)-len(digits)], 10, 64)
	if err != nil {
		return 0, errNumber
	}
	for _, u := range suffixes {
		if u.text == digits && n <= (1<<62)/u.by && n >= -(1<<62)/u.by {
			return n * u.by, nil
		}
	}
	return 0, errNumber
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
