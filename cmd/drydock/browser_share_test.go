package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// link is an address in a field of the panel that shares a lab, without its host.
func (v *visitor) link(field string) string {
	v.t.Helper()
	return strings.TrimPrefix(read[string](v, `document.getElementById("share-`+field+`").value`), "http://"+v.site.addr)
}

// shots are pictures of a page in both themes and both windows.
func (v *visitor) shots(name string) {
	for _, w := range windows {
		v.do(w.size)
		for _, theme := range []string{"light", "dark"} {
			v.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.theme = "` + theme + `"`))
			v.shot(name + "-" + w.name + "-" + theme)
			v.window(name + "-" + w.name + "-" + theme + "-window")
		}
	}
	v.do(chromedp.EmulateViewport(1440, 900))
}

// A learner shares a lab with the keyboard; in browsers that have never seen it
// both links open the same picture with the same history, and a lab of its own.
func shareLinks(t *testing.T, c chromium) {
	v := visit(t, c, calm("reduce"))
	v.enter("docker run -d --name web -p 8080:80 nginx", "docker run -d --name db redis", "docker pause db", "docker rm web")
	v.walk("the way to share", `document.activeElement?.id === "share"`)
	v.keys(kb.Enter)
	v.wait("the panel is there", `document.activeElement?.id === "inspector" && document.getElementById("share-whole")`)
	v.walk("the copying", `document.activeElement?.dataset.copy === "share-whole"`)
	v.keys(kb.Enter)
	v.wait("it says that it has copied, or how to", `document.getElementById("share-said").textContent !== ""`)
	v.click(`#inspector button[value="open"]`)
	v.wait("there is a short link", `document.getElementById("share-short")`)
	v.must("the badge leads to the commands", `document.getElementById("share-markdown").value.includes("/?run=docker+run")`)
	v.must("nothing is wider than the inspector", `[...document.querySelectorAll("#inspector *")].every((e) => e.getBoundingClientRect().right <= document.getElementById("inspector").getBoundingClientRect().right + 1)`)
	want, lines := v.picture(), v.transcript()
	v.shots("share")
	if !strings.Contains(want, "container db paused") {
		t.Fatalf("the picture is\n%s", want)
	}
	own := ""
	for _, field := range []string{"whole", "short"} {
		other := newVisitor(t, c, v.site, calm("reduce"))
		other.open("/")
		own = read[string](other, `document.getElementById("line").getAttribute("action")`)
		other.do(chromedp.Navigate("http://" + v.site.addr + v.link(field)))
		other.wait("the lab is open", `location.pathname.startsWith("/labs/") && document.readyState === "complete" && `+ready)
		if got := other.picture(); got != want {
			t.Errorf("%s: the picture is\n%s\nwant\n%s", field, got, want)
		}
		if got := other.transcript(); got != lines {
			t.Errorf("%s: the transcript is\n%s\nwant\n%s", field, got, lines)
		}
		other.must("all moments are there", `document.querySelectorAll("#track li").length === 5`)
		other.enter("docker unpause db")
		other.must("it goes on from there", isState("db", "running"))
		other.open("/")
		other.must("the visitor's own lab is what it was", `document.getElementById("line").getAttribute("action") === "`+own+`" && !`+token("web"))
	}
	v.must("the lab that was shared stays as it is", isState("db", "paused"))
	v.stays()
}

// Others look on while somebody types, and are told when that ends.
func liveLink(t *testing.T, c chromium) {
	v := visit(t, c, calm("reduce"))
	v.enter("docker run -d --name web nginx")
	v.open("/?select=share")
	v.click(`#inspector button[value="live"]`)
	v.wait("there is a live link", `document.getElementById("share-live")`)
	on := newVisitor(t, c, v.site, calm("reduce"))
	on.see(v.link("live"))
	on.must("the lab is shown", isState("web", "running"))
	on.must("nothing can be typed", `![...document.querySelectorAll("input, button, textarea, select")].some((e) => !e.matches(":disabled") && !e.closest("header"))`)
	v.click("[data-term-input]")
	v.enter("docker pause web")
	on.wait("what is typed appears", has(`[data-term-line="command"]`, "docker pause web"))
	on.wait("and what it does", isState("web", "paused"))
	v.enter("docker run -d --name tick alpine sh -c 'while true; do echo tick; sleep 1; done'", "docker logs -f tick")
	on.wait("what comes by itself appears", `[...document.querySelectorAll("[data-term-line]")].filter((l) => l.textContent === "tick").length > 1`)
	on.shots("live")
	v.open("/?select=share")
	v.wait("the panel counts who looks on", has("#inspector", "One looks on"))
	v.click(`#inspector button[value="end"]`)
	on.wait("who looks on is told of the end", has("#watch-state", "has ended"))
}

// The page that opens labs takes a link without any script, and says what is
// wrong with one that is none.
func openPage(t *testing.T, c chromium) {
	v := newVisitor(t, c, startSite(t), calm("reduce"))
	v.forgiven = "400" // the console tells of what is refused
	v.see("/open#lab=1nothing")
	v.wait("it is said what is wrong", has("[role=alert]", "cannot be opened"))
	v.must("another can be tried", `document.getElementById("link") && document.getElementById("file")`)
	v.shots("open-fault")
	v.do(chromedp.Navigate("http://" + v.site.addr + "/?stack=services:%0A++web:%0A++++image:+nginx%0A&run=docker+compose+ps"))
	v.wait("the stack is up", `location.pathname.startsWith("/labs/") && `+ready+` && `+isState("stack-web-1", "running"))
	v.do(chromedp.Navigate("http://" + v.site.addr + "/?lesson=the-lifecycle"))
	v.wait("the lesson is there", `location.pathname.startsWith("/labs/") && document.querySelector("#lesson")`)
	still := newVisitor(t, c, v.site, withoutScripts())
	still.see("/?run=docker+run+-d+--name+web+nginx&run=docker+pause+web")
	still.must("nothing is opened without a wish", `location.pathname === "/open" && `+has("ol code", "docker pause web"))
	still.shots("open")
	still.click("#opening button")
	still.wait("the lab is there", `document.readyState === "complete" && `+isState("web", "paused"))
	still.see(read[string](still, `location.pathname`) + "?select=share")
	still.must("the panel is there without script", `document.getElementById("share-whole")`)
	still.must("without buttons that need it", `getComputedStyle(document.querySelector("[data-copy]")).display === "none"`)
	still.click(`#inspector button[value="open"]`)
	still.wait("a short link is made without script", `document.readyState === "complete" && document.getElementById("share-short")`)
}

// withoutScripts is a window in which no page's script runs.
func withoutScripts() chromedp.Action[chromedp.Void] {
	return set(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
}

// window keeps a picture of what the window shows.
func (v *visitor) window(name string) {
	dir := os.Getenv("DRYDOCK_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		v.t.Error(err)
	}
}

// A link with everything in it opens the same world from a host of plain files,
// and one made there opens on a server.
func shareOnPlainHost(t *testing.T, c chromium) {
	v := visit(t, c, calm("reduce"))
	v.enter("docker run -d --name web nginx", "docker pause web", "docker rm web")
	v.open("/?select=share")
	want, link := v.picture(), v.link("whole")
	plain := newVisitor(t, c, plainSite(t), calm("reduce"))
	plain.do(chromedp.Navigate("http://" + plain.site.addr + under + "lab.html" + link[strings.Index(link, "#"):]))
	plain.patiently("the world is there", `["ready", "failed"].includes(document.documentElement.dataset.world)`)
	plain.patiently("the lab is open", worldReady+" && "+isState("web", "paused"))
	if got := plain.picture(); got != want {
		t.Errorf("the picture is\n%s\nwant\n%s", got, want)
	}
	plain.must("all moments are there", `document.querySelectorAll("#track li").length === 4`)
	plain.loaded()
	plain.enter("docker unpause web")
	plain.must("it goes on from there", isState("web", "running"))
	plain.click("#share")
	plain.wait("its link begins with the page", `document.getElementById("share-whole")?.value.startsWith(location.href.split(/[?#]/)[0] + "#lab=1")`)
	back := read[string](plain, `document.getElementById("share-whole").value`)
	other := newVisitor(t, c, v.site, calm("reduce"))
	other.do(chromedp.Navigate("http://" + v.site.addr + "/" + back[strings.Index(back, "#"):]))
	other.wait("it opens on a server", `location.pathname.startsWith("/labs/") && `+ready+` && `+isState("web", "running"))
	hostile := newVisitor(t, c, plain.site, calm("reduce"))
	hostile.do(chromedp.Navigate("http://" + plain.site.addr + under + "lab.html#lab=1nothing"))
	hostile.patiently("it is said what is wrong", worldReady+" && "+has(`[data-term-line]`, "cannot be opened"))
	hostile.loaded()
	hostile.enter("docker run -d --name still nginx")
	hostile.must("the page can be used", isState("still", "running"))
	asked := newVisitor(t, c, plain.site, calm("reduce"))
	asked.do(chromedp.Navigate("http://" + plain.site.addr + under + "lab.html?run=docker+run+-d+--name+one+nginx"))
	asked.patiently("what the address asks for is done", worldReady+" && "+isState("one", "running"))
}
