package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A member of a class follows a link and sends a form within the frame of the
// browser pane: a page in it has no origin, so no cookie goes with either, and
// what it asks for is shown all the same. An answer in the terminal that leaves
// the page as it is makes no request for it.
func framedInClass(t *testing.T, c chromium) {
	site := startSite(t)
	teacher := newVisitor(t, c, site)
	teacher.see("/teach")
	teacher.fill("#title", "Pages")
	teacher.keys(kb.Enter)
	teacher.wait("the board has come", `document.querySelector("#code")`)
	code := strings.ReplaceAll(read[string](teacher, `document.querySelector("#code").textContent`), " ", "")
	v := newVisitor(t, c, site)
	v.see("/join/" + code)
	v.fill("#nickname", "Ann")
	v.keys(kb.Enter)
	v.wait("the phrase is shown", `document.querySelector("#phrase")`)
	v.click(`a[href="/class"]`)
	v.wait("the lessons are shown", has("h3", "Containers and virtual machines"))
	v.click(`form[action="/class/lessons/the-lifecycle"] button`)
	v.wait("the lab is there", `document.querySelector("#class")`)
	v.loaded()
	page := func(file, body string) string {
		return `docker exec web sh -c "echo '` + body + `' > /usr/share/nginx/html/` + file + `"`
	}
	v.enter("docker run -d --name web -p 8080:80 nginx",
		page("index.html", "<a href=/two.html style=display:block;height:260px>Go on</a>"),
		page("two.html", "<form method=post action=/three.html><button style=width:90vw;height:260px>Send</button></form>"))
	v.openPage(read[string](v, `location.pathname`) + "?browse=http://localhost:8080/")
	v.loaded()
	loads := `performance.getEntriesByType("resource").filter((e) => e.initiatorType === "iframe").length`
	v.wait("the page is framed", `document.querySelector("#frame") && `+loads+` === 1`)
	v.enter("docker ps", "docker images")
	v.must("two answers that leave the page as it is do not load it", loads+` === 1`)
	v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#frame").scrollIntoView({ block: "center" })`))
	sent := has("#track a", "send a form to http://localhost:8080/three.html")
	// A press that comes before the frame takes part is lost and made again, and
	// one while a page is on its way would only ask for that page anew.
	v.do(chromedp.Evaluate[chromedp.Void](`window.came = 0; document.querySelector("#frame").addEventListener("load", () => window.came++)`))
	for range 30 { // the first press goes on to the second page, the next sends its form
		v.do(chromedp.Evaluate[chromedp.Void](`window.before = window.came`))
		v.press("#frame", input.DispatchMouseEventTypeMousePressed)
		v.press("#frame", input.DispatchMouseEventTypeMouseReleased)
		v.await(`new Promise((done) => {
			const until = performance.now() + 2000, look = () => window.came > window.before || performance.now() > until ? done() : setTimeout(look, 20);
			look();
		})`)
		if read[bool](v, sent) {
			break
		}
	}
	v.wait("the form of the second page was sent", sent)
	v.must("the page around it is as it was", `document.querySelector("#frame") && document.getElementById("input")`)
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("docker logs --tail 1 web")
	v.must("the server has heard it", has(`[data-term-line="stdout"]`, "POST /three.html"))
}
