package shell

import (
	"mvdan.cc/sh/v3/syntax"
)

// looper marks the frames that break and continue speak of.
type looper interface{ loops() }

func (whileFrame) loops() {}
func (forFrame) loops()   {}
func (countFrame) loops() {}

// whileFrame is a while or until loop.
type whileFrame struct {
	loop *syntax.WhileClause
	context
	asked bool // the condition has run
	ran   bool // the body has run
	last  int  // its status
}

func (f whileFrame) step(s *shell) {
	c := context{tested: f.tested}
	if !f.asked {
		if f.ran {
			f.last = s.status
		}
		f.asked = true
		s.push(f, seqFrame{f.loop.Cond, context{tested: true}})
		return
	}
	if (s.status == 0) == f.loop.Until {
		s.status = f.last
		return
	}
	f.asked, f.ran = false, true
	s.push(f, seqFrame{f.loop.Do, c})
}

// wordsFrame expands the words of a for or select loop.
type wordsFrame struct {
	loop *syntax.ForClause
	context
	memo
}

func (s *shell) startFor(loop *syntax.ForClause, c context) {
	c.tail = false
	switch it := loop.Loop.(type) {
	case *syntax.WordIter:
		s.push(wordsFrame{loop: loop, context: c})
	case *syntax.CStyleLoop:
		s.push(countFrame{loop: loop, context: c})
		if it.Init != nil {
			s.push(arithFrame{exprs: []syntax.ArithmExpr{it.Init}})
		}
	}
}

func (f wordsFrame) step(s *shell) {
	it := f.loop.Loop.(*syntax.WordIter)
	items := s.params
	if it.InPos.IsValid() {
		ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) { items = x.fields(it.Items) })
		if !ok {
			return
		}
	}
	s.status = 0
	if f.loop.Select {
		if len(items) > 0 {
			s.push(selectFrame{loop: f.loop, items: items, context: f.context})
		}
		return
	}
	head := "for " + it.Name.Value + " in"
	for _, w := range it.Items {
		head += " " + source(w)
	}
	s.push(forFrame{head: head, name: it.Name.Value, items: items, body: f.loop.Do, context: f.context})
}

// forFrame is a for loop over the items that are left.
type forFrame struct {
	name  string
	head  string // what -x prints
	items []string
	body  []*syntax.Stmt
	context
}

func (f forFrame) step(s *shell) {
	if len(f.items) == 0 {
		return
	}
	if msg := s.assign(f.name, f.items[0]); msg != "" {
		s.fatal(s.flavor.usageError(), msg)
		return
	}
	s.trace(f.head, nil)
	f.items = f.items[1:]
	s.push(f, seqFrame{f.body, f.context})
}

// countFrame is bash's for ((init; cond; post)).
type countFrame struct {
	loop *syntax.ForClause
	context
	ran   bool
	asked bool
	last  int
}

func (f countFrame) step(s *shell) {
	it := f.loop.Loop.(*syntax.CStyleLoop)
	if !f.asked {
		if f.ran {
			f.last = s.status
		}
		f.asked = true
		s.push(f)
		s.status = 0
		if it.Cond != nil {
			s.push(arithFrame{exprs: []syntax.ArithmExpr{it.Cond}})
		}
		if f.ran && it.Post != nil {
			s.push(arithFrame{exprs: []syntax.ArithmExpr{it.Post}})
		}
		return
	}
	if s.status != 0 {
		s.status = f.last
		return
	}
	f.asked, f.ran = false, true
	s.push(f, seqFrame{f.loop.Do, f.context})
}

// caseFrame looks for the pattern that fits.
type caseFrame struct {
	clause *syntax.CaseClause
	context
	memo
}

func (f caseFrame) step(s *shell) {
	var body []*syntax.Stmt
	ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) {
		word := x.text(f.clause.Word)
		body = x.chosen(f.clause.Items, word)
	})
	if !ok {
		return
	}
	s.status = 0
	s.push(seqFrame{body, f.context})
}

// chosen is what runs of a case: the first item that fits, after ";&" the next
// one too, after ";;&" the next one that fits.
func (x *expander) chosen(items []*syntax.CaseItem, word string) (body []*syntax.Stmt) {
	through := false
	for _, item := range items {
		fits := through
		for _, w := range item.Patterns {
			fits = fits || match(x.pattern(w), word)
			if x.stopped() {
				return nil
			}
		}
		if !fits {
			continue
		}
		body = append(body, item.Stmts...)
		if item.Op == syntax.Break {
			break
		}
		through = item.Op == syntax.Fallthrough
	}
	return body
}

// leaveLoops does break (n loops are dropped) and continue (the nth goes on).
func (s *shell) leaveLoops(n int, again bool) {
	depth := 0
	for i := len(s.frames) - 1; i >= 0; i-- {
		if _, ok := s.frames[i].(funcFrame); ok {
			break
		}
		if _, ok := s.frames[i].(looper); ok {
			depth++
		}
	}
	if depth == 0 {
		return
	}
	left := min(n, depth)
	s.unwind(func(f frame) bool {
		if _, ok := f.(looper); ok {
			left--
		}
		return left == 0
	})
	if !again {
		s.pop()
	}
}

// inLoop tells whether break and continue have something to leave.
func (s *shell) inLoop() bool {
	for i := len(s.frames) - 1; i >= 0; i-- {
		switch s.frames[i].(type) {
		case funcFrame:
			return false
		case looper:
			return true
		}
	}
	return false
}
