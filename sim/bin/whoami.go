//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"sort"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/proc"
)

// whoamiServer is traefik/whoami: it answers who it is and what it was asked.
func whoamiServer(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "port: name: verbose cert: key:")
	if !ok {
		return
	}
	port := 80
	fmt.Sscanf(o.value("port", setting(p, "WHOAMI_PORT_NUMBER", "80")), "%d", &port)
	fd, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(port)))
	now := p.Sys.Now().UTC().Format("2006/01/02 15:04:05")
	if err != nil {
		p.Fail(1, fmt.Sprintf("%s listen tcp :%d: bind: %v", now, port, strings.ToLower(err.Error())))
		return
	}
	p.Err(fmt.Sprintf("%s Starting up on port %d\n", now, port))
	name := o.value("name", setting(p, "WHOAMI_NAME", ""))
	webServer{listen: fd, answer: func(p *proc.Proc, w webServer, r http1.Request, remote netip.AddrPort) http1.Response {
		switch r.Path() {
		case "/health":
			return http1.Response{Status: 200}
		case "/api":
			return http1.Response{Status: 200, Header: http1.Header{{Name: "Content-Type", Value: "application/json"}}, Body: fmt.Sprintf("{\"hostname\":%q,\"ip\":[\"127.0.0.1\",%q],\"url\":%q,\"host\":%q,\"method\":%q}\n", p.Sys.Hostname(), ownAddr(p), r.Target, r.Header.Get("Host"), r.Method)}
		}
		var b strings.Builder
		if name != "" {
			b.WriteString("Name: " + name + "\n")
		}
		fmt.Fprintf(&b, "Hostname: %s\n", p.Sys.Hostname())
		for _, i := range p.Sys.Interfaces() {
			if i.Addr.IsValid() {
				b.WriteString("IP: " + i.Addr.Addr().String() + "\n")
			}
		}
		fmt.Fprintf(&b, "RemoteAddr: %s\n%s %s %s\nHost: %s\n", strings.TrimPrefix(remote.String(), "::ffff:"), r.Method, r.Target, r.Proto, r.Header.Get("Host"))
		lines := []string{}
		for _, f := range r.Header {
			if !strings.EqualFold(f.Name, "Host") && !strings.EqualFold(f.Name, "Connection") {
				lines = append(lines, f.Name+": "+f.Value)
			}
		}
		sort.Strings(lines)
		for _, l := range lines {
			b.WriteString(l + "\n")
		}
		b.WriteString("\n")
		return goText(p, b.String())
	}, stop: func(p *proc.Proc, _ webServer, sig proc.Signal) { p.Sys.Exit(0) }}.event(p, proc.Event{Kind: proc.Wake})
}

// goText is a plain answer as Go's web server gives it.
func goText(p *proc.Proc, body string) http1.Response {
	return http1.Response{Status: 200, Header: http1.Header{{Name: "Date", Value: p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")}, {Name: "Content-Length", Value: ""}, {Name: "Content-Type", Value: "text/plain; charset=utf-8"}}, Body: body}
}

// echoServer is hashicorp/http-echo: it answers one text to everything.
func echoServer(p *proc.Proc, c call) {
	text, listen := setting(p, "ECHO_TEXT", ""), ":5678"
	for i, a := range c.args {
		a = strings.TrimPrefix(a, "-")
		name, v, eq := strings.Cut(strings.TrimPrefix(a, "-"), "=")
		if !eq && i+1 < len(c.args) {
			v = c.args[i+1]
		}
		switch name {
		case "text":
			text = v
		case "listen":
			listen = v
		}
	}
	if text == "" {
		p.Fail(127, "Missing -text option!")
		return
	}
	port := 0
	fmt.Sscanf(listen[strings.LastIndex(listen, ":")+1:], "%d", &port)
	fd, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(port)))
	stamp := func(p *proc.Proc) string { return p.Sys.Now().UTC().Format("2006/01/02 15:04:05") }
	if err != nil {
		p.Fail(1, fmt.Sprintf("%s [ERR] Error starting server: listen tcp %s: bind: %v", stamp(p), listen, strings.ToLower(err.Error())))
		return
	}
	p.Err(fmt.Sprintf("%s [INFO] server is listening on %s\n", stamp(p), listen))
	p.Catch = proc.Of(proc.SIGTERM, proc.SIGINT)
	webServer{listen: fd, answer: func(p *proc.Proc, w webServer, r http1.Request, remote netip.AddrPort) http1.Response {
		body := text + "\n"
		p.Out(fmt.Sprintf("%s %s %s \"%s %s %s\" %d %d \"%s\" 20.5µs\n", stamp(p), r.Header.Get("Host"), strings.TrimPrefix(remote.String(), "::ffff:"), r.Method, r.Target, r.Proto, 200, len(body), r.Header.Get("User-Agent")))
		res := goText(p, body)
		res.Header = append(http1.Header{{Name: "X-App-Name", Value: "http-echo"}, {Name: "X-App-Version", Value: "1.0.0"}}, res.Header...)
		return res
	}, stop: func(p *proc.Proc, _ webServer, sig proc.Signal) {
		p.Err(stamp(p) + " [INFO] received signal \"" + map[proc.Signal]string{proc.SIGTERM: "terminated", proc.SIGINT: "interrupt"}[sig] + "\", shutting down\n")
		p.Sys.Exit(0)
	}}.event(p, proc.Event{Kind: proc.Wake})
}
