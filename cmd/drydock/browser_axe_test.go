package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe is axe-core, which looks at a page for what keeps people out: see the
// licence beside it. It is put into pages under test and never served.
//
//go:embed testdata/axe/axe.min.js
var axe string

// looked are the pages and the states they can be in, each reached from the one
// before as a person reaches it.
var looked = []struct {
	name  string
	reach func(*visitor)
}{
	{"first visit", func(v *visitor) {}},
	{"running", func(v *visitor) {
		v.enter("docker run -d --name web -p 8080:80 -v data:/data nginx", "docker network create shop", "docker run -d --name db --network shop redis", "docker pause db", "docker ps -a")
	}},
	{"refused", func(v *visitor) { v.enter("docker rm web") }},
	{"program in the terminal", func(v *visitor) { v.enter("docker run -it --name box alpine", "ls") }},
	{"exited", func(v *visitor) {
		v.enter("exit", "docker run --name done alpine false", "docker run --rm alpine true", "docker create --name later alpine")
		v.open("/?select=done")
		v.wait("the inspector shows it", has("#inspector h2", "done"))
	}},
	{"image", func(v *visitor) {
		v.click(`#zone-images [data-node="image"] .hit`)
		v.wait("the inspector shows it", has("#inspector h2", "image"))
	}},
	{"past moment", func(v *visitor) {
		v.click("#undo")
		v.wait("the past is shown", `document.querySelector(".timeline.past")`)
	}},
	{"lines and text twin", func(v *visitor) {
		v.click(".timeline .now")
		v.wait("it is now", `!document.querySelector(".timeline.past")`)
		v.click("#lines-menu summary")
	}},
	{"compare", func(v *visitor) {
		v.click(`#lines-menu a[href*="compare"]`)
		v.wait("two moments are compared", `document.querySelector("#inspector .differences li")`)
	}},
	{"states over time", func(v *visitor) {
		v.click(`#lines-menu a[href*="strip"]`)
		v.wait("the strip is there", `document.querySelector("#inspector .strip")`)
		v.click("#lines-menu summary")
	}},
	{"explain", func(v *visitor) {
		v.open("/?explain=1&text=docker+run+-d+-p+80:80+nginx")
		v.wait("it is explained", `document.querySelector("#inspector .explained dd")`)
	}},
	{"editor", func(v *visitor) {
		v.open("/?select=edit/Dockerfile")
		v.wait("the editor has opened", `document.querySelector("#code[data-on]")`)
	}},
	{"browser", func(v *visitor) {
		v.open("/?browse=http://localhost:8080/")
		v.wait("the page is framed", `document.querySelector("#frame")`)
	}},
	{"browser without a page", func(v *visitor) {
		v.open("/?browse=http://localhost:9/")
		v.wait("there is none", `document.querySelector(".no-page")`)
	}},
	{"history search", func(v *visitor) {
		v.keys("r", chromedp.ModifierCtrl)
		v.keys("ps")
	}},
	{"second terminal", func(v *visitor) {
		v.open("/")
		v.click("#terminals > form button")
		v.wait("it has opened", `document.querySelectorAll("#terminals li").length === 2`)
	}},
	{"workshop", func(v *visitor) {
		v.open("/?depth=workshop")
		v.wait("the things themselves are there", `document.querySelector("#zone-containers")`)
	}},
	{"workshop, a network", func(v *visitor) {
		v.click(`#zone-networks [data-node="network"] .hit`)
		v.wait("the inspector shows it", has("#inspector h2", "network"))
	}},
	{"layers", func(v *visitor) { v.follow("layers") }},
	{"layers of an image", func(v *visitor) {
		v.click(`main a[href*="/layers/image/"]`)
		v.wait("its layers are there", `location.pathname.includes("/layers/image/") && document.readyState === "complete"`)
	}},
	{"builds", func(v *visitor) {
		v.open("/?depth=lifecycle")
		v.enter("echo FROM alpine > Dockerfile", "echo RUN false >> Dockerfile", "docker build -t app .")
		v.see("/labs/" + v.lab() + "/builds")
	}},
	{"machines", func(v *visitor) { v.open("/"); v.follow("machines") }},
	{"open a class", func(v *visitor) { v.openPage("/teach") }},
	{"board", func(v *visitor) {
		v.fill("#title", "Monday")
		v.keys(kb.Enter)
		v.wait("the board has come", `document.querySelector("#code") && document.readyState === "complete"`)
	}},
	{"join a class", func(v *visitor) {
		v.openPage("/join/" + strings.ReplaceAll(read[string](v, `document.querySelector("#code").textContent`), " ", ""))
	}},
	{"in a class", func(v *visitor) {
		v.fill("#nickname", "Ann")
		v.keys(kb.Enter)
		v.wait("the phrase is shown", `document.querySelector("#phrase")`)
	}},
	{"desk", func(v *visitor) { v.openPage("/class") }},
	{"share", func(v *visitor) {
		v.open("/?select=share")
		v.click(`#inspector button[value="live"]`)
		v.wait("there is a live link", `document.getElementById("share-live")`)
		v.click(`#inspector button[value="open"]`)
		v.wait("there is a short link", `document.getElementById("share-short")`)
	}},
	{"look on", func(v *visitor) { v.openPage(v.link("live")) }},
	{"open a lab", func(v *visitor) { v.openPage("/open") }},
	{"no lab behind a link", func(v *visitor) { v.openPage("/s/none") }},
	{"all lessons", func(v *visitor) { v.openPage("/learn") }},
	{"lesson", func(v *visitor) {
		v.click(".lessons button")
		v.loaded()
		v.wait("the lesson is there", `document.querySelector("#lesson")`)
	}},
	{"fault", func(v *visitor) { v.openPage("/healthz/none") }},
}

// follow goes to one of the pages that look closer.
func (v *visitor) follow(page string) {
	v.t.Helper()
	v.click(`.depths a[href*="` + page + `"]`)
	v.wait("it is there", `location.pathname.endsWith("/`+page+`") && document.readyState === "complete"`)
}

// lab is the id of the lab that the page shows.
func (v *visitor) lab() string {
	v.t.Helper()
	return read[string](v, `document.getElementById("line").action.split("/labs/")[1].split("/")[0]`)
}

// openPage is open for a page without a terminal.
func (v *visitor) openPage(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate("http://" + v.site.addr + path))
	v.wait("the page is there", `document.readyState === "complete"`)
}

// windows are those the page is looked at in.
var windows = []struct {
	name string
	size chromedp.Action[chromedp.Void]
}{
	{"desk", chromedp.EmulateViewport(1440, 900)},
	{"phone", chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulatePortrait, chromedp.EmulateMobile, chromedp.EmulateTouch)},
}

// themes are those of the page with the rules of axe to ask in each: what does
// not depend on colours need be asked once.
var themes = []struct{ name, rules string }{
	{"light", `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`},
	{"dark", `{ type: "rule", values: ["color-contrast"] }`},
	{"contrast", `{ type: "rule", values: ["color-contrast"] }`},
}

// axeSays is what axe finds wrong with the page as it is, a line each.
const axeSays = `axe.run(document, {
	runOnly: %s, resultTypes: ["violations"], iframes: false, preload: false,
}).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + " (" + v.help + "): " + n.html.slice(0, 160) + " " + (n.any[0] ?? n.all[0] ?? n.none[0])?.message)))`

// accessible is what axe says of every page and state, in both windows and all
// themes: nothing.
func accessible(t *testing.T, c chromium) {
	for _, w := range windows {
		t.Run(w.name, func(t *testing.T) {
			v := visit(t, c, w.size, calm("reduce"))
			v.muted = true // a page that is not there is a complaint by itself
			for _, l := range looked {
				l.reach(v)
				v.do(chromedp.Evaluate[chromedp.Void](axe))
				for _, theme := range themes {
					v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.documentElement.dataset.theme = %q`, theme.name)))
					for _, fault := range v.axe(theme.rules) {
						t.Errorf("%s, %s: %s", l.name, theme.name, fault)
					}
				}
			}
		})
	}
}

func (v *visitor) axe(rules string) []string {
	v.t.Helper()
	faults, err := chromedp.Run(v.ctx, chromedp.Evaluate[json.RawMessage](fmt.Sprintf(axeSays, rules), chromedp.EvalAwaitPromise))
	var list []string
	if err == nil {
		err = json.Unmarshal(faults, &list)
	}
	if err != nil {
		v.t.Fatalf("axe: %v\n%s", err, v.sight())
	}
	return list
}

// keyboardOnly uses the lab without a mouse: the terminal, the picture, the
// inspector, the line of time, the editor, and no place from which Tab does
// not lead on.
func keyboardOnly(t *testing.T, c chromium) {
	v := visit(t, c, calm("reduce"))
	v.enter("docker run -d --name web nginx")
	reach := func(what, where string, key string) {
		t.Helper()
		for range 120 {
			v.keys(key)
			if read[bool](v, `!!document.activeElement?.matches(`+fmt.Sprintf("%q", where)+`)`) {
				return
			}
		}
		t.Fatalf("Tab does not reach %s\n%s", what, v.sight())
	}
	reach("the token of web", `.token[data-name="web"] a`, kb.Tab)
	v.keys(kb.Enter)
	v.wait("the inspector shows web", has("#inspector h2", "web"))
	reach("the button that stops it", `#inspector button[data-action="stop"]`, kb.Tab)
	v.keys(kb.Enter)
	v.wait("web has exited", isState("web", "exited")+` && `+answered)
	reach("the slider of moments", "#scrub", kb.Tab)
	v.keys(kb.ArrowLeft)
	v.wait("the past is shown", isState("web", "running"))
	reach("the way back", ".timeline .now", kb.Tab)
	v.keys(kb.Enter)
	v.wait("it is now again", isState("web", "exited"))
	reach("the command line", "[data-term-input]", kb.Tab)
	v.enter("nano note.txt")
	v.wait("the editor has opened", `document.querySelector("#sheet")`)
	v.stays()
}
