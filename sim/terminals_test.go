package sim_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"drydock/sim"
)

// TestTerminals: each terminal is a shell of its own, with its own directory,
// environment and foreground, on the one host.
func TestTerminals(t *testing.T) {
	w := sim.New(sim.Options{Seed: "terminals"})
	var inputs []sim.Input
	var results []sim.Result
	do := func(in sim.Input) sim.Result {
		t.Helper()
		var r sim.Result
		w, r = w.Step(in)
		r = unixLines(r)
		inputs, results = append(inputs, in), append(results, r)
		return r
	}
	type_ := func(terminal, line, want string) sim.Result {
		t.Helper()
		r := do(sim.Input{Kind: sim.Line, Terminal: terminal, Text: line, After: time.Second})
		if got := r.Stdout() + r.Stderr(); got != want {
			t.Errorf("%s at %q shows %q, want %q", line, terminal, got, want)
		}
		return r
	}
	type_("", "cd /tmp; A=first; docker run -d --name web nginx >/dev/null 2>&1", "")
	type_("two", `pwd; echo "A is $A"; docker ps --format '{{.Names}}'`, "/root\nA is \nweb\n")
	type_("", `pwd; echo "A is $A"`, "/tmp\nA is first\n")
	type_("two", "sleep 1000", "")
	if !w.BusyAt("two") || w.BusyAt("") || w.PromptAt("") != "$ " || w.PromptAt("two") != "" {
		t.Errorf("busy: %v %v, prompts %q %q", w.BusyAt(""), w.BusyAt("two"), w.PromptAt(""), w.PromptAt("two"))
	}
	type_("", "ps -eo args | grep -c '^sleep 1000'", "1\n")
	if r := do(sim.Input{Kind: sim.Interrupt, Terminal: "two"}); r.Stdout() != "^C\n" && !strings.HasPrefix(r.Stdout(), "^C") {
		t.Errorf("Ctrl-C shows %q", r.Stdout())
	}
	type_("two", "docker run -d --name tick alpine sh -c 'while :; do echo tock; sleep 1; done' >/dev/null 2>&1; docker logs -f tick", "tock\n")
	r := do(sim.Input{Kind: sim.Line, Text: "echo here", After: 3 * time.Second})
	if r.Stdout() != "here\n" || len(r.Elsewhere) < 2 || r.Elsewhere[0].Terminal != "two" || r.Elsewhere[0].Text != "tock\n" {
		t.Errorf("here %q, elsewhere %+v", r.Stdout(), r.Elsewhere)
	}
	do(sim.Input{Kind: sim.HangUp, Terminal: "two"})
	if got := w.Terminals(); !slices.Equal(got, []string{""}) {
		t.Errorf("after it was closed there are %q", got)
	}
	type_("", "ps -eo args | grep -c '^docker logs'", "0\n")
	type_("two", "pwd", "/root\n")
	type_("two", "exit", "exit\n")
	if got := w.Terminals(); !slices.Equal(got, []string{""}) {
		t.Errorf("after exit there are %q", got)
	}
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		do(sim.Input{Kind: sim.Open, Terminal: name})
	}
	if r := do(sim.Input{Kind: sim.Open, Terminal: "f"}); len(w.Terminals()) != sim.MostTerminals || !strings.Contains(r.Stderr(), "no more than 6 terminals") {
		t.Errorf("%q: %q", w.Terminals(), r.Stderr())
	}
	again := sim.New(sim.Options{Seed: "terminals"})
	for i, in := range inputs {
		var r sim.Result
		again, r = again.Step(in)
		if !reflect.DeepEqual(unixLines(r), results[i]) {
			t.Fatalf("a second play differs at %+v:\n%+v\n%+v", in, r, results[i])
		}
	}
}

// unixLines is a Result without the \r that a terminal puts before each \n.
func unixLines(r sim.Result) sim.Result {
	for _, list := range [][]sim.Chunk{r.Output, r.Elsewhere} {
		for i := range list {
			list[i].Text = strings.ReplaceAll(list[i].Text, "\r\n", "\n")
		}
	}
	return r
}
