package engine

import (
	"time"

	"drydock/sim/proc"
)

// Sys is the machine as one process sees it while it runs. A client of the
// engine on the host finds the engine behind it, as behind the Docker socket.
type Sys struct {
	h    *Host
	p    *proc.Proc
	key  int
	used int  // of the quantum
	gone bool // ended or replaced: the process's own values are no longer kept
}

var _ proc.System = (*Sys)(nil)

// Host is the world as it is now.
func (s *Sys) Host() Host { return *s.h }

// Set makes h the world. It must come from Host and the engine's methods.
func (s *Sys) Set(h Host) { *s.h = h }

// Await asks for a Wake when one of the keys changes, see StateOf, LogOf, EventLog.
func (s *Sys) Await(keys ...string) {
	for _, k := range keys {
		s.h.await(s.key, k)
	}
}

// store puts what the program made of its Proc back into the table.
func (s *Sys) store() {
	row, ok := s.h.procs.Get(s.key)
	if s.gone || !ok || row.zombie {
		return
	}
	row.Proc = *s.p
	row.Sys = nil
	row.burst = s.used
	s.h.procs = s.h.procs.Set(s.key, row)
}

func (s *Sys) row() process { return s.h.procs.At(s.key) }

func (s *Sys) Now() time.Time { return s.h.now }

func (s *Sys) Sleep(d time.Duration) {
	row := s.row()
	if row.timer != "" {
		if !s.h.timers.At(row.timer).at.After(s.h.now.Add(d)) {
			return
		}
		s.h.timers = s.h.timers.Delete(row.timer)
	}
	row.timer = s.h.setTimer(timer{at: s.h.now.Add(max(d, 0)), process: s.key})
	s.h.procs = s.h.procs.Set(s.key, row)
}

func (s *Sys) Exit(code int) {
	s.gone = true
	s.h.end(s.key, code&0xff)
}

func (s *Sys) Spend(n int) bool {
	if s.tired() {
		return false
	}
	s.use(n)
	return true
}

// use counts work.
func (s *Sys) use(n int) {
	s.used += n
	s.h.spent.work += n
}

// tired tells whether the process has to rest before it goes on.
func (s *Sys) tired() bool {
	if s.used < quantum && !s.h.spent.exhausted() {
		return false
	}
	s.Sleep(slice)
	return true
}

// sync makes what the program set in its Proc known to the machine.
func (s *Sys) sync() { s.store() }

// InContainer tells whether the process is one of a container.
func (s *Sys) InContainer() bool { return s.machine() != "" }

func (s *Sys) Hostname() string { return s.h.hostname(s.machine()) }

func (s *Sys) Warn(reason string) { s.h.glass("process", "note", s.row().machine, reason) }

func (s *Sys) Processes() []proc.Info {
	s.sync()
	return s.h.visible(s.row().machine)
}
