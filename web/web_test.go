package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"drydock/web"
	"drydock/web/sqlstore"
)

// site is a server with a clock that the test moves.
type site struct {
	http.Handler
	t     testing.TB
	store *faulty
	log   *bytes.Buffer

	mu  sync.Mutex
	now time.Time
}

// faulty is a store that refuses to write while broken is set.
type faulty struct {
	web.Store
	web.LinkStore
	mu     sync.Mutex
	broken error
	reads  int // calls of Inputs
}

func (f *faulty) fail(err error) { f.mu.Lock(); f.broken = err; f.mu.Unlock() }

func (f *faulty) AppendInput(ctx context.Context, lab string, e web.Entry) error {
	f.mu.Lock()
	broken := f.broken
	f.mu.Unlock()
	if broken != nil {
		return broken
	}
	return f.Store.AppendInput(ctx, lab, e)
}

func (f *faulty) Inputs(ctx context.Context, lab string) ([]web.Entry, error) {
	f.mu.Lock()
	f.reads++
	f.mu.Unlock()
	return f.Store.Inputs(ctx, lab)
}

func openStore(t testing.TB, path string) *sqlstore.Store {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}

func newSite(t testing.TB, change func(*web.Config)) *site {
	t.Helper()
	return siteOn(t, openStore(t, filepath.Join(t.TempDir(), "db")), change)
}

func siteOn(t testing.TB, store web.Store, change func(*web.Config)) *site {
	t.Helper()
	links, _ := store.(web.LinkStore)
	s := &site{t: t, store: &faulty{Store: store, LinkStore: links}, log: new(bytes.Buffer), now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	c := web.Config{
		Store: s.store, Simulator: "test", Now: s.clock,
		Log:    slog.New(slog.NewTextHandler(s.log, nil)),
		Assets: fstest.MapFS{"a.css": {Data: []byte(manyRules())}, "embed.go": {Data: []byte("package x")}},
	}
	if change != nil {
		change(&c)
	}
	var err error
	if s.Handler, err = web.New(c); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *site) clock() time.Time { s.mu.Lock(); defer s.mu.Unlock(); return s.now }

func (s *site) pass(d time.Duration) { s.mu.Lock(); s.now = s.now.Add(d); s.mu.Unlock() }

// ask makes a request; headers are name, value, name, value, …
func (s *site) ask(method, target, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:4711"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func (s *site) json(method, target, body string) (int, map[string]any) {
	s.t.Helper()
	resp := s.ask(method, target, body, "Content-Type", "application/json")
	var v map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&v); err != nil {
		s.t.Fatalf("%s %s answers no JSON: %v", method, target, err)
	}
	return resp.StatusCode, v
}

func (s *site) newLab() string {
	s.t.Helper()
	status, v := s.json("POST", "/api/labs", "")
	if status != http.StatusCreated {
		s.t.Fatalf("a new lab is answered with %d %v", status, v)
	}
	return v["id"].(string)
}

// line types a line and returns what it printed.
func (s *site) line(lab, text string) string {
	s.t.Helper()
	body, _ := json.Marshal(map[string]string{"line": text})
	status, v := s.json("POST", "/api/labs/"+lab+"/inputs", string(body))
	if status != http.StatusOK {
		s.t.Fatalf("%q is answered with %d %v", text, status, v)
	}
	return v["stdout"].(string) + v["stderr"].(string)
}

func (s *site) scene(lab string) string {
	s.t.Helper()
	return text(s.t, s.ask("GET", "/api/labs/"+lab, ""))
}

func text(t testing.TB, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func form(values ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(values); i += 2 {
		v.Set(values[i], values[i+1])
	}
	return v.Encode()
}

const formType = "application/x-www-form-urlencoded"

func cookieOf(t testing.TB, resp *http.Response) *http.Cookie {
	t.Helper()
	for _, c := range resp.Cookies() {
		if c.Name == "lab" {
			return c
		}
	}
	t.Fatal("there is no cookie")
	return nil
}

func TestFrontPage(t *testing.T) {
	s := newSite(t, nil)
	resp := s.ask("GET", "/", "")
	cookie := cookieOf(t, resp)
	page := text(t, resp)
	if resp.StatusCode != 200 || !strings.Contains(page, "/labs/"+cookie.Value+"/inputs") {
		t.Fatalf("the first visit is answered with %d:\n%s", resp.StatusCode, page)
	}
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" {
		t.Errorf("the cookie is %v", cookie)
	}
	s.line(cookie.Value, "echo seen-$((40+2))")
	again := s.ask("GET", "/", "", "Cookie", "lab="+cookie.Value)
	if got := text(t, again); !strings.Contains(got, "seen-42") || len(again.Cookies()) != 0 {
		t.Errorf("the second visit shows another lab:\n%s", got)
	}
	lost := s.ask("GET", "/", "", "Cookie", "lab=11111111-1111-4111-8111-111111111111")
	if lost.StatusCode != 200 || cookieOf(t, lost).Value == cookie.Value {
		t.Errorf("a visitor of a lab that is gone gets %d", lost.StatusCode)
	}
	other := s.ask("GET", "/labs/"+cookie.Value, "")
	if got := text(t, other); !strings.Contains(got, "seen-42") || len(other.Cookies()) != 0 {
		t.Errorf("the lab's own address shows\n%s", got)
	}
}

func TestWithoutScript(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	for _, test := range []struct{ form, referer, location string }{
		{form("line", "echo one"), "", "/labs/" + lab},
		{form("kind", "line", "text", "echo two", "select", "image/x y"), "http://example.com/", "/?select=image%2Fx+y"},
		{form("kind", "interrupt", "text", "half a line"), "http://example.com/labs/" + lab + "?select=a", "/labs/" + lab},
		{form("kind", "line", "text", "echo three"), "http://elsewhere.example/", "/labs/" + lab},
	} {
		resp := s.ask("POST", "/labs/"+lab+"/inputs", test.form, "Content-Type", formType, "Referer", test.referer)
		if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != test.location {
			t.Errorf("%s is answered with %d %q, want %q", test.form, resp.StatusCode, resp.Header.Get("Location"), test.location)
		}
	}
	page := text(t, s.ask("GET", "/labs/"+lab, ""))
	for _, want := range []string{"echo one", "two", "three"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestWithScript(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "echo old-$((1+1))")
	resp := s.ask("POST", "/labs/"+lab+"/inputs", form("line", "echo new-$((1+1))"), "Content-Type", formType, "X-Drydock", "fragment")
	got := text(t, resp)
	if resp.StatusCode != 200 || strings.Contains(got, "<html") || strings.Contains(got, "old-2") || !strings.Contains(got, "new-2") {
		t.Errorf("an input is answered with %d\n%s", resp.StatusCode, got)
	}
}

func TestBegin(t *testing.T) {
	s := newSite(t, nil)
	resp := s.ask("POST", "/labs", "")
	if resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/" {
		t.Errorf("a new lab is answered with %d %q", resp.StatusCode, resp.Header.Get("Location"))
	}
	if got := s.ask("GET", "/labs/"+cookieOf(t, resp).Value, ""); got.StatusCode != 200 {
		t.Errorf("the new lab is answered with %d", got.StatusCode)
	}
}

func TestInspect(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "docker run --name web hello-world")
	for _, target := range []string{
		"/labs/" + lab + "/inspect/container/web",
		"/labs/" + lab + "/inspect/zone/images",
		"/labs/" + lab + "/inspect/image/" + url.PathEscape("docker.io/library/nginx:latest"),
		"/labs/" + lab + "?select=web",
	} {
		resp := s.ask("GET", target, "")
		if got := text(t, resp); resp.StatusCode != 200 || !strings.Contains(got, "<html") {
			t.Errorf("GET %s is answered with %d", target, resp.StatusCode)
		}
	}
	if got := text(t, s.ask("GET", "/labs/"+lab+"/inspect/container/web", "", "X-Drydock", "fragment")); strings.Contains(got, "<html") {
		t.Error("a script gets a whole page")
	}
}

func TestAhead(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "docker run alpine sh -c 'i=0; while true; do echo tick-$((i+=1)); sleep 1; done'")
	before := s.scene(lab)
	for _, test := range []struct {
		target       string
		passed       time.Duration
		shows, lacks string
	}{
		{"/ahead", 0, "data-merge", "tick-2"},
		{"/ahead?ms=5000", 0, "tick-5", "tick-9"},
		{"/ahead?ms=1000", 5 * time.Second, "tick-5", "tick-9"},
		{"/ahead?ms=99999999", 0, "tick-290", "tick-310"},
		{"", 0, "tick-5", "tick-9"},
	} {
		s.pass(test.passed)
		resp := s.ask("GET", "/labs/"+lab+test.target, "")
		got := text(t, resp)
		if resp.StatusCode != 200 || !strings.Contains(got, test.shows) || strings.Contains(got, test.lacks+"<") {
			t.Errorf("GET %s is answered with %d\n%s", test.target, resp.StatusCode, got)
		}
	}
	if s.scene(lab) != before {
		t.Error("looking ahead changed the lab")
	}
	if got := s.line(lab, ""); !strings.Contains(got, "tick-5\r\n") || strings.Contains(got, "tick-9") {
		t.Errorf("the next input brings %q", got)
	}
	if resp := s.ask("GET", "/labs/"+lab+"/ahead?ms=soon", ""); resp.StatusCode != 400 {
		t.Errorf("ms=soon is answered with %d", resp.StatusCode)
	}
}

func TestAPI(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	status, v := s.json("POST", "/api/labs/"+lab+"/inputs", `{"line":"echo out; echo err >&2; (exit 3)"}`)
	if status != 200 || v["seq"] != 1.0 || v["exit"] != 3.0 || v["stdout"] != "out\r\n" || v["stderr"] != "err\r\n" {
		t.Errorf("a line is answered with %d %v", status, v)
	}
	output := v["output"].([]any)
	if first := output[0].(map[string]any); first["stream"] != "stdout" || first["text"] == "" || first["at"] == nil {
		t.Errorf("output is %v", output)
	}
	if _, ok := v["events"].([]any); !ok {
		t.Errorf("events are %v", v["events"])
	}
	status, v = s.json("POST", "/api/labs/"+lab+"/inputs", `{"kind":"wait","after_ms":60000}`)
	if status != 200 || v["seq"] != 2.0 {
		t.Errorf("a wait is answered with %d %v", status, v)
	}
	_, scene := s.json("GET", "/api/labs/"+lab, "")
	if !strings.HasPrefix(scene["time"].(string), "2026-11-23T09:01") {
		t.Errorf("after a minute it is %v", scene["time"])
	}
	status, v = s.json("GET", "/api/labs/"+lab+"/complete?line=docker+im", "")
	if status != 200 || v["candidates"] == nil {
		t.Errorf("completion is answered with %d %v", status, v)
	}
}

func TestPipe(t *testing.T) {
	s := newSite(t, nil)
	_, v := s.json("POST", "/api/labs", `{"pipe":true}`)
	if got := s.line(v["id"].(string), "echo hi"); got != "hi\n" {
		t.Errorf("a piped lab printed %q", got)
	}
}

func TestFaults(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	inputs, unknown := "/api/labs/"+lab+"/inputs", "11111111-1111-4111-8111-111111111111"
	const asJSON = "application/json"
	for _, test := range []struct {
		method, target, kind, body string
		status                     int
	}{
		{"GET", "/api/labs/" + unknown, "", "", 404},
		{"GET", "/api/labs/../../etc/passwd", "", "", 404},
		{"GET", "/api/labs/nonsense", "", "", 404},
		{"POST", "/api/labs/" + unknown + "/inputs", asJSON, `{"line":"x"}`, 404},
		{"GET", "/labs/" + unknown, "", "", 404},
		{"GET", "/labs/" + strings.ToUpper(lab), "", "", 404},
		{"GET", "/nothing", "", "", 404},
		{"GET", "/static/nothing.css", "", "", 404},
		{"GET", "/static/embed.go", "", "", 404},
		{"POST", inputs, asJSON, `{"line":`, 400},
		{"POST", inputs, asJSON, `[]`, 400},
		{"POST", inputs, asJSON, `{"line":7}`, 400},
		{"POST", inputs, asJSON, ``, 400},
		{"POST", inputs, asJSON, `{}`, 400},
		{"POST", inputs, asJSON, `{"kind":"dance"}`, 400},
		{"POST", inputs, asJSON, `{"line":"x","kind":"eof"}`, 400},
		{"POST", inputs, asJSON, `{"kind":"eof","text":"x"}`, 400},
		{"POST", inputs, asJSON, `{"kind":"file","text":"x"}`, 400},
		{"POST", inputs, asJSON, `{"kind":"wait","after_ms":-1}`, 400},
		{"POST", inputs, asJSON, `{"kind":"wait","after_ms":300001}`, 400},
		{"POST", inputs, asJSON, `{"line":"` + strings.Repeat("x", 8193) + `"}`, 400},
		{"POST", inputs, asJSON, `{"line":"` + strings.Repeat("x", 64<<10) + `"}`, 413},
		{"POST", inputs, "text/plain", `{"line":"x"}`, 415},
		{"POST", inputs, formType, form("line", "x"), 415},
		{"GET", inputs, "", "", 405},
		{"DELETE", "/api/labs/" + lab, "", "", 405},
		{"PUT", "/", "", "", 405},
		{"POST", "/labs/" + lab + "/inputs", formType, "", 400},
		{"POST", "/labs/" + lab + "/inputs", formType, form("line", strings.Repeat("x", 8193)), 400},
		{"POST", "/labs/" + lab + "/inputs", formType, form("line", strings.Repeat("x", 64<<10)), 413},
		{"GET", "/api/labs/" + lab + "/complete?line=" + strings.Repeat("x", 8193), "", "", 400},
	} {
		resp := s.ask(test.method, test.target, test.body, "Content-Type", test.kind)
		body := text(t, resp)
		name := test.method + " " + test.target[:min(len(test.target), 80)] + " " + test.body[:min(len(test.body), 40)]
		if resp.StatusCode != test.status {
			t.Errorf("%s is answered with %d, want %d\n%s", name, resp.StatusCode, test.status, body)
		}
		var said struct{ Message string }
		switch {
		case !strings.HasPrefix(test.target, "/api/"):
			if !strings.Contains(body, "<p>") || strings.Contains(body, "goroutine") {
				t.Errorf("%s shows people %q", name, body)
			}
		case json.Unmarshal([]byte(body), &said) != nil || !strings.HasSuffix(said.Message, "."):
			t.Errorf("%s has no sentence: %q", name, body)
		}
	}
	if _, v := s.json("POST", inputs, `{"line":"echo $((1+1))"}`); v["seq"] != 1.0 || v["stdout"] != "2\r\n" {
		t.Errorf("after all faults the first input is answered with %v", v)
	}
}

// An input that cannot be stored did not happen.
func TestStoreFails(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "x=kept")
	before := s.scene(lab)
	s.store.fail(errors.New("disk full, secret path /x"))
	status, v := s.json("POST", "/api/labs/"+lab+"/inputs", `{"line":"x=lost"}`)
	if status != 500 || strings.Contains(v["message"].(string), "secret") {
		t.Errorf("a failing store is answered with %d %v", status, v)
	}
	page := s.ask("POST", "/labs/"+lab+"/inputs", form("line", "x=lost"), "Content-Type", formType, "X-Drydock", "fragment")
	if got := text(t, page); page.StatusCode != 500 || !strings.Contains(got, "could not be stored") || strings.Contains(got, "x=lost") {
		t.Errorf("the page shows %d\n%s", page.StatusCode, got)
	}
	if s.scene(lab) != before {
		t.Error("the lab changed")
	}
	s.store.fail(nil)
	if got := s.line(lab, "echo $x"); got != "kept\r\n" {
		t.Errorf("afterwards x is %q", got)
	}
	if log := s.log.String(); !strings.Contains(log, "disk full") || strings.Contains(log, "x=lost") || strings.Contains(log, lab) {
		t.Errorf("the log is\n%s", log)
	}
}

// Two servers on one database: the slower one notices and looks again.
func TestTwoServers(t *testing.T) {
	store := openStore(t, filepath.Join(t.TempDir(), "db"))
	a, b := siteOn(t, store, nil), siteOn(t, store, nil)
	lab := a.newLab()
	a.line(lab, "x=1")
	b.line(lab, "x=2")
	if status, v := a.json("POST", "/api/labs/"+lab+"/inputs", `{"line":"x=3"}`); status != http.StatusConflict {
		t.Errorf("the other server is answered with %d %v", status, v)
	}
	if got := a.line(lab, "echo $x"); got != "2\r\n" {
		t.Errorf("then it sees %q", got)
	}
}

func TestForeignRequests(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.Hosts = []string{"drydock.example"} })
	for _, test := range []struct {
		method, host string
		headers      []string
		status       int
	}{
		{"POST", "drydock.example", nil, 201},
		{"POST", "DRYDOCK.example:8080", nil, 201},
		{"POST", "evil.example", nil, 403},
		{"POST", "drydock.example", []string{"Sec-Fetch-Site", "same-origin"}, 201},
		{"POST", "drydock.example", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"POST", "drydock.example", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"POST", "drydock.example", []string{"Origin", "http://drydock.example"}, 201},
		{"POST", "drydock.example", []string{"Origin", "http://evil.example"}, 403},
		{"POST", "drydock.example", []string{"Origin", "null"}, 403},
	} {
		resp := s.ask(test.method, "http://"+test.host+"/api/labs", "", test.headers...)
		if resp.StatusCode != test.status {
			t.Errorf("%s from %s with %v is answered with %d, want %d", test.method, test.host, test.headers, resp.StatusCode, test.status)
		}
	}
}

func TestHeaders(t *testing.T) {
	s := newSite(t, nil)
	h := s.ask("GET", "/", "").Header
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
		"Referrer-Policy": "same-origin", "Cache-Control": "no-store", "Content-Type": "text/html; charset=UTF-8",
	} {
		if !strings.HasPrefix(h.Get(name), want) {
			t.Errorf("%s is %q, want %q", name, h.Get(name), want)
		}
	}
	if h.Get("X-Request-Id") == "" || strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
		t.Errorf("headers are %v", h)
	}
}

// The policy forbids script and style within the HTML, so there may be none.
func TestPageKeepsThePolicy(t *testing.T) {
	s := newSite(t, nil)
	page := text(t, s.ask("GET", "/", ""))
	for _, bad := range []string{" style=", "<style", " onclick=", "javascript:"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
}

func TestAssets(t *testing.T) {
	s := newSite(t, nil)
	resp := s.ask("GET", "/static/a.css", "", "Accept-Encoding", "gzip")
	tag := resp.Header.Get("ETag")
	if resp.StatusCode != 200 || tag == "" || resp.Header.Get("Content-Encoding") != "gzip" ||
		resp.Header.Get("Content-Type") != "text/css; charset=utf-8" || resp.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("an asset is answered with %d %v", resp.StatusCode, resp.Header)
	}
	if got := s.ask("GET", "/static/a.css", "", "If-None-Match", tag); got.StatusCode != http.StatusNotModified {
		t.Errorf("asked again it is answered with %d", got.StatusCode)
	}
	kept := s.ask("GET", "/static/a.css?v="+strings.Trim(tag, `"`), "")
	if !strings.Contains(kept.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("with its hash it is kept by %q", kept.Header.Get("Cache-Control"))
	}
	if got := text(t, kept); !strings.HasPrefix(got, ".a0{left:1px}") {
		t.Errorf("the plain file is %q", got)
	}
}

func TestHealth(t *testing.T) {
	s := newSite(t, nil)
	if resp := s.ask("GET", "/healthz", ""); resp.StatusCode != 200 {
		t.Errorf("healthz is answered with %d", resp.StatusCode)
	}
	if resp := s.ask("HEAD", "/healthz", ""); resp.StatusCode != 200 {
		t.Errorf("HEAD is answered with %d", resp.StatusCode)
	}
}

func TestRateLimit(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	refused := false
	for range 400 {
		r := httptest.NewRequest("GET", "/api/labs/"+lab+"/complete?line=", nil) // from 192.0.2.1
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if refused = w.Code == http.StatusTooManyRequests; refused {
			if !strings.Contains(w.Body.String(), `"message"`) {
				t.Errorf("429 says %q", w.Body.String())
			}
			break
		}
	}
	if !refused {
		t.Error("400 requests at once went through")
	}
}

func TestLogHasNoInputs(t *testing.T) {
	s := newSite(t, nil)
	lab := s.newLab()
	s.line(lab, "echo topsecret")
	s.ask("GET", "/api/labs/"+lab+"/complete?line=topsecret", "")
	log := s.log.String()
	if strings.Contains(log, "topsecret") || strings.Contains(log, lab) || !strings.Contains(log, "route=/api/labs/:lab/inputs") {
		t.Errorf("the log is\n%s", log)
	}
}

// manyRules is a style sheet long enough to be packed.
func manyRules() string {
	var b strings.Builder
	for i := range 100 {
		fmt.Fprintf(&b, ".a%d { left: %dpx }\n", i, i+1)
	}
	return b.String()
}
