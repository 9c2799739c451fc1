//go:build !core

package docker

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/compose"
	"drydock/sim/engine"
	"drydock/sim/proc"
)

// composeRuns are the commands of docker compose that are simulated.
var composeRuns = map[string]func(Call) error{
	"compose attach":    composeAttach,
	"compose alpha viz": composeViz,
	"compose build":     composeBuild,
	"compose commit":    composeCommit,
	"compose cp":        composeCp,
	"compose events":    composeEvents,
	"compose exec":      composeExec,
	"compose export":    composeExport,
	"compose images":    composeImages,
	"compose port":      composePort,
	"compose pull":      composePull,
	"compose push":      composePush,
	"compose run":       composeRun,
	"compose scale":     composeScale,
	"compose stats":     composeStats,
	"compose top":       composeTop,
	"compose volumes":   composeVolumes,
	"compose wait":      composeWait,
	"compose config":    composeConfig,
	"compose create":    composeCreate,
	"compose down":      composeDown,
	"compose kill":      composeKill,
	"compose logs":      composeLogs,
	"compose ls":        composeLs,
	"compose pause":     composePause,
	"compose ps":        composePs,
	"compose restart":   composeRestart,
	"compose rm":        composeRm,
	"compose start":     composeStart,
	"compose stop":      composeStop,
	"compose unpause":   composeUnpause,
	"compose up":        composeUp,
	"compose version":   composeVersion,
	"compose watch":     composeWatch,
}

// ComposeMain is the program docker-compose: docker compose by another name,
// which tells its version with a flag, too.
func ComposeMain(p *proc.Proc, ev proc.Event) {
	q := append([]string{"docker", "compose"}, p.Argv[1:]...)
	if len(q) == 3 && (q[2] == "--version" || q[2] == "-v") {
		q[2] = "version"
	}
	p.Argv = q
	Main(p, ev)
}

// composeOptions are how the project was asked for.
func (c Call) composeOptions() compose.Options {
	o := compose.Options{Dir: c.p.Dir, Env: c.p.Env, Home: "/root"}
	if home, ok := c.p.Getenv("HOME"); ok {
		o.Home = home
	}
	if f := c.client.compose; f != nil {
		values := func(name string) []string { return f.Lookup(name).Value.(*values).all }
		o.Files, o.EnvFiles, o.Profiles = values("file"), values("env-file"), values("profile")
		o.Name, o.ProjectDir = text(f, "project-name"), text(f, "project-directory")
	}
	return o
}

// withProject reads the project, tells its warnings, and goes on.
func (c Call) withProject(next func(Call, compose.Project) error) error {
	return c.loadProject(c.composeOptions(), next)
}

func (c Call) loadProject(o compose.Options, next func(Call, compose.Project) error) error {
	if err := c.checkDry(); err != nil {
		return err
	}
	if slices.Contains(o.Files, "-") {
		return c.readInput("", func(c Call, text string) error {
			p, warnings, err := compose.Load(withInput{c.sys, text}, o)
			return c.told(p, warnings, err, next)
		})
	}
	p, warnings, err := compose.Load(c.sys, o)
	return c.told(p, warnings, err, next)
}

// told tells the warnings of a project that was read, and goes on with it.
func (c Call) told(p compose.Project, warnings []string, err error, next func(Call, compose.Project) error) error {
	return c.emit(2, c.warnings(warnings), func(c Call) error {
		if err != nil {
			return err
		}
		return next(c, p)
	})
}

// warnings are Compose's own, as its logging library writes them.
func (c Call) warnings(all []string) string {
	var b strings.Builder
	for _, w := range all {
		if c.sys.IsTerminal(2) {
			fmt.Fprintf(&b, "\x1b[33mWARN\x1b[0m[0000] %-44s \n", w)
			continue
		}
		fmt.Fprintf(&b, "time=%q level=warning msg=%q\n", c.sys.Now().UTC().Format(time.RFC3339), w)
	}
	return b.String()
}

// withNamed is withProject for commands that can do without the file when the
// project's name is given: what they know is then what containers' labels say.
func (c Call) withNamed(next func(Call, compose.Project) error) error {
	o := c.composeOptions()
	if slices.Contains(o.Files, "-") {
		return c.loadProject(o, next)
	}
	p, warnings, err := compose.Load(c.sys, o)
	name, nameErr := compose.Name(o)
	if errors.Is(err, compose.ErrNoFile) && name != "" && nameErr == nil {
		p, warnings, err = compose.FromLabels(c.host(), name), nil, nil
	}
	if dry := c.checkDry(); dry != nil {
		err = dry
	}
	return c.emit(2, c.warnings(warnings), func(c Call) error {
		if err != nil {
			return err
		}
		return next(c, p)
	})
}

// withKnown is withNamed for commands whose arguments are services, which have
// to be there.
func (c Call) withKnown(next func(Call, compose.Project) error) error {
	return c.withNamed(func(c Call, p compose.Project) error {
		if err := knows(p, c.args); err != nil {
			return err
		}
		return next(c, p)
	})
}

// withServices is withKnown with the services that are named, all without
// arguments, each after those it needs.
func (c Call) withServices(next func(Call, compose.Project, []compose.Service) error) error {
	return c.withKnown(func(c Call, p compose.Project) error {
		services, err := p.Enable(c.args).Select(c.args, true)
		if err != nil {
			return err
		}
		return next(c, p, services)
	})
}

// part is the container of a project.
type part struct {
	engine.Container
	service string
	number  int
}

// parts are a project's containers, the newest first; those of run only when
// asked for.
func (c Call) parts(p compose.Project, once bool) []part { return partsOf(c.host(), p.Name, once) }

func partsOf(h engine.Host, project string, once bool) []part {
	var all []part
	for _, k := range h.Containers() {
		l := k.Config.Labels
		if l[compose.LabelProject] != project || l[compose.LabelOneOff] == "True" && !once {
			continue
		}
		n, _ := strconv.Atoi(l[compose.LabelNumber]) // none: of run
		all = append(all, part{k, l[compose.LabelService], n})
	}
	return all
}

// ofService are those of one service, by number.
func ofService(all []part, name string) []part {
	var own []part
	for _, k := range all {
		if k.service == name {
			own = append(own, k)
		}
	}
	slices.SortStableFunc(own, func(a, b part) int { return a.number - b.number })
	return own
}

// ofServices are those of some services, of all when none is named.
func ofServices(all []part, names []string) []part {
	if len(names) == 0 {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(k part) bool { return !slices.Contains(names, k.service) })
}

// knows complains about services that a project has not.
func knows(p compose.Project, names []string) error {
	for _, name := range names {
		if _, ok := p.Service(name); !ok {
			return fmt.Errorf("no such service: %s", name)
		}
	}
	return nil
}

// index picks the container of a service that --index names, the first one if
// it names none. Source: docker/compose v5 pkg/compose/containers.go.
func (c Call) index(p compose.Project, service string, n int) (part, error) {
	own := ofService(c.parts(p, false), service)
	for _, k := range own {
		if n == 0 || k.number == n {
			return k, nil
		}
	}
	if n > 0 {
		return part{}, fmt.Errorf("service %q is not running container #%d", service, n)
	}
	return part{}, fmt.Errorf("service %q is not running", service)
}

// orphans are the containers of services that the project has not.
func (c Call) orphans(p compose.Project) []part {
	var all []part
	for _, k := range c.parts(p, true) {
		if _, ok := p.Service(k.service); !ok {
			all = append(all, k)
		}
	}
	return all
}
