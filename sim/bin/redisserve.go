//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"path"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/resp"
	"drydock/sim/vfs"
)

// redisConn is one client of a server: a value.
type redisConn struct {
	fd       int
	from     netip.AddrPort
	in, out  string
	closing  bool
	known    bool // has given the password
	channels string
	watching bool // MONITOR
}

// mostClients is how many clients a server holds, mostOwed how many bytes it
// keeps for one that does not read.
const (
	mostClients = 200
	mostOwed    = 1 << 20
)

// serve takes new clients and goes on with those there are; false when the
// server has ended.
func (d database) serve(p *proc.Proc) (database, bool) {
	for len(d.conns) < mostClients {
		fd, from, err := p.Sys.Accept(d.door)
		if err != nil {
			break
		}
		d.conns = append(d.conns[:len(d.conns):len(d.conns)], redisConn{fd: fd, from: from})
	}
	for again := true; again && p.Sys.Spend(1); {
		again = false
		for i := range d.conns {
			var moved, ended bool
			if d, moved, ended = d.step(p, i); ended {
				return d, false
			}
			again = again || moved
		}
	}
	var open []redisConn
	for _, c := range d.conns {
		if c.fd >= 0 {
			open = append(open, c)
		}
	}
	d.conns = open
	return d, true
}

// with is the server with one client changed.
func (d database) with(i int, c redisConn) database {
	d.conns = append([]redisConn(nil), d.conns...)
	d.conns[i] = c
	return d
}

// step goes on with one client: it tells whether anything moved.
func (d database) step(p *proc.Proc, i int) (next database, moved, ended bool) {
	c := d.conns[i]
	if c.fd < 0 {
		return d, false, false
	}
	drop := func() (database, bool, bool) {
		p.Sys.Close(c.fd)
		c.fd = -1
		return d.with(i, c), true, false
	}
	if c.out != "" {
		piece := c.out[:min(len(c.out), 32<<10)]
		switch err := p.Sys.Write(c.fd, piece); {
		case err == vfs.EAGAIN && len(c.out) < mostOwed:
			return d, false, false
		case err != nil:
			return drop()
		}
		c.out = c.out[len(piece):]
		return d.with(i, c), true, false
	}
	if c.closing {
		return drop()
	}
	args, n, err := resp.ReadCommand(c.in)
	switch err {
	case resp.ErrMore:
		piece, err := p.Sys.Read(c.fd, 64<<10)
		switch {
		case err == vfs.EAGAIN:
			return d, false, false
		case err != nil || piece == "" || len(c.in) > 2*resp.MaxBulk:
			return drop()
		}
		c.in += piece
		return d.with(i, c), true, false
	case nil:
	default:
		c.out, c.closing = resp.Err("ERR Protocol error: invalid bulk length").String(), true
		return d.with(i, c), true, false
	}
	c.in = c.in[n:]
	d = d.with(i, c)
	if len(args) == 0 {
		return d, true, false
	}
	d, reply, ended := d.obey(p, i, args)
	if ended {
		return d, true, true
	}
	c = d.conns[i]
	c.out += reply
	return d.with(i, c), true, false
}

// obey runs one command.
func (d database) obey(p *proc.Proc, i int, a []string) (database, string, bool) {
	c := d.conns[i]
	name := strings.ToLower(a[0])
	say := func(r resp.Reply) (database, string, bool) { return d, r.String(), false }
	if d.password != "" && !c.known && name != "auth" && name != "hello" && name != "quit" {
		return say(resp.Err("NOAUTH Authentication required."))
	}
	for _, own := range redisServerCommands {
		if own.name == name {
			if len(a) < own.words {
				return say(resp.Err("ERR wrong number of arguments for '" + name + "' command"))
			}
			return own.run(d, p, i, a)
		}
	}
	for _, r := range redisCommands {
		if r.name != name {
			continue
		}
		if r.words > 0 && len(a) != r.words || len(a) < -r.words {
			return say(resp.Err("ERR wrong number of arguments for '" + name + "' command"))
		}
		size := 0
		for _, w := range a {
			size += len(w)
		}
		if r.write && d.size+size > mostRedis {
			return say(resp.Err("OOM command not allowed when used memory > 'maxmemory'."))
		}
		keys, reply := r.run(d.keys, p.Sys.Now(), a)
		p.Sys.Spend(1 + size/64)
		if d.keys = keys; r.write && reply.Kind != resp.Error {
			d.size += size
			if d.changes++; keys.Len() == 0 {
				d.size = 0
			}
			d = d.logged(p, a)
		}
		d = d.watched(p, c, a)
		return say(reply)
	}
	first := ""
	for _, w := range a[1:] {
		first += "'" + w + "' "
	}
	return say(resp.Err("ERR unknown command '" + a[0] + "', with args beginning with: " + first[:min(len(first), 128)]))
}

// watched shows a command to those who MONITOR.
func (d database) watched(p *proc.Proc, c redisConn, a []string) database {
	for j, o := range d.conns {
		if o.watching && o.fd >= 0 && len(o.out) < mostOwed {
			line := fmt.Sprintf("%.6f [0 %s]", float64(p.Sys.Now().UnixMicro())/1e6, c.from)
			for _, w := range a {
				line += " " + resp.Quoted(w)
			}
			o.out += resp.OK(line).String()
			d = d.with(j, o)
		}
	}
	return d
}

// aofFile is the file of --appendonly, which holds commands as they are sent.
func (d database) aofFile() string {
	return path.Join(d.dir, "appendonlydir", "appendonly.aof.1.incr.aof")
}

func (d database) logged(p *proc.Proc, a []string) database {
	if d.aof < 0 {
		return d
	}
	p.Sys.Write(d.aof, resp.Command(a...))
	return d
}

// snapshot is the content of the file a server leaves: what makes its keys again.
func (d database) snapshot(now time.Time) string {
	var b strings.Builder
	b.WriteString(rdb)
	for key, v := range d.keys.All() {
		if _, found, _ := kept(d.keys, now, key, ""); !found {
			continue
		}
		for _, cmd := range v.commands(key) {
			b.WriteString(resp.Command(cmd...))
		}
		if !v.until.IsZero() {
			b.WriteString(resp.Command("PEXPIREAT", key, fmt.Sprint(v.until.UnixMilli())))
		}
	}
	return b.String()
}

// restored reads the commands of a snapshot or log.
func (d database) restored(p *proc.Proc, text string) database {
	text = strings.TrimPrefix(text, rdb)
	for text != "" && p.Sys.Spend(1) {
		a, n, err := resp.ReadCommand(text)
		if err != nil || len(a) == 0 {
			break
		}
		text = text[n:]
		if strings.EqualFold(a[0], "PEXPIREAT") && len(a) == 3 {
			var ms int64
			fmt.Sscan(a[2], &ms)
			if v, ok := d.keys.Get(a[1]); ok {
				v.until = time.UnixMilli(ms).UTC()
				d.keys = d.keys.Set(a[1], v)
			}
			continue
		}
		for _, r := range redisCommands {
			if r.name == strings.ToLower(a[0]) && (len(a) == r.words || len(a) >= -r.words && r.words < 0) {
				d.keys, _ = r.run(d.keys, p.Sys.Now(), a)
			}
		}
	}
	return d
}

// write saves the snapshot.
func (d database) write(p *proc.Proc) (database, error) {
	err := p.Sys.WriteFile(path.Join(d.dir, d.file), d.snapshot(p.Sys.Now()), 0o666)
	if err == nil {
		d.changes, d.saved = 0, p.Sys.Now()
	}
	return d, err
}
