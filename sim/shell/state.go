package shell

import (
	"slices"

	"drydock/sim/persist"
	"drydock/sim/proc"
)

// origin is where the script comes from; error messages tell.
type origin int

const (
	fromStdin origin = iota
	fromCommand
	fromFile
)

// options are the flags of set.
type options struct {
	nullglob, dotglob, failglob                                                                bool
	errexit, nounset, xtrace, noglob, pipefail, allexport, noexec, verbose, noclobber, monitor bool
}

// state is all a shell keeps between two events. It is copied before it is
// worked on; its slices and maps are shared with the older copies.
type state struct {
	flavor      Flavor
	name        string // $0
	origin      origin
	interactive bool
	personal    bool // it is, or was forked by, an interactive shell: errors name no line
	login       bool
	norc        bool   // bash --norc: no start-up file of an interactive shell
	rcfile      string // bash --rcfile: read instead of the usual ones
	opts        options
	command     string // the script of -c
	params      []string
	vars        persist.Map[string, variable]
	held        int // bytes of all variables
	funcs       persist.Map[string, function]
	aliases     persist.Map[string, string]
	traps       persist.Map[string, string]
	due         []string // names of traps to be run
	frames      []frame
	ops         []op // what has to be written or closed before the next step
	status      int
	lastBG      int
	jobs        []job
	ended       persist.Map[int, int] // exit codes of children, by PID
	fds         persist.Map[int, int] // the shell's descriptors to the process's
	pid, ppid   int                   // $$ and $PPID, also in subshells
	lineBase    int                   // lines before the text that runs
	line        int                   // $LINENO
	beside      []int                 // descriptors of process substitutions
	sourcing    string                // the file whose commands run, as . was given it
	depth       int                   // functions, sourced files and evals entered
	optpos      int                   // where getopts stands within a word
	delivery    string                // the text of a command substitution
	delivered   bool
	substituted bool // the status is that of a substitution of this command
	interrupted bool // SIGINT came while a foreground child ran
	prompting   phase
	random      int
	subshell    bool
	background  int // how many & stand above this subshell
	started     int64
	aliasDepth  int // aliases of more than one command replaced
}

// shell is a state at work: it lives for one event.
type shell struct {
	state
	p       *proc.Proc
	waiting bool // a frame asked to wait: return to the machine
	gone    bool // the process has ended or become another program
}

// frame is what is left to do of something. step is called after the frame has
// been taken from the stack; it pushes what remains. Frames are values.
type frame interface{ step(s *shell) }

// leaver is a frame with something to undo when it is dropped before its end.
type leaver interface{ leave(s *shell) }

// context says where a command stands.
type context struct {
	tested bool // its status is looked at: -e does not apply
	tail   bool // nothing follows: the shell may become the command
}

func (s *shell) push(f ...frame) { s.frames = append(s.frames, f...) }

func (s *shell) pop() frame {
	top := s.frames[len(s.frames)-1]
	s.frames[len(s.frames)-1] = nil
	s.frames = s.frames[:len(s.frames)-1]
	return top
}

// unwind drops frames until stop says that the top one stays; all if none does.
func (s *shell) unwind(stop func(frame) bool) {
	s.delivered = false
	for len(s.frames) > 0 && !stop(s.frames[len(s.frames)-1]) {
		if l, ok := s.pop().(leaver); ok {
			l.leave(s)
		}
	}
}

// save puts the state back into the process.
func (s *shell) save() {
	kept := s.state
	s.p.State = &kept
}

// load takes a copy of the process's state that may be changed.
func load(p *proc.Proc) *shell {
	s := &shell{state: *p.State.(*state), p: p}
	s.frames = slices.Clone(s.frames)
	return s
}
