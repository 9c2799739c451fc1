//go:build !core

package bin

import (
	"fmt"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// screenful is a program that draws its screen again and again: a value.
type screenful struct {
	call
	draw  func(p *proc.Proc, s screenful) string
	every time.Duration
	left  int // screens still to draw, -1 without end
	batch bool
	shown bool
	end   time.Time
}

func top(p *proc.Proc, c call) {
	o, _, ok := c.parse(p, "b,batch-mode n:,iterations d:,delay H,threads p:,pid u:,user c i s S e: E: o: w? m 1")
	if !ok {
		return
	}
	s := screenful{call: c, left: -1, batch: o.has("b"), every: time.Duration(c.flavourCode(3, 5)) * time.Second}
	if n, err := number(o.value("n", "")); err == nil && n > 0 {
		s.left = int(min(n, 10_000))
	}
	if d, err := parseWait(o.value("d", "x")); err == nil {
		s.every = max(d, 100*time.Millisecond)
	}
	if !p.Sys.IsTerminal(1) && !s.batch && c.flavour == gnu {
		p.Fail(1, "top: failed tty get")
		return
	}
	s.batch = s.batch || !p.Sys.IsTerminal(1)
	only := map[string]bool{}
	for _, pid := range listOf(o.value("p", "")) {
		only[pid] = true
	}
	s.draw = func(p *proc.Proc, s screenful) string { return s.top(p, only) }
	if !s.batch {
		p.Sys.Echo(0, false)
	}
	s.frame(p)
}

// frame draws the screen and waits for the time or a key.
func (s screenful) frame(p *proc.Proc) {
	text := s.draw(p, s)
	switch {
	case s.batch && s.shown && s.flavour == gnu:
		text = "\n" + text
	case !s.batch:
		_, rows := p.Sys.Size(1)
		text = "\x1b[H\x1b[J" + fitted(text, rows)
	}
	s.shown = true
	if s.left > 0 {
		s.left--
	}
	s.end = p.Sys.Now().Add(s.every)
	proc.Emit(p, 1, text, func(p *proc.Proc) { s.wait(p) })
}

// fitted leaves out what does not fit on the screen, and the last newline.
func fitted(text string, rows int) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if rows > 1 && len(lines) > rows-1 {
		lines = lines[:rows-1]
	}
	return strings.Join(lines, "\n") + "\r"
}

func (s screenful) wait(p *proc.Proc) {
	if s.left == 0 {
		s.quit(p)
		return
	}
	if !s.batch {
		key, err := p.Sys.Read(0, 256)
		if err == nil && (key == "" || strings.HasPrefix(strings.TrimSpace(key), "q")) {
			s.quit(p)
			return
		}
		if err == nil {
			s.frame(p)
			return
		}
	}
	left := s.end.Sub(p.Sys.Now())
	if left <= 0 {
		s.frame(p)
		return
	}
	p.Sys.Sleep(left)
	p.Next = func(p *proc.Proc, _ proc.Event) { s.wait(p) }
}

func (s screenful) quit(p *proc.Proc) {
	if s.batch {
		p.Sys.Exit(0)
		return
	}
	p.Sys.Echo(0, true)
	proc.Finish(p, "\n", 0)
}

// top is the screen of top in both flavours. Nothing here uses a processor
// for long: the machine shows as idle.
func (s screenful) top(p *proc.Proc, only map[string]bool) string {
	var list []proc.Info
	for _, i := range p.Sys.Processes() {
		if len(only) == 0 || only[fmt.Sprint(i.PID)] {
			list = append(list, i)
		}
	}
	v := psView{people: users(p), now: p.Sys.Now()}
	mem := func(key string) int64 { return memory(p, key) }
	load := "0.00 0.01 0.05"
	if data, err := p.Sys.ReadFile("/proc/loadavg"); err == nil {
		load = strings.TrimSuffix(data, "\n")
	}
	if s.flavour == busybox {
		return s.busyboxTop(p, v, list, load, mem)
	}
	var b strings.Builder
	states := map[byte]int{}
	for _, i := range list {
		states[i.State]++
	}
	averages := strings.Join(strings.Fields(load)[:3], ", ")
	up := uptimeText(p)
	fmt.Fprintf(&b, "top - %s up %s,  0 users,  load average: %s\n", v.now.Format("15:04:05"), up, averages)
	fmt.Fprintf(&b, "Tasks: %3d total, %3d running, %3d sleeping, %3d stopped, %3d zombie\n", len(list), max(states['R'], 1), max(len(list)-max(states['R'], 1)-states['T']-states['Z'], 0), states['T'], states['Z'])
	b.WriteString("%Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st \n")
	mib := func(n int64) float64 { return float64(n) / (1 << 20) }
	cache := mem("Buffers") + mem("Cached")
	fmt.Fprintf(&b, "MiB Mem : %8.1f total, %8.1f free, %8.1f used, %8.1f buff/cache     \n", mib(mem("MemTotal")), mib(mem("MemFree")), mib(mem("MemTotal")-mem("MemFree")-cache), mib(cache))
	fmt.Fprintf(&b, "MiB Swap: %8.1f total, %8.1f free, %8.1f used. %8.1f avail Mem \n\n", mib(mem("SwapTotal")), mib(mem("SwapFree")), 0.0, mib(mem("MemAvailable")))
	head := fmt.Sprintf("%7s %-9s %3s %3s %7s %6s %6s %s %5s %5s %9s %s", "PID", "USER", "PR", "NI", "VIRT", "RES", "SHR", "S", "%CPU", "%MEM", "TIME+", "COMMAND")
	if !s.batch {
		head = "\x1b[7m" + head + "\x1b[m"
	}
	b.WriteString(head + "\n")
	for _, i := range list {
		fmt.Fprintf(&b, "%7d %-9s %3d %3d %7s %6s %6d %c %5s %5s %9s %s\n", i.PID, psUser(v, i), 20, 0, vszOf(i), rssOf(i), 900, i.State, "0.0", "0.0", "0:00.00", i.Name)
	}
	return b.String()
}

func vszOf(i proc.Info) string { return fmt.Sprint(2400 + len(i.Name)*164) }

func rssOf(i proc.Info) string { return fmt.Sprint(900 + len(i.Name)*76) }

func (s screenful) busyboxTop(p *proc.Proc, v psView, list []proc.Info, load string, mem func(string) int64) string {
	var b strings.Builder
	kib := func(key string) int64 { return mem(key) >> 10 }
	fmt.Fprintf(&b, "Mem: %dK used, %dK free, %dK shrd, %dK buff, %dK cached\n", kib("MemTotal")-kib("MemFree"), kib("MemFree"), kib("Shmem"), kib("Buffers"), kib("Cached"))
	b.WriteString("CPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\n")
	b.WriteString("Load average: " + load + "\n")
	head := "  PID  PPID USER     STAT   VSZ %VSZ %CPU COMMAND"
	if !s.batch {
		head = "\x1b[7m" + head + "\x1b[m"
	}
	b.WriteString(head + "\n")
	for _, i := range list {
		fmt.Fprintf(&b, "%5d %5d %-8.8s %-4c%6s   0%%   0%% %s\n", i.PID, i.PPID, psUser(v, i), i.State, vszOf(i), psArgs(v, i))
	}
	return b.String()
}

// watch runs a command again and again.
func watch(p *proc.Proc, c call) {
	o, command, ok := c.parse(p, "+n:,interval t,no-title d?,differences e,errexit g,chgexit b,beep c,color x,exec p,precise")
	if !ok {
		return
	}
	if len(command) == 0 {
		p.Fail(1, c.pick("Usage:\n watch [options] command", c.banner()))
		return
	}
	every, err := parseWait(o.value("n", "2"))
	if err != nil {
		c.die(p, 1, c.pick("failed to parse argument: '%s'", "invalid number '%s'"), o.value("n", ""))
		return
	}
	w := watching{call: c, every: max(every, 100*time.Millisecond), title: !o.has("t"), argv: []string{"sh", "-c", strings.Join(command, " ")}, text: strings.Join(command, " ")}
	if o.has("x") {
		w.argv = command
	}
	w.round(p)
}

// watching is a watch under way: a value.
type watching struct {
	call
	argv  []string
	text  string
	every time.Duration
	title bool
}

func (w watching) round(p *proc.Proc) {
	head := "\x1b[H\x1b[J"
	if w.title {
		left := fmt.Sprintf("Every %.1fs: %s", w.every.Seconds(), w.text)
		right := p.Sys.Now().Format("2006-01-02 15:04:05")
		if w.flavour == gnu {
			right = p.Sys.Hostname() + ": " + p.Sys.Now().Format("Mon Jan _2 15:04:05 2006")
		}
		cols, _ := p.Sys.Size(1)
		if cols == 0 {
			cols = 80
		}
		head += left + strings.Repeat(" ", max(cols-len(left)-len(right), 1)) + right + "\n\n"
	}
	proc.Emit(p, 1, head, func(p *proc.Proc) {
		pid, err := p.Sys.Spawn(proc.Spawn{Argv: w.argv})
		if err != nil {
			w.die(p, 1, "%s: %v", w.argv[0], err)
			return
		}
		await(p, pid, func(p *proc.Proc, _ int) { w.pause(p, p.Sys.Now().Add(w.every)) })
	})
}

func (w watching) pause(p *proc.Proc, until time.Time) {
	left := until.Sub(p.Sys.Now())
	if left <= 0 {
		w.round(p)
		return
	}
	p.Sys.Sleep(left)
	p.Next = func(p *proc.Proc, _ proc.Event) { w.pause(p, until) }
}

// timed is time: a command and how long it took.
func timed(p *proc.Proc, c call) {
	o, command, ok := c.parse(p, "+p,portability v,verbose f:,format o:,output a,append")
	if !ok {
		return
	}
	if bad := o.last("v", "f", "o", "a"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	if len(command) == 0 {
		p.Fail(1, c.banner())
		return
	}
	began := p.Sys.Now()
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: command})
	if err != nil {
		code := 126
		if err == vfs.ENOENT {
			code = 127
		}
		c.die(p, code, c.pick("cannot run %s: %v", "can't execute '%s': %v"), command[0], err)
		return
	}
	await(p, pid, func(p *proc.Proc, code int) {
		took := p.Sys.Now().Sub(began)
		text := fmt.Sprintf("real\t%dm %.2fs\nuser\t0m 0.00s\nsys\t0m 0.00s\n", int(took.Minutes()), took.Seconds()-float64(int(took.Minutes())*60))
		switch {
		case o.has("p"):
			text = fmt.Sprintf("real %.2f\nuser 0.00\nsys 0.00\n", took.Seconds())
		case c.flavour == gnu:
			text = fmt.Sprintf("0.00user 0.00system %d:%05.2felapsed 0%%CPU (0avgtext+0avgdata 2048maxresident)k\n0inputs+0outputs (0major+90minor)pagefaults 0swaps\n",
				int(took.Minutes()), took.Seconds()-float64(int(took.Minutes())*60))
		}
		proc.Emit(p, 2, text, exit(code))
	})
}
