//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// database is one redis-server: a value.
type database struct {
	version, dir, file string
	port               int
	config             bool
	save               bool
	everySave          string // of save: seconds and changes in turn; "" the usual
	password           string
	aofOn              bool

	keys    redisKeys
	size    int // about the bytes of keys and values
	changes int // since the last snapshot
	saved   time.Time
	began   time.Time
	door    int         // listening descriptor
	aof     int         // descriptor of the log of commands, -1 none
	conns   []redisConn // never written to
}

// rdb is the content of a snapshot without keys.
const rdb = "REDIS0012\xfa\tredis-ver\x058.0.0\xfa\nredis-bits\xc0@\xff\x00\x00\x00\x00\x00\x00\x00\x00"

func redisServer(p *proc.Proc, c call) {
	d := database{version: "8.2.1", dir: p.Dir, file: "dump.rdb", port: 6379, save: true, aof: -1}
	if v, ok := p.Getenv("REDIS_VERSION"); ok {
		d.version = v
	}
	args := c.args
	if len(args) > 0 && (args[0] == "--version" || args[0] == "-v") {
		proc.Finish(p, "Redis server v="+d.version+" sha=00000000:1 malloc=jemalloc-5.3.0 bits=64 build=3f2a9c1d7e5b8046\n", 0)
		return
	}
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		text, err := p.Sys.ReadFile(args[0])
		if err != nil {
			d.log(p, "C", "#", "Fatal error, can't open config file '"+path.Join(p.Dir, args[0])+"': "+err.Error())
			p.Sys.Exit(1)
			return
		}
		d.config, args = true, args[1:]
		for line := range strings.Lines(text) {
			if f := strings.Fields(line); len(f) > 1 && f[0][0] != '#' {
				d = d.set(f[0], strings.Trim(strings.Join(f[1:], " "), `"`))
			}
		}
	}
	for len(args) > 0 {
		key, ok := strings.CutPrefix(args[0], "--")
		if !ok {
			break
		}
		var values []string
		for args = args[1:]; len(args) > 0 && !strings.HasPrefix(args[0], "--"); args = args[1:] {
			values = append(values, args[0])
		}
		d.config = true
		d = d.set(key, strings.Join(values, " "))
	}
	d.start(p)
}

// set takes one setting of the configuration in; others make no difference here.
func (d database) set(key, value string) database {
	switch strings.ToLower(key) {
	case "port":
		if n, err := strconv.Atoi(value); err == nil {
			d.port = n
		}
	case "dir":
		d.dir = path.Join(d.dir, value)
		if strings.HasPrefix(value, "/") {
			d.dir = path.Clean(value)
		}
	case "dbfilename":
		d.file = value
	case "save":
		value = strings.Trim(value, `"'`)
		d.save = value != ""
		d.everySave = value
	case "requirepass":
		d.password = strings.Trim(value, `"'`)
	case "appendonly":
		d.aofOn = strings.EqualFold(value, "yes")
	}
	return d
}

// log writes a line in the form of Redis: pid:role date level text.
func (d database) log(p *proc.Proc, role, level, text string) {
	p.Out(fmt.Sprintf("%d:%s %s %s %s\n", p.PID, role, p.Sys.Now().Format("02 Jan 2006 15:04:05.000"), level, text))
}

func (d database) start(p *proc.Proc) {
	d.log(p, "C", "*", "oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo")
	d.log(p, "C", "*", fmt.Sprintf("Redis version=%s, bits=64, commit=00000000, modified=0, pid=%d, just started", d.version, p.PID))
	if d.config {
		d.log(p, "C", "*", "Configuration loaded")
	} else {
		d.log(p, "C", "#", "Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf")
	}
	d.log(p, "M", "*", "monotonic clock: POSIX clock_gettime")
	door, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(d.port)))
	if err != nil {
		d.log(p, "M", "#", fmt.Sprintf("Warning: Could not create server TCP listening socket *:%d: bind: %v", d.port, err))
		d.log(p, "M", "#", fmt.Sprintf("Failed listening on port %d (tcp), aborting.", d.port))
		p.Sys.Exit(1)
		return
	}
	if err := p.Sys.Chdir(d.dir); err != nil {
		d.log(p, "M", "#", "Can't chdir to '"+d.dir+"': "+err.Error())
		p.Sys.Exit(1)
		return
	}
	d.log(p, "M", "*", fmt.Sprintf("Running mode=standalone, port=%d.", d.port))
	d.log(p, "M", "*", "Server initialized")
	d.door, d.began, d.saved = door, p.Sys.Now(), p.Sys.Now()
	d = d.load(p)
	d.log(p, "M", "*", "Ready to accept connections tcp")
	p.Catch = proc.Of(proc.SIGTERM, proc.SIGINT)
	p.Ignore |= proc.Of(proc.SIGHUP, proc.SIGPIPE)
	d.rest(p)
}

// saveRules are after how many seconds so many changes are saved. Source: redis.conf.
func (d database) saveRules() (rules [][2]int) {
	text := d.everySave
	if text == "" {
		text = "3600 1 300 100 60 10000"
	}
	f := strings.Fields(text)
	for i := 0; i+1 < len(f); i += 2 {
		s, errS := strconv.Atoi(f[i])
		n, errN := strconv.Atoi(f[i+1])
		if errS == nil && errN == nil && s > 0 {
			rules = append(rules, [2]int{s, n})
		}
	}
	return rules
}

// rest serves, saves what is due, and waits for the next event.
func (d database) rest(p *proc.Proc) {
	d, alive := d.serve(p)
	if !alive {
		return
	}
	for _, r := range d.saveRules() {
		if !d.save || d.changes < r[1] || d.changes == 0 {
			continue
		}
		due := d.saved.Add(time.Duration(r[0]) * time.Second)
		if due.After(p.Sys.Now()) {
			p.Sys.Sleep(due.Sub(p.Sys.Now()))
			continue
		}
		d.log(p, "M", "*", fmt.Sprintf("%d changes in %d seconds. Saving...", d.changes, r[0]))
		d = d.background(p)
	}
	p.Next = d.event
}

// background is a save that the server's child does.
func (d database) background(p *proc.Proc) database {
	d.log(p, "M", "*", fmt.Sprintf("Background saving started by pid %d", p.PID+20))
	n, err := d.write(p)
	if err != nil {
		d.log(p, "M", "#", "Background saving error")
		d.saved = p.Sys.Now()
		return d
	}
	d.log(p, "C", "*", "DB saved on disk")
	d.log(p, "M", "*", "Background saving terminated with success")
	return n
}

// load reads the snapshot or log that an earlier server left.
func (d database) load(p *proc.Proc) database {
	if d.aofOn {
		text, _ := p.Sys.ReadFile(d.aofFile()) // a first start has none
		p.Sys.Mkdir(path.Dir(d.aofFile()), 0o755)
		p.Sys.WriteFile(path.Join(path.Dir(d.aofFile()), "appendonly.aof.manifest"), "file appendonly.aof.1.incr.aof seq 1 type i\n", 0o644)
		fd, failed := p.Sys.Open(d.aofFile(), proc.Write|proc.Append|proc.Create, 0o644)
		if failed != nil {
			d.log(p, "M", "#", "Can't open the append-only file "+d.aofFile()+": "+failed.Error())
			p.Sys.Exit(1)
			return d
		}
		d.aof = fd
		if text == "" {
			return d
		}
		d = d.restored(p, text)
		d.log(p, "M", "*", "DB loaded from append only file: 0.000 seconds")
		return d
	}
	st, err := p.Sys.Stat(path.Join(d.dir, d.file))
	text, bad := p.Sys.ReadFile(path.Join(d.dir, d.file))
	if err != nil || bad != nil {
		return d
	}
	d = d.restored(p, text)
	d.log(p, "M", "*", "Loading RDB produced by version "+d.version)
	d.log(p, "M", "*", fmt.Sprintf("RDB age %d seconds", int(p.Sys.Now().Sub(st.ModTime).Seconds())))
	d.log(p, "M", "*", "RDB memory usage when created 0.62 Mb")
	d.log(p, "M", "*", fmt.Sprintf("Done loading RDB, keys loaded: %d, keys expired: 0.", d.keys.Len()))
	d.log(p, "M", "*", "DB loaded from disk: 0.000 seconds")
	return d
}

// event ends the server on SIGTERM and SIGINT, unless the snapshot cannot be written.
func (d database) event(p *proc.Proc, ev proc.Event) {
	if ev.Kind != proc.Signaled {
		d.rest(p)
		return
	}
	p.Out(fmt.Sprintf("%d:signal-handler (%d) Received %s scheduling shutdown...\n", p.PID, p.Sys.Now().Unix(), "SIG"+ev.Signal.Name()))
	d.log(p, "M", "*", "User requested shutdown...")
	if !d.shutDown(p) {
		p.Next = d.event
	}
}

// shutDown saves and ends; false when the snapshot cannot be written.
func (d database) shutDown(p *proc.Proc) bool {
	if d.save {
		d.log(p, "M", "*", "Saving the final RDB snapshot before exiting.")
		if err := p.Sys.WriteFile(path.Join(d.dir, d.file), d.snapshot(p.Sys.Now()), 0o666); err != nil {
			d.log(p, "M", "#", fmt.Sprintf("Failed opening the temp RDB file temp-%d.rdb (in server root dir %s) for saving: %v", p.PID, d.dir, err))
			d.log(p, "M", "#", "Error trying to save the DB, can't exit.")
			d.log(p, "M", "#", "Errors trying to shut down the server. Check the logs for more information.")
			return false
		}
		d.log(p, "M", "*", "DB saved on disk")
	}
	d.log(p, "M", "#", "Redis is now ready to exit, bye bye...")
	p.Sys.Exit(0)
	return true
}
