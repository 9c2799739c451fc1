// Package sim is the door of the house: a World, which is all there is for one
// learner, and the one way to change it.
//
//	w := sim.New(sim.Options{Seed: "a"})
//	w, result := w.Step(sim.Input{Kind: sim.Line, Text: "docker run hello-world"})
//
// A World is a value. Step returns the next one and leaves the old one usable,
// so undo, replay and comparing are assignments. Nothing in it reads a clock:
// time comes in with the inputs.
package sim

import (
	"time"

	"drydock/sim/engine"
	"drydock/sim/scene"
)

// Kind says what an Input is.
type Kind string

// The kinds of input.
const (
	Line      Kind = "line"      // Text typed, then Enter
	Interrupt Kind = "interrupt" // Ctrl-C
	EOF       Kind = "eof"       // Ctrl-D
	Suspend   Kind = "suspend"   // Ctrl-Z
	Detach    Kind = "detach"    // Ctrl-P Ctrl-Q
	Wait      Kind = "wait"      // nothing but time
	File      Kind = "file"      // Text becomes the content of the file Path on the host
	Answer    Kind = "answer"    // the learner answers the question Path of a lesson with the option Text; the world stays as it is
	Name      Kind = "name"      // the learner calls the line of time that it is on Text; the world stays as it is
	Open      Kind = "open"      // a new terminal, named Terminal
	HangUp    Kind = "hangup"    // the window of a terminal is closed: SIGHUP to all that runs there
	Load      Kind = "load"      // images from outside come to the host; Text is the crate they are in, see CrateImages
	Publish   Kind = "publish"   // the Hub has one image more: Path is its name, Text its Dockerfile
	Browse    Kind = "browse"    // a browser on the host visits the address Path
	Submit    Kind = "submit"    // a browser on the host sends the form Text to the address Path by POST
	Share     Kind = "share"     // another world has pushed the image Path to the shared registry; Text is the image, as Shared packs it
)

// Input is one thing a learner does. It is what the database stores.
type Input struct {
	Kind Kind   `json:"kind"`
	Text string `json:"text,omitempty"`
	Path string `json:"path,omitempty"`
	// Terminal is the name of the terminal it goes to, "" for the first one.
	// One that is not there yet is opened: a shell of its own on the same host.
	Terminal string `json:"terminal,omitempty"`
	// After is the time that passed since the input before, at most MaxAfter.
	After time.Duration `json:"after,omitempty"` // nanoseconds
}

// MaxAfter is the most that time moves before an input: a world stands still
// while nobody watches.
const MaxAfter = 5 * time.Minute

// Chunk is a piece of output.
type Chunk struct {
	Stream string        `json:"stream"` // stdout, stderr
	Text   string        `json:"text"`
	At     time.Duration `json:"at"` // nanoseconds of simulated time since the Step began
	// Terminal is the name of the one that shows it, where it is another than
	// the one the input went to.
	Terminal string `json:"terminal,omitempty"`
}

// Result is all that one Step showed, in order.
type Result struct {
	Output []Chunk `json:"output"`
	// Elsewhere is what other terminals than the input's showed meanwhile.
	Elsewhere []Chunk        `json:"elsewhere,omitempty"`
	Events    []engine.Event `json:"events"`
	// Exit is the exit status of the command line, nil while a program holds
	// the terminal or the command is not complete.
	Exit *int `json:"exit"`
	// More tells that the line is not complete: a quote, a here-document.
	More bool `json:"more"`
	// Took is the simulated time from the beginning of the Step to its end.
	Took time.Duration `json:"took"`
}

// Options are what a World is made from.
type Options struct {
	Seed  string
	Start time.Time         // the first moment; zero: a fixed day
	Files map[string]string // put into the learner's home: relative path → content
	// Setup are lines that were typed before the first moment, as Typed reads
	// them, a second each; what they print is not shown.
	Setup []string
	// Shared is the name of a registry that other worlds push to as well: what
	// they push comes in as inputs of the kind Share. "" for none.
	Shared string
	// Pipe sends the output of commands to a pipe instead of the terminal, as
	// when a program runs them and reads what they print.
	Pipe bool
}

// Stdout and Stderr join the pieces of one stream.
func (r Result) Stdout() string { return r.join("stdout") }

// Stderr joins the pieces of the error stream.
func (r Result) Stderr() string { return r.join("stderr") }

func (r Result) join(stream string) string {
	var s string
	for _, c := range r.Output {
		if c.Stream == stream {
			s += c.Text
		}
	}
	return s
}

// Host is the machine and its Docker Engine at this moment.
func (w World) Host() engine.Host { return w.host }

// Scene is the picture of this moment, with what the last input was refused.
func (w World) Scene() scene.Scene { return scene.DrawSince(w.host, w.mark) }

// Registry is what the scene has of registries, with all that is known of each
// repository.
func (w World) Registry() []scene.Image { return scene.DrawRegistry(w.host) }

// Why are the reasons of what the last input brought about.
func (w World) Why() []scene.Answer { return scene.Why(w.host.Since(w.mark)) }
