package script

import (
	"strings"
	"time"

	"drydock/sim/vfs"
)

func timeOf(ns int64) time.Time { return time.Unix(0, ns).UTC() }

// goTexts are the packages of Go that are themselves written in Go, by import path.
var goTexts = map[string]string{
	"net/http": "http.go", "time": "time.go", "sync": "sync.go", "errors": "errors.go", "strings": "strings.go", "bufio": "bufio.go",
	"github.com/labstack/echo/v4": "echo.go", "github.com/labstack/echo/v4/middleware": "echomiddleware.go", "github.com/gorilla/mux": "mux.go", "github.com/gin-gonic/gin": "gin.go",
}

// goTake runs a function with its arguments where a result of several values
// was passed on.
func goTake(f nativeFn) nativeFn {
	return func(m *machine, c *args) (value, error) {
		if len(c.list) == 1 {
			if l, ok := c.list[0].(*list); ok && l.tuple {
				c = &args{list: l.items}
			}
		}
		return f(m, c)
	}
}

func goErr(text string) value {
	o := &object{class: goErrorClass, props: newDict()}
	o.props.put("msg", text)
	return o
}

// goSysErr is an error of the machine in Go's words.
func goSysErr(what string, err error) value {
	if err == nil {
		return nil
	}
	o := goErr(what + ": " + strings.ToLower(err.Error()[:1]) + err.Error()[1:]).(*object)
	o.props.put("missing", err == vfs.ENOENT)
	return o
}

func goStr(f func(a, b string) value) nativeFn {
	return func(m *machine, c *args) (value, error) {
		x, _ := goBare(c.at(0))
		y, _ := goBare(c.at(1))
		return f(plain(x), plain(y)), nil
	}
}

func goNum(f func(x float64) float64) nativeFn {
	return func(m *machine, c *args) (value, error) { x, _ := number(c.at(0)); return f(x), nil }
}

// writeGo writes to what stands for a writer: a file, a builder, a response.
func (m *machine) writeGo(w value, text string) error {
	if r, ok := w.(*ref); ok && r.to != nil {
		w = r.to
	}
	o, ok := w.(*object)
	if !ok {
		return m.goFault(goNilText)
	}
	if fd, ok := o.data.(int64); ok && o.class == goFileClass {
		return m.write(int(fd), text)
	}
	fn, ok := m.fieldGo(w, "Write", 0)
	if !ok {
		return goPanic("writing to this is not simulated")
	}
	_, err := m.invoke(fn, bytes(text))
	return err
}

var goFileClass = &class{name: "*os.File", builtin: true, attrs: newDict()}

func goFile(fd int64) value {
	o := &object{class: goFileClass, props: newDict(), data: fd}
	o.props.put("Close", &native{name: "Close", run: constant(nil)})
	o.props.put("WriteString", &native{name: "WriteString", self: o, run: func(m *machine, c *args) (value, error) {
		s := plain(c.at(0))
		return newTuple(int64(len(s)), nil), m.write(int(c.self.(*object).data.(int64)), s)
	}})
	return o
}

// goBuiltins are the functions that need no package.
func goBuiltins() map[string]nativeFn {
	return map[string]nativeFn{
		"len": func(m *machine, c *args) (value, error) { return int64(goLength(c.at(0))), nil },
		"cap": func(m *machine, c *args) (value, error) {
			v, _ := goBare(c.at(0))
			if l, ok := v.(*list); ok {
				return int64(cap(l.items)), nil
			}
			return int64(goLength(v)), nil
		},
		"append": func(m *machine, c *args) (value, error) {
			v, k := goBare(c.at(0))
			rest := c.list[1:]
			if b, ok := v.(bytes); ok {
				out := []byte(b)
				for _, r := range rest {
					n, _ := whole(r)
					out = append(out, byte(n))
				}
				return goWrapped(bytes(out), k), m.grow(len(rest))
			}
			l, _ := v.(*list)
			if l == nil {
				l = newList()
			}
			return goWrapped(&list{items: append(l.items, rest...)}, k), m.grow(24 * len(rest))
		},
		"copy": func(m *machine, c *args) (value, error) {
			a, ok := c.at(0).(*list)
			b, ok2 := c.at(1).(*list)
			if !ok || !ok2 {
				return int64(0), nil
			}
			return int64(copy(a.items, b.items)), nil
		},
		"delete": func(m *machine, c *args) (value, error) {
			if d, o := goMapOf(c.at(0)); o != nil {
				d.del(goKey(c.at(1)))
			}
			return nil, nil
		},
		"clear": func(m *machine, c *args) (value, error) {
			if d, o := goMapOf(c.at(0)); o != nil {
				d.clear()
			}
			return nil, nil
		},
		"panic": func(m *machine, c *args) (value, error) { return nil, goPanic(c.at(0)) },
		"recover": func(m *machine, c *args) (value, error) {
			n := len(m.panics)
			if n == 0 || m.panics[n-1] == (undefined{}) {
				return nil, nil
			}
			v := m.panics[n-1]
			m.panics = append(append([]value(nil), m.panics[:n-1]...), undefined{})
			return v, nil
		},
		"close": func(m *machine, c *args) (value, error) {
			if o, ok := c.at(0).(*object); ok {
				o.props.put("closed", true)
			}
			return nil, nil
		},
		"min": goBest(-1), "max": goBest(1),
		"print":   func(m *machine, c *args) (value, error) { return nil, m.write(2, m.goPrint(c.list)) },
		"println": func(m *machine, c *args) (value, error) { return nil, m.write(2, m.goLine(c.list)) },
	}
}

func goBest(sign int) nativeFn {
	return func(m *machine, c *args) (value, error) {
		best := c.at(0)
		for _, v := range c.list[1:] {
			less, err := m.compareGo("<", v, best)
			if err != nil {
				return nil, err
			}
			if (less == true) == (sign < 0) && !goSame(v, best) {
				best = v
			}
		}
		return best, nil
	}
}
