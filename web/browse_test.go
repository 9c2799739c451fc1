package web

import (
	"strings"
	"testing"

	"drydock/sim"
)

func TestHereTurnsLinksToOurCopy(t *testing.T) {
	page := `<p class=x><a href="/a?b=1">a</a><a href=rel.html>r</a><img src="http://other:81/i.png"><form action="/f">&amp;</form>`
	want := `<p class=x><a href="/labs/L/browse/http/localhost:8080/a?b=1">a</a><a href=rel.html>r</a><img src="/labs/L/browse/http/other:81/i.png"><form action="/labs/L/browse/http/localhost:8080/f">&amp;</form>`
	if got := here(page, "/labs/L/browse/http/", "localhost:8080/x/y", nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func looked(w sim.World, address string) fetched {
	return pageOf(w.Visit(sim.Input{Kind: sim.Browse, Path: address}), address)
}

func TestABrowserSeesWhatTheHostServes(t *testing.T) {
	w := sim.New(sim.Options{Seed: "browse"})
	if f := looked(w, "http://localhost:8080/"); !strings.Contains(f.fault, "refused to connect") {
		t.Errorf("nothing listens: %+v", f)
	}
	w, _ = w.Step(sim.Input{Kind: sim.Line, Text: "docker run -d -p 8080:80 nginx"})
	if f := looked(w, "http://localhost:8080/"); f.fault != "" || f.kind != "text/html" || !strings.Contains(f.body, "<h1>") || !strings.HasPrefix(f.status, "200") {
		t.Errorf("%+v", f)
	}
	if f := looked(w, "http://localhost:8080/nope'; echo x"); strings.Contains(f.body, "x\n") && f.status == "" {
		t.Errorf("an address is no script: %+v", f)
	}
}
