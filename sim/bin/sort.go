package bin

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// sortKey is one -k, or the whole line.
type sortKey struct {
	fromField, fromChar, toField, toChar int
	flags                                string
}

// sorting is one run of sort.
type sorting struct {
	options
	keys []sortKey
	sep  string
}

func sortLines(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "n,numeric-sort r,reverse u,unique k:,key t:,field-separator f,ignore-case b,ignore-leading-blanks h,human-numeric-sort "+
		"V,version-sort g,general-numeric-sort s,stable o:,output c,check d,dictionary-order M z m R")
	if !ok {
		return
	}
	if bad := o.last("M", "z", "m", "R"); bad != "" {
		c.refuse(p, "-"+bad)
		return
	}
	s := &sorting{options: o, sep: o.value("t", "")}
	for _, text := range o.values("k") {
		k, ok := parseKey(text)
		if !ok {
			c.die(p, 2, c.pick("invalid number at field start: invalid count at start of '%s'", "bad field specification '%s'"), text)
			return
		}
		s.keys = append(s.keys, k)
	}
	c.slurp(p, names, c.pick("cannot read: %s: %v", "%s: %v"), func(p *proc.Proc, data string, code int) {
		s.finish(p, c, data, code)
	})
}

func (s *sorting) finish(p *proc.Proc, c call, data string, code int) {
	if code != 0 {
		p.Sys.Exit(2)
		return
	}
	var lines []string
	if data != "" {
		lines = strings.Split(strings.TrimSuffix(data, "\n"), "\n")
	}
	less := func(i, j int) bool { return s.compare(lines[i], lines[j], true) < 0 }
	if s.has("c") {
		for i := 1; i < len(lines); i++ {
			if less(i, i-1) || s.has("u") && s.compare(lines[i], lines[i-1], false) == 0 {
				c.die(p, 1, "-:%d: disorder: %s", i+1, lines[i])
				return
			}
		}
		p.Sys.Exit(0)
		return
	}
	sort.SliceStable(lines, less)
	if s.has("u") {
		lines = slices.CompactFunc(lines, func(a, b string) bool { return s.compare(a, b, false) == 0 })
	}
	out := strings.Join(lines, "\n")
	if len(lines) > 0 {
		out += "\n"
	}
	if file := s.value("o", ""); file != "" {
		if err := p.Sys.WriteFile(file, out, 0o666); err != nil {
			c.die(p, 2, c.pick("open failed: %s: %v", "can't open '%s': %v"), file, err)
			return
		}
		out = ""
	}
	proc.Finish(p, out, 0)
}

// parseKey reads FIELD[.CHAR][FLAGS][,FIELD[.CHAR][FLAGS]].
func parseKey(text string) (k sortKey, ok bool) {
	from, to, two := strings.Cut(text, ",")
	var flags string
	if k.fromField, k.fromChar, flags, ok = keyPlace(from); !ok || k.fromField == 0 {
		return k, false
	}
	k.flags = flags
	if two {
		if k.toField, k.toChar, flags, ok = keyPlace(to); !ok {
			return k, false
		}
		k.flags += flags
	}
	return k, true
}

func keyPlace(s string) (field, char int, flags string, ok bool) {
	place := strings.TrimRight(s, "bdfghnrRMV")
	flags = s[len(place):]
	f, ch, dotted := strings.Cut(place, ".")
	field, err := strconv.Atoi(f)
	if err == nil && dotted {
		char, err = strconv.Atoi(ch)
	}
	return field, char, flags, err == nil && field >= 0 && char >= 0
}

// compare orders two lines by the keys and, if last, by all bytes in the end.
func (s *sorting) compare(a, b string, last bool) int {
	global := ""
	for _, k := range []string{"n", "r", "f", "b", "h", "V", "g", "d"} {
		if s.has(k) {
			global += k
		}
	}
	keys := s.keys
	if len(keys) == 0 {
		keys = []sortKey{{fromField: 1, flags: global}}
	}
	for _, k := range keys {
		flags := k.flags
		if flags == "" {
			flags = global
		}
		d := compareKeys(s.cut(a, k), s.cut(b, k), flags)
		if strings.Contains(flags, "r") {
			d = -d
		}
		if d != 0 {
			return d
		}
	}
	if !last || s.has("s", "u") {
		return 0
	}
	if s.has("r") {
		return strings.Compare(b, a)
	}
	return strings.Compare(a, b)
}

// cut is the part of a line a key is about.
func (s *sorting) cut(line string, k sortKey) string {
	if k.fromField == 1 && k.fromChar == 0 && k.toField == 0 {
		return line
	}
	starts, ends := s.fields(line)
	from, to := len(line), len(line)
	if k.fromField <= len(starts) {
		from = min(starts[k.fromField-1]+max(k.fromChar-1, 0), len(line))
	}
	if k.toField > 0 && k.toField <= len(ends) {
		to = ends[k.toField-1]
		if k.toChar > 0 {
			to = min(starts[k.toField-1]+k.toChar, len(line))
		}
	}
	return line[from:max(from, to)]
}

// fields are where fields begin and end: at separators, or where blanks begin.
func (s *sorting) fields(line string) (starts, ends []int) {
	starts = []int{0}
	for i := range len(line) {
		switch {
		case s.sep != "" && line[i] == s.sep[0]:
			starts, ends = append(starts, i+1), append(ends, i)
		case s.sep == "" && i > 0 && isBlank(line[i]) && !isBlank(line[i-1]):
			starts, ends = append(starts, i), append(ends, i)
		}
	}
	return starts, append(ends, len(line))
}

func isBlank(ch byte) bool { return ch == ' ' || ch == '\t' }

func compareKeys(a, b, flags string) int {
	if strings.ContainsAny(flags, "bnghV") {
		a, b = strings.TrimLeft(a, " \t"), strings.TrimLeft(b, " \t")
	}
	if strings.Contains(flags, "f") {
		a, b = strings.ToUpper(a), strings.ToUpper(b)
	}
	switch {
	case strings.ContainsAny(flags, "ngh"):
		x, y := leading(a, flags), leading(b, flags)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	case strings.Contains(flags, "V"):
		return compareVersions(a, b)
	}
	return strings.Compare(a, b)
}

// leading is the number a key begins with, with h times its unit.
func leading(s, flags string) float64 {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == '.' || end == 0 && s[end] == '-') {
		end++
	}
	n, _ := strconv.ParseFloat(s[:end], 64)
	if strings.Contains(flags, "h") && end < len(s) {
		for i := 0; i <= strings.IndexByte(units, s[end]&^0x20); i++ {
			n *= 1024
		}
	}
	return n
}

// compareVersions compares runs of digits by their value.
func compareVersions(a, b string) int {
	for a != "" && b != "" {
		x, y := digits(a), digits(b)
		if x > 0 && y > 0 {
			m, n := strings.TrimLeft(a[:x], "0"), strings.TrimLeft(b[:y], "0")
			if len(m) != len(n) {
				return len(m) - len(n)
			}
			if d := strings.Compare(m, n); d != 0 {
				return d
			}
			a, b = a[x:], b[y:]
			continue
		}
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		a, b = a[1:], b[1:]
	}
	return len(a) - len(b)
}

func digits(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
