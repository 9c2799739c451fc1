//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// nice runs a command at another priority; priorities make no difference here.
func nice(p *proc.Proc, c call) {
	o, command, ok := c.parse(p, "+n:,adjustment")
	if !ok {
		return
	}
	if _, err := number(o.value("n", "0")); err != nil {
		c.die(p, c.flavourCode(125, 1), c.pick("invalid adjustment '%s'", "invalid number '%s'"), o.value("n", ""))
		return
	}
	switch {
	case len(command) > 0:
		c.exec(p, command, p.Env, c.pick("'%s': %v", "can't execute '%s': %v"))
	case o.has("n"):
		c.misuse(p, "a command must be given with an adjustment")
	default:
		proc.Finish(p, "0\n", 0)
	}
}

// renice changes the priority of processes.
func renice(p *proc.Proc, c call) {
	args := c.args
	if len(args) > 1 && (args[0] == "-n" || args[0] == "--priority") {
		args = args[1:]
	}
	if len(args) < 2 {
		p.Fail(1, c.pick("renice: not enough arguments\nTry 'renice --help' for more information.", c.banner()))
		return
	}
	n, err := number(args[0])
	if err != nil {
		c.die(p, 1, c.pick("invalid priority '%s'", "invalid number '%s'"), args[0])
		return
	}
	out, code := "", 0
	for _, a := range args[1:] {
		if a == "-p" || a == "--pid" {
			continue
		}
		pid, err := number(a)
		if err == nil {
			err = p.Sys.Kill(int(pid), 0)
		}
		if err != nil {
			c.say(p, c.pick("failed to get priority for %[1]s (process ID): %[2]v", "getpriority: %[2]v"), a, err)
			code = 1
			continue
		}
		out += c.pick(a+" (process ID) old priority 0, new priority "+itoa(n)+"\n", "")
	}
	proc.Finish(p, out, code)
}

// setsid runs a command in a session of its own: no Ctrl-C reaches it.
func setsid(p *proc.Proc, c call) {
	_, command, ok := c.parse(p, "+c,ctty f,fork w,wait")
	if !ok {
		return
	}
	if len(command) == 0 {
		p.Fail(1, c.pick("setsid: no command specified\nTry 'setsid --help' for more information.", c.banner()))
		return
	}
	p.Ignore |= proc.Of(proc.SIGINT, proc.SIGQUIT)
	c.exec(p, command, p.Env, c.pick("failed to execute %s: %v", "can't execute '%s': %v"))
}

// logger hands a message to syslogd, which does not run in a container.
func logger(p *proc.Proc, c call) {
	o, words, ok := c.parse(p, "s,stderr t:,tag p:,priority i f: id?")
	if !ok {
		return
	}
	name, _ := nameOf(users(p), p.UID)
	show := func(p *proc.Proc, text string) {
		if o.has("s") {
			p.Err("<13>" + p.Sys.Now().Format("Jan _2 15:04:05") + " " + o.value("t", name) + ": " + text + "\n")
		}
		p.Sys.Exit(0)
	}
	if len(words) > 0 {
		show(p, strings.Join(words, " "))
		return
	}
	c.slurp(p, nil, "", func(p *proc.Proc, data string, _ int) { show(p, strings.TrimSuffix(data, "\n")) })
}

// dmesg shows the kernel's log, which only the host and privileged containers see.
func dmesg(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "c,read-clear C,clear n:,console-level T,ctime H,human w,follow L,color? t l:,level x k r s:")
	if !ok {
		return
	}
	if o.has("w", "c", "C") {
		c.refuse(p, "-"+o.last("w", "c", "C"))
		return
	}
	fd, err := p.Sys.Open("/dev/kmsg", proc.Read, 0)
	if err != nil {
		c.die(p, 1, "%s", c.pick("read kernel buffer failed: Operation not permitted", "klogctl: Operation not permitted"))
		return
	}
	proc.Slurp(p, fd, func(p *proc.Proc, data string) { proc.Finish(p, data, 0) })
}

// crontab keeps a person's table of jobs.
func crontab(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "l r e u: i c:")
	if !ok {
		return
	}
	name, _ := nameOf(users(p), p.UID)
	name = o.value("u", name)
	dir := o.value("c", c.pick("/var/spool/cron/crontabs", "/var/spool/cron/crontabs"))
	file := dir + "/" + name
	switch {
	case o.has("e"):
		c.name = "crontab"
		editFile(p, call{program: c.program, flavour: c.flavour, name: c.name, args: []string{file}})
	case o.has("l"):
		data, err := p.Sys.ReadFile(file)
		if err != nil {
			p.Fail(1, c.pick("no crontab for "+name, "crontab: can't open '"+name+"': "+err.Error()))
			return
		}
		proc.Finish(p, data, 0)
	case o.has("r"):
		if err := p.Sys.Remove(file); err != nil {
			p.Fail(1, c.pick("no crontab for "+name, "crontab: can't remove '"+name+"': "+err.Error()))
			return
		}
		p.Sys.Exit(0)
	default:
		c.slurp(p, operands[:min(1, len(operands))], "", func(p *proc.Proc, data string, code int) {
			if code == 0 {
				if err := makeParents(p, dir); err != nil {
					c.die(p, 1, "%s: %v", dir, err)
					return
				}
				if err := p.Sys.WriteFile(file, data, 0o600); err != nil {
					c.die(p, 1, "%s: %v", file, err)
					return
				}
			}
			p.Sys.Exit(code)
		})
	}
}
