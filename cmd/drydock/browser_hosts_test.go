package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"drydock/sim"
	written "drydock/sim/record"
)

// host is where a lab can be used: each of them gives the same lab for the same
// wish, and the same walks are taken at all of them.
type host struct {
	name   string
	framed bool
	start  func(t *testing.T) *site
	// at is the address of a lab for a query, a lesson or what stands behind #.
	at func(s *site, w wish) string
}

// wish is a lab: about a lesson, begun by a query, or what a link holds.
type wish struct{ lesson, query, link string }

var hosts = []host{
	{"Server", false, func(t *testing.T) *site { return startSite(t) }, func(_ *site, w wish) string {
		if w.lesson != "" {
			w.query = "lesson=" + w.lesson
		}
		return "/" + w.rest()
	}},
	{"Static", false, func(t *testing.T) *site { return plainSite(t) }, func(_ *site, w wish) string {
		return under + w.page("lab.html", "lessons/") + w.rest()
	}},
	{"Embed", true, foreignSite, func(_ *site, w wish) string {
		return "/?page=" + url.QueryEscape(w.page("index.html", "")+w.rest())
	}},
}

func (w wish) page(plain, lessons string) string {
	if w.lesson != "" {
		return lessons + w.lesson + ".html"
	}
	return plain
}

func (w wish) rest() (rest string) {
	if w.query != "" {
		rest = "?" + w.query
	}
	if w.link != "" {
		rest += "#" + w.link
	}
	return rest
}

// foreignSite is somebody else's: its page has a frame with a page of an
// exported one.
func foreignSite(t *testing.T) *site {
	labs := plainSite(t)
	return serveFiles(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><title>Docs</title></head><body><main><h1>Docs</h1><p><a id="before" href="#">Before</a></p>
<iframe id="lab" title="Lab" style="width: 100%%; height: 1200px" src="http://%s%sembed/%s"></iframe>
<p><a id="after" href="#">After</a></p></main>
<script>addEventListener("message", (e) => { if (e.data.drydock === "leave") document.getElementById("after").focus(); });</script></body></html>`,
			labs.addr, under, html.EscapeString(r.URL.Query().Get("page"))))
	}))
}

// seat is a visitor before a lab of a host.
type seat struct {
	*visitor
	host host
}

func (h host) sit(t *testing.T, c chromium, w wish) *seat {
	t.Helper()
	s := &seat{newVisitor(t, c, h.start(t), calm("reduce"), chromedp.EmulateViewport(1440, 1600)), h}
	s.muted = true // hosts say in their own ways that a link is refused
	s.do(chromedp.Navigate("http://" + s.site.addr + h.at(s.site, w)))
	if w.link != "" && h.name == "Server" { // the page it leads away from has a terminal too
		s.until("the link is opened", `location.pathname.startsWith("/labs/")`)
	}
	s.there()
	return s
}

// there waits until the lab can be typed in, and touches it.
func (s *seat) there() {
	s.t.Helper()
	s.until("the lab is drawn", `document.readyState === "complete" && document.querySelector("[data-term-input]")`)
	s.press("[data-term-input]")
	s.until("the world is there", `(document.documentElement.dataset.world ?? "ready") === "ready" && document.activeElement?.matches("[data-term-input]")`)
}

// holds tells whether a condition holds in the lab's page.
func (s *seat) holds(condition string) (bool, error) {
	expression := "!!(" + condition + ")"
	if !s.host.framed {
		ctx, cancel := context.WithTimeout(s.ctx, patience)
		defer cancel()
		return chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
	}
	list, err := s.askFrame("/embed/", "Promise.resolve("+expression+" ? ['yes'] : [])")
	return len(list) > 0, err
}

// until waits as long as loading a world may take on a busy machine.
func (s *seat) until(what, condition string) {
	s.t.Helper()
	for began := time.Now(); time.Since(began) < 3*patience; {
		if ok, err := s.holds(condition); ok && err == nil {
			return
		}
		_, _ = chromedp.Run(s.ctx, chromedp.Evaluate[bool](`new Promise((done) => setTimeout(() => done(true), 50))`, chromedp.EvalAwaitPromise))
	}
	shows, err := s.askFrame("/embed/", `Promise.resolve([location.href, ...[...document.querySelectorAll("[data-term-line], #world-status, [role=alert]")].map((e) => e.textContent)])`)
	s.t.Fatalf("waited in vain until %s\n%s\n%s %v", what, s.sight(), strings.Join(shows, "\n"), err)
}

// press clicks the middle of an element of the lab's page with the mouse.
func (s *seat) press(selector string) {
	s.t.Helper()
	const middle = `(() => { const e = document.querySelector(%q); e.scrollIntoView?.({ block: "nearest" }); const r = e.getBoundingClientRect(); return [String(r.x + r.width / 2), String(r.y + r.height / 2)]; })()`
	var at, off []string
	if s.host.framed {
		off = read[[]string](s.visitor, `(() => { const r = document.getElementById("lab").getBoundingClientRect(); return [String(r.x), String(r.y)]; })()`)
		at = s.inFrame("/embed/", "Promise.resolve("+fmt.Sprintf(middle, selector)+")")
	} else {
		at, off = read[[]string](s.visitor, fmt.Sprintf(middle, selector)), []string{"0", "0"}
	}
	x, y := sum(at[0], off[0]), sum(at[1], off[1])
	for _, kind := range []string{"mousePressed", "mouseReleased"} {
		s.do(set(input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventType(kind), X: x, Y: y, Button: "left", ClickCount: 1}))
	}
}

func sum(a, b string) (n float64) {
	for _, text := range []string{a, b} {
		var f float64
		_, _ = fmt.Sscan(text, &f)
		n += f
	}
	return n
}

// says types lines, each when the one before has been answered.
func (s *seat) says(lines ...string) {
	s.t.Helper()
	for _, line := range lines {
		s.press("[data-term-input]")
		s.keys(line + kb.Enter)
		s.until(line+" is answered", answered+` && `+has(`[data-term-line="command"]`, line))
	}
}

// walks are what a learner does with a lab, wherever that is.
var walks = []struct {
	name string
	wish wish
	walk func(s *seat)
}{
	{"Types", wish{}, func(s *seat) {
		s.says("docker run -d --name web nginx", "docker ps --format '{{.Names}} {{.State}}'", "awk 'BEGIN { print 6 * 7 }'")
		s.until("the token is there", isState("web", "running"))
		s.until("the table is there", has(`[data-term-line="stdout"]`, "web running"))
		s.until("the program ran", has(`[data-term-line="stdout"]`, "42"))
		s.says("docker rm web")
		s.until("the refusal is written", has(`[data-term-line]`, "cannot remove container"))
	}},
	{"Undoes", wish{}, func(s *seat) {
		s.says("docker run -d --name web nginx", "docker stop -t 0 web")
		s.press("#undo")
		s.until("the stop is undone", isState("web", "running"))
		s.press("#redo")
		s.until("and done again", isState("web", "exited"))
	}},
	{"Resumes", wish{}, func(s *seat) {
		s.says("docker run -d --name web nginx", "docker pause web")
		s.do(chromedp.Reload())
		s.there()
		s.until("the lab has come back", isState("web", "paused")+` && `+has(`[data-term-line="command"]`, "docker pause web"))
		s.says("docker unpause web")
		s.until("it goes on from there", isState("web", "running"))
	}},
	{"Keyboard", wish{}, func(s *seat) {
		s.says("echo one")
		s.keys("docker p" + kb.Escape)
		s.keys(kb.Tab)
		if ok, err := s.holds(`document.hasFocus() && document.activeElement?.matches("[data-term-input]")`); ok || err != nil {
			s.t.Errorf("Escape and Tab do not lead out of the terminal (%v)", err)
		}
	}},
	{"OpensLink", wish{link: sharedLink()}, func(s *seat) {
		s.until("the lab is the one that was shared", isState("web", "paused")+` && `+has(`[data-term-line="command"]`, "docker pause web"))
		s.says("docker unpause web")
		s.until("it goes on from there", isState("web", "running"))
	}},
	{"RunsQuery", wish{query: "run=docker+run+-d+--name+one+nginx&run=docker+pause+one"}, func(s *seat) {
		s.until("what the address asks for is done", isState("one", "paused"))
	}},
	{"LoopsEnd", wish{query: "run=" + url.QueryEscape("while :; do :; done") + "&run=" + url.QueryEscape("yes | head -c 100000000 | wc -c")}, func(s *seat) {
		s.keys(kb.Escape)
		s.press("[data-term-input]")
		s.keys("c", chromedp.ModifierCtrl)
		s.until("it can be interrupted", answered)
		s.says("docker run -d --name still nginx")
		s.until("the page can be used", isState("still", "running"))
	}},
	{"MeetsGoal", wish{lesson: "what-is-a-container"}, func(s *seat) {
		s.press("#lesson .type button")
		s.until("the first goal is met", `document.querySelector('[data-goal="ran-hello"][data-met]')`)
	}},
}

// sharedLink is a lab as a link holds it.
func sharedLink() string {
	r := written.Lab{Seed: "shared"}
	for i, line := range []string{"docker run -d --name web nginx", "docker pause web"} {
		r.Entries = append(r.Entries, written.Entry{Parent: int64(i), Input: sim.Input{Kind: sim.Line, Text: line}})
	}
	r.At, r.Line = int64(len(r.Entries)), int64(len(r.Entries))
	link, err := r.Link()
	if err != nil {
		panic(err) // two lines fit
	}
	return written.Mark + link
}

// everywhere takes each walk at each host.
func everywhere(t *testing.T, c chromium) {
	for _, h := range hosts {
		for _, w := range walks {
			t.Run(h.name+w.name, func(t *testing.T) { w.walk(h.sit(t, c, w.wish)) })
		}
		for name, link := range map[string]string{"Malformed": "lab=1nothing", "Huge": "lab=1" + strings.Repeat("A", 100_000)} {
			t.Run(h.name+name, func(t *testing.T) { h.refuses(t, c, link) })
		}
	}
}

// refuses opens a link that holds no lab: it is said why, and the page can be
// used, or another link be tried.
func (h host) refuses(t *testing.T, c chromium, link string) {
	s := &seat{newVisitor(t, c, h.start(t), calm("reduce"), chromedp.EmulateViewport(1440, 1600)), h}
	s.muted = true
	s.do(chromedp.Navigate("http://" + s.site.addr + h.at(s.site, wish{link: link})))
	if h.framed {
		s.there()
	}
	s.until("it is said what is wrong", has(`[data-term-line], [role=alert]`, "cannot be opened")+" || "+has(`[data-term-line], [role=alert]`, "too large"))
	if ok, _ := s.holds(`document.querySelector("[data-term-input]")`); ok {
		s.there()
		s.says("docker run -d --name still nginx")
		s.until("the page can be used", isState("still", "running"))
	} else {
		s.until("another can be tried", `document.getElementById("link") && document.getElementById("file")`)
	}
}
