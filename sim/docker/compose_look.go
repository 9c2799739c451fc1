//go:build !core

package docker

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/distribution/reference"
	"github.com/docker/go-units"

	"drydock/sim/compose"
	"drydock/sim/engine"
)

// byName are containers in the order of their names.
func byName(all []part) []part {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b part) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// composeTop shows the processes of services.
// Source: docker/compose v5 cmd/compose/top.go.
func composeTop(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		var out strings.Builder
		w := tabwriter.NewWriter(&out, 4, 1, 2, ' ', 0)
		head := false
		for _, k := range byName(ofServices(c.parts(p, false), c.args)) {
			if k.State != engine.Running && k.State != engine.Paused {
				continue
			}
			h, titles, rows, err := c.host().ContainerTop(k.ID, nil)
			if err := c.ask(h, err); err != nil {
				return err
			}
			if !head {
				rows = append([][]string{titles}, rows...)
			}
			for i, r := range rows {
				first := []string{k.service, strconv.Itoa(k.number)}
				if i == 0 && !head {
					first = []string{"SERVICE", "#"}
				}
				_, _ = w.Write([]byte(strings.Join(append(first, r...), "\t") + "\n")) // a Builder takes all
			}
			head = true
		}
		_ = w.Flush()
		return c.finish(out.String())
	})
}

// composeImages shows the images that containers were made from.
// Source: docker/compose v5 cmd/compose/images.go.
func composeImages(c Call) error {
	if f := c.text("format"); f != "table" && f != "json" {
		return fmt.Errorf("format value %q could not be parsed: parsing failed", f)
	}
	return c.withKnown(func(c Call, p compose.Project) error {
		all := byName(ofServices(c.parts(p, false), c.args))
		var ids []string
		rows := [][]string{{"CONTAINER", "REPOSITORY", "TAG", "PLATFORM", "IMAGE ID", "SIZE", "CREATED"}}
		type entry struct {
			ID, ContainerName, Repository, Tag, Platform string
			Size                                         int64
		}
		list := []entry{}
		for _, k := range all {
			img, err := c.host().Image(k.ImageID)
			if err != nil {
				return c.refused(err)
			}
			repo, tag := none, none
			if named, err := reference.ParseNormalizedNamed(k.Config.Image); err == nil {
				repo, tag = reference.FamiliarName(named), reference.TagNameOnly(named).(reference.Tagged).Tag()
			}
			size := int64(diskUsage(img))
			ids = append(ids, string(img.ID))
			list = append(list, entry{string(img.ID), k.Name, repo, tag, "linux/amd64", size})
			created := units.HumanDuration(c.host().Now().Sub(img.Created)) + " ago"
			rows = append(rows, []string{k.Name, repo, tag, "linux/amd64", short(string(img.ID)), units.HumanSizeWithPrecision(float64(size), 3), created})
		}
		switch {
		case c.on("quiet"):
			slices.Sort(ids)
			ids = slices.Compact(ids)
			for i := range ids {
				ids[i] = strings.TrimPrefix(ids[i], "sha256:")
			}
			return c.finish(lines(ids))
		case c.text("format") == "json":
			data, err := json.Marshal(list)
			if err != nil {
				return err
			}
			return c.finish(string(data) + "\n")
		}
		return c.finish(columnsOf(rows, 20))
	})
}

// composePort shows which port of the host leads to a service's.
// Source: docker/compose v5 pkg/compose/port.go.
func composePort(c Call) error {
	inner, err := strconv.ParseUint(c.args[1], 10, 16)
	if err != nil {
		return err
	}
	proto := strings.ToLower(c.text("protocol"))
	return c.withNamed(func(c Call, p compose.Project) error {
		if err := knows(p, c.args[:1]); err != nil {
			return err
		}
		k, err := c.index(p, c.args[0], c.int("index"))
		if err != nil {
			return err
		}
		var all []string
		for _, o := range openPorts(c.host(), k.Container) {
			if uint64(o.inner) == inner && o.proto == proto {
				return c.finish(o.ip.String() + ":" + strconv.Itoa(int(o.public)) + "\n")
			}
			all = append(all, fmt.Sprintf("%d/%s", o.inner, o.proto))
		}
		return fmt.Errorf("no port %d/%s for container %s: %s", inner, proto, k.Name, strings.Join(all, ", "))
	})
}

// composeVolumes shows the volumes of a project.
func composeVolumes(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		var used []compose.Service
		for _, name := range c.args {
			s, _ := p.Service(name)
			used = append(used, s)
		}
		var rows []any
		for _, r := range p.Volumes(used) {
			if v, err := c.host().Volume(r.Name); err == nil {
				rows = append(rows, volumeRow{v})
			}
		}
		out, err := volumeListing.print(c.text("format"), c.on("quiet"), rows)
		if err != nil {
			return err
		}
		return c.finish(out)
	})
}

// composeStats measures the containers of services.
func composeStats(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		ids := idsOf(slices.DeleteFunc(slices.Clone(ofServices(c.parts(p, false), c.args)), func(k part) bool {
			return !c.on("all") && k.State != engine.Running && k.State != engine.Paused
		}))
		if len(ids) == 0 {
			return errors.New("no containers to measure: none of the project's runs")
		}
		return stats(c.as(statsFlags, ids))
	})
}

// composeCp copies between a service's container and the host.
func composeCp(c Call) error {
	return c.withNamed(func(c Call, p compose.Project) error {
		args := slices.Clone(c.args)
		for i, a := range args {
			service, file := cpArg(a)
			if service == "" {
				continue
			}
			k, err := c.index(p, service, c.int("index"))
			if err != nil {
				return err
			}
			args[i] = k.ID + ":" + file
		}
		return cp(c.as(append(cpFlags[:len(cpFlags):len(cpFlags)], Flag{Name: "index", Kind: "int"}), args))
	})
}

// composeCommit makes an image of a service's container.
func composeCommit(c Call) error { return c.inContainer(commitFlags, commit) }

// composeExport writes the files of a service's container.
func composeExport(c Call) error { return c.inContainer(exportFlags, export) }

// inContainer is docker's own command on the container of a service.
func (c Call) inContainer(rows []Flag, run func(Call) error) error {
	return c.withNamed(func(c Call, p compose.Project) error {
		k, err := c.index(p, c.args[0], c.int("index"))
		if err != nil {
			return err
		}
		return run(c.as(rows, append([]string{k.ID}, c.args[1:]...)))
	})
}

// composeWait waits until containers of services have ended.
// Source: docker/compose v5 pkg/compose/wait.go.
func composeWait(c Call) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		all := ofServices(c.parts(p, false), c.args)
		if len(all) == 0 {
			return fmt.Errorf("no containers for project %q", p.Name)
		}
		return c.waitEach(all, 0, func(c Call, code int) error {
			if !c.on("down-project") {
				return exit(code)(c)
			}
			plan, err := c.downPlan(p, downAll{orphans: true})
			if err != nil {
				return err
			}
			return c.perform(plan, c.newBoard("down"), func(c Call, _ board, err error) error {
				if err != nil {
					return err
				}
				return exit(code)(c)
			})
		})
	})
}

func (c Call) waitEach(all []part, code int, next func(Call, int) error) error {
	if len(all) == 0 {
		return next(c, code)
	}
	k := all[0]
	return c.until(endedSince(k.Container), func(c Call) error {
		n, _ := c.host().Exited(k.ID) // 0 for one that never ran
		first := cmp.Or(code, n)
		return c.emit(1, fmt.Sprintf("container %q exited with status code %d\n", k.ID, n), func(c Call) error { return c.waitEach(all[1:], first, next) })
	}, engine.StateOf(k.ID))
}
