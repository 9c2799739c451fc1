//go:build !core

package bin

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/proc"
	"drydock/sim/resp"
)

// redisServerCommands are the commands on the server itself and on the
// connection: a name, the least number of words, and what it does.
var redisServerCommands = []struct {
	name  string
	words int
	run   func(d database, p *proc.Proc, i int, a []string) (database, string, bool)
}{
	{"ping", 1, func(d database, _ *proc.Proc, _ int, a []string) (database, string, bool) {
		if len(a) > 1 {
			return d, resp.Str(a[1]).String(), false
		}
		return d, resp.OK("PONG").String(), false
	}},
	{"echo", 2, func(d database, _ *proc.Proc, _ int, a []string) (database, string, bool) {
		return d, resp.Str(a[1]).String(), false
	}},
	{"select", 2, func(d database, _ *proc.Proc, _ int, a []string) (database, string, bool) {
		if a[1] != "0" {
			return d, resp.Err("ERR databases other than 0 are not simulated").String(), false
		}
		return d, resp.OK("OK").String(), false
	}},
	{"auth", 2, redisAuth},
	{"hello", 1, func(d database, _ *proc.Proc, _ int, _ []string) (database, string, bool) {
		return d, resp.Strings("server", "redis", "version", d.version, "mode", "standalone", "role", "master").String(), false
	}},
	{"quit", 1, func(d database, _ *proc.Proc, i int, _ []string) (database, string, bool) {
		c := d.conns[i]
		c.closing = true
		return d.with(i, c), resp.OK("OK").String(), false
	}},
	{"command", 1, func(d database, _ *proc.Proc, _ int, _ []string) (database, string, bool) {
		return d, resp.Strings().String(), false
	}},
	{"client", 1, func(d database, _ *proc.Proc, i int, a []string) (database, string, bool) {
		if len(a) > 1 && strings.EqualFold(a[1], "list") {
			var b strings.Builder
			for j, c := range d.conns {
				b.WriteString(fmt.Sprintf("id=%d addr=%s fd=%d name= db=0 cmd=client|list\n", j+3, c.from, c.fd))
			}
			return d, resp.Str(b.String()).String(), false
		}
		return d, resp.OK("OK").String(), false
	}},
	{"time", 1, func(d database, p *proc.Proc, _ int, _ []string) (database, string, bool) {
		return d, resp.Strings(fmt.Sprint(p.Sys.Now().Unix()), fmt.Sprint(p.Sys.Now().Nanosecond()/1000)).String(), false
	}},
	{"info", 1, func(d database, p *proc.Proc, _ int, a []string) (database, string, bool) {
		return d, resp.Str(d.info(p, a[1:])).String(), false
	}},
	{"config", 2, redisConfig},
	{"save", 1, func(d database, p *proc.Proc, _ int, _ []string) (database, string, bool) {
		n, err := d.write(p)
		if err != nil {
			return d, resp.Err("ERR").String(), false
		}
		d.log(p, "M", "*", "DB saved on disk")
		return n, resp.OK("OK").String(), false
	}},
	{"bgsave", 1, func(d database, p *proc.Proc, _ int, _ []string) (database, string, bool) {
		return d.background(p), resp.OK("Background saving started").String(), false
	}},
	{"bgrewriteaof", 1, func(d database, _ *proc.Proc, _ int, _ []string) (database, string, bool) {
		return d, resp.OK("Background append only file rewriting started").String(), false
	}},
	{"lastsave", 1, func(d database, _ *proc.Proc, _ int, _ []string) (database, string, bool) {
		return d, resp.Int(int(d.saved.Unix())).String(), false
	}},
	{"shutdown", 1, func(d database, p *proc.Proc, _ int, a []string) (database, string, bool) {
		if len(a) > 1 && strings.EqualFold(a[1], "nosave") {
			d.save = false
		}
		d.log(p, "M", "*", "User requested shutdown...")
		return d, resp.Err("ERR Errors trying to SHUTDOWN. Check logs.").String(), d.shutDown(p)
	}},
	{"monitor", 1, func(d database, _ *proc.Proc, i int, _ []string) (database, string, bool) {
		c := d.conns[i]
		c.watching = true
		return d.with(i, c), resp.OK("OK").String(), false
	}},
	{"subscribe", 2, func(d database, _ *proc.Proc, i int, a []string) (database, string, bool) {
		c := d.conns[i]
		var b strings.Builder
		for n, ch := range a[1:min(len(a), 50)] {
			c.channels += "\x00" + ch + "\x00"
			b.WriteString(resp.Reply{Kind: resp.Array, List: []resp.Reply{resp.Str("subscribe"), resp.Str(ch), resp.Int(n + 1)}}.String())
		}
		return d.with(i, c), b.String(), false
	}},
	{"publish", 3, func(d database, _ *proc.Proc, _ int, a []string) (database, string, bool) {
		n := 0
		for j, c := range d.conns {
			if strings.Contains(c.channels, "\x00"+a[1]+"\x00") && len(c.out) < mostOwed {
				c.out += resp.Strings("message", a[1], a[2]).String()
				d = d.with(j, c)
				n++
			}
		}
		return d, resp.Int(n).String(), false
	}},
}

func redisAuth(d database, _ *proc.Proc, i int, a []string) (database, string, bool) {
	switch {
	case d.password == "":
		return d, resp.Err("ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?").String(), false
	case a[len(a)-1] != d.password || len(a) > 2 && a[1] != "default":
		return d, resp.Err("WRONGPASS invalid username-password pair or user is disabled.").String(), false
	}
	c := d.conns[i]
	c.known = true
	return d.with(i, c), resp.OK("OK").String(), false
}

// settings are what CONFIG GET knows.
func (d database) settings() [][2]string {
	save := ""
	if d.save {
		save = "3600 1 300 100 60 10000"
		if d.everySave != "" {
			save = d.everySave
		}
	}
	aof := "no"
	if d.aofOn {
		aof = "yes"
	}
	return [][2]string{{"appendonly", aof}, {"bind", "* -::*"}, {"databases", "16"}, {"dbfilename", d.file}, {"dir", d.dir}, {"maxmemory", "0"},
		{"maxmemory-policy", "noeviction"}, {"port", strconv.Itoa(d.port)}, {"protected-mode", "no"}, {"requirepass", d.password}, {"save", save}}
}

func redisConfig(d database, _ *proc.Proc, _ int, a []string) (database, string, bool) {
	switch sub := strings.ToLower(a[1]); {
	case sub == "get" && len(a) > 2:
		out := resp.Strings()
		for _, s := range d.settings() {
			if slices.ContainsFunc(a[2:], func(pattern string) bool {
				ok, err := path.Match(strings.ToLower(pattern), s[0])
				return ok && err == nil
			}) {
				out.List = append(out.List, resp.Str(s[0]), resp.Str(s[1]))
			}
		}
		return d, out.String(), false
	case sub == "set" && len(a) > 3:
		switch strings.ToLower(a[2]) {
		case "requirepass", "save", "dbfilename":
			return d.set(a[2], a[3]), resp.OK("OK").String(), false
		case "maxmemory", "maxmemory-policy", "loglevel", "appendonly", "timeout", "notify-keyspace-events":
			return d, resp.Err("ERR CONFIG SET of " + a[2] + " is not simulated").String(), false
		}
		return d, resp.Err("ERR Unknown option or number of arguments for CONFIG SET - '" + a[2] + "'").String(), false
	case sub == "resetstat" || sub == "rewrite":
		return d, resp.OK("OK").String(), false
	}
	return d, resp.Err("ERR unknown subcommand '" + a[1] + "'. Try CONFIG HELP.").String(), false
}

// info is what INFO tells, of the sections asked for or of all.
func (d database) info(p *proc.Proc, sections []string) string {
	now := p.Sys.Now()
	up := int(now.Sub(d.began).Seconds())
	keys := len(matching(d.keys, now, "*"))
	expires := 0
	for _, v := range d.keys.All() {
		if !v.until.IsZero() && v.until.After(now) {
			expires++
		}
	}
	space := ""
	if keys > 0 {
		space = fmt.Sprintf("db0:keys=%d,expires=%d,avg_ttl=0,subexpiry=0\r\n", keys, expires)
	}
	all := []struct{ name, text string }{
		{"Server", fmt.Sprintf("redis_version:%s\r\nredis_mode:standalone\r\nos:Linux %s x86_64\r\narch_bits:64\r\nprocess_id:%d\r\ntcp_port:%d\r\nuptime_in_seconds:%d\r\nuptime_in_days:%d\r\nexecutable:/data/redis-server\r\nconfig_file:\r\n",
			d.version, kernelRelease, p.PID, d.port, up, up/86400)},
		{"Clients", fmt.Sprintf("connected_clients:%d\r\nblocked_clients:0\r\nmaxclients:10000\r\n", len(d.conns))},
		{"Memory", fmt.Sprintf("used_memory:%d\r\nused_memory_human:%.2fM\r\nmaxmemory:0\r\nmaxmemory_human:0B\r\nmaxmemory_policy:noeviction\r\n", 1000000+d.size, float64(1000000+d.size)/(1<<20))},
		{"Persistence", fmt.Sprintf("loading:0\r\nrdb_changes_since_last_save:%d\r\nrdb_bgsave_in_progress:0\r\nrdb_last_save_time:%d\r\nrdb_last_bgsave_status:ok\r\naof_enabled:%d\r\n", d.changes, d.saved.Unix(), b2i(d.aofOn))},
		{"Replication", "role:master\r\nconnected_slaves:0\r\n"},
		{"Keyspace", space},
	}
	var b strings.Builder
	for _, s := range all {
		if len(sections) > 0 && !slices.ContainsFunc(sections, func(w string) bool { return strings.EqualFold(w, s.name) || w == "all" || w == "everything" }) {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\r\n")
		}
		b.WriteString("# " + s.name + "\r\n" + s.text)
	}
	return b.String()
}
