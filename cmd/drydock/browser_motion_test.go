package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Motion can be held, stepped both ways, slowed and skipped; the picture is
// right all the while, and typing does not wait.
func motionControlled(t *testing.T, c chromium) {
	v := visit(t, c, calm("no-preference"), beforeLoad(`
		window.films = [];
		const animate = Element.prototype.animate;
		Element.prototype.animate = function (...how) { const a = animate.apply(this, how); window.films.push(a); return a; };`))
	const now = `Math.max(...window.films.map((a) => a.currentTime ?? 0))`
	v.enter("docker pull nginx")
	v.click("#hold")
	v.must("it says so", `document.getElementById("hold").getAttribute("aria-pressed") === "true"`)
	v.do(chromedp.Evaluate[chromedp.Void](`window.films = []`), chromedp.Focus(chromedp.CSS("#input")))
	v.enter("docker run -d --name web nginx")
	v.must("the picture is right while motion is held", isState("web", "running"))
	v.must("nothing has moved yet", `window.films.length > 0 && window.films.every((a) => a.playState === "paused")`)
	v.must("the pulse of what runs rests too", `((all) => all.length > 0 && all.every((a) => a.playState === "paused"))(document.getAnimations().filter((a) => a.animationName === "pulse"))`)
	v.click("#step-on")
	at := read[float64](v, now)
	if at <= 0 {
		t.Errorf("a step on leads to %v ms", at)
	}
	v.click("#step-back")
	if back := read[float64](v, now); back >= at {
		t.Errorf("a step back leads from %v to %v ms", at, back)
	}
	v.do(chromedp.Focus(chromedp.CSS("#speed")))
	v.keys(kb.Home)
	v.must("the slider goes down to an eighth", `document.getElementById("speed").getAttribute("aria-valuetext") === "1/8×" && window.films.some((a) => a.playbackRate === 1 / 8)`)
	v.keys(kb.End)
	v.must("and up to eight", `document.getElementById("speed").getAttribute("aria-valuetext") === "8×"`)
	v.click("#skip")
	v.wait("skipping ends it", `!document.querySelector("#motion > *") && document.getElementById("skip").disabled`)
	v.do(chromedp.Focus(chromedp.CSS("#input")))
	v.enter("docker stop web")
	v.must("typing went on", isState("web", "exited"))
}

// touchRow is the row of keys that a phone's keyboard lacks.
func touchRow(t *testing.T, c chromium) {
	v := visit(t, c, chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulatePortrait, chromedp.EmulateMobile, chromedp.EmulateTouch),
		set(emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: true}))
	v.enter("docker ps")
	v.must("the row is there", `document.getElementById("touch-keys").checkVisibility()`)
	v.click(`#touch-keys [data-key="ArrowUp"]`)
	v.stands("docker ps")
	v.click(`#touch-keys [data-key="|"]`)
	v.stands("docker ps|")
	v.must("the focus stays in the terminal", ready)
}
