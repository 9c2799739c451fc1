package script

import (
	"strings"
	"time"
)

func timeModule(m *machine) *object {
	return natives("time", map[string]nativeFn{
		"sleep": func(m *machine, c *args) (value, error) {
			f, ok := number(c.at(0))
			if !ok {
				return nil, m.throw("TypeError", "'"+m.typeName(c.at(0))+"' object cannot be interpreted as an integer")
			}
			if f < 0 {
				return nil, m.throw("ValueError", "sleep length must be non-negative")
			}
			return nil, m.sleep(time.Duration(min(f, 1e9) * 1e9))
		},
		"time":         func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixNano()/1000) / 1e6, nil },
		"time_ns":      func(m *machine, c *args) (value, error) { return m.p.Sys.Now().UnixNano(), nil },
		"monotonic":    func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixNano()%1e15) / 1e9, nil },
		"perf_counter": func(m *machine, c *args) (value, error) { return float64(m.p.Sys.Now().UnixNano()%1e15) / 1e9, nil },
		"strftime":     func(m *machine, c *args) (value, error) { return strftime(m.p.Sys.Now().UTC(), plain(c.at(0))), nil },
		"ctime": func(m *machine, c *args) (value, error) {
			return strftime(m.p.Sys.Now().UTC(), "%a %b %e %H:%M:%S %Y"), nil
		},
		"asctime": func(m *machine, c *args) (value, error) {
			return strftime(m.p.Sys.Now().UTC(), "%a %b %e %H:%M:%S %Y"), nil
		},
	})
}

// clockModule is what datetime is made of.
func clockModule(m *machine) *object {
	return natives("_clock", map[string]nativeFn{
		"now": func(m *machine, c *args) (value, error) { return m.p.Sys.Now().UnixMicro(), nil },
		"parts": func(m *machine, c *args) (value, error) {
			us, _ := whole(c.at(0))
			t := time.UnixMicro(us).UTC()
			return newTuple(int64(t.Year()), int64(t.Month()), int64(t.Day()), int64(t.Hour()), int64(t.Minute()), int64(t.Second()), int64(t.Nanosecond()/1000), int64((t.Weekday()+6)%7)), nil
		},
		"make": func(m *machine, c *args) (value, error) {
			var n [7]int
			for i := range n {
				v, _ := whole(c.arg(i, "", int64(0)))
				n[i] = int(v)
			}
			return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], n[6]*1000, time.UTC).UnixMicro(), nil
		},
		"format": func(m *machine, c *args) (value, error) {
			us, _ := whole(c.at(0))
			return strftime(time.UnixMicro(us).UTC(), plain(c.at(1))), nil
		},
	})
}

// strftime formats a time. Source: strftime(3).
func strftime(t time.Time, f string) string {
	var b strings.Builder
	for i := 0; i < len(f); i++ {
		if f[i] != '%' || i+1 == len(f) {
			b.WriteByte(f[i])
			continue
		}
		i++
		layout, ok := map[byte]string{'Y': "2006", 'm': "01", 'd': "02", 'H': "15", 'M': "04", 'S': "05", 'y': "06", 'B': "January", 'b': "Jan", 'A': "Monday",
			'a': "Mon", 'I': "03", 'p': "PM", 'e': "_2", 'Z': "UTC", 'z': "-0700", 'j': "002", 'c': "Mon Jan _2 15:04:05 2006", 'x': "01/02/06", 'X': "15:04:05", 'F': "2006-01-02", 'T': "15:04:05"}[f[i]]
		switch {
		case ok:
			b.WriteString(t.Format(layout))
		case f[i] == 'f':
			b.WriteString(pad(itoa(t.Nanosecond()/1000), 6))
		case f[i] == 's':
			b.WriteString(itoa(int(t.Unix())))
		case f[i] == '%':
			b.WriteByte('%')
		default:
			b.WriteString(f[i-1 : i+1])
		}
	}
	return b.String()
}
