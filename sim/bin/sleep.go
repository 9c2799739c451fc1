package bin

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// waits are the suffixes of a duration.
var waits = []struct {
	suffix string
	unit   time.Duration
}{{"", time.Second}, {"s", time.Second}, {"m", time.Minute}, {"h", time.Hour}, {"d", 24 * time.Hour}}

const forever = 100 * 365 * 24 * time.Hour

var errWait = errors.New("invalid time")

// parseWait reads a duration as sleep takes it: 0.5, 2m, infinity.
func parseWait(s string) (time.Duration, error) {
	if s == "infinity" || s == "inf" {
		return forever, nil
	}
	digits := strings.TrimRight(s, "smhd")
	for _, w := range waits {
		if digits+w.suffix != s {
			continue
		}
		n, err := strconv.ParseFloat(digits, 64)
		if err != nil || n < 0 || n != n {
			return 0, errWait
		}
		if n*float64(w.unit) > float64(forever) {
			return forever, nil
		}
		return time.Duration(n * float64(w.unit)), nil
	}
	return 0, errWait
}

func sleep(p *proc.Proc, c call) {
	_, operands, ok := c.parse(p, "+")
	if !ok {
		return
	}
	if len(operands) == 0 {
		c.missing(p, "operand")
		return
	}
	var sum time.Duration
	for _, s := range operands {
		d, err := parseWait(s)
		switch {
		case err != nil && c.flavour == gnu:
			c.misuse(p, "invalid time interval '%s'", s)
			return
		case err != nil:
			c.die(p, 1, "invalid number '%s'", s)
			return
		}
		sum = min(sum+d, forever)
	}
	sleepUntil(p, p.Sys.Now().Add(sum))
}

// sleepUntil ends the process at a time, whatever wakes it before.
func sleepUntil(p *proc.Proc, end time.Time) {
	left := end.Sub(p.Sys.Now())
	if left <= 0 {
		p.Sys.Exit(0)
		return
	}
	p.Sys.Sleep(left)
	p.Next = func(p *proc.Proc, _ proc.Event) { sleepUntil(p, end) }
}
