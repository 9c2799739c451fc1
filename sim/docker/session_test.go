package docker_test

import (
	"strings"
	"testing"
	"time"

	"drydock/sim/catalog"
	"drydock/sim/docker"
	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/shell"
)

// programs are the least that the tests need; the shells know echo, kill and the like.
var programs = map[string]proc.Program{
	"docker": docker.Main, "bash": shell.Program(shell.Bash), "dash": shell.Program(shell.Dash), "busybox": busybox,
}

func busybox(p *proc.Proc, ev proc.Event) {
	switch name := p.Argv[0][strings.LastIndex(p.Argv[0], "/")+1:]; name {
	case "sh":
		shell.Program(shell.Ash)(p, ev)
	case "sleep":
		d, err := time.ParseDuration(p.Argv[1] + "s")
		if err != nil {
			p.Fail(1, "sleep: bad")
			return
		}
		end := p.Sys.Now().Add(d)
		p.Next = func(p *proc.Proc, _ proc.Event) {
			if !p.Sys.Now().Before(end) {
				p.Sys.Exit(0)
			}
		}
		p.Sys.Sleep(d)
	case "cat":
		proc.Fold(p, 0, struct{}{}, func(p *proc.Proc, s struct{}, piece string) (struct{}, bool) {
			_ = p.Out(piece)
			return s, true
		}, func(p *proc.Proc, _ struct{}) { p.Sys.Exit(0) })
	case "echo":
		proc.Finish(p, strings.Join(p.Argv[1:], " ")+"\n", 0)
	case "true":
		p.Sys.Exit(0)
	case "false":
		p.Sys.Exit(1)
	case "env":
		proc.Finish(p, strings.Join(p.Env, "\n")+"\n", 0)
	default:
		p.Fail(127, name+": applet not found")
	}
}

// prompt is what bash shows on standard error when it waits.
const prompt = "root@drydock:~# "

// session is a host with a terminal, as a learner has it.
type session struct {
	t    *testing.T
	h    engine.Host
	term int
}

func newSession(t *testing.T, o engine.TerminalOptions) *session {
	t.Helper()
	h := engine.New(engine.Setup{Seed: "test", Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Root: catalog.Machine(),
		Registry: catalog.Hub(), Programs: func(name string) (proc.Program, bool) { p, ok := programs[name]; return p, ok }})
	o.Argv, o.Dir = []string{"bash", "-i"}, "/root"
	o.Env = []string{"HOME=/root", "PATH=/usr/bin:/bin:/usr/local/bin", "PS1=", "PS2="}
	h, term, err := h.OpenTerminal(o)
	if err != nil {
		t.Fatal(err)
	}
	return &session{t, h, term}
}

func (s *session) take(h engine.Host) (out, errs string) {
	s.t.Helper()
	h, chunks := h.Settle(s.term).Take(s.term)
	for _, c := range chunks {
		if c.Stream == "stderr" {
			errs += c.Text
		} else {
			out += c.Text
		}
	}
	if err := engine.Check(h); err != nil {
		s.t.Fatal(err)
	}
	s.h = h
	return out, strings.ReplaceAll(errs, prompt, "")
}

// run types a line and returns what the terminal or the pipe got.
func (s *session) run(line string) (out, errs string) {
	s.t.Helper()
	return s.take(s.h.Type(s.term, line))
}

// both is run with the streams joined, for a terminal.
func (s *session) both(line string) string {
	s.t.Helper()
	out, errs := s.run(line)
	return out + errs
}

// expect runs a line on a pipe and compares; <id> stands for any 64 digits.
func (s *session) expect(line, wantOut, wantErr string) {
	s.t.Helper()
	out, errs := s.run(line)
	if got := hideIDs(out); got != wantOut {
		s.t.Errorf("$ %s\nstdout %q\nwant   %q", line, got, wantOut)
	}
	if got := hideIDs(errs); got != wantErr {
		s.t.Errorf("$ %s\nstderr %q\nwant   %q", line, got, wantErr)
	}
}

func hideIDs(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		n := 0
		for i+n < len(s) && strings.IndexByte("0123456789abcdef", s[i+n]) >= 0 {
			n++
		}
		switch {
		case n == 64:
			b.WriteString("<id>")
		case n > 0:
			b.WriteString(s[i : i+n])
		default:
			b.WriteByte(s[i])
			n = 1
		}
		i += n
	}
	return b.String()
}
