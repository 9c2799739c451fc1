//go:build !core

package bin

import (
	"math"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

// series is a run of numbers: first + i*step up to last.
type series struct {
	first, step, last float64
	places, width     int
	sep               string
}

func seq(p *proc.Proc, c call) {
	c.args = negativeOperands(c.args)
	o, operands, ok := c.parse(p, "w,equal-width s:,separator f:,format")
	if !ok {
		return
	}
	switch {
	case len(operands) == 0:
		c.missing(p, "operand")
		return
	case len(operands) > 3:
		c.misuse(p, "extra operand '%s'", operands[3])
		return
	case o.has("f"):
		c.refuse(p, "-f")
		return
	}
	s := series{first: 1, step: 1, sep: o.value("s", "\n")}
	nums := make([]float64, len(operands))
	for i, text := range operands {
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || n != n {
			if c.flavour == busybox {
				c.die(p, 1, "invalid number '%s'", text)
				return
			}
			c.misuse(p, "invalid floating point argument: '%s'", text)
			return
		}
		nums[i] = n
		if _, frac, dotted := strings.Cut(text, "."); dotted && (i < len(operands)-1 || len(operands) == 1) {
			s.places = max(s.places, min(len(frac), 20))
		}
	}
	switch len(nums) {
	case 1:
		s.last = nums[0]
	case 2:
		s.first, s.last = nums[0], nums[1]
	case 3:
		s.first, s.step, s.last = nums[0], nums[1], nums[2]
	}
	if s.step == 0 {
		c.misuse(p, "invalid Zero increment value: '%s'", operands[1])
		return
	}
	if o.has("w") {
		s.width = max(len(s.text(s.first, 0)), len(s.text(s.last, 0)))
	}
	generate(p, 0.0, s.next, exit(0))
}

// next is a piece of the series from number i on.
func (s series) next(i float64) (float64, string, bool) {
	var b strings.Builder
	slack := math.Abs(s.step) * 1e-9
	for b.Len() < 8192 {
		n := s.first + i*s.step
		if s.step > 0 && n > s.last+slack || s.step < 0 && n < s.last-slack {
			if i > 0 {
				b.WriteString("\n")
			}
			return i, b.String(), false
		}
		if i > 0 {
			b.WriteString(s.sep)
		}
		b.WriteString(s.text(n, s.width))
		i++
	}
	return i, b.String(), true
}

func (s series) text(n float64, width int) string {
	t := strconv.FormatFloat(n, 'f', s.places, 64)
	if pad := width - len(t); pad > 0 && strings.HasPrefix(t, "-") {
		return "-" + strings.Repeat("0", pad) + t[1:]
	} else if pad > 0 {
		return strings.Repeat("0", pad) + t
	}
	return t
}

// negativeOperands keeps getopt from reading -5 as an option.
func negativeOperands(args []string) []string {
	for i, a := range args {
		if len(a) > 1 && a[0] == '-' && (a[1] >= '0' && a[1] <= '9' || a[1] == '.') {
			return append(append(append([]string(nil), args[:i]...), "--"), args[i:]...)
		}
	}
	return args
}
