package shell

import (
	"fmt"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// selectFrame is bash's select: a menu, a line read, the body, again.
type selectFrame struct {
	loop  *syntax.ForClause
	items []string
	context
	asked bool
	line  string // of the answer, as far as it has come
}

func (selectFrame) loops() {}

func (f selectFrame) step(s *shell) {
	if !f.asked {
		var menu strings.Builder
		for i, item := range f.items {
			fmt.Fprintf(&menu, "%d) %s\n", i+1, item)
		}
		s.print(2, menu.String()+s.ps3())
		f.asked, f.line = true, ""
		s.push(f)
		return
	}
	real, open := s.fds.Get(0)
	for open {
		piece, err := s.p.Sys.Read(real, 1)
		if again(err) {
			s.wait(f)
			return
		}
		if err != nil || piece == "" {
			s.print(1, "\n")
			s.status = 1
			return
		}
		if piece == "\n" {
			break
		}
		f.line += piece
	}
	f.choose(s)
}

// choose sets the variable to the item that was named by its number.
func (f selectFrame) choose(s *shell) {
	answer := strings.TrimSpace(f.line)
	f.asked = false
	if answer == "" {
		s.push(f)
		return
	}
	item := ""
	if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(f.items) {
		item = f.items[n-1]
	}
	s.assign("REPLY", answer)
	if msg := s.assign(f.loop.Loop.(*syntax.WordIter).Name.Value, item); msg != "" {
		s.fatal(1, msg)
		return
	}
	s.push(f, seqFrame{f.loop.Do, f.context})
}

func (s *shell) ps3() string {
	if ps3, ok := s.lookup("PS3"); ok {
		return ps3
	}
	return "#? "
}
