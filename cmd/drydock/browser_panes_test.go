package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The line can be edited as in a shell, and its history searched.
func lineEditing(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker ps -a", "docker images", "echo one two")
	v.keys("docker ps --all")
	v.keys("w", chromedp.ModifierCtrl)
	v.stands("docker ps ")
	v.keys("u", chromedp.ModifierCtrl)
	v.stands("")
	v.keys("y", chromedp.ModifierCtrl)
	v.stands("docker ps ")
	v.keys("a", chromedp.ModifierCtrl)
	v.keys("k", chromedp.ModifierCtrl)
	v.stands("")
	v.keys("r", chromedp.ModifierCtrl)
	v.keys("ima")
	v.must("the newest that fits is found", has("#found", "docker images"))
	v.keys(kb.Tab)
	v.stands("docker images")
	v.keys("u", chromedp.ModifierCtrl)
	v.do(chromedp.Evaluate[chromedp.Void](`(() => { const d = new DataTransfer(); d.setData("text", "echo first\necho second\necho third"); document.getElementById("input").dispatchEvent(new ClipboardEvent("paste", { clipboardData: d, bubbles: true, cancelable: true })); })()`))
	v.wait("the complete lines were entered", answered+` && `+has(`[data-term-line="stdout"]`, "second"))
	v.stands("echo third")
}

// What stands in the inspector besides objects: explained commands, the editor,
// the browser.
func panes(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web -p 8080:80 nginx")
	v.click(`[data-term-line="command"] .ask`)
	v.wait("every part is explained", has("#inspector .explained dd", "Port 8080 of the host leads to port 80 in the container."))
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("docker ps")
	v.click(`[data-term-line="stdout"] .ref[data-ref^="container-"]`)
	v.wait("a name in output leads to what it names", has("#inspector h2", "web"))
	v.click(`#inspector a[href*="browse"]`)
	v.wait("the page is framed", `document.querySelector("#frame")?.sandbox.value === "allow-forms"`)
	v.click("#inspector .address button")
	v.wait("the visit is a moment", has("#track a", "visit http://localhost:8080/"))
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("docker logs --tail 1 web")
	v.must("the server has logged it", has(`[data-term-line="stdout"]`, "Firefox"))
	v.enter("docker stop web")
	v.wait("the browser shows that nothing listens", has("#inspector .no-page", "refused to connect"))
	v.enter("nano hello.txt")
	v.wait("the editor has opened", `document.getElementById("code")?.shadowRoot?.activeElement`)
	v.keys("first" + kb.Enter + "second")
	v.keys("s", chromedp.ModifierCtrl)
	v.wait("it was saved", `document.querySelector('#zone-files [data-name="hello.txt"]')`)
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("cat hello.txt")
	v.must("the file has it", has(`[data-term-line="stdout"]`, "second"))
	v.must("what was done is said", `document.getElementById("said").getAttribute("aria-live") === "polite"`)
	v.stays()
}
