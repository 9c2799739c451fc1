package web

import (
	"slices"
	"strings"

	"drydock/sim"
	"drydock/templates"
)

// Screen is what a terminal shows of the bytes a lab's programs wrote, and all
// that scrolled out above it: the transcript as lines of text. Lines are as
// long as they are; the page folds them. The zero Screen is ready for use.
//
// The cursor reaches the last screenRows lines, as on a terminal of that
// height; what is above never changes again. Unlike on a terminal, a program
// that goes to the top of the screen or clears it begins below the line it was
// started with, so that the transcript before it stays.
type Screen struct {
	lines   []templates.Line // every row but the cursor's is up to date
	edited  []cell           // the row the cursor is in
	kind    string           // of the row the cursor is in
	top     int              // the first row the cursor reaches
	began   int              // the row below what was typed last
	row     int              // of the cursor, counted from lines[0]
	column  int
	style   style
	saved   struct{ row, column int } // by ESC 7; row is counted as kept+row
	kept    int                       // rows that were dropped because there were too many
	pending string                    // an escape sequence that has not ended yet
}

const (
	screenRows = 40
	// maxLines is the most rows that are kept.
	maxLines = 10_000
	// dropAtOnce rows leave together, so that not every line moves the rest.
	dropAtOnce = 500
	// maxColumns is the longest a row grows: a line without an end stays in
	// bounds and loses what is beyond.
	maxColumns = 16 << 10
)

// cell is a character and how it looks.
type cell struct {
	r     rune
	style style
}

// show writes an input and what came of it, in the order in which it was seen:
// output of the time before the input, what was typed, the rest.
func (s *Screen) show(in sim.Input, did stepped) {
	output := did.result.Output
	for len(output) > 0 && output[0].At < in.After {
		s.Write(output[0].Stream, output[0].Text)
		output = output[1:]
	}
	switch {
	case did.prompt == "": // what is typed to a program is echoed by its terminal
	case in.Kind == sim.Line:
		s.Echo(did.prompt, in.Text)
	case len(output) > 0:
		s.Prompt(did.prompt)
	}
	for _, c := range output {
		s.Write(c.Stream, c.Text)
	}
}

// Prompt writes a prompt of the host's shell.
func (s *Screen) Prompt(prompt string) {
	s.kindOf("command")
	s.style = style{attributes: promptText}
	s.print(prompt)
	s.style = style{}
}

// Echo writes what was typed at the host's shell behind its prompt, with the
// line end that follows. Control characters appear as ^A to ^_.
func (s *Screen) Echo(prompt, typed string) {
	s.Prompt(prompt)
	for i, line := range strings.Split(typed, "\n") {
		if i > 0 {
			s.newline()
			s.kindOf("command")
		}
		for _, r := range line {
			if r < ' ' {
				s.print("^")
				r += '@'
			}
			s.print(string(r))
		}
	}
	s.newline()
	s.began = s.row
}

// Write writes output of a program; stream is stdout or stderr and becomes the
// kind of the rows it begins.
func (s *Screen) Write(stream, text string) {
	text = s.pending + text
	s.pending = ""
	for len(text) > 0 {
		s.kindOf(stream)
		n := plain(text)
		if n > 0 {
			s.print(text[:n])
		} else if n = s.control(text); n == 0 { // its end comes with the next chunk
			s.pending = text
			return
		}
		text = text[n:]
	}
}

// Mark is the place behind the last row that is complete, for Since.
func (s *Screen) Mark() int { return s.kept + s.complete() }

// Since returns the complete rows from mark on.
func (s *Screen) Since(mark int) []templates.Line {
	s.store()
	n := s.complete()
	return slices.Clone(s.lines[min(max(mark-s.kept, 0), n):n])
}

// Lines returns all complete rows.
func (s *Screen) Lines() []templates.Line { return s.Since(0) }

// Partial is the text of the last row while the cursor is in it: output that
// has no line end yet.
func (s *Screen) Partial() string {
	if s.row < len(s.lines)-1 {
		return ""
	}
	text := make([]rune, len(s.edited))
	for i, c := range s.edited {
		text[i] = c.r
	}
	return string(text)
}

// complete is the number of rows that have their line end: those above the
// cursor, and all of them when the cursor was moved up and left there.
func (s *Screen) complete() int {
	if s.row < len(s.lines)-1 {
		return len(s.lines)
	}
	return s.row
}

// Clone returns a copy: what is written to one is not seen in the other.
func (s *Screen) Clone() Screen {
	c := *s
	c.lines = slices.Clone(s.lines)
	c.edited = slices.Clone(s.edited)
	return c
}

// kindOf gives the cursor's row a kind, unless it has text already.
func (s *Screen) kindOf(kind string) {
	if len(s.edited) == 0 || s.kind == "" {
		s.kind = kind
	}
}

// print writes characters that are no controls at the cursor.
func (s *Screen) print(text string) {
	for _, r := range text {
		if s.column >= maxColumns {
			return
		}
		for len(s.edited) <= s.column {
			s.edited = append(s.edited, cell{r: ' '})
		}
		s.edited[s.column] = cell{r: r, style: s.style}
		s.column++
	}
}

// newline goes to the beginning of the next row. The pseudo-terminal of a
// container makes \r\n of every \n, so the two are the same here.
func (s *Screen) newline() {
	s.moveTo(s.row+1, 0)
}

// moveTo puts the cursor into another row: the one it leaves is made spans,
// the one it enters cells.
func (s *Screen) moveTo(row, column int) {
	s.column = max(column, 0)
	if row == s.row {
		return
	}
	s.store()
	for len(s.lines) <= row {
		s.lines = append(s.lines, templates.Line{Kind: s.kind})
	}
	s.row = row
	s.edited, s.kind = cellsOf(s.lines[row].Spans), s.lines[row].Kind
	s.top = max(s.top, len(s.lines)-screenRows)
	s.dropOldest()
}

// store writes the cursor's row back.
func (s *Screen) store() {
	for len(s.lines) <= s.row {
		s.lines = append(s.lines, templates.Line{})
	}
	s.lines[s.row] = templates.Line{Kind: s.kind, Spans: spansOf(s.edited)}
}

func (s *Screen) dropOldest() {
	if len(s.lines) < maxLines+dropAtOnce {
		return
	}
	s.drop(len(s.lines) - maxLines)
}

// drop forgets the first n rows, all of them above the cursor.
func (s *Screen) drop(n int) {
	s.lines = slices.Clone(s.lines[n:])
	s.kept, s.row = s.kept+n, s.row-n
	s.top, s.began = max(s.top-n, 0), max(s.began-n, 0)
}

// first is the row a program takes for the first of the screen.
func (s *Screen) first() int { return max(s.top, s.began) }

// spansOf joins neighbours of one style. Blanks at the end that have no style
// are not shown, as nobody could see or copy them.
func spansOf(cells []cell) []templates.Span {
	for len(cells) > 0 && cells[len(cells)-1] == (cell{r: ' '}) {
		cells = cells[:len(cells)-1]
	}
	var spans []templates.Span
	for len(cells) > 0 {
		n := 1
		for n < len(cells) && cells[n].style == cells[0].style {
			n++
		}
		text := make([]rune, n)
		for i, c := range cells[:n] {
			text[i] = c.r
		}
		spans = append(spans, templates.Span{Text: string(text), Class: cells[0].style.class()})
		cells = cells[n:]
	}
	return spans
}

// cellsOf is the way back from spansOf.
func cellsOf(spans []templates.Span) []cell {
	var cells []cell
	for _, span := range spans {
		style := styleOf(span.Class)
		for _, r := range span.Text {
			cells = append(cells, cell{r, style})
		}
	}
	return cells
}
