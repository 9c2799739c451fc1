//go:build !core

package bin

import (
	"math"
	"strconv"
	"time"
)

// awkFrame is a call of a function: its parameters as values and, where they
// are used as arrays, the names of those. It lives while one record is worked on.
type awkFrame struct {
	values map[string]awkValue
	arrays map[string]string
}

func (f *awkFrame) has(name string) bool {
	if f == nil {
		return false
	}
	_, ok := f.values[name]
	return ok
}

// array is the name under which the array that the program calls name is kept.
func (r *awkRun) array(name string) string {
	if r.frame.has(name) {
		return r.frame.arrays[name]
	}
	return name
}

const mostAwkCalls = 1000 // one inside the other

// callOwn calls a function of the program's own: scalars by value, arrays by
// reference. A parameter without an argument is a local variable.
func (r *awkRun) callOwn(n *awkNode) awkValue {
	f := r.functions[n.text]
	if r.depth >= mostAwkCalls {
		r.stop("function calls nested too deeply")
		return awkValue{}
	}
	frame := &awkFrame{values: map[string]awkValue{}, arrays: map[string]string{}}
	var fresh []string
	for i, param := range f.params {
		switch {
		case i < len(n.kids) && n.kids[i].op == "name":
			frame.arrays[param] = r.array(n.kids[i].text)
			frame.values[param] = awkValue{}
			if !r.arrays.Has(frame.arrays[param]) {
				frame.values[param] = r.get(n.kids[i].text)
			}
		default:
			name := "\x00" + strconv.Itoa(r.depth) + param
			frame.arrays[param], fresh = name, append(fresh, name)
			frame.values[param] = awkValue{}
			if i < len(n.kids) {
				frame.values[param] = r.eval(n.kids[i])
			}
		}
	}
	before := r.frame
	r.frame, r.result = frame, awkValue{}
	r.depth++
	s := r.exec(f.body)
	r.depth--
	r.frame = before
	for _, name := range fresh {
		r.arrays = r.arrays.Delete(name)
	}
	if s == awkExit || s == awkNext || s == awkNextFile {
		r.leaves = s
	}
	v := r.result
	r.result = awkValue{}
	return v
}

// machineCall is a built-in function that asks the machine or chance.
func (r *awkRun) machineCall(name string, args []awkValue) (awkValue, bool) {
	switch name {
	case "rand":
		r.seed = r.seed*6364136223846793005 + 1442695040888963407
		return awkNum(float64(r.seed>>11) / (1 << 53)), true
	case "srand":
		old := r.vars.At("\x00seed")
		next := awkNum(float64(r.now.Unix()))
		if len(args) > 0 {
			next = awkNum(args[0].number())
		}
		r.seed = math.Float64bits(next.n) | 1
		r.vars = r.vars.Set("\x00seed", next)
		return old, true
	case "systime":
		return awkNum(float64(r.now.Unix())), true
	case "strftime":
		format, at := "%c", r.now
		if len(args) > 0 {
			format = args[0].str()
		}
		if len(args) > 1 {
			at = time.Unix(int64(min(max(args[1].number(), -1e11), 1e11)), 0)
		}
		return awkStr(strftime(format, at.UTC())), true
	case "system":
		return r.ask(runsCommand, args[0].str(), "").value(), true
	case "close":
		return r.closes(args[0].str()), true
	case "fflush":
		return awkNum(0), true
	}
	return awkValue{}, false
}
