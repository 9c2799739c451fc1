package shell

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// memo is what the command substitutions of an expansion have given so far.
type memo struct{ got []string }

// expander expands words in one go, until it meets a command substitution that
// has not run yet or an error; then it stops and gives nothing.
type expander struct {
	s    *shell
	got  []string
	used int
	need *syntax.CmdSubst  // to be run before the expansion starts again
	proc *syntax.ProcSubst // a process substitution to be started first
	code int               // the status of an error
	err  string            // its message, with where it happened
	size int               // bytes made
	deep int               // arithmetic within arithmetic
}

// expand lets do expand what it needs. If a command substitution has to run
// first, it puts the frame back by calling keep, starts the substitution, and
// answers false; the frame is stepped again with the text in its memo and
// starts over from the same variables. False also after an error.
func (s *shell) expand(m *memo, keep func(), do func(x *expander)) bool {
	if s.delivered {
		m.got = append(m.got[:len(m.got):len(m.got)], s.delivery)
		s.delivery, s.delivered = "", false
	}
	vars, held, random := s.vars, s.held, s.random
	x := &expander{s: s, got: m.got}
	do(x)
	if x.need != nil || x.proc != nil {
		s.vars, s.held, s.random = vars, held, random
		keep()
		if x.proc != nil {
			s.push(procFrame{x.proc})
			return false
		}
		s.push(substFrame{node: x.need})
		return false
	}
	if x.err != "" {
		s.print(2, x.err+"\n")
		s.abandon(x.code)
		return false
	}
	return true
}

func (x *expander) stopped() bool { return x.need != nil || x.proc != nil || x.err != "" }

// fail stops the expansion with a message.
func (x *expander) fail(code int, message string) {
	if x.err == "" {
		x.code, x.err = code, x.s.where("")+message
	}
}

func (x *expander) grow(n int) {
	if x.size += n; x.size > maxTotal {
		x.fail(2, textTooBig.of(x.s.flavor, maxWord))
	}
}

// piece is a part of a word after its expansion.
type piece struct {
	text string
	kind pieceKind
}

type pieceKind int

const (
	literal  pieceKind = iota // may be a pattern
	quoted                    // stands for itself
	expanded                  // is split into fields and may be a pattern
	between                   // a new field begins, as between the words of "$@"
)

// quoting is where a part of a word stands.
type quoting int

const (
	bare    quoting = iota
	operand         // the word in ${x:-word}: its text is split like a value
	double
	here // a here-document
)

func (q quoting) kind() pieceKind {
	switch q {
	case bare:
		return literal
	case operand:
		return expanded
	}
	return quoted
}

func (q quoting) quotes() bool { return q == double || q == here }

// fields expands words to fields: all of POSIX 2.6.
func (x *expander) fields(words []*syntax.Word) []string {
	var out []string
	for _, w := range words {
		for _, b := range x.braces(w) {
			for _, f := range x.split(x.parts(b.Parts, bare, true)) {
				out = append(out, x.glob(f)...)
				if len(out) > maxFields {
					x.fail(2, textTooMany.of(x.s.flavor, maxFields))
				}
			}
			if x.stopped() {
				return nil
			}
		}
	}
	return out
}

// text expands a word that stays one: no splitting, no patterns.
func (x *expander) text(w *syntax.Word) string {
	if w == nil {
		return ""
	}
	return join(x.parts(w.Parts, bare, true))
}

func join(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.kind == between {
			b.WriteByte(' ')
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// pattern expands a word to a pattern in which what was quoted is escaped.
func (x *expander) pattern(w *syntax.Word) string {
	if w == nil {
		return ""
	}
	return escaped(x.parts(w.Parts, bare, true))
}

// parts expands the parts of a word; first says that they begin it, where a
// tilde counts.
func (x *expander) parts(parts []syntax.WordPart, q quoting, first bool) []piece {
	var out []piece
	for i, part := range parts {
		if x.stopped() {
			return nil
		}
		for _, p := range x.part(part, q, first && i == 0, i == len(parts)-1) {
			x.grow(len(p.text) + 1)
			out = append(out, p)
		}
	}
	return out
}

func (x *expander) part(part syntax.WordPart, q quoting, first, last bool) []piece {
	switch part := part.(type) {
	case *syntax.Lit:
		return x.lit(part.Value, q, first, last)
	case *syntax.SglQuoted:
		if part.Dollar {
			return []piece{{ansiC(part.Value), quoted}}
		}
		if q.quotes() { // in "${x:-'y'}" they are no quotes
			return []piece{{"'" + part.Value + "'", quoted}}
		}
		return []piece{{part.Value, quoted}}
	case *syntax.DblQuoted:
		return x.doubleQuoted(part)
	case *syntax.ParamExp:
		return x.param(part, q)
	case *syntax.CmdSubst:
		return []piece{{x.substitution(part), expansionKind(q)}}
	case *syntax.ArithmExp:
		return []piece{{x.arithText(part.X), expansionKind(q)}}
	case *syntax.ProcSubst:
		return []piece{{x.processFile(part), quoted}}
	case *syntax.ExtGlob:
		return []piece{{part.Op.String() + part.Pattern.Value + ")", q.kind()}}
	}
	x.fail(2, "this expansion is not simulated")
	return nil
}

func expansionKind(q quoting) pieceKind {
	if q.quotes() {
		return quoted
	}
	return expanded
}

// substitution is the text of a command substitution that has run.
func (x *expander) substitution(c *syntax.CmdSubst) string {
	if file, ok := x.fileOf(c); ok {
		return file
	}
	if x.stopped() || len(c.Stmts) == 0 {
		return ""
	}
	if x.used < len(x.got) {
		x.used++
		return x.got[x.used-1]
	}
	x.need = c
	return ""
}

// fileOf is bash's $(<file).
func (x *expander) fileOf(c *syntax.CmdSubst) (string, bool) {
	if len(c.Stmts) != 1 || c.Stmts[0].Cmd != nil || len(c.Stmts[0].Redirs) != 1 || x.s.flavor != Bash {
		return "", false
	}
	r := c.Stmts[0].Redirs[0]
	if r.Op != syntax.RdrIn || r.N != nil {
		return "", false
	}
	name := x.text(r.Word)
	if x.stopped() {
		return "", true
	}
	data, err := x.s.p.Sys.ReadFile(name)
	if err != nil {
		x.s.errorf("", "%s: %s", name, err)
		x.s.status, x.s.substituted = 1, true
	}
	return strings.TrimRight(data, "\n"), true
}
