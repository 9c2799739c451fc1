package docker

import (
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// valid makes the checks that come after the command line is read, of flags
// that are not simulated too: a mistake is told before that.
func (c Call) valid() error {
	for _, s := range c.list("publish") {
		if err := checkPublish(s); err != nil {
			return err
		}
	}
	for _, s := range c.list("expose") {
		port, _, _ := strings.Cut(s, "/")
		if err := checkExpose(port); err != nil {
			return err
		}
	}
	if mac := c.text("mac-address"); mac != "" && !isMAC(mac) {
		return errors.New(mac + " is not a valid mac address")
	}
	for _, s := range c.list("device") {
		path, _, _ := strings.Cut(s, ":")
		if !strings.HasPrefix(path, "/") && !strings.Contains(path, "=") {
			return errors.New(path + " is not an absolute path")
		}
	}
	for _, s := range c.list("security-opt") {
		if !strings.ContainsAny(s, "=:") && s != "no-new-privileges" {
			return fmt.Errorf("invalid --security-opt: %q", s)
		}
	}
	return nil
}

// checkPublish checks a port mapping, [[ip:]host:]container[/proto].
// Source: docker/go-connections nat.
func checkPublish(s string) error {
	mapping, proto, _ := strings.Cut(s, "/")
	ip, host, inner := "", "", mapping
	if i := strings.LastIndexByte(mapping, ':'); i >= 0 {
		host, inner = mapping[:i], mapping[i+1:]
		if i := strings.LastIndexByte(host, ':'); i >= 0 {
			ip, host = host[:i], host[i+1:]
		}
	}
	if ip != "" {
		if _, err := netip.ParseAddr(strings.Trim(ip, "[]")); err != nil {
			return errors.New("invalid IP address: " + ip)
		}
	}
	if inner == "" {
		return errors.New("no port specified: " + s + "<empty>")
	}
	from, to, ok := portRange(inner)
	if !ok {
		return errors.New("invalid containerPort: " + inner)
	}
	if host != "" {
		first, last, ok := portRange(host)
		if !ok {
			return errors.New("invalid hostPort: " + host)
		}
		if last-first != to-from && from != to {
			return fmt.Errorf("invalid ranges specified for container and host Ports: %s and %s", inner, host)
		}
	}
	switch strings.ToLower(proto) {
	case "", "tcp", "udp", "sctp":
		return nil
	}
	return errors.New("invalid proto: " + proto)
}

// portRange reads "80" or "8000-8010".
func portRange(s string) (from, to uint64, ok bool) {
	low, high, two := strings.Cut(s, "-")
	from, err := strconv.ParseUint(low, 10, 16)
	to = from
	if err == nil && two {
		to, err = strconv.ParseUint(high, 10, 16)
	}
	return from, to, err == nil && from <= to
}

func checkExpose(port string) error {
	low, high, two := strings.Cut(port, "-")
	if _, err := strconv.ParseUint(low, 10, 16); err != nil {
		return fmt.Errorf("invalid range format for --expose: invalid start port '%s': invalid syntax", low)
	}
	if _, err := strconv.ParseUint(high, 10, 16); two && err != nil {
		return fmt.Errorf("invalid range format for --expose: invalid end port '%s': invalid syntax", high)
	}
	return nil
}

// isMAC tells whether s is six bytes in hexadecimal.
func isMAC(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == ':' || r == '-' })
	for _, p := range parts {
		if _, err := strconv.ParseUint(p, 16, 8); err != nil || len(p) != 2 {
			return false
		}
	}
	return len(parts) == 6
}
