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
	"drydock/sim/image"
	"drydock/sim/proc"
	"drydock/sim/terminal"
	"drydock/sim/vfs"
)

// World is all there is for one learner: a machine, its Docker Engine and a
// terminal. It is a value; the zero World is of no use, see New.
type World struct {
	host engine.Host
	term int
	tail string // the last line the terminal shows, if it is not complete
	mark uint64 // where the events of the last input begin
	opts Options
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
		Seed: o.Seed, Now: o.Start, Root: withFiles(machine, o.Files, o.Start), Registry: hub, Programs: program,
	})}
	w = w.login()
	for _, line := range o.Setup {
		in := Typed(line)
		in.After = max(in.After, time.Second)
		w, _ = w.Step(in)
	}
	w.tail, w.mark = "", w.host.Mark()
	return w
}

// Hub is the simulated registry that every world pulls from.
func Hub() image.Registry { return hub }

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

// login opens the terminal with a new shell.
func (w World) login() World {
	h, term, err := w.host.OpenTerminal(engine.TerminalOptions{
		Cols: 120, Rows: 40, Pipe: w.opts.Pipe, Argv: []string{"bash", "--norc", "-i"}, Dir: Home,
		Env: []string{"HOME=" + Home, "USER=root", "LOGNAME=root", "SHELL=/bin/bash", "TERM=xterm-256color", "LANG=C.UTF-8",
			"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "PWD=" + Home, "PS1=", "PS2="},
	})
	if err != nil {
		panic("sim: the host has no shell: " + err.Error())
	}
	w.host, w.term = h, term
	return w
}

// Step lets time pass, does what the input says, and returns the next World
// and all that was shown. It never waits: what takes simulated time has
// happened when it returns, and the Result says when. A command that goes on
// for ever holds the terminal; time then passes with later inputs only.
func (w World) Step(in Input) (World, Result) {
	start, mark := w.host.Now(), w.host.Mark()
	n := w
	if in.Kind != Wait {
		n.mark = mark
	}
	if in.After > 0 {
		n.host = n.host.Advance(min(in.After, MaxAfter))
	}
	n = n.apply(in)
	code, done := terminal.Exit(n.host, n.term)
	_, alive := n.host.Leader(n.term)
	host, chunks := n.host.Take(n.term)
	n.host = host
	r := Result{Took: n.host.Now().Sub(start), More: terminal.More(n.host, n.term), Events: n.host.Since(mark)}
	for _, c := range chunks {
		r.Output = append(r.Output, Chunk{Stream: c.Stream, Text: c.Text, At: c.At.Sub(start)})
	}
	if done && !r.More {
		r.Exit = &code
	}
	n.tail = terminal.Tail(w.tail, chunks)
	if !alive {
		n = n.login()
	}
	return n, r
}

func (w World) apply(in Input) World {
	switch in.Kind {
	case Line:
		w.host = w.host.Type(w.term, in.Text)
	case Interrupt:
		w.host = w.host.Interrupt(w.term)
	case EOF:
		w.host = w.host.EOF(w.term)
	case Suspend:
		w.host = w.host.Suspend(w.term)
	case Detach:
		w.host = w.host.Detach(w.term)
	case File:
		w.host = w.host.WithRoot(putFile(w.host.Root(), path.Join(Home, path.Clean("/"+in.Path)), in.Text, w.host.Now()))
		return w
	default:
		return w
	}
	w.host = w.host.Settle(w.term)
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

// Prompt is what stands before the cursor: "$ " or "> " on the host, the
// unfinished line of the program that reads the terminal, "" while none does.
func (w World) Prompt() string { return terminal.Prompt(w.host, w.term, w.tail) }

// Busy tells whether a program holds the terminal, so that input goes to it.
func (w World) Busy() bool { return terminal.Busy(w.host, w.term) }

// Complete returns the lines that text can become with the Tab key, sorted, at most 50.
func (w World) Complete(text string) []string { return terminal.Complete(w.host, w.term, text) }
