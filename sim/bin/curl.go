package bin

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"path"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

const curlDefault = "7.88.1"

func curl(p *proc.Proc, c call) {
	o := curling{call: c, version: curlVersion(p), redirects: 50}
	if len(c.args) == 0 {
		p.Fail(2, curlTry)
		return
	}
	switch c.args[0] {
	case "--version", "-V":
		proc.Finish(p, "curl "+o.version+" (x86_64-pc-linux-gnu) libcurl/"+o.version+"\nProtocols: http https\nFeatures: simulated\n", 0)
		return
	case "--help", "-h":
		proc.Finish(p, "Usage: curl [options...] <url>\n -d, --data <data>   Send data in a POST\n -f, --fail          Fail on an HTTP error, without its page\n"+
			" -h, --help          This text\n -i, --include       Print the headers of the response too\n -o, --output <file> Write to a file\n"+
			" -O, --remote-name   Write to a file named as the remote one\n -s, --silent        Be quiet\n -u, --user <user:password>\n -v, --verbose       Tell more\n", 0)
		return
	}
	if o.read(p, c.args) {
		o.next(p, 0, 0)
	}
}

// curlVersion is the version of the system's package.
func curlVersion(p *proc.Proc) string {
	if release, err := p.Sys.ReadFile("/etc/debian_version"); err == nil && strings.HasPrefix(release, "13") {
		return "8.14.1"
	}
	if _, err := p.Sys.Stat("/etc/alpine-release"); err == nil {
		return "8.14.1"
	}
	return curlDefault
}

// fetching is one transfer under way.
type fetching struct {
	curling
	index    int
	url      webURL
	began    time.Time
	until    time.Time
	method   string
	hops     int // redirects followed
	tries    int
	fd       int
	conn     int
	to       netip.AddrPort
	response http1.Response
	code     int
}

// next begins the transfer of the URL i; code is how the one before ended.
func (o curling) next(p *proc.Proc, i, code int) {
	if i >= len(o.urls) || o.failEarly && code != 0 {
		p.Sys.Exit(code)
		return
	}
	f := fetching{curling: o, index: i, tries: o.retries}
	u, ok := parseURL(o.urls[i])
	f.url = u
	switch {
	case !ok:
		f.end(p, 3, "URL using bad/illegal format or missing URL")
		return
	case u.scheme != "http" && u.scheme != "https":
		f.end(p, 1, `Protocol "`+u.scheme+`" not supported or disabled in libcurl`)
		return
	}
	if o.upload != "" {
		text, err := p.Sys.ReadFile(o.upload)
		if err != nil {
			f.end(p, 26, "Failed to open/read local data from file/application")
			return
		}
		f.body, f.hasBody = text, true
	}
	f.start(p)
}

func (f fetching) start(p *proc.Proc) {
	f.began = p.Sys.Now()
	f.until = time.Time{}
	if f.most > 0 {
		f.until = f.began.Add(f.most)
	}
	f.hops, f.method = 0, f.verb()
	f.dial(p)
}

// verb is the method of the request.
func (f fetching) verb() string {
	switch {
	case f.curling.method != "":
		return f.curling.method
	case f.head:
		return "HEAD"
	case f.upload != "":
		return "PUT"
	case f.hasBody && !f.get:
		return "POST"
	}
	return "GET"
}

func (f fetching) spent(p *proc.Proc) int64 { return p.Sys.Now().Sub(f.began).Milliseconds() }

// dial finds the address and connects.
func (f fetching) dial(p *proc.Proc) {
	if f.socket != "" {
		f.dialPath(p)
		return
	}
	host := strings.Trim(f.url.host, "[]")
	until := f.until
	if f.connectMost > 0 && (until.IsZero() || p.Sys.Now().Add(f.connectMost).Before(until)) {
		until = p.Sys.Now().Add(f.connectMost)
	}
	then := func(p *proc.Proc, addrs []netip.Addr, err error) {
		switch {
		case err == errLate:
			f.end(p, 28, fmt.Sprintf("Resolving timed out after %d milliseconds", f.spent(p)))
			return
		case err != nil:
			f.note(p, "* Could not resolve host: "+host, "* Closing connection "+strconv.Itoa(f.conn))
			f.end(p, 6, "Could not resolve host: "+host)
			return
		}
		f.note(p, fmt.Sprintf("*   Trying %v...", netip.AddrPortFrom(addrs[0], uint16(f.url.port))))
		connect(p, addrs, f.url.port, until, f.dialled)
	}
	for _, r := range f.resolve {
		if parts := strings.SplitN(r, ":", 3); len(parts) == 3 && parts[0] == host && parts[1] == strconv.Itoa(f.url.port) {
			if a, err := netip.ParseAddr(parts[2]); err == nil {
				then(p, []netip.Addr{a}, nil)
				return
			}
		}
	}
	lookup6(p, host, f.six, until, then)
}

func (f fetching) dialPath(p *proc.Proc) {
	tryUntil(p, f.until, func(p *proc.Proc) (int, error) { return p.Sys.ConnectPath(f.socket) }, func(p *proc.Proc, fd int, err error) {
		if err != nil {
			f.end(p, 7, "Failed to connect to "+f.url.host+" port "+strconv.Itoa(f.url.port)+" after 0 ms: "+f.cannot())
			return
		}
		f.fd = fd
		f.send(p)
	})
}

// cannot is libcurl's sentence for a connection that failed.
func (f fetching) cannot() string {
	if strings.HasPrefix(f.version, "7") {
		return "Couldn't connect to server"
	}
	return "Could not connect to server"
}

func (f fetching) dialled(p *proc.Proc, fd int, to netip.AddrPort, err error) {
	where := fmt.Sprintf("Failed to connect to %s port %d after %d ms: ", f.url.host, f.url.port, f.spent(p))
	switch {
	case err == errLate:
		f.end(p, 28, fmt.Sprintf("Connection timed out after %d milliseconds", f.spent(p)+1))
		return
	case err != nil:
		code := 7
		if err == vfs.ETIMEDOUT {
			code = 28
		}
		f.note(p, "* connect to "+to.Addr().String()+" port "+strconv.Itoa(int(to.Port()))+" failed: "+err.Error(), "* "+where+f.cannot(), "* Closing connection "+strconv.Itoa(f.conn))
		f.end(p, code, where+f.cannot())
		return
	}
	f.fd, f.to = fd, to
	f.note(p, fmt.Sprintf("* Connected to %s (%s) port %d (#%d)", f.url.host, to.Addr(), to.Port(), f.conn))
	if f.url.scheme != "https" {
		f.send(p)
		return
	}
	shake(p, fd, f.url.host, f.until, func(p *proc.Proc, _ string, err error) {
		switch {
		case err == errLate:
			f.end(p, 28, "SSL connection timeout")
		case err == http1.ErrBad:
			f.end(p, 35, "error:0A00010B:SSL routines::wrong version number")
		case err != nil:
			f.end(p, 35, "OpenSSL SSL_connect: "+err.Error()+" in connection to "+f.url.at())
		default:
			f.note(p, "* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384", "* Server certificate: CN="+f.url.host)
			f.send(p)
		}
	})
}

// request is what curl sends.
func (f fetching) request() http1.Request {
	r := http1.Request{Method: f.method, Target: f.url.path, Proto: "HTTP/1.1"}
	body := f.body
	if f.get && f.hasBody {
		sep := "?"
		if strings.Contains(r.Target, "?") {
			sep = "&"
		}
		r.Target, body = r.Target+sep+f.body, ""
	}
	add := func(name, value string) { r.Header = append(r.Header, http1.Field{Name: name, Value: value}) }
	add("Host", f.url.at())
	user := f.user
	if user == "" {
		user = f.url.user
	}
	if user != "" {
		if !strings.Contains(user, ":") {
			user += ":"
		}
		add("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(user)))
	}
	agent := f.agent
	if agent == "" {
		agent = "curl/" + f.version
	}
	add("User-Agent", agent)
	add("Accept", "*/*")
	if f.referer != "" {
		add("Referer", f.referer)
	}
	if strings.Contains(f.cookie, "=") {
		add("Cookie", f.cookie)
	}
	if f.hasBody && !f.get && f.method != "GET" && f.method != "HEAD" || f.curling.method != "" && f.hasBody && !f.get {
		r.Body = body
		add("Content-Length", strconv.Itoa(len(body)))
		if f.upload == "" {
			add("Content-Type", "application/x-www-form-urlencoded")
		}
	}
	for _, line := range f.headers {
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch {
		case !ok:
		case value == "":
			r.Header = r.Header.Without(name)
		default:
			r.Header = r.Header.With(name, value)
		}
	}
	return r
}

func (f fetching) send(p *proc.Proc) {
	r := f.request()
	if f.verbose {
		head := r
		head.Body = ""
		for line := range strings.Lines(head.String()) {
			p.Err("> " + strings.TrimRight(line, "\r\n") + "\n")
		}
		if r.Body != "" {
			p.Err(fmt.Sprintf("} [%d bytes data]\n", len(r.Body)))
		}
	}
	p.Ignore |= proc.Of(proc.SIGPIPE)
	say(p, f.fd, r.String(), f.until, func(p *proc.Proc, err error) {
		if err != nil && err != vfs.EPIPE {
			f.end(p, 28, fmt.Sprintf("Operation timed out after %d milliseconds with 0 bytes received", f.spent(p)+1))
			return
		}
		listenTo(p, f.fd, f.method, f.until, f.received)
	})
}

// received goes on with what came back.
func (f fetching) received(p *proc.Proc, h heard, err error) {
	p.Sys.Close(f.fd)
	f.response = h.response
	switch {
	case err == errLate:
		size := fmt.Sprint(len(h.response.Body), " bytes received")
		if n := h.response.Header.Get("Content-Length"); n != "" {
			size = fmt.Sprint(len(h.response.Body), " out of ", n, " bytes received")
		}
		f.end(p, 28, fmt.Sprintf("Operation timed out after %d milliseconds with %s", f.spent(p)+1, size))
		return
	case err != nil:
		f.end(p, 56, "Recv failure: "+err.Error())
		return
	case h.text == "":
		f.note(p, "* Empty reply from server", "* Closing connection "+strconv.Itoa(f.conn))
		f.end(p, 52, "Empty reply from server")
		return
	case h.wrong != nil:
		f.end(p, 1, "Received HTTP/0.9 when not allowed")
		return
	}
	if f.verbose {
		for line := range strings.Lines(f.response.Head()) {
			p.Err("< " + strings.TrimRight(line, "\r\n") + "\n")
		}
		if len(f.response.Body) > 0 && !p.Sys.IsTerminal(1) {
			p.Err(fmt.Sprintf("{ [%d bytes data]\n", len(f.response.Body)))
		}
	}
	location := f.response.Header.Get("Location")
	if f.follow && location != "" && f.response.Status/100 == 3 {
		f.redirect(p, location)
		return
	}
	f.deliver(p, !h.whole)
}

func (f fetching) redirect(p *proc.Proc, location string) {
	if f.hops >= f.redirects {
		f.end(p, 47, fmt.Sprintf("Maximum (%d) redirects followed", f.redirects))
		return
	}
	u, ok := f.url.leads(location)
	if !ok {
		f.end(p, 3, "URL using bad/illegal format or missing URL")
		return
	}
	f.note(p, "* Connection #"+strconv.Itoa(f.conn)+" to host "+f.url.host+" left intact", "* Issue another request to this URL: '"+u.String()+"'")
	if s := f.response.Status; (s == 303 || s < 303 && f.method == "POST") && f.curling.method == "" {
		f.method, f.hasBody = "GET", false
	}
	f.hops++
	f.conn++
	f.url = u
	shown := ""
	if f.include || f.head {
		shown = f.response.Head()
	}
	proc.Emit(p, 1, shown, f.dial)
}

// deliver writes the response where it belongs.
func (f fetching) deliver(p *proc.Proc, short bool) {
	if f.fail && f.response.Status >= 400 && !f.failBody {
		f.end(p, 22, fmt.Sprintf("The requested URL returned error: %d", f.response.Status))
		return
	}
	text := f.response.Body
	if f.include || f.head {
		text = f.response.Head() + text
	}
	if f.dumpHeader != "" {
		if f.dumpHeader == "-" {
			text = f.response.Head() + text
		} else if err := p.Sys.WriteFile(f.dumpHeader, f.response.Head(), 0o666); err != nil {
			f.end(p, 23, "Failed to open "+f.dumpHeader)
			return
		}
	}
	name := ""
	if f.index < len(f.outputs) {
		name = f.outputs[f.index]
	}
	if name == "\x00" {
		if name = f.url.base(); name == "" {
			f.end(p, 23, "Remote file name has no length!")
			return
		}
	}
	after := func(p *proc.Proc) {
		switch {
		case short:
			want, _ := strconv.Atoi(f.response.Header.Get("Content-Length"))
			f.end(p, 18, fmt.Sprintf("transfer closed with %d bytes remaining to read", max(0, want-len(f.response.Body))))
		case f.failBody && f.response.Status >= 400:
			f.end(p, 22, fmt.Sprintf("The requested URL returned error: %d", f.response.Status))
		default:
			f.note(p, "* Connection #"+strconv.Itoa(f.conn)+" to host "+f.url.host+" left intact")
			f.end(p, 0, "")
		}
	}
	if name == "" || name == "-" {
		f.meter(p)
		proc.Emit(p, 1, text, after)
		return
	}
	if f.mkdirs {
		makeParents(p, path.Dir(name))
	}
	if err := p.Sys.WriteFile(name, text, 0o666); err != nil {
		p.Err("Warning: Failed to open the file " + name + ": " + err.Error() + "\n")
		f.end(p, 23, "Failure writing output to destination")
		return
	}
	f.meter(p)
	after(p)
}

// note writes what -v tells.
func (f fetching) note(p *proc.Proc, lines ...string) {
	if f.verbose {
		p.Err(strings.Join(lines, "\n") + "\n")
	}
}

// temporary are the responses and errors that --retry tries again.
func (f fetching) temporary(code int) bool {
	s := f.response.Status
	return code == 28 || code == 7 && f.retryRefused || code == 6 || s == 408 || s == 429 || s == 500 || s == 502 || s == 503 || s == 504 ||
		f.retryRefused && code != 0
}

// end tells how a transfer ended, tries it again if it is to, and goes on with the next.
func (f fetching) end(p *proc.Proc, code int, text string) {
	f.code = code
	if f.tries > 0 && f.temporary(code) {
		wait := f.retryDelay
		if wait == 0 {
			wait = time.Second << min(f.retries-f.tries, 9)
		}
		if !f.silent {
			why := "timeout"
			if f.response.Status >= 400 {
				why = "HTTP error"
			} else if code == 7 {
				why = "connection refused"
			}
			p.Err(fmt.Sprintf("Warning: Problem : %s. Will retry in %d seconds. %d %s left.\n", why, int(wait.Seconds()), f.tries, map[bool]string{true: "retries", false: "retry"}[f.tries != 1]))
		}
		f.tries--
		f.response = http1.Response{}
		until := p.Sys.Now().Add(wait)
		tryUntil(p, until, func(*proc.Proc) (bool, error) { return false, vfs.EAGAIN }, func(p *proc.Proc, _ bool, _ error) { f.start(p) })
		return
	}
	if code != 0 && (!f.silent || f.errs) {
		if code != 22 && code != 23 {
			f.meterEmpty(p)
		}
		p.Err(fmt.Sprintf("curl: (%d) %s\n", code, text))
	}
	proc.Emit(p, 1, f.summary(p), func(p *proc.Proc) { f.curling.next(p, f.index+1, code) })
}
