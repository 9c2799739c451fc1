package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// docs is a page of somebody else's with labs in it.
const docs = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Docs</title></head>
<body><main><h1>Docs</h1><p><a id="before" href="#before">Before</a></p>
<drydock-lab id="one" commands="echo one&#10;docker run -d --name web nginx"><pre>docker run -d --name web nginx</pre></drydock-lab>
<p><a id="after" href="#after">After</a></p>
<div style="height: 4000px"></div>
<drydock-lab id="two" lesson="volumes" readonly autorun theme="dark" show="terminal" height="500">The lesson on volumes.</drydock-lab>
</main>
<script>
	window.heard = [];
	for (const n of ["ready", "started", "height", "progress", "command", "transcript", "played", "failed"]) addEventListener("drydock-" + n, (e) => heard.push({ lab: e.target.id, ...e.detail }));
</script>
<script type="module" src="http://%s/docs/drydock/embed.js"></script>
</body></html>`

// traffic counts what a host of files is asked for, packed as hosts do.
type fetches struct {
	http.Handler
	mu    sync.Mutex
	bytes int
	names []string
}

func (f *fetches) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*") // as hosts of static sites do
	kept := &packedSize{ResponseWriter: w}
	kept.zip = gzip.NewWriter(&kept.sum)
	f.Handler.ServeHTTP(kept, r)
	_ = kept.zip.Close() // to a Buffer
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes += kept.sum.Len()
	f.names = append(f.names, path.Base(r.URL.Path))
}

func (f *fetches) seen() (bytes int, names []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.bytes, append([]string{}, f.names...)
}

// packedSize notes how long an answer is when it is packed.
type packedSize struct {
	http.ResponseWriter
	sum bytes.Buffer
	zip *gzip.Writer
}

func (p *packedSize) Write(b []byte) (int, error) {
	_, _ = p.zip.Write(b) // to a Buffer
	return p.ResponseWriter.Write(b)
}

// embedded uses labs in a page of another origin: nothing heavy comes before
// they are touched, two share one program, they take neither focus nor place,
// and Escape leads out of them.
func embedded(t *testing.T, c chromium) {
	dir, err := exported()
	if err != nil {
		t.Fatal(err)
	}
	f := &fetches{Handler: http.FileServer(http.Dir(dir))}
	s := serveFiles(t, f)
	around := serveFiles(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, fmt.Sprintf(docs, s.addr))
	}))
	v := newVisitor(t, c, around)
	v.see("/")
	v.wait("the first lab is drawn", `heard.some((m) => m.lab === "one" && m.drydock === "ready")`)
	v.wait("the frame has its content's height", `heard.some((m) => m.lab === "one" && m.drydock === "height")`)
	v.must("the second one is not drawn before it is seen", `!document.getElementById("two").shadowRoot.querySelector("iframe")`)
	v.must("the focus was not taken", `document.activeElement === document.body && scrollY === 0`)
	if packed, names := f.seen(); packed > 60_000 || strings.Contains(strings.Join(names, " "), "wasm") {
		t.Errorf("before it is touched a lab takes %d bytes, of %v", packed, names)
	} else {
		t.Logf("before it is touched a lab takes %d bytes packed, in %d requests", packed, len(names))
	}
	for _, fault := range v.inFrame("/embed/", axe+"\n;"+fmt.Sprintf(axeSays, `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`)) {
		t.Errorf("axe, in the frame: %s", fault)
	}
	v.do(chromedp.Evaluate[chromedp.Void](axe))
	for _, fault := range v.axe(`["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]`) {
		t.Errorf("axe, around: %s", fault)
	}

	v.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("one").run("docker run -d --name web nginx")`))
	v.patiently("the command is answered", `heard.some((m) => m.lab === "one" && m.drydock === "transcript" && /[0-9a-f]{64}/.test(m.text))`)
	v.must("the focus is where it was", `document.activeElement === document.body && scrollY === 0`)

	v.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("before").focus()`))
	inTerminal := func() bool {
		return len(v.inFrame("/embed/", `Promise.resolve(document.activeElement?.matches("[data-term-input]") && document.hasFocus() ? ["yes"] : [])`)) > 0
	}
	for range 60 {
		v.keys(kb.Tab)
		if inTerminal() {
			break
		}
	}
	if !inTerminal() {
		t.Fatal("Tab does not reach the terminal in the frame")
	}
	v.keys("docker stop web" + kb.Enter)
	v.wait("what was typed is answered", `heard.some((m) => m.lab === "one" && m.drydock === "command" && m.count === 2)`)
	v.keys("half a li")
	v.keys(kb.Escape)
	v.wait("Escape leads out of the frame, to what comes after it", `document.activeElement.id === "after"`)

	v.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("two").scrollIntoView()`))
	v.patiently("the second one plays by itself", `heard.some((m) => m.lab === "two" && m.drydock === "played")`)
	v.must("its goals are told of", `heard.some((m) => m.lab === "two" && m.drydock === "progress" && m.of > 0)`)
	_, names := f.seen()
	times := map[string]int{}
	for _, name := range names {
		times[name]++
		if strings.Contains(name, ".wasm") && times[name] > 1 {
			t.Errorf("two labs fetched %s %d times", name, times[name])
		}
	}
	v.do(chromedp.Evaluate[chromedp.Void](`window.paper = document.getElementById("one").shadowRoot.querySelector("pre").textContent`))
	v.must("paper has the transcript", `paper.includes("docker run -d --name web nginx") && paper.includes("docker stop web")`)
	v.do(chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`))
	v.shots("embedded")
}

// inFrame evaluates an expression in the frame whose address has a part: a
// Promise of a list of texts.
func (v *visitor) inFrame(part, expression string) []string {
	v.t.Helper()
	list, err := v.askFrame(part, expression)
	if err != nil {
		v.t.Fatalf("%v\n%s", err, v.sight())
	}
	return list
}

func (v *visitor) askFrame(part, expression string) (list []string, err error) {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	err = chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, f := range tree.FrameTree.ChildFrames {
			if !strings.Contains(f.Frame.URL, part) {
				continue
			}
			world, err := cdp.Call(ctx, t, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: f.Frame.ID})
			if err != nil {
				return err
			}
			yes := true
			r, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: expression, ContextID: world.ExecutionContextID, AwaitPromise: &yes, ReturnByValue: &yes})
			if err != nil {
				return err
			}
			if r.ExceptionDetails != nil {
				return &chromedp.ExceptionError{ExceptionDetails: r.ExceptionDetails}
			}
			return json.Unmarshal(r.Result.Value, &list)
		}
		return fmt.Errorf("there is no frame %s", part)
	}))
	return list, err
}

// shortcodes opens the page that tries what authors use.
func shortcodes(t *testing.T, c chromium) {
	v := newVisitor(t, c, plainSite(t))
	v.see(under + "shortcodes.html")
	for _, name := range []string{"Hugo", "Docusaurus", "Markdown and MkDocs"} {
		section := fmt.Sprintf(`document.querySelector('section[aria-label="%s"]')`, name)
		v.do(chromedp.Evaluate[chromedp.Void](section + `.scrollIntoView()`))
		v.wait("the lab of "+name+" can be used", section+`.querySelector("output").textContent === "The lab is there."`)
	}
}
