package shell

import (
	"fmt"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/syntax"
)

// arithText is the result of $(( )).
func (x *expander) arithText(e syntax.ArithmExpr) string {
	return strconv.FormatInt(x.arith(e), 10)
}

// arith computes an arithmetic expression. Source: POSIX 2.6.4; bash(1),
// ARITHMETIC EVALUATION.
func (x *expander) arith(e syntax.ArithmExpr) int64 {
	if x.stopped() || e == nil {
		return 0
	}
	switch e := e.(type) {
	case *syntax.Word:
		return x.number(x.text(e))
	case *syntax.ParenArithm:
		return x.arith(e.X)
	case *syntax.UnaryArithm:
		return x.unary(e)
	case *syntax.BinaryArithm:
		return x.binaryArith(e)
	}
	x.fail(1, "this expression is not simulated")
	return 0
}

// number is the value of a word: a number, a variable, or the text of another
// expression, as variables may hold one.
func (x *expander) number(word string) int64 {
	word = strings.TrimSpace(word)
	if word == "" || x.stopped() {
		return 0
	}
	if n, ok := parseInt(word); ok {
		return n
	}
	if x.deep++; x.deep > 100 {
		x.fail(1, word+": expression recursion level exceeded")
		return 0
	}
	defer func() { x.deep-- }()
	if validName(word) {
		value, ok := x.s.lookup(word)
		if !ok && x.s.opts.nounset {
			x.unset(word)
		}
		return x.number(value)
	}
	if len(word) > maxLine || nesting(word) > maxNesting {
		x.badArith(word, "expression too long")
		return 0
	}
	e, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Arithmetic(strings.NewReader(word))
	if w, isWord := e.(*syntax.Word); err != nil || e == nil || isWord && w.Lit() == word {
		x.badArith(word, text{"syntax error: operand expected (error token is %q)", "expecting EOF: %q", ""}.of(x.s.flavor, word))
		return 0
	}
	return x.arith(e)
}

// badArith reports an expression that cannot be computed.
func (x *expander) badArith(expr, why string) {
	switch x.s.flavor {
	case Bash:
		x.fail(1, expr+": "+why)
	case Dash:
		x.fail(2, "arithmetic expression: "+why)
	default:
		x.fail(2, "arithmetic syntax error")
	}
}

// parseInt reads a constant: decimal, 0 octal, 0x hexadecimal, base#digits.
func parseInt(s string) (int64, bool) {
	if base, digits, ok := strings.Cut(s, "#"); ok {
		b, err := strconv.Atoi(base)
		if err != nil || b < 2 || b > 36 {
			return 0, false
		}
		n, err := strconv.ParseInt(digits, b, 64)
		return n, err == nil
	}
	if strings.ContainsAny(s, "_bBoO") && !strings.HasPrefix(strings.ToLower(strings.TrimLeft(s, "+-")), "0x") {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 0, 64)
	if err != nil {
		u, errU := strconv.ParseUint(s, 0, 64)
		return int64(u), errU == nil
	}
	return n, true
}

func (x *expander) unary(e *syntax.UnaryArithm) int64 {
	switch e.Op {
	case syntax.Inc, syntax.Dec:
		if x.s.flavor == Dash { // which takes ++x for +(+x)
			if e.Post {
				x.badArith(source(e), fmt.Sprintf("expecting primary: %q", source(e)))
			}
			return x.arith(e.X)
		}
		old := x.arith(e.X)
		n := old + 1
		if e.Op == syntax.Dec {
			n = old - 1
		}
		x.store(e.X, n)
		if e.Post {
			return old
		}
		return n
	}
	n := x.arith(e.X)
	switch e.Op {
	case syntax.Not:
		return truth(n == 0)
	case syntax.BitNegation:
		return ^n
	case syntax.Minus:
		return -n
	}
	return n
}

// store assigns to the variable or element an expression names.
func (x *expander) store(target syntax.ArithmExpr, n int64) {
	if x.stopped() {
		return
	}
	w, ok := target.(*syntax.Word)
	if !ok || len(w.Parts) == 0 {
		x.badArith(source(target), "attempted assignment to non-variable")
		return
	}
	name, index := w.Lit(), (*string)(nil)
	if pe, ok := w.Parts[0].(*syntax.ParamExp); ok && pe.Param != nil {
		name = pe.Param.Value
		if pe.Index != nil {
			key := x.subscript(x.s.vars.At(name), pe.Index)
			index = &key
		}
	}
	if !validName(name) {
		x.badArith(source(target), "attempted assignment to non-variable")
		return
	}
	if msg := x.s.assignAt(name, index, strconv.FormatInt(n, 10)); msg != "" {
		x.fail(x.s.flavor.usageError(), msg)
	}
}

// assigns are the operators that assign, and what they compute first.
var assigns = map[syntax.BinAritOperator]syntax.BinAritOperator{
	syntax.AddAssgn: syntax.Add, syntax.SubAssgn: syntax.Sub, syntax.MulAssgn: syntax.Mul, syntax.QuoAssgn: syntax.Quo,
	syntax.RemAssgn: syntax.Rem, syntax.AndAssgn: syntax.And, syntax.OrAssgn: syntax.Or, syntax.XorAssgn: syntax.Xor,
	syntax.ShlAssgn: syntax.Shl, syntax.ShrAssgn: syntax.Shr, syntax.PowAssgn: syntax.Pow,
}

func (x *expander) binaryArith(e *syntax.BinaryArithm) int64 {
	switch e.Op {
	case syntax.AndArit:
		return truth(x.arith(e.X) != 0 && x.arith(e.Y) != 0)
	case syntax.OrArit:
		return truth(x.arith(e.X) != 0 || x.arith(e.Y) != 0)
	case syntax.TernQuest:
		choice, ok := e.Y.(*syntax.BinaryArithm)
		if !ok {
			return 0
		}
		if x.arith(e.X) != 0 {
			return x.arith(choice.X)
		}
		return x.arith(choice.Y)
	case syntax.Assgn:
		n := x.arith(e.Y)
		x.store(e.X, n)
		return n
	}
	if x.s.flavor == Dash && (e.Op == syntax.Pow || e.Op == syntax.Comma) {
		text := strings.ReplaceAll(source(e), " ", "")
		x.badArith(text, fmt.Sprintf("%s: %q", map[bool]string{true: "expecting primary", false: "expecting EOF"}[e.Op == syntax.Pow], text))
		return 0
	}
	a, b, op := x.arith(e.X), x.arith(e.Y), e.Op
	compute, assign := assigns[op]
	if assign {
		op = compute
	}
	n := x.compute(op, a, b, e)
	if assign {
		x.store(e.X, n)
	}
	return n
}

func (x *expander) compute(op syntax.BinAritOperator, a, b int64, e *syntax.BinaryArithm) int64 {
	if (op == syntax.Quo || op == syntax.Rem) && (b == 0 || a == -1<<63 && b == -1) {
		if b == 0 {
			x.divisionByZero(e)
		}
		return 0
	}
	f, ok := arithmetic[op]
	if !ok {
		x.fail(1, "this operator is not simulated")
		return 0
	}
	return f(a, b)
}

func (x *expander) divisionByZero(e *syntax.BinaryArithm) {
	expr := strings.ReplaceAll(source(e), " ", "")
	switch x.s.flavor {
	case Bash:
		x.fail(1, fmt.Sprintf("%s: division by 0 (error token is %q)", expr, source(e.Y)))
	case Dash:
		x.fail(2, fmt.Sprintf("arithmetic expression: division by zero: %q", expr))
	default:
		x.fail(2, "divide by zero")
	}
}

// arithmetic are the plain operators.
var arithmetic = map[syntax.BinAritOperator]func(a, b int64) int64{
	syntax.Add: func(a, b int64) int64 { return a + b }, syntax.Sub: func(a, b int64) int64 { return a - b },
	syntax.Mul: func(a, b int64) int64 { return a * b }, syntax.Quo: func(a, b int64) int64 { return a / b },
	syntax.Rem: func(a, b int64) int64 { return a % b }, syntax.Pow: power,
	syntax.And: func(a, b int64) int64 { return a & b }, syntax.Or: func(a, b int64) int64 { return a | b },
	syntax.Xor: func(a, b int64) int64 { return a ^ b }, syntax.Comma: func(_, b int64) int64 { return b },
	syntax.Shl: func(a, b int64) int64 { return a << (uint64(b) & 63) }, syntax.Shr: func(a, b int64) int64 { return a >> (uint64(b) & 63) },
	syntax.Eql: func(a, b int64) int64 { return truth(a == b) }, syntax.Neq: func(a, b int64) int64 { return truth(a != b) },
	syntax.Lss: func(a, b int64) int64 { return truth(a < b) }, syntax.Leq: func(a, b int64) int64 { return truth(a <= b) },
	syntax.Gtr: func(a, b int64) int64 { return truth(a > b) }, syntax.Geq: func(a, b int64) int64 { return truth(a >= b) },
}

func power(a, b int64) int64 {
	n := int64(1)
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			n *= a
		}
		a *= a
	}
	return n
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// arithFrame is bash's (( )) and let.
type arithFrame struct {
	exprs []syntax.ArithmExpr
	memo
}

func (f arithFrame) step(s *shell) {
	var n int64
	ok := s.expand(&f.memo, func() { s.push(f) }, func(x *expander) {
		for _, e := range f.exprs {
			n = x.arith(e)
		}
	})
	if ok {
		s.status = int(truth(n == 0))
	}
}
