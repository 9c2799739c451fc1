package sql

import (
	"slices"
	"strings"
)

// parser reads one statement. A mistake is a panic of *Error, caught in Exec.
type parser struct {
	words   []word
	at      int
	depth   int
	flavour Flavour
	text    string
}

func (p *parser) peek() word { return p.words[p.at] }

func (p *parser) next() word {
	w := p.words[p.at]
	if w.kind != 'E' {
		p.at++
	}
	return w
}

// back gives a word back that next took.
func (p *parser) back(w word) {
	if w.kind != 'E' {
		p.at--
	}
}

// is tells whether the next words are these.
func (p *parser) is(words string) bool {
	for i, want := range strings.Fields(words) {
		if p.at+i >= len(p.words) {
			return false
		}
		w := p.words[p.at+i]
		if w.kind != 'n' && w.kind != 'o' || w.low != want {
			return false
		}
	}
	return true
}

func (p *parser) take(words string) bool {
	if p.is(words) {
		p.at += len(strings.Fields(words))
		return true
	}
	return false
}

func (p *parser) expect(words string) {
	if !p.take(words) {
		p.fail()
	}
}

func (p *parser) fail() {
	w := p.peek()
	if p.flavour == MySQL {
		rest := ""
		if w.kind != 'E' {
			i := strings.LastIndex(p.text, w.text)
			n := 0
			for _, x := range p.words[p.at:] {
				n += len(x.text)
			}
			if i >= 0 {
				for j := 0; j <= i; j++ {
					if strings.HasPrefix(p.text[j:], w.text) && len(p.text)-j >= n {
						i = j
						break
					}
				}
				rest = p.text[i:]
			}
		}
		panic(&Error{1064, "42000", "You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '" + rest + "' at line 1", "", ""})
	}
	if w.kind == 'E' {
		panic(&Error{0, "42601", "syntax error at end of input", "", ""})
	}
	panic(&Error{0, "42601", "syntax error at or near \"" + w.text + "\"", w.text, ""})
}

func (p *parser) refuse(what string) {
	panic(&Error{1235, "0A000", what + " is not simulated", "", ""})
}

// name reads an identifier; PostgreSQL folds it to lower case.
func (p *parser) name() string {
	w := p.next()
	if w.kind == 'q' {
		return w.text
	}
	if w.kind != 'n' {
		p.back(w)
		p.fail()
	}
	if p.flavour == Postgres {
		return w.low
	}
	return w.text
}

// tableName reads a name with an optional schema or database before it.
func (p *parser) tableName() string {
	n := p.name()
	if p.take(".") {
		if n != "public" || p.flavour == MySQL {
			return n + "." + p.name()
		}
		return p.name()
	}
	return n
}

func (p *parser) end() {
	p.take(";")
	if p.peek().kind != 'E' {
		p.fail()
	}
}

// expr is a node of an expression.
type expr struct {
	op   string // const, col, call, star, binary and unary operators, is null, in, between, like, case, cast
	text string
	val  Value
	kids []*expr
	not  bool
}

func (p *parser) expr() *expr {
	if p.depth++; p.depth > 80 {
		panic(&Error{1436, "54001", "stack depth limit exceeded", "", ""})
	}
	defer func() { p.depth-- }()
	return p.or()
}

func (p *parser) or() *expr {
	e := p.and()
	for p.take("or") {
		e = &expr{op: "or", kids: []*expr{e, p.and()}}
	}
	return e
}

func (p *parser) and() *expr {
	e := p.not()
	for p.take("and") {
		e = &expr{op: "and", kids: []*expr{e, p.not()}}
	}
	return e
}

func (p *parser) not() *expr {
	if p.take("not") {
		return &expr{op: "not", kids: []*expr{p.expr()}}
	}
	return p.comparison()
}

func (p *parser) comparison() *expr {
	e := p.sum()
	for {
		w := p.peek()
		switch {
		case w.kind == 'o' && slices.Contains([]string{"=", "<>", "!=", "<", ">", "<=", ">="}, w.text):
			p.next()
			e = &expr{op: w.text, kids: []*expr{e, p.sum()}}
		case p.take("is not null"):
			e = &expr{op: "is null", not: true, kids: []*expr{e}}
		case p.take("is null"):
			e = &expr{op: "is null", kids: []*expr{e}}
		case p.take("is true"), p.take("is not false"):
		case p.take("is false"), p.take("is not true"):
			e = &expr{op: "not", kids: []*expr{e}}
		case p.is("in"), p.is("not in"):
			not := p.take("not")
			p.expect("in")
			p.expect("(")
			if p.is("select") {
				p.refuse("a query inside a query")
			}
			in := &expr{op: "in", not: not, kids: []*expr{e}}
			for {
				in.kids = append(in.kids, p.expr())
				if !p.take(",") {
					break
				}
			}
			p.expect(")")
			e = in
		case p.is("between"), p.is("not between"):
			not := p.take("not")
			p.expect("between")
			from := p.sum()
			p.expect("and")
			e = &expr{op: "between", not: not, kids: []*expr{e, from, p.sum()}}
		case p.is("like"), p.is("ilike"), p.is("not like"), p.is("not ilike"):
			not := p.take("not")
			op := p.next().low
			e = &expr{op: op, not: not, kids: []*expr{e, p.sum()}}
		default:
			return e
		}
	}
}

func (p *parser) sum() *expr {
	e := p.product()
	for p.is("+") || p.is("-") || p.is("||") {
		op := p.next().text
		e = &expr{op: op, kids: []*expr{e, p.product()}}
	}
	return e
}

func (p *parser) product() *expr {
	e := p.unary()
	for p.is("*") || p.is("/") || p.is("%") {
		op := p.next().text
		e = &expr{op: op, kids: []*expr{e, p.unary()}}
	}
	return e
}

func (p *parser) unary() *expr {
	if p.depth++; p.depth > 80 {
		panic(&Error{1436, "54001", "stack depth limit exceeded", "", ""})
	}
	defer func() { p.depth-- }()
	if p.take("-") {
		return &expr{op: "neg", kids: []*expr{p.unary()}}
	}
	if p.take("+") {
		return p.unary()
	}
	e := p.primary()
	for p.take("::") {
		e = &expr{op: "cast", text: p.typeName(), kids: []*expr{e}}
	}
	return e
}

func (p *parser) primary() *expr {
	w := p.next()
	switch w.kind {
	case '#':
		k := "i"
		if strings.Contains(w.text, ".") {
			k = "f"
		}
		return &expr{op: "const", val: Value{k, w.text}}
	case 's':
		return &expr{op: "const", val: Value{"s", w.text}}
	case 'q':
		if p.flavour == MySQL && !p.is(".") && strings.Contains(p.text, `"`+w.text+`"`) {
			return &expr{op: "const", val: Value{"s", w.text}}
		}
		return p.column(w.text)
	case 'o':
		switch w.text {
		case "(":
			if p.is("select") {
				p.refuse("a query inside a query")
			}
			e := p.expr()
			p.expect(")")
			return e
		case "*":
			return &expr{op: "star"}
		}
	case 'n':
		return p.named(w)
	}
	p.back(w)
	p.fail()
	return nil
}

func (p *parser) column(name string) *expr {
	if p.take(".") {
		if p.take("*") {
			return &expr{op: "star", text: name}
		}
		return &expr{op: "col", text: name + "." + p.name()}
	}
	return &expr{op: "col", text: name}
}

// reserved are words that no column is called without quotes.
var reserved = strings.Fields("select from where group order limit offset having join inner left right on and or not in is as set values insert update delete create drop table union into by distinct case when then else end using")

func (p *parser) named(w word) *expr {
	switch w.low {
	case "null", "default":
		return &expr{op: "const"}
	case "true", "false":
		return &expr{op: "const", val: boolean(w.low == "true")}
	case "current_timestamp", "current_date", "current_user", "current_time", "localtimestamp", "session_user":
		if p.take("(") {
			p.take(")")
		}
		return &expr{op: "call", text: w.low}
	case "cast":
		p.expect("(")
		e := p.expr()
		p.expect("as")
		t := p.typeName()
		p.expect(")")
		return &expr{op: "cast", text: t, kids: []*expr{e}}
	case "case":
		return p.choice()
	case "interval":
		p.refuse("an interval")
	}
	if slices.Contains(reserved, w.low) {
		p.at--
		p.fail()
	}
	if p.take("(") {
		c := &expr{op: "call", text: w.low}
		c.not = p.take("distinct")
		for !p.is(")") {
			c.kids = append(c.kids, p.expr())
			if !p.take(",") {
				break
			}
		}
		p.expect(")")
		return c
	}
	if p.flavour == Postgres {
		return p.column(w.low)
	}
	return p.column(w.text)
}

func (p *parser) choice() *expr {
	c := &expr{op: "case"}
	var subject *expr
	if !p.is("when") {
		subject = p.expr()
	}
	for p.take("when") {
		test := p.expr()
		if subject != nil {
			test = &expr{op: "=", kids: []*expr{subject, test}}
		}
		p.expect("then")
		c.kids = append(c.kids, test, p.expr())
	}
	if p.take("else") {
		c.kids = append(c.kids, p.expr())
	}
	p.expect("end")
	return c
}

// types are the names of types as they are written and as each server shows them.
var types = []struct{ names, postgres, mysql string }{
	{"int integer int4", "integer", "int"}, {"bigint int8", "bigint", "bigint"}, {"smallint int2 tinyint", "smallint", "smallint"},
	{"serial serial4", "integer", "int"}, {"bigserial serial8", "bigint", "bigint unsigned"}, {"text", "text", "text"},
	{"varchar", "character varying", "varchar"}, {"char character", "character", "char"}, {"bool boolean", "boolean", "tinyint(1)"},
	{"numeric decimal", "numeric", "decimal"}, {"real float4 float", "real", "float"}, {"double float8", "double precision", "double"},
	{"timestamp datetime", "timestamp without time zone", "timestamp"}, {"timestamptz", "timestamp with time zone", "timestamp"}, {"date", "date", "date"}, {"time", "time without time zone", "time"},
	{"uuid", "uuid", "char(36)"}, {"json", "json", "json"}, {"jsonb", "jsonb", "json"}, {"bytea blob", "bytea", "blob"}, {"longtext mediumtext", "text", "longtext"},
}

// typeName reads a type.
func (p *parser) typeName() string {
	w := p.next()
	low := w.low
	if low == "character" && p.take("varying") {
		low = "varchar"
	}
	for _, t := range types {
		if w.kind != 'n' || !slices.Contains(strings.Fields(t.names), low) {
			continue
		}
		if low == "double" {
			p.take("precision")
		}
		name := t.postgres
		if p.flavour == MySQL {
			name = t.mysql
			if low == "tinyint" || low == "datetime" {
				name = low
			}
		}
		if p.take("(") {
			size := p.next().text
			for p.take(",") {
				size += "," + p.next().text
			}
			p.expect(")")
			if low != "int" && low != "integer" && low != "bigint" {
				name += "(" + size + ")"
			}
		}
		if p.take("with time zone") {
			name = strings.Replace(name, "without", "with", 1)
		}
		p.take("without time zone")
		if p.take("unsigned") {
			name += " unsigned"
		}
		return name
	}
	if p.flavour == Postgres && w.kind == 'n' {
		panic(&Error{0, "42704", "type \"" + w.low + "\" does not exist", w.text, ""})
	}
	p.back(w)
	p.fail()
	return ""
}
