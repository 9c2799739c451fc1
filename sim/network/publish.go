package network

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// Publication is a mapping of ports as it is written: ports of a container, and
// those of the host that are to lead to them.
type Publication struct {
	IP    string // of the host, without brackets; "" for all
	Inner Range  // of the container
	Host  string // of the host, as written; "" for any
	Outer Range  // Host as a range
	Proto string // tcp, udp, sctp
}

// ParsePublish reads [[ip:]host:]container[/protocol], each port a number or a
// range. Errors: what is wrong, in Docker's words.
// Source: docker/go-connections nat, ParsePortSpec.
func ParsePublish(s string) (Publication, error) {
	spec, proto, _ := strings.Cut(s, "/")
	ip, host, inner := splitPublish(spec)
	p := Publication{IP: strings.Trim(ip, "[]"), Host: host, Proto: strings.ToLower(proto)}
	if strings.HasPrefix(ip, "[") && !strings.Contains(ip, "]") {
		return p, fmt.Errorf("invalid IP address %s: address %s:: missing ']' in address", ip, ip)
	}
	if ip != "" {
		if _, err := netip.ParseAddr(p.IP); err != nil {
			return p, errors.New("invalid IP address: " + ip)
		}
	}
	if inner == "" {
		return p, errors.New("no port specified: " + s + "<empty>")
	}
	var ok bool
	if p.Inner, ok = ParseRange(inner); !ok {
		return p, errors.New("invalid containerPort: " + inner)
	}
	if p.Outer, ok = ParseRange(host); !ok && host != "" {
		return p, errors.New("invalid hostPort: " + host)
	}
	if host != "" && p.Outer.Len() != p.Inner.Len() && p.Inner.Len() != 1 {
		return p, fmt.Errorf("invalid ranges specified for container and host Ports: %s and %s", inner, host)
	}
	switch p.Proto {
	case "":
		p.Proto = "tcp"
	case "tcp", "udp", "sctp":
	default:
		return p, errors.New("invalid proto: " + p.Proto)
	}
	return p, nil
}

// HostPort is the host's port, or ports to choose from, for a port of the
// container; "" for any.
func (p Publication) HostPort(inner int) string {
	switch {
	case p.Host == "":
		return ""
	case p.Inner.Len() == 1 && p.Outer.Len() != 1:
		return p.Host
	}
	return strconv.Itoa(int(p.Outer.First) + inner - int(p.Inner.First))
}

// splitPublish takes [[ip:]host:]container apart; the address may have colons.
func splitPublish(s string) (ip, host, inner string) {
	inner = s
	if i := strings.LastIndexByte(s, ':'); i >= 0 {
		host, inner = s[:i], s[i+1:]
	}
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		ip, host = host[:i], host[i+1:]
	}
	return ip, host, inner
}

// ParseRange reads "80" or "8000-8010"; false when it is neither.
func ParseRange(s string) (Range, bool) {
	low, high, two := strings.Cut(s, "-")
	from, err := strconv.ParseUint(low, 10, 16)
	to := from
	if err == nil && two {
		to, err = strconv.ParseUint(high, 10, 16)
	}
	if err != nil || from > to {
		return Range{}, false
	}
	return Range{uint16(from), uint16(to)}, true
}

// Len is how many ports a range has.
func (r Range) Len() int { return int(r.Last) - int(r.First) + 1 }
