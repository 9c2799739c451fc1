package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"drydock/sim"
)

// skopeo runs the tool that nobody here wrote. Without it the test is skipped,
// but not in the gate, which installs it.
func skopeo(t *testing.T, args ...string) string {
	t.Helper()
	program, err := exec.LookPath("skopeo")
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("skopeo is not installed (apt-get install skopeo): what it says of our archives is not tried")
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir())
	out, err := cmd.Output()
	if failed, ok := err.(*exec.ExitError); ok {
		t.Fatalf("skopeo %s: %s", strings.Join(args, " "), failed.Stderr)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// images are Dockerfiles whose images leave: from nothing, on an image of the
// Hub whose bytes are not all here, with deleted files, links and modes.
var leaving = map[string]string{
	"scratch": "FROM scratch\nCOPY a.txt /a.txt\nLABEL of=nothing\n",
	"busybox": "FROM busybox:1.37\nWORKDIR /app\nCOPY . .\nRUN ln -s a.txt b.txt && ln a.txt c.txt && chmod 4755 a.txt && rm /bin/vi && mkdir -p d/e && echo deep > d/e/f\nCMD [\"sh\"]\n",
	"debian":  "FROM debian:bookworm-slim\nRUN rm -rf /etc/apt && mkdir /etc/apt && echo new > /etc/apt/x\nENV A=b\nUSER 1000\n",
}

// TestSkopeoAcceptsOurArchives: what skopeo finds in an archive that docker
// save, -o type=oci or play --out wrote is what the simulated host tells of the
// image; and what skopeo makes of it comes back as the same image.
func TestSkopeoAcceptsOurArchives(t *testing.T) {
	w := sim.New(sim.Options{Seed: "skopeo", Pipe: true, Files: map[string]string{"a.txt": "a\n", ".dockerignore": "*.tar\n"}})
	for name, text := range leaving { // each by itself
		w, _ = w.Step(sim.Input{Kind: sim.File, Path: "Dockerfile", Text: text})
		w = must(t, w, "docker build -q -t "+name+":1 -o type=oci,dest="+name+".oci.tar . && docker build -q -t "+name+":1 . && docker save -o "+name+".tar "+name+":1")
	}
	out := t.TempDir()
	if err := takeOut(w, out, []string{"scratch:1", "busybox:1", "debian:1"}); err != nil {
		t.Fatal(err)
	}
	for name := range leaving {
		for _, file := range []string{name + "_1.tar", name + ".tar", name + ".oci.tar"} {
			t.Run(file, func(t *testing.T) { accepted(t, w, name, filepath.Join(out, file)) })
		}
	}
}

// accepted holds what skopeo says of an archive against the host, and loads
// what skopeo makes of it.
func accepted(t *testing.T, w sim.World, name, file string) {
	var told struct {
		Digest string
		Layers []string
		Labels map[string]string
	}
	if err := json.Unmarshal([]byte(skopeo(t, "inspect", "oci-archive:"+file)), &told); err != nil {
		t.Fatal(err)
	}
	img, err := w.Host().Image(name + ":1")
	if err != nil {
		t.Fatal(err)
	}
	sealed := img.Sealed()
	var layers []string
	for _, l := range sealed.Layers {
		layers = append(layers, string(l.Digest))
	}
	if !slices.Equal(told.Layers, layers) {
		t.Errorf("skopeo finds the layers %q, the image has %q", told.Layers, layers)
	}
	if name == "scratch" && (sealed.ID != img.ID || !strings.HasSuffix(file, ".oci.tar") && told.Digest != string(img.ID)) {
		t.Errorf("skopeo finds the digest %s, docker shows %s, sealed it is %s", told.Digest, img.ID, sealed.ID)
	}
	for _, kind := range []string{"oci-archive", "docker-archive"} {
		made := filepath.Join(t.TempDir(), "made.tar")
		skopeo(t, "copy", "--quiet", "oci-archive:"+file, kind+":"+made+":docker.io/library/back:1")
		back, err := loaded(sim.New(sim.Options{Seed: "back", Pipe: true}), made)
		if err != nil {
			t.Fatal(err)
		}
		got, err := back.Host().Image("back:1")
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		for i, l := range got.Layers {
			if l.DiffID != sealed.Layers[i].DiffID {
				t.Errorf("%s: layer %d came back as %s, it was %s", kind, i, l.DiffID, sealed.Layers[i].DiffID)
			}
		}
		if got.Config != sealed.Config {
			t.Errorf("%s: the configuration came back as %s, it was %s", kind, got.Config, sealed.Config)
		}
		if kind == "oci-archive" && got.Manifest != sealed.Manifest {
			t.Errorf("the manifest came back as %s, it was %s", got.Manifest, sealed.Manifest)
		}
	}
}

// must types a line that must succeed.
func must(t *testing.T, w sim.World, line string) sim.World {
	t.Helper()
	w, r := w.Step(sim.Typed(line))
	if r.Exit == nil || *r.Exit != 0 {
		t.Fatalf("$ %s\n%s%s", line, r.Stdout(), r.Stderr())
	}
	return w
}
