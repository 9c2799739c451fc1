package shell

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"drydock/sim/persist"
	"drydock/sim/proc"
)

// variable is one variable; arrays are bash's. Indexed elements are kept by a
// key that sorts as their number does.
type variable struct {
	value    string
	set      bool // it has a value, not only attributes
	exported bool
	readonly bool
	integer  bool
	lower    bool
	upper    bool
	array    bool // indexed or associative
	assoc    bool
	list     persist.Map[int, string]
	table    persist.Map[string, string]
}

// scalar is the value where an array is not asked for: its element 0.
func (v variable) scalar() (string, bool) {
	switch {
	case v.assoc:
		return v.table.Get("0")
	case v.array:
		return v.list.Get(0)
	}
	return v.value, v.set
}

// elements yields keys and values in order.
func (v variable) elements() iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		switch {
		case v.assoc:
			v.table.All()(yield)
		case v.array:
			for i, e := range v.list.All() {
				if !yield(strconv.Itoa(i), e) {
					return
				}
			}
		case v.set:
			yield("0", v.value)
		}
	}
}

// with returns v with an element set; without an index the scalar.
func (v variable) with(index *string, value string) variable {
	switch {
	case v.assoc:
		key := "0"
		if index != nil {
			key = *index
		}
		v.table = v.table.Set(key, value)
	case v.array || index != nil:
		n := 0
		if index != nil {
			n, _ = strconv.Atoi(*index)
		}
		if !v.array && v.set {
			v.list, v.value = v.list.Set(0, v.value), ""
		}
		v.array, v.list = true, v.list.Set(n, value)
	default:
		v.value = value
	}
	v.set = true
	return v
}

func (v variable) size() int {
	n := len(v.value)
	for k, e := range v.elements() {
		if v.array || v.assoc {
			n += len(k) + len(e)
		}
	}
	return n
}

// lookup returns a variable's value and whether it is set.
func (s *shell) lookup(name string) (string, bool) {
	if special, ok := dynamic[name]; ok && s.flavor == Bash || name == "LINENO" {
		if name == "LINENO" {
			return strconv.Itoa(s.line), true
		}
		return special(s), true
	}
	v, ok := s.vars.Get(name)
	if !ok {
		return "", false
	}
	return v.scalar()
}

func (s *shell) value(name string) string {
	v, _ := s.lookup(name)
	return v
}

// dynamic are bash's variables that are computed when read.
var dynamic = map[string]func(*shell) string{
	"LINENO":  func(s *shell) string { return strconv.Itoa(s.line) },
	"BASHPID": func(s *shell) string { return strconv.Itoa(s.p.PID) },
	"SECONDS": func(s *shell) string { return strconv.FormatInt(s.p.Sys.Now().Unix()-s.started, 10) },
	"EPOCHSECONDS": func(s *shell) string {
		return strconv.FormatInt(s.p.Sys.Now().Unix(), 10)
	},
	"RANDOM": func(s *shell) string {
		s.random = (s.random*1103515245 + 12345 + s.p.PID) & 0x7fffffff
		return strconv.Itoa(s.random >> 16 & 0x7fff)
	},
}

// assign gives a variable a value; the answer is a message when it may not.
func (s *shell) assign(name, value string) string { return s.assignAt(name, nil, value) }

func (s *shell) assignAt(name string, index *string, value string) string {
	v := s.vars.At(name)
	if v.readonly {
		return textReadonly.of(s.flavor, name)
	}
	switch {
	case v.upper:
		value = strings.ToUpper(value)
	case v.lower:
		value = strings.ToLower(value)
	}
	next := v.with(index, value)
	next.exported = v.exported || s.opts.allexport
	return s.keep(name, next)
}

// keep stores a variable within the limits.
func (s *shell) keep(name string, v variable) string {
	size, grows := v.size(), 0
	if grows = size - s.vars.At(name).size(); s.held+grows > maxHeld {
		return textNoMemory.of(s.flavor, maxHeld)
	}
	if len(v.value) > maxWord {
		return textTooBig.of(s.flavor, maxWord)
	}
	s.held += grows
	s.vars = s.vars.Set(name, v)
	if name == "OPTIND" {
		s.optpos = 0
	}
	return ""
}

// forget removes a variable; false when it is read-only.
func (s *shell) forget(name string) bool {
	v, ok := s.vars.Get(name)
	if ok && v.readonly {
		return false
	}
	s.held -= v.size()
	s.vars = s.vars.Delete(name)
	return true
}

// environ is what a child gets: the exported variables, those that came with
// the shell's own environment at their old places.
func (s *shell) environ() []string {
	env := []string{} // not nil: that would be the parent's
	seen := persist.Map[string, bool]{}
	add := func(name string) {
		v := s.vars.At(name)
		if value, ok := v.scalar(); ok && v.exported && !seen.Has(name) {
			env, seen = append(env, name+"="+value), seen.Set(name, true)
		}
	}
	for _, kv := range s.p.Env {
		name, _, _ := strings.Cut(kv, "=")
		add(name)
	}
	for name := range s.vars.All() {
		add(name)
	}
	return env
}

// saved is a variable as it was.
type saved struct {
	name string
	was  variable
	had  bool
}

func (s *shell) remember(name string) saved {
	v, had := s.vars.Get(name)
	return saved{name, v, had}
}

// restore puts variables back, the last remembered first.
func (s *shell) restore(list []saved) {
	for _, v := range slices.Backward(list) {
		s.held += v.was.size() - s.vars.At(v.name).size()
		if v.had {
			s.vars = s.vars.Set(v.name, v.was)
		} else {
			s.vars = s.vars.Delete(v.name)
		}
	}
}

func (s *shell) importEnv(p *proc.Proc) {
	for _, kv := range p.Env {
		if name, value, ok := strings.Cut(kv, "="); ok && validName(name) {
			s.keep(name, variable{value: value, set: true, exported: true})
		}
	}
}

func validName(name string) bool {
	for i, c := range []byte(name) {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}
