package engine

import (
	"crypto/sha256"
	"math/big"
	"testing"
)

// base36 writes numbers as math/big does, which is too heavy for a browser.
func TestBase36(t *testing.T) {
	for _, text := range []string{"", "a", "drydock", "/build/", "\x00"} {
		sum := sha256.Sum256([]byte(text))
		if got, want := base36(sum[:]), new(big.Int).SetBytes(sum[:]).Text(36); got != want {
			t.Errorf("%x: %s, want %s", sum, got, want)
		}
	}
	if got := base36([]byte{0, 0, 36}); got != "10" {
		t.Errorf("36 is %s, want 10", got)
	}
}
