//go:build !core

package bin

import (
	"crypto/md5"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"strings"

	//lint:ignore SA1019 it is what bcrypt is made of; nothing real is kept by it
	"golang.org/x/crypto/blowfish"

	"drydock/sim/proc"
)

// htpasswd keeps a web server's file of users. Source: httpd 2.4, htpasswd(1).
func htpasswd(p *proc.Proc, c call) {
	o, words, ok := c.parse(p, "c n m B 2 5 C: r: d s p i b D v")
	if !ok {
		return
	}
	need := 2
	if o.has("n") {
		need--
	}
	if o.has("b") {
		need++
	}
	if len(words) != need || o.has("n") && o.has("c") {
		p.Fail(2, htpasswdUsage)
		return
	}
	file := ""
	if !o.has("n") {
		file, words = words[0], words[1:]
	}
	h := htpasswdRun{call: c, options: o, file: file, user: words[0]}
	if strings.Contains(h.user, ":") {
		c.die(p, 5, "username contains illegal character ':'")
		return
	}
	if bad := o.last("2", "5", "d"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	switch {
	case o.has("D"):
		h.remove(p)
	case o.has("b"):
		h.set(p, words[1])
	case o.has("i"):
		c.line(p, func(p *proc.Proc, text string, _ bool) { h.set(p, text) })
	case o.has("v"):
		c.secret(p, "Enter password: ", func(p *proc.Proc, text string, _ bool) { h.set(p, text) })
	default:
		c.secret(p, "New password: ", func(p *proc.Proc, one string, _ bool) {
			c.secret(p, "Re-type new password: ", func(p *proc.Proc, two string, _ bool) {
				if one != two {
					c.die(p, 3, "password verification error")
					return
				}
				h.set(p, one)
			})
		})
	}
}

const htpasswdUsage = "Usage:\n\thtpasswd [-cimBdpsDv] [-C cost] passwordfile username\n\thtpasswd -b[cmBdpsDv] [-C cost] passwordfile username password\n\n\thtpasswd -n[imBdps] [-C cost] username\n\thtpasswd -nb[mBdps] [-C cost] username password"

type htpasswdRun struct {
	call
	options
	file, user string
}

func (h htpasswdRun) lines(p *proc.Proc) (kept []string, old string, ok bool) {
	data, err := p.Sys.ReadFile(h.file)
	if err != nil {
		return nil, "", false
	}
	for line := range strings.Lines(data) {
		line = strings.TrimSuffix(line, "\n")
		if name, hash, found := strings.Cut(line, ":"); found && name == h.user {
			old = hash
			continue
		}
		kept = append(kept, line)
	}
	return kept, old, true
}

func (h htpasswdRun) remove(p *proc.Proc) {
	kept, old, ok := h.lines(p)
	switch {
	case !ok:
		h.die(p, 1, "cannot open file %s for read access: No such file or directory", h.file)
	case old == "":
		p.Fail(6, "User "+h.user+" not found")
	default:
		h.save(p, kept, "Deleting password for user "+h.user)
	}
}

func (h htpasswdRun) save(p *proc.Proc, lines []string, said string) {
	text := strings.Join(lines, "\n")
	if text != "" {
		text += "\n"
	}
	if err := p.Sys.WriteFile(h.file, text, 0o644); err != nil {
		h.die(p, 1, "cannot create file %s: %v", h.file, err)
		return
	}
	p.Fail(0, said)
}

func (h htpasswdRun) set(p *proc.Proc, password string) {
	if h.has("v") {
		h.verify(p, password)
		return
	}
	hash, why := h.hash(p, password)
	if why != "" {
		h.die(p, 2, "%s", why)
		return
	}
	if h.has("n") {
		proc.Finish(p, h.user+":"+hash+"\n\n", 0)
		return
	}
	kept, old, ok := h.lines(p)
	if !ok && !h.has("c") {
		h.die(p, 1, "cannot modify file %s; use '-c' to create it", h.file)
		return
	}
	said := "Adding password for user " + h.user
	if h.has("c") {
		kept = nil
	} else if old != "" {
		said = "Updating password for user " + h.user
	}
	h.save(p, append(kept, h.user+":"+hash), said)
}

func (h htpasswdRun) verify(p *proc.Proc, password string) {
	_, old, ok := h.lines(p)
	switch {
	case !ok:
		h.die(p, 1, "cannot open file %s for read access: No such file or directory", h.file)
	case old == "":
		p.Fail(6, "User "+h.user+" not found")
	case !passwordFits(old, password):
		p.Fail(3, "password verification failed")
	default:
		p.Fail(0, "Password for user "+h.user+" correct.")
	}
}

// hash is a password as the file keeps it; why it is none, if it is not.
func (h htpasswdRun) hash(p *proc.Proc, password string) (hash, why string) {
	salt := noise(p, 16)
	switch h.last("B", "s", "p", "m") {
	case "B":
		cost, err := number(h.value("C", "5"))
		if err != nil || cost < 4 || cost > 17 {
			return "", "argument to -C must be a number between 4 and 17"
		}
		if cost > mostCost {
			return "", fmt.Sprintf("a cost of more than %d takes too long in this lab", mostCost)
		}
		p.Sys.Spend(200 << cost)
		return bcrypt(password, salt, int(cost)), ""
	case "s":
		sum := sha1.Sum([]byte(password))
		return "{SHA}" + base64.StdEncoding.EncodeToString(sum[:]), ""
	case "p":
		return password, ""
	}
	return apr1(password, crypt64(salt[:6])[:8]), ""
}

// passwordFits tells whether a password is the one a hash was made of.
func passwordFits(hash, password string) bool {
	switch f := strings.Split(hash, "$"); {
	case strings.HasPrefix(hash, "{SHA}"):
		sum := sha1.Sum([]byte(password))
		return hash == "{SHA}"+base64.StdEncoding.EncodeToString(sum[:])
	case len(f) == 4 && f[1] == "apr1":
		return hash == apr1(password, f[2])
	case len(f) == 4 && strings.HasPrefix(f[1], "2") && len(f[3]) == 53:
		cost, err := number(strings.TrimLeft(f[2], "0"))
		salt, bad := bcrypt64.DecodeString(f[3][:22])
		return err == nil && bad == nil && cost <= mostCost && hash == bcrypt(password, string(salt), int(cost))
	}
	return hash == password
}

const mostCost = 8 // of bcrypt: each one more doubles the time

var bcrypt64 = base64.NewEncoding("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789").WithPadding(base64.NoPadding)

// bcrypt hashes a password with a salt of 16 bytes in 2^cost rounds. Source:
// Provos and Mazières, A Future-Adaptable Password Scheme (1999).
func bcrypt(password, salt string, cost int) string {
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

// crypt64 writes bytes in crypt(3)'s digits, three bytes in four, low bits first.
func crypt64(s string) string {
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

// apr1 is Apache's own hash on MD5. Source: apr-util 1.6, apr_md5_encode.
func apr1(password, salt string) string {
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
		out += crypt64(string([]byte{final[o[0]], final[o[1]], final[o[2]]}))
	}
	n := int(final[11])
	return "$apr1$" + salt + "$" + out + string(cryptDigits[n&63]) + string(cryptDigits[n>>6])
}
