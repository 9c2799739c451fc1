package script

import "strings"

// pyImport imports a module by its name and answers it.
func pyImport(m *machine, c *args) (value, error) {
	name := plain(c.at(0))
	if v, ok := m.modules.text(name); ok {
		return v, nil
	}
	ran, err := m.loadModule(name)
	if err != nil {
		return nil, err
	}
	v, _ := m.modules.text(name)
	if !ran {
		return v, nil
	}
	f := m.frames[len(m.frames)-1]
	f.drop, f.made = false, v
	return pushed{}, nil
}

// modulesModule is what the libraries need of the interpreter itself.
func modulesModule(m *machine) *object {
	return natives("_modules", map[string]nativeFn{
		"load": pyImport,
		"params": func(m *machine, c *args) (value, error) { // name, type, whether there is a default, the default
			l := newList()
			f, ok := c.at(0).(*function)
			if !ok {
				return l, nil
			}
			di := 0
			for _, p := range f.code.params {
				var def value
				if p.def != nil {
					def = f.defaults[di]
					di++
				}
				l.items = append(l.items, newTuple(p.name, p.conv, p.def != nil, def))
			}
			return l, nil
		},
		"named": func(m *machine, c *args) (value, error) { // a name as a function sees it
			f, ok := c.at(0).(*function)
			if !ok {
				return nil, nil
			}
			_, v, _ := f.env.find(plain(c.at(1)))
			return v, nil
		},
		"fields": func(m *machine, c *args) (value, error) {
			l := newList()
			k, _ := c.at(0).(*class)
			var chain []*class
			for ; k != nil && !k.builtin; k = k.base {
				chain = append([]*class{k}, chain...)
			}
			for _, k := range chain {
				names, _ := k.attrs.At("%annotated").(*list)
				if names == nil {
					continue
				}
				for _, n := range names.items {
					_, has := k.attrs.text(plain(n))
					l.items = append(l.items, newTuple(n, has))
				}
			}
			return l, nil
		},
		"result": func(m *machine, c *args) (value, error) { // of a coroutine that has ended
			p, ok := c.at(0).(*promise)
			if !ok {
				return c.at(0), nil
			}
			p.seen = true
			switch p.state {
			case 1:
				return p.value, nil
			case 2:
				return nil, &thrown{value: p.value}
			}
			return nil, m.throw("RuntimeError", "waiting for other coroutines is not simulated")
		},
		"httpdate": func(m *machine, c *args) (value, error) {
			return m.p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT"), nil
		},
		"traceback": func(m *machine, c *args) (value, error) {
			for i := len(m.frames) - 1; i >= 0; i-- {
				if _, v, ok := m.frames[i].env.find("%exc"); ok {
					if t, ok := v.(*thrown); ok {
						return m.traceback(t), nil
					}
				}
			}
			return "NoneType: None\n", nil
		},
	})
}

// exprModule evaluates the expressions of templates.
func exprModule(m *machine) *object {
	return natives("_expr", map[string]nativeFn{
		"value": func(m *machine, c *args) (value, error) {
			text := plain(c.at(0))
			m.used += len(text) * 4
			body, bad := parsePython("<template>", text)
			if bad != nil || len(body) != 1 || body[0].kind != kExpr {
				return nil, m.throw("SyntaxError", "the template expression "+text+" is wrong, or not simulated")
			}
			e := loosen(body[0].kids[0])
			code, bad := compile(python, "<template>", "<template>", []*node{{kind: kReturn, kids: []*node{e}}}, nil)
			if bad != nil {
				return nil, m.throw("SyntaxError", bad.text)
			}
			context, _ := c.at(1).(*dict)
			if context == nil {
				context = newDict()
			}
			fn := &function{code: code, env: &env{vars: context}}
			return m.invoke(fn)
		},
		"pipes": func(m *machine, c *args) (value, error) {
			l := newList()
			text, depth, from := plain(c.at(0)), 0, 0
			var quote byte
			for i := 0; i < len(text); i++ {
				ch := text[i]
				switch {
				case quote != 0:
					if ch == quote {
						quote = 0
					}
				case ch == '"' || ch == '\'':
					quote = ch
				case ch == '(' || ch == '[':
					depth++
				case ch == ')' || ch == ']':
					depth--
				case ch == '|' && depth == 0:
					l.items = append(l.items, strings.TrimSpace(text[from:i]))
					from = i + 1
				}
			}
			l.items = append(l.items, strings.TrimSpace(text[from:]))
			return l, nil
		},
	})
}

// loosen turns the attributes of an expression into lookups that find the
// keys of a dict too, as templates do.
func loosen(n *node) *node {
	out := *n
	out.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		if n.kind == kCall && i == 0 && k.kind == kAttr {
			f := *k
			f.kids = []*node{loosen(k.kids[0])}
			out.kids[i] = &f
			continue
		}
		out.kids[i] = loosen(k)
	}
	if out.kind == kAttr {
		return &node{kind: kCall, pos: n.pos, kids: []*node{{kind: kConst, pos: n.pos, val: &native{name: "attr", run: looseAttr}}, out.kids[0], {kind: kConst, val: n.text}}}
	}
	return &out
}

func looseAttr(m *machine, c *args) (value, error) {
	if d, ok := c.at(0).(*dict); ok {
		if v, ok := d.get(c.at(1)); ok {
			return v, nil
		}
	}
	v, err := m.attr(c.at(0), plain(c.at(1)))
	if err == nil {
		return m.force(v)
	}
	return "", nil
}

// pyAnnotate keeps the names a class body annotates, in their order.
func pyAnnotate(m *machine, c *args) (value, error) {
	e := m.frames[len(m.frames)-1].env
	if !e.klass {
		return nil, nil
	}
	l, _ := e.vars.At("%annotated").(*list)
	if l == nil {
		l = newList()
		e.vars.put("%annotated", l)
	}
	l.items = append(l.items, c.at(0))
	return nil, nil
}
