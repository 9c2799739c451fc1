package sim_test

import (
	"strings"
	"testing"

	"drydock/sim"
	"drydock/sim/engine"
)

// programs are lines for what evaluates a language of its own.
var programs = []string{
	`awk 'function f(n) { return f(n + 1) } BEGIN { f(1) }'`, `awk 'BEGIN { while (1) print "x" | "cat" }'`, `seq 9 | awk '{ getline; print > "f" $1; system("echo " $1) }'`,
	`jq -n 'def f: f; f'`, `echo '[[[{"a":[1]}]]]' | jq '.. | .a? // empty'`, `printf 'a\0b' | sed -z 's/a/\n/w f'`, "mkfifo p; cat p & echo x > p; exec 3<>p; read x <&3",
	"flock f flock f true &", "find / -name '*' -exec echo {} + | xargs -P 9 -n 1 echo", "x=$((1/0)); ${x:?}; [[ a =~ ( ]]; trap 'kill $$' EXIT", "f() { f | f & }; f; wait",
	"set -euxo pipefail; false | true; echo $LINENO", "while read -r a b; do eval \"$a\"; done <<< 'exit 3'", "exec 9<&0 >&9 2>/dev/full; echo; cd /proc/self/fd; cat *",
}

// FuzzLines types any lines into a world: nothing panics or hangs, the
// invariants hold, and the world it began from is as it was.
func FuzzLines(f *testing.F) {
	for _, line := range programs {
		f.Add(line)
	}
	start := sim.New(sim.Options{Seed: "fuzz", Pipe: true})
	_, before := start.Step(sim.Typed("echo one; ls / | wc -l"))
	f.Fuzz(func(t *testing.T, script string) {
		if len(script) > 2000 {
			t.Skip("longer than a person types")
		}
		w := start
		for line := range strings.Lines(script) {
			w, _ = w.Step(sim.Typed(strings.TrimSuffix(line, "\n")))
		}
		for range 3 {
			w, _ = w.Step(sim.Input{Kind: sim.Interrupt})
		}
		if err := engine.Check(w.Host()); err != nil {
			t.Fatal(err)
		}
		if _, after := start.Step(sim.Typed("echo one; ls / | wc -l")); after.Stdout() != before.Stdout() {
			t.Fatalf("the world before has changed: %q, was %q", after.Stdout(), before.Stdout())
		}
	})
}
