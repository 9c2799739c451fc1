// Package internet is what lies beyond the simulated host: a few well-known
// hosts with their names, addresses and distances, and the small pages they
// answer with. It stands for the real internet without being it: the addresses
// are of the ranges set aside for documentation, save those of the name
// servers people know by heart, and the pages are our own.
package internet

import (
	"net/netip"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
)

// Site is one host beyond.
type Site struct {
	Name   string   // its first name
	Others []string // further names that lead to the same addresses
	Addrs  []netip.Addr
	RTT    time.Duration
	Silent bool   // it does not answer a ping
	Ports  []int  // beside 80 and 443, what is open
	Banner string // what it says first on such a port
	// Secure sends what comes to port 80 to the same place with https.
	Secure bool
	Server string // as the Server header names itself
	Pages  []Page
}

// Page is what a site answers for a path.
type Page struct {
	Path, Type, Body string
	Status           int    // 0: 200
	Location         string // of a redirect
}

// HostAddr is the address of the simulated host itself on the network that
// leads to the internet, Gateway the router there, and Resolver the name
// server its provider runs.
var (
	HostAddr = netip.MustParsePrefix("192.0.2.10/24")
	Gateway  = netip.MustParseAddr("192.0.2.1")
	Resolver = netip.MustParseAddr("192.0.2.53")
)

// resolvers are addresses where a name server answers.
var resolvers = []netip.Addr{Resolver, netip.MustParseAddr("8.8.8.8"), netip.MustParseAddr("8.8.4.4"),
	netip.MustParseAddr("1.1.1.1"), netip.MustParseAddr("1.0.0.1"), netip.MustParseAddr("9.9.9.9"),
	netip.MustParseAddr("208.67.222.222"), netip.MustParseAddr("208.67.220.220")}

// Resolves tells whether a name server answers at an address.
func Resolves(a netip.Addr) bool {
	for _, r := range resolvers {
		if r == a {
			return true
		}
	}
	return false
}

// Lookup finds a site by one of its names, whatever the case and with or
// without a last dot.
func Lookup(name string) (Site, bool) {
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	for _, s := range sites {
		if s.Name == name {
			return s, true
		}
		for _, other := range s.Others {
			if other == name {
				return s, true
			}
		}
	}
	return Site{}, false
}

// At finds the site that has an address.
func At(a netip.Addr) (Site, bool) {
	for _, s := range sites {
		for _, own := range s.Addrs {
			if own == a {
				return s, true
			}
		}
	}
	return Site{}, false
}

// Open tells whether the site answers on a TCP port.
func (s Site) Open(port uint16) bool {
	if len(s.Pages) > 0 && (port == 80 || port == 443) {
		return true
	}
	for _, p := range s.Ports {
		if p == int(port) {
			return true
		}
	}
	return false
}

// Greets is what the site says on a port before anything is sent.
func (s Site) Greets(port uint16) string {
	for _, p := range s.Ports {
		if p == int(port) && p != 80 && p != 443 {
			return s.Banner
		}
	}
	return ""
}

// Answer is what the site sends for all that a client has sent so far on a
// port and was not answered yet: how much of it the answer is for, and whether
// the site then closes the connection.
func (s Site) Answer(port uint16, sent string) (reply string, n int, done bool) {
	if port == 443 && strings.HasPrefix(sent, "\x16") {
		_, rest, err := http1.CutHello(sent)
		if err == nil {
			return http1.Hello(s.Name), len(sent) - len(rest), false
		}
		return "", 0, err == http1.ErrBad
	}
	if port != 80 && port != 443 {
		return "", len(sent), false
	}
	r, n, err := http1.ReadRequest(sent)
	switch err {
	case http1.ErrMore:
		return "", 0, false
	case nil:
		a := s.respond(port, r)
		return a.String(), n, !r.KeepAlive()
	}
	return s.message(400, "text/html", "<html><body><h1>400 Bad Request</h1></body></html>\n").String(), len(sent), true
}

func (s Site) message(status int, kind, body string) http1.Response {
	h := http1.Header{{Name: "Server", Value: s.Server}, {Name: "Content-Type", Value: kind}}
	if s.Server == "" {
		h = h[1:]
	}
	r := http1.Response{Proto: "HTTP/1.1", Status: status, Reason: http1.Reason(status), Header: h, Body: body}
	r.Header = r.Header.With("Content-Length", strconv.Itoa(len(body)))
	return r
}

func (s Site) respond(port uint16, r http1.Request) http1.Response {
	var a http1.Response
	page, found := s.page(r.Path())
	switch {
	case s.Secure && port == 80:
		a = s.message(301, "text/html", "<html><body>Moved to https.</body></html>\n")
		a.Header = a.Header.With("Location", "https://"+r.Host()+r.Target)
	case r.Method != "GET" && r.Method != "HEAD" && s.Name != "httpbin.org":
		a = s.message(405, "text/html", "<html><body><h1>405 Method Not Allowed</h1></body></html>\n")
	case !found:
		a = s.message(404, "text/html", "<html><body><h1>404 Not Found</h1></body></html>\n")
	case page.Location != "":
		a = s.message(page.Status, "text/html", "<html><body>Moved.</body></html>\n")
		a.Header = a.Header.With("Location", page.Location)
	default:
		a = s.message(max(page.Status, 200), page.Type, page.Body)
	}
	if r.KeepAlive() {
		a.Header = a.Header.With("Connection", "keep-alive")
	} else {
		a.Header = a.Header.With("Connection", "close")
	}
	if r.Method == "HEAD" {
		a.Body = ""
	}
	return a
}

func (s Site) page(path string) (Page, bool) {
	for _, p := range s.Pages {
		if p.Path == path {
			return p, true
		}
	}
	return Page{}, false
}
