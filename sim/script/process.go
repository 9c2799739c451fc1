package script

import (
	"slices"

	"drydock/sim/proc"
)

// live runs until the program ends or has to wait.
func (m *machine) live() {
	for {
		if !m.drain() {
			m.suspend()
			return
		}
		if m.ended {
			m.leaveProcess()
			return
		}
		err := m.turn()
		switch e := err.(type) {
		case nil:
		case exit:
			m.end(e.code)
		case *thrown:
			m.frames = nil
			m.uncaught(e)
		default:
			if err == errWait || err == errBlocked {
				m.suspend()
				return
			}
			m.end(1)
		}
	}
}

// turn is the next piece of work.
func (m *machine) turn() error {
	if len(m.pending) > 0 {
		sig := m.pending[0]
		m.pending = append([]proc.Signal(nil), m.pending[1:]...)
		if err := m.signal(sig); err != nil {
			if t, ok := err.(*thrown); ok && m.unwind(t, 0) {
				return nil
			}
			return err
		}
	}
	if m.lang == golang {
		return m.schedule()
	}
	if len(m.frames) > 0 {
		return m.run()
	}
	if m.interact != nil && len(m.jobs) == 0 {
		return m.prompt()
	}
	done, err := m.idle()
	if done && err == nil {
		return m.finished()
	}
	return err
}

// end ends the program once everything is written.
func (m *machine) end(code int) {
	if m.goRunning && code != 0 && !m.ended {
		m.write(2, "exit status "+itoa(code)+"\n")
		code = 1
	}
	m.flush()
	m.ended, m.exitCode = true, code
}

func (m *machine) leaveProcess() {
	m.p.Sys.Exit(m.exitCode)
}

// suspend keeps the program in the process; it goes on as a copy.
func (m *machine) suspend() {
	p := m.p
	m.p = nil
	m.used = 0
	p.State = m
	p.Next = resume
}

// resume goes on with a program that was kept.
func resume(p *proc.Proc, ev proc.Event) {
	kept, ok := p.State.(*machine)
	if !ok {
		p.Sys.Exit(1)
		return
	}
	m, size := kept.copy()
	m.p = p
	m.grown = 0
	if ev.Kind == proc.Signaled {
		m.pending = append(slices.Clip(m.pending), ev.Signal)
	}
	p.Sys.Spend(size/512 + 1)
	held := p.Sys.Hold(int64(size))
	if held == proc.Killed {
		return
	}
	if size > mostHeld && !m.ended {
		if t, ok := m.memoryError().(*thrown); ok && !m.unwind(t, 0) {
			m.frames = nil
			m.uncaught(t)
		}
	}
	m.live()
}

// sources are the texts that were read, newest first.
type sources struct {
	name, text string
	next       *sources
}

func (s *sources) find(name string) (string, bool) {
	for ; s != nil; s = s.next {
		if s.name == name {
			return s.text, true
		}
	}
	return "", false
}

// line is a line of a file as it was read, counted from 1.
func (s *sources) line(name string, n int) (string, bool) {
	text, ok := s.find(name)
	if !ok {
		return "", false
	}
	for i := 1; ; i++ {
		end := 0
		for end < len(text) && text[end] != '\n' {
			end++
		}
		if i == n {
			return text[:end], true
		}
		if end >= len(text) {
			return "", false
		}
		text = text[end+1:]
	}
}

// span is the source text of a place.
func (s *sources) span(name string, pos place) string {
	line, ok := s.line(name, pos.line)
	if !ok || pos.end <= pos.col || pos.end > len(line) {
		return ""
	}
	return line[pos.col:pos.end]
}

func (m *machine) remember(name, text string) {
	m.sources = &sources{name, text, m.sources}
}
