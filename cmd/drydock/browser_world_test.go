package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"drydock/web/export"
)

// under is where the exported site stands on its host.
const under = "/docs/drydock/"

// browserProgramOnce builds the program for the browser once for all tests;
// DRYDOCK_WASM names one that has been built, to save the minute that takes.
var browserProgramOnce = sync.OnceValues(func() (export.Program, error) {
	return browserProgram(context.Background(), os.Getenv("DRYDOCK_WASM"))
})

// exported is a directory with a site of some lessons, written once.
var exported = sync.OnceValues(func() (string, error) { return exportedAt(-1) })

// exportedAt is such a directory, of programs packed at a level of brotli.
func exportedAt(level int) (string, error) {
	p, err := browserProgramOnce()
	if err != nil {
		return "", err
	}
	lessons, err := chosenLessons([]string{"what-is-a-container", "volumes", "exits-at-once"})
	if err != nil {
		return "", err
	}
	site, err := export.Make(export.Options{Lessons: lessons, Simulator: "test", Program: p, Level: level})
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "drydock-site-")
	if err != nil {
		return "", err
	}
	return dir, site.Write(filepath.Join(dir, under))
}

// plainSite serves an exported site as any host of files does, under a path.
func plainSite(t testing.TB) *site {
	t.Helper()
	dir, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	return serveFiles(t, http.FileServer(http.Dir(dir)))
}

// serveFiles serves at a free port until the test ends, or the site is stopped.
func serveFiles(t testing.TB, h http.Handler) *site {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: h}
	go server.Serve(listener) //nolint // it ends with Close
	s := &site{addr: listener.Addr().String(), stop: func() { _ = server.Close() }}
	t.Cleanup(func() { s.stop() })
	return s
}

// worldReady is a condition: the world in the browser answers.
const worldReady = `document.documentElement.dataset.world === "ready"`

// patiently waits as long as loading a world may take on a busy machine.
func (v *visitor) patiently(what, condition string) {
	v.t.Helper()
	for range 3 {
		ctx, cancel := context.WithTimeout(v.ctx, patience)
		_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`new Promise((done) => { const look = () => (`+condition+`) ? done(true) : setTimeout(look, 50); look(); })`, chromedp.EvalAwaitPromise))
		cancel()
		if err == nil {
			return
		}
	}
	v.wait(what, condition)
}

// session is typed at every host, and answered alike.
func (v *visitor) session() {
	v.t.Helper()
	v.enter(eventful...)
	v.must("web is there", isState("web", "running"))
	v.must("db is paused", isState("db", "paused"))
	v.must("the refusal is written", has(`[data-term-line]`, "cannot remove container"))
}

// worldExported uses the site from a plain host of files under a path: what is
// typed before the world is there is answered, the lab is there again after the
// page is loaded anew, and nothing is asked of another host.
func worldExported(t *testing.T, c chromium) {
	s := plainSite(t)
	v := newVisitor(t, c, s, set(network.Enable, network.EnableParams{}))
	var mu sync.Mutex
	var foreign []string
	if err := chromedp.Listen(v.ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(e.Request.URL, "http://"+s.addr+under) && strings.HasPrefix(e.Request.URL, "http") {
			mu.Lock()
			foreign = append(foreign, e.Request.URL)
			mu.Unlock()
		}
	}); err != nil {
		t.Fatal(err)
	}
	v.open(under + "lab.html")
	v.keys("echo early\r")
	v.patiently("the world is there", worldReady+` && `+answered)
	v.must("what was typed early is answered", has(`[data-term-line="stdout"]`, "early"))
	v.session()
	picture, transcript := v.picture(), v.transcript()
	v.do(chromedp.Reload())
	v.loaded()
	v.patiently("the lab has come back", isState("web", "running")+` && `+has(`[data-term-line="command"]`, "note.txt"))
	v.sees(picture, transcript)
	v.enter("docker stop web")
	v.must("it goes on from there", isState("web", "exited"))
	v.click(`#stage .depths a[href$="/layers"]`)
	v.wait("a page of the lab is shown above", `document.querySelector("#sheet-above iframe")?.contentDocument?.querySelector("h1")`)
	v.see(under + "index.html")
	v.wait("the site is kept for when there is no network", `navigator.serviceWorker.controller`)
	s.stop()
	v.see(under + "index.html")
	v.click(`#what-is-a-container button`)
	v.wait("the lesson is there", `document.querySelector("#lesson")`)
	v.patiently("its world is there", worldReady)
	mu.Lock()
	defer mu.Unlock()
	if len(foreign) > 0 {
		t.Errorf("asked of others: %v", foreign)
	}
}

// foreseen types the first line of a site whose program does not come for now:
// the answer that was written down with the site is there all the same, and the
// world's own takes its place.
func foreseen(t *testing.T, c chromium) {
	dir, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	files, come := http.FileServer(http.Dir(dir)), make(chan struct{})
	let := sync.OnceFunc(func() { close(come) })
	t.Cleanup(let)
	v := newVisitor(t, c, serveFiles(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, ".wasm") {
			<-come
		}
		files.ServeHTTP(w, r)
	})))
	v.open(under + "lab.html")
	v.enter("docker run hello-world")
	v.must("the answer is there", has("[data-term-line]", "Hello from Docker!")+` && document.querySelector('#stage [data-node="container"]')`)
	v.must("the world is not", `document.documentElement.dataset.world === "loading"`)
	picture, transcript := v.picture(), v.transcript()
	let()
	v.patiently("the world is there", worldReady)
	v.enter("true")
	v.must("it answered the same", fmt.Sprintf(`%q.startsWith(%q.slice(0, 40))`, v.transcript(), transcript))
	if got := v.picture(); got != picture {
		t.Errorf("foreseen was\n%s\nand it is\n%s", picture, got)
	}
}

// wholeTakesOver asks the small program for what it does not hold: the whole
// one goes on from where the lab was, and nothing is seen of it.
func wholeTakesOver(t *testing.T, c chromium) {
	dir, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	f := &fetches{Handler: http.FileServer(http.Dir(dir))}
	v := newVisitor(t, c, serveFiles(t, f))
	v.open(under + "lab.html")
	v.patiently("the world is there", worldReady)
	v.enter("docker run -d --name web nginx", "export N=41", "echo kept > /tmp/kept")
	v.must("web runs", isState("web", "running"))
	if _, names := f.seen(); !strings.Contains(strings.Join(names, " "), "core") {
		t.Errorf("the small program did not come first: %v", names)
	}
	v.keys("awk -v n=$N 'BEGIN { print n + 1 }'\r")
	v.patiently("what the small one does not hold is answered", answered+" && "+has(`[data-term-line="stdout"]`, "42"))
	v.enter(`docker ps --format '{{.Names}} is {{.State}}'`, "cat /tmp/kept")
	v.must("the engine is as it was", has(`[data-term-line="stdout"]`, "web is running"))
	v.must("so are files", has(`[data-term-line="stdout"]`, "kept"))
	transcript := v.transcript()
	v.do(chromedp.Reload())
	v.loaded()
	v.patiently("the lab has come back", isState("web", "running")+` && `+has(`[data-term-line="stdout"]`, "kept"))
	if got := v.transcript(); got != transcript {
		t.Errorf("it was\n%s\nand it is\n%s", transcript, got)
	}
}

// fromFile opens a page of an exported site as a file: the lesson can be read,
// and the world runs, from the scripts that lie beside the page.
func fromFile(t *testing.T, c chromium) {
	dir, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	v := newVisitor(t, c, &site{})
	v.muted = true // a browser may say that a file keeps nothing
	root := "file://" + filepath.ToSlash(filepath.Join(dir, under))
	v.do(chromedp.Navigate(root + "/index.html"))
	v.wait("the lessons are listed", `document.readyState === "complete" && document.querySelector("#what-is-a-container")`)
	v.do(chromedp.Navigate(root + "/lessons/what-is-a-container.html"))
	v.wait("the lesson can be read", `document.readyState === "complete" && `+has("#lesson", "A process, not a machine"))
	v.patiently("the world is there", worldReady)
	v.loaded()
	v.enter("docker run -d --name web nginx", "awk 'BEGIN { print 6 * 7 }'")
	v.must("the engine works", isState("web", "running"))
	v.must("so do programs", has(`[data-term-line="stdout"]`, "42"))
}

// opensFile takes a lab away as a file from a site without a server, and opens
// it there again.
func opensFile(t *testing.T, c chromium) {
	s := plainSite(t)
	v := newVisitor(t, c, s)
	v.see(under + "open.html")
	lab := filepath.Join(t.TempDir(), "lab.json")
	text := `{"drydock":1,"seed":"file","inputs":[{"text":"docker run -d --name web nginx"},{"text":"docker pause web"}]}`
	if err := os.WriteFile(lab, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	v.do(chromedp.SetUploadFiles(chromedp.CSS("#file"), []string{lab}), chromedp.Click(chromedp.CSS("#open-form button")))
	v.patiently("the lab of the file is there", worldReady+" && "+isState("web", "paused"))
	v.do(chromedp.Reload())
	v.loaded()
	v.patiently("it is there again", worldReady+" && "+isState("web", "paused"))
	v.enter("docker unpause web")
	v.must("it goes on from there", isState("web", "running"))
	v.click("#share")
	v.wait("the badge is shown", `document.querySelector('#inspector img[src$="badge.svg"]')?.naturalWidth > 0`)
	v.must("the way to open files is this site's", `[...document.querySelectorAll("#inspector a")].some((a) => a.href.endsWith("/drydock/open.html"))`)

	bad := newVisitor(t, c, s)
	for _, test := range []struct{ text, says string }{{"{}", "it is no lab"}, {"https://drydock.example/s/abc", "nothing of a lab is in it"}, {`{"drydock": 1, "inputs": 7}`, ""}} {
		bad.see(under + "open.html")
		bad.fill("#link", test.text)
		bad.click("#open-form button")
		if test.says != "" {
			bad.wait("it is said what is wrong", has("[role=alert]", test.says))
			continue
		}
		bad.patiently("a file that holds no lab is refused", worldReady+" && "+has("[data-term-line]", "cannot be opened"))
	}
}
