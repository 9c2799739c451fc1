package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The first page is the whole picture and a terminal to type in.
func firstPaint(t *testing.T, c chromium) {
	v := visit(t, c)
	for _, zone := range []string{"registry", "files", "images", "created", "running", "paused", "exited", "removed"} {
		v.must("there is the zone "+zone, `document.querySelector("#zone-`+zone+` .t-title")?.getBoundingClientRect().width`)
	}
	for _, image := range []string{"hello-world:latest", "alpine:latest", "nginx:latest"} {
		v.must("the registry has "+image, `document.querySelector('#zone-registry [data-node="registry"][data-name="`+image+`"] .slab')`)
	}
	v.must("there is no container yet", `!document.querySelector('[data-node="container"]')`)
	v.must("the terminal is ready", ready)
	v.must("the prompt is a shell's", shown+`.endsWith("$ ")`)
	v.must("one command is suggested", `document.querySelectorAll('#keys button').length === 1`)
	v.click(`#keys button`)
	v.wait("the suggestion has been run", answered+` && document.querySelector('[data-node="container"]')`)
	v.must("nothing is suggested any more", `!document.querySelector('#keys button')`)
	v.must("the terminal is ready again", ready)
	v.stays()
}

func helloWorld(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run hello-world")
	v.must("the image is there", `document.querySelector('#zone-images [data-node="image"][data-name="hello-world:latest"]')`)
	v.must("the registry says so", `document.querySelector('#zone-registry [data-name="hello-world:latest"]').dataset.state === "pulled"`)
	v.must("one container has exited", `document.querySelectorAll('[data-node="container"]').length === 1
		&& document.querySelector('#zone-exited [data-node="container"][data-state="exited"]')`)
	v.must("the terminal greets", has(`[data-term-line="stdout"]`, "Hello from Docker!"))
	v.stays()
}

// The picture is right as soon as the command is answered, while the motion
// that explains it may still go on.
func lifecycle(t *testing.T, c chromium) {
	v := visit(t, c)
	for _, step := range []struct{ command, state, zone string }{
		{"docker create --name web nginx", "created", "created"},
		{"docker start web", "running", "running"},
		{"docker ps", "running", "running"},
		{"docker pause web", "paused", "paused"},
		{"docker unpause web", "running", "running"},
		{"docker stop web", "exited", "exited"},
		{"docker rm web", "gone", ""},
		{"docker run -d --name web nginx", "running", "running"},
		{"docker rm -f web", "gone", ""},
	} {
		v.enter(step.command)
		v.must("web is "+step.state+" after "+step.command, isState("web", step.state))
		if step.zone != "" {
			v.must("web stands in the zone "+step.zone, token("web")+`.closest(".zone").id === "zone-`+step.zone+`"`)
		}
	}
	v.must("docker ps has listed it", has(`[data-term-line="stdout"]`, "CONTAINER ID"))
	v.must("what was removed is remembered", `document.querySelectorAll('#zone-removed [data-node="removed"][data-name="web"]').length`)
	v.stays()
}

func refusal(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name web nginx", "docker rm web")
	const reason = "container is running"
	v.must("web still runs", isState("web", "running"))
	v.must("the terminal tells the reason", has(`[data-term-line="stderr"]`, reason))
	v.must("the token is marked", token("web")+`.matches(".refused") && `+token("web")+`.querySelector(".badge")`)
	v.must("the picture tells the reason", has(`#stage .notice title`, reason))
	v.must("the inspector tells the reason", has(`#inspector [data-refusal="container"]`, reason))
	v.must("the reason is in sight", `document.querySelector("#inspector .refusal").getBoundingClientRect().bottom <= innerHeight`)
	v.enter("docker stop web")
	v.must("web has exited", isState("web", "exited"))
	v.must("no refusal is left", `!document.querySelector(".refused, .notice, [data-refusal]")`)
	v.stays()
}

// inspected are conditions on the inspector that shows the running web.
var inspected = []struct{ what, condition string }{
	{"the state", has(`#inspector .life [aria-current]`, "running")},
	{"the command", has(`#inspector section:has(h3)`, "nginx -g")},
	{"the image", has(`#inspector h2`, "nginx")},
	{"the layers", `document.querySelectorAll("#inspector .layers .layer").length > 1`},
	{"the writable layer", has(`#inspector .layers`, "writable")},
	{"the changed files", has(`#inspector [data-change]`, "/usr/share/nginx/html/new.html")},
	{"the logs", has(`#inspector .logs`, "start worker process")},
	{"the button to stop it", `document.querySelector('#inspector button[data-action="stop"]')`},
	{"the button to pause it", `document.querySelector('#inspector button[data-action="pause"]')`},
}

// lookInto gives the visitor a running web and a newer container, which is
// what the inspector shows by itself.
func lookInto(v *visitor) {
	v.t.Helper()
	v.enter("docker run -d --name web nginx", "docker exec web touch /usr/share/nginx/html/new.html", "docker create --name other alpine")
	v.must("the inspector shows the newest", has("#inspector h2", "other"))
}

func checkInspector(v *visitor) {
	v.t.Helper()
	v.wait("the inspector shows web", has("#inspector h2", "web"))
	for _, i := range inspected {
		v.must("the inspector has "+i.what, i.condition)
	}
	v.must("the token is marked as selected", token("web")+`.matches(".selected") && `+token("web")+`.querySelector('[aria-current="true"]')`)
}

func inspectorByClick(t *testing.T, c chromium) {
	v := visit(t, c)
	lookInto(v)
	v.click(`#stage [data-node="container"][data-name="web"] .hit`)
	checkInspector(v)
	v.click(`#inspector button[data-action="stop"]`)
	v.wait("web has exited", isState("web", "exited"))
	v.wait("the command is in the transcript", has(`[data-term-line="command"]:not(.pending)`, "docker stop web"))
	v.must("the inspector still shows it", has("#inspector h2", "web")+` && `+has(`#inspector .life [aria-current]`, "exited"))
	v.must("stopping is not offered again", `!document.querySelector('#inspector button[data-action="stop"]:not(.would-refuse)')`)
	v.stays()
}

// press holds the mouse's button down, or lets it go, in the middle of an element.
func (v *visitor) press(selector string, what input.DispatchMouseEventType) {
	v.t.Helper()
	at := read[[]float64](v, fmt.Sprintf(`((r) => [r.x + r.width / 2, r.y + r.height / 2])(document.querySelector(%q).getBoundingClientRect())`, selector))
	v.do(set(input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: what, X: at[0], Y: at[1], Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1,
	}))
}

// A click is one that lasts, too: what comes in between does not swallow it.
func longPress(t *testing.T, c chromium) {
	v := visit(t, c)
	lookInto(v)
	const web = `#stage [data-node="container"][data-name="web"] .hit`
	asked := `performance.getEntriesByType("resource").filter((e) => e.name.includes("/ahead")).length`
	v.wait("time passes", asked+` > 0`)
	v.press(web, input.DispatchMouseEventTypeMousePressed)
	v.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("line").requestSubmit()`))
	v.wait("an answer has come", `performance.getEntriesByType("resource").some((e) => e.name.includes("/inputs") && e.startTime > performance.now() - 2000)`)
	v.press(web, input.DispatchMouseEventTypeMouseReleased)
	checkInspector(v)
	v.stays()
}

func inspectorByKeyboard(t *testing.T, c chromium) {
	v := visit(t, c)
	lookInto(v)
	within := token("web") + `.contains(document.activeElement)`
	for range 100 {
		v.keys(kb.Tab)
		if read[bool](v, within) {
			break
		}
	}
	v.must("Tab reaches the token", within)
	v.keys(kb.Enter)
	checkInspector(v)
	v.must("the focus stays at the token", within)
	for range 100 {
		v.keys(kb.Tab)
		if read[bool](v, `document.activeElement?.dataset.action === "stop"`) {
			break
		}
	}
	before := read[string](v, `document.querySelector("#inspector .status").textContent`)
	v.wait("time passes in the inspector", fmt.Sprintf(`document.querySelector("#inspector .status").textContent !== %q`, before))
	v.must("the focus stays at the button", `document.activeElement?.dataset.action === "stop"`)
	v.keys(kb.Enter)
	v.wait("web has exited", isState("web", "exited")+` && `+answered)
	v.must("the focus stays in the inspector", `document.activeElement?.closest("#inspector")`)
	v.must("the focus is at nothing that Enter would do", `!document.activeElement.matches("button")`)
	v.stays()
}

// countMotion counts the animations that the page's script begins.
const countMotion = `
	window.begun = 0;
	const animate = Element.prototype.animate;
	Element.prototype.animate = function (...how) { window.begun++; return animate.apply(this, how); };`

func motion(t *testing.T, c chromium) {
	v := visit(t, c, beforeLoad(countMotion), calm("no-preference"))
	v.enter("docker create --name web nginx")
	v.must("the pull was shown", `window.begun > 0`)
	v.do(chromedp.Evaluate[chromedp.Void](`window.begun = 0`))
	v.enter("docker start web")
	v.must("something has moved", `window.begun > 0`)
	v.wait("all copies are gone in the end", `!document.querySelector("#motion > *")`)
	v.must("web runs", isState("web", "running"))
}

func reducedMotion(t *testing.T, c chromium) {
	v := visit(t, c, beforeLoad(countMotion), calm("reduce"))
	for _, command := range []string{"docker run -d --name web nginx", "docker rm web", "docker pause web", "docker rm -f web"} {
		v.enter(command)
		v.must("nothing moves after "+command, `document.getAnimations().length === 0`)
		v.must("numbered marks tell of "+command, `document.querySelectorAll("#motion .numbered").length > 0`)
	}
	// The steps of a build have marks of their own.
	v.do(chromedp.Evaluate[chromedp.Void](`new MutationObserver((list) => {
		for (const m of list) for (const n of m.addedNodes) if (n.textContent.startsWith("Not sent")) window.fault = n.textContent;
	}).observe(document.getElementById("lines"), { childList: true })`))
	v.enter("echo FROM alpine > Dockerfile", "echo RUN false >> Dockerfile", "docker build -t app .", "echo on")
	v.must("the build was answered without a fault", `window.fault === undefined`)
	v.must("nothing has moved", `window.begun === 0`)
}

// calm sets what the visitor's system says of motion.
func calm(preference string) chromedp.Action[chromedp.Void] {
	return set(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: preference}},
	})
}
