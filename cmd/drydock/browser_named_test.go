package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"drydock/web/export"
)

// namedLessons are those that an address on a host of files names, in the
// language that it asks for; the world has no part in that.
func namedLessons(t *testing.T, c chromium) {
	lessons, err := chosenLessons([]string{"volumes"})
	if err != nil {
		t.Fatal(err)
	}
	german := lessons[0]
	german.ID, german.Lang, german.Title = "volumes-de", "de", "Volumes auf Deutsch"
	site, err := export.Make(export.Options{Lessons: append(lessons, german), Simulator: "test", Level: -1,
		Program: export.Program{Wasm: []byte("\x00asm\x01\x00\x00\x00")}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := site.Write(filepath.Join(dir, under)); err != nil {
		t.Fatal(err)
	}
	v := newVisitor(t, c, serveFiles(t, http.FileServer(http.Dir(dir))))
	v.muted = true // there is no world to be had
	for _, one := range []struct{ page, want string }{
		{"lab.html?lesson=volumes&theme=dark", `location.pathname.endsWith("/lessons/volumes.html") && location.search === "?theme=dark" && document.querySelector(".lesson h2")`},
		{"lessons/volumes.html?lang=de", `location.pathname.endsWith("/lessons/volumes-de.html") && document.body.textContent.includes("Volumes auf Deutsch")`},
		{"embed/index.html?lesson=volumes&lang=de", `location.pathname.endsWith("/embed/volumes-de.html")`},
		{"lessons/volumes.html?lang=fr", `location.pathname.endsWith("/lessons/volumes.html") && document.readyState === "complete"`},
		{"lab.html?lesson=nosuch", has("[data-term-line]", "There is no lesson nosuch here.")},
	} {
		v.do(chromedp.Navigate("http://" + v.site.addr + under + one.page))
		v.wait(one.page+" leads there", one.want)
	}
}

// framePolicy is kept by the browser: a page shows the lab of a server that lets
// it, and none of one that does not.
func framePolicy(t *testing.T, c chromium) {
	var open, closed *site
	around := serveFiles(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!DOCTYPE html><title>Docs</title><script>
			window.heard = {}; window.loaded = {};
			addEventListener("message", (e) => { for (const f of document.querySelectorAll("iframe")) if (f.contentWindow === e.source) heard[f.id] = true; });
		</script>
		<iframe id="open" src="http://%s/embed?run=docker+ps" onload="loaded.open = true"></iframe>
		<iframe id="closed" src="http://%s/embed?run=docker+ps" onload="loaded.closed = true"></iframe>`, open.addr, closed.addr)
	}))
	open = &site{db: filepath.Join(t.TempDir(), "open.db"), addr: "127.0.0.1:0", frames: []string{"http://" + around.addr}}
	closed = &site{db: filepath.Join(t.TempDir(), "closed.db"), addr: "127.0.0.1:0", frames: []string{"https://docs.example"}}
	for _, s := range []*site{open, closed} {
		s.start(t)
		t.Cleanup(func() { s.stop() })
	}
	v := newVisitor(t, c, around)
	v.muted = true // the browser says what it refused
	v.do(chromedp.Navigate("http://" + around.addr + "/"))
	v.wait("the lab that may be shown is heard", `heard.open`)
	v.wait("the other frame has ended", `loaded.closed`)
	v.must("nothing is heard of it", `!heard.closed`)
}
