package bin

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// ngxBlock is a block of nginx's configuration with what stands in it; the
// whole is a block without words. It is a value, made once when it is read.
type ngxBlock struct {
	words []string
	file  string
	line  int
	kids  []ngxBlock
}

// tree makes blocks of the directives, which are in order and know their depth.
func (c nginxConfig) tree() ngxBlock {
	kids, _ := ngxKids(c.all, 0)
	return ngxBlock{kids: kids}
}

func ngxKids(all []directive, depth int) (kids []ngxBlock, rest []directive) {
	for len(all) > 0 && all[0].depth >= depth {
		d := all[0]
		b := ngxBlock{words: d.words, file: d.file, line: d.line}
		all = all[1:]
		if d.block {
			b.kids, all = ngxKids(all, depth+1)
		}
		kids = append(kids, b)
	}
	return kids, all
}

func (b ngxBlock) name() string {
	if len(b.words) == 0 {
		return ""
	}
	return b.words[0]
}

func (b ngxBlock) arg(i int) string {
	if i < len(b.words) {
		return b.words[i]
	}
	return ""
}

// each are the directives of a name right in a block.
func (b ngxBlock) each(name string) (list []ngxBlock) {
	for _, k := range b.kids {
		if k.name() == name {
			list = append(list, k)
		}
	}
	return list
}

func (b ngxBlock) first(name string) (ngxBlock, bool) {
	for _, k := range b.kids {
		if k.name() == name {
			return k, true
		}
	}
	return ngxBlock{}, false
}

// scope is the blocks a directive may stand in for one request, the innermost first.
type scope []ngxBlock

// find is the directive of a name in the innermost block that has one.
func (s scope) find(name string) (ngxBlock, bool) {
	for _, b := range s {
		if d, ok := b.first(name); ok {
			return d, true
		}
	}
	return ngxBlock{}, false
}

// value is the first argument of such a directive, or def.
func (s scope) value(name, def string) string {
	if d, ok := s.find(name); ok && len(d.words) > 1 {
		return d.words[1]
	}
	return def
}

// all are the directives of a name in the innermost block that has any.
func (s scope) all(name string) []ngxBlock {
	for _, b := range s {
		if list := b.each(name); len(list) > 0 {
			return list
		}
	}
	return nil
}

// ngxListen is one listen directive.
type ngxListen struct {
	at       netip.AddrPort
	fallback bool // default_server
	ssl      bool
}

func readListen(d ngxBlock) ngxListen {
	text := d.arg(1)
	l := ngxListen{fallback: slices.Contains(d.words, "default_server") || slices.Contains(d.words, "default"), ssl: slices.Contains(d.words, "ssl")}
	host, port := "", text
	if i := strings.LastIndexByte(text, ':'); i >= 0 && !strings.HasSuffix(text, "]") {
		host, port = text[:i], text[i+1:]
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		host, n = port, 80
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	if err != nil {
		addr = netip.IPv4Unspecified()
	}
	if addr == netip.IPv6Unspecified() && slices.Contains(d.words, "ipv6only=off") {
		addr = netip.Addr{} // both families
	}
	if host == "localhost" {
		addr = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	l.at = netip.AddrPortFrom(addr, uint16(n))
	return l
}

// listens are the addresses of a server block; one without listen takes port 80.
func (b ngxBlock) listens() (list []ngxListen) {
	for _, d := range b.each("listen") {
		list = append(list, readListen(d))
	}
	if list == nil {
		list = []ngxListen{{at: netip.AddrPortFrom(netip.IPv4Unspecified(), 80)}}
	}
	return list
}

// servers are the server blocks of the http block, with it.
func (b ngxBlock) servers() (http ngxBlock, list []ngxBlock) {
	http, _ = b.first("http")
	return http, http.each("server")
}

// addresses are all that the servers listen at, each once. An address is left
// out when the same port is taken at all addresses.
func (b ngxBlock) addresses() (list []netip.AddrPort) {
	_, servers := b.servers()
	var ats []netip.AddrPort
	for _, s := range servers {
		for _, l := range s.listens() {
			if !slices.Contains(ats, l.at) {
				ats = append(ats, l.at)
			}
		}
	}
	for _, at := range ats {
		all := netip.AddrPortFrom(netip.IPv4Unspecified(), at.Port())
		if at.Addr().Is6() {
			all = netip.AddrPortFrom(netip.IPv6Unspecified(), at.Port())
		}
		if at == all || !slices.Contains(ats, all) {
			list = append(list, at)
		}
	}
	return list
}

// server finds the server block for what came to an address for a host: by
// exact name, then *.name, then name.*, else the default one. Source:
// nginx.org, "How nginx processes a request".
func (b ngxBlock) server(at netip.AddrPort, host string) (server ngxBlock, ssl bool) {
	_, servers := b.servers()
	best, rank := ngxBlock{}, -1
	for _, s := range servers {
		for _, l := range s.listens() {
			if l.at.Port() != at.Port() || l.at.Addr().IsValid() && !(l.at.Addr().IsUnspecified() && l.at.Addr().Is4() == at.Addr().Is4()) && l.at.Addr() != at.Addr() {
				continue
			}
			r := 0
			if l.fallback {
				r = 1
			}
			for _, d := range s.each("server_name") {
				for _, name := range d.words[1:] {
					r = max(r, serverNameRank(strings.ToLower(name), strings.ToLower(host)))
				}
			}
			if r > rank {
				best, rank, ssl = s, r, l.ssl
			}
		}
	}
	return best, ssl
}

func serverNameRank(name, host string) int {
	switch {
	case name == host:
		return 5
	case strings.HasPrefix(name, "*.") && strings.HasSuffix(host, name[1:]):
		return 4
	case strings.HasPrefix(name, ".") && (strings.HasSuffix(host, name) || host == name[1:]):
		return 4
	case strings.HasSuffix(name, ".*") && strings.HasPrefix(host, name[:len(name)-1]):
		return 3
	case strings.HasPrefix(name, "~"):
		if re, err := ngxRegexp(name[1:], false); err == nil && re.MatchString(host) {
			return 2
		}
	}
	return 0
}
