//go:build !core

package bin

import (
	"errors"
	"math/big"
	"strings"
)

// figure is a number of bc: digits, of which the last scale ones are behind
// the point. It is never written to.
type figure struct {
	n     *big.Int
	scale int
}

const maxDigits = 20_000 // of a number of bc

var (
	errDivide  = errors.New("divide by zero")
	errTooLong = errors.New("number too long (limit 20000 digits)")
)

func tens(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

func whole(n int64) figure { return figure{n: big.NewInt(n)} }

// rescale cuts or adds digits behind the point.
func (d figure) rescale(scale int) figure {
	switch {
	case scale > d.scale:
		return figure{new(big.Int).Mul(d.n, tens(scale-d.scale)), scale}
	case scale < d.scale:
		return figure{new(big.Int).Quo(d.n, tens(d.scale-scale)), scale}
	}
	return d
}

func (d figure) compare(e figure) int {
	s := max(d.scale, e.scale)
	return d.rescale(s).n.Cmp(e.rescale(s).n)
}

func (d figure) add(e figure, sign int64) figure {
	s := max(d.scale, e.scale)
	a, b := d.rescale(s).n, new(big.Int).Mul(e.rescale(s).n, big.NewInt(sign))
	return figure{new(big.Int).Add(a, b), s}
}

// times keeps as many digits as POSIX says: min(a+b, max(scale, a, b)).
func (d figure) times(e figure, scale int) figure {
	p := figure{new(big.Int).Mul(d.n, e.n), d.scale + e.scale}
	return p.rescale(min(p.scale, max(scale, d.scale, e.scale)))
}

func (d figure) divide(e figure, scale int) (figure, error) {
	if e.n.Sign() == 0 {
		return d, errDivide
	}
	a := new(big.Int).Mul(d.n, tens(scale+e.scale))
	b := new(big.Int).Mul(e.n, tens(d.scale))
	return figure{a.Quo(a, b), scale}, nil
}

func (d figure) modulo(e figure, scale int) (figure, error) {
	q, err := d.divide(e, scale)
	if err != nil {
		return d, err
	}
	s := max(scale+e.scale, d.scale)
	p := figure{new(big.Int).Mul(q.n, e.n), q.scale + e.scale}
	return d.rescale(max(s, p.scale)).add(p, -1).rescale(s), nil
}

func (d figure) power(e figure, scale int) (figure, error) {
	n := e.rescale(0).n
	if !n.IsInt64() || n.Int64() > maxDigits || n.Int64() < -maxDigits {
		return d, errTooLong
	}
	k := int(n.Int64())
	times := max(k, -k)
	if digitsOf(d.n)*times > maxDigits*2 {
		return d, errTooLong
	}
	p := figure{new(big.Int).Exp(d.n, big.NewInt(int64(times)), nil), d.scale * times}
	if k < 0 {
		return whole(1).divide(p, scale)
	}
	return p.rescale(min(p.scale, max(scale, d.scale))), nil
}

func (d figure) root(scale int) (figure, error) {
	if d.n.Sign() < 0 {
		return d, errors.New("square root of a negative number")
	}
	s := max(scale, d.scale)
	r := d.rescale(2 * s)
	return figure{new(big.Int).Sqrt(r.n), s}, nil
}

func digitsOf(n *big.Int) int { return n.BitLen()*3/10 + 1 }

// String writes a number as bc does: no zero before the point.
func (d figure) String() string {
	text := new(big.Int).Abs(d.n).String()
	if d.scale > 0 {
		if pad := d.scale - len(text); pad > 0 {
			text = strings.Repeat("0", pad) + text
		}
		text = text[:len(text)-d.scale] + "." + text[len(text)-d.scale:]
	}
	if d.n.Sign() == 0 {
		return "0"
	}
	if d.n.Sign() < 0 {
		text = "-" + text
	}
	return text
}

// base writes the whole part of a number in another base.
func (d figure) base(base int) string {
	return strings.ToUpper(d.rescale(0).n.Text(base))
}

// folded breaks a long number into lines of 68 digits and a backslash.
func folded(s string) string {
	var b strings.Builder
	for len(s) > 69 {
		b.WriteString(s[:68] + "\\\n")
		s = s[68:]
	}
	return b.String() + s
}

// parseFigure reads digits and a point; ok is false if there is no digit.
func parseFigure(s string, base int) (d figure, ok bool) {
	left, right, _ := strings.Cut(s, ".")
	if len(s) > maxDigits || left+right == "" {
		return d, false
	}
	n, ok := new(big.Int).SetString(left+right, max(base, 10))
	if base != 10 && right == "" && left != "" {
		n, ok = new(big.Int).SetString(left, base)
	}
	return figure{n, len(right)}, ok
}
