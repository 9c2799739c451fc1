//go:build !core

package docker

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/docker/go-units"

	"drydock/sim/build"
	"drydock/sim/engine"
)

// remember keeps a build that is over for docker buildx history.
func (c Call) remember(v buildView, failure *build.Failure) {
	if v.opts.Check {
		return
	}
	l := engine.BuildLog{ID: v.build.ID(), Name: path.Base(v.opts.ContextID), Context: v.opts.ContextID, File: v.opts.File,
		Created: v.began, Took: c.sys.Now().Sub(v.began), Log: v.log}
	l.Steps, l.Cached = v.build.Counted()
	if failure != nil {
		l.Error = failure.Message
	}
	c.sys.Set(c.host().BuildLogged(l))
}

// buildHistory is docker buildx history ls. Source: buildx 0.36
// commands/history/ls.go.
func buildHistory(c Call) error {
	if err := c.onlyTable(); err != nil {
		return err
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 1, 8, 3, ' ', 0)
	fmt.Fprintln(w, "BUILD ID\tNAME\tSTATUS\tCREATED AT\tDURATION")
	now := c.host().Now()
	for _, l := range c.host().BuildLogs() {
		status := "Completed"
		if l.Error != "" {
			status = "Error"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s ago\t%.1fs\n", l.ID, l.Name, status, units.HumanDuration(now.Sub(l.Created)), l.Took.Seconds())
	}
	_ = w.Flush() // to memory
	return c.finish(b.String())
}

// onlyTable refuses the forms that are not simulated.
func (c Call) onlyTable() error {
	for _, name := range []string{"format", "filter", "local"} {
		if c.given(name) {
			return &exitError{1, c.name + ": --" + name + " is not simulated"}
		}
	}
	return nil
}

// logged is the build an argument means, the last one without any.
func (c Call) logged() (engine.BuildLog, error) {
	ref := ""
	if len(c.args) > 0 {
		ref = c.args[0]
	}
	l, ok := c.host().BuildLogOf(ref)
	switch {
	case !ok && ref == "":
		return l, &exitError{1, "ERROR: no records found"}
	case !ok:
		return l, &exitError{1, fmt.Sprintf("ERROR: no record found for ref %q", ref)}
	}
	return l, nil
}

func buildHistoryLogs(c Call) error {
	l, err := c.logged()
	if err != nil {
		return err
	}
	return c.finish(l.Log)
}

func buildHistoryRemove(c Call) error {
	h := c.host()
	refs := c.args
	if c.on("all") {
		refs = nil
		for _, l := range h.BuildLogs() {
			refs = append(refs, l.ID)
		}
	} else if len(refs) == 0 {
		return &exitError{1, "ERROR: rm requires at least one argument"}
	}
	for _, ref := range refs {
		l, ok := h.BuildLogOf(ref)
		if !ok || ref == "" {
			return &exitError{1, fmt.Sprintf("ERROR: no record found for ref %q", ref)}
		}
		h = h.BuildLogRemoved(l.ID)
	}
	c.sys.Set(h)
	return exit(0)(c)
}

// buildHistoryInspect is docker buildx history inspect.
func buildHistoryInspect(c Call) error {
	if format := c.text("format"); format != "pretty" {
		return &exitError{1, c.name + ": --format is not simulated"}
	}
	l, err := c.logged()
	if err != nil {
		return err
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 1, 8, 1, ' ', 0)
	row := func(name, value string) { fmt.Fprintf(w, "%s:\t%s\n", name, value) }
	row("Name", l.Name)
	row("Context", l.Context)
	row("Dockerfile", l.File)
	fmt.Fprintln(w)
	row("Started", l.Created.Format("2006-01-02 15:04:05"))
	row("Duration", strconv.FormatFloat(l.Took.Seconds(), 'f', 1, 64)+"s")
	row("Build Steps", fmt.Sprintf("%d/%d (%d%% cached)", l.Steps, l.Steps, 100*l.Cached/max(l.Steps, 1)))
	if l.Error != "" {
		row("Error", l.Error)
	}
	_ = w.Flush() // to memory
	return c.finish(b.String())
}
