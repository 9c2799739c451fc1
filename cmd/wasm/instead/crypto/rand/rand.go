//go:build js

// Package rand stands in for crypto/rand: the browser is asked at once, without
// the generator that the true one puts before it.
package rand

import "syscall/js"

// Read fills b; it never fails.
func Read(b []byte) (int, error) {
	const most = 65536 // that a browser gives at once
	for from := 0; from < len(b); from += most {
		part := b[from:min(from+most, len(b))]
		a := js.Global().Get("Uint8Array").New(len(part))
		js.Global().Get("crypto").Call("getRandomValues", a)
		js.CopyBytesToGo(part, a)
	}
	return len(b), nil
}

// Text is a secret of 26 letters and digits, which are 130 bits.
func Text() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	b := make([]byte, 26)
	_, _ = Read(b) // never fails
	for i := range b {
		b[i] = letters[b[i]%32]
	}
	return string(b)
}
