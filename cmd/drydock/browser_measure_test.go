package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// measured is a row of the table that BenchmarkPage prints.
type measured struct {
	what   string
	value  float64
	unit   string
	budget float64 // the most it may be
}

// BenchmarkPage measures the page in a real Chromium, each figure against its
// budget, and prints them as a table:
//
//	go test ./cmd/drydock -run '^$' -bench Page
//
// It judges nothing: a busy machine is slow.
func BenchmarkPage(b *testing.B) {
	c := startChromium(b)
	for range b.N {
		var rows []measured
		for _, measure := range []func(*testing.B, chromium) []measured{coldPage, slowPage, answers, storms} {
			rows = append(rows, measure(b, c)...)
		}
		var table strings.Builder
		w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "\nwhat\tmeasured\tbudget\t")
		for _, r := range rows {
			verdict := "kept"
			if r.value > r.budget {
				verdict = "OVER"
			}
			fmt.Fprintf(w, "%s\t%.4g %s\t%.4g %s\t%s\n", r.what, r.value, r.unit, r.budget, r.unit, verdict)
			b.ReportMetric(r.value, strings.ReplaceAll(r.what, " ", "-")+"/"+r.unit)
		}
		_ = w.Flush() // to a Builder
		fmt.Println(table.String())
	}
}

// coldPage is what a first visitor's browser fetches until the page is ready.
func coldPage(b *testing.B, c chromium) []measured {
	var mu sync.Mutex
	var bytes float64
	var requests []string
	v := visit(b, c, set(network.Enable, network.EnableParams{}))
	v.do(set(network.ClearBrowserCache, cdp.Empty{}), set(network.ClearBrowserCookies, cdp.Empty{}))
	err := chromedp.Listen(v.ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			requests = append(requests, e.Request.URL)
		case *network.EventLoadingFinished:
			bytes += e.EncodedDataLength
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	v.open("/")
	v.wait("the icon has had its time", `performance.now() > 1500`)
	v.leave()
	mu.Lock()
	defer mu.Unlock()
	b.Log(strings.Join(requests, " "))
	return []measured{{"cold page, over the wire", bytes / 1000, "kB", 120}, {"cold page, requests", float64(len(requests)), "", 8}}
}

// slowPage is a first visit by a slow phone on a slow network: 150 ms, 1.6
// Mbit/s, a quarter of the processor.
func slowPage(b *testing.B, c chromium) []measured {
	var empty, paints, ready []float64
	var shift float64
	bare := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<!DOCTYPE html><p>A page without anything")
	}))
	defer bare.Close()
	slow := func() *visitor {
		return newVisitor(b, c, startSite(b), set(network.Enable, network.EnableParams{}),
			set(network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{
				Latency: 150, DownloadThroughput: 1.6e6 / 8, UploadThroughput: 750e3 / 8,
			}}}),
			set(emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}),
			beforeLoad(countShift))
	}
	const painted = `performance.getEntriesByName("first-contentful-paint")[0].startTime`
	for range 5 {
		v := slow()
		v.do(chromedp.Navigate(bare.URL))
		v.await(marked("first-contentful-paint"))
		empty = append(empty, read[float64](v, painted))
		v.leave() // what stays open takes of the time of the others
		v = slow()
		v.do(chromedp.Navigate("http://" + v.site.addr + "/"))
		v.await(marked("drydock-ready"))
		v.await(marked("first-contentful-paint"))
		paints = append(paints, read[float64](v, painted))
		ready = append(ready, read[float64](v, `performance.getEntriesByName("drydock-ready")[0].startTime`))
		b.Log(read[string](v, `((n) => JSON.stringify({ first: n.responseStart, end: n.responseEnd, parsed: n.domInteractive, painted: performance.getEntriesByName("first-contentful-paint")[0].startTime, script: performance.getEntriesByType("resource").find((e) => e.name.includes("main.js")).responseEnd, ready: performance.getEntriesByName("drydock-ready")[0].startTime, shifted: window.shifters }, (k, x) => typeof x === "number" ? Math.round(x) : x))(performance.getEntriesByType("navigation")[0])`))
		shift = max(shift, read[float64](v, `window.shifted`))
		v.leave()
	}
	return []measured{
		{"slow 4G, first contentful paint", part(paints, 50), "ms", 800}, {"the same of an empty page here", part(empty, 50), "ms", 800},
		{"slow 4G, ready to type", part(ready, 50), "ms", 2500}, {"layout shift, first visit", shift, "", 0},
	}
}

// marked is a promise that a time has been taken.
func marked(name string) string {
	return fmt.Sprintf(`new Promise((done) => { const see = setInterval(() => { if (performance.getEntriesByName(%q).length) done(clearInterval(see)); }, 200); })`, name)
}

// countShift adds up by how much what was seen moved by itself.
const countShift = `
	window.shifted = 0;
	window.shifters = [];
	new PerformanceObserver((l) => {
		for (const e of l.getEntries()) {
			if (e.hadRecentInput) continue;
			window.shifted += e.value;
			for (const s of e.sources) window.shifters.push(e.value.toFixed(4) + " " + (s.node?.nodeType === 1 ? s.node.cloneNode().outerHTML : s.node?.textContent ?? "").slice(0, 80));
		}
	}).observe({ type: "layout-shift", buffered: true });`

// watchAnswers notes when Enter was pressed, when the picture changed, when it
// was at rest, and how many mutations that took.
const watchAnswers = countShift + `
	addEventListener("keydown", (e) => { if (e.key === "Enter") window.took = { from: e.timeStamp, mutations: 0, areas: {} }; }, true);
	addEventListener("DOMContentLoaded", () => {
		new MutationObserver((list) => {
			if (!window.took) return;
			took.mutations += list.length;
			for (const m of list) {
				const where = m.type + " " + (m.target.closest?.("[id]")?.id.replace(/[0-9a-f]{8,}/, "…") ?? m.target.parentElement?.closest("[id]")?.id ?? "");
				took.areas[where] = (took.areas[where] ?? 0) + 1;
			}
			const mine = took, now = performance.now();
			if (mine.token || !list.some((m) => m.target.closest?.(".token, .zone") && !m.target.closest("#motion"))) return;
			mine.token = now - mine.from;
			let frames = 0; // the motion begins with the one after the answer
			requestAnimationFrame(function look(at) {
				const moves = document.querySelector("#motion > *") || document.getAnimations().some((a) => !(a instanceof CSSAnimation) && a.playState === "running");
				if (moves || ++frames < 4) requestAnimationFrame(look);
				if (moves || !mine.last) mine.last = at - mine.from;
				if (!moves && frames >= 4) mine.rests = true;
			});
		}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
	});`

// atRest is a promise that the last command is answered and all motion over.
// The page keeps it: asking it again and again would take of its time.
const atRest = `new Promise((done) => { const see = setInterval(() => { if (window.took?.rests) done(clearInterval(see)); }, 100); })`

// answers are the times of commands that change the picture.
func answers(b *testing.B, c chromium) []measured {
	v := visit(b, c, calm("no-preference"), beforeLoad(watchAnswers))
	type took struct{ Token, Last, Mutations float64 }
	var tokens, rests, mutations []float64
	run := func(line string) {
		v.typeAtRest(line)
		v.pressEnter()
		v.await(atRest)
		t := read[took](v, `({ Token: took.token, Last: took.last, Mutations: took.mutations })`)
		b.Logf("%s: %s", line, read[string](v, `((e) => JSON.stringify({ sent: e.startTime - took.from, first: e.responseStart - took.from, end: e.responseEnd - took.from, token: took.token, last: took.last, mutations: took.mutations }, (k, n) => typeof n === "number" ? Math.round(n) : n))(performance.getEntriesByType("resource").filter((e) => e.name.includes("/inputs")).at(-1))`))
		tokens, rests, mutations = append(tokens, t.Token), append(rests, t.Last), append(mutations, t.Mutations)
	}
	run("docker run -d --name web nginx")
	first := rests[0]
	tokens = nil
	for i := range 20 {
		run([]string{"docker pause web", "docker unpause web", "docker stop -t 0 web", "docker start web"}[i%4])
	}
	b.Log(read[[]string](v, `window.shifters`))
	defer v.leave()
	return []measured{
		{"Enter to changed token, median of 20", part(tokens, 50), "ms", 50}, {"Enter to changed token, 95th percentile", part(tokens, 95), "ms", 100},
		{"at rest after docker run nginx", first, "ms", 1200}, {"at rest, slowest of 21", slices.Max(rests), "ms", 1200},
		{"DOM mutations of a command, most", slices.Max(mutations), "", 200}, {"layout shift, 21 commands", read[float64](v, `window.shifted`), "", 0},
	}
}

// storms are many commands in one line, and frames on a slow processor.
func storms(b *testing.B, c chromium) []measured {
	v := visit(b, c, calm("no-preference"), beforeLoad(watchAnswers+`
		window.frames = [];
		(function frame(t) { window.frames.push(t); requestAnimationFrame(frame); })(0);`),
		set(emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}))
	v.typeAtRest("docker run -d --name web nginx; docker run -d --name cache redis; docker stop web; docker rm web; docker pause cache")
	v.pressEnter()
	v.await(atRest)
	spent := read[float64](v, `took.last`)
	gaps := read[[]float64](v, `((f) => f.slice(1).map((t, i) => t - f[i]))(window.frames.filter((t) => t > took.from && t < took.from + took.last))`)
	return []measured{{"five commands in one line, at rest", spent, "ms", 1500}, {"frame on a slow processor, median", part(gaps, 50), "ms", 17}}
}

// part is a percentile of values.
func part(values []float64, percent int) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*percent+99)/100-1]
}
