package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// patience is how long a visitor waits for anything.
const patience = time.Minute

// visitor is a person with a browser window in front of a site. What cannot be
// done fails the test.
type visitor struct {
	t    testing.TB
	ctx  context.Context
	site *site
	// muted tells that the page may complain.
	muted bool
	// forgiven is what complaints of the page may be about, "" for nothing.
	forgiven string
	leave    func() // closes the window
}

// visit opens the front page of a new site. What prepare does, it does before
// the page is loaded. At the end of the test the page must not have complained.
func visit(t testing.TB, c chromium, prepare ...chromedp.Action[chromedp.Void]) *visitor {
	t.Helper()
	v := newVisitor(t, c, startSite(t), prepare...)
	v.open("/")
	return v
}

// newVisitor opens a window with a profile of its own before a site.
func newVisitor(t testing.TB, c chromium, s *site, prepare ...chromedp.Action[chromedp.Void]) *visitor {
	t.Helper()
	ctx, leave := chromedp.NewContext(c, chromedp.WithNewBrowserContext())
	v := &visitor{t: t, ctx: ctx, site: s, leave: leave}
	t.Cleanup(leave)
	if err := chromedp.Do(ctx); err != nil { // the window closes with the context that opens it
		t.Fatal(err)
	}
	v.do(
		chromedp.EmulateViewport(1440, 900),
		set(emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}),
	)
	v.do(prepare...)
	v.listen()
	return v
}

// set is an action that is one command to the browser.
func set[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// beforeLoad runs a script in every page before its own.
func beforeLoad(script string) chromedp.Action[chromedp.Void] {
	return set(page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
}

// listen collects what the pages complain of: exceptions, errors on the
// console, requests that failed, violations of the content security policy.
func (v *visitor) listen() {
	var mu sync.Mutex
	var complaints []string
	add := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		complaints = append(complaints, fmt.Sprintf(format, args...))
	}
	err := chromedp.Listen(v.ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			add("exception: %v", &chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails})
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
				for _, a := range e.Args {
					add("console.%s: %s %s", e.Type, a.Value, a.Description)
				}
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
				add("%s %s: %s (%s)", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL)
			}
		}
	})
	if err != nil {
		v.t.Fatal(err)
	}
	v.t.Cleanup(func() {
		mu.Lock()
		defer mu.Unlock()
		for _, c := range complaints {
			if v.muted || v.forgiven != "" && strings.Contains(c, v.forgiven) {
				continue
			}
			v.t.Errorf("the page complains: %s", c)
		}
	})
}

func (v *visitor) do(actions ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		v.t.Fatalf("%v\n%s", err, v.sight())
	}
}

// open loads a page of the site.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate("http://" + v.site.addr + path))
	v.loaded()
}

// see loads a page of the site that has no terminal to type in.
func (v *visitor) see(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate("http://" + v.site.addr + path))
	v.wait("the page is there", `document.readyState === "complete"`)
}

// fill types into a field.
func (v *visitor) fill(selector, text string) {
	v.t.Helper()
	v.do(chromedp.Focus(chromedp.CSS(selector)), chromedp.Evaluate[chromedp.Void](`document.activeElement.select()`))
	v.keys(text)
}

// shot keeps a picture of the page in the directory that DRYDOCK_SHOTS names.
func (v *visitor) shot(name string) {
	v.t.Helper()
	dir := os.Getenv("DRYDOCK_SHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		v.t.Error(err)
	}
}

// loaded waits until the page can be typed in, and marks its document so that
// stays can tell whether it is still the same.
func (v *visitor) loaded() {
	v.t.Helper()
	v.wait("the terminal is ready", `document.readyState === "complete" && `+scripted+` && `+ready)
	v.do(chromedp.Evaluate[chromedp.Void](`window.opened = true`))
}

// stays fails when the page has been loaded anew since open.
func (v *visitor) stays() {
	v.t.Helper()
	v.must("the page was not loaded anew", `window.opened === true`)
}

// read evaluates an expression in the page.
func read[T any](v *visitor, expression string) T {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		v.t.Fatalf("%s: %v\n%s", expression, err, v.sight())
	}
	return value
}

// must fails when a condition does not hold now.
func (v *visitor) must(what, condition string) {
	v.t.Helper()
	if !read[bool](v, "!!("+condition+")") {
		v.t.Fatalf("it is not so that %s\n%s", what, v.sight())
	}
}

// wait waits until a condition holds, over page loads too.
func (v *visitor) wait(what, condition string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if holds {
			return
		}
		select {
		case <-ctx.Done():
			v.t.Fatalf("waited %v in vain until %s (%v)\n%s", patience, what, err, v.sight())
		case <-again.C:
		}
	}
}

// await waits for a promise of the page's.
func (v *visitor) await(promise string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("("+promise+").then(() => true)", chromedp.EvalAwaitPromise)); err != nil {
		v.t.Fatalf("%s: %v\n%s", promise, err, v.sight())
	}
}

// typeAtRest puts a line into the terminal and waits until that is painted, as
// it is before a hand gets to Enter.
func (v *visitor) typeAtRest(line string) {
	v.t.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.getElementById("input").value = %q`, line)))
	v.await(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))`)
}

// pressEnter is one event, as the keyboard's: a key that carries its text.
func (v *visitor) pressEnter() {
	v.t.Helper()
	v.do(set(input.DispatchKeyEvent, input.DispatchKeyEventParams{
		Type: "keyDown", Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13, Text: "\r", UnmodifiedText: "\r",
	}), set(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyUp", Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13}))
}

// sight is what the page shows, for the report of a failure.
func (v *visitor) sight() string {
	ctx, cancel := context.WithTimeout(v.ctx, time.Second)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`[
		"address: " + location.href,
		"focus: " + document.activeElement?.outerHTML.slice(0, 200),
		"tokens: " + [...document.querySelectorAll("#stage .token[data-node]")].map((n) => n.dataset.name + "=" + n.dataset.state).join(" "),
		"inspector: " + document.querySelector("#inspector h2")?.textContent,
		...[...document.querySelectorAll("[data-term-line]")].slice(-20).map((l) => l.dataset.termLine + "| " + l.textContent),
		"prompt: " + document.getElementById("prompt")?.textContent,
	].join("\n")`))
	if err != nil {
		return err.Error()
	}
	return s
}

// keys presses keys where the focus is.
func (v *visitor) keys(keys string, held ...chromedp.Modifier) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(held...)))
}

const (
	// answered holds when every line that was typed has been answered.
	answered = `!document.querySelector("#lines .pending")`
	// scripted holds when the page's script works, or none is let.
	scripted = `(performance.getEntriesByName("drydock-ready").length > 0 || document.documentElement.dataset.script === undefined)`
	// ready holds when the focus is in the terminal.
	ready = `document.activeElement?.matches("[data-term-input]")`
	typed = `document.querySelector("[data-term-input]").value`
	shown = `document.getElementById("prompt").textContent`
)

// enter types lines in the terminal, where the focus has to be, one when the
// other has been answered.
func (v *visitor) enter(lines ...string) {
	v.t.Helper()
	for _, line := range lines {
		v.must("the focus is in the terminal", ready)
		v.keys(line + kb.Enter)
		v.wait("the answer to "+line+" is there", answered)
	}
}

func (v *visitor) click(selector string) {
	v.t.Helper()
	v.do(chromedp.Click(chromedp.CSS(selector)))
}

// token is an expression for the token of a container.
func token(name string) string {
	return fmt.Sprintf(`document.querySelector('#stage [data-node="container"][data-name="%s"]')`, name)
}

// isState is a condition: a container's token is in a state, or it is "gone".
func isState(name, state string) string {
	return fmt.Sprintf(`(%s?.dataset.state ?? "gone") === %q`, token(name), state)
}

// has is a condition: one of the elements contains a text.
func has(selector, text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.textContent.includes(%q))`, selector, text)
}

// picture is every thing on the stage, in its order.
func (v *visitor) picture() string {
	v.t.Helper()
	return strings.Join(read[[]string](v, `[...document.querySelectorAll("#stage [data-node]")].map((n) =>
		[n.dataset.node, n.dataset.name, n.dataset.state, n.dataset.zone].join(" "))`), "\n")
}

// transcript is every line of the terminal.
func (v *visitor) transcript() string {
	v.t.Helper()
	return strings.Join(read[[]string](v, `[...document.querySelectorAll("#lines [data-term-line]")].map((l) =>
		l.dataset.termLine + "| " + l.textContent)`), "\n")
}
