package script

import (
	"math"
)

func mathModule(m *machine) *object {
	one := func(f func(x float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) {
			x, ok := number(c.at(0))
			if !ok {
				return nil, m.throw("TypeError", "must be real number, not "+m.typeName(c.at(0)))
			}
			r := f(x)
			if r != r && x == x {
				return nil, m.throw("ValueError", "math domain error")
			}
			return r, nil
		}
	}
	integer := func(f func(x float64) float64) nativeFn {
		return func(m *machine, c *args) (value, error) {
			x, ok := number(c.at(0))
			if !ok {
				return nil, m.throw("TypeError", "must be real number, not "+m.typeName(c.at(0)))
			}
			return int64(f(x)), nil
		}
	}
	o := natives("math", map[string]nativeFn{
		"sqrt": one(math.Sqrt), "sin": one(math.Sin), "cos": one(math.Cos), "tan": one(math.Tan), "exp": one(math.Exp), "log10": one(math.Log10),
		"log2": one(math.Log2), "fabs": one(math.Abs), "atan": one(math.Atan), "radians": one(func(x float64) float64 { return x * math.Pi / 180 }),
		"floor": integer(math.Floor), "ceil": integer(math.Ceil), "trunc": integer(math.Trunc),
		"log": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			if x <= 0 {
				return nil, m.throw("ValueError", "math domain error")
			}
			if b, ok := number(c.at(1)); ok {
				return math.Log(x) / math.Log(b), nil
			}
			return math.Log(x), nil
		},
		"pow": func(m *machine, c *args) (value, error) {
			x, _ := number(c.at(0))
			y, _ := number(c.at(1))
			return math.Pow(x, y), nil
		},
		"gcd": func(m *machine, c *args) (value, error) {
			a, _ := whole(c.at(0))
			b, _ := whole(c.at(1))
			for b != 0 {
				a, b = b, a%b
			}
			return max(a, -a), nil
		},
		"factorial": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.at(0))
			if n > 20 {
				return nil, m.throw("OverflowError", "integers of more than 64 bits are not simulated")
			}
			r := int64(1)
			for i := int64(2); i <= n; i++ {
				r *= i
			}
			return r, nil
		},
		"isnan": func(m *machine, c *args) (value, error) { x, _ := number(c.at(0)); return x != x, nil },
	})
	o.props.put("pi", math.Pi)
	o.props.put("e", math.E)
	o.props.put("inf", math.Inf(1))
	o.props.put("nan", math.NaN())
	return o
}

// random is the next number of the process: the same in every run of a world.
func (m *machine) random() uint64 {
	if m.seed == 0 {
		h := uint64(14695981039346656037)
		for _, b := range []byte(m.p.Sys.Hostname()) {
			h = (h ^ uint64(b)) * 1099511628211
		}
		m.seed = h ^ uint64(m.p.Sys.Now().UnixNano())*0x9e3779b97f4a7c15 ^ uint64(m.p.PID)<<32 | 1
	}
	m.seed += 0x9e3779b97f4a7c15
	z := m.seed
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (m *machine) fraction() float64 { return float64(m.random()>>11) / (1 << 53) }

func randomModule(m *machine) *object {
	between := func(m *machine, a, b int64) (value, error) {
		if b < a {
			return nil, m.throw("ValueError", "empty range for randrange()")
		}
		return a + int64(m.random()%uint64(b-a+1)), nil
	}
	return natives("random", map[string]nativeFn{
		"random": func(m *machine, c *args) (value, error) { return m.fraction(), nil },
		"getrandbits": func(m *machine, c *args) (value, error) { // of at most 63 bits
			n, _ := whole(c.at(0))
			return int64(m.random() >> (64 - max(1, min(n, 63)))), nil
		},
		"seed": func(m *machine, c *args) (value, error) {
			n, _ := whole(c.arg(0, "", int64(1)))
			m.seed = uint64(n)*2 + 1
			return nil, nil
		},
		"randint": func(m *machine, c *args) (value, error) {
			a, _ := whole(c.at(0))
			b, _ := whole(c.at(1))
			return between(m, a, b)
		},
		"randrange": func(m *machine, c *args) (value, error) {
			a, _ := whole(c.at(0))
			if b, ok := whole(c.at(1)); ok {
				return between(m, a, b-1)
			}
			return between(m, 0, a-1)
		},
		"uniform": func(m *machine, c *args) (value, error) {
			a, _ := number(c.at(0))
			b, _ := number(c.at(1))
			return a + (b-a)*m.fraction(), nil
		},
		"choice": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			if err != nil {
				return nil, err
			}
			if len(all) == 0 {
				return nil, m.throw("IndexError", "Cannot choose from an empty sequence")
			}
			return all[m.random()%uint64(len(all))], nil
		},
		"choices": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			k, _ := whole(c.arg(9, "k", int64(1)))
			l := newList()
			for ; k > 0 && len(all) > 0 && len(l.items) < 1<<16; k-- {
				l.items = append(l.items, all[m.random()%uint64(len(all))])
			}
			return l, err
		},
		"sample": func(m *machine, c *args) (value, error) {
			all, err := m.spread(c.at(0))
			all = append([]value(nil), all...)
			k, _ := whole(c.arg(1, "k", int64(1)))
			l := newList()
			for ; k > 0 && len(all) > 0; k-- {
				i := m.random() % uint64(len(all))
				l.items = append(l.items, all[i])
				all = append(all[:i], all[i+1:]...)
			}
			return l, err
		},
		"shuffle": func(m *machine, c *args) (value, error) {
			if l, ok := c.at(0).(*list); ok {
				for i := len(l.items) - 1; i > 0; i-- {
					j := m.random() % uint64(i+1)
					l.items[i], l.items[j] = l.items[j], l.items[i]
				}
			}
			return nil, nil
		},
	})
}
