//go:build !core

package docker

import (
	"fmt"
	"strconv"
	"time"

	"drydock/sim/compose"
	"drydock/sim/proc"
)

func composeLogs(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		v, err := c.composeView()
		if err != nil {
			return err
		}
		t := tail{view: v, bare: c.on("no-log-prefix"), coloured: c.sys.IsTerminal(1) && !c.on("no-color")}
		all := ofServices(c.parts(p, false), c.args)
		if n := c.int("index"); n > 0 {
			if len(c.args) != 1 {
				return fmt.Errorf("--index requires one service to be selected")
			}
			k, err := c.index(p, c.args[0], n)
			if err != nil {
				return err
			}
			all = []part{k}
		}
		for i := len(all) - 1; i >= 0; i-- {
			s := sourceOf(all[i], p.Name)
			s.colour = colours[len(t.sources)%len(colours)]
			t.sources = append(t.sources, s)
		}
		return c.tailLogs(t, c.on("follow"))
	})
}

// composeView is which lines are shown, and how.
func (c Call) composeView() (logView, error) {
	v := logView{stamps: c.on("timestamps"), tail: -1}
	if n, err := strconv.Atoi(c.text("tail")); err == nil {
		v.tail = n
	}
	for _, f := range []struct {
		name string
		to   *time.Time
	}{{"since", &v.since}, {"until", &v.until}} {
		if s := c.text(f.name); s != "" {
			at, err := moment(s, c.host().Now())
			if err != nil {
				return v, fmt.Errorf("invalid value for %q: %w", f.name, err)
			}
			*f.to = at
		}
	}
	return v, nil
}

// tailLogs shows what there is, and if asked goes on until all have ended.
func (c Call) tailLogs(t tail, follow bool) error {
	t, text := t.read(c.host())
	return c.emit(1, text, func(c Call) error {
		switch {
		case !follow || t.over():
			return exit(0)(c)
		case t.more(c.host()):
			return c.tailLogs(t, follow)
		}
		c.sys.Await(t.keys()...)
		return c.then(func(c Call, _ proc.Event) error { return c.tailLogs(t, follow) })
	})
}
