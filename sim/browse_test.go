package sim_test

import (
	"strings"
	"testing"

	"drydock/sim"
)

// TestBrowse: a visit is a request that the server counts and logs; looking
// changes nothing and gets the same answer.
func TestBrowse(t *testing.T) {
	w := sim.New(sim.Options{Seed: "browse", Files: map[string]string{
		"app.py": `from flask import Flask, request
app = Flask(__name__)
hits = 0
@app.route("/")
def index():
    global hits
    hits += 1
    return "hit %d" % hits
@app.route("/add", methods=["POST"])
def add():
    return "got " + request.form["name"]
@app.route("/vote", methods=["GET", "POST"])
def vote():
    return "voted by " + request.method
app.run(host="0.0.0.0", port=5000)
`,
		"Dockerfile": "FROM python:3.12-slim\nRUN pip install flask\nCOPY app.py .\nCMD [\"python\", \"app.py\"]\n",
	}})
	w, _ = w.Step(sim.Input{Kind: sim.Line, Text: "docker build -q -t app . && docker run -d --name app -p 5000:5000 app"})
	w, _ = w.Step(sim.Input{Kind: sim.Wait, After: 3e9})
	const home = "http://localhost:5000/"
	for want := range 3 {
		look := w.Visit(sim.Input{Kind: sim.Browse, Path: home})
		next, r := w.Step(sim.Input{Kind: sim.Browse, Path: home})
		if look.Fault != "" || !strings.HasSuffix(look.Text, "hit "+string(rune('1'+want))) || len(r.Output) > 0 {
			t.Fatalf("visit %d: looked %+v, the terminal shows %v", want, look, r.Output)
		}
		w = next
		if got := w.Shown(home); got != look {
			t.Errorf("after visit %d the browser shows %+v", want, got)
		}
	}
	if got := w.Visit(sim.Input{Kind: sim.Submit, Path: home + "add", Text: "name=Ann+Lee"}); !strings.HasSuffix(got.Text, "got Ann Lee") {
		t.Errorf("a form brings %+v", got)
	}
	if got := w.Visit(sim.Input{Kind: sim.Submit, Path: home + "vote"}); !strings.HasSuffix(got.Text, "voted by POST") {
		t.Errorf("a form without fields brings %+v", got)
	}
	_, r := w.Step(sim.Input{Kind: sim.Line, Text: "docker logs app 2>&1 | grep -c 'GET / HTTP'"})
	if r.Stdout() != "3\r\n" && r.Stdout() != "3\n" {
		t.Errorf("the server has logged %q visits", r.Stdout())
	}
	if got := w.Visit(sim.Input{Kind: sim.Browse, Path: "http://localhost:81/"}); !strings.Contains(got.Fault, "onnect") || got.Text != "" {
		t.Errorf("nobody listens: %+v", got)
	}
}
