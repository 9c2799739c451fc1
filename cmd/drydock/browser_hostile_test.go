package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// hostilePage is a page of a simulated server that tries, with all that HTML
// has, to get at the page around it and at another origin.
const hostilePage = `<!DOCTYPE html><base href="%[1]s/base/"><title>mine</title>
<script>parent.document.title = top.document.title = "mine"; fetch("%[1]s/fetch"); top.location = "%[1]s/top"</script><script src="%[1]s/script.js"></script>
<link rel="stylesheet" href="%[1]s/style.css"><link rel="preload" as="image" href="%[1]s/preload"><link rel="dns-prefetch" href="%[1]s/prefetch"><style>@import "%[1]s/import.css"; body { background: url(%[1]s/background) }</style>
<img src="%[1]s/image" onerror="parent.document.title = 'mine'"><svg onload="parent.document.title = 'mine'"></svg><video src="%[1]s/video" autoplay></video>
<iframe src="%[1]s/frame"></iframe><iframe srcdoc="<script>top.document.title = 'mine'</script>"></iframe><object data="%[1]s/object"></object><embed src="%[1]s/embed">
<a href="%[1]s/link" target="_top" ping="%[1]s/ping" style="position:fixed;inset:0;z-index:9;display:block">all of the page is a link out of it</a>
<form action="%[1]s/form" method="post" target="_parent"><input name="a" autofocus></form><meta http-equiv="Set-Cookie" content="lab=mine">`

// hostileInPane looks at such a page, one that leads elsewhere by itself, and one of
// nine megabytes: nothing of them touches the real page, and no other origin is
// asked for anything.
func hostileInPane(t *testing.T, c chromium) {
	var asked atomic.Int64
	evil := serveFiles(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		t.Errorf("another origin was asked for %s", r.URL)
	}))
	v := visit(t, c)
	v.muted = true // the frame is told of what it may not do
	put := func(file, text string) {
		v.await(fmt.Sprintf(`fetch(document.getElementById("line").action, { method: "POST", body: new URLSearchParams({ kind: "file", path: %q, text: %q }) })`, file, text))
	}
	put("hostile.html", strings.ReplaceAll(hostilePage, "%[1]s", "http://"+evil.addr))
	put("away.html", `<meta http-equiv="refresh" content="0; url=http://`+evil.addr+`/refresh"><body>`)
	v.see("/")
	v.loaded()
	there := fmt.Sprintf(`document.title === %q && document.getElementById("input") && location.pathname === %q && document.cookie === %q`,
		read[string](v, `document.title`), read[string](v, `location.pathname`), read[string](v, `document.cookie`))
	v.enter("docker run -d --name web -p 8080:80 nginx", "docker cp -q . web:/usr/share/nginx/html/",
		"docker exec web sh -c 'head -c 9000000 /dev/zero > /usr/share/nginx/html/huge.html'")
	for _, name := range []string{"hostile.html", "away.html", "huge.html"} {
		v.openPage(read[string](v, `location.pathname`) + "?browse=http://localhost:8080/" + name)
		v.loaded()
		v.wait(name+" is framed", `document.querySelector("#frame")?.src.includes("`+name+`") && performance.getEntriesByType("resource").some((e) => e.initiatorType === "iframe" && e.responseEnd > 0)`)
		v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#frame").scrollIntoView({ block: "center" })`))
		v.press("#frame", input.DispatchMouseEventTypeMousePressed)
		v.press("#frame", input.DispatchMouseEventTypeMouseReleased)
		for range 30 { // time for what it would do
			v.await(`new Promise((done) => setTimeout(done, 20))`)
		}
		v.must(name+" has touched nothing", there)
		v.do(chromedp.Focus(chromedp.CSS("#input")))
		v.enter("docker ps")
		v.must("the terminal works as before", there)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("another origin was asked %d times", n)
	}
}
