//go:build !core

package bin

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// hashed is what /etc/shadow keeps of a password. Unlike crypt(3) it is one
// round of SHA-512: nothing here is secret.
func hashed(name, password string) string {
	sum := sha512.Sum512([]byte(name + "\x00" + password))
	return "$6$drydock$" + base64.RawStdEncoding.EncodeToString(sum[:])
}

// line reads one line of standard input and goes on; false at the end.
func (c call) line(p *proc.Proc, then func(p *proc.Proc, text string, ok bool)) {
	c.lineOf(p, "", then)
}

func (c call) lineOf(p *proc.Proc, before string, then func(p *proc.Proc, text string, ok bool)) {
	for {
		piece, err := p.Sys.Read(0, 1)
		if err == vfs.EAGAIN {
			p.Next = func(p *proc.Proc, _ proc.Event) { c.lineOf(p, before, then) }
			return
		}
		if err != nil || piece == "" {
			then(p, before, before != "")
			return
		}
		if piece == "\n" || len(before) > 4096 {
			then(p, before, true)
			return
		}
		before += piece
	}
}

// ask prints questions one after another and reads a line for each.
func (c call) ask(p *proc.Proc, questions, answers []string, then func(p *proc.Proc, answers []string)) {
	if len(questions) == 0 {
		then(p, answers)
		return
	}
	proc.Emit(p, 2, questions[0], func(p *proc.Proc) {
		c.line(p, func(p *proc.Proc, text string, ok bool) {
			c.ask(p, questions[1:], append(append([]string(nil), answers...), text), then)
		})
	})
}

// secret asks for what is not shown while it is typed.
func (c call) secret(p *proc.Proc, question string, then func(p *proc.Proc, text string, ok bool)) {
	proc.Emit(p, 2, question, func(p *proc.Proc) {
		p.Sys.Echo(0, false)
		c.line(p, func(p *proc.Proc, text string, ok bool) {
			p.Sys.Echo(0, true)
			proc.Emit(p, 2, "\n", func(p *proc.Proc) { then(p, text, ok) })
		})
	})
}

// newPassword asks twice for a password and stores it.
func (c call) newPassword(p *proc.Proc, name string, then func(p *proc.Proc)) {
	head := ""
	if c.flavour == busybox {
		head = "Changing password for " + name + "\n"
	}
	c.secret(p, head+"New password: ", func(p *proc.Proc, one string, ok bool) {
		c.secret(p, c.pick("Retype new password: ", "Retype password: "), func(p *proc.Proc, two string, _ bool) {
			switch {
			case one == "" || !ok:
				c.passwordFailed(p, "No password has been supplied.", name)
			case one != two:
				c.passwordFailed(p, "Sorry, passwords do not match.", name)
			default:
				setPassword(p, name, hashed(name, one))
				proc.Emit(p, 2, c.pick("passwd: password updated successfully\n", "passwd: password for "+name+" changed by root\n"), then)
			}
		})
	})
}

func (c call) passwordFailed(p *proc.Proc, why, name string) {
	if c.flavour == busybox {
		p.Fail(1, map[bool]string{true: "Passwords don't match", false: "Bad password: too short"}[strings.Contains(why, "match")]+"\npasswd: password for "+name+" is unchanged")
		return
	}
	p.Fail(10, why+"\npasswd: Authentication token manipulation error\npasswd: password unchanged")
}

func setPassword(p *proc.Proc, name, hash string) error {
	r := readRoster(p)
	r.shadow = setField(r.shadow, name, 1, hash)
	return r.save(p)
}

func passwd(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "d,delete l,lock u,unlock S,status e,expire a q,quiet")
	if !ok {
		return
	}
	name, _ := nameOf(users(p), p.UID)
	if len(operands) > 0 {
		name = operands[0]
	}
	r := readRoster(p)
	i := row0(r.shadow, name)
	switch {
	case row0(r.passwd, name) < 0 || i < 0:
		c.die(p, 1, c.pick("user '%s' does not exist", "unknown user %s"), name)
		return
	case p.UID != 0:
		c.die(p, 1, "%s", c.pick("Authentication token manipulation error\npasswd: password unchanged", "/etc/shadow: Permission denied"))
		return
	}
	hash := strings.Split(r.shadow[i], ":")[1]
	switch key := o.last("d", "l", "u", "S", "e"); key {
	case "":
		c.newPassword(p, name, exit(0))
	case "S":
		state := "P"
		if strings.HasPrefix(hash, "!") || strings.HasPrefix(hash, "*") {
			state = "L"
		} else if hash == "" {
			state = "NP"
		}
		proc.Finish(p, name+" "+state+" "+p.Sys.Now().UTC().Format("2006-01-02")+" 0 99999 7 -1\n", 0)
	case "e":
		c.refuse(p, "-e")
	default:
		hash = map[string]string{"d": "", "l": "!" + strings.TrimPrefix(hash, "!"), "u": strings.TrimPrefix(hash, "!")}[key]
		if err := setPassword(p, name, hash); err != nil {
			c.die(p, 1, "%v", err)
			return
		}
		said := map[string]string{"d": "password changed.", "l": "password changed.", "u": "password changed."}[key]
		if c.flavour == busybox {
			said = map[string]string{"d": "password for " + name + " changed by root", "l": "password for " + name + " changed by root", "u": "password for " + name + " changed by root"}[key]
		}
		proc.Finish(p, "passwd: "+said+"\n", 0)
	}
}

// chpasswd reads NAME:PASSWORD lines.
func chpasswd(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "e,encrypted c:,crypt-method m,md5 R: s:")
	if !ok {
		return
	}
	if p.UID != 0 {
		c.die(p, 1, "%s", c.pick("Permission denied.", "/etc/shadow: Permission denied"))
		return
	}
	c.slurp(p, nil, "", func(p *proc.Proc, data string, code int) {
		for n, line := range linesOf(data) {
			name, password, found := strings.Cut(line, ":")
			r := readRoster(p)
			switch {
			case !found:
				c.die(p, 1, c.pick("line %d: missing new password", "missing new password"), n+1)
				return
			case row0(r.passwd, name) < 0 && c.flavour == busybox:
				c.die(p, 1, "unknown user %s", name)
				return
			case row0(r.passwd, name) < 0:
				c.say(p, "(user %s) pam_chauthtok() failed, error:", name)
				p.Err("Authentication token manipulation error\n")
				c.die(p, 1, "(line %d, user %s) password not changed", n+1, name)
				return
			}
			if hash := password; o.has("e") {
				setPassword(p, name, hash)
			} else {
				setPassword(p, name, hashed(name, password))
			}
			if c.flavour == busybox {
				c.say(p, "password for '%s' changed", name)
			}
		}
		p.Sys.Exit(0)
	})
}
