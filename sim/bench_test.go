package sim_test

import (
	"fmt"
	"testing"
	"time"

	"drydock/sim"
)

func lines(w sim.World, texts ...string) sim.World {
	for _, text := range texts {
		w, _ = w.Step(sim.Input{Kind: sim.Line, Text: text})
	}
	return w
}

// crowded is a world with 100 containers, half of them running.
func crowded() sim.World {
	w := lines(sim.New(sim.Options{Seed: "bench", Pipe: true}), "docker pull -q alpine")
	for i := range 50 {
		w = lines(w, fmt.Sprintf("docker run -d --name r%d alpine sleep 100000", i), fmt.Sprintf("docker create --name c%d alpine true", i))
	}
	return w
}

// BenchmarkStep is one docker run in a world with 100 containers.
func BenchmarkStep(b *testing.B) {
	w := crowded()
	b.ReportAllocs()
	for b.Loop() {
		_, r := w.Step(sim.Input{Kind: sim.Line, Text: "docker run alpine true"})
		if r.Exit == nil || *r.Exit != 0 {
			b.Fatal(r.Stderr())
		}
	}
}

// BenchmarkFork is a second world from a first: an assignment, whatever its size.
func BenchmarkFork(b *testing.B) {
	w := crowded()
	b.ReportAllocs()
	for b.Loop() {
		fork := w
		if fork.Now() != w.Now() {
			b.Fatal("not a fork")
		}
	}
}

// BenchmarkReplay rebuilds a world from 1,000 inputs.
func BenchmarkReplay(b *testing.B) {
	inputs := []sim.Input{{Kind: sim.Line, Text: "docker pull -q alpine"}}
	for i := 0; len(inputs) < 1000; i++ {
		for _, text := range []string{"docker run -d --name x alpine sleep 1000", "docker ps", "docker exec x touch /f", "docker rm -f x"} {
			inputs = append(inputs, sim.Input{Kind: sim.Line, Text: text, After: time.Second})
		}
	}
	inputs = inputs[:1000]
	b.ReportAllocs()
	for b.Loop() {
		sim.Replay(sim.Options{Seed: "bench", Pipe: true}, inputs)
	}
}

// BenchmarkScene is the picture of a world with 100 containers.
func BenchmarkScene(b *testing.B) {
	w := crowded()
	b.ReportAllocs()
	for b.Loop() {
		if s := w.Scene(); len(s.Containers) != 100 {
			b.Fatal(len(s.Containers))
		}
	}
}

// BenchmarkShell is a loop of a thousand rounds in the host's shell.
func BenchmarkShell(b *testing.B) {
	benchLine(b, "i=0; while [ $i -lt 1000 ]; do i=$((i+1)); done; echo $i", "1000\n")
}

// BenchmarkPipe is a thousand lines through three programs.
func BenchmarkPipe(b *testing.B) { benchLine(b, "seq 1000 | grep 7 | sort -rn | wc -l", "271\n") }

func benchLine(b *testing.B, line, want string) {
	w := sim.New(sim.Options{Seed: "bench", Pipe: true})
	b.ReportAllocs()
	for b.Loop() {
		if _, r := w.Step(sim.Input{Kind: sim.Line, Text: line}); r.Stdout() != want {
			b.Fatalf("%q %q", r.Stdout(), r.Stderr())
		}
	}
}
