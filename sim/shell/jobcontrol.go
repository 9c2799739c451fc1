package shell

import (
	"slices"
	"strings"

	"drydock/sim/proc"
)

// stopped tells whether a process of a foreground job was stopped: Ctrl-Z.
func (s *shell) stopped(pids []int) bool {
	if !s.interactive {
		return false
	}
	return slices.ContainsFunc(s.p.Sys.Processes(), func(i proc.Info) bool { return i.State == 'T' && slices.Contains(pids, i.PID) })
}

// suspend makes a job of a foreground command that was stopped.
func (s *shell) suspend(f waitFrame) {
	s.addStopped(f)
	i := len(s.jobs) - 1
	for _, pid := range f.pids {
		s.p.Sys.Foreground(pid, false)
	}
	s.print(2, "\n"+s.describe(i))
	s.status = 128 + int(proc.SIGTSTP)
}

func (s *shell) addStopped(f waitFrame) {
	number := 1
	for _, j := range s.jobs {
		number = max(number, j.number+1)
	}
	s.jobs = append(s.jobs[:len(s.jobs):len(s.jobs)], job{number: number, pid: f.pids[len(f.pids)-1], pids: f.pids, text: f.text, stopped: true})
}

// chosenJob is the job that fg and bg are about, -1 after a complaint.
func (s *shell) chosenJob(c *call) int {
	s.reap()
	if len(c.args) > 0 {
		i := s.findJob(c.args[0])
		if i < 0 {
			s.complain(c.name, textNoJob, c.args[0])
		}
		return i
	}
	for i := len(s.jobs) - 1; i >= 0; i-- {
		if !s.jobs[i].done {
			return i
		}
	}
	s.complain(c.name, text{"current: no such job", "No current job", "No current job"})
	return -1
}

// goOn lets a stopped job run again.
func (s *shell) goOn(j job, front bool) {
	for _, pid := range j.all() {
		s.p.Sys.Foreground(pid, front)
		s.p.Sys.Kill(-pid, proc.SIGCONT)
	}
}

func (j job) all() []int {
	if len(j.pids) > 0 {
		return j.pids
	}
	return []int{j.pid}
}

// foreground is fg: the shell waits for a job as if it had been typed now.
func foreground(s *shell, c *call) int {
	if !s.interactive {
		return noJobControl(s, c)
	}
	i := s.chosenJob(c)
	if i < 0 {
		return 1
	}
	j := s.jobs[i]
	s.jobs = slices.Delete(slices.Clone(s.jobs), i, i+1)
	s.print(1, strings.TrimSuffix(j.text, " &")+"\n")
	s.goOn(j, true)
	s.push(waitFrame{pids: j.all(), text: j.text})
	return keep
}

// background is bg.
func background(s *shell, c *call) int {
	if !s.interactive {
		return noJobControl(s, c)
	}
	i := s.chosenJob(c)
	if i < 0 {
		return 1
	}
	j := s.jobs[i]
	if j.stopped {
		j.stopped = false
		s.setJob(i, j)
		s.goOn(j, false)
	}
	s.lastBG = j.pid
	sign := text{s.mark(i) + " ", " ", " "}.of(s.flavor)
	s.print(1, "["+pad2n(j.number)+"]"+sign+j.text+text{" &", "", ""}.of(s.flavor)+"\n")
	return 0
}

func pad2n(n int) string { return strings.TrimSpace(pad2(n)) }
