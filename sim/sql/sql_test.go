package sql

import (
	"strings"
	"testing"
	"time"
)

// play runs statements and prints what they answer, one line a row.
func play(f Flavour, text string) string {
	s := State{}.WithDatabase("app", "me").WithUser(User{Name: "me"})
	ses := Session{Flavour: f, User: "me", Database: "app", Host: "localhost", Version: "PostgreSQL 17.6", Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	var out []string
	all, rest := Split(text)
	for _, q := range append(all, rest) {
		if q == "" {
			continue
		}
		var r Result
		before, _ := s.Encode()
		old := s
		s, ses, r = Exec(s, ses, q)
		if after, _ := old.Encode(); after != before {
			out = append(out, "THE OLD STATE CHANGED")
		}
		switch {
		case r.Err != nil:
			out = append(out, "! "+r.Err.Text)
		case r.IsQuery:
			for _, row := range r.Rows {
				var cells []string
				for _, v := range row {
					if v.Kind == "" {
						v.Text = "NULL"
					}
					cells = append(cells, v.Text)
				}
				out = append(out, strings.Join(cells, "|"))
			}
		default:
			out = append(out, r.Tag)
		}
	}
	return strings.Join(out, "\n")
}

const people = "CREATE TABLE people (id SERIAL PRIMARY KEY, name TEXT NOT NULL, age INT, town VARCHAR(20) DEFAULT 'Ulm'); INSERT INTO people (name, age) VALUES ('Ann', 30), ('Bob', NULL), ('Cy', 41);"

func TestExec(t *testing.T) {
	for _, c := range []struct {
		name    string
		flavour Flavour
		text    string
		want    string
	}{
		{"select", Postgres, people + "SELECT * FROM people WHERE age > 30 OR age IS NULL ORDER BY name DESC", "CREATE TABLE\nINSERT 0 3\n3|Cy|41|Ulm\n2|Bob|NULL|Ulm"},
		{"aggregates", Postgres, people + "SELECT count(*), count(age), sum(age), min(name), avg(age) FROM people", "CREATE TABLE\nINSERT 0 3\n3|2|71|Ann|35.5000000000000000"},
		{"groups", Postgres, people + "SELECT town, count(*) AS n FROM people GROUP BY town HAVING count(*) > 1 ORDER BY n LIMIT 1", "CREATE TABLE\nINSERT 0 3\nUlm|3"},
		{"joins", Postgres, people + "CREATE TABLE pets (owner INT, kind TEXT); INSERT INTO pets VALUES (1, 'cat'), (3, 'dog'); SELECT p.name, t.kind FROM people p LEFT JOIN pets t ON t.owner = p.id ORDER BY p.id", "CREATE TABLE\nINSERT 0 3\nCREATE TABLE\nINSERT 0 2\nAnn|cat\nBob|NULL\nCy|dog"},
		{"update and delete", Postgres, people + "UPDATE people SET age = age + 1 WHERE name = 'Ann' RETURNING age; DELETE FROM people WHERE name LIKE 'B%'; SELECT id FROM people", "CREATE TABLE\nINSERT 0 3\n31\nDELETE 1\n1\n3"},
		{"constraints", Postgres, people + "INSERT INTO people (id, name) VALUES (1, 'Dan'); INSERT INTO people (age) VALUES (1)", "CREATE TABLE\nINSERT 0 3\n! duplicate key value violates unique constraint \"people_pkey\"\n! null value in column \"name\" of relation \"people\" violates not-null constraint"},
		{"rollback", Postgres, people + "BEGIN; DELETE FROM people; SELECT nope; SELECT 1; ROLLBACK; SELECT count(*) FROM people", "CREATE TABLE\nINSERT 0 3\nBEGIN\nDELETE 3\n! column \"nope\" does not exist\n! current transaction is aborted, commands ignored until end of transaction block\nROLLBACK\n3"},
		{"expressions", Postgres, "SELECT 1+2*3, 7/2, 'a' || 'b', upper('x'), coalesce(NULL, 5), '42'::int + 1, CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END, 3 BETWEEN 1 AND 5, 2 IN (1, 2), NOT true", "7|3|ab|X|5|43|b|t|t|f"},
		{"errors", Postgres, "SELEC 1; SELECT * FROM; SELECT * FROM nope; CREATE TABLE t (x strange); SELECT 1/0; DROP DATABASE other", "! syntax error at or near \"SELEC\"\n! syntax error at end of input\n! relation \"nope\" does not exist\n! type \"strange\" does not exist\n! division by zero\n! database \"other\" does not exist"},
		{"mysql shows", MySQL, "CREATE DATABASE d; SHOW DATABASES; USE d; CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n VARCHAR(9)); SHOW TABLES; DESCRIBE t; INSERT INTO t (n) VALUES ('x'); SELECT last_insert_id(), database(), user()", "CREATE DATABASE\napp\nd\ninformation_schema\nmysql\nperformance_schema\nsys\n\nCREATE TABLE\nt\nid|int|NO|PRI|NULL|auto_increment\nn|varchar(9)|YES||NULL|\nINSERT 0 1\n1|d|me@localhost"},
		{"mysql names", MySQL, "CREATE DATABASE d; CREATE TABLE d.t (n INT); INSERT INTO d.t VALUES (7); SELECT n FROM d.t; DROP TABLE d.t; SELECT * FROM d.t; SELECT * FROM nope.t", "CREATE DATABASE\nCREATE TABLE\nINSERT 0 1\n7\nDROP TABLE\n! Table 'd.t' doesn't exist\n! Unknown database 'nope'"},
		{"mysql errors", MySQL, "SELECT * FROM t; USE nope; SELEC 1; CREATE DATABASE app", "! Table 'app.t' doesn't exist\n! Unknown database 'nope'\n! You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near 'SELEC 1' at line 1\n! Can't create database 'app'; database exists"},
		{"not simulated", Postgres, "SELECT (SELECT 1); CREATE VIEW v AS SELECT 1", "! a query inside a query is not simulated\n! CREATE VIEW is not simulated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := play(c.flavour, c.text); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
}

func FuzzExec(f *testing.F) {
	f.Add(people + "SELECT a.*, b FROM people a JOIN people b ON a.id = b.id GROUP BY 1 ORDER BY 2 LIMIT 3")
	f.Add("UPDATE x SET y = -z WHERE (a IN (1)) AND b NOT LIKE 'x%'")
	f.Fuzz(func(t *testing.T, text string) {
		for _, fl := range []Flavour{Postgres, MySQL} {
			if strings.Contains(play(fl, text), "THE OLD STATE CHANGED") {
				t.Fatal(text)
			}
		}
	})
}
