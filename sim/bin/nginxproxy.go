package bin

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// passes is where a request is passed on to: scheme, host and the URI there.
func (r ngxRequest) passes(d ngxBlock) string {
	to := r.expand(d.arg(1))
	scheme, rest, ok := strings.Cut(to, "://")
	if !ok {
		return to
	}
	host, path, hasPath := strings.Cut(rest, "/")
	if !hasPath {
		uri := r.Target
		if r.uri != "" && r.turns > 1 {
			uri = r.uri
			if r.args != "" {
				uri += "?" + r.args
			}
		}
		return scheme + "://" + host + uri
	}
	prefix := ""
	if l := r.scope[0]; l.name() == "location" && !strings.HasPrefix(l.arg(1), "~") {
		prefix = l.words[len(l.words)-1]
	}
	uri := "/" + path
	if !strings.Contains(d.arg(1), "$") {
		if uri += strings.TrimPrefix(r.uri, prefix); r.args != "" {
			uri += "?" + r.args
		}
	}
	return scheme + "://" + host + uri
}

// forwarded is the request as it is sent on.
func (r ngxRequest) forwarded(u webURL) http1.Request {
	out := http1.Request{Method: r.Method, Target: u.path, Proto: "HTTP/1.0", Body: r.Body}
	if r.scope.value("proxy_http_version", "1.0") == "1.1" {
		out.Proto = "HTTP/1.1"
	}
	host := u.at()
	if strings.Contains(host, ":") && !u.given {
		host = u.host
	}
	out.Header = http1.Header{{Name: "Host", Value: host}, {Name: "Connection", Value: "close"}}
	for _, f := range r.Header {
		switch strings.ToLower(f.Name) {
		case "host", "connection", "keep-alive", "transfer-encoding", "content-length", "upgrade":
		default:
			out.Header = append(out.Header, f)
		}
	}
	if r.Body != "" || r.Header.Has("Content-Length") {
		out.Header = out.Header.With("Content-Length", strconv.Itoa(len(r.Body)))
	}
	for _, d := range r.scope.all("proxy_set_header") {
		value := r.expand(d.arg(2))
		if strings.EqualFold(d.arg(1), "Connection") {
			continue
		}
		if value == "" {
			out.Header = out.Header.Without(d.arg(1))
			continue
		}
		out.Header = out.Header.With(d.arg(1), value)
	}
	return out
}

// backends are the addresses behind the host of a proxy_pass: those of an
// upstream block, or of the name itself.
func (w web) backends(host string, port int) (list []netip.AddrPort) {
	http, _ := w.tree.servers()
	for _, up := range http.each("upstream") {
		if up.arg(1) != host {
			continue
		}
		for _, s := range up.each("server") {
			u, _ := parseURL(s.arg(1))
			addrs := w.addrs(u.host)
			weight := 1
			for _, opt := range s.words[2:] {
				if opt == "down" || opt == "backup" {
					weight = 0
				}
				if n, ok := strings.CutPrefix(opt, "weight="); ok {
					weight, _ = strconv.Atoi(n)
					weight = min(max(weight, 1), 20)
				}
			}
			for _, a := range addrs {
				for range weight {
					list = append(list, netip.AddrPortFrom(a, uint16(u.port)))
				}
			}
		}
		return list
	}
	for _, a := range w.addrs(host) {
		list = append(list, netip.AddrPortFrom(a, uint16(port)))
	}
	return list
}

// ngxHost is a host of a proxy_pass or upstream and what its name led to when
// the configuration was read. nginx does not look again.
type ngxHost struct {
	name  string
	addrs []netip.Addr
}

func (w web) addrs(host string) []netip.Addr {
	for _, k := range w.hosts {
		if k.name == host {
			return k.addrs
		}
	}
	return nil
}

// resolved finds the addresses of the hosts of proxy_pass and upstream; the
// text is what is wrong, for one without an address: nginx does not start then.
func (w web) resolved(p *proc.Proc, b ngxBlock, upstreams []string) (web, string) {
	for _, k := range b.kids {
		host := ""
		switch {
		case k.name() == "proxy_pass" && !strings.Contains(k.arg(1), "$"):
			if u, _ := parseURL(k.arg(1)); !slices.Contains(upstreams, u.host) {
				host = u.host
			}
		case k.name() == "server" && b.name() == "upstream" && !strings.HasPrefix(k.arg(1), "unix:"):
			u, _ := parseURL(k.arg(1))
			host = u.host
		}
		if host != "" {
			addrs, err := p.Sys.Resolve(strings.Trim(host, "[]"))
			if err != nil {
				if k.name() == "server" {
					host = k.arg(1)
				}
				return w, fmt.Sprintf(`host not found in upstream "%s" in %s:%d`, host, k.file, k.line)
			}
			w.hosts = append(w.hosts[:len(w.hosts):len(w.hosts)], ngxHost{host, addrs})
		}
		var wrong string
		if w, wrong = w.resolved(p, k, upstreams); wrong != "" {
			return w, wrong
		}
	}
	return w, ""
}

// upstreamNames are the names of the upstream blocks.
func (b ngxBlock) upstreamNames() (names []string) {
	http, _ := b.first("http")
	for _, u := range http.each("upstream") {
		names = append(names, u.arg(1))
	}
	return names
}

// passing is a request that is being passed on.
type passing struct {
	on      bool
	url     webURL
	targets []netip.AddrPort // to try, in order
	fd      int              // -1 not connected yet
	sent    bool
	heard   heard
}

// progress goes on with what is passed on: done with the response when it is there.
func (r ngxRequest) progress(p *proc.Proc, s passing) (next passing, a ngxAnswer, done bool) {
	for s.fd < 0 {
		fd, err := p.Sys.Connect(s.targets[0])
		if err == vfs.EAGAIN {
			return s, a, false
		}
		if err == nil {
			s.fd = fd
			break
		}
		status, why := 502, "connect() failed ("+errnoText(err)+") while connecting to upstream"
		if err == vfs.ETIMEDOUT {
			status, why = 504, "upstream timed out (110: Connection timed out) while connecting to upstream"
		}
		r.logUpstream(p, why, s)
		if s.targets = s.targets[1:]; len(s.targets) == 0 {
			return s, r.fail(p, status), true
		}
	}
	if !s.sent {
		request := r.forwarded(s.url).String()
		if s.url.scheme == "https" {
			request = http1.Hello(s.url.host) + request
		}
		if err := p.Sys.Write(s.fd, request); err == vfs.EAGAIN {
			return s, a, false
		}
		s.sent = true
	}
	for {
		piece, err := p.Sys.Read(s.fd, 64<<10)
		if err == vfs.EAGAIN {
			return s, a, false
		}
		s.heard.text += piece
		if s.url.scheme == "https" {
			if _, rest, bad := http1.CutHello(s.heard.text); bad == nil {
				s.heard.text = rest
			}
		}
		h, more := s.heard.parsed(r.Method, err != nil || piece == "")
		s.heard = h
		if h.whole || !more || err != nil || piece == "" {
			p.Sys.Close(s.fd)
			return s, r.relayed(p, s, err), true
		}
	}
}

// relayed is the response of an upstream as the client gets it.
func (r ngxRequest) relayed(p *proc.Proc, s passing, err error) ngxAnswer {
	if !s.heard.whole {
		why := "upstream prematurely closed connection while reading response header from upstream"
		if err != nil {
			why = "recv() failed (" + errnoText(err) + ") while reading response header from upstream"
		}
		r.logUpstream(p, why, s)
		return r.fail(p, 502)
	}
	got := s.heard.response
	if _, on := r.scope.find("proxy_intercept_errors"); on && got.Status >= 300 {
		return r.fail(p, got.Status)
	}
	a := r.respond(got.Status, got.Body)
	a.Reason = got.Reason
	extra := a.Header[4:]
	a.Header = a.Header[:2:2]
	if t := got.Header.Get("Content-Type"); t != "" {
		a.Header = append(a.Header, http1.Field{Name: "Content-Type", Value: t})
	}
	a.Header = append(a.Header, http1.Field{Name: "Content-Length", Value: strconv.Itoa(len(got.Body))})
	if r.Method == "HEAD" && got.Header.Has("Content-Length") {
		a.Header = a.Header.With("Content-Length", got.Header.Get("Content-Length"))
	}
	for _, f := range got.Header {
		switch strings.ToLower(f.Name) {
		case "server", "date", "content-type", "content-length", "connection", "transfer-encoding", "keep-alive":
		default:
			a.Header = append(a.Header, f)
		}
	}
	a.Header = append(a.Header, extra...)
	return a
}

func (r ngxRequest) logUpstream(p *proc.Proc, why string, s passing) {
	at := ""
	if len(s.targets) > 0 {
		at = s.targets[0].String()
	}
	line := fmt.Sprintf("*%d %s, client: %s, server: %s, request: \"%s %s %s\", upstream: \"%s://%s%s\"", r.number, why, r.from.Addr(), r.serverName(),
		r.Method, r.Target, r.Proto, s.url.scheme, at, s.url.path)
	if h := r.Header.Get("Host"); h != "" {
		line += `, host: "` + h + `"`
	}
	note(p, "error", line)
}
