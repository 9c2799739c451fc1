package shell

import (
	"fmt"
	"strconv"
	"strings"
)

// job is a command started with &.
type job struct {
	number, pid int
	pids        []int // of all its processes, when it was in the foreground
	stopped     bool
	text        string
	done        bool
	code        int
	told        bool // its end has been reported
}

func (s *shell) addJob(pid int, text string) {
	number := 1
	for _, j := range s.jobs {
		number = max(number, j.number+1)
	}
	s.jobs = append(s.jobs[:len(s.jobs):len(s.jobs)], job{number: number, pid: pid, text: text})
	if s.interactive && s.flavor == Bash {
		s.print(2, fmt.Sprintf("[%d] %d\n", number, pid))
	}
}

func (s *shell) jobOf(pid int) int {
	for i, j := range s.jobs {
		if j.pid == pid {
			return i
		}
	}
	return -1
}

func (s *shell) setJob(i int, j job) {
	jobs := append([]job(nil), s.jobs...)
	jobs[i] = j
	s.jobs = jobs
}

func (s *shell) jobEnded(pid, code int) {
	if i := s.jobOf(pid); i >= 0 {
		j := s.jobs[i]
		j.done, j.code = true, code
		s.setJob(i, j)
	}
}

// dropJobs forgets the jobs that have ended and whose end was told.
func (s *shell) dropJobs() {
	var left []job
	for _, j := range s.jobs {
		if !j.done || !j.told {
			left = append(left, j)
		}
	}
	s.jobs = left
}

// findJob finds %1, %%, %+, %-, %name or a PID among the jobs.
func (s *shell) findJob(spec string) int {
	name, ok := strings.CutPrefix(spec, "%")
	if !ok {
		pid, _ := strconv.Atoi(spec)
		return s.jobOf(pid)
	}
	n, err := strconv.Atoi(name)
	for i := len(s.jobs) - 1; i >= 0; i-- {
		j := s.jobs[i]
		switch {
		case name == "" || name == "%" || name == "+":
			return i
		case name == "-":
			return max(i-1, 0)
		case err == nil && j.number == n, err != nil && strings.HasPrefix(j.text, name):
			return i
		}
	}
	return -1
}

// mark is the sign of the current (+) and the previous job (-).
func (s *shell) mark(i int) string {
	switch i {
	case len(s.jobs) - 1:
		return "+"
	case len(s.jobs) - 2:
		return "-"
	}
	return " "
}

// describe is a job as jobs lists it.
func (s *shell) describe(i int) string {
	j := s.jobs[i]
	state, text := "Running", j.text
	if j.done {
		state = ended(j.code)
	} else if j.stopped {
		state = "Stopped"
	} else if s.flavor == Bash {
		text += " &"
	}
	switch s.flavor {
	case Bash:
		return fmt.Sprintf("[%d]%s  %-24s%s\n", j.number, s.mark(i), state, text)
	case Dash:
		return fmt.Sprintf("[%d] %s %-26s %s\n", j.number, s.mark(i), state, text)
	}
	return fmt.Sprintf("[%d]%s %-27s%s\n", j.number, s.mark(i), " "+state, text)
}

// endings are the words for a job that a signal ended.
var endings = map[int]string{129: "Hangup", 130: "Interrupt", 131: "Quit", 134: "Aborted", 137: "Killed", 139: "Segmentation fault", 143: "Terminated"}

func ended(code int) string {
	if word, ok := endings[code]; ok {
		return word
	}
	if code != 0 {
		return fmt.Sprintf("Exit %d", code)
	}
	return "Done"
}

// tellJobs reports, before a prompt, the jobs that have ended.
func (s *shell) tellJobs() {
	s.reap()
	for i, j := range s.jobs {
		if j.done && !j.told {
			s.print(2, s.describe(i))
			j.told = true
			s.setJob(i, j)
		}
	}
	s.dropJobs()
}
