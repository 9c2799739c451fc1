// Package sql is a small database as a value: what the tutorials of PostgreSQL
// and MySQL type into their clients. A State is all databases of a server; a
// statement answers a new State and leaves the old one usable. What is outside
// the subset is refused by name.
//
// Source: the PostgreSQL 17 and MySQL 8.4 reference manuals; error numbers and
// sentences are those of the servers.
package sql

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Flavour is whose dialect and whose sentences.
type Flavour int

// The flavours.
const (
	Postgres Flavour = iota
	MySQL
)

// Bounds of one server.
const (
	MaxRows  = 20_000  // rows of a table
	MaxBytes = 4 << 20 // bytes of a text, and of a state when it is written
	maxWork  = 300_000 // rows looked at by one statement
)

// Value is one cell: Kind is "" for NULL, i integer, f number, s text, b
// boolean, t time; Text is how it prints.
type Value struct {
	Kind string `json:"k,omitempty"`
	Text string `json:"v,omitempty"`
}

// Column is a column of a table. Type is as the server prints it.
type Column struct {
	Name     string
	Type     string
	NotNull  bool   `json:",omitempty"`
	Primary  bool   `json:",omitempty"`
	Unique   bool   `json:",omitempty"`
	Serial   bool   `json:",omitempty"`
	Default  string `json:",omitempty"` // an expression
	Showable string `json:",omitempty"` // the default as it is shown
}

// Table is a table with its rows in the order of insertion.
type Table struct {
	Name    string
	Columns []Column
	Rows    [][]Value `json:",omitempty"`
	Next    int64     `json:",omitempty"` // of the serial column
	Indexes []string  `json:",omitempty"`
}

// Database is a database with its tables in order of name.
type Database struct {
	Name   string
	Owner  string
	Tables []Table `json:",omitempty"`
}

// User is somebody who may log in; an empty password is none.
type User struct{ Name, Password string }

// State is a server's databases and users in order of name.
type State struct {
	Databases []Database
	Users     []User
}

// Session is one connection.
type Session struct {
	Flavour  Flavour
	User     string
	Database string
	Host     string // the client's, for MySQL's user()
	Version  string
	Now      time.Time
	Before   *State // the state a transaction began with
	LastID   int64
	Failed   bool // the transaction has an error
}

// Result is what one statement answers.
type Result struct {
	Columns []string
	Numeric []bool // columns that print to the right
	Rows    [][]Value
	Tag     string // PostgreSQL's: "INSERT 0 1"
	Changed int    // rows
	Matched int
	IsQuery bool
	Err     *Error
	Notice  string
	Verb    string
}

// Error is an error of a server.
type Error struct {
	Code int    // MySQL's number
	SQL  string // SQLSTATE
	Text string
	At   string // PostgreSQL: the word it points at
	More string // DETAIL or HINT line
}

func (e *Error) Error() string { return e.Text }

// Encode is a state as text; Decode reads it back.
func (s State) Encode() (string, error) {
	b, err := json.Marshal(s)
	if err == nil && len(b) > MaxBytes {
		err = fmt.Errorf("the database is larger than %d bytes", MaxBytes)
	}
	return string(b), err
}

// Decode reads what Encode wrote.
func Decode(text string) (s State, err error) {
	err = json.Unmarshal([]byte(text), &s)
	return s, err
}

func (s State) database(name string) int {
	for i, d := range s.Databases {
		if d.Name == name {
			return i
		}
	}
	return -1
}

// HasDatabase tells whether there is a database of a name.
func (s State) HasDatabase(name string) bool { return s.database(name) >= 0 }

// WithDatabase is the state with a database added.
func (s State) WithDatabase(name, owner string) State {
	dbs := append([]Database(nil), s.Databases...)
	at := 0
	for at < len(dbs) && dbs[at].Name < name {
		at++
	}
	s.Databases = append(dbs[:at:at], append([]Database{{Name: name, Owner: owner}}, dbs[at:]...)...)
	return s
}

// WithUser is the state with a user added or changed.
func (s State) WithUser(u User) State {
	users := append([]User(nil), s.Users...)
	for i := range users {
		if users[i].Name == u.Name {
			users[i] = u
			s.Users = users
			return s
		}
	}
	s.Users = append(users, u)
	return s
}

// Find is a user of a name.
func (s State) Find(name string) (User, bool) {
	for _, u := range s.Users {
		if u.Name == name {
			return u, true
		}
	}
	return User{}, false
}

func (d Database) table(name string) int {
	for i, t := range d.Tables {
		if t.Name == name {
			return i
		}
	}
	return -1
}

// put is the state with a table of the session's database replaced or added.
func (s State) put(db int, t Table) State {
	s.Databases = append([]Database(nil), s.Databases...)
	d := s.Databases[db]
	tables := append([]Table(nil), d.Tables...)
	if i := d.table(t.Name); i >= 0 {
		tables[i] = t
	} else {
		at := 0
		for at < len(tables) && tables[at].Name < t.Name {
			at++
		}
		tables = append(tables[:at:at], append([]Table{t}, tables[at:]...)...)
	}
	d.Tables = tables
	s.Databases[db] = d
	return s
}

func (s State) drop(db int, name string) State {
	s.Databases = append([]Database(nil), s.Databases...)
	d := s.Databases[db]
	var tables []Table
	for _, t := range d.Tables {
		if t.Name != name {
			tables = append(tables, t)
		}
	}
	d.Tables = tables
	s.Databases[db] = d
	return s
}

// Split cuts a text into statements at its semicolons; rest is a last one that
// has none yet.
func Split(text string) (statements []string, rest string) {
	from := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'' || c == '"' || c == '`':
			for i++; i < len(text) && text[i] != c; i++ {
				if text[i] == '\\' {
					i++
				}
			}
		case strings.HasPrefix(text[i:], "--") || c == '#':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case strings.HasPrefix(text[i:], "/*"):
			if end := strings.Index(text[i:], "*/"); end >= 0 {
				i += end + 1
			} else {
				i = len(text)
			}
		case c == ';':
			if s := strings.TrimSpace(text[from:i]); s != "" {
				statements = append(statements, s)
			}
			from = i + 1
		}
	}
	return statements, strings.TrimLeft(text[from:], " \t\r\n")
}
