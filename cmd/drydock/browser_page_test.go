package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// eventful is a session that leaves something in most zones.
var eventful = []string{
	"docker run hello-world", "docker run -d --name web nginx", "docker run -d --name db redis", "docker pause db",
	"docker create --name later alpine", "docker rm web", "docker run --rm alpine echo gone", "echo hello > note.txt",
}

func reload(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter(eventful...)
	picture, transcript := v.picture(), v.transcript()
	v.do(chromedp.Reload())
	v.loaded()
	v.sees(picture, transcript)
	v.enter("docker stop web")
	v.must("it goes on from there", isState("web", "exited"))
}

// A server that starts again rebuilds the lab from what is in the database.
func restart(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter(eventful...)
	picture, transcript := v.picture(), v.transcript()
	v.do(chromedp.Navigate("about:blank"))
	v.site.stop()
	v.site.start(t)
	v.open("/")
	v.sees(picture, transcript)
	v.enter("docker stop web")
	v.must("it goes on from there", isState("web", "exited"))
}

// sees fails when the page shows something else.
func (v *visitor) sees(picture, transcript string) {
	v.t.Helper()
	if got := v.picture(); got != picture {
		v.t.Errorf("the picture was\n%s\nand is\n%s", picture, got)
	}
	if got := v.transcript(); got != transcript {
		v.t.Errorf("the transcript was\n%s\nand is\n%s", transcript, got)
	}
}

// Without script the terminal is a form, a token a link, and a command a
// button.
func withoutScript(t *testing.T, c chromium) {
	v := visit(t, c, set(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	v.must("no script has run", `!("script" in document.documentElement.dataset)`)
	post := func(line string) {
		t.Helper()
		v.loaded()
		v.keys(line + kb.Enter)
	}
	post("docker run -d --name web nginx")
	v.wait("the picture has come", isState("web", "running"))
	v.must("the page is still the front page", `location.pathname === "/"`)
	v.wait("the transcript has come", has(`[data-term-line="command"]`, "docker run -d --name web nginx"))
	post("docker create --name other alpine")
	v.wait("the inspector shows the newest", has("#inspector h2", "other"))
	v.click(`#stage [data-node="container"][data-name="web"] .hit`)
	v.wait("the link opens the inspector", `location.search === "?select=web" && document.querySelector("#inspector button")`)
	v.wait("it shows web", has("#inspector h2", "web"))
	v.click(`#inspector button[data-action="stop"]`)
	v.wait("the button has stopped it", isState("web", "exited"))
	v.wait("the inspector still shows it", has("#inspector h2", "web"))
	post("docker rm no-such-thing")
	v.wait("the next command goes too", has(`[data-term-line]`, "No such container: no-such-thing"))
	post("docker run -it --name box alpine")
	v.wait("a program can take the terminal", shown+` === "/ # " && document.readyState === "complete"`)
	v.click(`#keys button[value="eof"]`)
	v.wait("a button ends its input", shown+`.endsWith("$ ") && `+isState("box", "exited"))
}

// inSight is a condition: all of an element is in the window, and nothing lies
// over its middle.
func inSight(selector string) string {
	return fmt.Sprintf(`((e) => {
		const r = e.getBoundingClientRect();
		return r.width > 60 && r.left >= 0 && r.right <= innerWidth && r.top >= 0 && r.bottom <= innerHeight
			&& e.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2));
	})(document.querySelector(%q))`, selector)
}

func phone(t *testing.T, c chromium) {
	v := visit(t, c, chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulatePortrait, chromedp.EmulateMobile, chromedp.EmulateTouch))
	const fits = `document.documentElement.scrollWidth <= 390 && innerWidth === 390`
	v.must("the page is as wide as the phone", fits)
	v.must("the terminal's input is in sight", inSight("[data-term-input]"))
	v.enter(eventful...)
	v.must("the page is still as wide as the phone", fits)
	v.must("the terminal's input is still in sight", inSight("[data-term-input]"))
	v.must("the whole picture is as wide as the phone", `((p) => p.scrollWidth <= p.clientWidth)(document.getElementById("pan"))`)
	v.must("its text can be read", `[...document.querySelectorAll("#stage text")].every((e) => e.getBoundingClientRect().height >= 12)`)
	v.click(`#stage [data-node="container"][data-name="web"] .hit`)
	v.wait("the inspector shows web", has("#inspector h2", "web"))
	v.must("what it shows is as wide as the phone", fits)
	v.must("fingers can hit the buttons", `[...document.querySelectorAll("button")].every((b) => !b.checkVisibility() || b.offsetHeight >= 24)`)
}

func desktop(t *testing.T, c chromium) {
	v := visit(t, c)
	const fits = `document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth`
	v.must("the page fits the window", fits)
	v.must("the terminal's input is in sight", inSight("[data-term-input]"))
	v.must("the whole picture is in sight", `((r) => r.top >= 0 && r.bottom <= innerHeight && r.right <= innerWidth)(document.querySelector("#stage svg").getBoundingClientRect())`)
	v.enter(eventful...)
	v.must("the page still fits the window", fits)
	v.must("the terminal's input is still in sight", inSight("[data-term-input]"))
	v.click(`#zone-images [data-node="image"] .hit`)
	v.wait("the inspector shows an image", has("#inspector h2", "image"))
	v.must("the page fits the window with that too", fits)
}

// Everything has a name for those who hear the page.
func names(t *testing.T, c chromium) {
	v := visit(t, c)
	check := func() {
		t.Helper()
		v.must("the page has a language and a title", `document.documentElement.lang === "en" && document.title`)
		v.must("there is one h1", `document.querySelectorAll("h1").length === 1`)
		v.must("ids are there once", `((all) => new Set(all).size === all.length)([...document.querySelectorAll("[id]")].map((e) => e.id))`)
		for _, rule := range []struct{ what, selector, named string }{
			{"inputs", `input:not([type="hidden"]), select, textarea`, `e.getAttribute("aria-label") || [...e.labels].some((l) => l.textContent.trim())`},
			{"buttons", `button, summary`, `e.textContent.trim() || e.getAttribute("aria-label")`},
			{"links", `a[href]`, `e.textContent.trim() || e.getAttribute("aria-label")`},
			{"images", `img, svg`, `e.closest('[aria-hidden="true"]') || e.alt || e.getAttribute("aria-label") && e.getAttribute("role")`},
			{"groups and regions", `[role="group"], [role="region"], section[tabindex]`, `e.getAttribute("aria-label")`},
		} {
			bad := read[[]string](v, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter((e) => !e.parentElement.closest('[aria-hidden="true"]') && !(%s)).map((e) => e.outerHTML.slice(0, 200))`, rule.selector, rule.named))
			for _, b := range bad {
				t.Errorf("of the %s this has no name: %s", rule.what, b)
			}
		}
	}
	check()
	v.enter(eventful...)
	check()
}

// look is what tells of focus: how an element, what is in it and the two
// around it are drawn.
const look = `((e) => JSON.stringify([e, ...e.querySelectorAll("*"), e.parentElement, e.closest(".terminal")].filter(Boolean).slice(0, 40).map((x) => {
	const s = getComputedStyle(x);
	return [s.outlineStyle === "none" ? "" : s.outline, s.boxShadow, s.borderColor, s.stroke, s.strokeWidth];
})))`

// focusIsSeen walks through the page with Tab: whatever has the focus is drawn
// otherwise than without it.
func focusIsSeen(t *testing.T, c chromium) {
	v := visit(t, c, calm("reduce"))
	v.enter("docker run -d --name web nginx", "docker rm web")
	seen := map[string]bool{}
	for range 200 {
		v.keys(kb.Tab)
		where := read[string](v, `((e) => e === document.body ? "" : e.outerHTML.slice(0, 160))(document.activeElement)`)
		if where == "" { // past the end: it goes on at the beginning
			continue
		}
		if seen[where] {
			break
		}
		seen[where] = true
		if read[bool](v, `((e) => { const with_ = `+look+`(e); e.blur(); return with_ === `+look+`(e); })(document.activeElement)`) {
			t.Errorf("focus cannot be seen at %s", where)
		}
	}
	if len(seen) < 20 {
		t.Errorf("Tab reaches %d places only", len(seen))
	}
}
