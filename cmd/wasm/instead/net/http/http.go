// Package http stands in for net/http where there is no network: it has what
// the handlers of package web, templ and the stand-in for echo ask of requests
// and answers, and nothing else. The true one brings TLS, certificates and the
// arithmetic of both along.
package http

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strings"
	"time"
)

// Methods of requests.
const (
	MethodGet  = "GET"
	MethodHead = "HEAD"
	MethodPost = "POST"
)

// Request is what is asked.
type Request struct {
	Method string
	URL    *url.URL
	Host   string
	Header Header
	Body   io.ReadCloser
	Form   url.Values // nil before ParseForm

	ctx context.Context
}

// NewRequestWithContext is a request; an address that cannot be read is an error.
func NewRequestWithContext(ctx context.Context, method, address string, body io.Reader) (*Request, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	return &Request{Method: method, URL: u, Host: u.Host, Header: Header{}, Body: io.NopCloser(body), ctx: ctx}, nil
}

// Context is the request's.
func (r *Request) Context() context.Context { return r.ctx }

// WithContext is the request with another context.
func (r *Request) WithContext(ctx context.Context) *Request {
	n := *r
	n.ctx = ctx
	return &n
}

// UserAgent is the browser that asks.
func (r *Request) UserAgent() string { return r.Header.Get("User-Agent") }

// Referer is the page that leads here.
func (r *Request) Referer() string { return r.Header.Get("Referer") }

// ParseForm reads the values of the query and, of a form that is sent, of the
// body, which come first.
func (r *Request) ParseForm() error {
	if r.Form != nil {
		return nil
	}
	r.Form = url.Values{}
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); r.Method == MethodPost && strings.TrimSpace(kind) == "application/x-www-form-urlencoded" {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		if r.Form, err = url.ParseQuery(string(text)); err != nil {
			return err
		}
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	for name, values := range query {
		r.Form[name] = append(r.Form[name], values...)
	}
	return err
}

// AddCookie sends a cookie along.
func (r *Request) AddCookie(c *Cookie) {
	all := c.Name + "=" + quoted(c.Value)
	if was := r.Header.Get("Cookie"); was != "" {
		all = was + "; " + all
	}
	r.Header.Set("Cookie", all)
}

// ErrNoCookie tells that a request has no such cookie.
var ErrNoCookie = errors.New("http: named cookie not present")

// Cookie is the first cookie of a name, or ErrNoCookie.
func (r *Request) Cookie(name string) (*Cookie, error) {
	for _, line := range r.Header["Cookie"] {
		for one := range strings.SplitSeq(line, ";") {
			if c, ok := cookieOf(one); ok && c.Name == name {
				return c, nil
			}
		}
	}
	return nil, ErrNoCookie
}

// Response is an answer that was got.
type Response struct{ Header Header }

// Cookies are those that an answer sets.
func (r *Response) Cookies() (all []*Cookie) {
	for _, line := range r.Header["Set-Cookie"] {
		first, _, _ := strings.Cut(line, ";")
		if c, ok := cookieOf(first); ok {
			all = append(all, c)
		}
	}
	return all
}

// ResponseWriter takes an answer.
type ResponseWriter interface {
	Header() Header
	Write([]byte) (int, error)
	WriteHeader(status int)
}

// Flusher sends what is written so far.
type Flusher interface{ Flush() }

// Handler answers requests.
type Handler interface {
	ServeHTTP(ResponseWriter, *Request)
}

// HandlerFunc is a function as a Handler.
type HandlerFunc func(ResponseWriter, *Request)

// ServeHTTP calls the function.
func (f HandlerFunc) ServeHTTP(w ResponseWriter, r *Request) { f(w, r) }

// Error answers with a sentence.
func Error(w ResponseWriter, sentence string, status int) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, sentence+"\n") // nobody is told of an answer that does not go out
}

// MaxBytesError tells of a body over its bound: none has one here.
type MaxBytesError struct{ Limit int64 }

// Error is what the true one says.
func (*MaxBytesError) Error() string { return "http: request body too large" }

// CrossOriginProtection has nothing to protect: only the page asks.
type CrossOriginProtection struct{}

// ResponseController has nothing to control.
type ResponseController struct{}

// NewResponseController controls an answer.
func NewResponseController(ResponseWriter) *ResponseController { return &ResponseController{} }

// SetWriteDeadline does nothing: there is nothing to wait for.
func (*ResponseController) SetWriteDeadline(time.Time) error { return nil }
