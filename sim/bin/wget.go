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

// wgetting is one wget: a value.
type wgetting struct {
	call              call
	output, prefix    string
	quiet, spider     bool
	headers           []string
	post, agent       string
	hasPost, response bool
	most              time.Duration
	noVerbose         bool
	urls              []string
	code              int

	url   webURL
	asked string
	hops  int
	until time.Time
}

func wget(p *proc.Proc, c call) {
	o, urls, ok := c.parse(p, "q,quiet S,server-response O:,output-document P:,directory-prefix T:,timeout t:,tries c,continue U:,user-agent spider "+
		"header: post-data: post-file: no-check-certificate Y:,proxy n: v,verbose N,timestamping timeout: content-on-error show-progress user: password: method: body-data: no-cache inet4-only 4 6")
	if !ok {
		return
	}
	w := wgetting{call: c, output: o.value("O", ""), prefix: o.value("P", ""), quiet: o.has("q"), spider: o.has("spider"), response: o.has("S"),
		headers: o.values("header"), post: o.value("post-data", o.value("body-data", "")), hasPost: o.has("post-data", "body-data"), agent: o.value("U", ""), urls: urls,
		noVerbose: o.value("n", "") == "v"}
	if len(urls) == 0 {
		if c.flavour == busybox {
			p.Fail(1, c.banner())
			return
		}
		p.Fail(1, "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.")
		return
	}
	if name := o.value("post-file", ""); name != "" {
		text, err := p.Sys.ReadFile(name)
		if err != nil {
			c.die(p, 1, "can't open '%s': %v", name, err)
			return
		}
		w.post, w.hasPost = text, true
	}
	if user := o.value("user", ""); user != "" {
		w.headers = append(w.headers, "Authorization: Basic "+base64.StdEncoding.EncodeToString([]byte(user+":"+o.value("password", ""))))
	}
	if d, err := parseWait(o.value("T", "0")); err == nil {
		w.most = d
	}
	w.next(p)
}

// next begins with the next URL, or ends.
func (w wgetting) next(p *proc.Proc) {
	if len(w.urls) == 0 {
		p.Sys.Exit(w.code)
		return
	}
	w.asked, w.urls, w.hops = w.urls[0], w.urls[1:], 0
	u, ok := parseURL(w.asked)
	w.url = u
	switch {
	case !ok || u.scheme != "http" && u.scheme != "https":
		if w.call.flavour == busybox {
			w.call.die(p, 1, "not an http or ftp url: %s", w.asked)
			return
		}
		w.fail(p, 1, w.asked+": Unsupported scheme.")
		return
	}
	w.dial(p)
}

// tell writes what is not said with -q.
func (w wgetting) tell(p *proc.Proc, text string) {
	if !w.quiet && !w.noVerbose {
		p.Err(text)
	}
}

// fail tells of an error: BusyBox ends with it, GNU goes on with the next URL.
func (w wgetting) fail(p *proc.Proc, code int, text string) {
	if w.call.flavour == busybox {
		p.Fail(1, "wget: "+text)
		return
	}
	if !w.quiet {
		p.Err(text + "\n")
	}
	w.code = code
	w.next(p)
}

func (w wgetting) dial(p *proc.Proc) {
	if w.most > 0 {
		w.until = p.Sys.Now().Add(w.most)
	}
	host := strings.Trim(w.url.host, "[]")
	stamp := p.Sys.Now().Format("2006-01-02 15:04:05")
	if w.call.flavour == gnu {
		w.tell(p, "--"+stamp+"--  "+w.url.String()+"\n")
	}
	numeric, _ := netip.ParseAddr(host)
	lookup(p, host, w.until, func(p *proc.Proc, addrs []netip.Addr, err error) {
		switch {
		case err == errLate && w.call.flavour == busybox:
			w.fail(p, 1, "download timed out")
			return
		case err != nil && w.call.flavour == busybox:
			w.fail(p, 1, "bad address '"+host+"'")
			return
		case err != nil:
			w.tell(p, "Resolving "+host+" ("+host+")... failed: "+err.Error()+".\n")
			w.fail(p, 4, "wget: unable to resolve host address '"+host+"'")
			return
		}
		if w.call.flavour == busybox {
			w.tell(p, fmt.Sprintf("Connecting to %s (%v)\n", host, netip.AddrPortFrom(addrs[0], uint16(w.url.port))))
		} else {
			where := host + " (" + host + ")|" + addrs[0].String() + "|"
			if numeric.IsValid() {
				where = host
			} else {
				var list []string
				for _, a := range addrs {
					list = append(list, a.String())
				}
				w.tell(p, "Resolving "+host+" ("+host+")... "+strings.Join(list, ", ")+"\n")
			}
			w.tell(p, "Connecting to "+where+":"+strconv.Itoa(w.url.port)+"... ")
		}
		connect(p, addrs, w.url.port, w.until, w.dialled)
	})
}

func (w wgetting) dialled(p *proc.Proc, fd int, to netip.AddrPort, err error) {
	switch {
	case err == errLate && w.call.flavour == busybox:
		w.fail(p, 1, "download timed out")
		return
	case err != nil && w.call.flavour == busybox:
		w.fail(p, 1, "can't connect to remote host ("+to.Addr().String()+"): "+err.Error())
		return
	case err != nil:
		if err == errLate {
			err = vfs.ETIMEDOUT
		}
		w.fail(p, 4, "failed: "+err.Error()+".")
		return
	}
	if w.call.flavour == gnu {
		w.tell(p, "connected.\n")
	}
	if w.url.scheme != "https" {
		w.ask(p, fd)
		return
	}
	if w.call.flavour == busybox {
		w.tell(p, "wget: note: TLS certificate validation not implemented\n")
	}
	shake(p, fd, w.url.host, w.until, func(p *proc.Proc, _ string, err error) {
		switch {
		case err != nil && w.call.flavour == busybox:
			p.Err("wget: TLS error from peer (alert code 80): internal error\n")
			w.fail(p, 1, "error getting response: Connection reset by peer")
		case err != nil:
			w.fail(p, 4, "Unable to establish SSL connection.")
		default:
			w.ask(p, fd)
		}
	})
}

// ask sends the request.
func (w wgetting) ask(p *proc.Proc, fd int) {
	r := http1.Request{Method: "GET", Target: w.url.path, Proto: "HTTP/1.1"}
	if w.hasPost {
		r.Method, r.Body = "POST", w.post
	}
	if w.spider {
		r.Method = "HEAD"
	}
	agent := w.agent
	if agent == "" {
		agent = w.call.pick("Wget/1.21.3", "Wget")
	}
	r.Header = http1.Header{{Name: "Host", Value: w.url.at()}, {Name: "User-Agent", Value: agent}}
	if w.call.flavour == gnu {
		r.Header = append(r.Header, http1.Field{Name: "Accept", Value: "*/*"}, http1.Field{Name: "Accept-Encoding", Value: "identity"}, http1.Field{Name: "Connection", Value: "Keep-Alive"})
	} else {
		r.Header = append(r.Header, http1.Field{Name: "Connection", Value: "close"})
	}
	if w.hasPost {
		r.Header = append(r.Header, http1.Field{Name: "Content-Type", Value: "application/x-www-form-urlencoded"}, http1.Field{Name: "Content-Length", Value: strconv.Itoa(len(w.post))})
	}
	for _, line := range w.headers {
		if name, value, ok := strings.Cut(line, ":"); ok {
			r.Header = r.Header.With(name, strings.TrimSpace(value))
		}
	}
	p.Ignore |= proc.Of(proc.SIGPIPE)
	say(p, fd, r.String(), w.until, func(p *proc.Proc, _ error) {
		listenTo(p, fd, r.Method, w.until, func(p *proc.Proc, h heard, err error) {
			p.Sys.Close(fd)
			w.received(p, h, err)
		})
	})
}

func (w wgetting) received(p *proc.Proc, h heard, err error) {
	r := h.response
	switch {
	case err == errLate:
		w.fail(p, 4, w.call.pick("Read error (Connection timed out) in headers.", "download timed out"))
		return
	case err != nil || h.text == "" || h.wrong != nil:
		if err == nil {
			err = vfs.ECONNRESET
		}
		w.fail(p, 4, w.call.pick("No data received.", "error getting response"))
		return
	}
	if w.call.flavour == gnu {
		w.tell(p, fmt.Sprintf("HTTP request sent, awaiting response... %d %s\n", r.Status, r.Reason))
	}
	if w.response {
		for line := range strings.Lines(r.Head()) {
			if line = strings.TrimRight(line, "\r\n"); line != "" {
				p.Err("  " + line + "\n")
			}
		}
	}
	if location := r.Header.Get("Location"); location != "" && r.Status/100 == 3 {
		u, ok := w.url.leads(location)
		if w.hops++; !ok || w.hops > 20 {
			w.fail(p, 8, w.call.pick("20 redirections exceeded.", "too many redirections"))
			return
		}
		if w.call.flavour == gnu {
			w.tell(p, "Location: "+location+" [following]\n")
		}
		w.url = u
		w.dial(p)
		return
	}
	if r.Status >= 400 || r.Status/100 == 3 {
		if w.call.flavour == busybox {
			w.fail(p, 1, fmt.Sprintf("server returned error: %s %d %s", r.Proto, r.Status, r.Reason))
			return
		}
		if w.spider && r.Status == 404 {
			w.fail(p, 8, "Remote file does not exist -- broken link!!!\n")
			return
		}
		if w.quiet {
			w.fail(p, 8, "")
			return
		}
		w.fail(p, 8, fmt.Sprintf("%s ERROR %d: %s.", p.Sys.Now().Format("2006-01-02 15:04:05"), r.Status, r.Reason))
		return
	}
	if w.spider {
		w.tell(p, w.call.pick("Remote file exists.\n\n", "remote file exists\n"))
		w.next(p)
		return
	}
	w.save(p, r)
}

// save writes the page where it belongs.
func (w wgetting) save(p *proc.Proc, r http1.Response) {
	name := w.output
	if name == "" {
		if name = w.url.base(); name == "" {
			name = "index.html"
		}
		name = path.Join(w.prefix, name)
		if _, err := p.Sys.Stat(name); err == nil && w.call.flavour == busybox {
			w.fail(p, 1, "can't open '"+name+"': File exists")
			return
		}
		for i := 1; ; i++ {
			if _, err := p.Sys.Stat(name); err != nil || i > 100 {
				break
			}
			name = path.Join(w.prefix, w.savedName()+"."+strconv.Itoa(i))
		}
	}
	size := len(r.Body)
	shown := name
	if name == "-" {
		shown = "STDOUT"
	}
	if w.call.flavour == gnu {
		kind := ""
		if t, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); t != "" {
			kind = " [" + t + "]"
		}
		w.tell(p, fmt.Sprintf("Length: %d%s%s\nSaving to: '%s'\n\n", size, wgetAmount(size), kind, shown))
	} else if name == "-" {
		w.tell(p, "writing to stdout\n")
	} else {
		w.tell(p, "saving to '"+name+"'\n")
	}
	after := func(p *proc.Proc) {
		if w.call.flavour == busybox {
			w.tell(p, fmt.Sprintf("%-20.20s 100%% |%s| %5d  0:00:00 ETA\n", path.Base(name), strings.Repeat("*", 32), size))
			w.tell(p, map[bool]string{true: "written to stdout\n", false: "'" + name + "' saved\n"}[name == "-"])
		} else {
			verb := "saved"
			if name == "-" {
				verb = "written to stdout"
			}
			w.tell(p, fmt.Sprintf("     0K %-50s 100%% 12.4M=0s\n\n%s (12.4 MB/s) - %s%s [%d/%d]\n\n", strings.Repeat(".", min(50, size>>10)), p.Sys.Now().Format("2006-01-02 15:04:05"),
				map[bool]string{true: "", false: "'" + name + "' "}[name == "-"], verb, size, size))
		}
		w.next(p)
	}
	if name == "-" {
		proc.Emit(p, 1, r.Body, after)
		return
	}
	if err := p.Sys.WriteFile(name, r.Body, 0o666); err != nil {
		w.fail(p, 3, w.call.pick(name+": "+err.Error(), "can't open '"+name+"': "+err.Error()))
		return
	}
	after(p)
}

func (w wgetting) savedName() string {
	if name := w.url.base(); name != "" {
		return name
	}
	return "index.html"
}

// wgetAmount is a size in short behind the exact one.
func wgetAmount(n int) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf(" (%.1fM)", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf(" (%.1fK)", float64(n)/(1<<10))
	}
	return ""
}
