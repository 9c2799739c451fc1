package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The past can be looked at, gone on from, and compared with; what was typed
// before stays beside it.
func timeTravel(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web nginx", "docker stop web", "docker rm web")
	v.must("there are four moments", `document.querySelectorAll("#track li").length === 4`)
	v.must("web is gone", isState("web", "gone"))
	v.click("#undo")
	v.wait("undo shows web", isState("web", "exited"))
	v.must("the transcript goes there too", `!`+has(`[data-term-line="command"]`, "docker rm web"))
	v.do(chromedp.Focus(chromedp.CSS("#scrub")))
	v.keys(kb.ArrowLeft)
	v.wait("scrubbing by key goes further back", isState("web", "running"))
	v.keys(kb.Home)
	v.wait("and to the beginning", isState("web", "gone")+` && document.querySelectorAll("[data-term-line]").length === 0`)
	v.click("#redo")
	v.wait("redo brings web back", isState("web", "running"))
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.keys("docker pause web" + kb.Enter)
	v.wait("a what-if has begun", isState("web", "paused")+` && `+answered)
	v.must("its transcript is its own", has(`[data-term-line="command"]`, "docker run -d --name web nginx")+` && !`+has(`[data-term-line="command"]`, "docker stop web"))
	v.must("both lines are kept and named", has("#lines-menu li a", "The first line")+` && `+has("#lines-menu li a", "What if: docker pause web"))
	v.click("#lines-menu summary")
	v.click("#lines-menu li a")
	v.wait("the old line is still there", isState("web", "gone")+` && `+has(`[data-term-line="command"]`, "docker rm web"))
	v.click(".timeline .now")
	v.wait("one link leads back to now", isState("web", "paused")+` && !document.querySelector(".timeline.past")`)
	v.fill("#line-name", "With a pause")
	v.keys(kb.Enter)
	v.wait("the line has the name", has("#lines-menu li a", "With a pause")+` && !`+has("#lines-menu li a", "What if")+` && `+has("#lines-menu li a", "The first line"))
	v.must("and the world is as it was", isState("web", "paused"))
	v.click(`#lines-menu a[href*="compare%2F3"]`)
	v.wait("two moments are compared", has("#inspector .differences li", "web"))
	v.stays()
}

func timeTravelWithoutScript(t *testing.T, c chromium) {
	v := visit(t, c, set(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}))
	v.keys("docker run -d --name web nginx" + kb.Enter)
	v.wait("web runs", isState("web", "running"))
	v.loaded()
	v.keys("docker stop web" + kb.Enter)
	v.wait("web has exited", isState("web", "exited"))
	v.click("#undo")
	v.wait("the link goes back", isState("web", "running")+` && document.querySelector(".timeline.past") && document.readyState === "complete"`)
	v.keys("docker pause web" + kb.Enter)
	v.wait("the form goes on from there", isState("web", "paused")+` && !document.querySelector(".timeline.past") && document.readyState === "complete"`)
	v.click(`.waits button[name="after_ms"]`)
	v.wait("a button lets time pass", `document.querySelectorAll("#track li").length === 4`)
}
