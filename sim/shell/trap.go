package shell

import (
	"strings"

	"drydock/sim/proc"
)

// signals tells the machine which signals the shell catches and ignores.
func (s *shell) signals() {
	var catch proc.SignalSet
	ignore := s.p.Ignore
	if s.interactive {
		catch |= proc.Of(proc.SIGINT)
		ignore |= proc.Of(proc.SIGTERM, proc.SIGQUIT, proc.SIGTSTP, proc.SIGTTIN, proc.SIGTTOU)
	}
	for name, action := range s.traps.All() {
		sig, ok := proc.ParseSignal(name)
		switch {
		case !ok:
		case action == "":
			ignore |= proc.Of(sig)
			catch &^= proc.Of(sig)
		default:
			catch |= proc.Of(sig)
			ignore &^= proc.Of(sig)
		}
	}
	s.p.Catch, s.p.Ignore = catch, ignore
}

// ignoredByTraps are the signals a child ignores too.
func (s *shell) ignoredByTraps() (set proc.SignalSet) {
	for name, action := range s.traps.All() {
		if sig, ok := proc.ParseSignal(name); ok && action == "" {
			set |= proc.Of(sig)
		}
	}
	return set
}

// signaled notes a signal that came; traps run between two commands.
func (s *shell) signaled(sig proc.Signal) {
	if _, ok := s.traps.Get(sig.Name()); ok {
		s.due = append(s.due[:len(s.due):len(s.due)], sig.Name())
		s.interrupted = s.interrupted || sig == proc.SIGINT
		return
	}
	if sig != proc.SIGINT || !s.interactive || len(s.frames) == 0 {
		return
	}
	switch f := s.frames[len(s.frames)-1].(type) {
	case inputFrame:
		s.print(2, "\n")
		s.pop()
		s.status = 130
		s.push(inputFrame{lines: f.lines})
	case waitFrame, substFrame:
		s.interrupted = true
	default:
		s.print(2, "\n")
		s.abandon(130)
	}
}

// runTraps starts the actions of signals that came, when the shell stands
// between two commands.
func (s *shell) runTraps() bool {
	if len(s.due) == 0 {
		return false
	}
	switch top := s.frames[len(s.frames)-1].(type) {
	case seqFrame, whileFrame, forFrame, countFrame, endFrame, afterFrame, textFrame, funcFrame:
	case inputFrame:
		if top.text != "" {
			return false
		}
		top.prompted = false
		s.frames[len(s.frames)-1] = top
	default:
		return false
	}
	name := s.due[0]
	s.due = s.due[1:]
	if action := s.traps.At(name); action != "" {
		status := s.status
		s.runText(action, textFrame{lineBase: s.lineBase, params: s.params, status: &status}, context{})
		s.status = status
	}
	return true
}

// trapName is the name trap knows a condition by: EXIT, ERR, a signal's name.
func trapName(word string) (string, bool) {
	upper := strings.ToUpper(word)
	if upper == "EXIT" || word == "0" {
		return "EXIT", true
	}
	if upper == "ERR" || upper == "DEBUG" || upper == "RETURN" {
		return upper, true
	}
	sig, ok := proc.ParseSignal(word)
	return sig.Name(), ok
}
