package web

import (
	"context"
	"errors"
	"testing"
	"time"

	"drydock/sim"
)

// noStore fails the test when it is written to.
type noStore struct {
	Store
	t *testing.T
}

func (s noStore) AppendInput(context.Context, string, Entry) error {
	s.t.Error("the input was stored")
	return nil
}

// The zero World panics when it is stepped. That must cost the input only.
func TestSimulatorPanics(t *testing.T) {
	l := &live{ready: true, lab: Lab{ID: "x"}}
	_, err := l.input(t.Context(), noStore{t: t}, Input{Input: sim.Input{Kind: sim.Line, Text: "x"}}, time.Now())
	var ours *Error
	if !errors.As(err, &ours) || ours.Class != Internal {
		t.Errorf("the answer is %v", err)
	}
	if !l.ready || l.seq != 0 || len(l.screens.at("").Lines()) != 0 {
		t.Errorf("the lab changed: %+v", l)
	}
	if _, err := l.ahead(time.Second); !errors.As(err, &ours) {
		t.Errorf("looking ahead answers %v", err)
	}
}

func TestLabIsFull(t *testing.T) {
	l := &live{ready: true, seq: maxEntries}
	_, err := l.input(t.Context(), noStore{t: t}, Input{}, time.Now())
	if class, ok := classOf(err); !ok || class != Full {
		t.Errorf("the answer is %v", err)
	}
}
