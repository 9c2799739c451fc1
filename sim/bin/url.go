package bin

import (
	"strconv"
	"strings"
)

// webURL is a URL as clients on the command line take it: the scheme may be missing.
type webURL struct {
	scheme, user, host string
	port               int
	path               string // with the query, at least /
	given              bool   // the port was given
}

// ports of the schemes.
var schemePorts = []struct {
	scheme string
	port   int
}{{"http", 80}, {"https", 443}, {"ftp", 21}, {"telnet", 23}, {"dict", 2628}, {"ws", 80}, {"wss", 443}, {"file", 0}}

// parseURL reads a URL; ok is false when it names no host.
func parseURL(s string) (u webURL, ok bool) {
	u.scheme = "http"
	if before, after, has := strings.Cut(s, "://"); has && !strings.ContainsAny(before, "/?#") {
		u.scheme, s = strings.ToLower(before), after
	}
	s, _, _ = strings.Cut(s, "#")
	end := strings.IndexAny(s, "/?")
	if end < 0 {
		end = len(s)
	}
	where, path := s[:end], s[end:]
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if i := strings.LastIndexByte(where, '@'); i >= 0 {
		u.user, where = where[:i], where[i+1:]
	}
	u.path, u.host = path, where
	if i := strings.LastIndexByte(where, ':'); i >= 0 && !strings.HasSuffix(where, "]") {
		n, err := strconv.Atoi(where[i+1:])
		if where[i+1:] != "" && (err != nil || n < 0 || n > 65535) {
			return u, false
		}
		u.host, u.port, u.given = where[:i], n, where[i+1:] != ""
	}
	if !u.given {
		for _, p := range schemePorts {
			if p.scheme == u.scheme {
				u.port = p.port
			}
		}
	}
	return u, u.host != "" && !strings.ContainsAny(u.host, " \t\"<>\\^`{|}")
}

// at is the host, with the port if it is not the scheme's own.
func (u webURL) at() string {
	for _, p := range schemePorts {
		if p.scheme == u.scheme && p.port == u.port {
			return u.host
		}
	}
	return u.host + ":" + strconv.Itoa(u.port)
}

func (u webURL) String() string { return u.scheme + "://" + u.at() + u.path }

// leads is where a Location of a response to u leads.
func (u webURL) leads(location string) (webURL, bool) {
	switch {
	case strings.Contains(location, "://"):
		return parseURL(location)
	case strings.HasPrefix(location, "//"):
		return parseURL(u.scheme + ":" + location)
	case strings.HasPrefix(location, "/"):
		u.path = location
	default:
		path, _, _ := strings.Cut(u.path, "?")
		u.path = path[:strings.LastIndexByte(path, '/')+1] + location
	}
	return u, true
}

// base is the last part of the path, without the query: a file's name.
func (u webURL) base() string {
	path, _, _ := strings.Cut(u.path, "?")
	return path[strings.LastIndexByte(path, '/')+1:]
}
