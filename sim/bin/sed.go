package bin

import (
	"fmt"
	"strings"

	"drydock/sim/persist"
	"drydock/sim/proc"
)

const maxJumps = 100_000 // orders of one line

// sedScript is a parsed script and how it is run.
type sedScript struct {
	orders []order
	quiet  bool
}

// sedState is what sed keeps from line to line.
type sedState struct {
	space, hold string
	line        int64
	at          int     // order to go on with, after n or N
	join        bool    // the next line is added: N
	more        bool    // the cycle goes on with the next line: n or N
	active      []int64 // per order with a range: 0, or the line it began, or -line it ends; never written to
	after       string  // text of a
	quit        bool
	swapped     bool // something was replaced since the last t
	code        int
	ahead       string // a line held back to know the last
	waiting     bool
	cut         bool
	saved       persist.Map[string, string] // what w wrote, by file
	errs        string
}

func sed(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "n,quiet,silent e:,expression f:,file E,regexp-extended r i?,in-place s,separate u,unbuffered z posix")
	if !ok {
		return
	}
	var script []string
	for _, opt := range o {
		switch opt.key {
		case "e":
			script = append(script, opt.value)
		case "f":
			data, err := p.Sys.ReadFile(opt.value)
			if err != nil {
				c.die(p, 1, c.pick("couldn't open file %s: %v", "%s: %v"), opt.value, err)
				return
			}
			script = append(script, strings.TrimSuffix(data, "\n"))
		}
	}
	if script == nil {
		if len(operands) == 0 {
			c.usageOnly(p)
			return
		}
		script, operands = operands[:1], operands[1:]
	}
	text := strings.Join(script, "\n")
	orders, err := parseSed(text, o.has("E", "r"))
	if err != nil {
		c.die(p, 1, c.pick("-e expression #1, char %[1]d: %[2]v", "%[2]v"), len(text), err)
		return
	}
	for i, order := range orders {
		if order.name == 'r' { // a file that is not there adds nothing
			orders[i].with, _ = p.Sys.ReadFile(order.text)
		}
	}
	if !c.makeFiles(p, orders) {
		return
	}
	s := sedScript{orders: orders, quiet: o.has("n")}
	if strings.HasPrefix(text, "#n\n") {
		s.quiet = true
	}
	if o.has("i") {
		c.inPlace(p, s, operands, o.value("i", ""))
		return
	}
	scan[sedState]{call: c, byLine: true, cannot: c.pick("can't read %s: %v", "%s: %v"),
		step: func(st sedState, k chunk) (sedState, string, bool) { return s.chunk(st, k) },
		done: func(p *proc.Proc, st sedState, code int) {
			out := ""
			if st.waiting && !st.quit {
				st, out = s.feed(st, st.ahead, st.cut, true)
			}
			if st.code > 0 {
				code = st.code
			} else if code == 1 && c.flavour == gnu {
				code = 2
			}
			code = max(code, c.saveFiles(p, st))
			proc.Finish(p, out, code)
		},
	}.start(p, sedState{}, operands)
}

// makeFiles empties the files that w writes to, as sed does before it begins.
func (c call) makeFiles(p *proc.Proc, orders []order) bool {
	for _, o := range orders {
		name := o.file
		if o.name == 'w' {
			name = o.text
		}
		if name == "" || name == "/dev/stdout" || name == "/dev/stderr" {
			continue
		}
		if err := p.Sys.WriteFile(name, "", 0o666); err != nil {
			c.die(p, 4, c.pick("couldn't open file %s: %v", "can't open '%s': %v"), name, err)
			return false
		}
	}
	return true
}

// saveFiles writes what w gathered and answers an exit code.
func (c call) saveFiles(p *proc.Proc, st sedState) (code int) {
	p.Err(st.errs)
	for name, text := range st.saved.All() {
		if err := p.Sys.WriteFile(name, text, 0o666); err != nil {
			c.say(p, "couldn't write to %s: %v", name, err)
			code = 4
		}
	}
	return code
}

// usageOnly prints the usage to standard error: the program got no script.
func (c call) usageOnly(p *proc.Proc) {
	if c.flavour == gnu {
		p.Fail(1, "Usage: "+c.name+" "+c.usage)
		return
	}
	p.Fail(1, c.banner())
}

// inPlace edits each file on its own.
func (c call) inPlace(p *proc.Proc, s sedScript, names []string, suffix string) {
	code := 0
	for _, name := range names {
		data, err := p.Sys.ReadFile(name)
		if err != nil {
			c.say(p, c.pick("can't read %s: %v", "%s: %v"), name, err)
			code = c.flavourCode(2, 1)
			continue
		}
		var out strings.Builder
		st := sedState{}
		for data != "" && !st.quit {
			line, rest, found := strings.Cut(data, "\n")
			var o string
			st, o = s.feed(st, line, !found, rest == "")
			out.WriteString(o)
			data = rest
		}
		out.WriteString(data)
		code = max(code, c.saveFiles(p, st))
		perm := p.Umask
		if st, err := p.Sys.Stat(name); err == nil {
			perm = st.Mode.Perm()
		}
		if suffix != "" {
			if err := p.Sys.Rename(name, name+suffix); err != nil {
				c.say(p, "cannot rename %s: %v", name, err)
			}
		}
		if err := p.Sys.WriteFile(name, out.String(), perm); err != nil {
			c.say(p, c.pick("couldn't open file %s: %v", "can't create '%s': %v"), name, err)
			code = c.flavourCode(4, 1)
		}
	}
	p.Sys.Exit(code)
}

func (c call) flavourCode(ofGNU, ofBusyBox int) int {
	if c.flavour == gnu {
		return ofGNU
	}
	return ofBusyBox
}

// chunk holds each line back until the next has come, so that $ is known, if
// the script asks for it.
func (s sedScript) chunk(st sedState, k chunk) (sedState, string, bool) {
	if k.end {
		return st, "", true
	}
	if !s.needsLast() {
		st, out := s.feed(st, k.text, k.cut, false)
		return st, out, !st.quit
	}
	out := ""
	if st.waiting {
		st, out = s.feed(st, st.ahead, st.cut, false)
	}
	st.ahead, st.cut, st.waiting = k.text, k.cut, true
	return st, out, !st.quit
}

func (s sedScript) needsLast() bool {
	for _, o := range s.orders {
		if o.from != nil && o.from.last || o.to != nil && o.to.last || strings.IndexByte("nN", o.name) >= 0 {
			return true
		}
	}
	return false
}

// feed runs the script over one line.
func (s sedScript) feed(st sedState, line string, cut, last bool) (sedState, string) {
	end := "\n"
	if cut {
		end = ""
	}
	st.line++
	switch {
	case !st.more:
		st.space, st.at = line, 0
	case st.join:
		st.space += "\n" + line
	default:
		st.space = line
	}
	st.more, st.join = false, false
	r := &sedRun{sedScript: s, sedState: st, last: last, end: end}
	r.cycle()
	return r.sedState, r.out.String()
}

func (s sedScript) replace(o order, space string) (string, bool) {
	found := o.re.FindAllStringSubmatchIndex(space, -1)
	var b strings.Builder
	at, done := 0, false
	for i, m := range found {
		if i+1 < o.nth || done && !o.all {
			continue
		}
		b.WriteString(space[at:m[0]])
		b.WriteString(expandSed(o.with, space, m))
		at, done = m[1], true
		if !o.all || b.Len() > maxMemory {
			break
		}
	}
	b.WriteString(space[at:])
	return b.String(), done
}

// expandSed puts &, \1 and the like into a replacement.
func expandSed(with, space string, m []int) string {
	var b strings.Builder
	upper := byte(0)
	write := func(text string) {
		switch upper {
		case 'U':
			text = strings.ToUpper(text)
		case 'L':
			text = strings.ToLower(text)
		}
		b.WriteString(text)
	}
	for i := 0; i < len(with); i++ {
		ch := with[i]
		switch {
		case ch == '&':
			write(space[m[0]:m[1]])
		case ch == '\\' && i+1 < len(with):
			i++
			switch g := with[i]; {
			case g >= '0' && g <= '9':
				if n := int(g-'0') * 2; n < len(m) && m[n] >= 0 {
					write(space[m[n]:m[n+1]])
				}
			case g == 'n':
				b.WriteByte('\n')
			case g == 't':
				b.WriteByte('\t')
			case g == 'U' || g == 'L' || g == 'E':
				upper = g
			default:
				b.WriteByte(g)
			}
		default:
			write(string(ch))
		}
	}
	return b.String()
}

func lineNumber(n int64) string { return fmt.Sprintf("%d\n", n) }
