package script

import (
	"math"
	"time"
)

// dateParts are the readings of a Date: name, what it is, and how to set it.
var dateParts = []struct {
	name string
	of   func(t time.Time) int
}{
	{"FullYear", func(t time.Time) int { return t.Year() }}, {"Month", func(t time.Time) int { return int(t.Month()) - 1 }}, {"Date", func(t time.Time) int { return t.Day() }},
	{"Day", func(t time.Time) int { return int(t.Weekday()) }}, {"Hours", func(t time.Time) int { return t.Hour() }}, {"Minutes", func(t time.Time) int { return t.Minute() }},
	{"Seconds", func(t time.Time) int { return t.Second() }}, {"Milliseconds", func(t time.Time) int { return t.Nanosecond() / 1e6 }},
}

// dateTexts are the ways a Date is written; the zone is always UTC.
var dateTexts = []struct{ name, layout string }{
	{"toISOString", "2006-01-02T15:04:05.000Z"}, {"toJSON", "2006-01-02T15:04:05.000Z"}, {"toUTCString", "Mon, 02 Jan 2006 15:04:05 GMT"},
	{"toString", "Mon Jan 02 2006 15:04:05 GMT+0000 (Coordinated Universal Time)"}, {"toDateString", "Mon Jan 02 2006"},
	{"toTimeString", "15:04:05 GMT+0000 (Coordinated Universal Time)"}, {"toLocaleString", "1/2/2006, 3:04:05 PM"},
	{"toLocaleDateString", "1/2/2006"}, {"toLocaleTimeString", "3:04:05 PM"},
}

func dateMethods(all map[string]nativeFn) {
	on := func(f func(t time.Time) value) nativeFn {
		return func(m *machine, c *args) (value, error) {
			o, _ := c.self.(*object)
			ms, ok := o.data.(float64)
			if !ok || ms != ms {
				return math.NaN(), nil
			}
			return f(time.UnixMilli(int64(ms)).UTC()), nil
		}
	}
	for _, d := range dateTexts {
		all["date."+d.name] = on(func(t time.Time) value { return t.Format(d.layout) })
	}
	for _, d := range dateParts {
		all["date.get"+d.name] = on(func(t time.Time) value { return float64(d.of(t)) })
		all["date.getUTC"+d.name] = all["date.get"+d.name]
	}
	all["date.getTime"] = on(func(t time.Time) value { return float64(t.UnixMilli()) })
	all["date.valueOf"] = all["date.getTime"]
	all["date.getTimezoneOffset"] = constant(0.0)
	shift := func(f func(t time.Time, n int) time.Time) nativeFn {
		return func(m *machine, c *args) (value, error) {
			o, _ := c.self.(*object)
			ms, _ := o.data.(float64)
			n := math.Max(-1e6, math.Min(1e6, m.numArg(c, 0, 0)))
			o.data = float64(f(time.UnixMilli(int64(ms)).UTC(), int(n)).UnixMilli())
			return o.data, nil
		}
	}
	all["date.setDate"] = shift(func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n-t.Day()) })
	all["date.setHours"] = shift(func(t time.Time, n int) time.Time { return t.Add(time.Duration(n-t.Hour()) * time.Hour) })
	all["date.setMinutes"] = shift(func(t time.Time, n int) time.Time { return t.Add(time.Duration(n-t.Minute()) * time.Minute) })
	all["date.setSeconds"] = shift(func(t time.Time, n int) time.Time { return t.Add(time.Duration(n-t.Second()) * time.Second) })
}

// dateOf is the time that the arguments of new Date say, in milliseconds.
func (m *machine) dateOf(c *args) (float64, error) {
	if len(c.list) == 0 {
		return float64(m.p.Sys.Now().UnixMilli()), nil
	}
	switch v := c.list[0].(type) {
	case string:
		for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02", "2006-01-02 15:04:05", time.RFC1123, "January 2, 2006", "Jan 2, 2006", "1/2/2006"} {
			if t, err := time.Parse(layout, v); err == nil {
				return float64(t.UnixMilli()), nil
			}
		}
		return math.NaN(), nil
	case *object:
		if ms, ok := v.data.(float64); ok {
			return ms, nil
		}
	}
	if len(c.list) == 1 {
		return m.toNumber(c.list[0])
	}
	var n [7]int
	n[2] = 1
	for i := range c.list[:min(7, len(c.list))] {
		n[i] = int(math.Max(-1e5, math.Min(1e5, m.numArg(c, i, 0))))
	}
	return float64(time.Date(n[0], time.Month(n[1]+1), n[2], n[3], n[4], n[5], n[6]*1e6, time.UTC).UnixMilli()), nil
}
