// Package echo stands in for labstack's echo where there is no network: it has
// what the handlers of package web ask of a request and its answer, and nothing
// else. Only the program that runs in the browser is built with it (package
// web/export names it to the go command): the whole of echo brings the server
// of net/http, TLS and certificates along, 15 MB that nothing there can use.
package echo

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Names of headers and media types that handlers use.
const (
	HeaderAccept             = "Accept"
	HeaderAcceptEncoding     = "Accept-Encoding"
	HeaderContentDisposition = "Content-Disposition"
	HeaderContentEncoding    = "Content-Encoding"
	HeaderContentType        = "Content-Type"
	HeaderLocation           = "Location"
	HeaderVary               = "Vary"
	HeaderXRequestID         = "X-Request-Id"

	MIMEApplicationJSON      = "application/json"
	MIMEMultipartForm        = "multipart/form-data"
	MIMETextHTMLCharsetUTF8  = "text/html; charset=UTF-8"
	MIMETextPlainCharsetUTF8 = "text/plain; charset=UTF-8"
)

// HTTPError is an answer with a status other than a handler's own.
type HTTPError struct {
	Code     int
	Internal error
}

// Error is the status in words.
func (e *HTTPError) Error() string { return http.StatusText(e.Code) }

// Unwrap returns what the status stands for.
func (e *HTTPError) Unwrap() error { return e.Internal }

// SetInternal notes what the status stands for.
func (e *HTTPError) SetInternal(err error) *HTTPError {
	e.Internal = err
	return e
}

// NewHTTPError is an error that is answered with a status.
func NewHTTPError(code int, _ ...any) *HTTPError { return &HTTPError{Code: code} }

// The errors that handlers return by name.
var (
	ErrNotFound             = NewHTTPError(http.StatusNotFound)
	ErrUnsupportedMediaType = NewHTTPError(http.StatusUnsupportedMediaType)
)

// HandlerFunc answers a request.
type HandlerFunc func(Context) error

// MiddlewareFunc puts something around a handler.
type MiddlewareFunc func(HandlerFunc) HandlerFunc

// Context is a request and its answer.
type Context = *Exchange

// Exchange is what a Context is here.
type Exchange struct {
	request  *http.Request
	response *Response
	path     string // of the route, with its parameters' names
	params   map[string]string
}

// NewExchange is a request at a route.
func NewExchange(r *http.Request, path string, params map[string]string) *Exchange {
	return &Exchange{request: r, response: &Response{Head: http.Header{}}, path: path, params: params}
}

// Response is an answer, kept whole.
type Response struct {
	Head      http.Header
	Status    int
	Committed bool
	Body      strings.Builder
}

// Header are the answer's headers.
func (r *Response) Header() http.Header { return r.Head }

// WriteHeader sets the status.
func (r *Response) WriteHeader(status int) {
	if !r.Committed {
		r.Status, r.Committed = status, true
	}
}

// Write appends to the body.
func (r *Response) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.Body.Write(p)
}

// Flush does nothing: an answer goes out whole.
func (r *Response) Flush() {}

// Request is what is asked.
func (c *Exchange) Request() *http.Request { return c.request }

// Response is what is answered.
func (c *Exchange) Response() *Response { return c.response }

// Path is the route's, with its parameters' names.
func (c *Exchange) Path() string { return c.path }

// Param is a part of the path by its name.
func (c *Exchange) Param(name string) string { return c.params[name] }

// QueryParams is the query.
func (c *Exchange) QueryParams() url.Values { return c.request.URL.Query() }

// QueryParam is a value of the query.
func (c *Exchange) QueryParam(name string) string { return c.QueryParams().Get(name) }

// FormParams are the values of the body and the query.
func (c *Exchange) FormParams() (url.Values, error) {
	err := c.request.ParseForm()
	return c.request.Form, err
}

// FormValue is one of them.
func (c *Exchange) FormValue(name string) string {
	form, _ := c.FormParams() // what cannot be read is not there
	return form.Get(name)
}

// Cookie is a cookie that came with the request.
func (c *Exchange) Cookie(name string) (*http.Cookie, error) { return c.request.Cookie(name) }

// SetCookie sends one along.
func (c *Exchange) SetCookie(cookie *http.Cookie) { http.SetCookie(c.response, cookie) }

// RealIP is whose request it is: this machine's.
func (c *Exchange) RealIP() string { return "127.0.0.1" }

// Scheme is how the page came.
func (c *Exchange) Scheme() string { return "https" }

// Blob answers with bytes of a media type.
func (c *Exchange) Blob(status int, kind string, b []byte) error {
	c.response.Head.Set(HeaderContentType, kind)
	c.response.WriteHeader(status)
	_, err := c.response.Write(b)
	return err
}

// HTML answers with a page.
func (c *Exchange) HTML(status int, page string) error {
	return c.Blob(status, MIMETextHTMLCharsetUTF8, []byte(page))
}

// String answers with text.
func (c *Exchange) String(status int, text string) error {
	return c.Blob(status, MIMETextPlainCharsetUTF8, []byte(text))
}

// JSON answers with a value as JSON.
func (c *Exchange) JSON(status int, v any) error { return c.JSONPretty(status, v, "") }

// JSONPretty answers with a value as indented JSON.
func (c *Exchange) JSONPretty(status int, v any, indent string) error {
	b, err := json.MarshalIndent(v, "", indent)
	if indent == "" {
		b, err = json.Marshal(v)
	}
	if err != nil {
		return err
	}
	return c.Blob(status, MIMEApplicationJSON, append(b, '\n'))
}

// NoContent answers with a status alone.
func (c *Exchange) NoContent(status int) error {
	c.response.WriteHeader(status)
	return nil
}

// Redirect answers with another address.
func (c *Exchange) Redirect(status int, to string) error {
	c.response.Head.Set(HeaderLocation, to)
	return c.NoContent(status)
}

// Stream answers with all of a reader.
func (c *Exchange) Stream(status int, kind string, r io.Reader) error {
	b, err := io.ReadAll(r)
	return errors.Join(err, c.Blob(status, kind, b))
}

// Error is left to who called.
func (c *Exchange) Error(error) {}
