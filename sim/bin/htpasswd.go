//go:build !core

package bin

import (
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"strings"

	"drydock/sim/password"
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

func (h htpasswdRun) set(p *proc.Proc, text string) {
	if h.has("v") {
		h.verify(p, text)
		return
	}
	hash, why := h.hash(p, text)
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

func (h htpasswdRun) verify(p *proc.Proc, text string) {
	_, old, ok := h.lines(p)
	switch {
	case !ok:
		h.die(p, 1, "cannot open file %s for read access: No such file or directory", h.file)
	case old == "":
		p.Fail(6, "User "+h.user+" not found")
	case !password.Fits(old, text):
		p.Fail(3, "password verification failed")
	default:
		p.Fail(0, "Password for user "+h.user+" correct.")
	}
}

// hash is a password as the file keeps it; why it is none, if it is not.
func (h htpasswdRun) hash(p *proc.Proc, text string) (hash, why string) {
	salt := noise(p, 16)
	switch h.last("B", "s", "p", "m") {
	case "B":
		cost, err := number(h.value("C", "5"))
		if err != nil || cost < 4 || cost > 17 {
			return "", "argument to -C must be a number between 4 and 17"
		}
		if cost > password.MostCost {
			return "", fmt.Sprintf("a cost of more than %d takes too long in this lab", password.MostCost)
		}
		p.Sys.Spend(200 << cost)
		return password.Bcrypt(text, salt, int(cost)), ""
	case "s":
		sum := sha1.Sum([]byte(text))
		return "{SHA}" + base64.StdEncoding.EncodeToString(sum[:]), ""
	case "p":
		return text, ""
	}
	return password.APR1(text, password.Digits(salt[:6])[:8]), ""
}
