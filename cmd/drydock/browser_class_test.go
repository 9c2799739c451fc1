package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A teacher and three learners in four browsers: they join, progress comes to
// the board, a hint to one, the teacher's world to all; results are there to be
// taken, and all is deleted.
func classOfThree(t *testing.T, c chromium) {
	site := startSite(t)
	teacher := newVisitor(t, c, site)
	teacher.see("/teach")
	teacher.shot("teach")
	teacher.fill("#title", "Containers on Monday")
	teacher.keys(kb.Enter)
	teacher.wait("the board has come", `document.querySelector("#code")`)
	code := strings.ReplaceAll(read[string](teacher, `document.querySelector("#code").textContent`), " ", "")
	teacher.must("the QR code is drawn", `document.querySelector(".join-card img").naturalWidth > 0`)

	phone := []chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(390, 844, chromedp.EmulateScale(2), chromedp.EmulatePortrait, chromedp.EmulateMobile)}
	var learners []*visitor
	for i, name := range []string{"Ann", "Bob", "Cy"} {
		v := newVisitor(t, c, site, phone[:i%2]...)
		v.see("/join/" + code)
		v.shot("join-" + name)
		v.fill("#nickname", name)
		v.keys(kb.Enter)
		v.wait("the phrase is shown", `document.querySelector("#phrase")?.textContent.split(" ").length === 6`)
		v.click(`a[href="/class"]`)
		v.wait("the lessons are shown", has("h3", "Containers and virtual machines"))
		v.shot("desk-" + name)
		v.click(`form[action="/class/lessons/the-lifecycle"] button`)
		v.wait("the lab is there", `document.querySelector("#class")`)
		v.loaded()
		learners = append(learners, v)
	}
	ann, bob, cy := learners[0], learners[1], learners[2]
	teacher.wait("three tiles have come", `document.querySelectorAll("#tiles .tile").length === 3`)

	ann.enter("docker run -d --name web nginx")
	bob.enter("docker rn nginx", "docker rnu nginx", "docker runn nginx")
	teacher.wait("Ann's goal is on the board", has(".tile", "1 of 3 goals"))
	teacher.wait("Bob is stuck", has(".tile.is-stuck", "Bob"))
	teacher.must("his last error is shown", has(".tile.is-stuck .last-fault", "docker"))
	teacher.shot("board")

	teacher.click(`.tile.is-stuck a`)
	teacher.wait("Bob's lab is there to look at", `document.querySelector("#watch") && document.readyState === "complete"`)
	teacher.must("with what he typed", has(`[data-term-line="command"]`, "docker rnu nginx"))
	teacher.must("and nothing to type in", `![...document.querySelectorAll("input, button, textarea, select")].some((e) => !e.matches(":disabled") && !e.closest('form[action$="/hint"], header'))`)
	bob.enter("docker run -d --name bobs redis")
	teacher.wait("what he does appears", isState("bobs", "running"))
	teacher.must("also in the transcript", has(`[data-term-line="command"]`, "docker run -d --name bobs redis"))
	teacher.click(`#track li:first-child a`)
	teacher.wait("the beginning can be looked at", `document.readyState === "complete" && !document.querySelector('#stage [data-node="container"]')`)
	teacher.shot("watch")
	teacher.fill("#hint", "It is docker run")
	teacher.keys(kb.Enter)
	bob.wait("the hint has come without a reload", has("#class", "It is docker run"))
	bob.stays()
	bob.shot("hint")
	ann.must("not to Ann", `!`+has("#class", "It is docker run"))

	lab := read[string](cy, `document.getElementById("line").action`)
	lab = lab[strings.Index(lab, "/labs/"):strings.LastIndex(lab, "/")]
	ann.forgiven = "403" // the console tells of what is refused
	ann.do(chromedp.Evaluate[chromedp.Void](`Promise.all([fetch("` + lab + `"), fetch("` + lab + `/inputs", { method: "POST", body: new URLSearchParams({ kind: "line", text: "docker ps" }) })])
		.then((all) => { window.refused = all.map((r) => r.status).join(); }); 0`))
	ann.wait("Ann can neither see nor use Cy's lab", `window.refused === "403,403"`)
	site.answers(t, lab, 403) // nor can a guest

	teacher.wait("the page is there again", `document.querySelector('#watch a.button')`)
	board := read[string](teacher, `document.querySelector('#watch a.button').getAttribute("href")`)
	teacher.see(board)
	world := read[string](teacher, `document.querySelector('a[href^="/labs/"]').getAttribute("href")`)
	teacher.open(world)
	teacher.enter("docker run -d --name shown httpd")
	teacher.see(board)
	teacher.click(`button[value="look"]`)
	cy.wait("Cy is told of it", has("#class", "The teacher shows a world"))
	cy.see("/class/teacher")
	cy.must("and sees it", isState("shown", "running"))
	teacher.wait("the board is back", `document.querySelector('button[value="end"]')`)
	teacher.click(`button[value="start"]`)
	ann.wait("Ann has a new start", isState("shown", "running"))
	ann.wait("in a lab of her own", `document.querySelector("#class") && document.readyState === "complete"`)
	ann.loaded()
	ann.enter("docker stop shown")
	ann.must("that she can change", isState("shown", "exited"))

	teacher.see(board)
	csv, json := site.answers(t, board+"/results.csv", 200), site.answers(t, board+"/results.json", 200)
	for _, name := range []string{"Ann", "Bob", "Cy"} {
		if !strings.Contains(csv, name+",") || !strings.Contains(json, `"`+name+`"`) {
			t.Errorf("the results lack %s", name)
		}
	}
	teacher.shot("board-end")
	for _, v := range []*visitor{ann, bob, cy, teacher} {
		v.forgiven = "40" // what is asked for while all is deleted is not there
	}
	teacher.click(`#board details summary`)
	teacher.click(`input[name="sure"]`)
	teacher.click(`button.danger`)
	teacher.wait("all is deleted", has("[role=status]", "has been deleted"))
	site.answers(t, board, 404)
	for _, v := range learners {
		v.do(chromedp.Navigate("about:blank"))
	}
}

// answers asks for an address without any cookie, and returns the text.
func (s *site) answers(t *testing.T, path string, status int) string {
	t.Helper()
	resp, err := http.Get("http://" + s.addr + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != status {
		t.Errorf("%s is answered with %d (%v), want %d", path, resp.StatusCode, err, status)
	}
	return string(body)
}
