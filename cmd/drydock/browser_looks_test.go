package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// walk presses Tab until the focus is where it is wanted.
func (v *visitor) walk(what, condition string) {
	v.t.Helper()
	for range 100 {
		v.keys(kb.Tab)
		if read[bool](v, "!!("+condition+")") {
			return
		}
	}
	v.t.Fatalf("Tab does not reach %s\n%s", what, v.sight())
}

// The layers of a container are looked into with the keyboard alone, and a
// directory with many files is fetched when it is opened.
func layersPage(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web nginx", "docker exec web sh -c 'echo x > /etc/nginx/nginx.conf'")
	v.walk("the link to the layers", `document.activeElement?.textContent === "Layers and files"`)
	v.keys(kb.Enter)
	v.wait("the stack is there", `document.querySelectorAll(".rows li").length === 8 && document.querySelectorAll(".scale rect").length === 8`)
	v.must("the files name their layer", has(".tree .note", "layer 1"))
	v.must("a directory is not fetched yet", `document.querySelector(".tree details[data-src] p a")`)
	v.walk("the directory", `document.activeElement?.matches("details[data-src] > summary") && document.activeElement.textContent.includes("etc/")`)
	v.keys(kb.Enter)
	v.wait("its files are there", `document.activeElement?.closest("details").querySelector(".tree")`)
	v.must("a file that hides another says so", has(".tree .note", "the writable layer, hides the copy in layer"))
	v.must("the page was not loaded anew for that", `!location.search`)
	v.click(`.rows li:last-child a`)
	v.wait("the base is looked into", `document.querySelector(".rows .hot") === document.querySelector(".rows li:last-child") && `+has("#files-title", "Layer 1 of 8"))
	v.must("what it does is told without colour", has(".tree .mark", "added"))
	v.must("nothing leaves the window", `document.documentElement.scrollWidth <= innerWidth`)
	v.do(chromedp.EmulateViewport(390, 844))
	v.must("nothing leaves a phone's window", `document.documentElement.scrollWidth <= innerWidth`)
}

// A request moves along its way and arrives, or is turned away with its reason.
func traffic(t *testing.T, c chromium) {
	v := visit(t, c, calm("no-preference"), beforeLoad(`
		window.parcels = [];
		new MutationObserver((all) => { for (const m of all) for (const n of m.addedNodes) if (n.classList?.contains("parcel")) window.parcels.push(n.getAttribute("class") + " " + n.textContent); })
			.observe(document, { childList: true, subtree: true });`))
	v.enter("docker run -d --name web -p 8080:80 nginx", "curl -s -o /dev/null localhost:8080")
	v.must("it is told that it arrived", `document.querySelector("#stage .told.is-arrived")`)
	v.must("a token has moved", `window.parcels.some((p) => p.startsWith("parcel tcp 8080"))`)
	v.enter("docker exec web curl -s web:81")
	v.must("it is told why it was turned away", `document.querySelector("#stage .told.is-turned")`)
	v.must("a token was turned away", `window.parcels.some((p) => p.startsWith("parcel turned"))`)
	v.click("#stage .told")
	v.wait("the inspector tells the reason", has("#inspector .traffic .turned", "web"))
	v.click("[data-term-input]")
	v.enter("docker ps")
	v.must("it is told until the next command", `!document.querySelector("#stage .told")`)
	v.wait("nothing moves in the end", `!document.querySelector("#motion > *")`)
	v.stays()
}

// In the workshop an object keeps its place; what has no room stands in groups
// that can be opened.
func workshop(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web nginx", "docker run -d --name db redis")
	v.click(`.depths a[href*="workshop"]`)
	v.wait("the workshop is shown", `document.querySelector("#zone-containers .token")`)
	place := `((r) => r.getAttribute("x") + " " + r.getAttribute("y"))(` + token("web") + `.querySelector(".hit"))`
	before := read[string](v, place)
	v.click(`[data-term-input]`)
	v.enter("docker run -d --name more alpine sleep 1000", "docker rm -f db", "docker pull -q debian", "docker network create shop", "docker volume create data")
	if now := read[string](v, place); now != before {
		t.Errorf("web was at %s and is at %s", before, now)
	}
	v.enter("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do docker run -d --name w-$i alpine sleep 1000 > /dev/null; done")
	v.must("they stand in a group", `document.querySelector('#stage .token.group[data-name="alpine"]') && !`+token("w-1"))
	v.click(`#stage .token.group .hit`)
	v.wait("the group is open", token("w-1"))
	v.must("the inspector lists it", has("#inspector .tokens a", "w-12"))
	v.open("/")
	v.must("it is the workshop after loading anew", `document.querySelector("#zone-containers")`)
}
