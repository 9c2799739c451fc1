// Package uuid stands in for google's uuid where names of labs are read and
// made, and come from no database.
package uuid

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
)

// UUID is a name that nobody else has.
type UUID [16]byte

// lengths of the parts between dashes, in bytes
var parts = [5]int{4, 2, 2, 2, 6}

// Parse reads a name, with dashes.
func Parse(s string) (u UUID, err error) {
	if len(s) != 36 {
		return u, errors.New("invalid UUID length")
	}
	at, to := 0, 0
	for i, n := range parts {
		if i > 0 {
			if s[at] != '-' {
				return u, errors.New("invalid UUID format")
			}
			at++
		}
		if _, err := hex.Decode(u[to:to+n], []byte(s[at:at+2*n])); err != nil {
			return u, errors.New("invalid UUID format")
		}
		at, to = at+2*n, to+n
	}
	return u, nil
}

// NewRandom makes a name of version 4; it never fails.
func NewRandom() (u UUID, err error) {
	_, err = rand.Read(u[:])
	u[6], u[8] = u[6]&0x0f|0x40, u[8]&0x3f|0x80
	return u, err
}

// NewString is a new name as text.
func NewString() string {
	u, _ := NewRandom() // never fails
	return u.String()
}

// String is the name as text, with dashes.
func (u UUID) String() string {
	var b []byte
	from := 0
	for i, n := range parts {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, u[from:from+n])
		from += n
	}
	return string(b)
}
