package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"drydock/web"
)

// Lab returns a lab.
func (s *Store) Lab(ctx context.Context, id string) (web.Lab, error) {
	l, err := scanLab(s.reader.QueryRowContext(ctx, selectLab+`id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return web.Lab{}, &web.Error{Class: web.NotFound, Message: "There is no such lab."}
	}
	return l, err
}

const selectLab = `SELECT id, seed, pipe, simulator, created, lesson, setup, class, member, shared FROM labs WHERE `

func scanLab(row interface{ Scan(...any) error }) (web.Lab, error) {
	var l web.Lab
	var created int64
	err := row.Scan(&l.ID, &l.Seed, &l.Pipe, &l.Simulator, &created, &l.Lesson, &l.Setup, &l.Class, &l.Member, &l.Shared)
	l.Created = time.UnixMilli(created).UTC()
	return l, err
}

// Inputs returns all entries of a lab by Seq.
func (s *Store) Inputs(ctx context.Context, lab string) (entries []web.Entry, err error) {
	rows, err := s.reader.QueryContext(ctx,
		`SELECT seq, COALESCE(parent, seq - 1), at, kind, text, path, after_ms, terminal FROM inputs WHERE lab = ? ORDER BY seq`, lab)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e web.Entry
		var at, after int64
		if err := rows.Scan(&e.Seq, &e.Parent, &at, &e.Input.Kind, &e.Input.Text, &e.Input.Path, &after, &e.Input.Terminal); err != nil {
			return nil, err
		}
		e.At = time.UnixMilli(at).UTC()
		e.Input.After = time.Duration(after) * time.Millisecond
		entries = append(entries, e)
	}
	return entries, rows.Err()
}
