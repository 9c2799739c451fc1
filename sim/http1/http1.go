// Package http1 is HTTP/1.1 as text: requests and responses are values, read
// from bytes that may not have arrived in full and written back to bytes.
// Source: RFC 9112.
package http1

import (
	"errors"
	"strconv"
	"strings"
)

// Field is one header line.
type Field struct{ Name, Value string }

// Header is the header lines of a message in their order.
type Header []Field

// Get is the value of the first line of a name, whatever its case; "" without one.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Has tells whether there is a line of the name.
func (h Header) Has(name string) bool {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return true
		}
	}
	return false
}

// With is the header with a line set: at its old place, or at the end.
func (h Header) With(name, value string) Header {
	out := append(Header(nil), h...)
	for i, f := range out {
		if strings.EqualFold(f.Name, name) {
			out[i].Value = value
			return out
		}
	}
	return append(out, Field{name, value})
}

// Without is the header without the lines of a name.
func (h Header) Without(name string) Header {
	var out Header
	for _, f := range h {
		if !strings.EqualFold(f.Name, name) {
			out = append(out, f)
		}
	}
	return out
}

func (h Header) String() string {
	var b strings.Builder
	for _, f := range h {
		b.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	return b.String()
}

// Request is a request. Its Body is whole.
type Request struct {
	Method, Target, Proto string // GET, /path?query, HTTP/1.1
	Header                Header
	Body                  string
}

// Response is a response. Its Body is whole and no longer in chunks.
type Response struct {
	Proto  string // HTTP/1.1
	Status int
	Reason string // Not Found
	Header Header
	Body   string
}

var (
	// ErrMore: the message has not arrived in full.
	ErrMore = errors.New("http1: more to come")
	// ErrBad: this is no HTTP message.
	ErrBad = errors.New("http1: malformed message")
	// ErrBig: the head or body of the message is longer than is taken.
	ErrBig = errors.New("http1: message too large")
)

// The most that is taken of one message, in bytes.
const (
	MaxHead = 32 << 10
	MaxBody = 16 << 20
)

// Host is the name of the host a request is for, without the port.
func (r Request) Host() string {
	host := r.Header.Get("Host")
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return host
}

// Path is the target without its query.
func (r Request) Path() string {
	p, _, _ := strings.Cut(r.Target, "?")
	return p
}

// Query is what stands behind the question mark.
func (r Request) Query() string {
	_, q, _ := strings.Cut(r.Target, "?")
	return q
}

// KeepAlive tells whether the connection stays open after the request.
func (r Request) KeepAlive() bool { return keepAlive(r.Proto, r.Header) }

func keepAlive(proto string, h Header) bool {
	c := strings.ToLower(h.Get("Connection"))
	if proto == "HTTP/1.1" {
		return !strings.Contains(c, "close")
	}
	return strings.Contains(c, "keep-alive")
}

// KeepAlive tells whether the connection stays open after the response.
func (r Response) KeepAlive() bool { return keepAlive(r.Proto, r.Header) }

func (r Request) String() string {
	return r.Method + " " + r.Target + " " + r.Proto + "\r\n" + r.Header.String() + "\r\n" + r.Body
}

// Head is the status line and header lines of a response, with the empty line
// that ends them.
func (r Response) Head() string {
	line := r.Proto + " " + strconv.Itoa(r.Status)
	if r.Reason != "" {
		line += " " + r.Reason
	}
	return line + "\r\n" + r.Header.String() + "\r\n"
}

func (r Response) String() string { return r.Head() + r.Body }

// ReadRequest takes one request off the bytes that arrived and returns how
// many it took. Errors: ErrMore, ErrBad, ErrBig.
func ReadRequest(s string) (r Request, n int, err error) {
	lead := len(s) - len(strings.TrimLeft(s, "\r\n"))
	head, n, err := cutHead(s[lead:])
	if err != nil {
		return r, 0, err
	}
	first, lines, _ := strings.Cut(head, "\n")
	words := strings.Split(strings.TrimRight(first, "\r"), " ")
	if len(words) != 3 || words[0] == "" || words[1] == "" || !strings.HasPrefix(words[2], "HTTP/1.") {
		return r, 0, ErrBad
	}
	r = Request{Method: words[0], Target: words[1], Proto: words[2]}
	if r.Header, err = readHeader(lines); err != nil {
		return r, 0, err
	}
	body, used, err := readBody(s[lead+n:], r.Header)
	r.Body = body
	return r, lead + n + used, err
}

// ReadResponse takes one response off the bytes that arrived. method is the
// request's: a response to HEAD has no body. ended says that the other side
// has sent all: a body without a length goes on to there. Errors: ErrMore,
// ErrBad, ErrBig; with ErrMore and a head that is there, r holds what has
// arrived so far.
func ReadResponse(s, method string, ended bool) (r Response, n int, err error) {
	if len(s) >= 5 && s[:5] != "HTTP/" || !strings.HasPrefix("HTTP/", s[:min(5, len(s))]) {
		return r, 0, ErrBad
	}
	head, n, err := cutHead(s)
	if err != nil {
		return r, 0, err
	}
	first, lines, _ := strings.Cut(head, "\n")
	proto, rest, _ := strings.Cut(strings.TrimRight(first, "\r"), " ")
	code, reason, _ := strings.Cut(rest, " ")
	status, bad := strconv.Atoi(code)
	if bad != nil || status < 100 || status > 999 {
		return r, 0, ErrBad
	}
	r = Response{Proto: proto, Status: status, Reason: reason}
	if r.Header, err = readHeader(lines); err != nil {
		return r, 0, err
	}
	if method == "HEAD" || status < 200 || status == 204 || status == 304 {
		return r, n, nil
	}
	if !r.Header.Has("Content-Length") && !chunked(r.Header) {
		r.Body = s[n:]
		if !ended {
			return r, 0, ErrMore
		}
		return r, len(s), nil
	}
	body, used, err := readBody(s[n:], r.Header)
	r.Body = body
	return r, n + used, err
}

// cutHead finds the end of the head: everything before the empty line.
func cutHead(s string) (head string, n int, err error) {
	end, skip := strings.Index(s, "\r\n\r\n"), 4
	if lf := strings.Index(s, "\n\n"); lf >= 0 && (end < 0 || lf < end) {
		end, skip = lf, 2
	}
	switch {
	case end > MaxHead || end < 0 && len(s) > MaxHead:
		return "", 0, ErrBig
	case end < 0:
		return "", 0, ErrMore
	}
	return s[:end], end + skip, nil
}

func readHeader(lines string) (h Header, err error) {
	for line := range strings.Lines(lines) {
		line = strings.TrimRight(line, "\r\n")
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsAny(name, " \t") {
			return nil, ErrBad
		}
		h = append(h, Field{name, strings.TrimSpace(value)})
	}
	return h, nil
}

func chunked(h Header) bool {
	return strings.Contains(strings.ToLower(h.Get("Transfer-Encoding")), "chunked")
}

// readBody takes the body off what follows a head.
func readBody(s string, h Header) (body string, n int, err error) {
	if chunked(h) {
		return readChunks(s)
	}
	length := h.Get("Content-Length")
	if length == "" {
		return "", 0, nil
	}
	size, bad := strconv.Atoi(length)
	switch {
	case bad != nil || size < 0:
		return "", 0, ErrBad
	case size > MaxBody:
		return "", 0, ErrBig
	case len(s) < size:
		return s, 0, ErrMore
	}
	return s[:size], size, nil
}

// readChunks takes a body in chunks, with the trailer behind it.
func readChunks(s string) (body string, n int, err error) {
	var b strings.Builder
	for {
		line, _, ok := strings.Cut(s[n:], "\n")
		if !ok {
			if len(s)-n > 256 {
				return "", 0, ErrBad
			}
			return b.String(), 0, ErrMore
		}
		digits, _, _ := strings.Cut(strings.TrimSpace(line), ";")
		size, bad := strconv.ParseUint(strings.TrimSpace(digits), 16, 31)
		if bad != nil {
			return "", 0, ErrBad
		}
		if b.Len()+int(size) > MaxBody {
			return "", 0, ErrBig
		}
		n += len(line) + 1
		if size == 0 {
			used, err := cutTrailer(s[n:])
			return b.String(), n + used, err
		}
		if len(s)-n < int(size)+1 {
			b.WriteString(s[n:min(len(s), n+int(size))])
			return b.String(), 0, ErrMore
		}
		b.WriteString(s[n : n+int(size)])
		n += int(size)
		switch rest := s[n:]; {
		case strings.HasPrefix(rest, "\r\n"):
			n += 2
		case rest[0] == '\n':
			n++
		case rest == "\r":
			return b.String(), 0, ErrMore
		default:
			return "", 0, ErrBad
		}
	}
}

// cutTrailer is how long the lines behind the last chunk are, up to and with
// the empty one.
func cutTrailer(s string) (n int, err error) {
	for {
		line, _, ok := strings.Cut(s[n:], "\n")
		if !ok {
			return 0, ErrMore
		}
		n += len(line) + 1
		if strings.TrimRight(line, "\r") == "" {
			return n, nil
		}
		if n > MaxHead {
			return 0, ErrBig
		}
	}
}

// reasons are the phrases of the status codes in use. Source: RFC 9110 and nginx.
var reasons = map[int]string{200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
	301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect",
	400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
	409: "Conflict", 410: "Gone", 411: "Length Required", 413: "Content Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 418: "I'm a teapot",
	429: "Too Many Requests", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
	504: "Gateway Timeout", 505: "HTTP Version Not Supported"}

// Reason is the usual phrase of a status code, "" for one without.
func Reason(status int) string { return reasons[status] }

// hello is the first byte of a TLS handshake record.
const hello = "\x16\x03\x01"

// Hello stands for the handshake of TLS, whose bytes are not simulated: a
// client sends one line with the name of the server it wants, and the server
// answers with one that begins in the same way and says what name its
// certificate is for. Then they speak as if there were no TLS.
func Hello(name string) string { return hello + name + "\n" }

// CutHello takes a Hello off what arrived. Errors: ErrMore; ErrBad when it
// begins otherwise.
func CutHello(s string) (name, rest string, err error) {
	if len(s) < len(hello) && strings.HasPrefix(hello, s) {
		return "", s, ErrMore
	}
	line, ok := strings.CutPrefix(s, hello)
	if !ok {
		return "", s, ErrBad
	}
	name, rest, ok = strings.Cut(line, "\n")
	switch {
	case !ok && len(line) > 512:
		return "", s, ErrBad
	case !ok:
		return "", s, ErrMore
	}
	return name, rest, nil
}
