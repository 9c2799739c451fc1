package shell

import (
	"maps"
	"slices"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// host is a small machine for tests: files, pipes, a terminal, processes that
// run in turn. Copying it with fork gives a second one that shares nothing.
type host struct {
	now      time.Time
	tree     vfs.Tree
	procs    map[int]*process
	files    map[int]*openFile
	pipes    map[int]*pipe
	next     int
	quantum  int // steps a process may do each time it runs
	typed    []string
	out      string // what 1 and 2 of the first process show, in order
	errOut   string
	terminal bool
}

type process struct {
	proc.Proc
	run     proc.Program
	fds     map[int]int
	parent  int
	started bool
	zombie  bool
	code    int
	wake    bool
	at      time.Time
	signals []proc.Signal
	bg      bool
}

type openFile struct {
	kind   string // file, r, w, out, err, tty, null
	path   string
	offset int
	flags  proc.Flag
	pipe   int
	refs   int
}

type pipe struct {
	data             string
	readers, writers int
}

var epoch = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func newHost() *host {
	h := &host{now: epoch, tree: vfs.NewTree(epoch), procs: map[int]*process{}, files: map[int]*openFile{}, pipes: map[int]*pipe{}, quantum: 1 << 30}
	layer := vfs.Files(epoch, map[string]string{
		"/etc/passwd": "root:x:0:0:root:/root:/bin/sh\n", "/tmp/": "", "/root/": "", "/desk/a.txt": "a\n", "/desk/b.txt": "b\n",
		"/desk/c.md": "c\n", "/desk/.hidden": "", "/desk/sub/d.txt": "d\n", "/desk/plain": "x", "/desk/script.sh": "#!/bin/sh\necho script $0 $*\n",
		"/dev/null": "",
	})
	for _, name := range []string{"cat", "sleep", "up", "sh", "bash", "env", "int"} {
		layer = layer.With("/bin/"+name, vfs.File(0o755, proc.Binary(name), epoch))
	}
	layer = layer.With("/desk/noshebang", vfs.File(0o755, "echo no shebang $1\n", epoch))
	h.tree = layer.Apply(h.tree)
	h.next = 1
	return h
}

func (h *host) fork() *host {
	c := *h
	c.procs, c.files, c.pipes = map[int]*process{}, map[int]*openFile{}, map[int]*pipe{}
	for k, v := range h.procs {
		p := *v
		p.fds, p.signals = maps.Clone(v.fds), slices.Clone(v.signals)
		c.procs[k] = &p
	}
	for k, v := range h.files {
		f := *v
		c.files[k] = &f
	}
	for k, v := range h.pipes {
		p := *v
		c.pipes[k] = &p
	}
	return &c
}

// start makes PID 1.
func (h *host) start(f Flavor, argv []string, env ...string) {
	p := &process{run: Program(f), fds: map[int]int{}, wake: true}
	p.Proc = proc.Proc{PID: 1, Argv: argv, Env: append([]string{"PATH=/bin", "HOME=/root"}, env...), Dir: "/desk", Umask: 0o022, Name: "sh"}
	kinds := []string{"null", "out", "err"}
	if h.terminal {
		kinds = []string{"tty", "tty", "tty"}
	}
	for fd, kind := range kinds {
		p.fds[fd] = h.addFile(openFile{kind: kind, refs: 1})
	}
	h.procs[1] = p

}

func (h *host) addFile(f openFile) int {
	h.next++
	h.files[-h.next] = &f
	return -h.next
}

// turn lets each process that may run do so once; false when none could.
func (h *host) turn() bool {
	did := false
	for _, pid := range slices.Sorted(maps.Keys(h.procs)) {
		p := h.procs[pid]
		if p == nil || p.zombie || !p.wake && len(p.signals) == 0 {
			continue
		}
		h.call(p)
		did = true
	}
	return did
}

func (h *host) call(p *process) {
	ev := proc.Event{Kind: proc.Wake}
	switch {
	case !p.started:
		ev.Kind, p.started = proc.Start, true
	case len(p.signals) > 0:
		ev = proc.Event{Kind: proc.Signaled, Signal: p.signals[0]}
		p.signals = p.signals[1:]
	}
	p.wake = false
	s := &sys{h: h, p: p}
	p.Sys = s
	run := p.run
	if p.Next != nil {
		run = p.Next
	}
	run(&p.Proc, ev)
	p.Sys = nil
}

// run goes on until nothing moves and no sleeper is left.
func (h *host) run() {
	for range 2_000_000 {
		if h.turn() {
			continue
		}
		var first *process
		for _, pid := range slices.Sorted(maps.Keys(h.procs)) {
			if p := h.procs[pid]; !p.zombie && !p.at.IsZero() && (first == nil || p.at.Before(first.at)) {
				first = p
			}
		}
		if first == nil {
			return
		}
		h.now, first.wake, first.at = first.at, true, time.Time{}
	}
}

func (h *host) wakeAll() {
	for _, p := range h.procs {
		p.wake = true
	}
}

func (h *host) close(id int) {
	f := h.files[id]
	if f == nil {
		return
	}
	if f.refs--; f.refs > 0 {
		return
	}
	delete(h.files, id)
	if p := h.pipes[f.pipe]; p != nil {
		switch f.kind {
		case "r":
			p.readers--
		case "w":
			p.writers--
		}
	}
	h.wakeAll()
}

func (h *host) end(p *process, code int) {
	if p.zombie {
		return
	}
	p.zombie, p.code = true, code
	for _, id := range p.fds {
		h.close(id)
	}
	p.fds = nil
	h.wakeAll()
}

func (h *host) signal(p *process, sig proc.Signal) {
	switch {
	case p.Ignore.Has(sig) && sig != proc.SIGKILL:
	case p.Catch.Has(sig):
		p.signals = append(p.signals, sig)
	case p.PID == 1 || sig == 0:
	default:
		h.end(p, 128+int(sig))
	}
}

func (h *host) interrupt() {
	for _, pid := range slices.Sorted(maps.Keys(h.procs)) {
		if !h.procs[pid].bg {
			h.signal(h.procs[pid], proc.SIGINT)
		}
	}
}

// programs are what the machine can run besides the shell.
var programs map[string]proc.Program

func init() {
	programs = map[string]proc.Program{"cat": catProgram, "sleep": sleepProgram, "up": upProgram, "sh": Program(Dash), "bash": Program(Bash), "env": envProgram, "int": intProgram}
}

func catProgram(p *proc.Proc, _ proc.Event) {
	for _, name := range p.Argv[1:] {
		data, err := p.Sys.ReadFile(name)
		if err != nil {
			p.Fail(1, "cat: "+name+": "+err.Error())
			return
		}
		p.Out(data)
	}
	if len(p.Argv) > 1 {
		p.Sys.Exit(0)
		return
	}
	proc.Slurp(p, 0, func(p *proc.Proc, data string) { proc.Finish(p, data, 0) })
}

func upProgram(p *proc.Proc, _ proc.Event) {
	proc.Slurp(p, 0, func(p *proc.Proc, data string) { proc.Finish(p, strings.ToUpper(data), 0) })
}

func envProgram(p *proc.Proc, _ proc.Event) {
	p.Out(strings.Join(p.Env, "\n") + "\n")
	p.Sys.Exit(0)
}

func intProgram(p *proc.Proc, _ proc.Event) { p.Sys.Exit(130) }

func sleepProgram(p *proc.Proc, ev proc.Event) {
	d, _ := time.ParseDuration(append(p.Argv, "0")[1] + "s")
	if ev.Kind == proc.Start {
		p.State = p.Sys.Now().Add(d)
	}
	left := p.State.(time.Time).Sub(p.Sys.Now())
	if left <= 0 {
		p.Sys.Exit(0)
		return
	}
	p.Sys.Sleep(left)
}
