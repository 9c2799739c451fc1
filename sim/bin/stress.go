//go:build !core

package bin

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim/proc"
)

// stress keeps the processor busy and holds memory. Source: stress 1.0.7.
func stress(p *proc.Proc, c call) {
	opts, rest, ok := c.parse(p, "?,help v,verbose q,quiet n,dry-run t:,timeout backoff: c:,cpu i:,io m:,vm vm-bytes: vm-stride: vm-hang: vm-keep d:,hdd hdd-bytes: version")
	if !ok {
		return
	}
	head := func(kind string) string { return fmt.Sprintf("stress: %s: [%d] ", kind, p.PID) }
	var jobs [4]int64
	all := int64(0)
	for i, key := range []string{"c", "i", "m", "d"} {
		n, err := number(opts.value(key, "0"))
		if err != nil || n < 0 {
			p.Fail(1, head("FAIL")+"unrecognized option: "+opts.value(key, ""))
			return
		}
		jobs[i], all = min(n, 64), all+min(n, 64)
	}
	if all == 0 || len(rest) > 0 || opts.has("?") {
		code := 1
		if opts.has("?") || len(c.args) == 0 {
			code = 0
		}
		proc.Finish(p, "`stress' imposes certain types of compute stress on your system\n\nUsage: stress [OPTION [ARG]] ...\n -c, --cpu N, -i, --io N, -m, --vm N, --vm-bytes B (256MB), --vm-keep, -d, --hdd N, -t, --timeout N, -v, -q, -n\n", code)
		return
	}
	bytes, err := number(strings.ToUpper(opts.value("vm-bytes", "256M")))
	if err != nil {
		p.Fail(1, head("FAIL")+"invalid number of bytes: "+opts.value("vm-bytes", ""))
		return
	}
	d := forever
	if text := opts.value("t", ""); text != "" {
		if d, err = parseWait(text); err != nil {
			p.Fail(1, head("FAIL")+"invalid time: "+text)
			return
		}
	}
	said := head("info") + fmt.Sprintf("dispatching hogs: %d cpu, %d io, %d vm, %d hdd\n", jobs[0], jobs[1], jobs[2], jobs[3])
	if opts.has("q") {
		said = ""
	}
	proc.Emit(p, 1, said, func(p *proc.Proc) {
		s := stressed{quiet: opts.has("q"), began: p.Sys.Now(), end: p.Sys.Now().Add(d)}
		for kind, n := range jobs {
			for range n {
				hog := hog{bytes: bytes, end: s.end, memory: kind == 2, busy: kind == 0 || kind == 2}
				pid, err := p.Sys.Spawn(proc.Spawn{Argv: p.Argv, Run: hog.run})
				if err != nil {
					p.Fail(1, head("FAIL")+"fork failed: "+err.Error())
					return
				}
				s.workers = append(s.workers, pid)
			}
		}
		s.wait(p)
	})
}

// hog is one worker.
type hog struct {
	bytes        int64
	end          time.Time
	memory, busy bool
}

func (g hog) run(p *proc.Proc, _ proc.Event) {
	if g.memory && p.Sys.Hold(g.bytes) == proc.Killed {
		return
	}
	left := g.end.Sub(p.Sys.Now())
	if left <= 0 {
		p.Sys.Exit(0)
		return
	}
	if g.busy {
		p.Sys.Spend(50)
	}
	p.Sys.Sleep(min(left, time.Second))
	p.Next = g.run
}

// stressed waits for its workers.
type stressed struct {
	workers    []int
	began, end time.Time
	quiet      bool
}

func (s stressed) wait(p *proc.Proc) {
	for len(s.workers) > 0 {
		pid, code, err := p.Sys.Wait(0)
		if err != nil && pid == 0 {
			break
		}
		if code != 0 {
			s.failed(p, pid, code)
			return
		}
		s.workers = s.workers[1:]
	}
	if len(s.workers) > 0 {
		p.Next = func(p *proc.Proc, _ proc.Event) { s.wait(p) }
		return
	}
	said := fmt.Sprintf("stress: info: [%d] successful run completed in %ds\n", p.PID, int(p.Sys.Now().Sub(s.began).Seconds()))
	if s.quiet {
		said = ""
	}
	proc.Finish(p, said, 0)
}

// failed ends all workers because one did not end well.
func (s stressed) failed(p *proc.Proc, pid, code int) {
	text := fmt.Sprintf("stress: FAIL: [%d] (415) <-- worker %d returned error %d\n", p.PID, pid, code)
	if code > 128 {
		text = fmt.Sprintf("stress: FAIL: [%d] (415) <-- worker %d got signal %d\n", p.PID, pid, code-128)
	}
	text += fmt.Sprintf("stress: WARN: [%d] (417) now reaping child worker processes\n", p.PID)
	for _, w := range s.workers {
		if w != pid {
			_ = p.Sys.Kill(w, proc.SIGTERM) // it may have ended too
		}
	}
	text += fmt.Sprintf("stress: FAIL: [%d] (451) failed run completed in %ds\n", p.PID, int(p.Sys.Now().Sub(s.began).Seconds()))
	proc.Emit(p, 2, text, exit(1))
}
