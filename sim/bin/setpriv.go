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

// logname and tty-less environments have no login name.
func logname(p *proc.Proc, c call) { c.die(p, 1, "no login name") }

// hostid is a number for the machine, from its name.
func hostid(p *proc.Proc, c call) {
	proc.Finish(p, strconv.FormatInt(int64(inode(p.Sys.Hostname())), 16)+"\n", 0)
}
