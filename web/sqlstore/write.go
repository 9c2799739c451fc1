package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"github.com/mattn/go-sqlite3"

	"drydock/web"
)

// maxBatch is the most rows of one transaction.
const maxBatch = 256

// row waits to be written.
type row struct {
	insert string
	values []any
	do     func(*sql.Tx) error // instead of an insert: several statements
	done   chan error          // has room for the one answer
}

const (
	insertLab   = `INSERT INTO labs (id, seed, pipe, simulator, created, lesson, setup, class, member, shared) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	insertInput = `INSERT INTO inputs (lab, seq, parent, at, kind, text, path, after_ms, terminal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// CreateLab keeps a new lab.
func (s *Store) CreateLab(ctx context.Context, l web.Lab) error {
	return s.insert(ctx, insertLab, labValues(l)...)
}

func labValues(l web.Lab) []any {
	return []any{l.ID, l.Seed, l.Pipe, l.Simulator, l.Created.UnixMilli(), l.Lesson, l.Setup, l.Class, l.Member, l.Shared}
}

// AppendInput keeps an entry of a lab.
func (s *Store) AppendInput(ctx context.Context, lab string, e web.Entry) error {
	return s.insert(ctx, insertInput, entryValues(lab, e)...)
}

func entryValues(lab string, e web.Entry) []any {
	in := e.Input
	return []any{lab, e.Seq, e.Parent, e.At.UnixMilli(), string(in.Kind), in.Text, in.Path, in.After.Milliseconds(), in.Terminal}
}

// insert hands a row to the writer and waits for it. Once the writer has it
// the caller's context no longer counts: an answer that came before the row's
// fate is known would be a guess.
func (s *Store) insert(ctx context.Context, insert string, values ...any) error {
	r := row{insert: insert, values: values, done: make(chan error, 1)}
	if err := s.enqueue(ctx, r); err != nil {
		return err
	}
	return <-r.done
}

var errClosed = errors.New("the store is closed")

func (s *Store) enqueue(ctx context.Context, r row) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return errClosed
	}
	select {
	case s.queue <- r:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write is the writing goroutine: it ends when the queue is closed and empty.
func (s *Store) write() {
	defer close(s.stopped)
	for first := range s.queue {
		batch := s.gather([]row{first})
		answers, err := s.commit(batch)
		for i, r := range batch {
			if err != nil {
				r.done <- err
			} else {
				r.done <- answers[i]
			}
		}
	}
}

// gather adds the rows that wait already.
func (s *Store) gather(batch []row) []row {
	for len(batch) < maxBatch {
		select {
		case r, ok := <-s.queue:
			if !ok {
				return batch
			}
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

// commit writes the rows in one transaction. A row that breaks a rule of the
// schema has its own answer and does not disturb the others; any other fault
// is the whole transaction's.
func (s *Store) commit(batch []row) (answers []error, err error) {
	tx, err := s.writer.Begin()
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	answers = make([]error, len(batch))
	for i, r := range batch {
		err := s.one(tx, r)
		if answers[i] = refusalOf(err); err != nil && answers[i] == nil {
			return nil, err
		}
	}
	return answers, tx.Commit()
}

// one writes a row within a transaction. Of several statements that break a
// rule none is kept.
func (s *Store) one(tx *sql.Tx, r row) error {
	if r.do == nil {
		_, err := tx.Stmt(s.inserts[r.insert]).Exec(r.values...)
		return err
	}
	if _, err := tx.Exec("SAVEPOINT one"); err != nil {
		return err
	}
	if err := r.do(tx); err != nil {
		_, undone := tx.Exec("ROLLBACK TO one")
		return errors.Join(err, undone)
	}
	_, err := tx.Exec("RELEASE one")
	return err
}

// refusalOf is the error of a row that broke a rule of the schema, nil for
// anything else.
func refusalOf(err error) error {
	var broken sqlite3.Error
	if !errors.As(err, &broken) {
		return nil
	}
	switch broken.ExtendedCode {
	case sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintUnique:
		return &web.Error{Class: web.Conflict, Message: "There is an entry of this number already.", Cause: err}
	case sqlite3.ErrConstraintForeignKey:
		return &web.Error{Class: web.NotFound, Message: "There is no such lab.", Cause: err}
	}
	if broken.Code == sqlite3.ErrConstraint || broken.Code == sqlite3.ErrMismatch {
		return &web.Error{Class: web.Invalid, Message: "The entry cannot be stored.", Cause: err}
	}
	return nil
}
