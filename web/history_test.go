package web

import (
	"context"
	"slices"
	"testing"
	"time"

	"drydock/sim"
)

// memory is a Store of one lab.
type memory struct {
	ClassStore // none: no lab here is of a class
	lab        Lab
	entries    []Entry
}

func (m *memory) CreateLab(_ context.Context, l Lab) error { m.lab = l; return nil }
func (m *memory) Lab(context.Context, string) (Lab, error) { return m.lab, nil }
func (m *memory) AppendInput(_ context.Context, _ string, e Entry) error {
	m.entries = append(m.entries, e)
	return nil
}
func (m *memory) Inputs(context.Context, string) ([]Entry, error) { return m.entries, nil }
func (m *memory) Ping(context.Context) error                      { return nil }

func TestWhoGoesOnFromThePastBeginsALine(t *testing.T) {
	ctx, store := t.Context(), &memory{}
	labs := NewLabs(store, 10, "test", func() time.Time { return time.Unix(1, 0) })
	lab, err := labs.Create(ctx, Wanted{})
	if err != nil {
		t.Fatal(err)
	}
	typed := func(text string, at ...int64) Moment {
		t.Helper()
		in := Input{Input: sim.Input{Kind: sim.Line, Text: text}}
		if len(at) > 0 {
			in.At = &at[0]
		}
		m, err := labs.Input(ctx, lab.ID, in)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	state := func(m Moment) string {
		for _, c := range m.World.Scene().Containers {
			if c.Name == "web" {
				return c.State
			}
		}
		return "none"
	}
	visit := func(labs *Labs, seq, line int64) Moment {
		t.Helper()
		m, err := labs.Visit(ctx, lab.ID, seq, line, -1)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	typed("docker run -d --name web nginx")
	typed("docker stop web")
	typed("docker rm web")
	m := typed("docker pause web", 1)
	if state(m) != "paused" || !m.Whole || m.Past {
		t.Errorf("the other line: %s, whole %v, past %v", state(m), m.Whole, m.Past)
	}
	for _, labs := range []*Labs{labs, NewLabs(store, 10, "test", time.Now)} { // as it is, and rebuilt
		for _, want := range []struct {
			seq, line int64
			state     string
			points    []int64
		}{
			{0, 3, "none", []int64{0, 1, 2, 3}}, {1, 3, "running", []int64{0, 1, 2, 3}}, {2, 3, "exited", []int64{0, 1, 2, 3}}, {3, 3, "none", []int64{0, 1, 2, 3}},
			{1, 4, "running", []int64{0, 1, 4}}, {4, 4, "paused", []int64{0, 1, 4}}, {1, 0, "running", []int64{0, 1, 4}},
		} {
			m := visit(labs, want.seq, want.line)
			var points []int64
			for _, p := range m.Time.Points {
				points = append(points, p.Seq)
			}
			if state(m) != want.state || !slices.Equal(points, want.points) || m.Past != (want.seq != 4) {
				t.Errorf("at %d of line %d: %s, points %v, past %v", want.seq, want.line, state(m), points, m.Past)
			}
		}
		tips := visit(labs, 4, 4).Time.Branches
		if len(tips) != 2 || tips[0].Tip != 3 || tips[1].Name != "What if: docker pause web" || !tips[1].Current {
			t.Errorf("lines %+v", tips)
		}
	}
	name := func(text string, at int64) Moment {
		t.Helper()
		m, err := labs.Input(ctx, lab.ID, Input{Input: sim.Input{Kind: sim.Name, Text: text}, At: &at})
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := name("With a pause", 4); m.Time.Branches[1].Name != "With a pause" || m.Time.Branches[0].Name != "The first line" || state(m) != "paused" {
		t.Errorf("a line is named: %+v", m.Time.Branches)
	}
	if m := name("To the end", 3); m.Time.Branches[0].Name != "To the end" || m.Time.Branches[1].Name != "With a pause" || len(m.Time.Branches) != 2 {
		t.Errorf("the first line is named: %+v", m.Time.Branches)
	}
	if m := visit(NewLabs(store, 10, "test", time.Now), 6, 6); m.Time.Branches[0].Name != "To the end" || m.Time.Branches[1].Name != "With a pause" {
		t.Errorf("rebuilt, the lines are %+v", m.Time.Branches)
	}
	if m := typed("docker ps -a", 3); state(m) != "none" || len(m.Time.Branches) != 3 {
		t.Errorf("the old line goes on: %s %+v", state(m), m.Time.Branches)
	}
}

func TestTimeCanBeLetPassUntilSomethingHappens(t *testing.T) {
	store := &memory{}
	labs := NewLabs(store, 10, "test", func() time.Time { return time.Unix(1, 0) })
	lab, err := labs.Create(t.Context(), Wanted{})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []Input{
		{Input: sim.Input{Kind: sim.Line, Text: "docker run -d --name nap alpine sleep 42"}},
		{Input: sim.Input{Kind: sim.Wait}, Until: true},
	} {
		if _, err := labs.Input(t.Context(), lab.ID, in); err != nil {
			t.Fatal(err)
		}
	}
	if waited := store.entries[1].Input.After; waited < 40*time.Second || waited > 43*time.Second {
		t.Errorf("waited %v for what sleeps 42 seconds", waited)
	}
}
