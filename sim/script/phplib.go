package script

import (
	"fmt"
	"math"
	"net/url"
	"sort"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// makePHPFunctions are the functions of PHP that are simulated.
func makePHPFunctions() map[string]nativeFn {
	str := func(f func(s string) value) nativeFn {
		return func(m *machine, c *args) (value, error) { return f(m.phpText(c.at(0))), nil }
	}
	two := func(f func(a, b string) value) nativeFn {
		return func(m *machine, c *args) (value, error) { return f(m.phpText(c.at(0)), m.phpText(c.at(1))), nil }
	}
	num := func(f func(float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) { x, _ := phpNumber(c.at(0)); return f(x), nil }
	}
	arr := func(f func(m *machine, d *dict, c *args) (value, error)) nativeFn {
		return func(m *machine, c *args) (value, error) {
			d, ok := c.at(0).(*dict)
			if !ok {
				return nil, m.phpThrow("TypeError", "Argument #1 must be of type array, "+phpKind(c.at(0))+" given")
			}
			return f(m, d, c)
		}
	}
	kind := func(names ...string) nativeFn {
		return func(m *machine, c *args) (value, error) {
			for _, n := range names {
				if phpKind(c.at(0)) == n {
					return true, nil
				}
			}
			return false, nil
		}
	}
	each := func(d *dict, f func(k, v value)) { d.each(f) }
	trim := func(f func(s, cut string) string) nativeFn {
		return func(m *machine, c *args) (value, error) {
			cut := " \t\n\r\x00\x0b"
			if len(c.list) > 1 {
				cut = m.phpText(c.at(1))
			}
			return f(m.phpText(c.at(0)), cut), nil
		}
	}
	sorted := func(byKey, reverse, keep bool) nativeFn {
		return arr(func(m *machine, d *dict, c *args) (value, error) {
			keys := d.listKeys()
			var failed error
			sort.SliceStable(keys, func(i, j int) bool {
				a, _ := d.get(keys[i])
				b, _ := d.get(keys[j])
				if byKey {
					a, b = keys[i], keys[j]
				}
				n := 0
				if callable(c.at(1)) {
					r, err := m.invoke(c.at(1), a, b)
					failed = errOr(failed, err)
					f, _ := phpNumber(r)
					n = int(f)
				} else {
					n = m.phpOrder(a, b)
				}
				if reverse {
					n = -n
				}
				return n < 0
			})
			out := newDict()
			for i, k := range keys {
				v, _ := d.get(k)
				if keep {
					out.put(k, v)
				} else {
					out.put(int64(i), v)
				}
			}
			*d = *out
			return true, failed
		})
	}
	all := map[string]nativeFn{
		"strlen": str(func(s string) value { return int64(len(s)) }), "strtoupper": str(func(s string) value { return strings.ToUpper(s) }), "strtolower": str(func(s string) value { return strings.ToLower(s) }),
		"mb_strlen": str(func(s string) value { return int64(len([]rune(s))) }), "mb_strtoupper": str(func(s string) value { return strings.ToUpper(s) }),
		"ucfirst": str(func(s string) value {
			if s == "" {
				return s
			}
			return strings.ToUpper(s[:1]) + s[1:]
		}),
		"ucwords": str(func(s string) value {
			b := []byte(s)
			for i := range b {
				if (i == 0 || b[i-1] == ' ') && b[i] >= 'a' && b[i] <= 'z' {
					b[i] -= 32
				}
			}
			return string(b)
		}),
		"strrev": str(func(s string) value {
			b := []byte(s)
			for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
				b[i], b[j] = b[j], b[i]
			}
			return string(b)
		}),
		"htmlspecialchars": str(phpEscape), "htmlentities": str(phpEscape), "nl2br": str(func(s string) value { return strings.ReplaceAll(s, "\n", "<br />\n") }),
		"trim": trim(func(s, cut string) string { return strings.Trim(s, cut) }), "ltrim": trim(func(s, cut string) string { return strings.TrimLeft(s, cut) }), "rtrim": trim(func(s, cut string) string { return strings.TrimRight(s, cut) }),
		"str_contains": two(func(a, b string) value { return strings.Contains(a, b) }), "str_starts_with": two(func(a, b string) value { return strings.HasPrefix(a, b) }), "str_ends_with": two(func(a, b string) value { return strings.HasSuffix(a, b) }),
		"strpos": two(func(a, b string) value {
			if i := strings.Index(a, b); i >= 0 {
				return int64(i)
			}
			return false
		}),
		"strcmp": two(func(a, b string) value { return int64(strings.Compare(a, b)) }), "explode": two(func(a, b string) value {
			d := newDict()
			for i, s := range strings.Split(b, a) {
				d.put(int64(i), s)
			}
			return d
		}),
		"substr_count": two(func(a, b string) value { return int64(strings.Count(a, b)) }),
		"implode": func(m *machine, c *args) (value, error) {
			d, ok := c.at(1).(*dict)
			sep := m.phpText(c.at(0))
			if !ok {
				d, ok = c.at(0).(*dict)
				sep = ""
			}
			if !ok {
				return "", nil
			}
			var parts []string
			each(d, func(_, v value) { parts = append(parts, m.phpText(v)) })
			s := strings.Join(parts, sep)
			return s, m.grow(len(s))
		},
		"str_replace": func(m *machine, c *args) (value, error) {
			s := m.phpText(c.at(2))
			if from, ok := c.at(0).(*dict); ok {
				to, isList := c.at(1).(*dict)
				for i, v := range from.listValues() {
					with := m.phpText(c.at(1))
					if isList {
						with = ""
						if all := to.listValues(); i < len(all) {
							with = m.phpText(all[i])
						}
					}
					s = strings.ReplaceAll(s, m.phpText(v), with)
				}
				return s, m.grow(len(s))
			}
			s = strings.ReplaceAll(s, m.phpText(c.at(0)), m.phpText(c.at(1)))
			return s, m.grow(len(s))
		},
		"str_repeat": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(1))
			s := m.phpText(c.at(0))
			if n < 0 || int(n)*len(s) > mostHeld {
				return "", nil
			}
			return strings.Repeat(s, int(n)), m.grow(int(n) * len(s))
		},
		"str_pad": func(m *machine, c *args) (value, error) {
			s, fill := m.phpText(c.at(0)), " "
			n, _ := whole(c.at(1))
			if len(c.list) > 2 {
				fill = m.phpText(c.at(2))
			}
			for len(s) < int(min(n, 1e5)) && fill != "" {
				s += fill
			}
			return s, nil
		},
		"substr": func(m *machine, c *args) (value, error) {
			s := m.phpText(c.at(0))
			from, _ := phpNumber(c.at(1))
			a := clampJS(from, len(s))
			if len(c.list) < 3 || c.at(2) == nil {
				return s[a:], nil
			}
			n, _ := phpNumber(c.at(2))
			if n < 0 {
				return s[a:max(a, len(s)+int(n))], nil
			}
			return s[a:min(len(s), a+int(n))], nil
		},
		"sprintf": func(m *machine, c *args) (value, error) { return m.phpPrintf(c), nil },
		"printf":  func(m *machine, c *args) (value, error) { s := m.phpPrintf(c); return int64(len(s)), m.write(1, s) },
		"number_format": func(m *machine, c *args) (value, error) {
			f, _ := phpNumber(c.at(0))
			n, _ := whole(c.at(1))
			s := strconv.FormatFloat(f, 'f', int(max(0, min(n, 20))), 64)
			a, b, dot := strings.Cut(s, ".")
			for i := len(a) - 3; i > 0 && a[i-1] != '-'; i -= 3 {
				a = a[:i] + "," + a[i:]
			}
			if dot {
				a += "." + b
			}
			return a, nil
		},
		"count":        arr(func(m *machine, d *dict, c *args) (value, error) { return int64(d.live), nil }),
		"array_keys":   arr(func(m *machine, d *dict, c *args) (value, error) { return phpList(d.listKeys()...), nil }),
		"array_values": arr(func(m *machine, d *dict, c *args) (value, error) { return phpList(d.listValues()...), nil }),
		"array_sum": arr(func(m *machine, d *dict, c *args) (value, error) {
			var total value = int64(0)
			var err error
			each(d, func(_, v value) {
				if err == nil {
					total, err = m.binaryPHP("+", total, v)
				}
			})
			return total, err
		}),
		"array_push": arr(func(m *machine, d *dict, c *args) (value, error) {
			for _, v := range c.list[1:] {
				phpPut(d, undefined{}, v)
			}
			return int64(d.live), m.grow(64)
		}),
		"array_pop": arr(func(m *machine, d *dict, c *args) (value, error) {
			keys := d.listKeys()
			if len(keys) == 0 {
				return nil, nil
			}
			v, _ := d.get(keys[len(keys)-1])
			d.del(keys[len(keys)-1])
			return v, nil
		}),
		"array_shift": arr(func(m *machine, d *dict, c *args) (value, error) {
			all := d.listValues()
			if len(all) == 0 {
				return nil, nil
			}
			*d = *phpList(all[1:]...)
			return all[0], nil
		}),
		"array_unshift": arr(func(m *machine, d *dict, c *args) (value, error) {
			*d = *phpList(append(append([]value(nil), c.list[1:]...), d.listValues()...)...)
			return int64(d.live), nil
		}),
		"array_reverse": arr(func(m *machine, d *dict, c *args) (value, error) {
			l := d.listValues()
			reverse(l)
			return phpList(l...), nil
		}),
		"array_merge": func(m *machine, c *args) (value, error) {
			out := newDict()
			for _, a := range c.list {
				if d, ok := a.(*dict); ok {
					each(d, func(k, v value) {
						if _, isInt := k.(int64); isInt {
							phpPut(out, undefined{}, v)
						} else {
							out.put(k, v)
						}
					})
				}
			}
			return out, m.grow(64 * out.live)
		},
		"array_slice": arr(func(m *machine, d *dict, c *args) (value, error) {
			l := d.listValues()
			f, _ := phpNumber(c.at(1))
			a := clampJS(f, len(l))
			b := len(l)
			if n, ok := whole(c.at(2)); ok && c.at(2) != nil {
				b = min(len(l), a+int(n))
				if n < 0 {
					b = max(a, len(l)+int(n))
				}
			}
			return phpList(l[a:b]...), nil
		}),
		"array_map": func(m *machine, c *args) (value, error) {
			d, ok := c.at(1).(*dict)
			if !ok {
				return newDict(), nil
			}
			out := newDict()
			for _, k := range d.listKeys() {
				v, _ := d.get(k)
				r, err := m.phpApply(c.at(0), v)
				if err != nil {
					return nil, err
				}
				out.put(k, r)
			}
			return out, m.grow(64 * out.live)
		},
		"array_filter": arr(func(m *machine, d *dict, c *args) (value, error) {
			out := newDict()
			for _, k := range d.listKeys() {
				v, _ := d.get(k)
				keep := m.truthPHP(v)
				if len(c.list) > 1 {
					r, err := m.phpApply(c.at(1), v)
					if err != nil {
						return nil, err
					}
					keep = m.truthPHP(r)
				}
				if keep {
					out.put(k, v)
				}
			}
			return out, nil
		}),
		"array_key_exists": func(m *machine, c *args) (value, error) {
			d, ok := c.at(1).(*dict)
			if !ok {
				return false, nil
			}
			_, has := d.get(phpKey(c.at(0)))
			return has, nil
		},
		"in_array": func(m *machine, c *args) (value, error) {
			d, _ := c.at(1).(*dict)
			found := false
			if d != nil {
				each(d, func(_, v value) { found = found || m.phpOrder(v, c.at(0)) == 0 })
			}
			return found, nil
		},
		"array_search": func(m *machine, c *args) (value, error) {
			d, _ := c.at(1).(*dict)
			var at value = false
			if d != nil {
				each(d, func(k, v value) {
					if at == false && m.phpOrder(v, c.at(0)) == 0 {
						at = k
					}
				})
			}
			return at, nil
		},
		"range": func(m *machine, c *args) (value, error) {
			a, _ := phpNumber(c.at(0))
			b, _ := phpNumber(c.at(1))
			step := 1.0
			if len(c.list) > 2 {
				step, _ = phpNumber(c.at(2))
			}
			if s, ok := c.at(0).(string); ok && len(s) == 1 && !phpNumeric(s) {
				t := m.phpText(c.at(1))
				d := newDict()
				for ch := s[0]; t != "" && ch <= t[0]; ch++ {
					phpPut(d, undefined{}, string(ch))
				}
				return d, nil
			}
			d := newDict()
			if step = math.Abs(step); step == 0 || math.Abs(b-a)/step > 1e5 {
				return d, nil
			}
			for x := a; a <= b && x <= b || a > b && x >= b; {
				if x == math.Trunc(x) {
					phpPut(d, undefined{}, int64(x))
				} else {
					phpPut(d, undefined{}, x)
				}
				if a <= b {
					x += step
				} else {
					x -= step
				}
			}
			return d, m.grow(64 * d.live)
		},
		"sort": sorted(false, false, false), "rsort": sorted(false, true, false), "usort": sorted(false, false, false), "ksort": sorted(true, false, true), "krsort": sorted(true, true, true), "asort": sorted(false, false, true), "arsort": sorted(false, true, true),
		"abs": func(m *machine, c *args) (value, error) {
			f, isInt := phpNumber(c.at(0))
			if isInt {
				return int64(math.Abs(f)), nil
			}
			return math.Abs(f), nil
		},
		"floor": num(math.Floor), "ceil": num(math.Ceil), "sqrt": num(math.Sqrt),
		"round": func(m *machine, c *args) (value, error) {
			f, _ := phpNumber(c.at(0))
			n, _ := phpNumber(c.at(1))
			p := math.Pow(10, n)
			return math.Round(f*p) / p, nil
		},
		"intdiv": func(m *machine, c *args) (value, error) {
			a, _ := phpNumber(c.at(0))
			b, _ := phpNumber(c.at(1))
			if b == 0 {
				return nil, m.phpThrow("DivisionByZeroError", "Division by zero")
			}
			return int64(a / b), nil
		},
		"max": phpBest(1), "min": phpBest(-1), "pow": func(m *machine, c *args) (value, error) { return m.binaryPHP("**", c.at(0), c.at(1)) },
		"intval": phpCast("int"), "floatval": phpCast("float"), "strval": phpCast("string"), "boolval": phpCast("bool"),
		"rand": phpRand, "mt_rand": phpRand, "random_int": phpRand,
		"is_array": kind("array"), "is_string": kind("string"), "is_int": kind("int"), "is_integer": kind("int"), "is_float": kind("float"), "is_bool": kind("bool"), "is_null": kind("null"),
		"is_numeric": func(m *machine, c *args) (value, error) {
			s, ok := c.at(0).(string)
			k := phpKind(c.at(0))
			return ok && phpNumeric(s) || k == "int" || k == "float", nil
		},
		"is_callable": func(m *machine, c *args) (value, error) { return callable(c.at(0)), nil },
		"gettype": func(m *machine, c *args) (value, error) {
			k := phpKind(c.at(0))
			if s, ok := map[string]string{"int": "integer", "float": "double", "bool": "boolean", "null": "NULL"}[k]; ok {
				return s, nil
			}
			if _, ok := c.at(0).(*object); ok {
				return "object", nil
			}
			return k, nil
		},
		"get_class": func(m *machine, c *args) (value, error) { return phpKind(c.at(0)), nil }, "function_exists": func(m *machine, c *args) (value, error) {
			name := strings.ToLower(m.phpText(c.at(0)))
			_, own := m.modules.text("%fn " + name)
			_, known := m.lib.functions[name]
			return own || known, nil
		},
		"class_exists": func(m *machine, c *args) (value, error) { _, err := phpClassNamed(m, c); return err == nil, nil },
		"extension_loaded": func(m *machine, c *args) (value, error) {
			return strings.Contains(" core json standard date pcre ", " "+strings.ToLower(m.phpText(c.at(0)))+" "), nil
		},
		"define": phpConst,
		"defined": func(m *machine, c *args) (value, error) {
			_, ok := m.modules.text("%const " + m.phpText(c.at(0)))
			return ok, nil
		},
		"getenv": func(m *machine, c *args) (value, error) {
			if len(c.list) == 0 {
				d := newDict()
				for _, kv := range m.p.Env {
					k, v, _ := strings.Cut(kv, "=")
					d.put(k, v)
				}
				return d, nil
			}
			if v, ok := m.p.Getenv(m.phpText(c.at(0))); ok {
				return v, nil
			}
			return false, nil
		},
		"putenv": func(m *machine, c *args) (value, error) {
			k, v, _ := strings.Cut(m.phpText(c.at(0)), "=")
			m.p.Env = proc.Setenv(m.p.Env, k, v)
			return true, nil
		},
		"gethostname":   func(m *machine, c *args) (value, error) { return m.p.Sys.Hostname(), nil },
		"gethostbyname": func(m *machine, c *args) (value, error) { return m.phpText(c.at(0)), nil },
		"phpversion":    func(m *machine, c *args) (value, error) { return m.phpVersion(), nil },
		"php_sapi_name": func(m *machine, c *args) (value, error) { return m.phpSAPI(), nil },
		"php_uname": func(m *machine, c *args) (value, error) {
			if len(c.list) > 0 {
				return map[string]value{"s": "Linux", "n": m.p.Sys.Hostname(), "r": "6.12.0", "m": "x86_64"}[m.phpText(c.at(0))], nil
			}
			return "Linux " + m.p.Sys.Hostname() + " 6.12.0 #1 SMP x86_64", nil
		},
		"phpinfo": phpInfo, "time": func(m *machine, c *args) (value, error) { return m.p.Sys.Now().Unix(), nil },
		"microtime": func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixMicro()) / 1e6, nil },
		"date": func(m *machine, c *args) (value, error) {
			t := m.p.Sys.Now().UTC()
			if n, ok := whole(c.at(1)); ok && len(c.list) > 1 {
				t = time.Unix(n, 0).UTC()
			}
			return phpDate(m.phpText(c.at(0)), t), nil
		},
		"date_default_timezone_set": constant(true), "date_default_timezone_get": constant("UTC"), "error_reporting": constant(int64(32767)), "ini_set": constant(false), "set_time_limit": constant(true), "ob_start": constant(true), "flush": constant(nil), "session_start": constant(true),
		"sleep": func(m *machine, c *args) (value, error) {
			f, _ := phpNumber(c.at(0))
			return int64(0), m.sleep(time.Duration(f * 1e9))
		},
		"usleep": func(m *machine, c *args) (value, error) {
			f, _ := phpNumber(c.at(0))
			return nil, m.sleep(time.Duration(f * 1e3))
		},
		"print_r": func(m *machine, c *args) (value, error) {
			s := m.phpPrintR(c.at(0), "")
			if c.at(1) == true {
				return s, nil
			}
			return true, m.write(1, s)
		},
		"var_dump": func(m *machine, c *args) (value, error) {
			for _, v := range c.list {
				m.write(1, m.phpDump(v, ""))
			}
			return nil, nil
		},
		"json_encode": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(1))
			s := m.phpJSON(c.at(0), n, 0)
			return s, m.grow(len(s))
		},
		"json_decode": func(m *machine, c *args) (value, error) {
			js := *m
			js.lang = python
			v, wrong, _ := js.parseJSON(m.phpText(c.at(0)))
			if wrong != "" {
				return nil, nil
			}
			return phpFromJSON(v, c.at(1) == true), nil
		},
		"file_get_contents": func(m *machine, c *args) (value, error) {
			name := m.phpText(c.at(0))
			if name == "php://input" {
				return m.modules.At("%input"), nil
			}
			if name == "php://stdin" {
				return m.readAll(m.stdin())
			}
			if strings.Contains(name, "://") {
				return nil, m.phpThrow("Error", "fetching URLs is not simulated")
			}
			s, err := m.p.Sys.ReadFile(name)
			if err != nil {
				m.phpWarn("Warning", "file_get_contents("+name+"): Failed to open stream: "+err.Error())
				return false, nil
			}
			return s, m.grow(len(s))
		},
		"file_put_contents": func(m *machine, c *args) (value, error) {
			name, data := m.phpText(c.at(0)), m.phpText(c.at(1))
			n := len(data)
			if f, _ := whole(c.at(2)); f&8 != 0 {
				old, _ := m.p.Sys.ReadFile(name)
				data = old + data
			}
			if err := m.p.Sys.WriteFile(name, data, 0o644); err != nil {
				m.phpWarn("Warning", "file_put_contents("+name+"): Failed to open stream: "+err.Error())
				return false, nil
			}
			return int64(n), nil
		},
		"file_exists": func(m *machine, c *args) (value, error) {
			_, err := m.p.Sys.Stat(m.phpText(c.at(0)))
			return err == nil, nil
		},
		"is_dir": func(m *machine, c *args) (value, error) {
			st, err := m.p.Sys.Stat(m.phpText(c.at(0)))
			return err == nil && st.IsDir(), nil
		},
		"unlink": func(m *machine, c *args) (value, error) { return m.p.Sys.Remove(m.phpText(c.at(0))) == nil, nil },
		"mkdir":  func(m *machine, c *args) (value, error) { return m.p.Sys.Mkdir(m.phpText(c.at(0)), 0o755) == nil, nil },
		"scandir": func(m *machine, c *args) (value, error) {
			d := phpList(".", "..")
			entries, err := m.p.Sys.ReadDir(m.phpText(c.at(0)))
			if err != nil {
				return false, nil
			}
			for _, e := range entries {
				phpPut(d, undefined{}, e.Name)
			}
			return d, nil
		},
		"basename": str(func(s string) value { return s[strings.LastIndex(strings.TrimRight(s, "/"), "/")+1:] }), "dirname": str(func(s string) value { return s[:max(strings.LastIndex(s, "/"), 0)] }),
		"header": func(m *machine, c *args) (value, error) {
			k, v, _ := strings.Cut(m.phpText(c.at(0)), ":")
			if strings.HasPrefix(k, "HTTP/") {
				if f := strings.Fields(m.phpText(c.at(0))); len(f) > 1 {
					n, _ := strconv.Atoi(f[1])
					m.modules.put("%status", int64(n))
				}
				return nil, nil
			}
			h, _ := m.modules.At("%headers").(*dict)
			if h == nil {
				h = newDict()
				m.modules.put("%headers", h)
			}
			h.put(k, strings.TrimSpace(v))
			if strings.EqualFold(k, "Location") && m.modules.At("%status") == nil {
				m.modules.put("%status", int64(302))
			}
			return nil, nil
		},
		"http_response_code": func(m *machine, c *args) (value, error) { m.modules.put("%status", c.at(0)); return true, nil },
		"md5":                str(func(s string) value { return phpHash("md5", s) }), "sha1": str(func(s string) value { return phpHash("sha1", s) }),
		"hash": two(func(a, b string) value { return phpHash(a, b) }), "base64_encode": str(func(s string) value { return encoded(s, "base64") }), "base64_decode": str(func(s string) value { return decoded(s, "base64") }), "bin2hex": str(func(s string) value { return encoded(s, "hex") }),
		"urlencode": str(func(s string) value { return url.QueryEscape(s) }), "uniqid": func(m *machine, c *args) (value, error) { return strconv.FormatInt(m.p.Sys.Now().UnixMicro(), 16), nil },
		"fopen": func(m *machine, c *args) (value, error) {
			return map[string]value{"php://stdin": int64(0), "php://stdout": int64(1), "php://stderr": int64(2), "php://output": int64(1)}[m.phpText(c.at(0))], nil
		},
		"fwrite": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			return true, m.write(int(n), m.phpText(c.at(1)))
		},
		"fgets": func(m *machine, c *args) (value, error) {
			line, ok, err := m.readLine(m.stdin())
			if !ok && err == nil {
				return false, nil
			}
			return line, err
		},
		"error_log": func(m *machine, c *args) (value, error) {
			if m.captured {
				m.errLog += m.phpText(c.at(0)) + "\n"
				return true, nil
			}
			return true, m.write(2, m.phpText(c.at(0))+"\n")
		},
		"memory_get_usage": constant(int64(393216)),
	}
	all["join"], all["sizeof"], all["chop"], all["mb_substr"] = all["implode"], all["count"], all["rtrim"], all["substr"]
	return all
}

func phpHash(kind, s string) value {
	m := &machine{lang: javascript, modules: newDict()}
	fn, _ := cryptoModule(m).props.text("hash")
	v, err := fn.(*native).run(m, &args{list: []value{kind, s}})
	if err != nil {
		return false
	}
	return v
}

func (m *machine) phpApply(fn value, list ...value) (value, error) {
	if s, ok := fn.(string); ok {
		s = strings.ToLower(s)
		if own, ok := m.modules.text("%fn " + s); ok {
			return m.invoke(own, list...)
		}
		if f, ok := m.lib.functions[s]; ok {
			return f(m, &args{list: list})
		}
	}
	return m.invoke(fn, list...)
}

func phpBest(sign int) nativeFn {
	return func(m *machine, c *args) (value, error) {
		all := c.list
		if d, ok := c.at(0).(*dict); ok && len(all) == 1 {
			all = d.listValues()
		}
		if len(all) == 0 {
			return false, nil
		}
		best := all[0]
		for _, v := range all[1:] {
			if m.phpOrder(v, best)*sign > 0 {
				best = v
			}
		}
		return best, nil
	}
}

func phpRand(m *machine, c *args) (value, error) {
	a, b := int64(0), int64(math.MaxInt32)
	if len(c.list) > 1 {
		a, _ = whole(c.at(0))
		b, _ = whole(c.at(1))
	}
	if b < a {
		a, b = b, a
	}
	return a + int64(m.random()>>1%uint64(b-a+1)), nil
}

func phpEscape(s string) value {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#039;").Replace(s)
}

func (m *machine) phpPrintf(c *args) string {
	format, list := m.phpText(c.at(0)), c.list[min(1, len(c.list)):]
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		from := i
		for i++; i < len(format) && strings.IndexByte("+-0 .123456789'", format[i]) >= 0; i++ {
		}
		if i >= len(format) {
			break
		}
		verb := format[i]
		if verb == '%' {
			b.WriteByte('%')
			continue
		}
		if len(list) == 0 {
			break
		}
		v := list[0]
		list = list[1:]
		flags := strings.ReplaceAll(format[from:i], "'", "")
		if len(flags) > 8 {
			flags = flags[:8]
		}
		f, _ := phpNumber(v)
		switch verb {
		case 'd', 'u', 'i':
			b.WriteString(fmt.Sprintf(flags+"d", int64(f)))
		case 'f', 'F', 'e':
			if !strings.Contains(flags, ".") {
				flags += ".6"
			}
			b.WriteString(fmt.Sprintf(flags+"f", f))
		case 'x', 'X', 'o', 'b', 'c':
			b.WriteString(fmt.Sprintf(flags+string(verb), int64(f)))
		default:
			b.WriteString(fmt.Sprintf(flags+"s", m.phpText(v)))
		}
	}
	return b.String()
}

var phpLayouts = map[byte]string{'Y': "2006", 'y': "06", 'm': "01", 'n': "1", 'd': "02", 'j': "2", 'H': "15", 'h': "03", 'g': "3", 'i': "04", 's': "05", 'A': "PM", 'a': "pm", 'D': "Mon", 'l': "Monday", 'M': "Jan", 'F': "January", 'T': "MST", 'e': "MST", 'P': "-07:00", 'O': "-0700", 'c': "2006-01-02T15:04:05-07:00", 'r': "Mon, 02 Jan 2006 15:04:05 -0700", 'v': "000"}

func phpDate(format string, t time.Time) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		switch l, ok := phpLayouts[format[i]]; {
		case format[i] == '\\' && i+1 < len(format):
			i++
			b.WriteByte(format[i])
		case format[i] == 'U':
			b.WriteString(strconv.FormatInt(t.Unix(), 10))
		case format[i] == 'G':
			b.WriteString(itoa(t.Hour()))
		case format[i] == 'N':
			b.WriteString(itoa((int(t.Weekday())+6)%7 + 1))
		case format[i] == 'w':
			b.WriteString(itoa(int(t.Weekday())))
		case ok:
			b.WriteString(t.Format(l))
		default:
			b.WriteByte(format[i])
		}
	}
	return b.String()
}

func (m *machine) phpPrintR(v value, pad string) string {
	var d *dict
	head := "Array\n"
	switch x := v.(type) {
	case *dict:
		d = x
	case *object:
		d, head = x.props, x.class.name+" Object\n"
	default:
		return m.phpText(v)
	}
	if len(pad) > 200 {
		return "*RECURSION*"
	}
	out := head + pad + "(\n"
	d.each(func(k, v value) {
		out += pad + "    [" + m.phpText(k) + "] => " + m.phpPrintR(v, pad+"        ") + "\n"
	})
	return out + pad + ")\n"
}

func (m *machine) phpDump(v value, pad string) string {
	switch x := v.(type) {
	case nil:
		return pad + "NULL\n"
	case bool:
		return pad + "bool(" + strconv.FormatBool(x) + ")\n"
	case int64:
		return pad + "int(" + strconv.FormatInt(x, 10) + ")\n"
	case float64:
		return pad + "float(" + strconv.FormatFloat(x, 'G', -1, 64) + ")\n"
	case string:
		return pad + "string(" + itoa(len(x)) + ") \"" + x + "\"\n"
	case *dict:
		out := pad + "array(" + itoa(x.live) + ") {\n"
		x.each(func(k, v value) { out += pad + "  [" + phpDumpKey(k) + "]=>\n" + m.phpDump(v, pad+"  ") })
		return out + pad + "}\n"
	case *object:
		out := pad + "object(" + x.class.name + ")#1 (" + itoa(x.props.live) + ") {\n"
		x.props.each(func(k, v value) { out += pad + "  [\"" + plain(k) + "\"]=>\n" + m.phpDump(v, pad+"  ") })
		return out + pad + "}\n"
	}
	return pad + "object(Closure)#1 (0) {\n" + pad + "}\n"
}

func phpDumpKey(k value) string {
	if s, ok := k.(string); ok {
		return `"` + s + `"`
	}
	return fmt.Sprint(k)
}

func (m *machine) phpJSON(v value, flags int64, depth int) string {
	open, sep, end, colon := "", ",", "", ":"
	if flags&128 != 0 {
		open = "\n" + strings.Repeat("    ", depth+1)
		sep, end, colon = ","+open, "\n"+strings.Repeat("    ", depth), ": "
	}
	if depth > 60 {
		return "null"
	}
	switch x := v.(type) {
	case nil:
		return "null"
	case bool:
		return strconv.FormatBool(x)
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		s := strconv.FormatFloat(x, 'g', 17, 64)
		if t := strconv.FormatFloat(x, 'g', -1, 64); len(t) < len(s) {
			s = t
		}
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		return s
	case string:
		s := jsonQuote(x, flags&256 == 0)
		if flags&64 == 0 {
			s = strings.ReplaceAll(s, "/", `\/`)
		}
		return s
	case *dict, *object:
		d, isList := (*dict)(nil), false
		if o, ok := x.(*object); ok {
			d = o.props
		} else {
			d = x.(*dict)
			isList = true
			for i, k := range d.listKeys() {
				isList = isList && k == int64(i)
			}
		}
		var parts []string
		d.each(func(k, v value) {
			s := m.phpJSON(v, flags, depth+1)
			if !isList {
				s = jsonQuote(m.phpText(k), true) + colon + s
			}
			parts = append(parts, s)
		})
		a, z := "{", "}"
		if isList {
			a, z = "[", "]"
		}
		if len(parts) == 0 {
			return a + z
		}
		return a + open + strings.Join(parts, sep) + end + z
	}
	return "{}"
}

func phpFromJSON(v value, arrays bool) value {
	switch x := v.(type) {
	case *dict:
		d := newDict()
		x.each(func(k, v value) { d.put(phpKey(k), phpFromJSON(v, arrays)) })
		if !arrays {
			return &object{class: phpStdClass, props: d}
		}
		return d
	case *list:
		d := newDict()
		for i, it := range x.items {
			d.put(int64(i), phpFromJSON(it, arrays))
		}
		return d
	}
	return v
}

func (m *machine) phpVersion() string {
	if v, ok := m.p.Getenv("PHP_VERSION"); ok && v != "" {
		return v
	}
	return "8.3.26"
}

// phpInfo is what phpinfo shows: the head of it, the environment, and nothing
// about modules that are not there.
func phpInfo(m *machine, c *args) (value, error) {
	rows := [][2]string{{"System", "Linux " + m.p.Sys.Hostname() + " 6.12.0 #1 SMP x86_64"}, {"Build Date", "Sep 30 2025 00:00:00"}, {"Build Provider", "https://github.com/docker-library/php"}, {"Server API", map[bool]string{true: "Apache 2.0 Handler", false: "Command Line Interface"}[m.captured]},
		{"Virtual Directory Support", "disabled"}, {"Configuration File (php.ini) Path", "/usr/local/etc/php"}, {"Loaded Configuration File", "(none)"}, {"Scan this dir for additional .ini files", "/usr/local/etc/php/conf.d"}, {"PHP API", "20230831"}, {"Thread Safety", "disabled"}}
	if !m.captured {
		out := "phpinfo()\nPHP Version => " + m.phpVersion() + "\n\n"
		for _, r := range rows {
			out += r[0] + " => " + r[1] + "\n"
		}
		out += "\nEnvironment\n\nVariable => Value\n"
		for _, kv := range m.p.Env {
			k, v, _ := strings.Cut(kv, "=")
			out += k + " => " + v + "\n"
		}
		return true, m.write(1, out)
	}
	out := "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"DTD/xhtml1-transitional.dtd\">\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><head>\n<title>PHP " + m.phpVersion() + " - phpinfo()</title></head>\n<body><div class=\"center\">\n<table>\n<tr class=\"h\"><td><h1 class=\"p\">PHP Version " + m.phpVersion() + "</h1></td></tr>\n</table>\n<table>\n"
	for _, r := range rows {
		out += "<tr><td class=\"e\">" + r[0] + " </td><td class=\"v\">" + r[1] + " </td></tr>\n"
	}
	out += "</table>\n<h2>Environment</h2>\n<table>\n<tr class=\"h\"><th>Variable</th><th>Value</th></tr>\n"
	for _, kv := range m.p.Env {
		k, v, _ := strings.Cut(kv, "=")
		out += "<tr><td class=\"e\">" + k + " </td><td class=\"v\">" + v + " </td></tr>\n"
	}
	return true, m.write(1, out+"</table>\n</div></body></html>")
}

func phpConst(m *machine, c *args) (value, error) {
	m.modules.put("%const "+plain(c.at(0)), c.at(1))
	return true, nil
}
