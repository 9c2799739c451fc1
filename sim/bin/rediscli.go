//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/resp"
	"drydock/sim/vfs"
)

// redisClient is one redis-cli: a value.
type redisClient struct {
	host, user, pass string
	port, repeat     int
	every            time.Duration
	raw, stdin       bool
	socket           string
	args             []string
	talks            bool // a prompt and lines, instead of one command
	fd               int  // -1 not connected
	in               string
	code             int
}

func redisCLI(p *proc.Proc, c call) {
	r := redisClient{host: "127.0.0.1", port: 6379, repeat: 1, fd: -1, raw: !p.Sys.IsTerminal(1)}
	r.pass, _ = p.Getenv("REDISCLI_AUTH")
	args := c.args
options:
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		opt := args[0]
		value := func() string {
			if len(args) < 2 {
				return ""
			}
			args = args[1:]
			return args[0]
		}
		switch opt {
		case "--version", "-v":
			v, ok := p.Getenv("REDIS_VERSION")
			if !ok {
				v = "8.2.1"
			}
			proc.Finish(p, "redis-cli "+v+"\n", 0)
			return
		case "-h":
			r.host = value()
		case "-p":
			r.port, _ = strconv.Atoi(value())
		case "-a", "--pass":
			r.pass = value()
			if r.pass != "" && !strings.Contains(strings.Join(c.args, " "), "--no-auth-warning") {
				p.Err("Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.\n")
			}
		case "--user":
			r.user = value()
		case "-u":
			u, _ := parseURL(value())
			r.host = u.host
			if u.given {
				r.port = u.port
			}
			_, r.pass, _ = strings.Cut(u.user, ":")
		case "-s":
			r.socket = value()
		case "-n":
			if n := value(); n != "0" {
				c.refuse(p, "a database other than 0")
				return
			}
		case "-r":
			r.repeat, _ = strconv.Atoi(value())
		case "-i":
			r.every = seconds(value())
		case "-x":
			r.stdin = true
		case "--raw":
			r.raw = true
		case "--no-raw":
			r.raw = false
		case "--no-auth-warning", "-e", "-c", "-2", "-3", "--verbose":
		case "--scan":
			args = append([]string{"keys", "*"}, args[1:]...)
			break options
		default:
			c.refuse(p, "the option "+opt)
			return
		}
		args = args[1:]
	}
	r.args, r.talks = args, len(args) == 0
	r.dial(p, r.begin)
}

// dial connects and gives the password.
func (r redisClient) dial(p *proc.Proc, then func(p *proc.Proc, r redisClient)) {
	fail := func(p *proc.Proc, err error) {
		p.Err(fmt.Sprintf("Could not connect to Redis at %s:%d: %v\n", r.host, r.port, err))
		if !r.talks || r.code != 0 {
			p.Sys.Exit(1)
			return
		}
		then(p, r)
	}
	connected := func(p *proc.Proc, fd int, err error) {
		if err != nil {
			fail(p, err)
			return
		}
		r.fd = fd
		p.Ignore |= proc.Of(proc.SIGPIPE)
		if r.pass == "" {
			then(p, r)
			return
		}
		auth := []string{"AUTH", r.pass}
		if r.user != "" {
			auth = []string{"AUTH", r.user, r.pass}
		}
		r.ask(p, auth, func(p *proc.Proc, r redisClient, reply resp.Reply, err error) {
			if reply.Kind == resp.Error {
				p.Err("AUTH failed: " + reply.Text + "\n")
			}
			then(p, r)
		})
	}
	if r.socket != "" {
		tryUntil(p, time.Time{}, func(p *proc.Proc) (int, error) { return p.Sys.ConnectPath(r.socket) }, connected)
		return
	}
	lookup(p, r.host, time.Time{}, func(p *proc.Proc, addrs []netip.Addr, err error) {
		if err != nil {
			fail(p, err)
			return
		}
		connect(p, addrs, r.port, time.Time{}, func(p *proc.Proc, fd int, _ netip.AddrPort, err error) { connected(p, fd, err) })
	})
}

// ask sends a command and reads the reply.
func (r redisClient) ask(p *proc.Proc, args []string, then func(p *proc.Proc, r redisClient, reply resp.Reply, err error)) {
	say(p, r.fd, resp.Command(args...), time.Time{}, func(p *proc.Proc, _ error) { r.answer(p, then) })
}

func (r redisClient) answer(p *proc.Proc, then func(p *proc.Proc, r redisClient, reply resp.Reply, err error)) {
	reply, n, err := resp.Read(r.in)
	if err != resp.ErrMore {
		r.in = r.in[n:]
		then(p, r, reply, err)
		return
	}
	tryUntil(p, time.Time{}, func(p *proc.Proc) (string, error) { return p.Sys.Read(r.fd, 64<<10) }, func(p *proc.Proc, piece string, err error) {
		if err == nil && piece == "" {
			err = vfs.Errno("Server closed the connection")
		}
		if err != nil {
			then(p, r, resp.Reply{}, err)
			return
		}
		m := r
		m.in += piece
		m.answer(p, then)
	})
}

func (r redisClient) begin(p *proc.Proc, next redisClient) {
	switch {
	case next.talks:
		next.prompt(p)
	case next.stdin:
		proc.Slurp(p, 0, func(p *proc.Proc, data string) {
			next.args = append(next.args[:len(next.args):len(next.args)], data)
			next.once(p)
		})
	default:
		next.once(p)
	}
}

// once runs the command of the arguments, as often as -r says.
func (r redisClient) once(p *proc.Proc) {
	r.ask(p, r.args, func(p *proc.Proc, r redisClient, reply resp.Reply, err error) {
		if err != nil {
			if strings.EqualFold(r.args[0], "shutdown") {
				p.Sys.Exit(0)
				return
			}
			p.Fail(1, "Error: "+err.Error())
			return
		}
		proc.Emit(p, 1, r.shown(reply), func(p *proc.Proc) {
			name := strings.ToLower(r.args[0])
			if name == "subscribe" || name == "monitor" || name == "psubscribe" {
				r.follow(p)
				return
			}
			m := r
			if m.repeat > 0 {
				if m.repeat--; m.repeat == 0 {
					code := 0
					if reply.Kind == resp.Error {
						code = 1
					}
					p.Sys.Exit(code)
					return
				}
			}
			until := p.Sys.Now().Add(max(m.every, time.Millisecond))
			tryUntil(p, until, func(*proc.Proc) (bool, error) { return false, vfs.EAGAIN }, func(p *proc.Proc, _ bool, _ error) { m.once(p) })
		})
	})
}

// follow shows what the server sends of itself.
func (r redisClient) follow(p *proc.Proc) {
	r.answer(p, func(p *proc.Proc, r redisClient, reply resp.Reply, err error) {
		if err != nil {
			p.Fail(1, "Error: "+err.Error())
			return
		}
		proc.Emit(p, 1, r.shown(reply), r.follow)
	})
}

// prompt reads a line and runs it, again and again.
func (r redisClient) prompt(p *proc.Proc) {
	text := ""
	if p.Sys.IsTerminal(0) {
		text = fmt.Sprintf("%s:%d> ", r.host, r.port)
		if r.fd < 0 {
			text = "not connected> "
		}
	}
	proc.Emit(p, 1, text, func(p *proc.Proc) {
		tryUntil(p, time.Time{}, func(p *proc.Proc) (string, error) { return p.Sys.Read(0, 64<<10) }, func(p *proc.Proc, lines string, err error) {
			if err != nil || lines == "" {
				p.Sys.Exit(r.code)
				return
			}
			r.lines(p, lines)
		})
	})
}

// lines runs lines that were read, one after the other.
func (r redisClient) lines(p *proc.Proc, text string) {
	if text == "" {
		r.prompt(p)
		return
	}
	line, rest, _ := strings.Cut(text, "\n")
	words, ok := resp.Words(line)
	switch {
	case !ok:
		proc.Emit(p, 1, "Invalid argument(s)\n", func(p *proc.Proc) { r.lines(p, rest) })
		return
	case len(words) == 0:
		r.lines(p, rest)
		return
	case words[0] == "exit" || words[0] == "quit":
		p.Sys.Exit(0)
		return
	case words[0] == "clear":
		proc.Emit(p, 1, "\x1b[H\x1b[2J", func(p *proc.Proc) { r.lines(p, rest) })
		return
	}
	if r.fd < 0 {
		r.dial(p, func(p *proc.Proc, r redisClient) {
			if r.fd < 0 {
				r.lines(p, rest)
				return
			}
			r.lines(p, text)
		})
		return
	}
	r.ask(p, words, func(p *proc.Proc, r redisClient, reply resp.Reply, err error) {
		if err != nil {
			m := r
			m.fd, m.in = -1, ""
			p.Sys.Close(r.fd)
			proc.Emit(p, 2, "Error: "+err.Error()+"\n", func(p *proc.Proc) { m.lines(p, rest) })
			return
		}
		name := strings.ToLower(words[0])
		proc.Emit(p, 1, r.shown(reply), func(p *proc.Proc) {
			if name == "subscribe" || name == "monitor" {
				r.follow(p)
				return
			}
			r.lines(p, rest)
		})
	})
}

// shown is a reply as it is printed: plain when the output is no terminal.
func (r redisClient) shown(reply resp.Reply) string {
	if r.raw {
		return strings.TrimSuffix(rawReply(reply), "\n") + "\n"
	}
	return niceReply(reply, "")
}

func rawReply(r resp.Reply) string {
	switch {
	case r.Kind == resp.Integer:
		return strconv.FormatInt(r.Int, 10)
	case r.Kind == resp.Array:
		var lines []string
		for _, e := range r.List {
			lines = append(lines, rawReply(e))
		}
		return strings.Join(lines, "\n")
	case r.Kind == resp.Error:
		return r.Text + "\n"
	}
	return r.Text
}

// niceReply is a reply for a person; prefix is what stands before further lines.
func niceReply(r resp.Reply, prefix string) string {
	switch {
	case r.Nil:
		return "(nil)\n"
	case r.Kind == resp.Error:
		return "(error) " + r.Text + "\n"
	case r.Kind == resp.Integer:
		return "(integer) " + strconv.FormatInt(r.Int, 10) + "\n"
	case r.Kind == resp.Status:
		return r.Text + "\n"
	case r.Kind == resp.Bulk:
		if strings.HasPrefix(r.Text, "# Server\r\n") || strings.HasPrefix(r.Text, "# ") && strings.Contains(r.Text, "\r\n") {
			return strings.ReplaceAll(r.Text, "\r\n", "\n")
		}
		return resp.Quoted(r.Text) + "\n"
	case len(r.List) == 0:
		return "(empty array)\n"
	}
	width := len(strconv.Itoa(len(r.List)))
	var b strings.Builder
	for i, e := range r.List {
		if i > 0 {
			b.WriteString(prefix)
		}
		b.WriteString(fmt.Sprintf("%*d) ", width, i+1) + niceReply(e, prefix+strings.Repeat(" ", width+2)))
	}
	return b.String()
}
