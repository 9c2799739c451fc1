package script

import (
	"regexp"
	"strings"
)

// compileRegex compiles a pattern as Go's engine has it, which always ends in
// time linear in the text. What it lacks (look-around, back references) is
// refused.
func (m *machine) compileRegex(pattern, flags string) (*regexp.Regexp, error) {
	if len(pattern) > 1000 {
		return nil, m.throw("ValueError", "so long a pattern is not simulated")
	}
	m.used += 20 * len(pattern)
	re, err := regexp.Compile(flags + strings.ReplaceAll(pattern, `\Z`, `\z`))
	if err != nil {
		if m.js() {
			return nil, m.throw("SyntaxError", "Invalid regular expression: /"+pattern+"/: it is wrong, or not simulated")
		}
		return nil, m.throw("Error", "the pattern "+pyQuote(pattern)+" is wrong, or not simulated")
	}
	return re, nil
}

func reModule(m *machine) *object {
	match := func(re *regexp.Regexp, s string, loc []int) value {
		if loc == nil {
			return nil
		}
		groups := newTuple()
		for i := 0; i+1 < len(loc); i += 2 {
			if loc[i] < 0 {
				groups.items = append(groups.items, nil)
			} else {
				groups.items = append(groups.items, s[loc[i]:loc[i+1]])
			}
		}
		names := newDict()
		for i, n := range re.SubexpNames() {
			if n != "" {
				names.put(n, groups.items[i])
			}
		}
		pick := func(m *machine, k value) (value, error) {
			if n, ok := whole(k); ok && int(n) < len(groups.items) && n >= 0 {
				return groups.items[n], nil
			}
			if v, ok := names.get(k); ok {
				return v, nil
			}
			return nil, m.throw("IndexError", "no such group")
		}
		return natives("re.Match", map[string]nativeFn{
			"group": func(m *machine, c *args) (value, error) {
				if len(c.list) == 0 {
					return groups.items[0], nil
				}
				return pick(m, c.list[0])
			},
			"groups":    constant(newTuple(groups.items[1:]...)),
			"groupdict": constant(names),
			"start":     constant(int64(loc[0])),
			"end":       constant(int64(loc[1])),
			"span":      constant(newTuple(int64(loc[0]), int64(loc[1]))),
		})
	}
	op := func(do func(m *machine, re *regexp.Regexp, s string, c *args) (value, error), subject int) nativeFn {
		return func(m *machine, c *args) (value, error) {
			flags := ""
			if n, ok := whole(c.arg(9, "flags", nil)); ok {
				flags = flagText(n)
			}
			if n, ok := whole(c.at(subject + 1)); ok && subject == 1 {
				flags = flagText(n)
			}
			re, err := m.compileRegex(plain(c.at(0)), flags)
			if err != nil {
				return nil, err
			}
			s := plain(c.at(subject))
			m.used += len(s) / 4
			return do(m, re, s, c)
		}
	}
	fns := map[string]nativeFn{
		"search": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			return match(re, s, re.FindStringSubmatchIndex(s)), nil
		}, 1),
		"match": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			if loc := re.FindStringSubmatchIndex(s); loc != nil && loc[0] == 0 {
				return match(re, s, loc), nil
			}
			return nil, nil
		}, 1),
		"fullmatch": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			if loc := re.FindStringSubmatchIndex(s); loc != nil && loc[0] == 0 && loc[1] == len(s) {
				return match(re, s, loc), nil
			}
			return nil, nil
		}, 1),
		"findall": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			l := newList()
			for _, g := range re.FindAllStringSubmatch(s, 100_000) {
				switch len(g) {
				case 1:
					l.items = append(l.items, g[0])
				case 2:
					l.items = append(l.items, g[1])
				default:
					t := newTuple()
					for _, x := range g[1:] {
						t.items = append(t.items, x)
					}
					l.items = append(l.items, t)
				}
			}
			return l, m.grow(32 * len(l.items))
		}, 1),
		"finditer": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			l := newList()
			for _, loc := range re.FindAllStringSubmatchIndex(s, 10_000) {
				l.items = append(l.items, match(re, s, loc))
			}
			return l, m.grow(500 * len(l.items))
		}, 1),
		"split": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			return strs(re.Split(s, -1)), m.grow(16 * len(s))
		}, 1),
		"sub": op(func(m *machine, re *regexp.Regexp, s string, c *args) (value, error) {
			var failed error
			out := re.ReplaceAllStringFunc(s, func(found string) string {
				if callable(c.at(1)) {
					r, err := m.invoke(c.at(1), match(re, found, re.FindStringSubmatchIndex(found)))
					failed = errOr(failed, err)
					return plain(r)
				}
				repl := plain(c.at(1))
				for i, g := range re.FindStringSubmatch(found) {
					repl = strings.ReplaceAll(repl, `\`+itoa(i), g)
				}
				return repl
			})
			return out, errOr(failed, m.grow(len(out)))
		}, 2),
		"escape": func(m *machine, c *args) (value, error) { return regexp.QuoteMeta(plain(c.at(0))), nil },
	}
	o := natives("re", fns)
	o.props.put("compile", &native{name: "compile", run: func(m *machine, c *args) (value, error) {
		if _, err := m.compileRegex(plain(c.at(0)), ""); err != nil {
			return nil, err
		}
		pattern, flags := c.at(0), c.arg(1, "flags", nil)
		bound := map[string]nativeFn{}
		for _, name := range sortedNames(fns) {
			fn := fns[name]
			bound[name] = func(m *machine, c *args) (value, error) {
				sub := &args{list: append([]value{pattern}, c.list...), keyed: newDict()}
				if flags != nil {
					sub.keyed.put("flags", flags)
				}
				return fn(m, sub)
			}
		}
		p := natives("re.Pattern", bound)
		p.props.put("pattern", pattern)
		return p, nil
	}})
	for _, f := range []struct {
		name string
		bit  int64
	}{{"IGNORECASE", 2}, {"I", 2}, {"MULTILINE", 8}, {"M", 8}, {"DOTALL", 16}, {"S", 16}} {
		o.props.put(f.name, f.bit)
	}
	return o
}

func flagText(n int64) string {
	s := ""
	for _, f := range []struct {
		bit  int64
		text string
	}{{2, "i"}, {8, "m"}, {16, "s"}} {
		if n&f.bit != 0 {
			s += f.text
		}
	}
	if s == "" {
		return ""
	}
	return "(?" + s + ")"
}
