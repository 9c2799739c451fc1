//go:build core

package docker

import (
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// nanoCPUs reads a decimal number of CPUs into billionths. What is not written
// as plain digits, at most nine after the point, is read by the whole build.
func nanoCPUs(s string) (int64, error) {
	whole, part, _ := strings.Cut(s, ".")
	n, err := strconv.ParseUint(whole+part+strings.Repeat("0", max(0, 9-len(part))), 10, 63)
	if err != nil || len(part) > 9 || whole == "" || strings.ContainsAny(s, "+_") {
		panic(proc.Beyond("--cpus " + s))
	}
	return int64(n), nil
}
