//go:build !core

package bin

import (
	"math"
	"slices"
	"strings"
	"time"

	"drydock/sim/persist"
)

const maxAwkSteps = 2_000_000 // of one record

// awkRun is one run of the rules over a record, on a copy of the state.
type awkRun struct {
	awkState
	fields    []string
	split     bool // fields are those of record
	steps     int
	printed   int // bytes
	bytes     bool
	functions map[string]awkFunction
	frame     *awkFrame // of the function that runs; nil outside all
	depth     int       // of calls
	result    awkValue  // of return
	now       time.Time
	journal
}

// awkSignal is what leaves loops and rules early.
type awkSignal int

const (
	awkGoOn awkSignal = iota
	awkBreak
	awkContinue
	awkNext
	awkNextFile
	awkExit
	awkReturn
)

func (r *awkRun) get(name string) awkValue {
	if r.frame.has(name) {
		return r.frame.values[name]
	}
	switch name {
	case "NF":
		r.divide()
		return awkNum(float64(len(r.fields)))
	case "NR":
		return awkNum(r.nr)
	case "FNR":
		return awkNum(r.fnr)
	}
	return r.vars.At(name)
}

func (r *awkRun) set(name string, v awkValue) {
	if r.frame.has(name) {
		r.frame.values[name] = v
		return
	}
	switch name {
	case "NR":
		r.nr = v.number()
		return
	case "FNR":
		r.fnr = v.number()
		return
	case "NF":
		r.divide()
		n := min(max(int(v.number()), 0), 10_000)
		for len(r.fields) < n {
			r.fields = append(r.fields, "")
		}
		r.fields = r.fields[:n]
		r.join()
		return
	}
	r.vars = r.vars.Set(name, v)
}

// divide splits the record into fields when they are first needed.
func (r *awkRun) divide() {
	if !r.split {
		sep := r.vars.At("FS").str()
		if r.vars.At("RS").str() == "" && sep != " " { // then a newline parts fields too
			sep = "(" + sep + ")|\n"
			if len(sep) == len("(x)|\n") && strings.ContainsAny(sep[1:2], `.*+?()[]{}|^$\`) {
				sep = "[" + sep[1:2] + "]|\n"
			}
		}
		r.fields, r.split = r.splitBy(r.record, sep), true
	}
}

// splitBy splits a text at blanks, one character or a regular expression.
func (r *awkRun) splitBy(text, sep string) []string {
	switch {
	case sep == " ":
		return strings.Fields(text)
	case text == "":
		return nil
	case sep == "":
		return strings.Split(text, "")
	case len(sep) == 1 && sep != `\`:
		return strings.Split(text, sep)
	}
	re, err := compile(sep, true, false)
	if err != nil {
		return []string{text}
	}
	return re.Split(text, -1)
}

func (r *awkRun) join() { r.record = strings.Join(r.fields, r.vars.At("OFS").str()) }

func (r *awkRun) field(n int) awkValue {
	if n == 0 {
		return awkIn(r.record)
	}
	if r.divide(); n < 0 || n > len(r.fields) {
		return awkValue{kind: 'i'}
	}
	return awkIn(r.fields[n-1])
}

func (r *awkRun) setField(n int, v awkValue) {
	if n == 0 {
		r.record, r.split = v.str(), false
		return
	}
	r.divide()
	r.fields = slices.Clone(r.fields)
	for len(r.fields) < n && n < 10_000 {
		r.fields = append(r.fields, "")
	}
	if n > 0 && n <= len(r.fields) {
		r.fields[n-1] = v.str()
	}
	r.join()
}

// assign gives a value to a variable, field or element.
func (r *awkRun) assign(n *awkNode, v awkValue) {
	if len(v.s) > maxMemory {
		r.stop("out of memory")
		return
	}
	switch n.op {
	case "name":
		r.set(n.text, v)
	case "$":
		r.setField(int(r.eval(n.kids[0]).number()), v)
	case "index":
		r.put(n.text, r.subscript(n.kids), v)
	}
}

func (r *awkRun) put(array, key string, v awkValue) {
	array = r.array(array)
	r.arrays = r.arrays.Set(array, r.arrays.At(array).Set(key, v))
}

func (r *awkRun) subscript(kids []*awkNode) string {
	var parts []string
	for _, k := range kids {
		parts = append(parts, r.eval(k).str())
	}
	return strings.Join(parts, "\x1c")
}

func (r *awkRun) stop(why string) {
	if r.wrong == "" {
		r.wrong, r.exited, r.code = why, true, 2
	}
}

// spend counts steps; after too many the program is stopped, since a record
// is worked on without a wait.
func (r *awkRun) spend() bool {
	if r.steps++; r.steps > maxAwkSteps || r.printed > maxMemory {
		r.stop("the program ran for too long on one record")
	}
	return r.wrong == "" && !r.waits
}

func (r *awkRun) exec(n *awkNode) awkSignal {
	if n == nil || !r.spend() {
		return awkGoOn
	}
	switch n.op {
	case "block":
		for _, k := range n.kids {
			if s := r.exec(k); s != awkGoOn || r.wrong != "" {
				return s
			}
		}
	case "do1":
		r.eval(n.kids[0])
	case "print", "printf":
		r.print(n)
	case "if":
		switch {
		case r.eval(n.kids[0]).truth():
			return r.exec(n.kids[1])
		case len(n.kids) > 2:
			return r.exec(n.kids[2])
		}
	case "while", "dowhile":
		for first := true; (first && n.op == "dowhile" || r.eval(n.kids[0]).truth()) && r.spend(); first = false {
			if s := r.exec(n.kids[1]); s == awkBreak {
				break
			} else if s > awkContinue {
				return s
			}
		}
	case "for":
		for r.exec(n.kids[0]); (n.kids[1] == nil || r.eval(n.kids[1]).truth()) && r.spend(); r.exec(n.kids[2]) {
			if s := r.exec(n.kids[3]); s == awkBreak {
				break
			} else if s > awkContinue {
				return s
			}
		}
	case "each":
		for key := range r.arrays.At(r.array(n.text)).All() {
			r.set(n.kids[0].text, awkIn(key))
			if s := r.exec(n.kids[1]); s == awkBreak || !r.spend() {
				break
			} else if s > awkContinue {
				return s
			}
		}
	case "delete":
		name := r.array(n.text)
		if len(n.kids) == 0 {
			r.arrays = r.arrays.Set(name, emptyArray())
		} else {
			key := r.subscript(n.kids)
			r.arrays = r.arrays.Set(name, r.arrays.At(name).Delete(key))
		}
	case "next":
		return awkNext
	case "nextfile":
		return awkNextFile
	case "return":
		if r.result = (awkValue{}); len(n.kids) > 0 {
			r.result = r.eval(n.kids[0])
		}
		return awkReturn
	case "break":
		return awkBreak
	case "continue":
		return awkContinue
	case "exit":
		r.exited = true
		if len(n.kids) > 0 {
			r.code = int(r.eval(n.kids[0]).number()) & 0xff
		}
		return awkExit
	}
	return awkGoOn
}

func (r *awkRun) print(n *awkNode) {
	var args []awkValue
	for _, k := range n.kids {
		args = append(args, r.eval(k))
	}
	var out strings.Builder
	switch {
	case n.op == "printf":
		out.WriteString(awkPrintf(args[0].str(), args[1:]))
	case len(args) == 0:
		out.WriteString(r.record)
	}
	for i, v := range args {
		if n.op == "printf" {
			break
		}
		if i > 0 {
			out.WriteString(r.vars.At("OFS").str())
		}
		if v.kind == 'n' {
			out.WriteString(awkFormat(v.n, r.vars.At("OFMT").str()))
		} else {
			out.WriteString(v.s)
		}
	}
	if n.op == "print" {
		out.WriteString(r.vars.At("ORS").str())
	}
	r.printed += out.Len()
	if n.to == nil {
		r.tell(toStdout, "", out.String())
		return
	}
	r.redirect(n.text, r.eval(n.to).str(), out.String())
}

func (r *awkRun) eval(n *awkNode) awkValue {
	if !r.spend() {
		return awkValue{}
	}
	switch n.op {
	case "num":
		return awkNum(n.num)
	case "str":
		return awkStr(n.text)
	case "re":
		return awkBool(n.re.MatchString(r.record))
	case "group":
		return r.eval(n.kids[0])
	case "name":
		return r.get(n.text)
	case "$":
		return r.field(int(r.eval(n.kids[0]).number()))
	case "index":
		key, name := r.subscript(n.kids), r.array(n.text)
		if !r.arrays.At(name).Has(key) {
			r.put(n.text, key, awkValue{})
		}
		return r.arrays.At(name).At(key)
	case "in":
		key := r.subscript(n.kids)
		return awkBool(r.arrays.At(r.array(n.text)).Has(key))
	case "own":
		return r.callOwn(n)
	case "getline":
		return r.getline(n)
	case "=":
		v := r.eval(n.kids[1])
		r.assign(n.kids[0], v)
		return v
	case "?":
		if r.eval(n.kids[0]).truth() {
			return r.eval(n.kids[1])
		}
		return r.eval(n.kids[2])
	case "||":
		return awkBool(r.eval(n.kids[0]).truth() || r.eval(n.kids[1]).truth())
	case "&&":
		return awkBool(r.eval(n.kids[0]).truth() && r.eval(n.kids[1]).truth())
	case "call":
		return r.call(n)
	case "~", "!~":
		return awkBool(r.matches(r.eval(n.kids[0]).str(), n.kids[1]) == (n.op == "~"))
	case "unary!":
		return awkBool(!r.eval(n.kids[0]).truth())
	case "unary-":
		return awkNum(-r.eval(n.kids[0]).number())
	case "unary+":
		return awkNum(r.eval(n.kids[0]).number())
	case "pre++", "pre--", "post++", "post--":
		old := r.eval(n.kids[0]).number()
		by := map[bool]float64{true: 1, false: -1}[strings.HasSuffix(n.op, "++")]
		r.assign(n.kids[0], awkNum(old+by))
		if strings.HasPrefix(n.op, "post") {
			return awkNum(old)
		}
		return awkNum(old + by)
	}
	return r.operate(n.op, r.eval(n.kids[0]), r.eval(n.kids[1]))
}

func (r *awkRun) operate(op string, a, b awkValue) awkValue {
	switch op {
	case "cat":
		return awkStr(a.str() + b.str())
	case "+":
		return awkNum(a.number() + b.number())
	case "-":
		return awkNum(a.number() - b.number())
	case "*":
		return awkNum(a.number() * b.number())
	case "/", "%":
		if b.number() == 0 {
			r.stop("division by zero")
			return awkValue{}
		}
		if op == "%" {
			return awkNum(math.Mod(a.number(), b.number()))
		}
		return awkNum(a.number() / b.number())
	case "^":
		return awkNum(math.Pow(a.number(), b.number()))
	}
	d := compareAwk(a, b)
	switch op {
	case "<":
		return awkBool(d < 0)
	case "<=":
		return awkBool(d <= 0)
	case "==":
		return awkBool(d == 0)
	case "!=":
		return awkBool(d != 0)
	case ">":
		return awkBool(d > 0)
	}
	return awkBool(d >= 0)
}

func (r *awkRun) matches(text string, pattern *awkNode) bool {
	re := pattern.re
	if pattern.op != "re" {
		var err error
		if re, err = compile(r.eval(pattern).str(), true, false); err != nil {
			r.stop(err.Error())
			return false
		}
	}
	return re.MatchString(text)
}

// emptyArray is what split starts from.
func emptyArray() persist.Map[string, awkValue] { return persist.Map[string, awkValue]{} }
