//go:build !core

package bin

import (
	"errors"
	"math"
	"math/big"
	"strings"

	"drydock/sim/proc"
)

// reckoner is bc at work on its input: variables and what it has printed.
type reckoner struct {
	words []string
	vars  map[string]figure
	scale int
	ibase int
	obase int
	math  bool // -l
	steps int
	depth int
}

func bc(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "l,mathlib q,quiet s,standard w,warn i,interactive h v,version")
	if !ok {
		return
	}
	if o.has("v") {
		proc.Finish(p, "bc 1.07.1\n", 0)
		return
	}
	c.gather(p, names, nil, func(p *proc.Proc, files []string) {
		r := &reckoner{vars: map[string]figure{}, ibase: 10, obase: 10, math: o.has("l")}
		if r.math {
			r.scale = 20
		}
		out, errs := r.run(strings.Join(files, ""))
		p.Err(errs)
		if strings.Contains(strings.Join(files, ""), "quit") {
			proc.Finish(p, out, 0)
			return
		}
		c.reckon(p, *r, out)
	})
}

// reckon works on standard input line by line, so that a person is answered at once.
func (c call) reckon(p *proc.Proc, first reckoner, out string) {
	proc.Emit(p, 1, out, func(p *proc.Proc) {
		scan[reckoner]{call: c, byLine: true,
			step: func(st reckoner, k chunk) (reckoner, string, bool) {
				if k.end || strings.TrimSpace(k.text) == "quit" {
					return st, "", k.end
				}
				n := st
				n.vars = map[string]figure{}
				for name, v := range st.vars { // a copy: the older state stays as it is
					n.vars[name] = v
				}
				out, errs := n.run(k.text)
				return n, out + errs, true
			},
			done: func(p *proc.Proc, _ reckoner, code int) { p.Sys.Exit(code) },
		}.start(p, first, nil)
	})
}

// run works the statements of a text out; a wrong one is told and left.
func (r *reckoner) run(text string) (out, errs string) {
	r.steps = 0
	for _, line := range strings.FieldsFunc(text, func(ch rune) bool { return ch == '\n' || ch == ';' }) {
		if at := strings.IndexByte(line, '#'); at >= 0 {
			line = line[:at]
		}
		words, err := reckonWords(line)
		if err == nil && len(words) > 0 {
			var o string
			r.words = words
			if o, err = r.statement(); err == nil && len(r.words) > 0 {
				err = errors.New("syntax error")
			}
			out += o
		}
		if err != nil {
			errs += "(standard_in) 1: " + err.Error() + "\n"
		}
		if len(out) > maxMemory {
			return out, errs
		}
	}
	return out, errs
}

func reckonWords(line string) (words []string, err error) {
	if len(line) > maxDigits {
		return nil, errTooLong
	}
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		n := 0
		switch ch := line[0]; {
		case ch >= '0' && ch <= '9' || ch == '.' || ch >= 'A' && ch <= 'F':
			for n < len(line) && (line[n] >= '0' && line[n] <= '9' || line[n] == '.' || line[n] >= 'A' && line[n] <= 'F') {
				n++
			}
		case ch >= 'a' && ch <= 'z':
			for n < len(line) && (line[n] >= 'a' && line[n] <= 'z' || line[n] >= '0' && line[n] <= '9' || line[n] == '_') {
				n++
			}
		case ch == '"':
			if n = strings.IndexByte(line[1:], '"') + 2; n < 2 {
				return nil, errors.New("syntax error")
			}
		default:
			if n = 1; len(line) > 1 && strings.Contains(" == != <= >= && || ++ -- += -= *= /= %= ^= ", " "+line[:2]+" ") {
				n = 2
			}
		}
		words, line = append(words, line[:n]), line[n:]
	}
	return words, nil
}

func (r *reckoner) peek() string {
	if len(r.words) == 0 {
		return ""
	}
	return r.words[0]
}

func (r *reckoner) take() string {
	w := r.peek()
	if w != "" {
		r.words = r.words[1:]
	}
	return w
}

// statement is one line: a text, an assignment, or an expression whose value is printed.
func (r *reckoner) statement() (string, error) {
	switch w := r.peek(); {
	case w == "quit" || w == "halt":
		r.words = nil
		return "", nil
	case w[0] == '"':
		r.take()
		return w[1 : len(w)-1], nil
	case w == "print":
		r.take()
		out := ""
		for {
			o, err := r.printed()
			if out += o; err != nil || r.peek() != "," {
				return out, err
			}
			r.take()
		}
	case strings.Contains(" if while for define return auto ", " "+w+" "):
		return "", errors.New("statements of bc other than expressions are not simulated")
	}
	silent := len(r.words) > 1 && strings.Contains(" = += -= *= /= %= ^= ", " "+r.words[1]+" ")
	v, err := r.level(0)
	if err != nil || silent {
		return "", err
	}
	return folded(r.show(v)) + "\n", nil
}

func (r *reckoner) printed() (string, error) {
	if w := r.peek(); w != "" && w[0] == '"' {
		r.take()
		return strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(w[1 : len(w)-1]), nil
	}
	v, err := r.level(0)
	return r.show(v), err
}

func (r *reckoner) show(v figure) string {
	if v.n == nil {
		return "0"
	}
	if r.obase != 10 && r.obase >= 2 && r.obase <= 36 {
		return v.base(r.obase)
	}
	return v.String()
}

// reckonLevels are the operators, loosest first; ^ binds to the right.
var reckonLevels = [][]string{{"||"}, {"&&"}, {"==", "!=", "<", ">", "<=", ">="}, {"+", "-"}, {"*", "/", "%"}}

func (r *reckoner) level(n int) (figure, error) {
	if r.steps++; r.steps > 100_000 {
		return figure{}, errTooLong
	}
	if n == 0 && len(r.words) > 1 && strings.Contains(" = += -= *= /= %= ^= ", " "+r.words[1]+" ") {
		return r.assign()
	}
	if n == len(reckonLevels) {
		return r.powers()
	}
	left, err := r.level(n + 1)
	for err == nil && r.peek() != "" && strings.Contains(" "+strings.Join(reckonLevels[n], " ")+" ", " "+r.peek()+" ") {
		op := r.take()
		var right figure
		if right, err = r.level(n + 1); err == nil {
			left, err = r.operate(op, left, right)
		}
	}
	return left, err
}

func (r *reckoner) powers() (figure, error) {
	left, err := r.operand()
	if err == nil && r.peek() == "^" {
		r.take()
		var right figure
		if right, err = r.powers(); err == nil {
			left, err = left.power(right, r.scale)
		}
	}
	return left, err
}

func (r *reckoner) operate(op string, a, b figure) (figure, error) {
	truth := func(yes bool) (figure, error) {
		if yes {
			return whole(1), nil
		}
		return whole(0), nil
	}
	d := a.compare(b)
	switch op {
	case "+":
		return a.add(b, 1), nil
	case "-":
		return a.add(b, -1), nil
	case "*":
		if digitsOf(a.n)+digitsOf(b.n) > maxDigits {
			return a, errTooLong
		}
		return a.times(b, r.scale), nil
	case "/":
		return a.divide(b, r.scale)
	case "%":
		return a.modulo(b, r.scale)
	case "^":
		return a.power(b, r.scale)
	case "==":
		return truth(d == 0)
	case "!=":
		return truth(d != 0)
	case "<":
		return truth(d < 0)
	case ">":
		return truth(d > 0)
	case "<=":
		return truth(d <= 0)
	case ">=":
		return truth(d >= 0)
	case "&&":
		return truth(a.n.Sign() != 0 && b.n.Sign() != 0)
	}
	return truth(a.n.Sign() != 0 || b.n.Sign() != 0)
}

func (r *reckoner) get(name string) figure {
	switch name {
	case "scale":
		return whole(int64(r.scale))
	case "ibase":
		return whole(int64(r.ibase))
	case "obase":
		return whole(int64(r.obase))
	}
	if v, ok := r.vars[name]; ok {
		return v
	}
	return whole(0)
}

func (r *reckoner) assign() (figure, error) {
	name, op := r.take(), r.take()
	v, err := r.level(0)
	if err == nil && op != "=" {
		v, err = r.operate(op[:1], r.get(name), v)
	}
	if err != nil {
		return v, err
	}
	n := int(v.rescale(0).n.Int64())
	switch name {
	case "scale":
		r.scale = min(max(n, 0), 1000)
	case "ibase":
		r.ibase = min(max(n, 2), 16)
	case "obase":
		r.obase = max(n, 2)
	default:
		if name[0] < 'a' || name[0] > 'z' || len(r.vars) > 10_000 {
			return v, errors.New("syntax error")
		}
		r.vars[name] = v
	}
	return v, nil
}

func (r *reckoner) operand() (figure, error) {
	if r.depth++; r.depth > 500 {
		return figure{}, errors.New("expression nested too deeply")
	}
	defer func() { r.depth-- }()
	switch w := r.take(); {
	case w == "-":
		v, err := r.operand()
		return whole(0).add(v, -1), err
	case w == "!":
		v, err := r.operand()
		if err != nil {
			return v, err
		}
		return r.operate("==", v, whole(0))
	case w == "(":
		v, err := r.level(0)
		if err == nil && r.take() != ")" {
			err = errors.New("syntax error")
		}
		return v, err
	case w == "" || w == ")":
	case w[0] >= 'a' && w[0] <= 'z':
		if r.peek() == "(" {
			return r.call(w)
		}
		v := r.get(w)
		if op := r.peek(); op == "++" || op == "--" {
			r.take()
			r.vars[w] = v.add(whole(1), map[string]int64{"++": 1, "--": -1}[op])
		}
		return v, nil
	default:
		if v, ok := parseFigure(w, r.ibase); ok {
			return v, nil
		}
	}
	return figure{}, errors.New("syntax error")
}

// reckonMath are the functions of bc -l.
var reckonMath = map[string]func(float64) float64{"s": math.Sin, "c": math.Cos, "a": math.Atan, "l": math.Log, "e": math.Exp}

func (r *reckoner) call(name string) (figure, error) {
	r.take()
	v, err := r.level(0)
	if err == nil && r.take() != ")" {
		err = errors.New("syntax error")
	}
	if err != nil {
		return v, err
	}
	switch name {
	case "sqrt":
		return v.root(r.scale)
	case "length":
		return whole(int64(len(strings.Trim(v.String(), "-.")))), nil
	case "scale":
		return whole(int64(v.scale)), nil
	}
	f, ok := reckonMath[name]
	if !ok || !r.math {
		return v, errors.New("Function " + name + " not defined.")
	}
	return r.float(f, v)
}

// float works out to the fifteen digits a machine's own numbers have.
func (r *reckoner) float(f func(float64) float64, v figure) (figure, error) {
	q, _ := new(big.Rat).SetFrac(v.n, tens(v.scale)).Float64()
	x := f(q)
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return v, errors.New("argument out of range")
	}
	scaled := new(big.Rat)
	if scaled.SetFloat64(x) == nil {
		return v, errors.New("argument out of range")
	}
	n := new(big.Int).Mul(scaled.Num(), tens(r.scale))
	return figure{n.Quo(n, scaled.Denom()), r.scale}, nil
}
