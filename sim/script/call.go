package script

import "strings"

// pending is an attribute that a function computes.
type pending struct{ fn, self value }

func (p pending) args(m *machine) *args {
	if m.lang == python {
		return &args{list: []value{p.self}}
	}
	return &args{self: p.self}
}

// force computes a pending attribute.
func (m *machine) force(v value) (value, error) {
	p, ok := v.(pending)
	if !ok {
		return v, nil
	}
	if m.lang == python {
		return m.invoke(p.fn, p.self)
	}
	return m.invokeAs(p.self, p.fn)
}

// bindArgs gives parameters their arguments.
func (m *machine) bindArgs(f *function, c *args, e *env) error {
	if m.lang != python {
		return m.bindLoose(f, c, e)
	}
	params := f.code.params
	used := 0
	taken := map[string]bool{}
	firstDefault := 0
	for _, p := range params {
		if p.def == nil {
			firstDefault++
		}
	}
	di := 0
	var missing []string
	positional := 0
	for _, p := range params {
		if !p.rest && !p.both && !p.only {
			positional++
		}
	}
	for i, p := range params {
		hasDef := p.def != nil
		var def value
		if hasDef {
			def = f.defaults[di]
			di++
		}
		switch {
		case p.rest:
			var rest []value
			if used < len(c.list) {
				rest = append(rest, c.list[used:]...)
				used = len(c.list)
			}
			e.vars.put(p.name, newTuple(rest...))
		case p.both:
			rest := newDict()
			if c.keyed != nil {
				c.keyed.each(func(k, v value) {
					if !taken[k.(string)] && !isParam(params, k.(string)) {
						rest.put(k, v)
					}
				})
			}
			e.vars.put(p.name, rest)
		case !p.only && i < positional && used < len(c.list):
			e.vars.put(p.name, c.list[used])
			used++
			if c.keyed != nil {
				if _, ok := c.keyed.text(p.name); ok {
					return m.throw("TypeError", f.name()+"() got multiple values for argument '"+p.name+"'")
				}
			}
		default:
			if c.keyed != nil {
				if v, ok := c.keyed.text(p.name); ok {
					e.vars.put(p.name, v)
					taken[p.name] = true
					continue
				}
			}
			if !hasDef {
				missing = append(missing, "'"+p.name+"'")
				continue
			}
			e.vars.put(p.name, def)
		}
	}
	return m.checkArgs(f, c, used, positional, missing)
}

func isParam(params []param, name string) bool {
	for _, p := range params {
		if p.name == name && !p.both && !p.rest {
			return true
		}
	}
	return false
}

func (m *machine) checkArgs(f *function, c *args, used, positional int, missing []string) error {
	name := f.name() + "()"
	if len(missing) > 0 {
		list := missing[0]
		if n := len(missing); n == 2 {
			list = missing[0] + " and " + missing[1]
		} else if n > 2 {
			list = strings.Join(missing[:n-1], ", ") + ", and " + missing[n-1]
		}
		s := "s"
		if len(missing) == 1 {
			s = ""
		}
		return m.throw("TypeError", name+" missing "+itoa(len(missing))+" required positional argument"+s+": "+list)
	}
	if used < len(c.list) {
		s, was := "s", "were"
		if positional == 1 {
			s = ""
		}
		if len(c.list) == 1 {
			was = "was"
		}
		takes := itoa(positional)
		if n := len(f.defaults); n > 0 && positional > 0 {
			takes = "from " + itoa(max(positional-n, 0)) + " to " + takes
			s = "s"
		}
		return m.throw("TypeError", name+" takes "+takes+" positional argument"+s+" but "+itoa(len(c.list))+" "+was+" given")
	}
	if c.keyed == nil {
		return nil
	}
	var err error
	both := len(f.code.params) > 0 && f.code.params[len(f.code.params)-1].both
	c.keyed.each(func(k, _ value) {
		if !both && !isParam(f.code.params, k.(string)) && err == nil {
			err = m.throw("TypeError", name+" got an unexpected keyword argument '"+k.(string)+"'")
		}
	})
	return err
}

func (f *function) name() string {
	if f.code.class != "" {
		return f.code.class + "." + f.code.name
	}
	return f.code.name
}

// bindLoose is JavaScript's way: what is missing is undefined.
func (m *machine) bindLoose(f *function, c *args, e *env) error {
	if m.lang == golang && len(c.list) == 1 && len(f.code.params) > 1 {
		if l, ok := c.list[0].(*list); ok && l.tuple {
			c.list = l.items
		}
	}
	for i, p := range f.code.params {
		if p.rest {
			var rest []value
			if i < len(c.list) {
				rest = append(rest, c.list[i:]...)
			}
			e.vars.put(p.name, newList(rest...))
			continue
		}
		if i < len(c.list) {
			v := c.list[i]
			if n, isInt := v.(int64); isInt && p.conv == "float64" {
				v = float64(n)
			}
			e.vars.put(p.name, v)
			continue
		}
		if m.lang == php && p.def == nil {
			continue
		}
		e.vars.put(p.name, undefined{})
	}
	if !f.hasThis && m.js() {
		e.vars.put("arguments", newList(c.list...))
	}
	return nil
}
