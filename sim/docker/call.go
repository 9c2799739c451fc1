package docker

import (
	"errors"
	"time"

	"github.com/spf13/pflag"

	"drydock/sim/engine"
	"drydock/sim/proc"
)

// Call is one run of a command. What was typed does not change; the process is
// the one of the event under way, so a continuation is always handed a Call
// and never keeps an older one.
type Call struct {
	*typed
	p   *proc.Proc
	sys *engine.Sys
}

// typed is a command line after parsing. It is never written to.
type typed struct {
	cmd    Command
	name   string // docker container run
	flags  *pflag.FlagSet
	args   []string
	client clientOptions
}

// step is a part of a command: it ends the process, arranges for what comes
// next, or returns the error that ends it.
type step func(Call) error

func resume(t *typed, p *proc.Proc) Call { return Call{t, p, p.Sys.(*engine.Sys)} }

// do runs a step, and fails if it does.
func (c Call) do(next step) {
	if err := next(c); err != nil {
		c.fail(err)
	}
}

// then makes next what happens when the process is called again.
func (c Call) then(next func(Call, proc.Event) error) error {
	t := c.typed
	c.p.Next = func(p *proc.Proc, ev proc.Event) {
		resume(t, p).do(func(c Call) error { return next(c, ev) })
	}
	return nil
}

// after goes on with next when d of simulated time has passed.
func (c Call) after(d time.Duration, next step) error {
	end := c.sys.Now().Add(d)
	c.sys.Sleep(d)
	return c.then(func(c Call, _ proc.Event) error {
		if left := end.Sub(c.sys.Now()); left > 0 {
			return c.after(left, next)
		}
		return next(c)
	})
}

// until goes on with next as soon as ready holds; keys are what it depends on.
func (c Call) until(ready func(engine.Host) bool, next step, keys ...string) error {
	if ready(c.host()) {
		return next(c)
	}
	c.sys.Await(keys...)
	return c.then(func(c Call, _ proc.Event) error { return c.until(ready, next, keys...) })
}

// emit writes text to a descriptor and goes on with next.
func (c Call) emit(fd int, text string, next step) error {
	t := c.typed
	proc.Emit(c.p, fd, text, func(p *proc.Proc) { resume(t, p).do(next) })
	return nil
}

// finish writes text to standard output and ends well.
func (c Call) finish(text string) error { return c.emit(1, text, exit(0)) }

// exit is the step that ends the process.
func exit(code int) step {
	return func(c Call) error {
		c.sys.Exit(code)
		return nil
	}
}

// fail prints an error and ends the process with its code.
func (c Call) fail(err error) {
	code, text := 1, err.Error()
	if e, ok := errors.AsType[*exitError](err); ok {
		code = e.code
	}
	if text != "" {
		text += "\n"
	}
	_ = c.emit(2, text, exit(code)) // emit reports nothing
}

func (c Call) host() engine.Host { return c.sys.Host() }

// ask takes the answer of the engine: its new state, which a refusal may have
// changed too, and the refusal as the client words it.
func (c Call) ask(h engine.Host, err error) error {
	c.sys.Set(h)
	if err == nil || isNotModified(err) {
		return nil
	}
	return c.refused(err)
}

// refused is the client's error for an error of the engine, which is noted at
// the object that is its cause.
func (c Call) refused(err error) error {
	e, ok := errors.AsType[*engine.Error](err)
	if !ok {
		return err
	}
	c.sys.Set(c.host().Refused(verb(c.name), e))
	return daemonError{e}
}

// daemonError is a refusal of the engine as the client prints it.
type daemonError struct{ refusal *engine.Error }

func (e daemonError) Error() string { return "Error response from daemon: " + e.refusal.Message }

func (e daemonError) Unwrap() error { return e.refusal }

// exitError is an error that ends the client with a code of its own.
type exitError struct {
	code int
	text string
}

func (e *exitError) Error() string { return e.text }

// isNotFound tells whether the engine said that there is no such thing.
func isNotFound(err error) bool {
	e, ok := errors.AsType[*engine.Error](err)
	return ok && e.Class == engine.NotFound
}

// isNotModified tells whether the engine said that nothing is to be done.
func isNotModified(err error) bool {
	e, ok := errors.AsType[*engine.Error](err)
	return ok && e.Class == engine.NotModified
}

// said is an error in a program's own words, whatever their first letter and
// last character.
type said string

func (s said) Error() string { return string(s) }
