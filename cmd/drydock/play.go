package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"drydock/sim"
)

// played is one command and what it did, as play --json prints it.
type played struct {
	Cmd     string  `json:"cmd"`
	Stdout  string  `json:"stdout"`
	Stderr  string  `json:"stderr"`
	Exit    *int    `json:"exit"` // null while a program holds the terminal
	Seconds float64 `json:"seconds"`
	output  string  // both streams in the order they came
}

// play types the lines of a file, or of standard input, into one fresh world.
func play(args []string) int {
	flags := flag.NewFlagSet("play", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "print one JSON object a command")
	tty := flags.Bool("tty", false, "with --json: output goes to a 120x40 terminal")
	seed := flags.String("seed", "drydock", "what all ids and names follow from")
	home := flags.String("home", "", "copy this directory into the learner's home")
	out := flags.String("out", "", "write the archives that the session left in the learner's home, and the images named, into this directory")
	var images several
	flags.Var(&images, "image", "with --out: an image of the session to write as an archive; may be repeated")
	var load several
	flags.Var(&load, "load", "an archive of real images, as docker save writes it, that is on the host from the start; may be repeated")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	in := io.Reader(os.Stdin)
	if name := flags.Arg(0); name != "" {
		f, err := os.Open(name)
		if err != nil {
			return fail(err)
		}
		defer f.Close()
		in = f
	}
	files, err := readHome(*home)
	if err != nil {
		return fail(err)
	}
	w := sim.New(sim.Options{Seed: *seed, Files: files, Pipe: *asJSON && !*tty})
	show := showText
	if *asJSON {
		show = showJSON
	}
	for _, name := range load {
		if w, err = loaded(w, name); err != nil {
			return fail(err)
		}
	}
	if w, err = playLines(w, in, show); err != nil {
		return fail(err)
	}
	if *out != "" {
		err = takeOut(w, *out, images)
	}
	if err != nil {
		return fail(err)
	}
	return 0
}

func fail(err error) int {
	fmt.Fprintln(os.Stderr, "drydock:", err)
	return 1
}

// playLines steps one input a line. A command that goes on over several lines
// is shown once, when it is complete.
func playLines(w sim.World, in io.Reader, show func(prompt string, p played)) (sim.World, error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	var p played
	prompt := w.Prompt()
	for lines.Scan() {
		input := sim.Typed(lines.Text())
		var r sim.Result
		if p.Cmd != "" {
			p.Cmd += "\n"
		}
		w, r = w.Step(input)
		p.Cmd += lines.Text()
		p.Stdout += r.Stdout()
		p.Stderr += r.Stderr()
		for _, c := range r.Output {
			p.output += c.Text
		}
		p.Exit = r.Exit
		p.Seconds += r.Took.Seconds()
		if !r.More {
			show(prompt, p)
			p, prompt = played{}, w.Prompt()
		}
	}
	if p.Cmd != "" {
		show(prompt, p)
	}
	return w, lines.Err()
}

func showJSON(_ string, p played) {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // strings and numbers only
	}
	fmt.Println(string(b))
}

// showText prints the session as the terminal showed it.
func showText(prompt string, p played) {
	echo := prompt
	if prompt != "$ " {
		echo = "" // the program that reads has printed its own prompt and echo
	} else {
		echo += strings.ReplaceAll(p.Cmd, "\n", "\n> ") + "\n"
	}
	fmt.Print(echo + strings.ReplaceAll(p.output, "\r\n", "\n"))
}

const mostHome = 8 << 20 // bytes of files that --home takes

// readHome reads a directory's regular files, by path relative to it.
func readHome(dir string) (map[string]string, error) {
	if dir == "" {
		return nil, nil
	}
	files, size := map[string]string{}, 0
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if size += len(data); size > mostHome {
			return fmt.Errorf("%s holds more than %d bytes", dir, mostHome)
		}
		rel, err := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	return files, err
}
