//go:build !core

package bin

import (
	"fmt"
	"net/netip"
	"net/url"
	"path"
	"strconv"
	"strings"

	"drydock/sim/http1"
	"drydock/sim/proc"
)

// bbHTTPD is BusyBox's web server: the files below one directory.
// Source: busybox 1.37 networking/httpd.c.
type bbHTTPD struct {
	call
	verbose bool
}

func busyboxHTTPD(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "+c: p: h: u: r: e: d: m: f i v")
	if !ok {
		return
	}
	if bad := o.last("c", "i", "r", "m", "u"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	switch {
	case o.has("d"):
		text, err := url.QueryUnescape(o.value("d", ""))
		if err != nil {
			text = o.value("d", "")
		}
		proc.Finish(p, text, 0)
		return
	case o.has("e"):
		var b strings.Builder
		for _, r := range o.value("e", "") {
			if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
				b.WriteRune(r)
				continue
			}
			fmt.Fprintf(&b, "&#%d;", r)
		}
		proc.Finish(p, b.String(), 0)
		return
	}
	if home := o.value("h", ""); home != "" {
		if err := p.Sys.Chdir(home); err != nil {
			c.die(p, 1, "can't change directory to '%s': %v", home, err)
			return
		}
	}
	where := o.value("p", "80")
	addr := netip.Addr{}
	if i := strings.LastIndexByte(where, ':'); i >= 0 {
		a, err := netip.ParseAddr(strings.Trim(where[:i], "[]"))
		if err != nil {
			c.die(p, 1, "bad address '%s'", where[:i])
			return
		}
		addr, where = a, where[i+1:]
	}
	port, err := strconv.ParseUint(where, 10, 16)
	if err != nil {
		c.die(p, 1, "bad port '%s'", where)
		return
	}
	s := bbHTTPD{c, o.has("v")}
	run := func(p *proc.Proc, _ proc.Event) {
		fd, err := p.Sys.Listen(netip.AddrPortFrom(addr, uint16(port)))
		if err != nil {
			s.die(p, 1, "bind: %v", err)
			return
		}
		p.Ignore |= proc.Of(proc.SIGHUP, proc.SIGPIPE)
		webServer{listen: fd, answer: s.answer}.event(p, proc.Event{Kind: proc.Wake})
	}
	if o.has("f") {
		run(p, proc.Event{})
		return
	}
	fd, err := p.Sys.Listen(netip.AddrPortFrom(addr, uint16(port)))
	if err != nil {
		s.die(p, 1, "bind: %v", err)
		return
	}
	p.Sys.Close(fd) // the daemon takes its place
	if _, err := p.Sys.Spawn(proc.Spawn{Argv: p.Argv, Background: true, Run: run}); err != nil {
		c.die(p, 1, "fork: %v", err)
		return
	}
	p.Sys.Exit(0)
}

func (s bbHTTPD) answer(p *proc.Proc, _ webServer, r http1.Request, remote netip.AddrPort) http1.Response {
	res := s.find(p, r)
	if s.verbose {
		p.Err(fmt.Sprintf("%s: response:%d\n", remote, res.Status))
	}
	res.Header = append(http1.Header{{Name: "Date", Value: p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")}, {Name: "Connection", Value: "close"}}, res.Header...)
	return res
}

// bbPages are the server's own pages.
var bbPages = map[int]string{
	302: "", 400: "Unsupported method", 403: "", 404: "The requested URL was not found", 501: "The requested method is not recognized",
}

func bbPage(status int) http1.Response {
	reason := http1.Reason(status)
	body := fmt.Sprintf("<HTML><HEAD><TITLE>%d %s</TITLE></HEAD>\n<BODY><H1>%d %s</H1>\n%s\n</BODY></HTML>\n", status, reason, status, reason, bbPages[status])
	return http1.Response{Status: status, Header: http1.Header{{Name: "Content-type", Value: "text/html"}}, Body: body}
}

func (s bbHTTPD) find(p *proc.Proc, r http1.Request) http1.Response {
	where, err := url.PathUnescape(r.Path())
	switch {
	case err != nil || strings.Contains(where, "/../"):
		return bbPage(400)
	case r.Method != "GET" && r.Method != "HEAD":
		return bbPage(501)
	}
	file := "." + path.Clean("/"+where)
	st, err := p.Sys.Stat(file)
	if err == nil && st.IsDir() {
		if !strings.HasSuffix(where, "/") {
			res := bbPage(302)
			res.Header = append(res.Header, http1.Field{Name: "Location", Value: where + "/"})
			return res
		}
		file = path.Join(file, "index.html")
		st, err = p.Sys.Stat(file)
	}
	if err != nil {
		return bbPage(404)
	}
	text, err := p.Sys.ReadFile(file)
	if err != nil {
		return bbPage(404)
	}
	kind := mediaTypes[path.Ext(file)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	return http1.Response{Status: 200, Header: http1.Header{{Name: "Content-type", Value: kind}, {Name: "Accept-Ranges", Value: "bytes"},
		{Name: "Last-Modified", Value: st.ModTime.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")}, {Name: "ETag", Value: fmt.Sprintf("\"%x-%x\"", st.ModTime.Unix(), len(text))}}, Body: text}
}
