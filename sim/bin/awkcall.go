//go:build !core

package bin

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// awkFunctions are the built-in functions and the least and most arguments.
var awkFunctions = []struct {
	name      string
	least, to int
}{
	{"length", 0, 1}, {"substr", 2, 3}, {"index", 2, 2}, {"split", 2, 3}, {"sub", 2, 3}, {"gsub", 2, 3}, {"match", 2, 2},
	{"tolower", 1, 1}, {"toupper", 1, 1}, {"sprintf", 1, 1000}, {"int", 1, 1}, {"sqrt", 1, 1}, {"exp", 1, 1}, {"log", 1, 1},
	{"sin", 1, 1}, {"cos", 1, 1}, {"atan2", 2, 2}, {"rand", 0, 0}, {"srand", 0, 1}, {"system", 1, 1}, {"close", 1, 1}, {"fflush", 0, 1},
	{"systime", 0, 0}, {"strftime", 0, 2},
}

// knowsAwk tells whether a call is of a built-in function, and whether it can
// have so many arguments.
func knowsAwk(n *awkNode) (known, fits bool) {
	for _, f := range awkFunctions {
		if f.name == n.text {
			return true, len(n.kids) >= f.least && len(n.kids) <= f.to
		}
	}
	return false, false
}

func (r *awkRun) call(n *awkNode) awkValue {
	switch n.text {
	case "length":
		if len(n.kids) == 0 {
			return awkNum(r.size(r.record))
		}
		if k := n.kids[0]; k.op == "name" && r.arrays.Has(r.array(k.text)) {
			return awkNum(float64(r.arrays.At(r.array(k.text)).Len()))
		}
	case "split":
		return r.splitCall(n)
	case "sub", "gsub":
		return r.substitute(n)
	}
	var args []awkValue
	for _, k := range n.kids {
		args = append(args, r.eval(k))
	}
	if n.text == "match" {
		return r.match(args[0].str(), n.kids[1])
	}
	if f, ok := map[string]func(float64) float64{"int": math.Trunc, "sqrt": math.Sqrt, "exp": math.Exp, "log": math.Log,
		"sin": math.Sin, "cos": math.Cos}[n.text]; ok {
		return awkNum(f(args[0].number()))
	}
	if v, ok := r.machineCall(n.text, args); ok {
		return v
	}
	text := args[0].str()
	switch n.text {
	case "length":
		return awkNum(r.size(text))
	case "substr":
		return awkStr(awkSubstr([]rune(text), args[1:]))
	case "index":
		at := strings.Index(text, args[1].str())
		if at < 0 {
			return awkNum(0)
		}
		return awkNum(float64(len([]rune(text[:at])) + 1))
	case "tolower":
		return awkStr(strings.ToLower(text))
	case "toupper":
		return awkStr(strings.ToUpper(text))
	case "atan2":
		return awkNum(math.Atan2(args[0].number(), args[1].number()))
	}
	return awkStr(awkPrintf(text, args[1:]))
}

// size is the length of a text: mawk counts bytes, BusyBox characters.
func (r *awkRun) size(text string) float64 {
	if r.bytes {
		return float64(len(text))
	}
	return float64(len([]rune(text)))
}

// awkSubstr cuts from a place counted from 1, as POSIX rounds it.
func awkSubstr(text []rune, args []awkValue) string {
	limit := float64(len(text) + 1)
	from := math.RoundToEven(args[0].number())
	to := limit
	if len(args) > 1 {
		to = from + math.RoundToEven(args[1].number())
	}
	from, to = min(max(from, 1), limit), min(max(to, 1), limit)
	if !(from < to) {
		return ""
	}
	return string(text[int(from)-1 : int(to)-1])
}

func (r *awkRun) splitCall(n *awkNode) awkValue {
	if n.kids[1].op != "name" {
		r.stop("split needs an array")
		return awkValue{}
	}
	text, sep := r.eval(n.kids[0]).str(), r.vars.At("FS").str()
	var parts []string
	switch {
	case len(n.kids) > 2 && n.kids[2].op == "re" && text != "":
		parts = n.kids[2].re.Split(text, -1)
	case len(n.kids) > 2:
		sep = r.eval(n.kids[2]).str()
		fallthrough
	default:
		parts = r.splitBy(text, sep)
	}
	a := emptyArray()
	for i, part := range parts {
		a = a.Set(strconv.Itoa(i+1), awkIn(part))
	}
	r.arrays = r.arrays.Set(r.array(n.kids[1].text), a)
	return awkNum(float64(len(parts)))
}

func (r *awkRun) pattern(n *awkNode) *regexp.Regexp {
	if n.op == "re" {
		return n.re
	}
	re, err := compile(r.eval(n).str(), true, false)
	if err != nil {
		r.stop(err.Error())
		return regexp.MustCompile(`\z\A.`)
	}
	return re
}

func (r *awkRun) match(text string, pattern *awkNode) awkValue {
	at, length := 0, -1
	if m := r.pattern(pattern).FindStringIndex(text); m != nil {
		at, length = len([]rune(text[:m[0]]))+1, len([]rune(text[m[0]:m[1]]))
	}
	r.set("RSTART", awkNum(float64(at)))
	r.set("RLENGTH", awkNum(float64(length)))
	return awkNum(float64(at))
}

// substitute is sub and gsub: & in the replacement is what matched.
func (r *awkRun) substitute(n *awkNode) awkValue {
	target := &awkNode{op: "$", kids: []*awkNode{{op: "num"}}}
	if len(n.kids) > 2 {
		target = n.kids[2]
	}
	re, with, text := r.pattern(n.kids[0]), r.eval(n.kids[1]).str(), r.eval(target).str()
	most := -1
	if n.text == "sub" {
		most = 1
	}
	var b strings.Builder
	at, count := 0, 0
	for _, m := range re.FindAllStringIndex(text, most) {
		b.WriteString(text[at:m[0]])
		for i := 0; i < len(with); i++ {
			switch {
			case with[i] == '\\' && i+1 < len(with) && (with[i+1] == '&' || with[i+1] == '\\'):
				i++
				b.WriteByte(with[i])
			case with[i] == '&':
				b.WriteString(text[m[0]:m[1]])
			default:
				b.WriteByte(with[i])
			}
		}
		at = m[1]
		if count++; b.Len() > maxMemory {
			r.stop("out of memory")
			break
		}
	}
	b.WriteString(text[at:])
	if count > 0 {
		r.assign(target, awkStr(b.String()))
	}
	return awkNum(float64(count))
}

var awkVerb = regexp.MustCompile(`^%([-+ #0]*)(\*|[0-9]{0,4})(\.(\*|[0-9]{0,4}))?([a-zA-Z%])`)

// awkPrintf formats values as printf(3) does.
func awkPrintf(format string, args []awkValue) string {
	var b strings.Builder
	next := func() (v awkValue) {
		if len(args) > 0 {
			v, args = args[0], args[1:]
		}
		return v
	}
	for format != "" {
		m := awkVerb.FindStringSubmatch(format)
		if m == nil {
			b.WriteByte(format[0])
			format = format[1:]
			continue
		}
		format = format[len(m[0]):]
		width, precision := m[2], m[3]
		if width == "*" {
			width = strconv.Itoa(min(int(next().number()), 9999))
		}
		if m[4] == "*" {
			precision = "." + strconv.Itoa(min(int(next().number()), 9999))
		}
		spec := "%" + m[1] + width + precision
		switch verb := m[5]; verb {
		case "%":
			b.WriteByte('%')
		case "d", "i", "u":
			fmt.Fprintf(&b, spec+"d", int64(next().number()))
		case "o", "x", "X":
			fmt.Fprintf(&b, spec+verb, int64(next().number()))
		case "e", "E", "f", "F", "g", "G":
			fmt.Fprintf(&b, spec+verb, next().number())
		case "c":
			v := next()
			text := v.str()
			if v.kind == 'n' {
				text = string(rune(int(v.n)))
			} else if text != "" {
				text = string([]rune(text)[:1])
			}
			fmt.Fprintf(&b, spec+"s", text)
		case "s":
			fmt.Fprintf(&b, spec+"s", next().str())
		default:
			b.WriteString(m[0])
		}
	}
	return b.String()
}
