package sql

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

func boolean(b bool) Value {
	if b {
		return Value{"b", "t"}
	}
	return Value{"b", "f"}
}

// scope is what an expression's names mean: columns with their tables, and a row.
type scope struct {
	names []string // table.column
	types []string
	row   []Value
	group [][]Value // rows of the group, when there is one
	s     *Session
	work  *int
}

func (sc *scope) find(name string) int {
	found := -1
	for i, n := range sc.names {
		if n == name || !strings.Contains(name, ".") && strings.HasSuffix(n, "."+name) || sc.s.Flavour == MySQL && strings.EqualFold(n[strings.IndexByte(n, '.')+1:], name) {
			if found >= 0 {
				if sc.s.Flavour == MySQL {
					panic(&Error{1052, "23000", "Column '" + name + "' in field list is ambiguous", "", ""})
				}
				panic(&Error{0, "42702", "column reference \"" + name + "\" is ambiguous", name, ""})
			}
			found = i
		}
	}
	if found < 0 {
		if sc.s.Flavour == MySQL {
			panic(&Error{1054, "42S22", "Unknown column '" + name + "' in 'field list'", "", ""})
		}
		q := "\"" + name + "\""
		if strings.Contains(name, ".") {
			q = name
		}
		panic(&Error{0, "42703", "column " + q + " does not exist", name, ""})
	}
	return found
}

func number(v Value) float64 {
	switch v.Kind {
	case "b":
		if v.Text == "t" {
			return 1
		}
		return 0
	case "s":
		n := 0
		for n < len(v.Text) && strings.IndexByte("+-.0123456789", v.Text[n]) >= 0 {
			n++
		}
		f, _ := strconv.ParseFloat(v.Text[:n], 64)
		return f
	}
	f, _ := strconv.ParseFloat(v.Text, 64)
	return f
}

func truth(v Value) bool {
	return v.Kind == "b" && v.Text == "t" || v.Kind != "b" && v.Kind != "" && number(v) != 0
}

func integer(f float64) Value { return Value{"i", strconv.FormatInt(int64(f), 10)} }

func compare(a, b Value) int {
	if strings.Contains("ifb", a.Kind) || strings.Contains("ifb", b.Kind) {
		if a.Kind == "b" && b.Kind == "s" {
			b = boolean(b.Text != "" && strings.Contains("t true y yes on 1", strings.ToLower(b.Text)))
		}
		x, y := number(a), number(b)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(a.Text, b.Text)
}

func (sc *scope) eval(e *expr) Value {
	if *sc.work++; *sc.work > maxWork*8 {
		panic(&Error{3024, "57014", "canceling statement: so much work is not simulated", "", ""})
	}
	switch e.op {
	case "const":
		return e.val
	case "col":
		i := sc.find(e.text)
		if sc.row == nil {
			return Value{}
		}
		return sc.row[i]
	case "call":
		return sc.call(e)
	case "cast":
		return sc.cast(sc.eval(e.kids[0]), e.text)
	case "and":
		return boolean(truth(sc.eval(e.kids[0])) && truth(sc.eval(e.kids[1])))
	case "or":
		return boolean(truth(sc.eval(e.kids[0])) || truth(sc.eval(e.kids[1])))
	case "not":
		v := sc.eval(e.kids[0])
		if v.Kind == "" {
			return v
		}
		return boolean(!truth(v))
	case "is null":
		return boolean((sc.eval(e.kids[0]).Kind == "") != e.not)
	case "in":
		v := sc.eval(e.kids[0])
		hit := false
		for _, k := range e.kids[1:] {
			w := sc.eval(k)
			hit = hit || w.Kind != "" && compare(v, w) == 0
		}
		return boolean(v.Kind != "" && hit != e.not)
	case "between":
		v := sc.eval(e.kids[0])
		in := compare(v, sc.eval(e.kids[1])) >= 0 && compare(v, sc.eval(e.kids[2])) <= 0
		return boolean(v.Kind != "" && in != e.not)
	case "like", "ilike":
		v, pat := sc.eval(e.kids[0]), sc.eval(e.kids[1])
		return boolean(v.Kind != "" && like(v.Text, pat.Text, e.op == "ilike" || sc.s.Flavour == MySQL) != e.not)
	case "case":
		for i := 0; i+1 < len(e.kids); i += 2 {
			if truth(sc.eval(e.kids[i])) {
				return sc.eval(e.kids[i+1])
			}
		}
		if len(e.kids)%2 == 1 {
			return sc.eval(e.kids[len(e.kids)-1])
		}
		return Value{}
	case "neg":
		v := sc.eval(e.kids[0])
		if v.Kind == "" {
			return v
		}
		return numeric(-number(v), v.Kind)
	case "star":
		panic(&Error{1064, "42601", "syntax error at or near \"*\"", "*", ""})
	}
	return sc.binary(e)
}

func numeric(f float64, kind string) Value {
	if kind == "i" && math.Abs(f) < 9e18 {
		return integer(f)
	}
	return Value{"f", strconv.FormatFloat(f, 'f', -1, 64)}
}

func (sc *scope) binary(e *expr) Value {
	a, b := sc.eval(e.kids[0]), sc.eval(e.kids[1])
	if a.Kind == "" || b.Kind == "" {
		return Value{}
	}
	switch e.op {
	case "=":
		return boolean(compare(a, b) == 0)
	case "<>", "!=":
		return boolean(compare(a, b) != 0)
	case "<":
		return boolean(compare(a, b) < 0)
	case ">":
		return boolean(compare(a, b) > 0)
	case "<=":
		return boolean(compare(a, b) <= 0)
	case ">=":
		return boolean(compare(a, b) >= 0)
	case "||":
		if sc.s.Flavour == MySQL {
			return boolean(truth(a) || truth(b))
		}
		return Value{"s", a.Text + b.Text}
	}
	x, y := number(a), number(b)
	kind := "f"
	if a.Kind == "i" && b.Kind == "i" {
		kind = "i"
	}
	switch e.op {
	case "+":
		return numeric(x+y, kind)
	case "-":
		return numeric(x-y, kind)
	case "*":
		return numeric(x*y, kind)
	}
	if y == 0 {
		if sc.s.Flavour == MySQL {
			return Value{}
		}
		panic(&Error{0, "22012", "division by zero", "", ""})
	}
	if e.op == "%" {
		return numeric(math.Mod(x, y), kind)
	}
	if sc.s.Flavour == MySQL {
		return Value{"f", strconv.FormatFloat(x/y, 'f', 4, 64)}
	}
	return numeric(x/y, kind)
}

func like(s, pattern string, fold bool) bool {
	var b strings.Builder
	b.WriteString("(?s")
	if fold {
		b.WriteString("i")
	}
	b.WriteString(")^")
	for _, r := range pattern {
		switch r {
		case '%':
			b.WriteString(".*")
		case '_':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	re, err := regexp.Compile(b.String() + "$")
	return err == nil && re.MatchString(s)
}

var aggregates = map[string]bool{"count": true, "sum": true, "avg": true, "min": true, "max": true}

// aggregate tells whether an expression has one in it.
func aggregate(e *expr) bool {
	if e.op == "call" && aggregates[e.text] {
		return true
	}
	for _, k := range e.kids {
		if aggregate(k) {
			return true
		}
	}
	return false
}

func (sc *scope) call(e *expr) Value {
	if aggregates[e.text] {
		return sc.aggregate(e)
	}
	var a []Value
	for _, k := range e.kids {
		a = append(a, sc.eval(k))
	}
	arg := func(i int) Value {
		if i < len(a) {
			return a[i]
		}
		return Value{}
	}
	switch e.text {
	case "now", "current_timestamp", "localtimestamp", "transaction_timestamp":
		if sc.s.Flavour == MySQL {
			return Value{"t", sc.s.Now.Format("2006-01-02 15:04:05")}
		}
		return Value{"t", sc.s.Now.Format("2006-01-02 15:04:05.999999") + "+00"}
	case "current_date", "curdate":
		return Value{"t", sc.s.Now.Format("2006-01-02")}
	case "version":
		return Value{"s", sc.s.Version}
	case "current_database", "database":
		if sc.s.Database == "" {
			return Value{}
		}
		return Value{"s", sc.s.Database}
	case "current_user", "user", "session_user":
		if sc.s.Flavour == MySQL {
			return Value{"s", sc.s.User + "@" + sc.s.Host}
		}
		return Value{"s", sc.s.User}
	case "upper":
		return text(arg(0), strings.ToUpper)
	case "lower":
		return text(arg(0), strings.ToLower)
	case "trim":
		return text(arg(0), strings.TrimSpace)
	case "length", "char_length":
		if arg(0).Kind == "" {
			return Value{}
		}
		return integer(float64(len([]rune(arg(0).Text))))
	case "concat":
		s := ""
		for _, v := range a {
			s += v.Text
		}
		return Value{"s", s}
	case "coalesce", "ifnull":
		for _, v := range a {
			if v.Kind != "" {
				return v
			}
		}
		return Value{}
	case "abs":
		return numeric(math.Abs(number(arg(0))), arg(0).Kind)
	case "round":
		if len(a) > 1 {
			return Value{"f", strconv.FormatFloat(number(a[0]), 'f', int(math.Max(0, math.Min(20, number(a[1])))), 64)}
		}
		return numeric(math.Round(number(arg(0))), "i")
	case "last_insert_id", "lastval":
		return integer(float64(sc.s.LastID))
	case "pg_sleep", "sleep":
		panic(&Error{1235, "0A000", "sleeping in a statement is not simulated", "", ""})
	}
	if sc.s.Flavour == MySQL {
		panic(&Error{1305, "42000", "FUNCTION " + sc.s.Database + "." + e.text + " does not exist", "", ""})
	}
	kinds := make([]string, len(a))
	for i, v := range a {
		kinds[i] = map[string]string{"i": "integer", "f": "numeric", "b": "boolean", "t": "timestamp with time zone"}[v.Kind]
		if kinds[i] == "" {
			kinds[i] = "unknown"
		}
	}
	panic(&Error{0, "42883", "function " + e.text + "(" + strings.Join(kinds, ", ") + ") does not exist", e.text, "HINT:  No function matches the given name and argument types. You might need to add explicit type casts."})
}

func text(v Value, f func(string) string) Value {
	if v.Kind == "" {
		return v
	}
	return Value{"s", f(v.Text)}
}

func (sc *scope) aggregate(e *expr) Value {
	if len(e.kids) != 1 {
		panic(&Error{1064, "42601", "wrong number of arguments of " + e.text, "", ""})
	}
	rows := sc.group
	n, sum := 0, 0.0
	kind := "i"
	var low, high Value
	seen := map[Value]bool{}
	for _, row := range rows {
		v := Value{"i", "1"}
		if e.kids[0].op != "star" {
			inner := *sc
			inner.row, inner.group = row, nil
			v = inner.eval(e.kids[0])
		}
		if v.Kind == "" || e.not && seen[v] {
			continue
		}
		seen[v] = true
		if n == 0 || compare(v, low) < 0 {
			low = v
		}
		if n == 0 || compare(v, high) > 0 {
			high = v
		}
		n++
		sum += number(v)
		if v.Kind != "i" {
			kind = "f"
		}
	}
	switch {
	case e.text == "count":
		return integer(float64(n))
	case n == 0:
		return Value{}
	case e.text == "min":
		return low
	case e.text == "max":
		return high
	case e.text == "avg":
		prec := 16
		if sc.s.Flavour == MySQL {
			prec = 4
		}
		return Value{"f", strconv.FormatFloat(sum/float64(n), 'f', prec, 64)}
	}
	return numeric(sum, kind)
}

// cast makes a value of a type.
func (sc *scope) cast(v Value, typ string) Value {
	if v.Kind == "" {
		return v
	}
	base, _, _ := strings.Cut(typ, "(")
	bad := func(name string) {
		panic(&Error{1366, "22P02", "invalid input syntax for type " + name + ": \"" + v.Text + "\"", "", ""})
	}
	switch {
	case strings.HasPrefix(base, "int") || strings.HasPrefix(base, "bigint") || strings.HasPrefix(base, "smallint") || base == "tinyint":
		f, err := strconv.ParseFloat(strings.TrimSpace(v.Text), 64)
		if v.Kind == "b" {
			f, err = number(v), nil
		}
		if err != nil {
			bad("integer")
		}
		limit := map[bool]float64{true: 9.2e18, false: 2147483647}[strings.HasPrefix(base, "bigint")]
		if math.Abs(f) > limit {
			panic(&Error{1264, "22003", "integer out of range", "", ""})
		}
		return integer(math.Round(f))
	case base == "tinyint" || typ == "tinyint(1)":
		return integer(number(v))
	case base == "numeric" || base == "decimal" || base == "real" || base == "float" || strings.HasPrefix(base, "double"):
		f, err := strconv.ParseFloat(strings.TrimSpace(v.Text), 64)
		if err != nil {
			bad("numeric")
		}
		if _, size, ok := strings.Cut(typ, ","); ok {
			n, _ := strconv.Atoi(strings.TrimSuffix(size, ")"))
			return Value{"f", strconv.FormatFloat(f, 'f', min(n, 30), 64)}
		}
		return Value{"f", v.Text}
	case base == "boolean":
		low := strings.ToLower(v.Text)
		switch {
		case v.Kind == "b":
			return v
		case low == "t" || low == "true" || low == "yes" || low == "on" || low == "1":
			return boolean(true)
		case low == "f" || low == "false" || low == "no" || low == "off" || low == "0":
			return boolean(false)
		}
		bad("boolean")
	case strings.HasPrefix(base, "timestamp"):
		t := v.Text
		if strings.Contains(base, "without") {
			t = strings.TrimSuffix(t, "+00")
		}
		return Value{"t", t}
	case base == "date" && len(v.Text) > 10:
		return Value{"t", v.Text[:10]}
	case base == "date":
		return Value{"t", v.Text}
	case base == "character varying" || base == "varchar" || base == "char" || base == "character":
		if _, size, ok := strings.Cut(typ, "("); ok {
			n, _ := strconv.Atoi(strings.TrimSuffix(size, ")"))
			if len([]rune(v.Text)) > n {
				panic(&Error{1406, "22001", "value too long for type " + typ, "", ""})
			}
		}
	}
	if v.Kind == "b" {
		return Value{"s", map[string]string{"t": "true", "f": "false"}[v.Text]}
	}
	return Value{"s", v.Text}
}
