// Package sqlstore keeps labs in an SQLite database.
//
// One goroutine writes. It takes what waits, at most 256 rows, into one
// transaction, so that many labs share the wait for the disk; a row's caller
// returns when the transaction is on the disk. Readers have connections of
// their own, which WAL lets read while the writer writes.
package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"sync"

	_ "github.com/mattn/go-sqlite3" // the driver
	"github.com/pressly/goose/v3"

	"drydock/migrations"
	"drydock/web"
)

// Store is a web.Store in an SQLite file.
type Store struct {
	writer, reader *sql.DB
	inserts        map[string]*sql.Stmt // of the writer, by their text
	queue          chan row
	stopped        chan struct{} // closed when the writing goroutine has ended

	mu     sync.RWMutex // guards closed, and queue against a send after its close
	closed bool
}

var _ web.Store = (*Store)(nil)

// Open opens the database file at path, makes it where there is none, and
// brings its schema up to date.
func Open(ctx context.Context, path string) (*Store, error) {
	writer, err := sql.Open("sqlite3", dsn(path, "rwc"))
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	inserts, err := prepare(ctx, writer)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("preparing database %s: %w", path, err), writer.Close())
	}
	reader, err := sql.Open("sqlite3", dsn(path, "ro"))
	if err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	s := &Store{
		writer: writer, reader: reader, inserts: inserts,
		queue: make(chan row, maxBatch), stopped: make(chan struct{}),
	}
	go s.write()
	return s, nil
}

const readers = 4

// dsn is the address of a database file for the driver. synchronous=FULL makes
// a committed row survive a loss of power, not only of the process.
func dsn(path, mode string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}
	u.RawQuery = "mode=" + mode +
		"&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_foreign_keys=1&_txlock=immediate"
	if mode == "ro" {
		u.RawQuery = "mode=ro&_query_only=1&_busy_timeout=5000"
	}
	return u.String()
}

// prepare brings the schema up to date and prepares the writer's statements.
func prepare(ctx context.Context, db *sql.DB) (map[string]*sql.Stmt, error) {
	steps, err := goose.NewProvider(goose.DialectSQLite3, db, migrations.FS)
	if err != nil {
		return nil, err
	}
	if _, err = steps.Up(ctx); err != nil {
		return nil, err
	}
	inserts := map[string]*sql.Stmt{}
	for _, text := range []string{insertLab, insertInput} {
		if inserts[text], err = db.PrepareContext(ctx, text); err != nil {
			return nil, err
		}
	}
	return inserts, nil
}

// Close waits for the rows under way and folds the write-ahead log into the
// database file.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.queue)
	s.mu.Unlock()
	<-s.stopped
	err := s.reader.Close()
	_, checkpoint := s.writer.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	return errors.Join(err, checkpoint, s.writer.Close())
}

// Ping tells whether the database can be read.
func (s *Store) Ping(ctx context.Context) error { return s.reader.PingContext(ctx) }
