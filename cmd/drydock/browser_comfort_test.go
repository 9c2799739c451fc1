package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// editor opens a file in CodeMirror, which is fetched only then; what is saved
// is an input; the keyboard can leave it.
func editor(t *testing.T, c chromium) {
	v := visit(t, c)
	const fetched = `performance.getEntriesByType("resource").some((e) => e.name.includes("codemirror"))`
	v.must("the editor was not fetched", `!`+fetched)
	const inside = `document.getElementById("code")?.shadowRoot?.querySelector(".cm-content")`
	for _, file := range []struct{ name, text, word string }{
		{"Dockerfile", "FROM alpine", "FROM"}, {"compose.yaml", "services: # all of them", "# all of them"}, {"run.sh", "if true; then echo hi; fi", "if"}, {"index.html", "<h1>hi</h1>", "h1"},
	} {
		v.do(chromedp.Focus(chromedp.CSS("#input")))
		v.enter("nano " + file.name)
		v.wait("the editor has the file "+file.name, inside+` && document.querySelector("#inspector h2").textContent.includes("`+file.name+`") && `+inside+`.textContent === "" && document.getElementById("code").shadowRoot.activeElement`)
		v.keys(file.text)
		v.wait("its words have colours", fmt.Sprintf(`[...document.getElementById("code").shadowRoot.querySelectorAll(".cm-line span")].some((s) => s.textContent === %q && getComputedStyle(s).color !== getComputedStyle(%s).color)`, file.word, inside))
		v.keys("s", chromedp.ModifierCtrl)
		v.wait("it was saved", fmt.Sprintf(`document.querySelector('#zone-files [data-name=%q], #zone-files .more')`, file.name))
	}
	v.must("it was fetched then", fetched)
	v.keys("\t")
	v.must("Tab indents", inside+`.textContent.includes("  ")`)
	v.keys(kb.Escape)
	v.keys(kb.Tab)
	v.must("Escape and then Tab leaves", `document.activeElement.matches("#inspector button")`)
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("cat run.sh; echo")
	v.must("the file has it", has(`[data-term-line="stdout"]`, "if true; then echo hi; fi"))
	v.enter("nano notes.txt")
	v.wait("the editor has the focus", inside+` && document.getElementById("code").shadowRoot.activeElement`)
	v.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("sheet").form.requestSubmit(), document.getElementById("input").focus()`))
	v.wait("all is answered", answered)
	v.wait("the file is saved and open", `document.querySelector('#zone-files [data-name="notes.txt"], #zone-files .more') && `+inside)
	v.must("who has moved on keeps the focus", ready)
	v.stays()
}

// comfort is what makes a terminal pleasant.
func comfort(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web nginx", "docker ps")
	v.must("progress was redrawn: each layer has one line", `((l) => l.length > 2 && new Set(l.map((s) => s.slice(0, 12))).size === l.length)([...document.querySelectorAll("[data-term-line]")].map((e) => e.textContent).filter((s) => /^[0-9a-f]{12}: /.test(s)))`)
	const ref = `[data-term-line="stdout"] .ref[data-ref^="container-"]`
	v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('` + ref + `').dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))`))
	v.must("a name in output lights its token", token("web")+`.matches(".named")`)
	v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('` + ref + `').dispatchEvent(new PointerEvent("pointerout", { bubbles: true }))`))
	v.must("and no longer", `!`+token("web")+`.matches(".named")`)
	v.must("what is copied has no prompts", `(() => { const s = getSelection(); s.selectAllChildren(document.getElementById("lines")); const text = s.toString(); s.removeAllRanges(); return text.includes("docker run -d --name web nginx") && !text.includes("$ docker"); })()`)
	v.enter("dokcer ps")
	v.must("a mistyped command has a suggestion", has("#keys", "Did you mean")+` && `+has("#keys button", "docker ps"))
	v.click("#keys button")
	v.wait("which can be run", answered+` && !`+has("#keys", "Did you mean"))
	v.enter("docker rnu nginx")
	v.must("one of docker's too", has("#keys button", "docker run nginx"))
	v.enter("seq 10000")
	v.must("ten thousand lines are there", `document.querySelectorAll("[data-term-line]").length >= 10000`)
	v.must("the last of them is in sight", inSight("[data-term-input]"))
	v.enter("echo after")
	v.must("the terminal goes on", has(`[data-term-line="stdout"]:nth-last-child(-n+3)`, "after"))
	v.stays()
}

// Five commands in one line are shown at once rather than one after the other:
// the last of them begins to move within 300 ms.
func manyCommands(t *testing.T, c chromium) {
	v := visit(t, c, beforeLoad(`
		window.starts = [];
		const animate = Element.prototype.animate;
		Element.prototype.animate = function (frames, how) { if (this.closest("#motion")) window.starts.push(how.delay); return animate.call(this, frames, how); };`), calm("no-preference"))
	v.enter("docker pull nginx; docker pull redis; docker create --name aa nginx; docker start aa; docker run -d --name bb redis; docker stop aa")
	v.must("nothing waits longer", `window.starts.length > 4 && Math.max(...window.starts) <= 300 + 2 * 340`)
	v.must("the picture is right meanwhile", isState("aa", "exited")+` && `+isState("bb", "running"))
}

// Every component has its pages in the storybook; each can be seen and fits its
// window.
func storybook(t *testing.T, c chromium) {
	v := visit(t, c, calm("reduce"))
	resp, err := http.Get("http://" + v.site.addr + "/storybook")
	if err != nil {
		t.Fatal(err)
	}
	list, err := io.ReadAll(resp.Body)
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`/storybook/[a-z-]+`).FindAllString(string(list), -1)
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) < 40 {
		t.Fatalf("the storybook has %d stories only", len(names))
	}
	for _, name := range names {
		v.openPage(name)
		if !read[bool](v, `((m) => m && m.getBoundingClientRect().height > 20 && m.innerText.trim().length + m.querySelectorAll("svg, button").length > 0)(document.querySelector("main"))`) {
			t.Errorf("%s shows nothing", name)
		}
		if !read[bool](v, `document.documentElement.scrollWidth <= innerWidth`) {
			t.Errorf("%s is wider than its window", name)
		}
	}
}

// why asks for the reasons of a refusal and of an exit.
func why(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web nginx", "docker rm web")
	v.click("#keys .why")
	v.wait("the refusal is explained", has("#inspector .answers dd", "container is running"))
	v.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".answers [data-ref]").dispatchEvent(new PointerEvent("pointerover", { bubbles: true }))`))
	v.must("what it names is lit", token("web")+`.matches(".named")`)
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("docker kill web")
	v.wait("so is the exit", has("#inspector .answers dt", "web ended with code 137")+` && `+has("#inspector .answers dd", "SIGKILL"))
	v.stays()
}
