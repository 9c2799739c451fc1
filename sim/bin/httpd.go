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
	"drydock/sim/vfs"
)

// apache is Apache httpd with the few directives that say what is served where.
type apache struct {
	version, root, name string
	port                int
	index               []string
	list                bool
}

const apacheConf = "/usr/local/apache2/conf/httpd.conf"

func apacheServer(p *proc.Proc, c call) {
	a := apache{version: setting(p, "HTTPD_VERSION", "2.4.66"), root: "/usr/local/apache2/htdocs", port: 80, index: []string{"index.html"}}
	test := false
	for _, arg := range c.args {
		switch arg {
		case "-v":
			proc.Finish(p, "Server version: Apache/"+a.version+" (Unix)\nServer built:   Sep  9 2026 00:00:00\n", 0)
			return
		case "-t":
			test = true
		}
	}
	text, err := p.Sys.ReadFile(apacheConf)
	if err != nil {
		p.Fail(1, "httpd: Could not open configuration file "+apacheConf+": "+err.Error())
		return
	}
	if wrong := a.read(text); wrong != "" {
		p.Fail(1, "AH00526: Syntax error on line "+wrong)
		return
	}
	ah := ""
	if a.name == "" {
		ah = "AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using " + ownAddr(p) + ". Set the 'ServerName' directive globally to suppress this message\n"
		p.Err(ah)
	}
	if test {
		p.Err("Syntax OK\n")
		p.Sys.Exit(0)
		return
	}
	fd, err := p.Sys.Listen(netip.AddrPortFrom(netip.Addr{}, uint16(a.port)))
	if err != nil {
		p.Err(fmt.Sprintf("(98)%v: AH00072: make_sock: could not bind to address 0.0.0.0:%d\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n", err, a.port))
		p.Sys.Exit(1)
		return
	}
	p.Err(ah)
	a.notice(p, "mpm_event", "AH00489: Apache/"+a.version+" (Unix) configured -- resuming normal operations")
	a.notice(p, "core", "AH00094: Command line: 'httpd -D FOREGROUND'")
	p.Catch = proc.Of(proc.SIGTERM, proc.SIGWINCH, proc.SIGINT)
	p.Ignore |= proc.Of(proc.SIGHUP, proc.SIGPIPE)
	webServer{listen: fd, answer: a.answer, stop: a.stop}.event(p, proc.Event{Kind: proc.Wake})
}

// apacheBlocks and apacheNames are the directives that are known.
const apacheNames = " serverroot listen loadmodule user group serveradmin servername documentroot options allowoverride require directoryindex errorlog loglevel logformat customlog typesconfig addtype include includeoptional proxypass proxypassreverse proxypreservehost rewriteengine rewriterule rewritecond alias scriptalias header setenv setenvif errordocument keepalive timeout serversignature servertokens mutex addhandler sethandler fallbackresource maxkeepaliverequests keepalivetimeout define addoutputfilter addencoding order allow deny sslengine protocols addicon addcharset threadsperchild startservers pidfile enablesendfile "

// read takes the directives in; it answers "N of FILE:\nwhy" for a wrong one.
func (a *apache) read(text string) string {
	n := 0
	for line := range strings.Lines(text) {
		n++
		f := strings.Fields(line)
		if len(f) == 0 || f[0][0] == '#' || f[0][0] == '<' {
			continue
		}
		arg := ""
		if len(f) > 1 {
			arg = strings.Trim(f[1], `"`)
		}
		switch strings.ToLower(f[0]) {
		case "listen":
			port, err := strconv.Atoi(arg[strings.LastIndex(arg, ":")+1:])
			if err != nil {
				return strconv.Itoa(n) + " of " + apacheConf + ":\nPort must be specified"
			}
			a.port = port
		case "documentroot":
			a.root = path.Clean(arg)
		case "servername":
			a.name = arg
		case "directoryindex":
			a.index = f[1:]
		case "options":
			a.list = a.list || strings.Contains(line, "Indexes")
		default:
			if !strings.Contains(apacheNames, " "+strings.ToLower(f[0])+" ") {
				return strconv.Itoa(n) + " of " + apacheConf + ":\nInvalid command '" + f[0] + "', perhaps misspelled or defined by a module not included in the server configuration"
			}
		}
	}
	return ""
}

func (a apache) notice(p *proc.Proc, module, text string) {
	p.Err(fmt.Sprintf("[%s] [%s:notice] [pid %d:tid %d] %s\n", p.Sys.Now().UTC().Format("Mon Jan 02 15:04:05.000000 2006"), module, p.PID, p.PID, text))
}

func (a apache) stop(p *proc.Proc, _ webServer, sig proc.Signal) {
	if sig == proc.SIGWINCH {
		a.notice(p, "mpm_event", "AH00492: caught SIGWINCH, shutting down gracefully")
	} else {
		a.notice(p, "mpm_event", "AH00491: caught SIGTERM, shutting down")
	}
	p.Sys.Exit(0)
}

func (a apache) answer(p *proc.Proc, _ webServer, r http1.Request, remote netip.AddrPort) http1.Response {
	res := a.find(p, r)
	res.Header = append(http1.Header{{Name: "Date", Value: p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")}, {Name: "Server", Value: "Apache/" + a.version + " (Unix)"}}, res.Header...)
	size := strconv.Itoa(len(res.Body))
	if res.Body == "" || r.Method == "HEAD" {
		size = "-"
	}
	p.Out(fmt.Sprintf("%s - - [%s] \"%s %s %s\" %d %s\n", remoteAddr(remote), p.Sys.Now().UTC().Format("02/Jan/2006:15:04:05 -0700"), r.Method, r.Target, r.Proto, res.Status, size))
	return res
}

// page is one of Apache's own pages.
func (a apache) page(status int, text string) http1.Response {
	reason := http1.Reason(status)
	return http1.Response{Status: status, Header: http1.Header{{Name: "Content-Type", Value: "text/html; charset=iso-8859-1"}},
		Body: "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head>\n<title>" + strconv.Itoa(status) + " " + reason + "</title>\n</head><body>\n<h1>" + reason + "</h1>\n<p>" + text + "</p>\n</body></html>\n"}
}

func (a apache) find(p *proc.Proc, r http1.Request) http1.Response {
	if r.Method != "GET" && r.Method != "HEAD" && r.Method != "POST" {
		return a.page(405, "The requested method "+r.Method+" is not allowed for this URL.")
	}
	where, err := url.PathUnescape(r.Path())
	if err != nil {
		return a.page(400, "Your browser sent a request that this server could not understand.<br />")
	}
	file := path.Join(a.root, path.Clean("/"+where))
	st, err := p.Sys.Stat(file)
	if err == nil && st.IsDir() {
		if !strings.HasSuffix(where, "/") {
			to := "http://" + r.Header.Get("Host") + where + "/"
			res := a.page(301, "The document has moved <a href=\""+to+"\">here</a>.")
			res.Header = append(http1.Header{{Name: "Location", Value: to}}, res.Header...)
			return res
		}
		dir := file
		err = vfs.ENOENT
		for _, name := range a.index {
			if s, e := p.Sys.Stat(path.Join(dir, name)); e == nil && s.Mode.IsRegular() {
				file, st, err = path.Join(dir, name), s, nil
				break
			}
		}
		if err != nil && a.list {
			return a.listing(p, dir, where)
		}
	}
	switch {
	case err == vfs.EACCES:
		return a.page(403, "You don't have permission to access this resource.")
	case err != nil:
		return a.page(404, "The requested URL was not found on this server.")
	}
	text, err := p.Sys.ReadFile(file)
	if err != nil {
		return a.page(403, "You don't have permission to access this resource.")
	}
	h := http1.Header{{Name: "Last-Modified", Value: st.ModTime.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")},
		{Name: "ETag", Value: fmt.Sprintf("\"%x-%x\"", len(text), st.ModTime.UnixMicro())}, {Name: "Accept-Ranges", Value: "bytes"}}
	if t := mediaTypes[path.Ext(file)]; t != "" {
		h = append(h, http1.Field{Name: "Content-Type", Value: t})
	}
	return http1.Response{Status: 200, Header: h, Body: text}
}

func (a apache) listing(p *proc.Proc, dir, where string) http1.Response {
	entries, _ := p.Sys.ReadDir(dir)
	b := "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>Index of " + strings.TrimSuffix(where, "/") + "</title>\n </head>\n <body>\n<h1>Index of " + strings.TrimSuffix(where, "/") + "</h1>\n<ul>"
	for _, e := range entries {
		name := e.Name
		if e.IsDir() {
			name += "/"
		}
		b += "<li><a href=\"" + name + "\"> " + name + "</a></li>\n"
	}
	return http1.Response{Status: 200, Header: http1.Header{{Name: "Content-Type", Value: "text/html;charset=ISO-8859-1"}}, Body: b + "</ul>\n</body></html>\n"}
}
