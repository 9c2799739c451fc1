package bin

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

var errDate = errors.New("invalid date")

func date(p *proc.Proc, c call) {
	o, operands, ok := c.parse(p, "u,utc d,date: s,set: r,reference: R,rfc-email I? D: iso-8601? rfc-3339:")
	if !ok {
		return
	}
	if o.has("s") {
		c.die(p, 1, "%s set date: Operation not permitted", c.pick("cannot", "can't"))
		return
	}
	t := p.Sys.Now().UTC()
	var err error
	if o.has("d") {
		if t, err = parseDate(o.value("d", ""), t); err != nil {
			c.die(p, 1, "invalid date '%s'", o.value("d", ""))
			return
		}
	}
	if file := o.value("r", ""); file != "" {
		st, err := p.Sys.Stat(file)
		if err != nil {
			c.die(p, 1, c.pick("%s: %v", "can't stat '%s': %v"), file, err)
			return
		}
		t = st.ModTime.UTC()
	}
	format := "%a %b %e %H:%M:%S %Z %Y"
	switch iso := o.last("R", "I", "iso-8601", "rfc-3339"); {
	case iso == "R":
		format = "%a, %d %b %Y %H:%M:%S +0000"
	case iso != "":
		format = isoFormat(o.value(iso, ""), iso == "rfc-3339")
	}
	for _, op := range operands {
		if op == "" || op[0] != '+' {
			c.die(p, 1, "invalid date '%s'", op)
			return
		}
		format = op[1:]
	}
	proc.Finish(p, strftime(format, t)+"\n", 0)
}

func isoFormat(precision string, spaced bool) string {
	sep, zone := "T", "+00:00"
	if spaced {
		sep = " "
	}
	switch precision {
	case "hours":
		return "%Y-%m-%d" + sep + "%H" + zone
	case "minutes":
		return "%Y-%m-%d" + sep + "%H:%M" + zone
	case "seconds":
		return "%Y-%m-%d" + sep + "%H:%M:%S" + zone
	case "ns":
		return "%Y-%m-%d" + sep + "%H:%M:%S,%N" + zone
	}
	return "%Y-%m-%d"
}

// dateLayouts are the written dates that are understood.
var dateLayouts = []string{time.RFC3339, "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02",
	"Mon Jan _2 15:04:05 MST 2006", "Mon, 02 Jan 2006 15:04:05 -0700", "Jan 2 2006", "2 Jan 2006", "200601021504", "20060102"}

// parseDate reads @seconds, a written date, or words such as "2 days ago".
func parseDate(s string, now time.Time) (time.Time, error) {
	s = strings.TrimSpace(s)
	if sec, ok := strings.CutPrefix(s, "@"); ok {
		n, err := strconv.ParseFloat(sec, 64)
		if err != nil || n > 253402300799 || n < -62135596800 {
			return now, errDate
		}
		return time.Unix(int64(n), int64((n-float64(int64(n)))*1e9)).UTC(), nil
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, strings.TrimSuffix(s, " UTC")); err == nil {
			return t.UTC(), nil
		}
	}
	if t, err := time.Parse("15:04", s); err == nil {
		return now.Truncate(24 * time.Hour).Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute), nil
	}
	return spokenDate(strings.Fields(strings.ToLower(s)), now)
}

// spokenDate reads "now", "yesterday", "3 days ago", "+1 month", "next week".
func spokenDate(words []string, t time.Time) (time.Time, error) {
	if len(words) == 0 {
		return t.Truncate(24 * time.Hour), nil
	}
	sign := 1
	if words[len(words)-1] == "ago" {
		sign, words = -1, words[:len(words)-1]
	}
	n := 1
	for _, w := range words {
		if i, err := strconv.Atoi(w); err == nil && i > -1_000_000 && i < 1_000_000 {
			n = i
			continue
		}
		n *= sign
		switch strings.TrimSuffix(w, "s") {
		case "now", "today":
		case "yesterday":
			t = t.AddDate(0, 0, -1)
		case "tomorrow":
			t = t.AddDate(0, 0, 1)
		case "next":
			n = sign
			continue
		case "last":
			n = -sign
			continue
		case "second", "sec":
			t = t.Add(time.Duration(n) * time.Second)
		case "minute", "min":
			t = t.Add(time.Duration(n) * time.Minute)
		case "hour":
			t = t.Add(time.Duration(n) * time.Hour)
		case "day":
			t = t.AddDate(0, 0, n)
		case "week":
			t = t.AddDate(0, 0, 7*n)
		case "month":
			t = t.AddDate(0, n, 0)
		case "year":
			t = t.AddDate(n, 0, 0)
		default:
			return t, errDate
		}
		n = 1
	}
	return t, nil
}

// conversions are strftime's letters as Go layouts.
var conversions = map[byte]string{'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'h': "Jan", 'c': "Mon Jan _2 15:04:05 2006",
	'd': "02", 'D': "01/02/06", 'e': "_2", 'F': "2006-01-02", 'H': "15", 'I': "03", 'm': "01", 'M': "04", 'p': "PM",
	'r': "03:04:05 PM", 'R': "15:04", 'S': "05", 'T': "15:04:05", 'x': "01/02/06", 'X': "15:04:05", 'y': "06", 'Y': "2006", 'z': "-0700", 'Z': "MST"}

// strftime formats a time. Source: strftime(3).
func strftime(format string, t time.Time) string {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			b.WriteByte(format[i])
			continue
		}
		i++
		flag := byte(0)
		if strings.IndexByte("-_0:^", format[i]) >= 0 && i+1 < len(format) {
			flag = format[i]
			i++
		}
		text := convert(format[i], t)
		switch flag {
		case '-':
			text = strings.TrimLeft(text, "0 ")
			if text == "" {
				text = "0"
			}
		case '_':
			trimmed := strings.TrimLeft(text, "0")
			text = strings.Repeat(" ", len(text)-len(trimmed)) + trimmed
		case '^':
			text = strings.ToUpper(text)
		case ':':
			text = t.Format("-07:00")
		}
		b.WriteString(text)
	}
	return b.String()
}

func convert(letter byte, t time.Time) string {
	if layout, ok := conversions[letter]; ok {
		return t.Format(layout)
	}
	year, week := t.ISOWeek()
	switch letter {
	case 's':
		return strconv.FormatInt(t.Unix(), 10)
	case 'N':
		return fmt.Sprintf("%09d", t.Nanosecond())
	case 'j':
		return fmt.Sprintf("%03d", t.YearDay())
	case 'k':
		return fmt.Sprintf("%2d", t.Hour())
	case 'l':
		return fmt.Sprintf("%2d", (t.Hour()+11)%12+1)
	case 'u':
		return strconv.Itoa((int(t.Weekday())+6)%7 + 1)
	case 'w':
		return strconv.Itoa(int(t.Weekday()))
	case 'V':
		return fmt.Sprintf("%02d", week)
	case 'G':
		return strconv.Itoa(year)
	case 'C':
		return fmt.Sprintf("%02d", t.Year()/100)
	case 'P':
		return strings.ToLower(t.Format("PM"))
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case '%':
		return "%"
	}
	return "%" + string(letter)
}
