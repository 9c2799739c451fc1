package bin

import (
	"strings"

	"drydock/sim/proc"
)

func awk(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "+F: v: f:")
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
	rules, err := parseAwk(text)
	if err != nil {
		c.die(p, c.flavourCode(2, 1), c.pick("line 1: %v", "cmd. line:1: %v"), err)
		return
	}
	st := awkStart(o)
	for i, kv := range p.Env {
		name, value, _ := strings.Cut(kv, "=")
		if i < 10_000 {
			st.arrays = st.arrays.Set("ENVIRON", st.arrays.At("ENVIRON").Set(name, awkIn(value)))
		}
	}
	a := awkProgram{call: c, rules: rules}
	st, out := a.run(st, "BEGIN", false)
	p.Err(st.held)
	st.held = ""
	onlyBegin := true
	for _, r := range rules {
		onlyBegin = onlyBegin && r.when == "BEGIN"
	}
	proc.Emit(p, 1, out, func(p *proc.Proc) {
		if st.exited || onlyBegin {
			a.end(p, st, 0)
			return
		}
		a.scan(p, st, operands)
	})
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
	return st
}

// awkProgram is a parsed program.
type awkProgram struct {
	call
	rules []awkRule
}

// scan runs the rules over the lines of the operands; NAME=value operands are
// assignments.
func (a awkProgram) scan(p *proc.Proc, st awkState, operands []string) {
	var files []string
	for _, name := range operands {
		if key, value, ok := strings.Cut(name, "="); ok && key != "" && !strings.ContainsAny(key, "/.") {
			st.vars = st.vars.Set(key, awkIn(awkUnescape(value)))
			continue
		}
		files = append(files, name)
	}
	scan[awkState]{call: a.call, byLine: true, cannot: a.pick("cannot open %s (%v)", "%s: %v"),
		step: func(st awkState, k chunk) (awkState, string, bool) {
			if k.end {
				st.fnr = 0
				return st, "", true
			}
			st.record = k.text
			st.nr, st.fnr = st.nr+1, st.fnr+1
			name := k.name
			if name == "-" {
				name = ""
			}
			st.vars = st.vars.Set("FILENAME", awkStr(name))
			st, out := a.run(st, "", true)
			return st, out, !st.exited
		},
		done: func(p *proc.Proc, st awkState, code int) { a.end(p, st, code*2) },
	}.start(p, st, files)
}

// run runs the rules of one kind.
func (a awkProgram) run(st awkState, when string, record bool) (awkState, string) {
	r := &awkRun{awkState: st}
	for i, rule := range a.rules {
		if rule.when != when || !r.chosen(i, rule) {
			continue
		}
		if rule.action == nil {
			r.print(&awkNode{op: "print"})
			continue
		}
		if s := r.exec(rule.action); s == awkNext && record || s == awkExit || r.wrong != "" {
			break
		}
	}
	r.held += r.errs.String()
	return r.awkState, r.out.String()
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

// end runs the END rules and ends the process.
func (a awkProgram) end(p *proc.Proc, st awkState, code int) {
	out := ""
	if st.wrong == "" {
		st, out = a.run(st, "END", false)
	}
	p.Err(st.held)
	if st.wrong != "" {
		a.say(p, "%s", st.wrong)
	}
	if st.code != 0 {
		code = st.code
	}
	proc.Finish(p, out, code)
}
