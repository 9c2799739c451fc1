package build

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"drydock/sim/dockerfile"
	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// execution is the step of RUN.
type execution struct {
	in       dockerfile.Instruction
	platform string // of its programs, "" for that of the machines here
	argv     []string
	env      []string // what it finds, build args too
	proxies  []Pair   // and the proxies that were given: no part of its key
	args     []string // the build args by themselves
	user     string
	dir      string
	network  string
	binds    []bind
	noCache  bool
}

// startUp is the time between the beginning of a RUN and its process, and
// windDown the one after it.
const (
	startUp  = 200 * time.Millisecond
	windDown = 40 * time.Millisecond
)

func layRun(b *Build, h *engine.Host, s *stage, in dockerfile.Instruction) error {
	if in.Insecure && !b.opts.Check { // the engine's own builder never grants it
		return fail(dockerfile.Instruction{}, "failed to load LLB: security.insecure is not allowed")
	}
	w := execution{in: in, platform: s.platform, user: s.config.User, dir: s.config.WorkingDir, network: in.Network, noCache: b.ignores(s.name)}
	if w.network == "" || w.network == "default" {
		w.network = b.opts.Network
	}
	w.argv = s.argv(in)
	text := commandText(in)
	if doc, alone := in.Script(); alone {
		w.argv = append(slices.Clone(s.shell()), doc.Content())
		text += " (" + summary(doc.Text) + ")"
		if strings.HasPrefix(doc.Content(), "#!") {
			w.argv = []string{"/dev/pipes/" + doc.Name}
		}
	} else if len(in.Heredocs) > 0 {
		last := len(w.argv) - 1
		w.argv = append(slices.Clone(w.argv[:last]), w.argv[last]+"\n"+documents(in.Heredocs))
	}
	w.env, w.args = b.runEnv(s)
	w.proxies = b.proxies()
	in, err := in.Mounted(func(word string) (string, error) { return b.expand(s, in, word) })
	if err != nil {
		return fail(in, "%s", err)
	}
	w.in = in
	var needs []int
	for _, m := range in.Mounts {
		if m.Type != "secret" && m.Type != "ssh" {
			if !path.IsAbs(m.Target) {
				m.Target = path.Join("/", s.config.WorkingDir, m.Target)
			}
			if m.Target == "/" {
				return fail(in, "invalid mount target %q", m.Target)
			}
		}
		x, err := b.bindOf(s, in, m)
		if err != nil {
			return err
		}
		if w.binds = append(w.binds, x); x.from >= 0 {
			needs = append(needs, x.from)
		}
	}
	x := dockerfile.Expander{Escape: b.program.Directives.Escape, RawQuotes: true, RawEscapes: true, KeepUnset: true}
	if shown, _, err := x.Word(text, s.lookup()); err == nil {
		text = shown
	}
	b.layStep(s, in, strings.TrimSpace(text), w, needs...)
	history := strings.Join(append(slices.Clone(w.args), w.argv...), " ")
	if len(w.args) > 0 {
		history = fmt.Sprintf("|%d %s", len(w.args), history)
	}
	s.record(h, in, "RUN "+history+" # buildkit", s.tip)
	return nil
}

// commandText is the instruction as progress shows it.
func commandText(in dockerfile.Instruction) string {
	return upperCommand(strings.TrimPrefix(in.Original, "ONBUILD "))
}

// summary is the first line of a here-document.
func summary(doc string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(doc), "\n")
	if rest != "" {
		first += "..."
	}
	return first
}

// documents are here-documents as they stand after the command.
func documents(list []dockerfile.Heredoc) string {
	var out strings.Builder
	for _, d := range list {
		out.WriteString(d.Text + d.Name + "\n")
	}
	return out.String()
}

// runEnv is the environment of a RUN: that of the image, and the build args
// that no ENV hides.
func (b *Build) runEnv(s *stage) (env, args []string) {
	env = slices.Clone(s.config.Env)
	for _, a := range s.args {
		value := a.Value
		if v, ok := proc.Lookup(s.config.Env, a.Name); ok {
			value = v
		} else if a.Given {
			env = append(env, a.Name+"="+a.Value)
		}
		args = append(args, a.Name+"="+value)
	}
	return env, args
}

// proxies are the variables of proxies that were given: RUN finds them, and is
// the same without them. Source: docs.docker.com, predefined ARGs.
func (b *Build) proxies() (list []Pair) {
	for _, a := range b.opts.Args {
		if predefined[a.Name] && a.Given {
			list = append(list, a)
		}
	}
	return list
}

func (w execution) trace(b *Build, i int) engine.BuildTrace {
	s := b.steps[i]
	parent := b.steps[s.needs[0]].record.Key
	t := engine.BuildTrace{Parent: parent, Step: s.in.Original, Env: w.env}
	parts := []any{"run", parent, fmt.Sprintf("%q %q", w.argv, w.env), w.user, w.dir, w.network, fmt.Sprintf("%q", b.opts.ExtraHosts)}
	for _, m := range w.binds {
		parts = append(parts, m.Type, m.Target, m.ID, m.Source)
		if m.from >= 0 && m.Type == "bind" {
			t.Files = sourceOf(b.steps[m.from].tree(), m.Source)
			b.looked(t.Files)
			parts = append(parts, checksum(t.Files))
		}
	}
	t.Key = b.keyed(parts...)
	return t
}

func (w execution) plan(b *Build, h *engine.Host, i int) error {
	for _, m := range w.binds {
		if m.from < 0 || m.Type != "bind" {
			continue
		}
		if _, err := sourceOf(b.steps[m.from].tree(), m.Source).Lookup("/"); err != nil {
			ref := b.refID(m.from)
			text := fmt.Sprintf("failed to calculate checksum of ref %s: %q: not found", ref, path.Join("/", m.Source))
			f := fail(w.in, "failed to compute cache key: %s", text)
			f.Told = text
			return f
		}
		b.use(h, m.from)
	}
	if b.probe(h, i, w.trace(b, i), w.noCache) {
		return nil
	}
	s := &b.steps[i]
	s.starting = true
	s.lasts(startUp)
	return nil
}

// finish is called twice: when the process is to start, and when it has ended.
func (w execution) finish(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	switch {
	case s.cached || s.ended:
		return nil
	case s.starting:
		return w.begin(b, h, i)
	}
	return nil
}

// begin starts the process.
func (w execution) begin(b *Build, h *engine.Host, i int) error {
	s := &b.steps[i]
	s.starting = false
	tree := b.steps[s.needs[0]].tree()
	if _, err := tree.Lookup("/"); err != nil {
		tree = vfs.NewTree(h.Now())
	}
	env := w.env
	for _, p := range w.proxies {
		env = proc.Setenv(env, p.Name, p.Value)
	}
	o := engine.BuildRun{Tree: tree, Argv: w.argv, Env: env, User: w.user, Dir: w.dir, Network: w.network,
		ExtraHosts: b.opts.ExtraHosts, ShmSize: b.opts.ShmSize, Ulimits: b.opts.Ulimits, Foreign: w.platform != ""}
	if o.Network == "default" {
		o.Network = ""
	}
	for _, m := range w.binds {
		mount, err := w.mount(b, h, &o, m)
		if err != nil {
			return err
		}
		if m.Env == "" || m.Target != "" {
			o.Mounts = append(o.Mounts, mount...)
		}
	}
	if doc, alone := w.in.Script(); alone && strings.HasPrefix(doc.Content(), "#!") {
		o.Mounts = append(o.Mounts, engine.BuildMount{Target: w.argv[0], Tree: lone(vfs.File(0o755, doc.Content(), h.Now())), ReadOnly: true})
	}
	n, id, err := h.BuildStart(o)
	if e, ok := errors.AsType[*engine.Error](err); ok && !b.opts.Classic {
		return stepFailure(w.in, fmt.Sprintf("process %q did not complete successfully: %s", strings.Join(w.argv, " "), e.Message))
	}
	if err != nil {
		b.log(h.Now(), i, err.Error()+"\n")
		return w.ended(b, h, i, 1)
	}
	*h = n
	s = &b.steps[i]
	s.run, s.end = id, h.Now().Add(time.Hour)
	b.runningIn(i, h.Now(), id)
	return nil
}

// ended takes the result of a process.
func (w execution) ended(b *Build, h *engine.Host, i, code int) error {
	s := &b.steps[i]
	if s.partial != "" {
		b.logLine(h.Now(), i, s.partial)
		s.partial = ""
	}
	var root vfs.Tree
	if s.run != "" {
		n, t, mounted := h.BuildEnd(s.run)
		*h, root, s.run = n, t, ""
		w.keepCaches(h, mounted)
	}
	s.ended = true
	if code != 0 && b.opts.Classic {
		f := fail(w.in, "The command '%s' returned a non-zero code: %d", strings.Join(w.argv, " "), code)
		f.Code, f.Told = code, f.Message
		return f
	}
	if code != 0 {
		text := fmt.Sprintf("process %q did not complete successfully: exit code: %d", strings.Join(w.argv, " "), code)
		if code == 137 {
			text = fmt.Sprintf("process %q did not complete successfully: cannot allocate memory", strings.Join(w.argv, " "))
		}
		return stepFailure(w.in, text)
	}
	b.made(h, i, w.trace(b, i).Key, root)
	b.steps[i].end = h.Now().Add(windDown)
	return nil
}
