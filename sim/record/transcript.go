package record

import (
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/tools/txtar"

	"drydock/sim"
)

// optionsFile is the file of a transcript that says what its world is made from.
const optionsFile = "options"

// made is what a transcript's world is made from besides the files of its home.
type made struct {
	Seed   string   `json:"seed"`
	Setup  []string `json:"setup,omitempty"`
	Shared string   `json:"shared,omitempty"`
}

// Transcript is the way to the lab's moment as a transcript that package
// simtest plays: a txtar archive whose file "terminal" (or "session", where
// commands write to a pipe) has what was typed and what was answered. Times
// between inputs are inputs of their own in it. more is as in Cast.
func (l Lab) Transcript(title string, more func() bool) []byte {
	w := sim.New(l.Options())
	var out strings.Builder
	ids := &Names{}
	step := func(mark string, in sim.Input) {
		var r sim.Result
		w, r = w.Step(in)
		out.WriteString(mark + "\n" + ids.Replace(Answer(r)))
	}
	for _, in := range l.Inputs(l.At) {
		if out.Len() > mostCast || more != nil && !more() {
			break
		}
		if in.After > 0 {
			step("  @"+in.After.String(), sim.Input{Kind: sim.Wait, After: in.After})
			in.After = 0
		}
		if in.Kind != sim.Wait {
			step(line(in, w.BusyAt(in.Terminal)), in)
		}
	}
	name := "terminal"
	if l.Pipe {
		name = "session"
	}
	options := marshalled(made{l.Seed, l.Setup, l.Shared})
	return txtar.Format(&txtar.Archive{
		Comment: fmt.Appendf(nil, "%s, as it went in Drydock.\n\n", title),
		Files:   []txtar.File{{Name: optionsFile, Data: append(options, '\n')}, {Name: name, Data: []byte(out.String())}},
	})
}

// ReadTranscript is what the world of a transcript is made from, and which of
// its files is the session, -1 for none. Files under home/ are put into the
// learner's home; a file named options, as Transcript writes it, gives the seed,
// which is otherwise that given, and the lines typed before. The errors are
// those of JSON.
func ReadTranscript(archive *txtar.Archive, seed string) (options sim.Options, session int, err error) {
	options, session = sim.Options{Seed: seed, Files: map[string]string{}, Pipe: true}, -1
	for i, f := range archive.Files {
		if rel, ok := strings.CutPrefix(f.Name, "home/"); ok {
			options.Files[rel] = string(f.Data)
		}
		switch f.Name {
		case "session", "terminal":
			session, options.Pipe = i, f.Name == "session"
		case optionsFile:
			m := made{Seed: seed}
			if err = json.Unmarshal(f.Data, &m); err != nil {
				return options, session, err
			}
			options.Seed, options.Setup, options.Shared = m.Seed, m.Setup, m.Shared
		}
	}
	return options, session, nil
}
