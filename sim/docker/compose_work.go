//go:build !core

package docker

import (
	"time"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

// task is a piece of Compose's work: what it shows, what has to be done
// before, and its stages. A plan of tasks is done in parallel as far as it can
// be. Plans are values: what becomes of their tasks is kept in work.
type task struct {
	about      string // "Container shop-db-1"
	begin, end string // "Creating", "Created"
	need       []int  // tasks of the plan that come first
	stages     []stage
	again      time.Duration      // after which the beginning is told once more, 0: never
	unseen     bool               // its end does not show on a terminal
	looks      bool               // its stages change nothing: they may fail
	failed     func(error) string // what stands beside it when it fails; nil: it is not told
}

// stage takes some time, asks the engine for something, and then waits.
type stage struct {
	cost  time.Duration
	act   func(c Call) error
	ready func(h engine.Host) (bool, error)
	keys  func(h engine.Host) []string // what ready depends on

	// begin, in place of act, begins something that has an id, and over tells
	// whether that has ended. speaker is who says what it writes.
	begin   func(c Call) (id string, err error)
	over    func(h engine.Host, id string) (bool, error)
	speaker string
}

// condition is how far a task has come.
type condition int

const (
	pending condition = iota
	working
	finished
)

// job is a task under way.
type job struct {
	condition condition
	stage     int
	due       time.Time // of the stage
	acted     bool
	id        string    // of what the stage has begun
	repeat    time.Time // when the beginning is told again
}

// work is a plan under way. It is a value.
type work struct {
	plan []task
	jobs []job // replaced, not written to
	show board
}

// perform does a plan and goes on with next, which gets the first error.
func (c Call) perform(plan []task, show board, next func(Call, board, error) error) error {
	if c.dryRun() {
		plan = dry(plan)
	}
	return c.advance(work{plan, make([]job, len(plan)), show}, next)
}

// over ends the command when its work has ended.
func over(c Call, _ board, err error) error {
	if err != nil {
		return err
	}
	return exit(0)(c)
}

// advance does what can be done now, tells of it, and waits.
func (c Call) advance(w work, next func(Call, board, error) error) error {
	w.jobs = append([]job(nil), w.jobs...)
	var err error
	for moved := true; moved && err == nil; {
		moved, err = c.turn(&w)
	}
	done := err != nil || w.idle()
	text := w.show.draw(c, done)
	return c.emit(2, text, func(c Call) error {
		if done {
			return next(c, w.show, err)
		}
		wait, keys := w.waits(c)
		c.sys.Sleep(wait)
		c.sys.Await(keys...)
		return c.then(func(c Call, _ proc.Event) error { return c.advance(w, next) })
	})
}

// turn moves every task on that can move, and tells whether one did.
func (c Call) turn(w *work) (moved bool, err error) {
	now := c.sys.Now()
	for i, t := range w.plan {
		j := &w.jobs[i]
		if j.condition == pending && w.may(t) {
			moved, j.condition = true, working
			if t.begin != "" {
				w.show = w.show.tell(c, t.about, t.begin, "", true)
			}
			if t.again > 0 {
				j.repeat = now.Add(t.again)
			}
			*j = j.enter(t, 0, now)
		}
		if j.condition != working {
			continue
		}
		if !j.repeat.IsZero() && !now.Before(j.repeat) {
			w.show, j.repeat = w.show.tell(c, t.about, t.begin, "", true), time.Time{}
		}
		on, err := c.work(t, j, now)
		moved = moved || on
		if err != nil {
			if t.failed != nil {
				w.show = w.show.tell(c, t.about, "Error", t.failed(err), false)
			}
			return moved, err
		}
		if j.stage == len(t.stages) {
			moved, j.condition = true, finished
			w.finish(c, t)
		}
	}
	return moved, nil
}

func (w *work) finish(c Call, t task) {
	if t.end == "" || t.unseen && w.show.columns > 0 {
		return
	}
	w.show = w.show.tell(c, t.about, t.end, "", false)
	if t.again > 0 {
		w.show = w.show.tell(c, t.about, t.end, "", false)
	}
}

// enter begins a stage.
func (j job) enter(t task, stage int, now time.Time) job {
	j.stage, j.acted, j.id = stage, false, ""
	if stage < len(t.stages) {
		j.due = now.Add(t.stages[stage].cost)
	}
	return j
}

// work moves a task through its stages as far as it goes now.
func (c Call) work(t task, j *job, now time.Time) (moved bool, err error) {
	for j.stage < len(t.stages) && !now.Before(j.due) {
		s := t.stages[j.stage]
		if !j.acted {
			moved, j.acted = true, true
			if err := c.begun(s, j); err != nil {
				return moved, err
			}
		}
		if s.over != nil {
			ok, err := s.over(c.host(), j.id)
			if err != nil || !ok {
				return moved, err
			}
		}
		if s.ready != nil {
			ok, err := s.ready(c.host())
			if err != nil || !ok {
				return moved, err
			}
		}
		moved = true
		*j = j.enter(t, j.stage+1, now)
	}
	return moved, nil
}

// begun does what a stage begins with.
func (c Call) begun(s stage, j *job) (err error) {
	switch {
	case s.begin != nil:
		j.id, err = s.begin(c)
	case s.act != nil:
		err = s.act(c)
	}
	return err
}

// may tells whether all that a task needs is done.
func (w *work) may(t task) bool {
	for _, n := range t.need {
		if w.jobs[n].condition != finished {
			return false
		}
	}
	return true
}

func (w *work) idle() bool {
	for _, j := range w.jobs {
		if j.condition != finished {
			return false
		}
	}
	return true
}

// waits is how long nothing will happen by itself, and what may happen before.
func (w *work) waits(c Call) (time.Duration, []string) {
	now, end := c.sys.Now(), time.Hour
	var keys []string
	for i, j := range w.jobs {
		if j.condition != working {
			continue
		}
		if !j.repeat.IsZero() {
			end = min(end, j.repeat.Sub(now))
		}
		if !j.acted {
			end = min(end, j.due.Sub(now))
			continue
		}
		if f := w.plan[i].stages[j.stage].keys; f != nil {
			keys = append(keys, f(c.host())...)
		}
		if j.id != "" {
			keys = append(keys, engine.StateOf(j.id), engine.LogOf(j.id))
		}
	}
	if w.show.columns > 0 {
		end = min(end, w.show.next(now))
	}
	return max(end, time.Millisecond), keys
}

// problem is an error as it stands beside a task: without who says so.
func problem(err error) string {
	if e, ok := err.(daemonError); ok {
		return e.refusal.Message
	}
	return err.Error()
}
