package script

import (
	"math"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"

	"drydock/sim/http1"
	"drydock/sim/proc"
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

// goPackages are the functions of packages, by "path.Name".
func goPackages() map[string]nativeFn {
	fail := func(m *machine, text string) error { m.logGo(text); return exit{1} }
	all := map[string]nativeFn{
		"fmt.Println": func(m *machine, c *args) (value, error) { return newTuple(int64(0), nil), m.write(1, m.goLine(c.list)) },
		"fmt.Print": func(m *machine, c *args) (value, error) {
			return newTuple(int64(0), nil), m.write(1, m.goPrint(c.list))
		},
		"fmt.Printf": func(m *machine, c *args) (value, error) {
			return newTuple(int64(0), nil), m.write(1, m.goPrintf(plain(c.at(0)), c.list[1:]))
		},
		"fmt.Sprintf":  func(m *machine, c *args) (value, error) { return m.goPrintf(plain(c.at(0)), c.list[1:]), nil },
		"fmt.Sprint":   func(m *machine, c *args) (value, error) { return m.goPrint(c.list), nil },
		"fmt.Sprintln": func(m *machine, c *args) (value, error) { return m.goLine(c.list), nil },
		"fmt.Fprintf": func(m *machine, c *args) (value, error) {
			return newTuple(int64(0), nil), m.writeGo(c.at(0), m.goPrintf(plain(c.at(1)), c.list[2:]))
		},
		"fmt.Fprintln": func(m *machine, c *args) (value, error) {
			return newTuple(int64(0), nil), m.writeGo(c.at(0), m.goLine(c.list[1:]))
		},
		"fmt.Fprint": func(m *machine, c *args) (value, error) {
			return newTuple(int64(0), nil), m.writeGo(c.at(0), m.goPrint(c.list[1:]))
		},
		"fmt.Errorf": func(m *machine, c *args) (value, error) {
			o := goErr(m.goPrintf(plain(c.at(0)), c.list[1:])).(*object)
			if strings.Contains(plain(c.at(0)), "%w") {
				for _, v := range c.list[1:] {
					if m.isType(v, "error") {
						o.props.put("wrapped", v)
					}
				}
			}
			return o, nil
		},
		"fmt.Scanln": func(m *machine, c *args) (value, error) {
			line, ok, err := m.readLine(m.stdin())
			if err != nil {
				return nil, err
			}
			for i, w := range strings.Fields(line) {
				if i < len(c.list) {
					var v value = w
					if old, _ := m.deref(c.list[i]); old != nil {
						if _, isInt := old.(int64); isInt {
							n, _ := strconv.ParseInt(w, 10, 64)
							v = n
						}
					}
					if err := m.setDeref(c.list[i], v); err != nil {
						return nil, err
					}
				}
			}
			if !ok {
				return newTuple(int64(0), goErr("unexpected newline")), nil
			}
			return newTuple(int64(len(c.list)), nil), nil
		},
		"log.Println": func(m *machine, c *args) (value, error) { m.logGo(m.goLine(c.list)); return nil, nil },
		"log.Print":   func(m *machine, c *args) (value, error) { m.logGo(m.goPrint(c.list)); return nil, nil },
		"log.Printf": func(m *machine, c *args) (value, error) {
			m.logGo(m.goPrintf(plain(c.at(0)), c.list[1:]))
			return nil, nil
		},
		"log.Fatal":   func(m *machine, c *args) (value, error) { return nil, fail(m, m.goPrint(c.list)) },
		"log.Fatalln": func(m *machine, c *args) (value, error) { return nil, fail(m, m.goLine(c.list)) },
		"log.Fatalf":  func(m *machine, c *args) (value, error) { return nil, fail(m, m.goPrintf(plain(c.at(0)), c.list[1:])) },
		"log.Panic": func(m *machine, c *args) (value, error) {
			text := m.goPrint(c.list)
			m.logGo(text)
			return nil, goPanic(text)
		},
		"log.SetFlags":  func(m *machine, c *args) (value, error) { m.modules.put("%flags", c.at(0)); return nil, nil },
		"log.SetPrefix": func(m *machine, c *args) (value, error) { m.modules.put("%prefix", c.at(0)); return nil, nil },
		"os.Getenv":     func(m *machine, c *args) (value, error) { v, _ := m.p.Getenv(plain(c.at(0))); return v, nil },
		"os.LookupEnv": func(m *machine, c *args) (value, error) {
			v, ok := m.p.Getenv(plain(c.at(0)))
			return newTuple(v, ok), nil
		},
		"os.Setenv": func(m *machine, c *args) (value, error) {
			m.p.Env = proc.Setenv(m.p.Env, plain(c.at(0)), plain(c.at(1)))
			return nil, nil
		},
		"os.Exit":     func(m *machine, c *args) (value, error) { n, _ := whole(c.at(0)); return nil, exit{int(n) & 0xff} },
		"os.Hostname": func(m *machine, c *args) (value, error) { return newTuple(m.p.Sys.Hostname(), nil), nil },
		"os.Getpid":   func(m *machine, c *args) (value, error) { return int64(m.p.PID), nil },
		"os.Getuid":   func(m *machine, c *args) (value, error) { return int64(m.p.UID), nil },
		"os.Getwd":    func(m *machine, c *args) (value, error) { return newTuple(m.p.Dir, nil), nil },
		"os.Environ":  func(m *machine, c *args) (value, error) { return strs(m.p.Env), nil },
		"os.ReadFile": func(m *machine, c *args) (value, error) {
			s, err := m.p.Sys.ReadFile(plain(c.at(0)))
			return newTuple(bytes(s), goSysErr("open "+plain(c.at(0)), err)), m.grow(len(s))
		},
		"os.WriteFile": func(m *machine, c *args) (value, error) {
			b, _ := c.at(1).(bytes)
			return goSysErr("open "+plain(c.at(0)), m.p.Sys.WriteFile(plain(c.at(0)), string(b), 0o644)), nil
		},
		"os.MkdirAll": func(m *machine, c *args) (value, error) {
			return goSysErr("mkdir "+plain(c.at(0)), errExists(m.p.Sys.Mkdir(plain(c.at(0)), 0o755))), nil
		},
		"os.Remove": func(m *machine, c *args) (value, error) {
			return goSysErr("remove "+plain(c.at(0)), m.p.Sys.Remove(plain(c.at(0)))), nil
		},
		"os.IsNotExist": func(m *machine, c *args) (value, error) {
			o, ok := c.at(0).(*object)
			return ok && o.props.At("missing") == true, nil
		},
		"os.Create": goOpen(proc.Write | proc.Create | proc.Trunc), "os.Open": goOpen(proc.Read),
		"os.OpenFile": goOpen(proc.Append | proc.Create),
		"strconv.Itoa": func(m *machine, c *args) (value, error) {
			n, _ := whole(goKey(c.at(0)))
			return strconv.FormatInt(n, 10), nil
		},
		"strconv.Quote":      goStr(func(a, _ string) value { return strconv.Quote(a) }),
		"strconv.Atoi":       goParse("Atoi", func(s string) (value, error) { return strconv.ParseInt(s, 10, 64) }, int64(0)),
		"strconv.ParseInt":   goParse("ParseInt", func(s string) (value, error) { return strconv.ParseInt(s, 0, 64) }, int64(0)),
		"strconv.ParseFloat": goParse("ParseFloat", func(s string) (value, error) { return strconv.ParseFloat(s, 64) }, 0.0),
		"strconv.ParseBool":  goParse("ParseBool", func(s string) (value, error) { return strconv.ParseBool(s) }, false),
		"strconv.FormatInt": func(m *machine, c *args) (value, error) {
			n, _ := whole(goKey(c.at(0)))
			b, _ := whole(c.at(1))
			return strconv.FormatInt(n, int(max(2, min(b, 36)))), nil
		},
		"strings.Contains": goStr(func(a, b string) value { return strings.Contains(a, b) }), "strings.HasPrefix": goStr(func(a, b string) value { return strings.HasPrefix(a, b) }),
		"strings.HasSuffix": goStr(func(a, b string) value { return strings.HasSuffix(a, b) }), "strings.Split": goStr(func(a, b string) value { return strs(strings.Split(a, b)) }),
		"strings.Fields": goStr(func(a, _ string) value { return strs(strings.Fields(a)) }), "strings.ToUpper": goStr(func(a, _ string) value { return strings.ToUpper(a) }),
		"strings.ToLower": goStr(func(a, _ string) value { return strings.ToLower(a) }), "strings.TrimSpace": goStr(func(a, _ string) value { return strings.TrimSpace(a) }),
		"strings.Trim": goStr(func(a, b string) value { return strings.Trim(a, b) }), "strings.TrimPrefix": goStr(func(a, b string) value { return strings.TrimPrefix(a, b) }),
		"strings.TrimSuffix": goStr(func(a, b string) value { return strings.TrimSuffix(a, b) }), "strings.TrimLeft": goStr(func(a, b string) value { return strings.TrimLeft(a, b) }),
		"strings.TrimRight": goStr(func(a, b string) value { return strings.TrimRight(a, b) }), "strings.Index": goStr(func(a, b string) value { return int64(strings.Index(a, b)) }),
		"strings.LastIndex": goStr(func(a, b string) value { return int64(strings.LastIndex(a, b)) }), "strings.Count": goStr(func(a, b string) value { return int64(strings.Count(a, b)) }),
		"strings.EqualFold": goStr(func(a, b string) value { return strings.EqualFold(a, b) }), "strings.ContainsAny": goStr(func(a, b string) value { return strings.ContainsAny(a, b) }),
		"strings.Title": goStr(func(a, _ string) value {
			w := strings.Fields(a)
			for i := range w {
				w[i] = strings.ToUpper(w[i][:1]) + w[i][1:]
			}
			return strings.Join(w, " ")
		}),
		"strings.Join": func(m *machine, c *args) (value, error) {
			var parts []string
			if l, ok := c.at(0).(*list); ok {
				for _, it := range l.items {
					parts = append(parts, plain(it))
				}
			}
			s := strings.Join(parts, plain(c.at(1)))
			return s, m.grow(len(s))
		},
		"strings.Repeat": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(1))
			if n < 0 || int(n)*len(plain(c.at(0))) > mostHeld {
				return nil, goPanic("strings: negative Repeat count")
			}
			return strings.Repeat(plain(c.at(0)), int(n)), m.grow(int(n))
		},
		"strings.ReplaceAll": func(m *machine, c *args) (value, error) {
			s := strings.ReplaceAll(plain(c.at(0)), plain(c.at(1)), plain(c.at(2)))
			return s, m.grow(len(s))
		},
		"strings.Replace": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(3))
			s := strings.Replace(plain(c.at(0)), plain(c.at(1)), plain(c.at(2)), int(n))
			return s, m.grow(len(s))
		},
		"strings.SplitN": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(2))
			return strs(strings.SplitN(plain(c.at(0)), plain(c.at(1)), int(n))), nil
		},
		"strings.Cut": func(m *machine, c *args) (value, error) {
			a, b, ok := strings.Cut(plain(c.at(0)), plain(c.at(1)))
			return newTuple(a, b, ok), nil
		},
		"math.Sqrt": goNum(math.Sqrt), "math.Floor": goNum(math.Floor), "math.Ceil": goNum(math.Ceil), "math.Abs": goNum(math.Abs), "math.Round": goNum(math.Round), "math.Trunc": goNum(math.Trunc),
		"math.Sin": goNum(math.Sin), "math.Cos": goNum(math.Cos), "math.Log": goNum(math.Log), "math.Exp": goNum(math.Exp), "math.Log2": goNum(math.Log2), "math.Log10": goNum(math.Log10),
		"math.Pow": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			y, _ := number(c.at(1))
			return math.Pow(x, y), nil
		},
		"math.Max": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			y, _ := number(c.at(1))
			return math.Max(x, y), nil
		},
		"math.Min": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			y, _ := number(c.at(1))
			return math.Min(x, y), nil
		},
		"math/rand.Intn": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			if n <= 0 {
				return nil, goPanic("invalid argument to Intn")
			}
			return int64(m.random() >> 1 % uint64(n)), nil
		},
		"math/rand.Int":     func(m *machine, c *args) (value, error) { return int64(m.random() >> 1), nil },
		"math/rand.Float64": func(m *machine, c *args) (value, error) { return m.fraction(), nil },
		"math/rand.Seed":    constant(nil),
		"sort.Strings":      goSort, "sort.Ints": goSort, "sort.Float64s": goSort, "slices.Sort": goSort, "sort.Slice": goSortBy, "sort.SliceStable": goSortBy,
		"errors.New": func(m *machine, c *args) (value, error) { return &ref{to: goErr(plain(c.at(0))).(*object)}, nil },
		"encoding/json.Marshal": func(m *machine, c *args) (value, error) {
			s, err := m.goJSON(c.at(0), "", "", 0)
			return newTuple(bytes(s), nil), err
		},
		"encoding/json.MarshalIndent": func(m *machine, c *args) (value, error) {
			s, err := m.goJSON(c.at(0), plain(c.at(1)), plain(c.at(2)), 0)
			return newTuple(bytes(s), nil), err
		},
		"encoding/json.Unmarshal": func(m *machine, c *args) (value, error) {
			b, _ := c.at(0).(bytes)
			return m.goUnmarshal(string(b), c.at(1))
		},
		"encoding/json.NewEncoder": func(m *machine, c *args) (value, error) {
			o := &object{props: newDict()}
			w := c.at(0)
			o.props.put("Encode", &native{name: "Encode", self: newList(w), run: func(m *machine, c *args) (value, error) {
				s, err := m.goJSON(c.at(0), "", "", 0)
				if err != nil {
					return nil, err
				}
				return nil, m.writeGo(c.self.(*list).items[0], s+"\n")
			}})
			o.props.put("SetIndent", &native{name: "SetIndent", run: constant(nil)})
			return o, nil
		},
		"encoding/json.NewDecoder": func(m *machine, c *args) (value, error) {
			o := &object{props: newDict()}
			o.props.put("Decode", &native{name: "Decode", self: newList(c.at(0)), run: func(m *machine, c *args) (value, error) {
				s, err := m.goReadAll(c.self.(*list).items[0])
				if err != nil {
					return nil, err
				}
				return m.goUnmarshal(s, c.at(0))
			}})
			return o, nil
		},
		"io.ReadAll": func(m *machine, c *args) (value, error) {
			s, err := m.goReadAll(c.at(0))
			return newTuple(bytes(s), nil), err
		},
		"io.WriteString": func(m *machine, c *args) (value, error) {
			return newTuple(int64(len(plain(c.at(1)))), nil), m.writeGo(c.at(0), plain(c.at(1)))
		},
		"runtime.NumCPU": constant(int64(2)), "runtime.NumGoroutine": func(m *machine, c *args) (value, error) { return int64(len(m.threads) + 1), nil },
		"runtime.GOMAXPROCS": constant(int64(2)), "runtime.Version": func(m *machine, c *args) (value, error) { return "go" + m.goVersion(), nil },
		"os/signal.Notify": func(m *machine, c *args) (value, error) {
			if o, ok := c.at(0).(*object); ok {
				o.props.put("signals", true)
				for _, s := range c.list[1:] {
					n, _ := whole(goKey(s))
					m.p.Catch |= proc.Of(proc.Signal(n))
					m.handlers.put(n, o)
				}
			}
			return nil, nil
		},
		"context.Background": constant(nil), "context.TODO": constant(nil),
		"flag.String": goFlag, "flag.Int": goFlag, "flag.Bool": goFlag, "flag.Parse": goFlagParse,
		"flag.Args": func(m *machine, c *args) (value, error) { return strs(m.argv[1:]), nil },
		// what the packages written in Go need of the machine
		"%go.now": func(m *machine, c *args) (value, error) { return m.p.Sys.Now().UnixNano(), nil },
		"%go.sleep": func(m *machine, c *args) (value, error) {
			n, _ := whole(goKey(c.at(0)))
			return nil, m.sleep(time.Duration(n))
		},
		"%go.layout": func(m *machine, c *args) (value, error) {
			n, _ := whole(goKey(c.at(0)))
			return timeOf(n).Format(plain(c.at(1))), nil
		},
		"%go.part": func(m *machine, c *args) (value, error) {
			n, _ := whole(goKey(c.at(0)))
			t := timeOf(n)
			return newTuple(int64(t.Year()), int64(t.Month()), int64(t.Day()), int64(t.Hour()), int64(t.Minute()), int64(t.Second()), int64(t.Weekday()), int64(t.YearDay())), nil
		},
		"%go.duration": func(m *machine, c *args) (value, error) {
			n, _ := whole(goKey(c.at(0)))
			return time.Duration(n).String(), nil
		},
		"%go.later": func(m *machine, c *args) (value, error) { // a channel that gets the time
			n, _ := whole(goKey(c.at(0)))
			ch, _ := goMakeChan(m, &args{list: []value{int64(1), nil}})
			o := ch.(*object)
			o.props.put("at", m.p.Sys.Now().UnixNano()+max(n, 1))
			if c.at(1) == true {
				o.props.put("every", max(n, 1))
			}
			return o, nil
		},
		"%go.block": func(m *machine, c *args) (value, error) { // waits as long as it is true
			v, err := m.invoke(c.at(0))
			if err == nil && v == true {
				return nil, errBlocked
			}
			return nil, err
		},
		"%go.line": func(m *machine, c *args) (value, error) {
			line, ok, err := m.readLine(m.stdin())
			return newTuple(line, ok), err
		},
		"%go.listen": func(m *machine, c *args) (value, error) {
			host, port, _ := strings.Cut(plain(c.at(0)), ":")
			n, err := strconv.Atoi(port)
			if err != nil {
				return newTuple(int64(0), goErr("listen tcp: address "+plain(c.at(0))+": missing port in address")), nil
			}
			fd, err := m.listen(host, n)
			if err != nil {
				return newTuple(int64(0), goErr("listen tcp "+plain(c.at(0))+": bind: "+strings.ToLower(err.Error()[:1])+err.Error()[1:])), nil
			}
			return newTuple(int64(fd), nil), nil
		},
		"%go.request": goNextRequest,
		"%go.respond": goRespond,
		"%go.fetch":   goFetch,
		"%go.sniff": func(m *machine, c *args) (value, error) {
			b, _ := c.at(0).(bytes)
			t := strings.ToLower(strings.TrimSpace(string(b)))
			for _, tag := range []string{"<!doctype html", "<html", "<head", "<script", "<h1", "<div", "<p", "<title", "<body", "<br", "<!--", "<table", "<a "} {
				if strings.HasPrefix(t, tag) {
					return "text/html; charset=utf-8", nil
				}
			}
			return "text/plain; charset=utf-8", nil
		},
		"%go.reason": func(m *machine, c *args) (value, error) { n, _ := whole(goKey(c.at(0))); return reason(int(n)), nil },
		"%go.stat": func(m *machine, c *args) (value, error) {
			st, err := m.p.Sys.Stat(plain(c.at(0)))
			return newTuple(err == nil, err == nil && st.IsDir(), st.Size), nil
		},
		"%go.names": func(m *machine, c *args) (value, error) {
			entries, _ := m.p.Sys.ReadDir(plain(c.at(0)))
			l := newList()
			for _, e := range entries {
				n := e.Name
				if e.IsDir() {
					n += "/"
				}
				l.items = append(l.items, n)
			}
			return l, nil
		},
		"%go.query": func(m *machine, c *args) (value, error) {
			l := newList()
			for _, pair := range strings.Split(plain(c.at(0)), "&") {
				k, v, _ := strings.Cut(pair, "=")
				if k == "" {
					continue
				}
				k, _ = url.QueryUnescape(k)
				v, _ = url.QueryUnescape(v)
				l.items = append(l.items, newList(k, v))
			}
			return l, nil
		},
		"%go.unescape": func(m *machine, c *args) (value, error) {
			s, err := url.PathUnescape(plain(c.at(0)))
			if err != nil {
				s = plain(c.at(0))
			}
			return s, nil
		},
	}
	for _, p := range []string{"io.", "os."} {
		all[strings.Replace(p, "io.", "io/ioutil.", 1)+"ReadAll"] = all["io.ReadAll"]
	}
	all["io/ioutil.ReadFile"] = all["os.ReadFile"]
	all["math/rand/v2.IntN"] = all["math/rand.Intn"]
	return all
}

func errExists(err error) error {
	if err == vfs.EEXIST {
		return nil
	}
	return err
}

// goValues are the constants and variables of packages.
func (m *machine) goValues() map[string]value {
	args := newList(m.executable())
	for _, a := range m.argv[min(1, len(m.argv)):] {
		args.items = append(args.items, a)
	}
	return map[string]value{"os.Args": args, "os.Stdin": goFile(0), "os.Stdout": goFile(1), "os.Stderr": goFile(2), "os.Interrupt": int64(2), "syscall.SIGTERM": int64(15), "syscall.SIGINT": int64(2), "syscall.SIGHUP": int64(1),
		"os.O_APPEND": int64(0x400), "os.O_CREATE": int64(0x40), "os.O_WRONLY": int64(1), "os.O_RDWR": int64(2), "os.ModePerm": int64(0o777),
		"math.Pi": math.Pi, "math.E": math.E, "math.MaxInt": int64(math.MaxInt64), "math.MaxInt64": int64(math.MaxInt64), "math.MaxInt32": int64(math.MaxInt32), "math.MinInt64": int64(math.MinInt64), "math.MaxFloat64": math.MaxFloat64,
		"runtime.GOOS": "linux", "runtime.GOARCH": "amd64", "log.LstdFlags": int64(3), "log.Ldate": int64(1), "log.Ltime": int64(2), "log.Lshortfile": int64(16), "log.Lmicroseconds": int64(4), "io.EOF": goErr("EOF"),
		"strconv.IntSize": int64(64), "os.Signal": "any", "context.Context": "any", "io.Reader": "any", "io.Writer": "any", "time.UTC": nil}
}

func (m *machine) logGo(text string) {
	stamp := m.p.Sys.Now().UTC().Format("2006/01/02 15:04:05 ")
	if n, ok := whole(m.modules.At("%flags")); ok && m.modules.At("%flags") != nil {
		if n == 0 {
			stamp = ""
		}
	}
	m.write(2, plain(m.modules.At("%prefix"))+stamp+strings.TrimSuffix(text, "\n")+"\n")
}

func goParse(name string, f func(s string) (value, error), zero value) nativeFn {
	return func(m *machine, c *args) (value, error) {
		s := plain(goKey(c.at(0)))
		v, err := f(s)
		if err != nil {
			why := "invalid syntax"
			if strings.Contains(err.Error(), "out of range") {
				why = "value out of range"
			}
			return newTuple(zero, goErr("strconv."+name+": parsing "+strconv.Quote(s)+": "+why)), nil
		}
		return newTuple(v, nil), nil
	}
}

func goOpen(fl proc.Flag) nativeFn {
	return func(m *machine, c *args) (value, error) {
		fd, err := m.p.Sys.Open(plain(c.at(0)), fl, 0o644)
		if err != nil {
			return newTuple(nil, goSysErr("open "+plain(c.at(0)), err)), nil
		}
		return newTuple(goFile(int64(fd)), nil), nil
	}
}

func goSort(m *machine, c *args) (value, error) {
	l, ok := c.at(0).(*list)
	if ok {
		sort.SliceStable(l.items, func(i, j int) bool {
			less, _ := m.compareGo("<", l.items[i], l.items[j])
			return less == true
		})
	}
	return nil, nil
}

// goSortBy sorts by insertion: the function gets the places of two items.
func goSortBy(m *machine, c *args) (value, error) {
	l, ok := c.at(0).(*list)
	if !ok {
		return nil, nil
	}
	for i := 1; i < len(l.items); i++ {
		for j := i; j > 0; j-- {
			less, err := m.invoke(c.at(1), int64(j), int64(j-1))
			if err != nil {
				return nil, err
			}
			if less != true {
				break
			}
			l.items[j], l.items[j-1] = l.items[j-1], l.items[j]
		}
	}
	return nil, nil
}

// goFlag is a flag's value as a pointer; its place is filled by flag.Parse.
func goFlag(m *machine, c *args) (value, error) {
	box := &object{class: goBoxClass, props: newDict(), data: c.at(1)}
	m.modules.put("%flag "+plain(c.at(0)), box)
	return &ref{to: box}, nil
}

func goFlagParse(m *machine, c *args) (value, error) {
	for len(m.argv) > 1 && strings.HasPrefix(m.argv[1], "-") {
		name, v, given := strings.Cut(strings.TrimLeft(m.argv[1], "-"), "=")
		box, ok := m.modules.At("%flag " + name).(*object)
		if !ok {
			m.write(2, "flag provided but not defined: -"+name+"\nUsage of "+m.executable()+":\n")
			return nil, exit{2}
		}
		drop := 1
		switch box.data.(type) {
		case bool:
			box.data = v != "false"
		default:
			if !given && len(m.argv) > 2 {
				v, drop = m.argv[2], 2
			}
			if _, isInt := box.data.(int64); isInt {
				n, _ := strconv.ParseInt(v, 10, 64)
				box.data = n
			} else {
				box.data = v
			}
		}
		m.argv = append([]string{m.argv[0]}, m.argv[1+drop:]...)
	}
	return nil, nil
}

func (m *machine) goReadAll(v value) (string, error) {
	if r, ok := v.(*ref); ok && r.to != nil {
		v = r.to
	}
	o, ok := v.(*object)
	if !ok {
		return "", m.goFault(goNilText)
	}
	if fd, isFile := o.data.(int64); isFile && o.class == goFileClass {
		if fd == 0 {
			return m.readAll(m.stdin())
		}
		return m.readAll(m.conn(int(fd)))
	}
	b, _ := o.props.At("data").(bytes)
	return string(b), nil
}

// goNextRequest waits for a request at a listening descriptor.
func goNextRequest(m *machine, c *args) (value, error) {
	listen, _ := whole(c.at(0))
	key := "%conns" + itoa(int(listen))
	conns, _ := m.modules.At(key).(*list)
	if conns == nil {
		conns = newList()
		m.modules.put(key, conns)
	}
	for len(conns.items) < 200 {
		fd, from, err := m.p.Sys.Accept(int(listen))
		if err != nil {
			break
		}
		conns.items = append(conns.items, newTuple(int64(fd), from.String()))
	}
	for i, it := range conns.items {
		t := it.(*list).items
		fd := int(t[0].(int64))
		s := m.conn(fd)
		for {
			r, n, err := http1.ReadRequest(s.rest)
			if err == nil {
				s.rest = s.rest[n:]
				headers := newList()
				for _, f := range r.Header {
					headers.items = append(headers.items, newList(f.Name, f.Value))
				}
				return newTuple(int64(fd), r.Method, r.Target, headers, bytes(r.Body), t[1], r.KeepAlive()), nil
			}
			if err == http1.ErrMore && !s.ended && m.fill(s) == nil {
				continue
			}
			if s.ended || err != http1.ErrMore {
				conns.items = append(append([]value(nil), conns.items[:i]...), conns.items[i+1:]...)
				m.hangUp(fd)
				return nil, errWait
			}
			break
		}
	}
	return nil, errWait
}

// goRespond sends a response: descriptor, status, names and values of the
// header, body, whether the connection stays, method.
func goRespond(m *machine, c *args) (value, error) {
	fd, _ := whole(c.at(0))
	status, _ := whole(goKey(c.at(1)))
	body, _ := c.at(3).(bytes)
	var h http1.Header
	if l, ok := c.at(2).(*list); ok {
		for _, it := range l.items {
			p := it.(*list).items
			h = append(h, http1.Field{Name: plain(p[0]), Value: plain(p[1])})
		}
	}
	sort.SliceStable(h, func(i, j int) bool { return h[i].Name < h[j].Name })
	a := http1.Response{Proto: "HTTP/1.1", Status: int(status), Reason: reason(int(status)), Header: h, Body: string(body)}
	a.Header = a.Header.With("Date", m.p.Sys.Now().UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")).With("Content-Length", itoa(len(body)))
	if c.at(4) != true {
		a.Header = a.Header.With("Connection", "close")
	}
	if c.at(5) == "HEAD" {
		a.Body = ""
	}
	return nil, m.write(int(fd), a.String())
}

// goFetch asks a server: method, URL, body; the status and body, or an error.
func goFetch(m *machine, c *args) (value, error) {
	u, err := url.Parse(plain(c.at(1)))
	if err != nil || u.Scheme != "http" {
		return newTuple(int64(0), nil, goErr("unsupported protocol scheme: only http is simulated")), nil
	}
	port, _ := strconv.Atoi(u.Port())
	if port == 0 {
		port = 80
	}
	key := "%fetch"
	fd, open := m.modules.At(key).(int64)
	if !open {
		n, code, done := m.dial(u.Hostname(), port)
		if !done {
			return nil, errWait
		}
		if code != "" {
			kind, where, _ := strings.Cut(code, " ")
			text := "dial tcp " + where + ": connect: connection refused"
			if kind == "ENOTFOUND" || kind == "EAI_AGAIN" {
				text = "dial tcp: lookup " + u.Hostname() + " on 127.0.0.11:53: no such host"
			}
			return newTuple(int64(0), nil, goErr(plain(c.at(0))[:1]+strings.ToLower(plain(c.at(0))[1:])+" \""+u.String()+"\": "+text)), nil
		}
		fd = int64(n)
		m.modules.put(key, fd)
		body, _ := c.at(2).(bytes)
		r := http1.Request{Method: plain(c.at(0)), Target: u.RequestURI(), Proto: "HTTP/1.1", Header: http1.Header{{Name: "Host", Value: u.Host}, {Name: "User-Agent", Value: "Go-http-client/1.1"}, {Name: "Connection", Value: "close"}}, Body: string(body)}
		if len(body) > 0 {
			r.Header = r.Header.With("Content-Length", itoa(len(body))).With("Content-Type", "application/json")
		}
		m.write(n, r.String())
	}
	s := m.conn(int(fd))
	for {
		r, _, err := http1.ReadResponse(s.rest, plain(c.at(0)), s.ended)
		if err == nil {
			m.modules.del(key)
			m.hangUp(int(fd))
			return newTuple(int64(r.Status), bytes(r.Body), nil), nil
		}
		if s.ended || err != http1.ErrMore {
			m.modules.del(key)
			m.hangUp(int(fd))
			return newTuple(int64(0), nil, goErr("Get \""+u.String()+"\": EOF")), nil
		}
		if err := m.fill(s); err != nil {
			return nil, err
		}
	}
}
