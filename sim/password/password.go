// Package password holds the hashes of passwords that htpasswd writes and that
// servers check people against.
package password

import (
	"crypto/md5"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	//lint:ignore SA1019 it is what bcrypt is made of; nothing real is kept by it
	"golang.org/x/crypto/blowfish"
)

// In finds the hash of a user in a file of them, a line each: name:hash.
func In(file, user string) (hash string, ok bool) {
	for line := range strings.Lines(file) {
		if name, hash, found := strings.Cut(strings.TrimRight(line, "\r\n"), ":"); found && name == user {
			return hash, true
		}
	}
	return "", false
}

// IsBcrypt tells whether a hash is one of bcrypt.
func IsBcrypt(hash string) bool { return strings.HasPrefix(hash, "$2") }

// Fits tells whether a password is the one a hash was made of.
func Fits(hash, password string) bool {
	switch f := strings.Split(hash, "$"); {
	case strings.HasPrefix(hash, "{SHA}"):
		sum := sha1.Sum([]byte(password))
		return hash == "{SHA}"+base64.StdEncoding.EncodeToString(sum[:])
	case len(f) == 4 && f[1] == "apr1":
		return hash == APR1(password, f[2])
	case len(f) == 4 && strings.HasPrefix(f[1], "2") && len(f[3]) == 53:
		cost, err := strconv.Atoi(f[2])
		salt, bad := bcrypt64.DecodeString(f[3][:22])
		return err == nil && bad == nil && cost <= MostCost && hash == Bcrypt(password, string(salt), cost)
	}
	return hash == password
}

// MostCost is the largest cost of bcrypt that is worked out: each one more
// doubles the time.
const MostCost = 8

var bcrypt64 = base64.NewEncoding("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789").WithPadding(base64.NoPadding)

// Bcrypt hashes a password with a salt of 16 bytes in 2^cost rounds. Source:
// Provos and Mazières, A Future-Adaptable Password Scheme (1999).
func Bcrypt(password, salt string, cost int) string {
	key := []byte(password[:min(len(password), 72)] + "\x00")
	if len(key) > 72 {
		key = key[:72]
	}
	state, err := blowfish.NewSaltedCipher(key, []byte(salt))
	if err != nil {
		return ""
	}
	for range 1 << cost {
		blowfish.ExpandKey(key, state)
		blowfish.ExpandKey([]byte(salt), state)
	}
	text := []byte("OrpheanBeholderScryDoubt")
	for at := 0; at < len(text); at += 8 {
		for range 64 {
			state.Encrypt(text[at:at+8], text[at:at+8])
		}
	}
	return fmt.Sprintf("$2y$%02d$%s%s", cost, bcrypt64.EncodeToString([]byte(salt)), bcrypt64.EncodeToString(text[:23]))
}

const cryptDigits = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// Digits writes bytes in crypt(3)'s digits, three bytes in four, low bits first.
func Digits(s string) string {
	var b strings.Builder
	for ; len(s) >= 3; s = s[3:] {
		n := int(s[0])<<16 | int(s[1])<<8 | int(s[2])
		for range 4 {
			b.WriteByte(cryptDigits[n&63])
			n >>= 6
		}
	}
	return b.String()
}

// APR1 is Apache's own hash on MD5. Source: apr-util 1.6, apr_md5_encode.
func APR1(password, salt string) string {
	sum := func(s string) string { m := md5.Sum([]byte(s)); return string(m[:]) }
	final := sum(password + salt + password)
	text := password + "$apr1$" + salt
	for n := len(password); n > 0; n -= 16 {
		text += final[:min(n, 16)]
	}
	for n := len(password); n > 0; n >>= 1 {
		if n&1 != 0 {
			text += "\x00"
		} else {
			text += password[:1]
		}
	}
	final = sum(text)
	for i := range 1000 {
		round := ""
		if i&1 != 0 {
			round = password
		} else {
			round = final
		}
		if i%3 != 0 {
			round += salt
		}
		if i%7 != 0 {
			round += password
		}
		if i&1 != 0 {
			round += final
		} else {
			round += password
		}
		final = sum(round)
	}
	order := [][3]int{{0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}}
	out := ""
	for _, o := range order {
		out += Digits(string([]byte{final[o[0]], final[o[1]], final[o[2]]}))
	}
	n := int(final[11])
	return "$apr1$" + salt + "$" + out + string(cryptDigits[n&63]) + string(cryptDigits[n>>6])
}
