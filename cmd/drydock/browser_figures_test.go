package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"drydock/web/export"
)

// BenchmarkWorld measures the exported site in a real Chromium and prints the
// figures as a table:
//
//	go test ./cmd/drydock -run '^$' -bench World -benchtime 1x -timeout 30m
//
// It judges nothing. The slow network is one at the server: 150 ms before each
// answer and 1.6 Mbit/s for all together; the processor of the page is slowed to
// a quarter, which a shared worker is not.
func BenchmarkWorld(b *testing.B) {
	dir, err := exportedAt(9)
	if err != nil {
		b.Fatal(err)
	}
	p, err := browserProgramOnce()
	if err != nil {
		b.Fatal(err)
	}
	c := startChromium(b)
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(what string, value float64, unit string) {
		fmt.Fprintf(w, "%s\t%.0f\t%s\t\n", what, value, unit)
	}
	for _, one := range []struct {
		name string
		wasm []byte
	}{{"small", p.Core}, {"whole", p.Wasm}} {
		row(one.name+" program, raw", float64(len(one.wasm))/1000, "kB")
		form, err := export.Form(one.wasm)
		if err != nil {
			b.Fatal(err)
		}
		row(one.name+" program, as it is packed", float64(len(form))/1000, "kB")
		row(one.name+" program, gzip -9", float64(len(export.Gzip(form)))/1000, "kB")
		row(one.name+" program, brotli -9", float64(len(export.Brotli(form, 9)))/1000, "kB")
		if os.Getenv("DRYDOCK_SMALLEST") != "" { // takes minutes
			row(one.name+" program, brotli -11", float64(len(export.Brotli(form, 11)))/1000, "kB")
		}
	}
	files := packing{http.FileServer(http.Dir(dir))}
	for _, host := range []struct {
		name  string
		serve http.Handler
		slow  float64
	}{{"loopback", files, 1}, {"slow 4G", &slowly{Handler: files}, 4}} {
		s := serveFiles(b, host.serve)
		v := newVisitor(b, c, s, set(emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: host.slow}))
		v.muted = true
		for _, kept := range []string{"cold", "cached", "unforeseen"} {
			if kept == "unforeseen" { // another origin: nothing of it is kept, and the line is none that was written down
				s = serveFiles(b, host.serve)
			}
			name := host.name + ", " + kept + ": "
			v.t = b
			v.do(chromedp.Navigate("http://" + s.addr + under + "lab.html"))
			v.loaded()
			v.slowly(`performance.getEntriesByName("first-contentful-paint").length && performance.getEntriesByName("drydock-ready").length`)
			row(name+"first paint", read[float64](v, `performance.getEntriesByName("first-contentful-paint")[0].startTime`), "ms")
			row(name+"ready to type", read[float64](v, `performance.getEntriesByName("drydock-ready")[0].startTime`), "ms")
			line := map[string]string{"cold": "docker run hello-world", "cached": "docker ps -a", "unforeseen": "docker run -d --name web nginx"}[kept]
			from := time.Now()
			v.keys(line + kb.Enter)
			v.slowly(answered)
			row(name+"answer to "+line, float64(time.Since(from).Milliseconds()), "ms")
			v.slowly(worldReady)
			row(name+"world ready", read[float64](v, `performance.now()`), "ms")
			if kept == "cold" { // who comes again has had the time for all of it
				v.do(chromedp.Evaluate[chromedp.Void](`(async () => {
					const held = async () => (await (await caches.open("drydock-program")).keys()).some(({ url }) => /\/drydock[^/]*\.wasm/.test(url));
					while (!await held()) await new Promise((done) => setTimeout(done, 200));
					window.held = true;
				})()`))
				v.slowly(`window.held`)
			}
			v.do(chromedp.Navigate("about:blank"))
		}
		s.stop()
	}
	s := serveFiles(b, &fetches{Handler: files})
	last := pss(b)
	for _, n := range []int{1, 5} {
		around := serveFiles(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprintf(w, `<!DOCTYPE html><title>Docs</title>%s<script src="http://%s/docs/drydock/embed.js"></script>`,
				strings.Repeat(`<drydock-lab commands="docker run -d nginx" height="60"></drydock-lab>`, n), s.addr)
		}))
		v := newVisitor(b, c, around)
		v.muted = true
		v.do(beforeLoad(`window.got = 0; addEventListener("drydock-transcript", (e) => { if (/[0-9a-f]{64}/.test(e.detail.text)) got++; })`))
		v.see("/")
		v.do(chromedp.Evaluate[chromedp.Void](`addEventListener("drydock-ready", (e) => e.target.run("docker run -d nginx")); for (const l of document.querySelectorAll("drydock-lab")) setTimeout(() => l.run("docker run -d nginx"), 2000)`))
		v.slowly(fmt.Sprintf(`got >= %d`, n))
		row(fmt.Sprintf("memory that a page with %d takes", n), float64(pss(b)-last)/1000, "MB")
		v.do(chromedp.Navigate("about:blank"))
	}
	_ = w.Flush() // to a Builder
	fmt.Println("\n" + table.String())
}

// slowly waits as long as a slow network takes.
func (v *visitor) slowly(condition string) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 3*time.Minute)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`new Promise((done) => { const look = () => (`+condition+`) ? done(true) : setTimeout(look, 20); look(); })`, chromedp.EvalAwaitPromise)); err != nil {
		v.t.Fatalf("%s: %v\n%s", condition, err, v.sight())
	}
}

// packing is a host of files that packs text, as hosts do.
type packing struct{ http.Handler }

func (p packing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ext := filepath.Ext(r.URL.Path)
	if !slices.Contains([]string{".html", ".js", ".css", ".json", ".svg"}, ext) || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		p.Handler.ServeHTTP(w, r)
		return
	}
	kept := httptest.NewRecorder()
	p.Handler.ServeHTTP(kept, r)
	maps.Copy(w.Header(), kept.Header())
	body := kept.Body.Bytes()
	if len(body) > 0 {
		body = export.Gzip(body)
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Del("Content-Length")
	}
	w.WriteHeader(kept.Code)
	_, _ = w.Write(body) // to a browser that may have gone
}

// slowly is a host behind a slow network.
type slowly struct {
	http.Handler
	line sync.Mutex // one packet at a time
}

func (s *slowly) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(150 * time.Millisecond)
	s.Handler.ServeHTTP(&slowWriter{w, s}, r)
}

type slowWriter struct {
	http.ResponseWriter
	host *slowly
}

// Write lets 1.6 Mbit through in a second.
func (w *slowWriter) Write(b []byte) (int, error) {
	n := 0
	for len(b) > 0 {
		part := b[:min(len(b), 4000)]
		w.host.line.Lock()
		time.Sleep(time.Duration(len(part)) * 5 * time.Microsecond)
		w.host.line.Unlock()
		m, err := w.ResponseWriter.Write(part)
		n += m
		if err != nil {
			return n, err
		}
		b = b[len(part):]
	}
	return n, nil
}

// pss is the memory of all processes this one has started, in kB, what they
// share counted once.
func pss(b *testing.B) (kb int) {
	parents := map[int]int{}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		b.Fatal(err)
	}
	for _, file := range stats {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		_, rest, _ := strings.Cut(string(text), ") ")
		if f := strings.Fields(rest); len(f) > 1 {
			parents[pid], _ = strconv.Atoi(f[1])
		}
	}
	for pid := range parents {
		up := pid
		for up > 1 && up != os.Getpid() {
			up = parents[up]
		}
		if up != os.Getpid() || pid == os.Getpid() {
			continue
		}
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			continue
		}
		for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
			if rest, ok := strings.CutPrefix(lines.Text(), "Pss:"); ok {
				n, _ := strconv.Atoi(strings.Fields(rest)[0])
				kb += n
			}
		}
	}
	return kb
}
