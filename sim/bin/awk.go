//go:build !core

package bin

import (
	"strconv"
	"strings"

	"drydock/sim/persist"
	"drydock/sim/proc"
)

func awk(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "+F: v: f: W:")
	if !ok {
		return
	}
	text := ""
	for _, file := range o.values("f") {
		data, err := p.Sys.ReadFile(file)
		if err != nil {
			c.die(p, 2, c.pick("cannot open %s (%v)", "can't open '%s': %v"), file, err)
			return
		}
		text += data + "\n"
	}
	if !o.has("f") {
		if len(operands) == 0 {
			c.usageOnly(p)
			return
		}
		text, operands = operands[0], operands[1:]
	}
	rules, functions, err := parseAwk(text)
	if err != nil {
		c.die(p, c.flavourCode(2, 1), c.pick("line 1: %v", "cmd. line:1: %v"), err)
		return
	}
	st := awkStart(o)
	args := emptyArray().Set("0", awkStr("awk"))
	for i, a := range operands {
		args = args.Set(strconv.Itoa(i+1), awkIn(a))
	}
	st.vars = st.vars.Set("ARGC", awkNum(float64(len(operands)+1)))
	st.arrays = st.arrays.Set("ARGV", args)
	for i, kv := range p.Env {
		name, value, _ := strings.Cut(kv, "=")
		if i < 10_000 {
			st.arrays = st.arrays.Set("ENVIRON", st.arrays.At("ENVIRON").Set(name, awkIn(value)))
		}
	}
	a := awkProgram{call: c, rules: rules, functions: functions}
	a.run(p, awkTask{st: st, when: "BEGIN"})
}

// awkStart is the state before BEGIN.
func awkStart(o options) (st awkState) {
	for _, kv := range [][2]string{{"FS", " "}, {"OFS", " "}, {"ORS", "\n"}, {"RS", "\n"}, {"SUBSEP", "\x1c"}, {"OFMT", "%.6g"}, {"CONVFMT", "%.6g"}} {
		st.vars = st.vars.Set(kv[0], awkStr(kv[1]))
	}
	if o.has("F") {
		sep := awkUnescape(o.value("F", " "))
		if sep == "t" {
			sep = "\t"
		}
		st.vars = st.vars.Set("FS", awkStr(sep))
	}
	for _, kv := range o.values("v") {
		name, value, _ := strings.Cut(kv, "=")
		st.vars = st.vars.Set(name, awkIn(awkUnescape(value)))
	}
	st.seed = 1
	return st
}

// awkProgram is a parsed program.
type awkProgram struct {
	call
	rules     []awkRule
	functions map[string]awkFunction
}

func (a awkProgram) any(when string) bool {
	for _, r := range a.rules {
		if r.when == when {
			return true
		}
	}
	return false
}

// awkTask is how far a program is: before BEGIN, a record, or END.
type awkTask struct {
	st      awkState
	when    string // BEGIN, END, or "" for a record
	in      awkInput
	answers []answer
	done    int  // deeds of the journal that are done
	steps   int  // of all runs over the record
	cost    int  // of the last run, still to be counted
	more    bool // the input has to be read on first
	held    string
	files   persist.Map[string, int] // descriptors of the files that are printed to
	code    int
}

// run works on one part of the program after another.
func (a awkProgram) run(p *proc.Proc, t awkTask) {
	for {
		if !p.Sys.Spend(t.cost) {
			p.Next = func(p *proc.Proc, _ proc.Event) { a.run(p, t) }
			return
		}
		if t.cost = 0; t.more {
			in, blocked := a.readOn(p, t.in, t.st)
			if t.in = in; blocked {
				a.flush(p, t, func(p *proc.Proc, t awkTask) {
					p.Next = func(p *proc.Proc, _ proc.Event) { a.run(p, t) }
				})
				return
			}
			t.more = false
		}
		r := &awkRun{awkState: t.st, functions: a.functions, bytes: a.flavour == gnu, now: p.Sys.Now(), steps: t.steps, journal: journal{answers: t.answers, done: t.done, in: t.in}}
		eof, left := false, awkGoOn
		if t.when == "" {
			_, ok := r.nextRecord()
			eof = !ok && !r.waits
		}
		if !eof {
			left = a.rulesOf(r, t.when)
		}
		t.cost = 1 + (r.steps-t.steps)/16 + len(r.record)/8
		t.steps = r.steps
		finished, deeds := !r.waits || r.wrong != "", r.deeds
		if t.done = r.told; finished {
			t.st, t.in = r.awkState, r.in
		} else {
			t.more = r.more
		}
		on := func(p *proc.Proc, t awkTask, got answer) {
			if !finished && !t.more {
				t.answers = append(t.answers[:len(t.answers):len(t.answers)], got)
			}
			a.goOn(p, t, finished, eof, left)
		}
		if t, deeds = a.quick(p, t, deeds); len(deeds) > 0 {
			a.perform(p, t, deeds, on)
			return
		}
		if finished {
			var over bool
			if t, over = a.after(p, t, eof, left); over {
				a.finish(p, t)
				return
			}
		}
	}
}

// goOn is what follows deeds that took their time.
func (a awkProgram) goOn(p *proc.Proc, t awkTask, finished, eof bool, left awkSignal) {
	if finished {
		var over bool
		if t, over = a.after(p, t, eof, left); over {
			a.finish(p, t)
			return
		}
	}
	a.run(p, t)
}

// after is the task after BEGIN, a record or END, and whether that was all.
func (a awkProgram) after(p *proc.Proc, t awkTask, eof bool, left awkSignal) (awkTask, bool) {
	t.answers, t.done, t.steps = nil, 0, 0
	switch {
	case t.st.wrong != "" || t.when == "END":
		return t, true
	case t.st.exited, eof:
		t.when = "END"
	case t.when == "BEGIN":
		if t.when = ""; !a.any("") && !a.any("END") {
			return t, true
		}
	case left == awkNextFile:
		t.in = t.in.skip(p)
	}
	return t, false
}

// rulesOf runs the rules of one kind.
func (a awkProgram) rulesOf(r *awkRun, when string) awkSignal {
	for i, rule := range a.rules {
		if r.waits || r.wrong != "" {
			break
		}
		if rule.when != when || !r.chosen(i, rule) || r.waits {
			continue
		}
		s := awkGoOn
		if rule.action == nil {
			r.print(&awkNode{op: "print"})
		} else {
			s = r.exec(rule.action)
		}
		if r.leaves != awkGoOn {
			s = r.leaves
		}
		if s >= awkNext {
			return s
		}
	}
	return awkGoOn
}

// chosen tells whether a rule's pattern chooses the record.
func (r *awkRun) chosen(i int, rule awkRule) bool {
	switch {
	case rule.pattern == nil:
		return true
	case rule.pattern.op != "range":
		return r.eval(rule.pattern).truth()
	}
	bit := uint64(1) << (i % 64)
	if r.ranges&bit == 0 && !r.eval(rule.pattern.kids[0]).truth() {
		return false
	}
	r.ranges |= bit
	if r.eval(rule.pattern.kids[1]).truth() {
		r.ranges &^= bit
	}
	return true
}

// finish runs the commands that are still printed to, and ends the process.
func (a awkProgram) finish(p *proc.Proc, t awkTask) {
	a.flush(p, t, func(p *proc.Proc, t awkTask) {
		if len(t.st.pipes) > 0 {
			first := t.st.pipes[0]
			t.st.pipes = t.st.pipes[1:]
			a.feedPipe(p, t, first.command, first.text, func(p *proc.Proc, t awkTask, _ answer) { a.finish(p, t) })
			return
		}
		if t.st.wrong != "" {
			a.say(p, "%s", t.st.wrong)
		}
		if t.in.failed {
			t.code = 2
		}
		if t.st.code != 0 {
			t.code = t.st.code
		}
		p.Sys.Exit(t.code)
	})
}
