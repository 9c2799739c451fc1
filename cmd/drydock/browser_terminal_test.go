package main

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stands fails when something else than text stands in the terminal's input.
func (v *visitor) stands(text string) {
	v.t.Helper()
	v.must(fmt.Sprintf("%q stands in the input", text), fmt.Sprintf("%s === %q", typed, text))
}

func history(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker ps", "docker images")
	v.keys("draft")
	for _, step := range []struct{ key, text string }{
		{kb.ArrowUp, "docker images"},
		{kb.ArrowUp, "docker ps"},
		{kb.ArrowUp, "docker ps"},
		{kb.ArrowDown, "docker images"},
		{kb.ArrowDown, "draft"},
		{kb.ArrowDown, "draft"},
		{kb.ArrowUp, "docker images"},
	} {
		v.keys(step.key)
		v.stands(step.text)
	}
	v.keys(" -q" + kb.Enter)
	v.wait("the changed line has been run", answered+` && `+has(`[data-term-line="command"]`, "docker images -q"))
	v.open("/")
	v.keys(kb.ArrowUp)
	v.stands("docker images -q") // it comes back with the transcript
}

func completion(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -d --name webshop nginx")
	complete := func(typing, want string) {
		t.Helper()
		v.keys(typing + kb.Tab)
		v.wait(fmt.Sprintf("%q is completed to %q", typing, want), fmt.Sprintf("%s === %q", typed, want))
		v.must("the focus stays in the terminal", ready)
	}
	complete("docker st", "docker st")
	v.keys(kb.Tab)
	v.wait("a second Tab lists what it could be", has("#lines .pending", "start  stats  stop"))
	complete("o", "docker stop ")
	complete("webs", "docker stop webshop ")
	v.keys(kb.Enter)
	v.wait("webshop has exited", isState("webshop", "exited"))
	v.keys(kb.Tab)
	v.must("Tab in an empty line moves on", `!(`+ready+`)`)
}

func clearScreen(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker ps", "docker images")
	v.must("there are lines", `document.querySelectorAll("[data-term-line]").length >= 4`)
	v.keys("docker ", chromedp.ModifierNone)
	v.keys("l", chromedp.ModifierCtrl)
	v.must("they are gone", `document.querySelectorAll("[data-term-line]").length === 0`)
	v.must("the prompt is still there", shown+`.endsWith("$ ")`)
	v.stands("docker ")
	v.keys("ps" + kb.Enter)
	v.wait("the next command is shown", answered+` && `+has(`[data-term-line="stdout"]`, "CONTAINER ID"))
}

// A program that goes on by itself shows its output as time passes, until it
// is interrupted.
func interrupt(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter(`docker run -d --name tick alpine sh -c "while true; do echo tock; sleep 1; done"`, "docker logs -f tick")
	const tocks = `[...document.querySelectorAll("#log [data-term-line]")].filter((l) => l.textContent === "tock").length`
	v.must("there is no prompt", shown+` === "" && document.querySelector("#prompt[data-busy]")`)
	v.must("three keys are offered", `document.querySelectorAll("#keys button").length === 3`)
	before := read[int](v, tocks)
	v.wait("more lines come by themselves", fmt.Sprintf("%s > %d", tocks, before))
	v.keys("c", chromedp.ModifierCtrl)
	v.wait("the prompt is back", shown+`.endsWith("$ ")`)
	v.must("the lines that came are kept", fmt.Sprintf(`%s > %d && !document.querySelector("#ahead *")`, tocks, before))
	v.must("tick still runs", isState("tick", "running"))
	v.must("the focus is in the terminal", ready)
	v.enter("docker ps -q")
	v.stays()
}

func interactive(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("docker run -it --name box alpine")
	v.must("the container's shell prompts", shown+` === "/ # "`)
	v.must("box runs", isState("box", "running"))
	v.enter("ls")
	v.must("what was typed is in the transcript", has(`[data-term-line]`, "/ # ls"))
	v.must("the files are listed", `[...document.querySelectorAll("[data-term-line]")].some((l) => /^bin\s+dev\s+etc/.test(l.textContent))`)
	v.enter("echo kept > /root/note")
	v.must("the inspector shows what was written", has(`#inspector [data-change]`, "/root/note"))
	v.must("the shell prompts again", shown+` === "/ # "`)
	v.enter("exit")
	v.must("the host's shell prompts", shown+`.endsWith("$ ")`)
	v.must("box has exited", isState("box", "exited"))
	v.stays()
}

// noTrap leaves the command line by keyboard whatever stands in it: Tab completes,
// and after Escape it goes on; Shift-Tab goes back at any time.
func noTrap(t *testing.T, c chromium) {
	v := visit(t, c)
	v.keys("docker pul")
	v.keys(kb.Tab)
	v.wait("Tab completes", typed+` === "docker pull "`)
	v.must("the focus has stayed", ready)
	v.keys(kb.Escape)
	v.keys(kb.Tab)
	v.must("after Escape it goes on", `!(`+ready+`)`)
	v.keys(kb.Tab, chromedp.ModifierShift)
	v.must("and comes back", ready)
	v.must("what was typed is still there", typed+` === "docker pull "`)
	v.keys(kb.Tab, chromedp.ModifierShift)
	v.must("backwards it leaves at once", `!(`+ready+`)`)
}
