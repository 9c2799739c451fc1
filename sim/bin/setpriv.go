package bin

import (
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// become makes the process another user's.
func become(p *proc.Proc, uid, gid int, groups []int) {
	p.UID, p.GID, p.Groups = uid, gid, groups
}

func setpriv(p *proc.Proc, c call) {
	o, command, ok := c.parse(p, "+reuid: regid: ruid: euid: rgid: egid: clear-groups keep-groups init-groups groups: no-new-privs inh-caps: bounding-set: ambient-caps: securebits: d,dump nnp reset-env")
	if !ok {
		return
	}
	if len(command) == 0 {
		c.die(p, 1, "No program specified")
		return
	}
	uid, gid, list := p.UID, p.GID, p.Groups
	var user account
	for _, opt := range o {
		var known bool
		switch opt.key {
		case "reuid", "ruid", "euid":
			if user, known = find(users(p), opt.value); !known {
				c.die(p, 1, "failed to parse reuid")
				return
			}
			uid = user.id
		case "regid", "rgid", "egid":
			var a account
			if a, known = find(groups(p), opt.value); !known {
				c.die(p, 1, "failed to parse regid")
				return
			}
			gid = a.id
		case "clear-groups":
			list = nil
		case "init-groups":
			user.gid = gid
			list = groupsOf(p, user)
		case "groups":
			list = nil
			for _, name := range strings.Split(opt.value, ",") {
				a, known := find(groups(p), name)
				if !known {
					c.die(p, 1, "Invalid supplementary group id: '%s'", name)
					return
				}
				list = append(list, a.id)
			}
		}
	}
	if p.UID != 0 && (uid != p.UID || gid != p.GID) {
		c.die(p, 127, "setresuid failed: Operation not permitted")
		return
	}
	become(p, uid, gid, list)
	c.exec(p, command, p.Env, "failed to execute %s: %v")
}

// gosu is gosu and su-exec: USER[:GROUP] COMMAND.
func gosu(p *proc.Proc, c call) {
	if len(c.args) < 2 {
		p.Fail(1, "Usage: "+c.name+" user-spec command [args]")
		return
	}
	name, group, both := strings.Cut(c.args[0], ":")
	user, known := find(users(p), name)
	if !known {
		c.die(p, 1, "error: failed switching to %q: unable to find user %s: no matching entries in passwd file", c.args[0], name)
		return
	}
	gid := max(user.gid, 0)
	list := groupsOf(p, account{name: user.name, gid: gid})
	if both {
		g, known := find(groups(p), group)
		if !known {
			c.die(p, 1, "error: failed switching to %q: unable to find group %s: no matching entries in group file", c.args[0], group)
			return
		}
		gid, list = g.id, []int{g.id}
	}
	if p.UID != 0 && user.id != p.UID {
		c.die(p, 1, "error: failed switching to %q: operation not permitted", c.args[0])
		return
	}
	env := p.Env
	if user.home != "" {
		env = proc.Setenv(env, "HOME", user.home)
	}
	become(p, user.id, gid, list)
	c.exec(p, c.args[1:], env, "error: exec: %q: %v")
}

// su becomes another user and runs its shell; only root may, since there are
// no passwords here.
func su(p *proc.Proc, c call) {
	login := false
	for i, a := range c.args {
		if a == "-" {
			c.args, login = append(append([]string(nil), c.args[:i]...), c.args[i+1:]...), true
			break
		}
	}
	o, operands, ok := c.parse(p, "l,login c:,command s:,shell m p,preserve-environment")
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
		return
	case p.UID != 0:
		c.die(p, 1, "%s", c.pick("Authentication failure", "incorrect password"))
		return
	}
	shell := o.value("s", user.shell)
	if shell == "" {
		shell = "/bin/sh"
	}
	env := p.Env
	if !o.has("m", "p") {
		env = proc.Setenv(proc.Setenv(env, "HOME", user.home), "SHELL", shell)
		if user.id != 0 {
			env = proc.Setenv(proc.Setenv(env, "USER", name), "LOGNAME", name)
		}
	}
	if login || o.has("l") {
		p.Sys.Chdir(user.home)
	}
	become(p, user.id, user.gid, groupsOf(p, user))
	argv := []string{shell}
	if command := o.value("c", ""); command != "" {
		argv = append(argv, "-c", command)
	}
	c.exec(p, append(argv, operands...), env, "failed to execute %s: %v")
}

// logname and tty-less environments have no login name.
func logname(p *proc.Proc, c call) { c.die(p, 1, "no login name") }

// hostid is a number for the machine, from its name.
func hostid(p *proc.Proc, c call) {
	proc.Finish(p, strconv.FormatInt(int64(inode(p.Sys.Hostname())), 16)+"\n", 0)
}
