package shell

import (
	"strconv"
	"strings"
)

// declaration is a variable as bash's declare -p prints it.
func (s *shell) declaration(name string, v variable) string {
	attrs := ""
	for _, a := range []struct {
		on     bool
		letter string
	}{{v.assoc, "A"}, {v.array && !v.assoc, "a"}, {v.integer, "i"}, {v.readonly, "r"}, {v.exported, "x"}} {
		if a.on {
			attrs += a.letter
		}
	}
	if attrs == "" {
		attrs = "-"
	}
	line := "declare -" + attrs + " " + name
	switch {
	case v.array || v.assoc:
		var items []string
		for k, e := range v.elements() {
			items = append(items, "["+k+"]="+doubleQuoted(e))
		}
		line += "=(" + strings.Join(items, " ") + ")"
	case v.set:
		line += "=" + doubleQuoted(v.value)
	}
	return line + "\n"
}

func local(s *shell, c *call) int {
	code := 0
	for _, a := range c.args {
		name, value, given := strings.Cut(a, "=")
		if strings.HasPrefix(a, "-") {
			continue
		}
		if !validName(name) {
			code = s.complain("local", textBadName, a)
			continue
		}
		old := s.vars.At(name)
		if !s.makeLocal(name) {
			code := s.complain("local", text{"can only be used in a function", "not in a function", "not in a function"})
			if s.flavor != Bash {
				s.abandon(code)
				return keep
			}
			return code
		}
		if old.readonly {
			code = s.refused("local", textReadonly.of(s.flavor, name))
			continue
		}
		if s.flavor != Dash && !given && !(old.array || old.assoc) {
			s.forget(name)
			continue
		}
		if given {
			if msg := s.assign(name, value); msg != "" {
				code = s.refused("local", msg)
			}
		}
	}
	return code
}

// declare is bash's declare and typeset.
func declare(s *shell, c *call) int {
	var on, off string
	args := c.args
	for len(args) > 0 && len(args[0]) > 1 && (args[0][0] == '-' || args[0][0] == '+') {
		if args[0][0] == '-' {
			on += args[0][1:]
		} else {
			off += args[0][1:]
		}
		args = args[1:]
	}
	if strings.ContainsAny(on, "fF") {
		return s.showFunctions(c, args, strings.Contains(on, "F"))
	}
	if len(args) == 0 || strings.Contains(on, "p") {
		return s.showVars(c, args)
	}
	code := 0
	for _, a := range args {
		name, value, given := strings.Cut(a, "=")
		if !validName(name) {
			code = s.complain(c.name, textBadName, a)
			continue
		}
		if !strings.Contains(on, "g") {
			s.makeLocal(name)
		}
		v := s.vars.At(name)
		attribute(&v, on, true)
		attribute(&v, off, false)
		s.vars = s.vars.Set(name, v)
		if given && v.integer {
			x := &expander{s: s}
			value = strconv.FormatInt(x.number(value), 10)
		}
		if given {
			v.readonly = false
			s.vars = s.vars.Set(name, v)
			if msg := s.assign(name, value); msg != "" {
				code = s.refused(c.name, msg)
			}
		}
		if strings.Contains(on, "r") {
			v := s.vars.At(name)
			v.readonly = true
			s.vars = s.vars.Set(name, v)
		}
	}
	return code
}

func attribute(v *variable, letters string, on bool) {
	for _, l := range letters {
		switch l {
		case 'x':
			v.exported = on
		case 'i':
			v.integer = on
		case 'a':
			v.array = on
		case 'A':
			v.assoc, v.array = on, false
		case 'l':
			v.lower = on
		case 'u':
			v.upper = on
		}
	}
}

func (s *shell) showVars(c *call, names []string) int {
	code := 0
	if len(names) == 0 {
		names = s.vars.Keys()
	}
	for _, name := range names {
		v, ok := s.vars.Get(name)
		if !ok {
			s.errorf(c.name, "%s: not found", name)
			code = 1
			continue
		}
		s.out(c, s.declaration(name, v))
	}
	return code
}

func (s *shell) showFunctions(c *call, names []string, only bool) int {
	code := 0
	all := len(names) == 0
	if all {
		names = s.funcs.Keys()
	}
	for _, name := range names {
		fn, ok := s.funcs.Get(name)
		switch {
		case !ok:
			code = 1
		case only && all:
			s.out(c, "declare -f "+name+"\n")
		case only:
			s.out(c, name+"\n")
		default:
			s.out(c, functionText(name, fn))
		}
	}
	return code
}
