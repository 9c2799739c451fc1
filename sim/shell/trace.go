package shell

import "strings"

// traceCall prints a simple command for -x.
func (s *shell) traceCall(sets []assignment, args []string) {
	if !s.opts.xtrace {
		return
	}
	if s.flavor == Bash {
		for _, a := range sets {
			s.trace(a.name+"="+traced(a.value), nil)
		}
		if len(args) > 0 {
			s.trace("", args)
		}
		return
	}
	var words []string
	for _, a := range sets {
		words = append(words, a.name+"="+s.tracedFor(a.value))
	}
	for _, a := range args {
		words = append(words, s.tracedFor(a))
	}
	if len(words) > 0 {
		s.print(2, s.ps4()+strings.Join(words, " ")+"\n")
	}
}

func (s *shell) trace(head string, args []string) {
	if !s.opts.xtrace || s.flavor != Bash && args == nil {
		return
	}
	var words []string
	if head != "" {
		words = append(words, head)
	}
	for _, a := range args {
		words = append(words, traced(a))
	}
	s.print(2, s.ps4()+strings.Join(words, " ")+"\n")
}

func (s *shell) ps4() string {
	if ps4, ok := s.lookup("PS4"); ok {
		return ps4
	}
	return "+ "
}

// tracedFor is a word as the flavour traces it: dash writes it as it is.
func (s *shell) tracedFor(word string) string {
	if s.flavor == Dash {
		return word
	}
	return traced(word)
}

// traced quotes a word as bash does in a trace.
func traced(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t\n'\"\\$`&|;<>()*?[]#~=!{}") {
		return s
	}
	return singleQuoted(s)
}

// singleQuoted is s in single quotes.
func singleQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
