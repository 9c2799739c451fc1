//go:build !core

package docker

import (
	"errors"
	"fmt"
	"math/big"
)

// nanoCPUs reads a decimal number of CPUs into billionths.
func nanoCPUs(s string) (int64, error) {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return 0, fmt.Errorf("failed to parse %s as a rational number", s)
	}
	r.Mul(r, big.NewRat(1e9, 1))
	if !r.IsInt() {
		return 0, errors.New("value is too precise")
	}
	return r.Num().Int64(), nil
}
