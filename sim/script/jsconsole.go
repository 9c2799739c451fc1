package script

import (
	"strings"
)

// consoleJS is console.
func (m *machine) consoleJS() *object {
	log := func(fd int) nativeFn {
		return func(m *machine, c *args) (value, error) {
			pad := plain(m.modules.At("%indent"))
			text := m.logText(c.list)
			if pad != "" {
				text = pad + strings.ReplaceAll(text, "\n", "\n"+pad)
			}
			return undefined{}, m.write(fd, text+"\n")
		}
	}
	indent := func(more bool) nativeFn {
		return func(m *machine, c *args) (value, error) {
			pad := plain(m.modules.At("%indent"))
			if more {
				m.modules.put("%indent", pad+"  ")
				if len(c.list) > 0 {
					return undefined{}, m.write(1, pad+m.logText(c.list)+"\n")
				}
				return undefined{}, nil
			}
			m.modules.put("%indent", strings.TrimSuffix(pad, "  "))
			return undefined{}, nil
		}
	}
	label := func(c *args) string {
		if s, ok := c.at(0).(string); ok {
			return s
		}
		return "default"
	}
	return natives("console", map[string]nativeFn{"log": log(1), "info": log(1), "debug": log(1), "dir": log(1), "table": log(1), "error": log(2), "warn": log(2), "trace": log(2),
		"group": indent(true), "groupEnd": indent(false),
		"time": func(m *machine, c *args) (value, error) {
			m.modules.put("%time "+label(c), float64(m.p.Sys.Now().UnixMilli()))
			return undefined{}, nil
		},
		"timeEnd": func(m *machine, c *args) (value, error) {
			from, _ := number(m.modules.At("%time " + label(c)))
			return undefined{}, m.write(1, label(c)+": "+numberJS(float64(m.p.Sys.Now().UnixMilli())-from)+"ms\n")
		}})
}

func (m *machine) logText(list []value) string {
	if len(list) > 1 {
		if s, ok := list[0].(string); ok && strings.Contains(s, "%") {
			list = m.formatted(s, list[1:])
		}
	}
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = m.inspect(v)
	}
	return strings.Join(parts, " ")
}

func stringifyJS(m *machine, c *args) (value, error) {
	w := &jsonWriter{m: m, comma: ",", colon: ":"}
	if n, ok := whole(c.at(2)); ok && n > 0 {
		w.indent, w.colon = strings.Repeat(" ", int(min(n, 10))), ": "
	}
	ok, err := w.value(c.at(0), 0)
	if err != nil || !ok {
		return undefined{}, err
	}
	return w.b.String(), m.grow(w.b.Len())
}
