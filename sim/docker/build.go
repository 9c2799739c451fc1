//go:build !core

package docker

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim/build"
	"drydock/sim/dockerfile"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// buildRuns are the commands of buildxTable that are simulated.
var buildRuns = map[string]func(Call) error{
	"buildx bake": bakeAll, "buildx build": buildImage, "buildx prune": buildxPrune, "buildx du": buildxDu, "buildx ls": buildxLs, "buildx inspect": buildxInspect,
	"buildx use": buildxUse, "buildx stop": buildxStop, "buildx rm": buildxRemove,
	"buildx version":    buildxVersionText,
	"buildx history ls": buildHistory, "buildx history logs": buildHistoryLogs, "buildx history rm": buildHistoryRemove, "buildx history inspect": buildHistoryInspect,
}

// buildError is an error as the plugin buildx prints it.
func buildError(format string, args ...any) error {
	return &exitError{1, "ERROR: failed to build: " + fmt.Sprintf(format, args...)}
}

// buildImage is docker build.
func buildImage(c Call) error {
	if c.classic() {
		return c.buildClassic()
	}
	if err := c.notYetBuilt(); err != nil {
		return err
	}
	if text := c.overlooked(); text != "" {
		return c.emit(2, text, Call.buildKit)
	}
	return c.buildKit()
}

// buildKit is docker build with BuildKit.
func (c Call) buildKit() error {
	mode, err := c.progressMode()
	if err != nil {
		return err
	}
	return c.buildOptions(func(c Call, o build.Options) error {
		o.Credentials = c.allCredentials()
		if all, _ := c.buildPlatforms(); len(all) > 1 {
			return c.buildSeveral(o, all, mode)
		}
		return c.building(buildView{build: build.New(o), plain: build.NewPlain(), mode: mode, opts: o})
	})
}

// overlookedFlags are those of the builder before BuildKit, which reads them
// and does nothing, with what it says to some. Source: buildx commands/build.go.
var overlookedFlags = []struct{ name, warning string }{
	{"isolation", "isolation flag is deprecated with BuildKit."},
	{"security-opt", `security-opt flag is deprecated. "RUN --security=insecure" should be used with BuildKit.`},
	{"squash", "experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency."},
}

func (c Call) overlooked() (text string) {
	for _, f := range overlookedFlags {
		if c.given(f.name) {
			text += "WARNING: " + f.warning + "\n"
		}
	}
	return text
}

// refusedFlags are flags of docker build whose effect could be seen and is not
// simulated.
var refusedFlags = []string{"policy", "resource"}

func (c Call) notYetBuilt() error {
	for _, name := range refusedFlags {
		if c.given(name) {
			return &exitError{1, c.name + ": --" + name + " is not simulated yet"}
		}
	}
	if name := c.text("builder"); name != "" && name != "default" {
		return noBuilder(name)
	}
	if call := c.text("call"); call != "build" && call != "check" {
		return &exitError{1, c.name + ": --call=" + call + " is not simulated yet"}
	}
	return nil
}

// progressMode is how the work is shown: plain, tty or quiet.
func (c Call) progressMode() (string, error) {
	mode := c.text("progress")
	if !c.given("progress") {
		if v, ok := c.p.Getenv("BUILDKIT_PROGRESS"); ok && v != "" {
			mode = v
		}
	}
	switch {
	case mode != "auto" && mode != "plain" && mode != "tty" && mode != "quiet" && mode != "none":
		if mode == "rawjson" {
			return "", &exitError{1, c.name + ": --progress=rawjson is not simulated yet"}
		}
		return "", &exitError{1, "ERROR: invalid progress mode " + mode}
	case c.flags.Lookup("quiet") != nil && c.on("quiet") || mode == "none":
		return "quiet", nil
	case mode != "auto":
		return mode, nil
	case c.sys.IsTerminal(2):
		return "tty", nil
	}
	return "plain", nil
}

// buildView is a client that watches a build.
type buildView struct {
	build   build.Build
	opts    build.Options
	mode    string
	plain   build.Plain
	fancy   build.Fancy
	pending []build.Update
	drawn   time.Time // when progress was shown last
	bytes   int       // written to draw it on a terminal
	begun   bool
	began   time.Time
	kept    build.Plain // what docker buildx history logs shows
	log     string
	sub     string // the directory below the destination that files go to
}

// How often the progress of a build is drawn.
const buildTick = 100 * time.Millisecond

// mostFrames is how many bytes of frames are written before they come half as often.
const mostFrames = 20 << 10

// tick is the time to the next frame. It doubles as frames add up, so that a
// long build does not drown its terminal.
func (v buildView) tick() time.Duration { return buildTick << min(v.bytes/mostFrames, 10) }

// building drives the build and shows its progress until it is over.
func (c Call) building(v buildView) error {
	c.p.Catch |= proc.Of(proc.SIGINT, proc.SIGTERM)
	if !v.begun {
		v.begun, v.drawn, v.began, v.kept = true, c.sys.Now(), c.sys.Now(), build.NewPlain()
		head := v.header(c)
		if v.mode == "tty" {
			var first string
			v.fancy, first = v.fancy.Print(nil, c.sys.Now(), false)
			head += first
		}
		return c.emit(v.stream(), head, func(c Call) error { return c.building(v) })
	}
	b, h := v.build.Next(c.host())
	c.sys.Set(h)
	b, work := b.Spent()
	if !c.sys.Spend(work) {
		v.build = b
		return c.then(func(c Call, ev proc.Event) error { return c.building(c.signaled(v, ev)) })
	}
	var fresh []build.Update
	v.build, fresh = b.Take()
	v.pending = append(v.pending[:len(v.pending):len(v.pending)], fresh...)
	failure, over := v.build.Done()
	if over {
		return c.show(v, v.draw(c, true), func(c Call, v buildView) error { return c.built(v, failure) })
	}
	if c.sys.Now().Sub(v.drawn) >= v.tick() {
		text := v.draw(c, false)
		return c.show(v, text, Call.rest)
	}
	return c.rest(v)
}

// show writes progress and goes on with next; Ctrl-C counts meanwhile too.
func (c Call) show(v buildView, text string, next func(Call, buildView) error) error {
	for text != "" {
		piece := text[:min(len(text), 32<<10)]
		switch err := c.sys.Write(v.stream(), piece); err {
		case nil:
			text = text[len(piece):]
		case vfs.EAGAIN:
			rest := text
			return c.then(func(c Call, ev proc.Event) error { return c.show(c.signaled(v, ev), rest, next) })
		default:
			c.signaled(v, proc.Event{Kind: proc.Signaled})
			return exit(1)(c)
		}
	}
	return next(c, v)
}

// stream is the descriptor that progress is written to.
func (v buildView) stream() int {
	if v.mode == "classic" {
		return 1
	}
	return 2
}

// signaled breaks the build off if a signal has come.
func (c Call) signaled(v buildView, ev proc.Event) buildView {
	if _, over := v.build.Done(); ev.Kind == proc.Signaled && !over {
		b, h := v.build.Cancel(c.host())
		c.sys.Set(h)
		v.build = b
	}
	return v
}

// rest waits until something is due.
func (c Call) rest(v buildView) error {
	at, keys := v.build.Wait()
	if at.IsZero() && len(keys) == 0 {
		at = c.sys.Now() // there is more to do at this moment
	}
	next := v.drawn.Add(v.tick())
	if at.IsZero() || next.Before(at) {
		at = next
	}
	c.sys.Await(keys...)
	c.sys.Sleep(max(at.Sub(c.sys.Now()), time.Millisecond))
	return c.then(func(c Call, ev proc.Event) error {
		return c.building(c.signaled(v, ev))
	})
}

// fancy draws progress on the terminal of a stream, or on one of the usual size
// where that has none.
func (c Call) fancy(fd int, title string) build.Fancy {
	f := build.Fancy{Columns: 80, Rows: 40, Title: title}
	if cols, rows := c.sys.Size(fd); cols > 0 {
		f.Columns, f.Rows = cols, rows
	}
	return f
}

// header is what stands above all progress.
func (v *buildView) header(c Call) string {
	switch v.mode {
	case "plain":
		return "#0 building with \"default\" instance using docker driver\n\n"
	case "classic":
		if !c.on("quiet") {
			return sentContext(v.opts)
		}
	case "tty":
		v.fancy = c.fancy(2, "docker:default")
	}
	return ""
}

// draw shows what has happened since the last time.
func (v *buildView) draw(c Call, last bool) string {
	list, now := v.pending, c.sys.Now()
	v.pending, v.drawn = nil, now
	text := ""
	if v.mode != "classic" && len(v.log) < 64<<10 {
		var kept string
		v.kept, kept = v.kept.Print(list, now)
		v.log += kept
	}
	switch v.mode {
	case "classic":
		if !c.on("quiet") {
			text = classicText(list)
		}
	case "plain":
		v.plain, text = v.plain.Print(list, now)
	case "tty":
		v.fancy, text = v.fancy.Print(list, now, last)
		v.bytes += len(text)
	}
	return text
}

// trace is what the client knows of the build.
func (v buildView) trace() build.Trace {
	if v.mode == "tty" {
		return v.fancy.Trace
	}
	return v.plain.Trace
}

// built ends the command when the build is over.
func (c Call) built(v buildView, failure *build.Failure) error {
	if v.mode == "classic" {
		return c.builtClassic(v, failure)
	}
	c.remember(v, failure)
	if v.opts.Check {
		return c.checked(v, failure)
	}
	text := v.trace().Logs()
	if v.mode == "quiet" {
		text = build.NewPlain().Trace.Apply(v.pending).Logs()
	}
	if failure != nil {
		text += c.warned(v) + c.excerpts(v, failure)
		return c.emit(2, text, func(Call) error {
			return &exitError{failure.Code, "ERROR: failed to build: failed to solve: " + failure.Message}
		})
	}
	if v.mode != "quiet" {
		text += c.warned(v)
	}
	return c.emit(2, text, func(c Call) error { return c.delivered(v) })
}

// warned is the summary of the build checks.
func (c Call) warned(v buildView) string { return warned(v.build.Warnings()) }

func warned(list []dockerfile.Warning) string {
	if len(list) == 0 {
		return ""
	}
	noun := "warnings"
	if len(list) == 1 {
		noun = "warning"
	}
	text := fmt.Sprintf("\n \x1b[33m%d %s found (use docker --debug to expand):\n\x1b[0m", len(list), noun)
	for _, w := range list {
		text += fmt.Sprintf(" - %s: %s (line %d)\n", w.Rule, w.Detail, w.Start)
	}
	return text
}

// excerpts are the places of the Dockerfile that a failure is about.
func (c Call) excerpts(v buildView, failure *build.Failure) string {
	text := ""
	for _, r := range failure.Ranges {
		text += build.Excerpt(v.opts.File, v.opts.Dockerfile, r)
	}
	return text
}

// toClient tells whether the result goes to files of the client.
func (v buildView) toClient() bool {
	return v.opts.Output == build.ToDir || v.opts.Output == build.ToTar || v.opts.Output == build.ToArchive
}

// delivered gives the client what the build has made.
func (c Call) delivered(v buildView) error {
	id := string(v.build.Image().ID)
	if file := c.text("iidfile"); file != "" {
		if err := c.sys.WriteFile(file, id, 0o644); err != nil {
			return buildError("open %s: %s", file, strings.ToLower(err.Error()))
		}
	}
	if file := c.text("metadata-file"); file != "" {
		if err := c.sys.WriteFile(file, indentedJSON(metadata(v)), 0o644); err != nil {
			return buildError("open %s: %s", file, strings.ToLower(err.Error()))
		}
	}
	if err := c.deliverCaches(v.build); err != nil {
		return err
	}
	if v.toClient() {
		text, err := c.deliverFiles(v)
		if err != nil {
			return err
		}
		return c.finish(text)
	}
	if c.on("quiet") {
		return c.finish(id + "\n")
	}
	return exit(0)(c)
}
