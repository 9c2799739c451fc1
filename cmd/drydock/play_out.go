package main

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"drydock/sim"
)

// several is a flag that may be repeated.
type several []string

func (n *several) String() string { return strings.Join(*n, ",") }

func (n *several) Set(s string) error {
	*n = append(*n, s)
	return nil
}

// loaded is the world with the images of a real archive on its host.
func loaded(w sim.World, name string) (sim.World, error) {
	f, err := os.Open(name)
	if err != nil {
		return w, err
	}
	defer f.Close()
	in, err := sim.CrateImages(f, nil)
	if err != nil {
		return w, fmt.Errorf("%s: %w", name, err)
	}
	w, _ = w.Step(in)
	return w, nil
}

// mostOut is how many bytes of archives one session may write.
const mostOut = 1 << 30

// takeOut writes what a session made into a real directory: the archives in
// the learner's home, under their paths there, and each image named. Archives
// of images are written so that other tools accept them.
func takeOut(w sim.World, dir string, images []string) error {
	left := mostOut
	for _, ref := range images {
		archive, name, err := w.ImageArchive(ref)
		if err != nil {
			return err
		}
		if name == "" {
			name = ref
		}
		if err := writeOut(filepath.Join(dir, unfit.ReplaceAllString(name, "_")+".tar"), archive, &left); err != nil {
			return err
		}
	}
	home, _ := w.Host().Root().Sub(sim.Home)
	for p, n := range home.Walk() {
		if !n.Mode.IsRegular() || !isArchive(p) {
			continue
		}
		data := n.Data
		if sealed, ok := w.Resealed(data); ok {
			data = sealed
		} else if n.Size > int64(len(data)) {
			fmt.Fprintf(os.Stderr, "drydock: %s is not written: not all of its bytes are simulated\n", path.Join(sim.Home, p))
			continue
		}
		full, err := filepath.Localize(strings.TrimPrefix(path.Clean("/"+p), "/"))
		if err != nil {
			return err
		}
		if err := writeOut(filepath.Join(dir, full), data, &left); err != nil {
			return err
		}
	}
	return nil
}

func isArchive(name string) bool {
	for _, end := range []string{".tar", ".tar.gz", ".tgz", ".oci"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// unfit is what a file is better not called.
var unfit = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

func writeOut(name, data string, left *int) error {
	if *left -= len(data); *left < 0 {
		return fmt.Errorf("the archives are larger than %d bytes", mostOut)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(data), 0o644)
}
