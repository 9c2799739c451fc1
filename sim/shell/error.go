package shell

import "fmt"

// errorf prints a message of the shell or of one of its builtins.
func (s *shell) errorf(command, format string, args ...any) {
	s.print(2, s.where(command)+fmt.Sprintf(format, args...)+"\n")
}

// complain prints the flavour's sentence of a message and returns the status
// of a builtin that was misused.
func (s *shell) complain(command string, t text, args ...any) int {
	s.errorf(command, "%s", t.of(s.flavor, args...))
	return s.flavor.usageError()
}

// fatal ends what runs with a message: a script altogether, an interactive
// shell goes back to its prompt.
func (s *shell) fatal(code int, message string) {
	s.print(2, s.where("")+message+"\n")
	s.abandon(code)
}

// abandon ends what runs without a message.
func (s *shell) abandon(code int) {
	s.status = code
	if !s.interactive {
		s.exit(code)
		return
	}
	s.unwind(isInput)
}

// exit ends the shell: it runs the EXIT trap, if there is one, and then ends
// the process.
func (s *shell) exit(code int) {
	s.unwind(func(frame) bool { return false })
	s.status = code
	s.push(endFrame{code})
	if action, ok := s.traps.Get("EXIT"); ok {
		s.traps = s.traps.Delete("EXIT")
		s.evaluate(action, context{})
	}
}

// endFrame ends the process.
type endFrame struct{ code int }

func (f endFrame) step(s *shell) {
	s.gone = true
	s.p.Sys.Exit(f.code & 0xff)
}
