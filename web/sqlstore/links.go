package sqlstore

import (
	"context"
	"database/sql"
	"time"

	"drydock/web"
)

var _ web.LinkStore = (*Store)(nil)

// AddLink keeps a new link.
func (s *Store) AddLink(ctx context.Context, l web.Link) error {
	return s.run(ctx, `INSERT INTO links (code, kind, lab, at, line, inputs, created) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		l.Code, l.Kind, l.Lab, l.At, l.Line, l.Inputs, l.Created.UnixMilli())
}

// Link returns a link.
func (s *Store) Link(ctx context.Context, kind, code string) (web.Link, error) {
	return s.link(ctx, `kind = ? AND code = ?`, kind, code)
}

// LinkTo returns the link that leads where another one leads.
func (s *Store) LinkTo(ctx context.Context, l web.Link) (web.Link, error) {
	return s.link(ctx, `lab = ? AND kind = ? AND at = ? AND line = ? AND inputs = ?`, l.Lab, l.Kind, l.At, l.Line, l.Inputs)
}

func (s *Store) link(ctx context.Context, where string, values ...any) (web.Link, error) {
	list, err := all(ctx, s.reader, func(rows *sql.Rows) (web.Link, error) {
		var l web.Link
		var created int64
		err := rows.Scan(&l.Code, &l.Kind, &l.Lab, &l.At, &l.Line, &l.Inputs, &created)
		l.Created = time.UnixMilli(created).UTC()
		return l, err
	}, `SELECT code, kind, lab, at, line, inputs, created FROM links WHERE `+where, values...)
	if err == nil && len(list) == 0 {
		err = &web.Error{Class: web.NotFound, Message: "There is no such link."}
	}
	if err != nil {
		return web.Link{}, err
	}
	return list[0], nil
}

// DropLink removes a link.
func (s *Store) DropLink(ctx context.Context, kind, code string) error {
	return s.run(ctx, `DELETE FROM links WHERE kind = ? AND code = ?`, kind, code)
}
