//go:build !core

package docker

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

var composePsListing = listing{
	context: "formatter.ContainerContext",
	table:   "{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}",
	short:   "{{.ID}}",
	headings: map[string]string{"Name": "NAME", "ID": "CONTAINER ID", "Names": "NAMES", "Image": "IMAGE", "Command": "COMMAND", "Service": "SERVICE",
		"CreatedAt": "CREATED AT", "RunningFor": "CREATED", "Ports": "PORTS", "State": "STATE", "Status": "STATUS",
		"Labels": "LABELS", "Mounts": "MOUNTS", "LocalVolumes": "LOCAL VOLUMES", "Networks": "NETWORKS", "Project": "PROJECT"},
}

// composePsRow is a container as docker compose ps shows it.
type composePsRow struct {
	psRow
	part part
}

// Name, Service, Project, Health and ExitCode are the columns that docker ps
// has not.
func (r composePsRow) Name() string { return r.c.Name }

// Service is that which the container belongs to.
func (r composePsRow) Service() string { return r.part.service }

// Project is that which the container belongs to.
func (r composePsRow) Project() string { return r.c.Config.Labels[compose.LabelProject] }

// Health is the state of its check, "" without one.
func (r composePsRow) Health() string { return string(r.c.Health.Status) }

// ExitCode is that of its process, 0 while it runs.
func (r composePsRow) ExitCode() int { return r.c.ExitCode }

// Publishers are its ports as JSON has them.
func (r composePsRow) Publishers() []publisher {
	all := []publisher{}
	for _, p := range openPorts(r.host, r.c) {
		e := publisher{TargetPort: int(p.inner), PublishedPort: int(p.public), Protocol: p.proto}
		if p.ip.IsValid() {
			e.URL = p.ip.String()
		}
		all = append(all, e)
	}
	return all
}

type publisher struct {
	URL           string
	TargetPort    int
	PublishedPort int
	Protocol      string
}

func composePs(c Call) error {
	states := c.list("status")
	if f := c.text("filter"); f != "" {
		name, value, ok := strings.Cut(f, "=")
		switch {
		case !ok:
			return fmt.Errorf("arguments to --filter should be in form KEY=VAL")
		case name == "source":
			return &exitError{1, c.name + ": the filter source is not simulated"}
		case name != "status":
			return fmt.Errorf("unknown filter %s", name)
		}
		states = append(slices.Clone(states), value)
	}
	return c.withKnown(func(c Call, p compose.Project) error {
		all := c.psParts(p, states)
		if c.on("services") {
			return c.finish(lines(servicesOf(all)))
		}
		if format := c.text("format"); format == "json" {
			return c.psJSON(all)
		}
		var rows []any
		for _, k := range all {
			rows = append(rows, composePsRow{psRow{host: c.host(), c: k.Container, full: c.on("no-trunc") || c.on("quiet")}, k})
		}
		if c.on("quiet") {
			return c.finish(lines(idsOf(all)))
		}
		out, err := composePsListing.print(c.text("format"), false, rows)
		if err != nil {
			return err
		}
		return c.finish(out)
	})
}

// psParts are the containers that ps shows, by name.
func (c Call) psParts(p compose.Project, states []string) []part {
	all := ofServices(c.parts(p, c.on("all")), c.args)
	all = slices.DeleteFunc(slices.Clone(all), func(k part) bool {
		_, known := p.Service(k.service)
		switch {
		case len(states) > 0:
			return !slices.Contains(states, string(k.State))
		case !known && !c.on("orphans") && !c.on("all"):
			return true
		}
		return !c.on("all") && k.State != engine.Running && k.State != engine.Paused && k.State != engine.Restarting
	})
	slices.SortStableFunc(all, func(a, b part) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func servicesOf(all []part) []string {
	var names []string
	for _, k := range all {
		if !slices.Contains(names, k.service) {
			names = append(names, k.service)
		}
	}
	return names
}

func idsOf(all []part) []string {
	var ids []string
	for _, k := range all {
		ids = append(ids, k.ID)
	}
	return ids
}

// psJSON is an object a line.
func (c Call) psJSON(all []part) error {
	var b strings.Builder
	for _, k := range all {
		r := composePsRow{psRow{host: c.host(), c: k.Container}, k}
		data, err := json.Marshal(map[string]any{"Command": r.Command(), "CreatedAt": r.CreatedAt(), "ExitCode": r.ExitCode(), "Health": r.Health(),
			"ID": r.ID(), "Image": r.Image(), "Labels": r.Labels(), "LocalVolumes": r.LocalVolumes(), "Mounts": r.Mounts(), "Name": r.Name(),
			"Names": r.Names(), "Networks": r.Networks(), "Ports": r.Ports(), "Project": r.Project(), "Publishers": r.Publishers(),
			"RunningFor": r.RunningFor(), "Service": r.Service(), "Size": "0B", "State": r.State(), "Status": r.Status()})
		if err != nil {
			return err
		}
		b.Write(append(data, '\n'))
	}
	return c.finish(b.String())
}

func composeLs(c Call) error {
	type row struct{ Name, Status, ConfigFiles string }
	var rows []row
	byName := map[string][]part{}
	var names []string
	for _, k := range c.host().Containers() {
		l := k.Config.Labels
		name := l[compose.LabelProject]
		if name == "" || l[compose.LabelOneOff] == "True" {
			continue
		}
		if !c.on("all") && k.State != engine.Running && k.State != engine.Paused && k.State != engine.Restarting {
			continue
		}
		if byName[name] == nil {
			names = append(names, name)
		}
		byName[name] = append(byName[name], part{Container: k})
	}
	slices.Sort(names)
	for _, name := range names {
		if !fitsName(c.list("filter"), name) {
			continue
		}
		rows = append(rows, row{name, combined(byName[name]), byName[name][0].Config.Labels[compose.LabelFiles]})
	}
	if c.on("quiet") {
		var all []string
		for _, r := range rows {
			all = append(all, r.Name)
		}
		return c.finish(lines(all))
	}
	if c.text("format") == "json" {
		if rows == nil {
			rows = []row{}
		}
		data, err := json.Marshal(rows)
		if err != nil {
			return err
		}
		return c.finish(string(data) + "\n")
	}
	table := [][]string{{"NAME", "STATUS", "CONFIG FILES"}}
	for _, r := range rows {
		table = append(table, []string{r.Name, r.Status, r.ConfigFiles})
	}
	return c.finish(columnsOf(table, 20))
}

func fitsName(filters []string, name string) bool {
	for _, f := range filters {
		if v, ok := strings.CutPrefix(f, "name="); ok && !strings.Contains(name, v) {
			return false
		}
	}
	return true
}

// combined counts containers by state: running(2), exited(1).
func combined(all []part) string {
	count := map[string]int{}
	var states []string
	for _, k := range all {
		if count[string(k.State)] == 0 {
			states = append(states, string(k.State))
		}
		count[string(k.State)]++
	}
	slices.Sort(states)
	for i, s := range states {
		states[i] = fmt.Sprintf("%s(%d)", s, count[s])
	}
	return strings.Join(states, ", ")
}

// columnsOf lays a table out, each column at least so wide.
func columnsOf(rows [][]string, width int) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, width, 1, 3, ' ', 0)
	for _, r := range rows {
		_, _ = w.Write([]byte(strings.Join(r, "\t") + "\n")) // a Builder takes all
	}
	_ = w.Flush()
	return b.String()
}
