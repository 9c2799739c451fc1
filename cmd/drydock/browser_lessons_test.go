package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hands are the ways to press what a lesson offers.
var hands = []struct {
	name  string
	size  []chromedp.Action[chromedp.Void]
	press func(v *visitor, expression string)
}{
	{"phone", []chromedp.Action[chromedp.Void]{
		chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulatePortrait, chromedp.EmulateMobile, chromedp.EmulateTouch), calm("reduce"),
	}, (*visitor).tap},
	{"keyboard", []chromedp.Action[chromedp.Void]{calm("reduce")}, (*visitor).tabTo},
}

// The first three lessons as somebody new takes them, on a phone and by keyboard
// only: every line, every question, and all goals.
func firstLessons(t *testing.T, c chromium) {
	for _, h := range hands {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			v := newVisitor(t, c, startSite(t), h.size...)
			v.see("/learn")
			v.shot("learn-" + h.name)
			press := func(what, expression string) {
				t.Helper()
				v.wait(what+" is there", expression)
				h.press(v, expression)
			}
			press("the first lesson", `document.querySelector(".lessons button")`)
			for i := range 3 {
				title := fmt.Sprintf("lesson-%d-%s", i+1, h.name)
				v.wait("the lesson is there", `document.querySelector("#lesson") && document.readyState === "complete"`)
				v.loaded()
				v.must("the page begins at its top", `scrollY === 0`)
				v.must("the command line is in sight", inSight("[data-term-input]"))
				v.must("it fits the window's width", `document.documentElement.scrollWidth <= innerWidth`)
				v.shot(title)
				v.lesson(press)
				v.must("all goals are reached", `!document.querySelector("#lesson .goal:not([data-met])")`)
				v.must("every step says so", `!document.querySelector("#lesson .tick:not(.done)")`)
				v.must("it still fits the window's width", `document.documentElement.scrollWidth <= innerWidth`)
				v.shot(title + "-done")
				press("the next lesson", `document.querySelector("#lesson .more button")`)
				v.wait("it is another one", `window.opened !== true`)
			}
		})
	}
}

// lesson does all that a lesson offers, from its first step to its last.
func (v *visitor) lesson(press func(what, expression string)) {
	v.t.Helper()
	const step = `document.querySelectorAll("#lesson > details")[%d]`
	for i := range read[int](v, `document.querySelectorAll("#lesson > details").length`) {
		details := fmt.Sprintf(step, i)
		if !read[bool](v, details+".open") {
			press("a step", details+`.querySelector(":scope > summary")`)
			v.wait("the step is open", details+".open")
		}
		in := func(selector string) string {
			return fmt.Sprintf(`[...%s.querySelectorAll(%q)].filter((e) => !e.closest(".goal"))`, details, selector)
		}
		for n := range read[int](v, in(".type button")+".length") {
			press("a line", fmt.Sprintf("%s[%d]", in(".type button"), n))
			v.wait("the line is answered", answered)
		}
		for n := range read[int](v, in(".quiz")+".length") {
			quiz := fmt.Sprintf("%s[%d]", in(".quiz"), n)
			press("an answer", quiz+`.querySelector("button")`)
			v.wait("the answer is kept", quiz+`.textContent.includes("Your answer:")`)
			v.wait("it is answered", answered)
		}
		v.goals(details, press)
		v.stays()
	}
}

// goals reaches the goals of a step that are not met yet, by their solutions.
func (v *visitor) goals(details string, press func(what, expression string)) {
	v.t.Helper()
	open := details + `.querySelector(".goal:not([data-met])")`
	for range 10 {
		if !read[bool](v, "!!"+open) {
			return
		}
		name := read[string](v, open+".dataset.goal")
		solution := fmt.Sprintf(`document.getElementById("solution-%s")`, name)
		lines := read[int](v, solution+`.querySelectorAll(".type button").length`)
		press("the solution", solution+".querySelector('summary')")
		for n := range lines {
			line := fmt.Sprintf(`%s?.querySelectorAll(".type button")[%d]`, solution, n)
			if read[bool](v, "!"+line) {
				break // the goal is met before its last line
			}
			press("a line of the solution", line)
			v.wait("the line is answered", answered)
		}
		v.wait("the goal "+name+" is met", fmt.Sprintf(`document.querySelector('[data-goal=%q][data-met]')`, name))
	}
}

// tap touches an element where it is, once it lies in sight under nothing else.
func (v *visitor) tap(expression string) {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](expression + `.scrollIntoView({ block: "nearest" })`))
	v.must("it can be hit", `((e) => { const r = e.getBoundingClientRect(), hit = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
		return r.height >= 24 && r.width >= 24 && (e.contains(hit)); })(`+expression+`)`)
	at := read[[]float64](v, `((r) => [r.left + r.width / 2, r.top + r.height / 2])(`+expression+`.getBoundingClientRect())`)
	v.do(chromedp.MouseClickXY(at[0], at[1]))
}

// tabTo goes to an element with Tab alone, and presses Enter there.
func (v *visitor) tabTo(expression string) {
	v.t.Helper()
	for range 250 {
		if read[bool](v, "document.activeElement === "+expression) {
			v.must("what has the focus can be seen", `((e) => { const r = e.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight; })(document.activeElement)`)
			v.keys(kb.Enter)
			return
		}
		v.keys(kb.Tab)
	}
	v.t.Fatalf("Tab does not lead to %s\n%s", expression, v.sight())
}

// A goal has a picture beside the lab's own, a solution can be watched, and the
// rows of a table run.
func lessonShows(t *testing.T, c chromium) {
	v := newVisitor(t, c, startSite(t), calm("reduce"))
	v.see("/learn")
	v.click("#what-is-an-image button")
	v.wait("the lesson is there", `document.querySelector("#lesson")`)
	v.loaded()
	v.must("the page is no longer than the window", `document.documentElement.scrollHeight <= innerHeight`)
	v.click(`#lesson a[href*="has-alpine"]`)
	v.wait("the goal has a picture", `document.querySelector("iframe.goal-picture")`)
	v.must("and says what it has other than ours", has("#inspector .differences li", "alpine"))
	picture := v.site.answers(t, read[string](v, `document.querySelector("iframe.goal-picture").getAttribute("src")`), 200)
	if !strings.Contains(picture, `data-name="alpine:3.22"`) {
		t.Error("the picture of the goal lacks the image")
	}
	v.shot("goal")
	v.click("#solution-has-alpine summary")
	v.click("#solution-has-alpine form[data-watch] button")
	v.wait("the goal is met", `document.querySelector('[data-goal="has-alpine"][data-met]')`)
	v.must("by what was typed", has(`[data-term-line="command"]`, "docker pull alpine:3.22"))

	v.see("/learn")
	v.click("#what-is-a-container button")
	v.wait("the lesson is there", `document.querySelector("#lesson table")`)
	v.loaded()
	const rows = `document.querySelectorAll("#lesson table button")`
	v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#lesson table").closest("details").open = true`))
	n := read[int](v, rows+".length")
	if n < 5 {
		t.Errorf("the table has %d rows that run", n)
	}
	for i := range n {
		v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf("%s[%d].click()", rows, i)))
		v.wait("the row has run", answered)
	}
	v.must("none of them fails", `!document.querySelector("#lines .complaint") && !`+has("#lines [data-term-line]", "Error"))
	v.must("the page is no longer than the window", `document.documentElement.scrollHeight <= innerHeight`)
	v.shot("table")
}

// While a lesson is written, an open page shows what is in its file.
func lessonReloads(t *testing.T, c chromium) {
	dir := t.TempDir()
	write := func(title string) {
		t.Helper()
		text := "---\ntitle: " + title + "\nsummary: One.\nlevel: beginner\nminutes: 5\n---\n## A step\n\nText.\n"
		if err := os.WriteFile(filepath.Join(dir, "one.md"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("Draft")
	s := &site{db: filepath.Join(t.TempDir(), "drydock.db"), addr: "127.0.0.1:0", lessons: dir}
	s.start(t)
	t.Cleanup(func() { s.stop() })
	v := newVisitor(t, c, s)
	v.see("/learn")
	v.must("the draft is listed", has(".lessons h3", "Draft"))
	write("Second draft")
	v.wait("the list is loaded anew", has(".lessons h3", "Second draft"))
	v.click(".lessons button")
	v.wait("the lesson is there", `document.querySelector("#lesson")`)
	v.loaded()
	write("Third draft, done")
	v.wait("the lesson is loaded anew", has("#lesson h2", "Third draft, done"))
	write("Broken\nlevel: none")
	v.loaded()
	v.see("/learn")
	v.wait("what is wrong is told with its line", has(".fault", "one.md:"))
	v.do(chromedp.Navigate("about:blank"))
}

// What a lesson types at a second terminal opens one, and starting over begins
// anew with nothing done.
func lessonTerminals(t *testing.T, c chromium) {
	dir := t.TempDir()
	text := "---\ntitle: Two\nsummary: One.\nlevel: beginner\nminutes: 5\n---\n## A step\n\n```run terminal=1\ndocker run -d --name web nginx\n```\n\n```run terminal=2\ndocker ps\n```\n\n" +
		"```goal web\ntext: It runs.\ncheck:\n  - run: docker inspect web\n    missing: It does not run.\nhints:\n  - Run it.\nsolution: docker run -d --name web nginx\n```\n"
	if err := os.WriteFile(filepath.Join(dir, "two.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := &site{db: filepath.Join(t.TempDir(), "drydock.db"), addr: "127.0.0.1:0", lessons: dir}
	s.start(t)
	t.Cleanup(func() { s.stop() })
	v := newVisitor(t, c, s, calm("reduce"))
	v.see("/learn")
	v.click(".lessons button")
	v.wait("the lesson is there", `document.querySelector("#lesson")`)
	v.loaded()
	line := func(n int) string {
		return fmt.Sprintf(`document.querySelectorAll("#lesson .type:not(.goal .type) button")[%d]`, n)
	}
	v.must("each block says where it is typed", has(".at-terminal", "Terminal 1")+" && "+has(".at-terminal", "Terminal 2"))
	v.tap(line(1))
	v.wait("a second terminal has opened", `document.querySelectorAll("#terminals li").length === 2 && document.querySelector("#terminals .here").textContent.includes("2")`)
	v.wait("with its answer", has(`#lines [data-term-line]`, "CONTAINER ID"))
	v.wait("that is all of it", answered)
	v.tap(line(0))
	v.wait("the first one is in sight again", `document.querySelector("#terminals .here").textContent.includes("1")`)
	v.wait("the goal is met", `document.querySelector('[data-goal="web"][data-met]')`)
	v.must("its own lines are there", has(`[data-term-line="command"]`, "docker run -d --name web nginx")+` && !`+has(`[data-term-line="command"]`, "docker ps"))
	v.click(`#lesson button[name="again"]`)
	v.wait("it begins anew", `window.opened !== true && document.querySelector("#lesson .goal:not([data-met])") && document.readyState === "complete"`)
	v.must("on a host with nothing on it", isState("web", "gone"))
	v.do(chromedp.Navigate("about:blank"))
}
