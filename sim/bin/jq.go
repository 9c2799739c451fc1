//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// jq reads JSON texts and prints what a filter makes of each of them. It is
// the language people use on the output of docker inspect: paths, pipes,
// construction, operators, if, reduce, foreach, functions, and the usual
// built-in ones. Source: jq 1.6 manual.
func jq(p *proc.Proc, c call) {
	args, named := c.args, map[string]any{}
	var files, rest []string
	var filter *string
	j := jqRun{call: c, indent: 2}
	for i := 0; i < len(args); i++ {
		a := args[i]
		value := func() string {
			if i+1 < len(args) {
				i++
				return args[i]
			}
			return ""
		}
		switch {
		case a == "--arg":
			name := value()
			named[name] = value()
		case a == "--argjson":
			name := value()
			v, _, err := readJSON(value() + "\n")
			if err != nil {
				c.die(p, 2, "Invalid JSON text passed to --argjson")
				return
			}
			named[name] = v
		case a == "--args":
			rest = args[i+1:]
			i = len(args)
		case a == "--indent":
			n, _ := number(value())
			j.indent = int(min(max(n, 0), 7))
		case a == "--tab":
			j.tab = true
		case a == "--version" || a == "-V":
			proc.Finish(p, "jq-1.6\n", 0)
			return
		case a == "--help" || a == "-h":
			proc.Finish(p, jqUsage, 0)
			return
		case strings.HasPrefix(a, "--"):
			if !j.long(a[2:]) {
				p.Fail(2, "Unknown arguments\n"+jqUsage)
				return
			}
		case strings.HasPrefix(a, "-") && len(a) > 1:
			for _, ch := range a[1:] {
				if !j.short(ch) {
					p.Fail(2, "Unknown arguments\n"+jqUsage)
					return
				}
			}
		case filter == nil:
			filter = &a
		default:
			files = append(files, a)
		}
	}
	if filter == nil {
		if p.Sys.IsTerminal(0) {
			p.Fail(2, strings.TrimSuffix(jqUsage, "\n"))
			return
		}
		dot := "."
		filter = &dot
	}
	text := *filter
	if j.fromFile {
		data, err := p.Sys.ReadFile(text)
		if err != nil {
			c.die(p, 2, "error: Could not open %s: %v", text, err)
			return
		}
		text = data
	}
	q, err := parseJQ(text)
	if err != nil {
		p.Fail(3, "jq: error: "+err.Error()+"\njq: 1 compile error")
		return
	}
	var positional []any
	for _, r := range rest {
		positional = append(positional, r)
	}
	named["ARGS"] = map[string]any{"positional": positional, "named": map[string]any{}}
	j.query, j.named = q, named
	j.start(p, files)
}

const jqUsage = "Usage:\tjq [OPTIONS] FILTER [FILES...]\n\tjq [OPTIONS] --args FILTER [ARGUMENTS...]\n\nOptions: -c -r -j -n -s -e -S -R -C -M --tab --indent N --arg NAME VALUE --argjson NAME JSON -f FILE\n"

// jqRun is one run of jq.
type jqRun struct {
	call
	query                                                                *jqNode
	named                                                                map[string]any
	indent                                                               int
	tab, compact, raw, joined, null, slurps, status, keys, lines, colour bool
	fromFile                                                             bool
}

func (j *jqRun) short(ch rune) bool {
	flags := map[rune]*bool{'c': &j.compact, 'r': &j.raw, 'j': &j.joined, 'n': &j.null, 's': &j.slurps, 'e': &j.status, 'S': &j.keys, 'R': &j.lines, 'C': &j.colour, 'f': &j.fromFile}
	if f := flags[ch]; f != nil {
		*f = true
		return true
	}
	return ch == 'M' || ch == 'a'
}

func (j *jqRun) long(name string) bool {
	for _, l := range []struct {
		name string
		ch   rune
	}{{"compact-output", 'c'}, {"raw-output", 'r'}, {"join-output", 'j'}, {"null-input", 'n'}, {"slurp", 's'}, {"exit-status", 'e'}, {"sort-keys", 'S'},
		{"raw-input", 'R'}, {"color-output", 'C'}, {"monochrome-output", 'M'}, {"ascii-output", 'a'}, {"from-file", 'f'}, {"unbuffered", 'M'}} {
		if l.name == name {
			return j.short(l.ch)
		}
	}
	return false
}

// jqState is what jq keeps from text to text.
type jqState struct {
	part string // of a value whose end has not come
	deep int    // brackets open in it
	text bool   // it ends inside a string
	all  []any  // with -s
	code int
	last any
	err  string
}

func (j jqRun) start(p *proc.Proc, files []string) {
	if j.null {
		st, out := j.feed(jqState{}, nil)
		j.end(p, st, out)
		return
	}
	scan[jqState]{call: j.call, byLine: true, cannot: "error: Could not open %s: %v",
		kept: func(st jqState) int { return len(st.part) },
		step: func(st jqState, k chunk) (jqState, string, bool) { return j.take(st, k) },
		done: func(p *proc.Proc, st jqState, code int) {
			out := ""
			if st.err == "" && strings.TrimSpace(st.part) != "" {
				_, _, err := readJSON(st.part)
				st.err, st.code = "jq: error (at <stdin>): "+err.Error()+"\n", 2
			}
			if j.slurps && st.err == "" {
				var in any = st.all
				if j.lines {
					in = st.part
				} else if st.all == nil {
					in = []any{}
				}
				st, out = j.feed(st, in)
			}
			if code != 0 && st.code == 0 {
				st.code = 2
			}
			j.end(p, st, out)
		}}.start(p, jqState{}, files)
}

func (j jqRun) end(p *proc.Proc, st jqState, out string) {
	code := st.code
	if j.status && code == 0 && (st.last == nil || st.last == false) {
		code = 1
	}
	proc.Emit(p, 1, out, func(p *proc.Proc) { proc.Emit(p, 2, st.err, exit(code)) })
}

// take adds a line, and filters the values that are complete.
func (j jqRun) take(st jqState, k chunk) (jqState, string, bool) {
	if k.end || st.err != "" {
		return st, "", st.err == ""
	}
	if j.lines {
		if j.slurps {
			st.part += k.text + k.newline()
			return st, "", true
		}
		st, out := j.feed(st, k.text)
		return st, out, true
	}
	st.part += k.text + "\n"
	if st = st.nested(k.text); st.deep > 0 {
		return st, "", true
	}
	st.deep, st.text = 0, false
	out := ""
	for {
		v, rest, err := readJSON(st.part)
		if err == errUnfinished || strings.TrimSpace(st.part) == "" {
			return st, out, true
		}
		if err != nil {
			st.err, st.code = "parse error: "+err.Error()+" at line 1, column 0\n", 2
			return st, out, false
		}
		st.part = rest
		if j.slurps {
			st.all = append(st.all[:len(st.all):len(st.all)], v)
			continue
		}
		var o string
		st, o = j.feed(st, v)
		out += o
	}
}

// nested counts the brackets a line opens and closes.
func (st jqState) nested(line string) jqState {
	for i := 0; i < len(line); i++ {
		switch ch := line[i]; {
		case st.text && ch == '\\':
			i++
		case ch == '"':
			st.text = !st.text
		case st.text:
		case ch == '{' || ch == '[':
			st.deep++
		case ch == '}' || ch == ']':
			st.deep--
		}
	}
	return st
}

// feed filters one value.
func (j jqRun) feed(st jqState, in any) (jqState, string) {
	var b strings.Builder
	e := &jqEval{}
	err := e.eval(j.query, jqScope(j.named), jqValue{v: in}, func(r jqValue) error {
		v := r.v
		st.last = v
		if s, ok := v.(string); ok && (j.raw || j.joined) {
			b.WriteString(s)
		} else {
			writeJSON(&b, v, j.layout(), 0)
		}
		if !j.joined {
			b.WriteString("\n")
		}
		if b.Len() > maxMemory {
			return jqFault("the output is too large for this lab")
		}
		return nil
	})
	if err != nil {
		st.err += "jq: error (at <stdin>:1): " + err.Error() + "\n"
		st.code = 5
	}
	return st, b.String()
}

func (j jqRun) layout() jsonLayout {
	l := jsonLayout{indent: strings.Repeat(" ", j.indent), sorted: j.keys, compact: j.compact || j.indent == 0 && !j.tab, colour: j.colour}
	if j.tab {
		l.indent = "\t"
	}
	return l
}
