package shell

import (
	"errors"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// unit is a parsed piece of script: what can be run, and the error that stands
// after it, if there is one.
type unit struct {
	stmts []*syntax.Stmt
	bad   *badSyntax
	more  bool // it is not finished: more lines are needed
}

// badSyntax is a syntax error before it is put in a flavour's words.
type badSyntax struct {
	line      int
	token     string // the token that was not expected; "" is the end of the text
	expecting string // what would have been right, if that is clear
	quote     string // the quote that is not closed
	sentence  text   // instead of all this, a sentence of its own
	source    string // the line with the error
}

// parse reads src in the grammar of a flavour. Statements of lines before the
// one with an error are kept, as a shell that reads line by line runs them.
func parse(src string, f Flavor) unit {
	for {
		u, parseErr := parseOnce(src, f)
		switch fixed, ok := mend(src, parseErr, f); {
		case ok:
			src = fixed
			continue
		case parseErr != nil:
			u.more = syntax.IsIncomplete(parseErr) && !redirectsNowhere(parseErr) || unclosedHere(parseErr) != ""
			u.bad = explain(src, parseErr, f)
			u.stmts = before(u.stmts, startOfError(src, u.stmts))
		default:
			refuse(&u, src, f)
		}
		return u
	}
}

// parseOnce returns the statements before an error too. Whatever is typed, it
// must not take the machine down: if the parser itself fails, that is a syntax
// error of the script.
func parseOnce(src string, f Flavor) (u unit, err error) {
	defer func() {
		if recover() != nil {
			u, err = unit{}, errors.New("the parser failed")
		}
	}()
	file, err := syntax.NewParser(syntax.Variant(f.language())).Parse(strings.NewReader(src), "")
	if file != nil {
		u.stmts = file.Stmts
	}
	return u, err
}

// mend rewrites what dash reads differently from the parser: it knows no "&>",
// so that is "&" and ">".
func mend(src string, err error, f Flavor) (string, bool) {
	var le syntax.LangError
	if f == Dash && errors.As(err, &le) && strings.Contains(le.Feature, "&>") {
		at := int(le.Pos.Offset())
		if strings.HasPrefix(src[min(at, len(src)):], "&>") {
			return src[:at+1] + " " + src[at+1:], true
		}
	}
	return src, false
}

// closeHere adds the line that ends a here-document the text leaves open, as
// the end of a script does.
func closeHere(src string, f Flavor) string {
	for range 10 {
		_, err := parseOnce(src, f)
		stop := unclosedHere(err)
		if stop == "" {
			break
		}
		if !strings.HasSuffix(src, "\n") {
			src += "\n"
		}
		src += stop + "\n"
	}
	return src
}

func unclosedHere(err error) string {
	var pe syntax.ParseError
	if !errors.As(err, &pe) {
		return ""
	}
	rest, ok := strings.CutPrefix(pe.Text, "unclosed here-document ")
	if !ok {
		return ""
	}
	return strings.Trim(rest, "`\"'")
}

// startOfError is the line on which the statement begins that cannot be read.
func startOfError(src string, good []*syntax.Stmt) int {
	at := 0
	if len(good) > 0 {
		at = min(int(good[len(good)-1].End().Offset()), len(src))
	}
	for at < len(src) && strings.IndexByte(" \t\n;", src[at]) >= 0 {
		at++
	}
	return 1 + strings.Count(src[:at], "\n")
}

func before(stmts []*syntax.Stmt, line int) []*syntax.Stmt {
	for i, st := range stmts {
		if int(st.End().Line()) >= line {
			return stmts[:i:i]
		}
	}
	return stmts
}

// refuse finds what the parser takes but the flavour does not know.
func refuse(u *unit, src string, f Flavor) {
	for i, st := range u.stmts {
		var bad *badSyntax
		syntax.Walk(st, func(n syntax.Node) bool {
			if bad == nil && n != nil {
				bad = unknown(n, f)
			}
			return bad == nil
		})
		if bad != nil {
			bad.source = lineOf(src, bad.line)
			u.stmts, u.bad = before(u.stmts[:i:i], bad.line), bad
			return
		}
	}
}

func unknown(n syntax.Node, f Flavor) *badSyntax {
	line := int(n.Pos().Line())
	switch n := n.(type) {
	case *syntax.ArrayExpr, *syntax.ArithmCmd:
		if f == Ash {
			return &badSyntax{line: line, token: "("}
		}
	case *syntax.BinaryCmd:
		if f == Ash && n.Op == syntax.PipeAll {
			return &badSyntax{line: line, token: "&"}
		}
	case *syntax.ForClause:
		if f == Ash && n.Select {
			return &badSyntax{line: line, token: "do"}
		}
	case *syntax.Redirect:
		if f == Ash && n.Op == syntax.WordHdoc {
			return &badSyntax{line: line, token: "<"}
		}
	case *syntax.CStyleLoop:
		if f == Ash {
			return &badSyntax{line: line, sentence: text{Ash: "bad for loop variable"}}
		}
	case *syntax.WordIter:
		if !syntax.ValidName(n.Name.Value) {
			return &badSyntax{line: line, sentence: text{"`" + n.Name.Value + "': not a valid identifier", "Bad for loop variable", "bad for loop variable"}}
		}
	case *syntax.FuncDecl:
		if n.Name == nil { // "() command"
			return &badSyntax{line: line, token: ")"}
		}
	case *syntax.CoprocClause:
		return notSimulated(line, "coproc")
	}
	return nil
}

func notSimulated(line int, what string) *badSyntax {
	s := what + " is not simulated"
	return &badSyntax{line: line, sentence: text{s, s, s}}
}

func lineOf(src string, line int) string {
	lines := strings.Split(src, "\n")
	if line < 1 || line > len(lines) {
		return ""
	}
	return lines[line-1]
}
