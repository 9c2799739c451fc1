//go:build !core

package bin

import (
	"math"
	"strconv"
	"strings"

	"drydock/sim/persist"
)

// awkValue is a string, a number, or a string from outside that counts as a
// number where it looks like one.
type awkValue struct {
	s    string
	n    float64
	kind byte // 0 unset, s, n, or i for input
}

func awkStr(s string) awkValue  { return awkValue{s: s, kind: 's'} }
func awkNum(n float64) awkValue { return awkValue{n: n, kind: 'n'} }
func awkIn(s string) awkValue   { return awkValue{s: s, kind: 'i'} }

func awkBool(b bool) awkValue {
	if b {
		return awkNum(1)
	}
	return awkNum(0)
}

// str is the value as a string, numbers as integers where they are ones.
func (v awkValue) str() string {
	if v.kind != 'n' {
		return v.s
	}
	return awkFormat(v.n, "%.6g")
}

func awkFormat(n float64, format string) string {
	if n == math.Trunc(n) && math.Abs(n) < 1e16 {
		return strconv.FormatFloat(n, 'f', 0, 64)
	}
	return awkPrintf(format, []awkValue{awkNum(n)})
}

// number is the value as a number: what a string begins with.
func (v awkValue) number() float64 {
	if v.kind == 'n' {
		return v.n
	}
	s := strings.TrimLeft(v.s, " \t\n")
	sign := 1.0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	n, _ := strconv.ParseFloat(awkDecimal(s), 64)
	return sign * n
}

// awkDecimal is the decimal number at the start of s.
func awkDecimal(s string) string {
	text := awkNumber.FindString(s)
	if strings.HasPrefix(text, "0x") {
		return "0"
	}
	return text
}

// looksNumeric tells whether the value compares as a number.
func (v awkValue) looksNumeric() bool {
	switch v.kind {
	case 'n', 0:
		return true
	case 'i':
		s := strings.TrimLeft(strings.TrimSpace(v.s), "+-")
		return s != "" && awkDecimal(s) == s && len(strings.TrimSpace(v.s))-len(s) < 2
	}
	return false
}

func (v awkValue) truth() bool {
	if v.kind == 'n' || v.kind == 'i' && v.looksNumeric() {
		return v.number() != 0
	}
	return v.s != ""
}

// compareAwk orders two values, as numbers if both look like ones.
func compareAwk(a, b awkValue) int {
	if a.looksNumeric() && b.looksNumeric() {
		x, y := a.number(), b.number()
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(a.str(), b.str())
}

// awkState is all that awk keeps from record to record. It is a value.
type awkState struct {
	vars   persist.Map[string, awkValue]
	arrays persist.Map[string, persist.Map[string, awkValue]]
	ranges uint64 // which range patterns are open, by rule
	record string
	nr     float64
	fnr    float64
	exited bool
	code   int
	wrong  string // why the run had to stop
	seed   uint64 // of rand
	pipes  []awkPipe
	inputs persist.Map[string, string] // what getline has still to read, by file or command
}
