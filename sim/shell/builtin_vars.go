package shell

import (
	"strconv"
	"strings"
)

// export is export and readonly.
func export(s *shell, c *call) int {
	readonly := c.name == "readonly"
	args, off, list := c.args, false, len(c.args) == 0
	for len(args) > 0 && strings.HasPrefix(args[0], "-") && len(args[0]) > 1 {
		off = off || strings.Contains(args[0], "n")
		list = list || args[0] == "-p"
		if args[0] == "-f" {
			return 0
		}
		args = args[1:]
	}
	if list && len(args) == 0 {
		return s.listVars(c, readonly)
	}
	code := 0
	for _, a := range args {
		name, value, given := strings.Cut(a, "=")
		name, appends := strings.CutSuffix(name, "+")
		if !validName(name) {
			bad := name
			if s.flavor == Bash {
				bad = a
			}
			code = s.complain(c.name, textBadName, bad)
			continue
		}
		if given && appends {
			value = s.value(name) + value
		}
		if given {
			if msg := s.assign(name, value); msg != "" {
				code = s.refused(c.name, msg)
				continue
			}
		}
		v := s.vars.At(name)
		if readonly {
			v.readonly = true
		} else {
			v.exported = !off
		}
		s.vars = s.vars.Set(name, v)
	}
	return code
}

// refused reports an assignment that may not be; bash does not name the builtin.
func (s *shell) refused(command, msg string) int {
	if s.flavor == Bash {
		command = ""
	}
	s.errorf(command, "%s", msg)
	return s.flavor.usageError()
}

func (s *shell) listVars(c *call, readonly bool) int {
	for name, v := range s.vars.All() {
		if readonly && !v.readonly || !readonly && !v.exported {
			continue
		}
		if s.flavor == Bash {
			s.out(c, s.declaration(name, v))
			continue
		}
		line := c.name + " " + name
		if v.set {
			line += "=" + singleQuoted(v.value)
		}
		s.out(c, line+"\n")
	}
	return 0
}

func doubleQuoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "$", `\$`, "`", "\\`").Replace(s) + `"`
}

func unset(s *shell, c *call) int {
	functions, code := false, 0
	args := c.args
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		functions = functions || args[0] == "-f"
		args = args[1:]
	}
	for _, name := range args {
		base, index, indexed := strings.Cut(strings.TrimSuffix(name, "]"), "[")
		switch {
		case functions:
			s.funcs = s.funcs.Delete(name)
		case indexed && s.flavor == Bash:
			s.unsetElement(base, index)
		case !validName(name) && s.flavor != Bash:
			code = s.complain("unset", textBadName, name)
		case s.vars.Has(name) && !s.forget(name):
			code = s.complain("unset", text{"%s: cannot unset: readonly variable", "%s: is read only", "%s: is read only"}, name)
		case !s.vars.Has(name) && s.flavor == Bash:
			s.funcs = s.funcs.Delete(name)
		}
	}
	return code
}

func (s *shell) unsetElement(name, index string) {
	v, ok := s.vars.Get(name)
	if !ok {
		return
	}
	if v.assoc {
		v.table = v.table.Delete(index)
	} else {
		x := &expander{s: s}
		v.list = v.list.Delete(int(x.number(index)))
	}
	s.vars = s.vars.Set(name, v)
}

func set(s *shell, c *call) int {
	if len(c.args) == 0 {
		for name, v := range s.vars.All() {
			value, ok := v.scalar()
			switch {
			case !ok:
			case s.flavor == Bash:
				s.out(c, name+"="+traced(value)+"\n")
			default:
				s.out(c, name+"="+singleQuoted(value)+"\n")
			}
		}
		return 0
	}
	rest, replace, code := s.setOptions(c.args)
	if replace && code == 0 {
		s.params = rest
	}
	return code
}

func shift(s *shell, c *call) int {
	n := 1
	if len(c.args) > 0 {
		var err error
		if n, err = strconv.Atoi(c.args[0]); err != nil || n < 0 {
			return s.complain("shift", textBadNumber, c.args[0])
		}
	}
	if n > len(s.params) {
		if s.flavor == Bash {
			return 1
		}
		if s.flavor == Dash {
			return s.complain("shift", text{Dash: "can't shift that many"})
		}
		return 1
	}
	s.params = s.params[n:]
	return 0
}
