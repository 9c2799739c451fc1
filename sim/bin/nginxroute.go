package bin

import (
	"net/netip"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
)

// ngxRequest is a request on its way through the configuration.
type ngxRequest struct {
	http1.Request
	web      web
	from, at netip.AddrPort
	number   int // of the connection
	ssl      bool
	server   ngxBlock
	scope    scope
	uri      string // the path, decoded and clean; changed by rewrite and try_files
	args     string
	groups   []string // of the regular expression that matched last
	vars     [][2]string
	turns    int  // internal redirects so far
	status   int  // that an error page is for, 0 none
	tried    bool // try_files has run for the URI
}

// ngxAnswer is what a request gets: a response, or a place to pass it on to.
type ngxAnswer struct {
	http1.Response
	pass string // of proxy_pass, variables resolved
	in   scope  // the blocks it was found in
}

// mostTurns is how often a request may be redirected within the server.
// Source: nginx, NGX_HTTP_MAX_URI_CHANGES.
const mostTurns = 10

func ngxRegexp(s string, fold bool) (*regexp.Regexp, error) {
	if fold {
		s = "(?i)" + s
	}
	if len(s) > 1000 {
		s = "$^"
	}
	return regexp.Compile(s)
}

// route finds what a request gets.
func (r ngxRequest) route(p *proc.Proc) ngxAnswer {
	target := r.Target
	if _, after, ok := strings.Cut(target, "://"); ok {
		target = "/" + strings.TrimPrefix(after[len(strings.SplitN(after, "/", 2)[0]):], "/")
	}
	raw, args, _ := strings.Cut(target, "?")
	uri, ok := uriDecode(raw)
	if !ok || !strings.HasPrefix(uri, "/") {
		return r.fail(p, 400)
	}
	clean := path.Clean(uri)
	if strings.HasSuffix(uri, "/") && clean != "/" {
		clean += "/"
	}
	r.uri, r.args = clean, args
	if r.Proto == "HTTP/1.1" && !r.Header.Has("Host") {
		return r.fail(p, 400)
	}
	if a, done := r.rewritten(p, &r, r.server); done {
		return a
	}
	return r.locate(p)
}

// locate finds the location for the URI and runs it.
func (r ngxRequest) locate(p *proc.Proc) ngxAnswer {
	if r.turns++; r.turns > mostTurns || !p.Sys.Spend(20) {
		r.log(p, "error", "rewrite or internal redirection cycle while internally redirecting to \""+r.uri+"\"")
		return r.message(500)
	}
	http, _ := r.web.tree.servers()
	loc, found := r.location(r.server)
	r.scope = scope{r.server, http}
	if found {
		r.scope = scope{loc, r.server, http}
		for deeper, ok := r.location(loc); ok; deeper, ok = r.location(deeper) {
			r.scope = append(scope{deeper}, r.scope...)
		}
	}
	if found {
		if a, done := r.rewritten(p, &r, r.scope[0]); done {
			return a
		}
	}
	return r.content(p)
}

// location is the best location in a block: exact, then the longest prefix
// unless a regular expression matches and the prefix was not marked ^~.
func (r *ngxRequest) location(b ngxBlock) (best ngxBlock, found bool) {
	length, final := -1, false
	for _, l := range b.each("location") {
		mod, pattern := "", l.arg(1)
		if len(l.words) > 2 {
			mod, pattern = l.words[1], l.words[2]
		} else if strings.HasPrefix(pattern, "=") && len(pattern) > 1 {
			mod, pattern = "=", pattern[1:]
		}
		switch {
		case strings.HasPrefix(pattern, "@") || strings.HasPrefix(mod, "~"):
		case mod == "=" && pattern == r.uri:
			return l, true
		case mod != "=" && strings.HasPrefix(r.uri, pattern) && len(pattern) > length:
			best, found, length, final = l, true, len(pattern), mod == "^~"
		}
	}
	if final {
		return best, found
	}
	for _, l := range b.each("location") {
		if len(l.words) < 3 || !strings.HasPrefix(l.words[1], "~") {
			continue
		}
		if re, err := ngxRegexp(l.words[2], l.words[1] == "~*"); err == nil {
			if m := re.FindStringSubmatch(r.uri); m != nil {
				r.groups = m
				return l, true
			}
		}
	}
	return best, found
}

// rewritten runs return, set, rewrite and if of a block.
func (r ngxRequest) rewritten(p *proc.Proc, to *ngxRequest, b ngxBlock) (ngxAnswer, bool) {
	for _, d := range b.kids {
		switch d.name() {
		case "set":
			to.vars = append(to.vars[:len(to.vars):len(to.vars)], [2]string{strings.TrimPrefix(d.arg(1), "$"), to.expand(d.arg(2))})
		case "return":
			return to.returned(d), true
		case "if":
			if to.holds(p, strings.Trim(strings.Join(d.words[1:], " "), "()")) {
				if a, done := to.rewritten(p, to, d); done {
					return a, true
				}
			}
		case "rewrite":
			re, err := ngxRegexp(d.arg(1), false)
			if err != nil {
				continue
			}
			m := re.FindStringSubmatch(to.uri)
			if m == nil {
				continue
			}
			to.groups = m
			next := to.expand(d.arg(2))
			flag := d.arg(3)
			if flag == "permanent" || flag == "redirect" || strings.HasPrefix(next, "http://") || strings.HasPrefix(next, "https://") {
				code := map[bool]int{true: 301, false: 302}[flag == "permanent"]
				return to.redirect(code, next), true
			}
			uri, args, has := strings.Cut(next, "?")
			if to.uri = uri; has {
				to.args = args
			}
			if flag == "break" {
				return ngxAnswer{}, false
			}
			if len(to.scope) > 0 && to.scope[0].name() == "location" {
				return to.locate(p), true
			}
		}
	}
	return ngxAnswer{}, false
}

// holds tells whether the condition of an if holds.
func (r ngxRequest) holds(p *proc.Proc, cond string) bool {
	f := strings.Fields(cond)
	switch {
	case len(f) == 1:
		v := r.expand(f[0])
		return v != "" && v != "0"
	case len(f) == 2 && (f[0] == "-f" || f[0] == "!-f" || f[0] == "-d" || f[0] == "!-d" || f[0] == "-e" || f[0] == "!-e"):
		st, err := p.Sys.Stat(r.expand(f[1]))
		is := err == nil && (strings.HasSuffix(f[0], "e") || st.IsDir() == strings.HasSuffix(f[0], "d"))
		return is != strings.HasPrefix(f[0], "!")
	case len(f) < 3:
		return false
	}
	left, right := r.expand(f[0]), strings.Trim(strings.Join(f[2:], " "), `"'`)
	switch f[1] {
	case "=":
		return left == right
	case "!=":
		return left != right
	}
	re, err := ngxRegexp(right, strings.HasSuffix(f[1], "*"))
	return err == nil && re.MatchString(left) != strings.HasPrefix(f[1], "!")
}

// returned is the answer of a return directive.
func (r ngxRequest) returned(d ngxBlock) ngxAnswer {
	code, err := strconv.Atoi(d.arg(1))
	text := r.expand(d.arg(2))
	switch {
	case err != nil:
		return r.redirect(302, r.expand(d.arg(1)))
	case text == "":
		return r.message(code)
	case code == 301 || code == 302 || code == 303 || code == 307 || code == 308:
		return r.redirect(code, text)
	}
	a := r.respond(code, text)
	a.Header = a.Header.With("Content-Type", r.scope.orServer(r).value("default_type", "text/plain"))
	return a
}

// orServer is the scope, or that of the server when no location was found yet.
func (s scope) orServer(r ngxRequest) scope {
	if len(s) > 0 {
		return s
	}
	http, _ := r.web.tree.servers()
	return scope{r.server, http}
}

// redirect sends the client elsewhere.
func (r ngxRequest) redirect(code int, to string) ngxAnswer {
	if strings.HasPrefix(to, "/") {
		scheme, port := "http", ""
		if r.ssl {
			scheme = "https"
		}
		if n := r.at.Port(); n != 80 && n != 443 {
			port = ":" + strconv.Itoa(int(n))
		}
		host := r.Request.Host()
		if host == "" {
			host = r.serverName()
		}
		to = scheme + "://" + host + port + to
	}
	a := r.message(code)
	a.Header = a.Header.With("Location", to)
	return a
}

func (r ngxRequest) serverName() string {
	d, _ := r.server.first("server_name")
	return d.arg(1)
}

// content runs what makes the response of a location.
func (r ngxRequest) content(p *proc.Proc) ngxAnswer {
	if r.denied() {
		r.log(p, "error", "access forbidden by rule")
		return r.fail(p, 403)
	}
	if _, ok := r.scope.find("auth_basic_user_file"); ok && r.scope.value("auth_basic", "off") != "off" {
		if a, done := r.guarded(p); done {
			return a
		}
	}
	if d, ok := r.scope.find("try_files"); ok && r.turns < mostTurns && !r.tried {
		r.tried = true
		return r.tryFiles(p, d)
	}
	if d, ok := r.scope[0].first("proxy_pass"); ok {
		return ngxAnswer{pass: r.passes(d), in: r.scope}
	}
	for _, name := range []string{"fastcgi_pass", "uwsgi_pass", "grpc_pass", "scgi_pass", "memcached_pass"} {
		if _, ok := r.scope[0].first(name); ok {
			r.log(p, "error", name+" is not simulated")
			return r.fail(p, 502)
		}
	}
	if _, ok := r.scope[0].first("stub_status"); ok {
		return r.respond(200, "Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n")
	}
	if r.Method != "GET" && r.Method != "HEAD" {
		return r.fail(p, 405)
	}
	return r.serveFile(p, r.file(r.uri))
}

// denied tells whether allow and deny keep the client out.
func (r ngxRequest) denied() bool {
	for _, b := range r.scope {
		rules := false
		for _, d := range b.kids {
			if d.name() != "allow" && d.name() != "deny" {
				continue
			}
			rules = true
			if net, err := netip.ParsePrefix(d.arg(1)); d.arg(1) == "all" || d.arg(1) == r.from.Addr().String() || err == nil && net.Contains(r.from.Addr()) {
				return d.name() == "deny"
			}
		}
		if rules {
			return false
		}
	}
	return false
}

// tryFiles serves the first of the files that is there, or what stands last.
func (r ngxRequest) tryFiles(p *proc.Proc, d ngxBlock) ngxAnswer {
	last := len(d.words) - 1
	for _, w := range d.words[1:max(1, last)] {
		uri := r.expand(w)
		st, err := p.Sys.Stat(r.file(uri))
		if err == nil && st.IsDir() == strings.HasSuffix(uri, "/") {
			r.uri = uri
			if pass, ok := r.scope[0].first("proxy_pass"); ok {
				return ngxAnswer{pass: r.passes(pass), in: r.scope}
			}
			return r.serveFile(p, r.file(uri))
		}
	}
	next := r.expand(d.arg(last))
	if code, ok := strings.CutPrefix(next, "="); ok {
		n, _ := strconv.Atoi(code)
		return r.fail(p, n)
	}
	if strings.HasPrefix(next, "@") {
		for _, l := range r.server.each("location") {
			if l.arg(1) == next {
				http, _ := r.web.tree.servers()
				r.scope = scope{l, r.server, http}
				if a, done := r.rewritten(p, &r, l); done {
					return a
				}
				return r.content(p)
			}
		}
		r.log(p, "error", `could not find named location "`+next+`"`)
		return r.message(500)
	}
	uri, args, has := strings.Cut(next, "?")
	if r.uri = uri; has {
		r.args = args
	}
	r.tried = false
	return r.locate(p)
}

// respond is a response with a body.
func (r ngxRequest) respond(code int, body string) ngxAnswer {
	reason := http1.Reason(code)
	if code == 302 {
		reason = "Moved Temporarily"
	}
	a := http1.Response{Proto: "HTTP/1.1", Status: code, Reason: reason, Body: body}
	server := "nginx/" + r.web.version
	if r.scope.orServer(r).value("server_tokens", "on") == "off" {
		server = "nginx"
	}
	a.Header = http1.Header{{Name: "Server", Value: server}, {Name: "Date", Value: httpDate(r.web.now)},
		{Name: "Content-Type", Value: "text/plain"}, {Name: "Content-Length", Value: strconv.Itoa(len(body))}}
	for _, d := range r.scope.orServer(r).all("add_header") {
		if code < 400 || d.arg(3) == "always" {
			a.Header = append(a.Header, http1.Field{Name: d.arg(1), Value: r.expand(d.arg(2))})
		}
	}
	return ngxAnswer{Response: a}
}

// httpDate is a moment as HTTP writes it.
func httpDate(t time.Time) string { return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT") }

// message is nginx's own page for a status.
func (r ngxRequest) message(code int) ngxAnswer {
	a := r.respond(code, "")
	if code == 204 || code == 304 {
		a.Header = a.Header.Without("Content-Type").Without("Content-Length")
		return a
	}
	title := strconv.Itoa(code) + " " + a.Reason
	if code == 413 {
		title = "413 Request Entity Too Large"
	}
	sign := a.Header.Get("Server")
	a.Body = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title + "</h1></center>\r\n<hr><center>" + sign + "</center>\r\n</body>\r\n</html>\r\n"
	a.Header = a.Header.With("Content-Type", "text/html").With("Content-Length", strconv.Itoa(len(a.Body)))
	return a
}

// fail is the answer for a failure: the error page the configuration names, or
// nginx's own.
func (r ngxRequest) fail(p *proc.Proc, code int) ngxAnswer {
	for _, d := range r.scope.orServer(r).all("error_page") {
		words := d.words[1:]
		show := code
		for i, w := range words[:max(0, len(words)-1)] {
			if w != strconv.Itoa(code) || r.status != 0 {
				continue
			}
			page := words[len(words)-1]
			for _, opt := range words[i:] {
				if n, ok := strings.CutPrefix(opt, "="); ok {
					show, _ = strconv.Atoi(n)
					show = max(show, 200)
				}
			}
			if strings.Contains(page, "://") {
				return r.redirect(302, page)
			}
			r.status, r.uri, r.Method = code, r.expand(page), "GET"
			a := r.locate(p)
			if a.pass == "" && a.Status < 400 {
				a.Status, a.Reason = show, http1.Reason(show)
			}
			return a
		}
	}
	return r.message(code)
}

// uriDecode decodes the percent signs of a path.
func uriDecode(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil || n == 0 {
			return "", false
		}
		b.WriteByte(byte(n))
		i += 2
	}
	return b.String(), true
}
