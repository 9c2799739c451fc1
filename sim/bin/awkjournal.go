//go:build !core

package bin

import (
	"slices"
	"strings"
)

// A program works on one record without a wait, so that the work is a function
// of the state before it. What it does to the world outside it writes into a
// journal, which is carried out afterwards. If it needs an answer (a command's
// output, the next record) it gives up at that point; when the answer is there
// the record is worked on anew, with the answers so far, and what the journal
// held before is not done twice.

type deedKind int

const (
	toStdout    deedKind = iota
	toStderr             // print > "/dev/stderr"
	toFile               // the first time the file is emptied
	afterFile            // print >> file
	closesFile           // close
	runsCommand          // system: asks for the exit code
	feedsPipe            // close of a command that was printed to: asks for the exit code
	readsFile            // asks for a file's text
	readsPipe            // asks for what a command prints
)

// deed is one entry of a journal.
type deed struct {
	kind       deedKind
	name, text string
}

// answer is what came of a deed that asks.
type answer struct {
	text string
	code int // an exit code, or -1 where there is no text
}

func (a answer) value() awkValue { return awkNum(float64(a.code)) }

// journal is what one run over a record does and is told.
type journal struct {
	deeds   []deed // not done yet
	told    int    // deeds so far
	done    int    // so many of them were done before
	answers []answer
	used    int  // of the answers
	waits   bool // the last deed has no answer yet, or more is true
	more    bool // the operands have to be read on
	leaves  awkSignal
	in      awkInput
}

const mostDeeds = 5000 // that ask, of one record

// tell notes a deed without an answer.
func (r *awkRun) tell(kind deedKind, name, text string) {
	if r.waits || r.wrong != "" {
		return
	}
	if r.told++; r.told <= r.done {
		return
	}
	if n := len(r.deeds) - 1; n >= 0 && r.deeds[n].kind == kind && r.deeds[n].name == name && kind <= afterFile && len(r.deeds[n].text) < pieceSize {
		r.deeds[n].text += text
		return
	}
	r.deeds = append(r.deeds, deed{kind, name, text})
}

// ask notes a deed and returns its answer; without one yet the run is over.
func (r *awkRun) ask(kind deedKind, name, text string) answer {
	if r.waits || r.wrong != "" {
		return answer{}
	}
	r.told++
	if r.used < len(r.answers) {
		r.used++
		return r.answers[r.used-1]
	}
	r.deeds = append(r.deeds, deed{kind, name, text})
	if r.waits = true; r.used >= mostDeeds {
		r.stop("the program ran for too long on one record")
	}
	return answer{}
}

// awkPipe is a command that is printed to: it runs when it is closed, at the
// latest when the program ends.
type awkPipe struct{ command, text string }

func (r *awkRun) redirect(how, name, text string) {
	switch {
	case how == "|":
		i := slices.IndexFunc(r.pipes, func(p awkPipe) bool { return p.command == name })
		r.pipes = slices.Clone(r.pipes)
		if i < 0 {
			i, r.pipes = len(r.pipes), append(r.pipes, awkPipe{command: name})
		}
		if r.pipes[i].text += text; len(r.pipes[i].text) > maxMemory {
			r.stop("out of memory")
		}
	case name == "/dev/stdout" || name == "-":
		r.tell(toStdout, "", text)
	case name == "/dev/stderr":
		r.tell(toStderr, "", text)
	case how == ">>":
		r.tell(afterFile, name, text)
	default:
		r.tell(toFile, name, text)
	}
}

func (r *awkRun) closes(name string) awkValue {
	if i := slices.IndexFunc(r.pipes, func(p awkPipe) bool { return p.command == name }); i >= 0 {
		text := r.pipes[i].text
		r.pipes = slices.Delete(slices.Clone(r.pipes), i, i+1)
		return r.ask(feedsPipe, name, text).value()
	}
	if r.inputs.Has("<"+name) || r.inputs.Has("|"+name) {
		r.inputs = r.inputs.Delete("<" + name).Delete("|" + name)
		return awkNum(0)
	}
	r.tell(closesFile, name, "")
	return awkNum(0)
}

// getline reads a record: of the operands, of a file or of a command. It
// answers 1, 0 at the end, or -1.
func (r *awkRun) getline(n *awkNode) awkValue {
	var record string
	if n.to == nil {
		text, ok := r.nextRecord()
		if !ok {
			return awkNum(0)
		}
		record = text
	} else {
		name := n.text + r.eval(n.to).str()
		if !r.inputs.Has(name) {
			kind := readsFile
			if n.text == "|" {
				kind = readsPipe
			}
			a := r.ask(kind, name[1:], "")
			if a.code < 0 || r.waits {
				return awkNum(-1)
			}
			r.inputs = r.inputs.Set(name, a.text)
		}
		text, rest, ok := cutRecord(r.inputs.At(name), r.vars.At("RS").str(), true)
		r.inputs = r.inputs.Set(name, rest)
		if !ok {
			return awkNum(0)
		}
		if record = text; n.text == "|" {
			r.nr++
		}
	}
	if len(n.kids) > 0 {
		r.assign(n.kids[0], awkIn(record))
	} else {
		r.record, r.split = record, false
	}
	return awkNum(1)
}

// cutRecord takes the first record off a text; end tells that nothing follows
// it. Source: POSIX, awk, RS.
func cutRecord(text, rs string, end bool) (record, rest string, ok bool) {
	switch {
	case rs == "":
		text = strings.TrimLeft(text, "\n")
		at := strings.Index(text, "\n\n")
		if at < 0 {
			return strings.TrimSuffix(text, "\n"), "", end && text != ""
		}
		rest = strings.TrimLeft(text[at:], "\n")
		return text[:at], rest, rest != "" || end
	case len(rs) == 1:
		record, rest, ok = strings.Cut(text, rs)
	default:
		re, err := compile(rs, true, false)
		if err != nil {
			return text, "", end && text != ""
		}
		if m := re.FindStringIndex(text); m != nil && m[1] > m[0] && (m[1] < len(text) || end) {
			return text[:m[0]], text[m[1]:], true
		}
	}
	if ok {
		return record, rest, true
	}
	if rs != "\n" && end {
		text = strings.TrimSuffix(text, "\n")
	}
	return text, "", end && text != ""
}
