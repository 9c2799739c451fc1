//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// pgIsReady asks whether a server takes connections: 0 it does, 2 nobody answers.
func pgIsReady(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "h,host: p,port: U,username: d,dbname: t,timeout: q,quiet V,version")
	if !ok {
		return
	}
	d := dialer{host: o.value("h", setting(p, "PGHOST", "")), port: o.value("p", setting(p, "PGPORT", "5432"))}
	name := d.host
	if d.host == "" || strings.HasPrefix(d.host, "/") {
		d.socket, name = postgresSocket, "/var/run/postgresql"
	}
	say := func(p *proc.Proc, text string, code int) {
		if o.has("q") {
			text = ""
		} else {
			text = name + ":" + d.port + " - " + text + "\n"
		}
		proc.Finish(p, text, code)
	}
	d.fail = func(p *proc.Proc, _ dialer, _ error) { say(p, "no response", 2) }
	d.resolved = d.fail
	d.dial(p, func(p *proc.Proc, _ dialer, _ int) { say(p, "accepting connections", 0) })
}

// pgStatement is a program that stands for one statement: createdb, dropdb, createuser.
func pgStatement(verb string) func(p *proc.Proc, c call) {
	return func(p *proc.Proc, c call) {
		o, operands, ok := c.parse(p, "h,host: p,port: U,username: O,owner: w,no-password e,echo s,superuser d,createdb r,createrole P,pwprompt")
		if !ok {
			return
		}
		name := setting(p, "PGDATABASE", userName(p))
		if len(operands) > 0 {
			name = operands[0]
		}
		q := verb + ` "` + name + `"`
		if o.has("O") {
			q += ` OWNER "` + o.value("O", "") + `"`
		}
		argv := []string{"psql", "-q", "-d", "postgres", "-c", q}
		for _, k := range []string{"h", "p", "U"} {
			if o.has(k) {
				argv = append(argv, "-"+k, o.value(k, ""))
			}
		}
		c.args = argv[1:]
		psql(p, c)
	}
}
