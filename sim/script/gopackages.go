package script

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

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
