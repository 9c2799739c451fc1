package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Several terminals are several shells on the one machine.
func terminals(t *testing.T, c chromium) {
	v := visit(t, c)
	v.enter("cd /tmp", "docker run -d --name web nginx", "docker logs -f web")
	v.must("a program holds the first terminal", `document.querySelector("#prompt[data-busy]")`)
	v.click(`#terminals > form button`)
	v.wait("a second one has opened", `document.querySelectorAll("#terminals li").length === 2 && document.querySelector("#terminals .here a").textContent === "Terminal 2"`)
	v.wait("it is empty and ready", `document.querySelectorAll("[data-term-line]").length === 0 && `+shown+` === "$ " && `+ready)
	v.enter("pwd", "docker stop web")
	v.must("its directory is its own", has(`[data-term-line="stdout"]`, "/root"))
	v.must("the host is the same", isState("web", "exited"))
	v.do(chromedp.Reload())
	v.loaded()
	v.must("it comes back after a reload", has(`[data-term-line="command"]`, "docker stop web")+` && document.querySelector("#terminals .here a").textContent === "Terminal 2"`)
	v.click(`#terminals li:first-child a`)
	v.wait("the first one is as it was, and what it followed has ended", has(`[data-term-line="command"]`, "docker logs -f web")+` && !`+has(`[data-term-line="command"]`, "docker stop web")+` && `+shown+` === "$ "`)
	v.must("what is typed goes there", ready)
	v.enter("pwd")
	v.must("its directory is still its own", has(`[data-term-line="stdout"]`, "/tmp"))
	v.click(`#terminals li:last-child a`)
	v.wait("the second one is back", has(`[data-term-line="command"]`, "docker stop web"))
	v.keys("exit" + kb.Enter)
	v.wait("it closes with its shell", `document.querySelectorAll("#terminals li").length === 1 && `+has(`[data-term-line="stdout"]`, "/tmp"))
	v.click(`#terminals > form button`)
	v.wait("another one opens", `document.querySelectorAll("#terminals li").length === 2`)
	v.click(`#terminals li.here form button`)
	v.wait("and is closed with its button", `document.querySelectorAll("#terminals li").length === 1 && `+has(`[data-term-line="stdout"]`, "/tmp"))
	v.enter("echo still here")
	v.must("the lab goes on", has(`[data-term-line="stdout"]`, "still here"))
}
