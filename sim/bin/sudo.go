package bin

import (
	"strings"

	"drydock/sim/proc"
)

// sudo runs a command as root, or as another user. Whoever asks is let in:
// passwords are not simulated. Source: sudo 1.9.
func sudo(p *proc.Proc, c call) {
	opts, words, ok := c.parse(p, "+u,user: g,group: E,preserve-env? i,login s,shell n,non-interactive S,stdin H,set-home k,reset-timestamp K v,validate l,list b,background V,version")
	if !ok {
		return
	}
	name, env := opts.value("u", "root"), p.Env
	user, known := find(users(p), strings.TrimPrefix(name, "#"))
	if !known {
		p.Fail(1, "sudo: unknown user "+name+"\nsudo: error initializing audit plugin sudoers_audit")
		return
	}
	for len(words) > 0 && strings.Contains(words[0], "=") && !strings.HasPrefix(words[0], "=") {
		key, value, _ := strings.Cut(words[0], "=")
		env, words = proc.Setenv(env, key, value), words[1:]
	}
	if opts.has("v", "k", "K") && len(words) == 0 {
		p.Sys.Exit(0)
		return
	}
	if opts.has("V") {
		proc.Finish(p, "Sudo version 1.9.13p3\n", 0)
		return
	}
	if opts.has("l") {
		proc.Finish(p, "User root may run the following commands on "+p.Sys.Hostname()+":\n    (ALL : ALL) ALL\n", 0)
		return
	}
	if len(words) == 0 {
		if !opts.has("i", "s") {
			p.Fail(1, "usage: sudo -h | -K | -k | -V\nusage: sudo [-u user] [-E] [-i | -s] [VAR=value] [command [arg ...]]")
			return
		}
		words = []string{"bash"}
	} else if opts.has("i", "s") {
		words = append([]string{"bash", "-c"}, strings.Join(words, " "))
	}
	for _, kv := range [][2]string{{"USER", user.name}, {"LOGNAME", user.name}, {"HOME", user.home}, {"SUDO_USER", "root"}, {"SUDO_COMMAND", strings.Join(words, " ")}} {
		env = proc.Setenv(env, kv[0], kv[1])
	}
	if _, err := p.Sys.LookPath(words[0]); err != nil {
		p.Fail(1, "sudo: "+words[0]+": command not found")
		return
	}
	become(p, user.id, max(user.gid, 0), groupsOf(p, account{name: user.name, gid: max(user.gid, 0)}))
	c.exec(p, words, env, "unable to execute %s: %v")
}
