package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/tools/txtar"

	"drydock/sim"
	written "drydock/sim/record"
)

// alike are transcripts whose programs are most of what there is: what one
// prints in the browser is what it prints on a server, byte for byte. Every one
// that is there is played with DRYDOCK_ALIKE=all.
var alike = []string{"hello", "run_detached", "volume_survives_rm", "exec", "build_cache", "network_dns", "compose_up", "restart_policy", "logs", "inspect", "python", "node", "awk", "jq", "sql"}

// otherThere are transcripts that cannot be the same, with the reason.
var otherThere = map[string]string{
	"templates_end": "a Go template may call itself 1,000 times in WebAssembly and 100,000 times elsewhere",
}

// script is a session as the program in the browser plays it.
type script struct {
	Options sim.Options `json:"options"`
	Inputs  []sim.Input `json:"inputs"`
}

// scripts are the sessions of transcripts.
func scripts(t *testing.T) map[string]script {
	t.Helper()
	files, err := filepath.Glob("../../sim/testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	all := map[string]script{}
	for i, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		wanted := os.Getenv("DRYDOCK_ALIKE") == "all" || i%(len(files)/24) == 0
		for _, a := range alike {
			wanted = wanted || strings.HasPrefix(name, a)
		}
		if !wanted || len(all) >= 40 && os.Getenv("DRYDOCK_ALIKE") != "all" {
			continue
		}
		if why := otherThere[name]; why != "" {
			t.Logf("%s is left out: %s", name, why)
			continue
		}
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		o, session, err := written.ReadTranscript(archive, name)
		if err != nil || session < 0 {
			continue
		}
		s := script{Options: o}
		for _, line := range strings.Split(string(archive.Files[session].Data), "\n") {
			if in, ok := written.ReadLine(line); ok {
				s.Inputs = append(s.Inputs, in)
			}
		}
		all[name] = s
	}
	return all
}

// played is what a session shows here, as JSON.
func (s script) played() (string, error) {
	w, results := sim.New(s.Options), make([]sim.Result, len(s.Inputs))
	for i, in := range s.Inputs {
		w, results[i] = w.Step(in)
	}
	out, err := json.Marshal(results)
	return string(out), err
}

// playThere has a worker of the page play a session.
const playThere = `(async (script) => {
	const spec = JSON.parse(document.querySelector('meta[name="drydock-world"]').content), at = (u) => new URL(u, location.href).href;
	window.player ??= new Worker(at(spec.worker));
	return await new Promise((done, fail) => {
		player.onerror = (e) => fail(new Error(e.message));
		player.onmessage = ({ data }) => { if (data.id === 1) data.error ? fail(new Error(data.error)) : done(data.result); };
		player.postMessage({ id: 1, play: script, whole: spec.whole.map((w) => ({ ...w, url: at(w.url) })) });
	});
})(%s)`

// sameThere plays transcripts here and in the browser.
func sameThere(t *testing.T, c chromium) {
	v := newVisitor(t, c, plainSite(t))
	v.open(under + "lab.html")
	v.patiently("the world is there", worldReady)
	played := 0
	for name, s := range scripts(t) {
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		quoted, err := json.Marshal(string(text))
		if err != nil {
			t.Fatal(err)
		}
		want, err := s.played()
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(v.ctx, 4*patience)
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(playThere, quoted), chromedp.EvalAwaitPromise))
		cancel()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		played++
		if got != want {
			at := 0
			for at < min(len(got), len(want)) && got[at] == want[at] {
				at++
			}
			t.Errorf("%s differs at byte %d: here\n%.200s\nthere\n%.200s", name, at, want[at:], got[at:])
		}
	}
	t.Logf("%d transcripts are the same byte for byte", played)
}
