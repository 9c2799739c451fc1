//go:build !core

package bin

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// crond runs the jobs of crontabs when their minute comes.
func crond(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "f b l: d: L: c: S n P")
	if !ok {
		return
	}
	d := cronDaemon{call: c, dir: o.value("c", "/var/spool/cron/crontabs")}
	if o.has("f", "n", "d") {
		d.wait(p)
		return
	}
	_, err := p.Sys.Spawn(proc.Spawn{Run: func(p *proc.Proc, _ proc.Event) { d.wait(p) }, Background: true})
	if err != nil {
		c.die(p, 1, "fork: %v", err)
		return
	}
	p.Sys.Exit(0)
}

type cronDaemon struct {
	call
	dir string
}

// wait sleeps until the next minute begins.
func (d cronDaemon) wait(p *proc.Proc) {
	d.until(p, p.Sys.Now().Truncate(time.Minute).Add(time.Minute))
}

func (d cronDaemon) until(p *proc.Proc, minute time.Time) {
	for { // reap what has ended
		if _, _, err := p.Sys.Wait(0); err != nil {
			break
		}
	}
	if left := minute.Sub(p.Sys.Now()); left > 0 {
		p.Sys.Sleep(left)
		p.Next = func(p *proc.Proc, _ proc.Event) { d.until(p, minute) }
		return
	}
	d.run(p, minute)
	d.wait(p)
}

// run starts the jobs of one minute.
func (d cronDaemon) run(p *proc.Proc, minute time.Time) {
	entries, _ := p.Sys.ReadDir(d.dir)
	for _, e := range entries {
		data, err := p.Sys.ReadFile(d.dir + "/" + e.Name)
		user, known := find(users(p), e.Name)
		if err != nil || !known {
			continue
		}
		env := proc.Setenv(proc.Setenv(p.Env, "HOME", user.home), "SHELL", "/bin/sh")
		for _, line := range linesOf(data) {
			command, ok := cronDue(line, minute)
			if !ok {
				continue
			}
			n := *p
			n.UID, n.GID, n.Groups = user.id, user.gid, groupsOf(p, user)
			was := *p
			*p = n
			_, err := p.Sys.Spawn(proc.Spawn{Argv: []string{"/bin/sh", "-c", command}, Env: env, Background: true})
			was.Sys = p.Sys
			*p = was
			if err == vfs.EAGAIN {
				return
			}
		}
	}
}

// cronDue tells whether a line's minute has come, and its command. Source: crontab(5).
func cronDue(line string, t time.Time) (command string, due bool) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return "", false
	}
	for name, fields := range map[string]string{"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *"} {
		if rest, ok := strings.CutPrefix(line, name+" "); ok {
			line = fields + " " + rest
		}
	}
	parts := strings.Fields(line)
	if len(parts) < 6 {
		return "", false
	}
	values := []int{t.Minute(), t.Hour(), t.Day(), int(t.Month()), int(t.Weekday())}
	for i, n := range values {
		if !cronField(parts[i], n) && !(i == 4 && n == 0 && cronField(parts[i], 7)) {
			return "", false
		}
	}
	for range 5 {
		_, line, _ = strings.Cut(strings.TrimLeft(line, " \t"), " ")
	}
	return strings.TrimSpace(line), true
}

// cronField tells whether a field such as */5, 1-10 or 3,7 has a number.
func cronField(field string, n int) bool {
	for _, part := range strings.Split(field, ",") {
		span, stepText, stepped := strings.Cut(part, "/")
		step := 1
		if s, err := strconv.Atoi(stepText); stepped && err == nil && s > 0 {
			step = s
		}
		from, to := 0, 1<<30
		if span != "*" {
			lo, hi, ranged := strings.Cut(span, "-")
			a, err := strconv.Atoi(lo)
			if err != nil {
				continue
			}
			from, to = a, a
			if b, err := strconv.Atoi(hi); ranged && err == nil {
				to = b
			} else if stepped {
				to = 1 << 30
			}
		}
		if n >= from && n <= to && (n-from)%step == 0 {
			return true
		}
	}
	return false
}
