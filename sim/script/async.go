package script

import "time"

// settle ends a promise and sets what waits for it going.
func (m *machine) settle(p *promise, state int, v value) {
	if p.state != 0 {
		return
	}
	p.state, p.value = state, v
	if state == 2 && len(p.then) == 0 && !p.seen {
		m.rejected = append(m.rejected, p)
	}
	for _, r := range p.then {
		m.react(p, r)
	}
	p.then = nil
}

// resolve fulfils a promise, or lets it follow another.
func (m *machine) resolve(p *promise, v value) {
	if q, ok := v.(*promise); ok {
		m.follow(q, reaction{next: p})
		return
	}
	m.settle(p, 1, v)
}

// follow lets something wait for a promise.
func (m *machine) follow(p *promise, r reaction) {
	p.seen = true
	if p.state == 0 {
		p.then = append(p.then, r)
		return
	}
	m.react(p, r)
}

func (m *machine) react(p *promise, r reaction) {
	failed := p.state == 2
	fn := r.ok
	if failed {
		fn = r.fail
	}
	switch {
	case r.frame != nil:
		m.jobs = append(m.jobs, job{frame: r.frame, with: p.value, fail: failed})
	case callable(fn):
		m.jobs = append(m.jobs, job{fn: fn, args: []value{p.value}, next: r.next})
	case r.next == nil:
	case failed:
		m.settle(r.next, 2, p.value)
	default:
		m.settle(r.next, 1, p.value)
	}
}

// await stops an async function until a promise is settled; its caller goes on
// with the function's own promise.
func (m *machine) await(f *frame) error {
	p, ok := f.top().(*promise)
	if !ok {
		return nil
	}
	f.pop()
	if f.promise == nil {
		return m.throw("SyntaxError", "await is only valid in async functions and the top level bodies of modules")
	}
	m.follow(p, reaction{frame: f})
	m.frames = m.frames[:len(m.frames)-1]
	if f.apart || f.drop {
		f.apart = true
		return nil
	}
	f.apart = true
	return m.deliver(f.promise)
}

// idle runs the next thing that is due; done tells that nothing is left to
// wait for. errWait: something is, but not now.
func (m *machine) idle() (done bool, err error) {
	if len(m.jobs) > 0 {
		j := m.jobs[0]
		m.jobs = append([]job(nil), m.jobs[1:]...)
		return false, m.begin(j)
	}
	for _, p := range m.rejected {
		if !p.seen {
			m.rejected = nil
			return false, &thrown{value: p.value, fresh: true}
		}
	}
	m.rejected = nil
	if fired, err := m.fire(); fired || err != nil {
		return false, err
	}
	if len(m.watches) > 0 {
		if got, err := m.poll(); got || err != nil {
			return false, err
		}
	}
	if len(m.timers) == 0 && len(m.watches) == 0 {
		return true, nil
	}
	if len(m.timers) > 0 {
		m.p.Sys.Sleep(m.timers[0].at.Sub(m.p.Sys.Now()))
	}
	return false, errWait
}

// begin starts a job.
func (m *machine) begin(j job) error {
	if j.frame != nil {
		m.frames = append(m.frames, j.frame)
		if j.fail {
			t := &thrown{value: j.with, fresh: true}
			if !m.unwind(t, 0) {
				return t
			}
			return nil
		}
		j.frame.push(j.with)
		return nil
	}
	if j.next == nil {
		return m.root(j.fn, nil, j.args)
	}
	v, err := m.invoke(j.fn, j.args...)
	if t, ok := err.(*thrown); ok {
		m.settle(j.next, 2, t.value)
		return nil
	}
	if err != nil {
		return err
	}
	m.resolve(j.next, v)
	return nil
}

// root calls a function whose result nobody takes.
func (m *machine) root(fn, self value, list []value) error {
	n := len(m.frames)
	if err := m.call(fn, &args{self: self, list: list}); err != nil {
		return err
	}
	if len(m.frames) > n {
		m.frames[len(m.frames)-1].drop = true
	}
	return nil
}

// fire runs the first timer that is due.
func (m *machine) fire() (bool, error) {
	if len(m.timers) == 0 || m.timers[0].at.After(m.p.Sys.Now()) {
		return false, nil
	}
	t := m.timers[0]
	m.timers = append([]timer(nil), m.timers[1:]...)
	if t.every > 0 {
		again := t
		again.at = t.at.Add(t.every)
		m.addTimer(again)
	}
	return true, m.root(t.fn, nil, t.args)
}

// addTimer puts a timer in its place by time.
func (m *machine) addTimer(t timer) {
	i := len(m.timers)
	for i > 0 && m.timers[i-1].at.After(t.at) {
		i--
	}
	m.timers = append(m.timers[:i:i], append([]timer{t}, m.timers[i:]...)...)
}

// sleep waits, as a native that is called again.
func (m *machine) sleep(d time.Duration) error {
	now := m.p.Sys.Now()
	if !m.waiting {
		m.waiting, m.deadline = true, now.Add(d)
	}
	if now.Before(m.deadline) {
		m.p.Sys.Sleep(m.deadline.Sub(now))
		return errWait
	}
	m.waiting = false
	return nil
}

func (m *machine) removeTimer(id int64) {
	var kept []timer
	for _, t := range m.timers {
		if t.id != id {
			kept = append(kept, t)
		}
	}
	m.timers = kept
}

// after makes a timer.
func (m *machine) after(d time.Duration, every bool, fn value, list []value) int64 {
	m.serial++
	d = max(d, time.Millisecond)
	t := timer{id: m.serial, at: m.p.Sys.Now().Add(d), fn: fn, args: list}
	if every {
		t.every = d
	}
	m.addTimer(t)
	return t.id
}
