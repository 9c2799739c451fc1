package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"drydock/web"
)

// transact hands several statements to the writer as one row: all of them are
// kept, or none.
func (s *Store) transact(ctx context.Context, do func(*sql.Tx) error) error {
	r := row{do: do, done: make(chan error, 1)}
	if err := s.enqueue(ctx, r); err != nil {
		return err
	}
	return <-r.done
}

// run does one statement.
func (s *Store) run(ctx context.Context, text string, values ...any) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(text, values...)
		return err
	})
}

// CreateClass keeps a new class.
func (s *Store) CreateClass(ctx context.Context, c web.Classroom) error {
	return s.run(ctx, `INSERT INTO classes (id, title, code, teacher, lessons, lab, shown, created, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Title, c.Code, c.Teacher, strings.Join(c.Lessons, "\n"), c.Lab, c.Shown, c.Created.UnixMilli(), c.Ends.UnixMilli())
}

// by are the columns that something is found by.
var by = map[string]bool{web.ByID: true, web.ByCode: true, web.ByTeacher: true, web.ByKey: true, web.ByPhrase: true}

// Class returns the class with a value in a column.
func (s *Store) Class(ctx context.Context, column, value string) (web.Classroom, error) {
	var c web.Classroom
	if !by[column] {
		return c, errors.New("no class is found by " + column)
	}
	var lessons string
	var created, ends int64
	err := s.reader.QueryRowContext(ctx, `SELECT id, title, code, teacher, lessons, lab, shown, created, ends FROM classes WHERE `+column+` = ?`, value).
		Scan(&c.ID, &c.Title, &c.Code, &c.Teacher, &lessons, &c.Lab, &c.Shown, &created, &ends)
	if errors.Is(err, sql.ErrNoRows) {
		return c, &web.Error{Class: web.NotFound, Message: "There is no such class."}
	}
	if lessons != "" {
		c.Lessons = strings.Split(lessons, "\n")
	}
	c.Created, c.Ends = time.UnixMilli(created).UTC(), time.UnixMilli(ends).UTC()
	return c, err
}

// ChangeClass keeps the lab of the teacher and whether it is shown.
func (s *Store) ChangeClass(ctx context.Context, c web.Classroom) error {
	return s.run(ctx, `UPDATE classes SET lab = ?, shown = ? WHERE id = ?`, c.Lab, c.Shown, c.ID)
}

// EndedClasses are the classes that ended before a time.
func (s *Store) EndedClasses(ctx context.Context, before time.Time) ([]string, error) {
	return s.texts(ctx, `SELECT id FROM classes WHERE ends < ? ORDER BY ends`, before.UnixMilli())
}

// texts are the rows of a query of one column.
func (s *Store) texts(ctx context.Context, query string, values ...any) ([]string, error) {
	return all(ctx, s.reader, func(rows *sql.Rows) (text string, err error) { return text, rows.Scan(&text) }, query, values...)
}

// all are the rows of a query.
func all[T any](ctx context.Context, db *sql.DB, scan func(*sql.Rows) (T, error), query string, values ...any) (list []T, err error) {
	rows, err := db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, rows.Err()
}

// deletes remove all of a class, what refers to something before that.
var deletes = []string{
	`DELETE FROM inputs WHERE lab IN (SELECT id FROM labs WHERE class = ?)`,
	`DELETE FROM hints WHERE member IN (SELECT id FROM members WHERE class = ?)`,
	`DELETE FROM links WHERE lab IN (SELECT id FROM labs WHERE class = ?)`,
	`DELETE FROM labs WHERE class = ?`,
	`DELETE FROM class_images WHERE class = ?`,
	`DELETE FROM members WHERE class = ?`,
	`DELETE FROM classes WHERE id = ?`,
}

// DeleteClass removes all of a class.
func (s *Store) DeleteClass(ctx context.Context, id string) ([]string, error) {
	labs, err := s.texts(ctx, `SELECT id FROM labs WHERE class = ?`, id)
	if err != nil {
		return nil, err
	}
	return labs, s.transact(ctx, func(tx *sql.Tx) error {
		for _, text := range deletes {
			if _, err := tx.Exec(text, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// CreateMember keeps a new member.
func (s *Store) CreateMember(ctx context.Context, m web.Member) error {
	return s.run(ctx, `INSERT INTO members (id, class, nickname, key, phrase, lab, joined) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.Class, m.Nickname, m.Key, m.Phrase, m.Lab, m.Joined.UnixMilli())
}

const selectMember = `SELECT id, class, nickname, key, phrase, lab, joined FROM members WHERE `

func scanMember(rows *sql.Rows) (web.Member, error) {
	var m web.Member
	var joined int64
	err := rows.Scan(&m.ID, &m.Class, &m.Nickname, &m.Key, &m.Phrase, &m.Lab, &joined)
	m.Joined = time.UnixMilli(joined).UTC()
	return m, err
}

// Member returns the member with a value in a column.
func (s *Store) Member(ctx context.Context, column, value string) (web.Member, error) {
	if !by[column] {
		return web.Member{}, errors.New("no member is found by " + column)
	}
	list, err := all(ctx, s.reader, scanMember, selectMember+column+` = ?`, value)
	if err == nil && len(list) == 0 {
		err = &web.Error{Class: web.NotFound, Message: "There is no such member."}
	}
	if err != nil {
		return web.Member{}, err
	}
	return list[0], nil
}

// Members returns the members of a class.
func (s *Store) Members(ctx context.Context, class string) ([]web.Member, error) {
	return all(ctx, s.reader, scanMember, selectMember+`class = ? ORDER BY joined, id`, class)
}

// MoveMember keeps which lab a member uses and what its cookie holds.
func (s *Store) MoveMember(ctx context.Context, m web.Member) error {
	return s.run(ctx, `UPDATE members SET lab = ?, key = ? WHERE id = ?`, m.Lab, m.Key, m.ID)
}

// MemberLabs returns the labs of a member.
func (s *Store) MemberLabs(ctx context.Context, class, member string) ([]web.Lab, error) {
	return all(ctx, s.reader, func(rows *sql.Rows) (web.Lab, error) { return scanLab(rows) },
		selectLab+`class = ? AND class <> '' AND member = ? ORDER BY created, id`, class, member)
}

// CopyLab keeps a new lab with its first entries.
func (s *Store) CopyLab(ctx context.Context, lab web.Lab, entries []web.Entry) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		if _, err := tx.Exec(insertLab, labValues(lab)...); err != nil {
			return err
		}
		for _, e := range entries {
			if _, err := tx.Exec(insertInput, entryValues(lab.ID, e)...); err != nil {
				return err
			}
		}
		return nil
	})
}

// AddHint keeps a hint.
func (s *Store) AddHint(ctx context.Context, h web.Hint) error {
	return s.run(ctx, `INSERT INTO hints (member, at, text) VALUES (?, ?, ?)`, h.Member, h.At.UnixMilli(), h.Text)
}

// Hints returns the hints of a member.
func (s *Store) Hints(ctx context.Context, member string) ([]web.Hint, error) {
	return all(ctx, s.reader, func(rows *sql.Rows) (web.Hint, error) {
		h := web.Hint{Member: member}
		var at int64
		err := rows.Scan(&at, &h.Text)
		h.At = time.UnixMilli(at).UTC()
		return h, err
	}, `SELECT at, text FROM hints WHERE member = ? ORDER BY rowid`, member)
}

// AddClassImage keeps an image of a class.
func (s *Store) AddClassImage(ctx context.Context, class string, i web.ClassImage) error {
	return s.run(ctx, `INSERT INTO class_images (class, seq, lab, ref, image, at)
		SELECT ?1, COALESCE(MAX(seq), 0) + 1, ?2, ?3, ?4, ?5 FROM class_images WHERE class = ?1`, class, i.Lab, i.Ref, i.Image, i.At.UnixMilli())
}

// ClassImages returns the images of a class after a Seq.
func (s *Store) ClassImages(ctx context.Context, class string, after int64) ([]web.ClassImage, error) {
	return all(ctx, s.reader, func(rows *sql.Rows) (web.ClassImage, error) {
		var i web.ClassImage
		var at int64
		err := rows.Scan(&i.Seq, &i.Lab, &i.Ref, &i.Image, &at)
		i.At = time.UnixMilli(at).UTC()
		return i, err
	}, `SELECT seq, lab, ref, image, at FROM class_images WHERE class = ? AND seq > ? ORDER BY seq`, class, after)
}
