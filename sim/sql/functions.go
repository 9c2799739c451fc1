package sql

import (
	"math"
	"strconv"
	"strings"
)

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
