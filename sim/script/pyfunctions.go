package script

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// makePyFunctions are the builtin functions.
func makePyFunctions() map[string]nativeFn {
	return map[string]nativeFn{
		"print": pyPrint, "len": pyLen, "round": pyRound, "min": extreme("min", "<"), "max": extreme("max", ">"),
		"repr":  func(m *machine, c *args) (value, error) { return m.repr(c.at(0)) },
		"ascii": func(m *machine, c *args) (value, error) { return m.repr(c.at(0)) },
		"sorted": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			if err != nil {
				return nil, err
			}
			rev, _ := m.truth(c.arg(99, "reverse", false))
			out, err := m.sorted(all, c.arg(99, "key", nil), rev)
			return newList(out...), err
		},
		"sum": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			if err != nil {
				return nil, err
			}
			total := c.arg(1, "start", int64(0))
			for _, v := range all {
				if total, err = m.binary("+", total, v, false); err != nil {
					return nil, err
				}
			}
			return total, nil
		},
		"abs": func(m *machine, c *args) (value, error) {
			switch v := c.at(0).(type) {
			case float64:
				return math.Abs(v), nil
			case int64:
				return max(v, -v), nil
			}
			return nil, m.throw("TypeError", "bad operand type for abs(): '"+m.typeName(c.at(0))+"'")
		},
		"isinstance": func(m *machine, c *args) (value, error) { is, err := isInstance(m, c.at(0), c.at(1)); return is, err },
		"issubclass": func(m *machine, c *args) (value, error) {
			a, ok := c.at(0).(*class)
			b, ok2 := c.at(1).(*class)
			return ok && ok2 && (b == objectClass || a.is(b)), nil
		},
		"callable": func(m *machine, c *args) (value, error) {
			if o, ok := c.at(0).(*object); ok {
				_, ok := m.special(o, "__call__")
				return ok, nil
			}
			return callable(c.at(0)), nil
		},
		"any": func(m *machine, c *args) (value, error) { return anyAll(m, c, true) },
		"all": func(m *machine, c *args) (value, error) { return anyAll(m, c, false) },
		"chr": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			if n < 0 || n > 0x10ffff {
				return nil, m.throw("ValueError", "chr() arg not in range(0x110000)")
			}
			return string(rune(n)), nil
		},
		"ord": func(m *machine, c *args) (value, error) {
			r, n := utf8.DecodeRuneInString(plain(c.at(0)))
			if n == 0 || n != len(plain(c.at(0))) {
				return nil, m.throw("TypeError", "ord() expected a character, but string of length "+itoa(utf8.RuneCountInString(plain(c.at(0))))+" found")
			}
			return int64(r), nil
		},
		"hex": func(m *machine, c *args) (value, error) { return based(c.at(0), 16, "0x"), nil },
		"oct": func(m *machine, c *args) (value, error) { return based(c.at(0), 8, "0o"), nil },
		"bin": func(m *machine, c *args) (value, error) { return based(c.at(0), 2, "0b"), nil },
		"id":  func(m *machine, c *args) (value, error) { return int64(140038312041024), nil },
		"hash": func(m *machine, c *args) (value, error) {
			if n, ok := whole(c.at(0)); ok {
				return n, nil
			}
			s, err := m.repr(c.at(0))
			h := int64(0)
			for _, b := range []byte(s) {
				h = h*31 + int64(b)
			}
			return h, err
		},
		"iter": func(m *machine, c *args) (value, error) { return m.iter(c.at(0)) },
		"next": func(m *machine, c *args) (value, error) {
			v, err := m.nextOf(c.at(0))
			if e, end := v.(ended); end && err == nil {
				if len(c.list) > 1 {
					return c.list[1], nil
				}
				if e.v != nil {
					return nil, m.throwArgs("StopIteration", e.v)
				}
				return nil, m.throw("StopIteration", "")
			}
			return v, err
		},
		"reversed": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			out := make([]value, len(all))
			for i, v := range all {
				out[len(all)-1-i] = v
			}
			return &cursor{over: newList(out...)}, err
		},
		"getattr": func(m *machine, c *args) (value, error) {
			v, err := m.attr(c.at(0), plain(c.at(1)))
			if err == nil {
				v, err = m.force(v)
			}
			if t, ok := err.(*thrown); ok && len(c.list) > 2 && isA(t.value, "AttributeError") {
				return c.list[2], nil
			}
			return v, err
		},
		"hasattr": func(m *machine, c *args) (value, error) {
			_, err := m.attr(c.at(0), plain(c.at(1)))
			return err == nil, nil
		},
		"setattr": func(m *machine, c *args) (value, error) {
			return nil, m.setAttr(c.at(0), plain(c.at(1)), c.at(2))
		},
		"delattr": func(m *machine, c *args) (value, error) { return nil, m.delAttr(c.at(0), plain(c.at(1))) },
		"divmod": func(m *machine, c *args) (value, error) {
			q, err := m.binary("//", c.at(0), c.at(1), false)
			if err != nil {
				return nil, err
			}
			r, err := m.binary("%", c.at(0), c.at(1), false)
			return newTuple(q, r), err
		},
		"pow": func(m *machine, c *args) (value, error) {
			v, err := m.binary("**", c.at(0), c.at(1), false)
			if err == nil && len(c.list) > 2 {
				return m.binary("%", v, c.list[2], false)
			}
			return v, err
		},
		"format": func(m *machine, c *args) (value, error) { return m.format(c.at(0), plain(c.arg(1, "", ""))) },
		"vars": func(m *machine, c *args) (value, error) {
			if o, ok := c.at(0).(*object); ok {
				return o.props, nil
			}
			return newDict(), nil
		},
		"globals": func(m *machine, c *args) (value, error) { return m.globals.vars, nil },
		"locals":  func(m *machine, c *args) (value, error) { return m.frames[len(m.frames)-1].fenv.vars, nil },
		"dir": func(m *machine, c *args) (value, error) {
			var names []value
			add := func(d *dict) { d.each(func(k, _ value) { names = append(names, k) }) }
			switch o := c.arg(0, "", nil).(type) {
			case nil:
				add(m.frames[len(m.frames)-1].fenv.vars)
			case *object:
				add(o.props)
				for k := o.class; k != nil; k = k.base {
					add(k.attrs)
				}
			default:
				return nil, m.throw("NotImplementedError", "dir() of this is not simulated")
			}
			out, err := m.sorted(names, nil, false)
			return newList(out...), err
		},
		"open":  pyOpen,
		"input": pyInput,
		"exit":  pyExit, "quit": pyExit,
		"__import__": pyImport,
		"eval": func(m *machine, c *args) (value, error) {
			return nil, m.throw("NotImplementedError", "eval() is not simulated")
		},
		"exec": func(m *machine, c *args) (value, error) {
			return nil, m.throw("NotImplementedError", "exec() is not simulated")
		},
		"help": func(m *machine, c *args) (value, error) {
			return nil, m.throw("NotImplementedError", "help() is not simulated")
		},
	}
}

func anyAll(m *machine, c *args, want bool) (value, error) {
	it, err := m.iter(c.at(0))
	if err != nil {
		return nil, err
	}
	for {
		v, err := m.nextOf(it)
		if err != nil {
			return nil, err
		}
		if _, end := v.(ended); end {
			return !want, nil
		}
		m.used++
		t, err := m.truth(v)
		if t == want || err != nil {
			return want, err
		}
	}
}

func based(v value, base int, prefix string) string {
	n, _ := whole(v)
	s := strconv.FormatInt(n, base)
	if rest, neg := strings.CutPrefix(s, "-"); neg {
		return "-" + prefix + rest
	}
	return prefix + s
}

func pyExit(m *machine, c *args) (value, error) {
	o := newException(exceptionClasses["SystemExit"], c.list)
	return nil, &thrown{value: o}
}

// pyInput reads a line of standard input.
func pyInput(m *machine, c *args) (value, error) {
	if !m.waiting && len(c.list) > 0 {
		s, err := m.str(c.list[0])
		if err != nil {
			return nil, err
		}
		m.write(1, s)
	}
	m.flush()
	m.waiting = true
	line, ok, err := m.readLine(m.stdin())
	if err != nil {
		return nil, err
	}
	m.waiting = false
	if !ok {
		return nil, m.throw("EOFError", "EOF when reading a line")
	}
	return strings.TrimSuffix(line, "\n"), nil
}
