package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"drydock/sim"
)

// version is that of the format: what reads a later one cannot be trusted to
// make the same world of it.
const version = 1

// written is a lab as JSON.
type written struct {
	Drydock int      `json:"drydock"` // version of the format
	Seed    string   `json:"seed"`
	Lesson  string   `json:"lesson,omitempty"`
	Setup   []string `json:"setup,omitempty"`
	Shared  string   `json:"shared,omitempty"`
	Pipe    bool     `json:"pipe,omitempty"`
	At      *int64   `json:"at,omitempty"`   // the last input where it is left out
	Line    *int64   `json:"line,omitempty"` // as at
	Inputs  []input  `json:"inputs"`
}

// input is an entry as JSON.
type input struct {
	Kind     sim.Kind `json:"kind,omitempty"` // "line" where it is left out
	Text     string   `json:"text,omitempty"`
	Path     string   `json:"path,omitempty"`
	Terminal string   `json:"terminal,omitempty"`
	After    int64    `json:"after_ms,omitempty"`
	Follows  *int64   `json:"follows,omitempty"` // the one before where it is left out
}

func (l Lab) written() written {
	n := int64(len(l.Entries))
	w := written{Drydock: version, Seed: l.Seed, Lesson: l.Lesson, Setup: l.Setup, Shared: l.Shared, Pipe: l.Pipe, Inputs: make([]input, n)}
	if l.At != n {
		w.At = &l.At
	}
	if l.Line != n {
		w.Line = &l.Line
	}
	for i, e := range l.Entries {
		in := input{Kind: e.Input.Kind, Text: e.Input.Text, Path: e.Input.Path, Terminal: e.Input.Terminal, After: e.Input.After.Milliseconds()}
		if in.Kind == sim.Line {
			in.Kind = ""
		}
		if parent := e.Parent; parent != int64(i) {
			in.Follows = &parent
		}
		w.Inputs[i] = in
	}
	return w
}

// lab is what was written, checked.
func (w written) lab() (Lab, error) {
	switch {
	case w.Drydock == 0:
		return Lab{}, errors.New("it is no lab of Drydock")
	case w.Drydock != version:
		return Lab{}, errors.New("it was written by a newer Drydock than this one")
	case len(w.Inputs) > MostInputs:
		return Lab{}, fmt.Errorf("it has more than %d inputs: %w", MostInputs, ErrTooLarge)
	}
	n := int64(len(w.Inputs))
	if len(w.Setup) == 0 {
		w.Setup = nil // as it is written
	}
	l := Lab{Seed: w.Seed, Lesson: w.Lesson, Setup: w.Setup, Shared: w.Shared, Pipe: w.Pipe, At: n, Line: n, Entries: make([]Entry, n)}
	if w.Line != nil {
		l.Line, l.At = *w.Line, *w.Line
	}
	if w.At != nil {
		l.At = *w.At
	}
	for i, in := range w.Inputs {
		if in.After < 0 || in.After > sim.MaxAfter.Milliseconds() {
			return Lab{}, fmt.Errorf("input %d: the time before it is from 0 to %d milliseconds", i+1, sim.MaxAfter.Milliseconds())
		}
		e := Entry{int64(i), sim.Input{Kind: in.Kind, Text: in.Text, Path: in.Path, Terminal: in.Terminal, After: time.Duration(in.After) * time.Millisecond}}
		if e.Input.Kind == "" {
			e.Input.Kind = sim.Line
		}
		if in.Follows != nil {
			e.Parent = *in.Follows
		}
		l.Entries[i] = e
	}
	if !inOrder(l.Entries) {
		return Lab{}, errors.New("an input follows a later one")
	}
	return l, l.check()
}

// File is the lab as a file: JSON, an input a line.
func (l Lab) File() []byte {
	w := l.written()
	inputs := w.Inputs
	w.Inputs = nil
	head := strings.TrimSuffix(string(marshalled(w)), `"inputs":null}`)
	var b bytes.Buffer
	b.WriteString(head + `"inputs":[`)
	for i, in := range inputs {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n ")
		b.Write(marshalled(in))
	}
	b.WriteString("\n]}\n")
	return b.Bytes()
}

// marshalled is a value of ours as JSON, with < and > as they are.
func marshalled(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // strings and numbers only
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// ReadFile reads a file. Its errors are clauses about the file, such as "it is
// no lab of Drydock"; ErrTooLarge is in those about a bound.
func ReadFile(data []byte) (Lab, error) {
	if len(data) > MostFile {
		return Lab{}, fmt.Errorf("it has more than %d bytes: %w", MostFile, ErrTooLarge)
	}
	return read(data)
}

func read(data []byte) (Lab, error) {
	var w written
	if err := json.Unmarshal(data, &w); err != nil {
		return Lab{}, fmt.Errorf("it is not the JSON of a lab (%w)", err)
	}
	return w.lab()
}
