package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"drydock/sim"
	"drydock/web"
)

var created = time.Date(2026, time.November, 23, 9, 0, 0, 123e6, time.UTC)

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func newLab(t testing.TB, s *Store, id string) web.Lab {
	t.Helper()
	lab := web.Lab{ID: id, Seed: "seed of " + id, Pipe: id == "piped", Simulator: "v1", Created: created}
	if id == "taught" {
		lab.Lesson, lab.Setup = "what-is-an-image", "docker pull -q nginx\ndocker ps"
	}
	if err := s.CreateLab(t.Context(), lab); err != nil {
		t.Fatal(err)
	}
	return lab
}

func entry(seq int64, text string) web.Entry {
	return web.Entry{Seq: seq, At: created.Add(time.Second), Input: sim.Input{Kind: sim.Line, Text: text, After: 1500 * time.Millisecond}}
}

func wantClass(t *testing.T, err error, want web.Class) {
	t.Helper()
	var e *web.Error
	if !errors.As(err, &e) || e.Class != want {
		t.Errorf("error is %v, want one of class %d", err, want)
	}
}

func TestRoundTrip(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a b#c?d%.db"))
	for _, id := range []string{"one", "piped", "taught"} {
		want := newLab(t, s, id)
		if got, err := s.Lab(t.Context(), id); err != nil || got != want {
			t.Errorf("Lab is %+v, %v, want %+v", got, err, want)
		}
	}
	file := web.Entry{Seq: 2, At: created, Input: sim.Input{Kind: sim.File, Text: "FROM scratch\n\x00é", Path: "Dockerfile", Terminal: "two"}}
	for _, e := range []web.Entry{entry(1, "docker ps"), file} {
		if err := s.AppendInput(t.Context(), "one", e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Inputs(t.Context(), "one")
	if err != nil || len(got) != 2 || got[0] != entry(1, "docker ps") || got[1] != file {
		t.Errorf("Inputs are %+v, %v", got, err)
	}
}

func TestRefusals(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "db"))
	lab := newLab(t, s, "one")
	wantClass(t, s.CreateLab(t.Context(), lab), web.Conflict)
	_, err := s.Lab(t.Context(), "two")
	wantClass(t, err, web.NotFound)
	wantClass(t, s.AppendInput(t.Context(), "two", entry(1, "x")), web.NotFound)
	if err := s.AppendInput(t.Context(), "one", entry(1, "x")); err != nil {
		t.Fatal(err)
	}
	wantClass(t, s.AppendInput(t.Context(), "one", entry(1, "y")), web.Conflict)
	if got, err := s.Inputs(t.Context(), "one"); err != nil || len(got) != 1 || got[0].Input.Text != "x" {
		t.Errorf("after a conflict Inputs are %+v, %v", got, err)
	}
	if got, err := s.Inputs(t.Context(), "two"); err != nil || len(got) != 0 {
		t.Errorf("Inputs of no lab are %+v, %v", got, err)
	}
}

// A row that is refused must not take the rows of its transaction with it.
func TestBatchWithRefusedRow(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "db"))
	newLab(t, s, "one")
	var batch []row
	for _, seq := range []int64{1, 2, 2, 3} {
		batch = append(batch, row{insert: insertInput, values: []any{"one", seq, seq - 1, 0, "line", "", "", 0, ""}})
	}
	answers, err := s.commit(batch)
	if err != nil || answers[0] != nil || answers[1] != nil || answers[2] == nil || answers[3] != nil {
		t.Errorf("answers are %v, %v", answers, err)
	}
	if got, _ := s.Inputs(t.Context(), "one"); len(got) != 3 {
		t.Errorf("%d rows were kept, want 3", len(got))
	}
}

// What AppendInput returned for is in the files, whether the store was closed
// or the process was killed: the second store reads what the first left.
func TestDurableWithoutClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	first := open(t, path)
	newLab(t, first, "one")
	for seq := int64(1); seq <= 20; seq++ {
		if err := first.AppendInput(t.Context(), "one", entry(seq, "x")); err != nil {
			t.Fatal(err)
		}
	}
	second := open(t, path)
	if got, err := second.Inputs(t.Context(), "one"); err != nil || len(got) != 20 {
		t.Errorf("another store sees %d entries, %v, want 20", len(got), err)
	}
	var mode string
	var synchronous int
	if err := first.writer.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("journal mode is %q, %v", mode, err)
	}
	if err := first.writer.QueryRow("PRAGMA synchronous").Scan(&synchronous); err != nil || synchronous != 2 {
		t.Errorf("synchronous is %d, %v, want 2 (FULL)", synchronous, err)
	}
}

func TestReopenAfterClose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	first := open(t, path)
	newLab(t, first, "one")
	if err := first.AppendInput(t.Context(), "one", entry(1, "x")); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := first.AppendInput(t.Context(), "one", entry(2, "y")); !errors.Is(err, errClosed) {
		t.Errorf("a closed store answers %v", err)
	}
	if got, err := open(t, path).Inputs(t.Context(), "one"); err != nil || len(got) != 1 {
		t.Errorf("after reopening there are %d entries, %v", len(got), err)
	}
}

func TestConcurrentAppends(t *testing.T) {
	path := filepath.Join(t.TempDir(), "db")
	s := open(t, path)
	const labs, inputs = 40, 25
	var wg sync.WaitGroup
	for i := range labs {
		id := fmt.Sprint("lab", i)
		newLab(t, s, id)
		wg.Go(func() {
			for seq := int64(1); seq <= inputs; seq++ {
				if err := s.AppendInput(t.Context(), id, entry(seq, fmt.Sprint(id, seq))); err != nil {
					t.Error(err)
				}
				if _, err := s.Inputs(t.Context(), id); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	for i := range labs {
		id := fmt.Sprint("lab", i)
		got, err := s.Inputs(t.Context(), id)
		if err != nil || len(got) != inputs {
			t.Fatalf("%s has %d entries, %v", id, len(got), err)
		}
		for n, e := range got {
			if want := fmt.Sprint(id, n+1); e.Seq != int64(n+1) || e.Input.Text != want {
				t.Errorf("entry %d of %s is %+v", n, id, e)
			}
		}
	}
}

// One number of a lab is given once, however many want it.
func TestRaceForOneNumber(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "db"))
	newLab(t, s, "one")
	var wg sync.WaitGroup
	errs := make([]error, 20)
	for i := range errs {
		wg.Go(func() { errs[i] = s.AppendInput(t.Context(), "one", entry(1, "x")) })
	}
	wg.Wait()
	kept := 0
	for _, err := range errs {
		if err == nil {
			kept++
		} else {
			wantClass(t, err, web.Conflict)
		}
	}
	if kept != 1 {
		t.Errorf("the number was given %d times", kept)
	}
}

func TestCancelledBeforeQueued(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "db"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	// The queue has room, so either way is right; what is said has to be true.
	newLab(t, s, "one")
	err := s.AppendInput(ctx, "one", entry(1, "x"))
	got, _ := s.Inputs(t.Context(), "one")
	if (err == nil) != (len(got) == 1) {
		t.Errorf("answered %v with %d entries kept", err, len(got))
	}
}

func TestUnusableFile(t *testing.T) {
	if _, err := Open(t.Context(), t.TempDir()); err == nil {
		t.Error("a directory was opened as a database")
	}
}

// The reading connections cannot write, whatever is asked of them.
func TestReadersOnlyRead(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "db"))
	var result sql.Result
	result, err := s.reader.Exec(insertLab, "x", "x", 0, "x", 0, "", "")
	if err == nil {
		t.Errorf("a reader wrote: %v", result)
	}
}

func BenchmarkAppend(b *testing.B) {
	s := open(b, filepath.Join(b.TempDir(), "db"))
	b.SetParallelism(128)
	b.RunParallel(func(pb *testing.PB) {
		id := fmt.Sprintf("%p", pb)
		newLab(b, s, id)
		for seq := int64(1); pb.Next(); seq++ {
			if err := s.AppendInput(b.Context(), id, entry(seq, "docker ps -a")); err != nil {
				b.Error(err)
			}
		}
	})
}
