//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// Nobody is entered in utmp or wtmp here, as in a container: who and last
// find nothing.

func who(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "a,all b,boot d H,heading l q,count r u,users w T s m t")
	if !ok {
		return
	}
	switch {
	case o.has("q"):
		proc.Finish(p, "# users=0\n", 0)
	case o.has("H"):
		proc.Finish(p, c.pick("NAME     LINE         TIME             COMMENT\n", "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n"), 0)
	case c.flavour == busybox:
		proc.Finish(p, "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n", 0)
	default:
		p.Sys.Exit(0)
	}
}

func whatUsersDo(p *proc.Proc, c call) {
	if c.flavour == busybox {
		proc.Finish(p, "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n", 0)
		return
	}
	load := "0.00, 0.00, 0.00"
	if data, err := p.Sys.ReadFile("/proc/loadavg"); err == nil {
		if f := strings.Fields(data); len(f) > 2 {
			load = strings.Join(f[:3], ", ")
		}
	}
	proc.Finish(p, p.Sys.Now().Format(" 15:04:05")+" up "+uptimeText(p)+",  0 users,  load average: "+load+
		"\nUSER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT\n", 0)
}

func loggedIn(p *proc.Proc, c call) { p.Sys.Exit(0) }

func last(p *proc.Proc, c call) {
	st, err := p.Sys.Stat("/var/log/wtmp")
	if err != nil {
		c.die(p, 1, c.pick("cannot open %s: %v", "can't open '%s': %v"), "/var/log/wtmp", err)
		return
	}
	proc.Finish(p, c.pick("\nwtmp begins "+st.ModTime.UTC().Format("Mon Jan _2 15:04:05 2006")+"\n", ""), 0)
}
