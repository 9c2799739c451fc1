package http

import (
	"strings"
	"time"
)

// Header is the headers of a request or an answer, by their canonical names.
type Header map[string][]string

// Add adds a value.
func (h Header) Add(name, value string) {
	name = CanonicalHeaderKey(name)
	h[name] = append(h[name], value)
}

// Set makes a value the only one.
func (h Header) Set(name, value string) { h[CanonicalHeaderKey(name)] = []string{value} }

// Get is the first value, "" for none.
func (h Header) Get(name string) string {
	if all := h[CanonicalHeaderKey(name)]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// Values are all values.
func (h Header) Values(name string) []string { return h[CanonicalHeaderKey(name)] }

// Del takes all values away.
func (h Header) Del(name string) { delete(h, CanonicalHeaderKey(name)) }

// CanonicalHeaderKey is a name as it is written: each part begins with a capital.
func CanonicalHeaderKey(name string) string {
	parts := strings.Split(strings.ToLower(name), "-")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// SameSite tells which pages send a cookie.
type SameSite int

// SameSiteLaxMode sends it from the own site, and where a link leads there.
const SameSiteLaxMode SameSite = 2

// Cookie is a cookie. Of those set here nobody but this program reads one, so
// that only name and value go out.
type Cookie struct {
	Name, Value, Path string
	MaxAge            int // in seconds
	Expires           time.Time
	HttpOnly, Secure  bool
	SameSite          SameSite
}

// SetCookie has an answer set a cookie.
func SetCookie(w ResponseWriter, c *Cookie) {
	w.Header().Add("Set-Cookie", c.Name+"="+quoted(c.Value))
}

func quoted(value string) string {
	if strings.ContainsAny(value, " ,") {
		return `"` + value + `"`
	}
	return value
}

func cookieOf(text string) (*Cookie, bool) {
	name, value, ok := strings.Cut(strings.TrimSpace(text), "=")
	if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
		value = value[1 : len(value)-1]
	}
	return &Cookie{Name: name, Value: value}, ok && name != ""
}
