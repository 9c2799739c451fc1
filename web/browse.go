package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
	"golang.org/x/net/html"

	"drydock/sim"
	"drydock/sim/record"
	"drydock/templates"
)

// framePolicy is for a page of a simulated server within ours: it may look as
// it likes and has no script, no origin and nothing to load.
const framePolicy = "sandbox allow-forms; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'self'"

// fetched is what a simulated server answered.
type fetched struct {
	status string // 200 OK
	kind   string // media type
	body   string
	fault  string // why there is no answer, in words; "" if there is
}

// pageOf is a page as the browser shows it.
func pageOf(v sim.Visited, address string) fetched {
	if v.Fault != "" {
		return fetched{fault: reasonOf(v.Fault, address)}
	}
	f := fetched{body: v.Text, kind: "text/html"}
	for strings.HasPrefix(f.body, "HTTP/") { // one head for each redirect
		head, body, ok := strings.Cut(f.body, "\r\n\r\n")
		if !ok {
			break
		}
		f.body = body
		for i, line := range strings.Split(head, "\r\n") {
			name, value, _ := strings.Cut(line, ":")
			switch {
			case i == 0:
				_, f.status, _ = strings.Cut(line, " ")
			case strings.EqualFold(name, "Content-Type"):
				f.kind, _, _ = mime.ParseMediaType(strings.TrimSpace(value))
			}
		}
	}
	return f
}

// reasons are what a browser says for what curl does.
var reasons = []struct{ part, says string }{
	{"onnection refused", "%s refused to connect: nothing listens at that port of the host."},
	{"Could not connect", "%s refused to connect: nothing listens at that port of the host."},
	{"Couldn't connect", "%s refused to connect: nothing listens at that port of the host."},
	{"ould not resolve", "The name %s cannot be found."},
	{"Empty reply", "%s closed the connection without an answer."},
	{"eset by peer", "%s closed the connection."},
	{"imed out", "%s took too long to answer."},
	{"imeout", "%s took too long to answer."},
	{"aximum", "%s redirected you too many times."},
}

func reasonOf(stderr, address string) string {
	host := address
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host = u.Host
	}
	for _, r := range reasons {
		if strings.Contains(stderr, r.part) {
			return fmt.Sprintf(r.says, host)
		}
	}
	if stderr = strings.TrimSpace(stderr); stderr != "" {
		return stderr
	}
	return host + " gave no answer."
}

// addressOf is an address as a browser takes what was typed; what it cannot
// read stays.
func addressOf(typed string) string {
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		u, err = url.Parse("http://" + typed)
	}
	if err != nil {
		return typed
	}
	return u.String()
}

// browsePane shows the browser at an address.
func browsePane(v *templates.View, m Moment, address string) {
	b := templates.BrowserView{URL: addressOf(address)}
	u, err := url.Parse(b.URL)
	switch {
	case err != nil || u.Host == "" || len(address) > record.MostAddress:
		b.Fault = "This is no address. Try http://localhost:8080/"
	default:
		if f := pageOf(m.World.Shown(b.URL), b.URL); f.fault != "" {
			b.Fault = f.fault
		} else {
			b.Frame = "/labs/" + m.Lab.ID + "/browse/" + u.Scheme + "/" + u.Host + u.EscapedPath() + withQuery(u.RawQuery, m, whole(f, m.World, b.URL))
		}
	}
	v.Browser = &b
}

// whole is a page with its parts: when one of them is another, so is the page.
func whole(f fetched, w sim.World, address string) fetched {
	if f.kind == "text/html" {
		f.body = here(f.body, "/", "", partsOf(w, address))
	}
	return f
}

// withQuery is a page's query, a mark of what is in the page, so that the frame
// loads anew when it is another one and only then, and the moment if it is a
// past one.
func withQuery(query string, m Moment, f fetched) string {
	q := url.Values{"drydock-page": {markOf(f.status + f.body)}}
	if m.Past {
		q.Set("drydock-at", fmt.Sprint(m.Seq))
	}
	if query != "" {
		query += "&"
	}
	return "?" + query + q.Encode()
}

// markOf is a mark of a text: another text has another one.
func markOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

// browse answers with a page of a simulated server, its links turned to here.
func (s *server) browse(c echo.Context) error {
	key, rest := cutKey(c.Param("*"))
	scheme, rest, _ := strings.Cut(rest, "/")
	at, query := pageQuery(c.Request().URL.RawQuery)
	m, err := s.labs.Visit(c.Request().Context(), c.Param("lab"), at, -1, -1)
	if err != nil {
		return err
	}
	address := addressAt(scheme, rest, query)
	return shown(c, pageOf(m.World.Shown(address), address), frameBase(m.Lab.ID, key, scheme), rest, partsOf(m.World, address))
}

// frameBase is where the pages of servers of a scheme are, framed.
func frameBase(lab, key, scheme string) string {
	if key != "" {
		key = keyMark + key + "/"
	}
	return "/labs/" + lab + "/browse/" + key + scheme + "/"
}

// pageQuery parts the query of a frame into the moment, -1 for now, and the
// query of the page in it.
func pageQuery(raw string) (at int64, query string) {
	at = -1
	var own []string
	for part := range strings.SplitSeq(raw, "&") {
		if n, ok := strings.CutPrefix(part, "drydock-at="); ok {
			at = number(n)
		} else if part != "" && !strings.HasPrefix(part, "drydock-page=") {
			own = append(own, part)
		}
	}
	return at, strings.Join(own, "&")
}

func addressAt(scheme, rest, query string) string {
	address := scheme + "://" + rest
	if query != "" {
		address += "?" + query
	}
	return address
}

func escaped(s string) string { return html.EscapeString(s) }

// addresses are the attributes that hold one.
var addresses = map[string]bool{"href": true, "src": true, "action": true}

// mostShown is how much of a page is shown, in bytes.
const mostShown = 2 << 20

// here is a page whose links from the root of its server lead to our copy of it,
// with its parts in it.
func here(page, base, rest string, in *parts) string {
	host, _, _ := strings.Cut(rest, "/")
	var out bytes.Buffer
	if len(page) > mostShown {
		page = page[:mostShown]
	}
	for z := html.NewTokenizer(strings.NewReader(page)); ; {
		if z.Next() == html.ErrorToken {
			return out.String()
		}
		raw := bytes.Clone(z.Raw())
		t := z.Token()
		if part := in.put(t); part != "" {
			out.WriteString(part)
			continue
		}
		if turn(&t, base, host) {
			out.WriteString(t.String())
		} else {
			out.Write(raw)
		}
	}
}

// turn makes the addresses in a tag lead to our copies; it tells whether it has
// changed any.
func turn(t *html.Token, base, host string) (changed bool) {
	for i, a := range t.Attr {
		val := a.Val
		switch {
		case addresses[a.Key]:
			val = ourCopy(a.Val, base, host)
		case a.Key == "content" && t.Data == "meta":
			if wait, to, ok := strings.Cut(a.Val, "url="); ok {
				val = wait + "url=" + ourCopy(strings.Trim(to, `'" `), base, host)
			}
		}
		changed = changed || val != a.Val
		t.Attr[i].Val = val
	}
	return changed
}

// schemes is base without its last part, which names a scheme.
func schemes(base string) string {
	return base[:strings.LastIndexByte(strings.TrimSuffix(base, "/"), '/')+1]
}

// ourCopy is where our copy of an address is; what is relative to its page, and
// what is no address of a server, stays.
func ourCopy(address, base, host string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
	case u.Host == "" && u.Scheme == "" && strings.HasPrefix(u.Path, "/"):
		return base + host + u.String()
	case u.Host != "" && u.Scheme == "":
		return base + u.Host + u.RequestURI()
	case u.Scheme == "http" || u.Scheme == "https":
		return schemes(base) + u.Scheme + "/" + u.Host + u.RequestURI()
	}
	return address
}
