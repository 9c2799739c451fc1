package shell

import (
	"strings"

	"drydock/sim/vfs"
)

// inputFrame reads commands from standard input, a line at a time, and runs
// them. It is the lowest frame of its shell.
type inputFrame struct {
	text     string // the lines of the command so far
	part     string // what was read of the next line
	lines    int    // lines read before this command
	prompted bool
	memo
}

func isInput(f frame) bool {
	_, ok := f.(inputFrame)
	return ok
}

func (s *shell) startInput() {
	if s.p.Sys.IsTerminal(0) {
		s.interactive = true
	}
	s.push(inputFrame{})
}

func (f inputFrame) step(s *shell) {
	if s.interactive && !f.prompted {
		s.interrupted = false
		if f.text == "" && len(f.memo.got) == 0 && !s.delivered {
			s.tellJobs()
		}
		if !f.prompt(s) {
			return
		}
		s.push(f)
		return
	}
	line, eof, ok := f.read(s)
	switch {
	case !ok:
		s.wait(f)
	case eof && f.text == "" && line == "":
		f.end(s)
	case len(f.text)+len(line) > maxScript, s.interactive && len(line) > maxLine:
		s.errorf("", "line too long (limit 8192 bytes)")
		s.status = 2
		s.push(inputFrame{lines: f.lines + 1})
	default:
		f.part = ""
		f.take(s, f.text+line, eof)
	}
}

// read takes one line: at once from a terminal, else byte by byte, so that what
// follows is left for the commands.
func (f *inputFrame) read(s *shell) (line string, eof, ok bool) {
	size := 1
	if s.p.Sys.IsTerminal(0) {
		size = 64 << 10
	}
	for !strings.HasSuffix(f.part, "\n") {
		piece, err := s.p.Sys.Read(0, size)
		if err == vfs.EAGAIN {
			return "", false, false
		}
		if err != nil || piece == "" {
			return f.part, true, true
		}
		if f.part += piece; len(f.part) > maxScript {
			break
		}
	}
	return f.part, false, true
}

// take runs the lines read so far if they make a command.
func (f inputFrame) take(s *shell, text string, eof bool) {
	f.text, f.prompted, f.memo = text, false, memo{}
	if why := tooLong(text); why != "" {
		s.errorf("", "%s", why)
		s.status = 2
		s.push(inputFrame{lines: f.lines + strings.Count(text, "\n")})
		return
	}
	if eof {
		text = closeHere(text, s.flavor)
	}
	u := parse(text, s.flavor)
	if !eof && (u.more || continues(text)) {
		s.prompting = atPS2
		s.push(f)
		return
	}
	s.lineBase = f.lines
	s.prompting = running
	s.push(inputFrame{lines: f.lines + strings.Count(text, "\n")})
	if u.bad != nil && s.interactive {
		s.report(u.bad, false)
		s.status = 2
		return
	}
	if u.bad != nil {
		s.push(badFrame{bad: u.bad})
	}
	s.push(seqFrame{stmts: u.stmts})
}

// continues tells whether the last line ends in a backslash.
func continues(text string) bool {
	line, ok := strings.CutSuffix(text, "\n")
	n := len(line) - len(strings.TrimRight(line, `\`))
	return ok && n%2 == 1
}

// end is what Ctrl-D or the end of a script does.
func (f inputFrame) end(s *shell) {
	if s.interactive {
		s.print(2, [...]string{"exit\n", "\n", "\n"}[s.flavor])
	}
	s.exit(s.status)
}

// prompt writes PS1 or PS2; false when a command in the prompt has to run first.
func (f *inputFrame) prompt(s *shell) bool {
	s.prompting = atPS1
	name := "PS1"
	if f.text != "" {
		name, s.prompting = "PS2", atPS2
	}
	out, ok := s.promptText(name, f)
	if ok {
		f.prompted, f.memo = true, memo{}
		s.print(2, out)
	}
	return ok
}
