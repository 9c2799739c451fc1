package sim

import (
	"path"
	"sort"
	"strings"
	"time"

	"drydock/sim/bin"
	"drydock/sim/catalog"
	"drydock/sim/docker"
	"drydock/sim/engine"
	"drydock/sim/proc"
	"drydock/sim/terminal"
	"drydock/sim/vfs"
)

// World is all there is for one learner: a machine, its Docker Engine and a
// terminal. It is a value; the zero World is of no use, see New.
type World struct {
	host  engine.Host
	terms []session // the first terminal and those opened beside it; replaced, never written to
	mark  uint64    // where the events of the last input begin
	opts  Options
	page  *page // that the browser shows, nil for none yet
}

// Home is the learner's home and the directory the terminal opens in.
const Home = "/root"

// The first moment of a world that is given none.
var epoch = time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)

// What every world begins with; values that never change.
var (
	hub     = catalog.Hub()
	machine = catalog.Machine()
)

// New returns a World that has just been set up: Docker is installed, there
// are no images and no containers, and a shell waits at its prompt.
func New(o Options) World {
	if o.Start.IsZero() {
		o.Start = epoch
	}
	w := World{opts: o, host: engine.New(engine.Setup{
		Seed: o.Seed, Now: o.Start, Root: withFiles(machine, o.Files, o.Start), Registry: hub, Shared: o.Shared, Programs: program,
	})}
	w = w.login("")
	for _, line := range o.Setup {
		in := Typed(line)
		in.After = max(in.After, time.Second)
		w, _ = w.Step(in)
	}
	w.mark = w.host.Mark()
	return w.with(session{id: w.terms[0].id})
}

// program is every program that a file can stand for.
func program(name string) (proc.Program, bool) {
	switch name {
	case "docker":
		return docker.Main, true
	case "docker-compose":
		return docker.ComposeMain, true
	}
	return bin.Lookup(name)
}

func withFiles(t vfs.Tree, files map[string]string, at time.Time) vfs.Tree {
	names := make([]string, 0, len(files))
	for name := range files { // sorted below
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		t = putFile(t, path.Join(Home, path.Clean("/"+name)), files[name], at)
	}
	return t
}

// putFile writes a file and the directories above it; something else in the
// way is left as it is.
func putFile(t vfs.Tree, full, data string, at time.Time) vfs.Tree {
	n, err := t.MkdirAll(path.Dir(full), vfs.Dir(0o755, at))
	if err == nil {
		f := vfs.File(0o644, data, at)
		if strings.HasPrefix(data, "#!") {
			f.Mode = 0o755
		}
		n, err = n.Put(full, f)
	}
	if err != nil {
		return t
	}
	return n
}

// Step lets time pass, does what the input says, and returns the next World
// and all that was shown. It never waits: what takes simulated time has
// happened when it returns, and the Result says when. A command that goes on
// for ever holds the terminal; time then passes with later inputs only.
func (w World) Step(in Input) (World, Result) {
	start, mark := w.host.Now(), w.host.Mark()
	n := w
	if !quiet[in.Kind] {
		n.mark = mark
	}
	if in.After > 0 {
		n.host = n.host.Advance(min(in.After, MaxAfter))
	}
	n, term := n.open(in)
	if term < 0 {
		return n, Result{Took: n.host.Now().Sub(start), Events: n.host.Since(mark), Output: []Chunk{{Stream: "stderr", Text: fullHouse, At: n.host.Now().Sub(start)}}}
	}
	n = n.apply(in, n.terms[term].id)
	r := Result{}
	if id := n.terms[term].id; in.Kind != HangUp {
		code, done := terminal.Exit(n.host, id)
		if r.More = terminal.More(n.host, id); done && !r.More {
			r.Exit = &code
		}
	}
	n = n.collect(in.Terminal, start, &r)
	r.Took, r.Events = n.host.Now().Sub(start), n.host.Since(mark)
	return n.close(), r
}

// quiet are the kinds of input that nothing on the host answers, so that what
// the one before was refused stays in the picture.
var quiet = map[Kind]bool{Wait: true, Answer: true, Name: true, Share: true, Open: true}

func (w World) apply(in Input, term int) World {
	switch in.Kind {
	case Publish:
		w.host = published(w.host, in.Path, in.Text)
		return w
	case Load:
		// What cannot be read was refused where it came in.
		w.host, _, _ = w.host.ImagesBrought(in.Text)
		return w
	case Share:
		// What cannot be read is not there: a pull says so.
		w.host, _ = w.host.ImageShared(in.Path, in.Text)
		return w
	case Browse, Submit:
		return w.visited(in)
	case Line:
		w.host = w.host.Type(term, in.Text)
	case Interrupt:
		w.host = w.host.Interrupt(term)
	case EOF:
		w.host = w.host.EOF(term)
	case Suspend:
		w.host = w.host.Suspend(term)
	case HangUp:
		w.host = w.host.HangUp(term)
	case Detach:
		w.host = w.host.Detach(term)
	case File:
		w.host = w.host.WithRoot(putFile(w.host.Root(), path.Join(Home, path.Clean("/"+in.Path)), in.Text, w.host.Now()))
		return w
	default:
		return w
	}
	w.host = w.host.Settle(term)
	return w
}

// Advance looks ahead: the World after d if nothing is typed, and what it shows.
func (w World) Advance(d time.Duration) (World, Result) {
	return w.Step(Input{Kind: Wait, After: d})
}

// Replay is the World after the inputs: the same as stepping them one by one.
func Replay(o Options, inputs []Input) World {
	w := New(o)
	for _, in := range inputs {
		w, _ = w.Step(in)
	}
	return w
}

// Now is the simulated time.
func (w World) Now() time.Time { return w.host.Now() }
