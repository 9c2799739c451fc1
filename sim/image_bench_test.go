package sim_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"drydock/sim"
)

const builtFile = "FROM alpine:3.22\nWORKDIR /app\nCOPY a.txt .\nRUN echo one > one\nRUN echo two > two\nENV A=b\nCMD [\"cat\", \"one\"]\n"

// builder is a world that has an application to build, and its base.
func builder(dockerfile string) sim.World {
	w := sim.New(sim.Options{Seed: "bench", Pipe: true, Files: map[string]string{"Dockerfile": dockerfile, "a.txt": "a\n"}})
	return lines(w, "docker pull -q alpine:3.22")
}

func built(b *testing.B, w sim.World, line string) sim.World {
	n, r := w.Step(sim.Input{Kind: sim.Line, Text: line})
	if r.Exit == nil || *r.Exit != 0 {
		b.Fatal(r.Stderr())
	}
	return n
}

// BenchmarkBuild is one docker build: with every step done, with every step in
// the cache, and of an image of fifty layers.
func BenchmarkBuild(b *testing.B) {
	fifty := "FROM alpine:3.22\n"
	for i := range 49 {
		fifty += fmt.Sprintf("RUN echo %d > /f%d\n", i, i)
	}
	for _, c := range []struct{ name, file, line string }{
		{"uncached", builtFile, "docker build --no-cache -t app ."}, {"cached", builtFile, "docker build -t app ."},
		{"fifty layers", fifty, "docker build --no-cache -t app ."}, {"fifty layers cached", fifty, "docker build -t app ."},
	} {
		b.Run(c.name, func(b *testing.B) {
			w := built(b, builder(c.file), "docker build -t app .")
			b.ReportAllocs()
			for b.Loop() {
				built(b, w, c.line)
			}
		})
	}
}

// BenchmarkWorldsShareAnImage tells how many bytes a world takes of which a
// thousand have one image of twenty layers, pulled by each.
func BenchmarkWorldsShareAnImage(b *testing.B) {
	file := "FROM debian:bookworm-slim\n" + strings.Repeat("RUN seq 1 2000 > /numbers; date >> /numbers\n", 19)
	base := built(b, builder(file), "docker build -q -t twenty .")
	for b.Loop() {
		before := inUse()
		worlds := make([]sim.World, 1000)
		for i := range worlds {
			worlds[i] = built(b, base, fmt.Sprintf("docker run -d --name c%d twenty sleep 1000", i))
		}
		b.ReportMetric(float64(inUse()-before)/float64(len(worlds)), "bytes/world")
		runtime.KeepAlive(worlds)
	}
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
