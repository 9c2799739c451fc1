package shell

import "drydock/sim/proc"

// phase is what an interactive shell is doing.
type phase int

const (
	running phase = iota
	atPS1
	atPS2
)

// State is what can be seen of an interactive shell from outside.
type State struct {
	Exit  int  // $?, the status of the last command
	Ready bool // it waits at its prompt for a command
	More  bool // it waits for the rest of a command: the prompt is PS2
}

// Status tells how an interactive shell stands; ok is false for any other
// process. Neither Ready nor More is set while a command runs.
func Status(p proc.Proc) (st State, ok bool) {
	s, ok := p.State.(*state)
	if !ok || !s.interactive {
		return State{}, false
	}
	at := len(s.frames) > 0 && len(s.ops) == 0
	if at {
		f, isIn := s.frames[len(s.frames)-1].(inputFrame)
		at = isIn && f.prompted
	}
	return State{Exit: s.status, Ready: at && s.prompting == atPS1, More: at && s.prompting == atPS2}, true
}
