package web

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limit is how often something may be done: per second in the long run, and at
// once after a pause.
type limit struct {
	perSecond rate.Limit
	burst     int
}

// tries counts wrong codes and phrases. A class that joins at once from one
// address types right ones, and is not held up.
type tries struct {
	mu  sync.Mutex
	by  map[string]*rate.Limiter // address
	all *rate.Limiter
}

// Wrong ones per second in the long run, and at once: of one address, and of
// all together. At two a second it takes a year to try every code.
var (
	wrongOnes = limit{0.1, 10}
	wrongAll  = limit{2, 200}
)

// mostAddresses is how many addresses are remembered.
const mostAddresses = 10_000

func newTries() *tries {
	return &tries{by: map[string]*rate.Limiter{}, all: rate.NewLimiter(wrongAll.perSecond, wrongAll.burst)}
}

// may tells whether an address may try.
func (t *tries) may(address string, now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.by[address]
	if t.all.TokensAt(now) < 1 || l != nil && l.TokensAt(now) < 1 {
		return &Error{Class: TooMany, Message: "That was wrong too often. Wait a minute, and look at the code again."}
	}
	return nil
}

// wrong counts one.
func (t *tries) wrong(address string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.by) >= mostAddresses {
		clear(t.by)
	}
	if t.by[address] == nil {
		t.by[address] = rate.NewLimiter(wrongOnes.perSecond, wrongOnes.burst)
	}
	t.by[address].AllowN(now, 1)
	t.all.AllowN(now, 1)
}
