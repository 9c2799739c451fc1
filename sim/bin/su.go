//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// su becomes another user and runs its shell. Root needs no password; others
// are asked for the one that passwd or chpasswd set.
func su(p *proc.Proc, c call) {
	login := false
	for i, a := range c.args {
		if a == "-" {
			c.args, login = append(append([]string(nil), c.args[:i]...), c.args[i+1:]...), true
			break
		}
	}
	o, operands, ok := c.parse(p, "l,login c:,command s:,shell m p,preserve-environment f,fast g:,group P,pty w:")
	if !ok {
		return
	}
	name := "root"
	if len(operands) > 0 {
		name, operands = operands[0], operands[1:]
	}
	user, known := find(users(p), name)
	switch {
	case !known || user.name == "":
		c.die(p, 1, c.pick("user %s does not exist or the user entry does not contain all the required fields", "unknown user %s"), name)
	case p.UID == 0:
		c.switchTo(p, o, user, login || o.has("l"), operands)
	default:
		c.secret(p, "Password: ", func(p *proc.Proc, text string, ok bool) {
			if !ok || !knowsPassword(p, name, text) {
				c.die(p, 1, "%s", c.pick("Authentication failure", "incorrect password"))
				return
			}
			c.switchTo(p, o, user, login || o.has("l"), operands)
		})
	}
}

// knowsPassword compares with /etc/shadow, which su may read as a setuid program does.
func knowsPassword(p *proc.Proc, name, password string) bool {
	st, err := p.Sys.Stat("/etc/shadow")
	if err != nil {
		return false
	}
	lines := linesOf(st.Data)
	i := row0(lines, name)
	if i < 0 {
		return false
	}
	hash := strings.Split(lines[i], ":")[1]
	return hash == "" && password == "" || hash == hashed(name, password)
}

func (c call) switchTo(p *proc.Proc, o options, user account, login bool, operands []string) {
	shell := o.value("s", user.shell)
	if shell == "" {
		shell = "/bin/sh"
	}
	env := p.Env
	if login {
		env = nil
		for _, name := range []string{"TERM"} {
			if value, ok := p.Getenv(name); ok {
				env = proc.Setenv(env, name, value)
			}
		}
	}
	if login || !o.has("m", "p") {
		env = proc.Setenv(proc.Setenv(env, "HOME", user.home), "SHELL", shell)
		if user.id != 0 || login {
			env = proc.Setenv(proc.Setenv(env, "USER", user.name), "LOGNAME", user.name)
		}
	}
	if login {
		path := "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games"
		if user.id == 0 {
			path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
		}
		env = proc.Setenv(env, "PATH", path)
		if err := p.Sys.Chdir(user.home); err != nil {
			p.Err(c.pick("su: warning: cannot change directory to "+user.home+": "+err.Error()+"\n", "su: can't chdir to home directory '"+user.home+"'\n"))
		}
	}
	become(p, user.id, user.gid, groupsOf(p, user))
	argv := []string{shell}
	if login {
		argv[0] = "-" + shell[strings.LastIndexByte(shell, '/')+1:]
	}
	if command := o.value("c", ""); command != "" {
		argv = append(argv, "-c", command)
	}
	p.Env = env
	if err := p.Sys.Exec(shell, append(argv, operands...), env); err != nil {
		c.die(p, 127, c.pick("failed to execute %s: %v", "can't execute '%s': %v"), shell, err)
	}
}

// nologin is the shell of those who may not log in.
func nologin(p *proc.Proc, _ call) { proc.Finish(p, "This account is currently not available.\n", 1) }

// login asks for a name and a password.
func login(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "f: p h:")
	if !ok {
		return
	}
	if p.UID != 0 {
		c.die(p, 1, "%s", c.pick("Cannot possibly work without effective root", "must be suid to work properly"))
		return
	}
	enter := func(p *proc.Proc, name string, trusted bool) {
		then := func(p *proc.Proc, text string, _ bool) {
			user, known := find(users(p), name)
			if !known || !trusted && !knowsPassword(p, name, text) {
				p.Fail(1, "\nLogin incorrect")
				return
			}
			c.switchTo(p, nil, user, true, nil)
		}
		if trusted {
			then(p, "", true)
			return
		}
		c.secret(p, "Password: ", then)
	}
	switch {
	case o.has("f"):
		enter(p, o.value("f", ""), true)
	case len(operands) > 0:
		enter(p, operands[0], false)
	default:
		c.ask(p, []string{p.Sys.Hostname() + " login: "}, nil, func(p *proc.Proc, a []string) { enter(p, a[0], false) })
	}
}
