//go:build !core

package bin

import (
	"errors"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

var errExpr = errors.New("syntax error")

// expression evaluates expr's operands from left to right.
type expression struct {
	words []string
	depth int
}

// levels are expr's binary operators, loosest first. Source: POSIX, expr.
var levels = [][]string{{"|"}, {"&"}, {"=", "==", "!=", "<", "<=", ">", ">="}, {"+", "-"}, {"*", "/", "%"}, {":"}}

func expr(p *proc.Proc, c call) {
	if len(c.args) == 0 {
		c.missing(p, "operand")
		return
	}
	e := &expression{words: c.args}
	value, err := e.level(0)
	if err == nil && len(e.words) > 0 {
		err = errExpr
		if c.flavour == gnu {
			err = errors.New("syntax error: unexpected argument '" + e.words[0] + "'")
		}
	}
	if err != nil {
		c.die(p, 2, "%v", err)
		return
	}
	code := 0
	if value == "" || value == "0" {
		code = 1
	}
	proc.Finish(p, value+"\n", code)
}

func (e *expression) level(n int) (string, error) {
	if n == len(levels) {
		return e.primary()
	}
	left, err := e.level(n + 1)
	for err == nil && len(e.words) > 0 {
		op := ""
		for _, o := range levels[n] {
			if e.words[0] == o {
				op = o
			}
		}
		if op == "" {
			break
		}
		e.words = e.words[1:]
		var right string
		if right, err = e.level(n + 1); err == nil {
			left, err = applyExpr(left, op, right)
		}
	}
	return left, err
}

func (e *expression) primary() (string, error) {
	if e.depth++; e.depth > 10_000 || len(e.words) == 0 {
		return "", errExpr
	}
	word := e.words[0]
	e.words = e.words[1:]
	args := func(n int) (all []string, err error) {
		for range n {
			var v string
			if v, err = e.primary(); err != nil {
				return make([]string, n), err
			}
			all = append(all, v)
		}
		return all, nil
	}
	switch word {
	case "(":
		v, err := e.level(0)
		if err != nil || len(e.words) == 0 || e.words[0] != ")" {
			return "", errExpr
		}
		e.words = e.words[1:]
		return v, nil
	case "length":
		a, err := args(1)
		return strconv.Itoa(len([]rune(a[0]))), err
	case "match":
		a, err := args(2)
		if err != nil {
			return "", err
		}
		return applyExpr(a[0], ":", a[1])
	case "index":
		a, err := args(2)
		return strconv.Itoa(strings.IndexAny(a[0], a[1]) + 1), err
	case "substr":
		a, err := args(3)
		if err != nil {
			return "", err
		}
		at, err1 := strconv.Atoi(a[1])
		n, err2 := strconv.Atoi(a[2])
		if err1 != nil || err2 != nil || at < 1 || n < 1 || at > len(a[0]) {
			return "", nil
		}
		return a[0][at-1 : min(len(a[0]), at-1+min(n, len(a[0])))], nil
	case ")":
		return "", errExpr
	}
	return word, nil
}

func applyExpr(a, op, b string) (string, error) {
	switch op {
	case "|":
		if a != "" && a != "0" {
			return a, nil
		}
		if b == "" {
			b = "0"
		}
		return b, nil
	case "&":
		if a == "" || a == "0" || b == "" || b == "0" {
			return "0", nil
		}
		return a, nil
	case ":":
		return matchExpr(a, b)
	}
	m, err1 := strconv.ParseInt(a, 10, 64)
	n, err2 := strconv.ParseInt(b, 10, 64)
	d := strings.Compare(a, b)
	if err1 == nil && err2 == nil {
		d = map[bool]int{true: 1}[m > n] - map[bool]int{true: 1}[m < n]
	}
	if truth, compares := map[string]bool{"=": d == 0, "==": d == 0, "!=": d != 0, "<": d < 0, "<=": d <= 0, ">": d > 0, ">=": d >= 0}[op]; compares {
		return map[bool]string{true: "1", false: "0"}[truth], nil
	}
	if err1 != nil || err2 != nil {
		return "", errors.New("non-integer argument")
	}
	if n == 0 && (op == "/" || op == "%") {
		return "", errors.New("division by zero")
	}
	switch op {
	case "+":
		m += n
	case "-":
		m -= n
	case "*":
		m *= n
	case "/":
		m /= n
	case "%":
		m %= n
	}
	return strconv.FormatInt(m, 10), nil
}

func matchExpr(s, pattern string) (string, error) {
	re, err := compile(strings.TrimPrefix(pattern, "^"), false, false)
	if err != nil {
		return "", err
	}
	m := re.FindStringSubmatchIndex(s)
	hit := m != nil && m[0] == 0
	switch {
	case re.NumSubexp() > 0 && hit && m[2] >= 0:
		return s[m[2]:m[3]], nil
	case re.NumSubexp() > 0:
		return "", nil
	case hit:
		return strconv.Itoa(len([]rune(s[:m[1]]))), nil
	}
	return "0", nil
}
