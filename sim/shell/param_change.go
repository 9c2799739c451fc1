package shell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"
)

// modify does the expansions that change each value.
func (x *expander) modify(pe *syntax.ParamExp, v values) values {
	switch {
	case pe.Slice != nil:
		return x.slice(pe, v)
	case pe.Repl != nil:
		return x.replace(pe, v)
	case pe.Exp == nil:
		return v
	}
	p := x.pattern(pe.Exp.Word)
	var change func(string) string
	switch pe.Exp.Op {
	case syntax.RemSmallPrefix, syntax.RemLargePrefix:
		change = func(s string) string { return trimPrefix(s, p, pe.Exp.Op == syntax.RemLargePrefix) }
	case syntax.RemSmallSuffix, syntax.RemLargeSuffix:
		change = func(s string) string { return trimSuffix(s, p, pe.Exp.Op == syntax.RemLargeSuffix) }
	case syntax.UpperAll:
		change = strings.ToUpper
	case syntax.LowerAll:
		change = strings.ToLower
	case syntax.UpperFirst:
		change = func(s string) string { return first(s, unicode.ToUpper) }
	case syntax.LowerFirst:
		change = func(s string) string { return first(s, unicode.ToLower) }
	case syntax.OtherParamOps:
		change = transform(p)
	}
	if change == nil {
		x.fail(1, textBadSubst.of(x.s.flavor, "${"+pe.Param.Value+"}"))
		return v
	}
	return v.each(change)
}

func (v values) each(change func(string) string) values {
	list := make([]string, len(v.list))
	for i, s := range v.list {
		list[i] = change(s)
	}
	v.list = list
	return v
}

func first(s string, change func(rune) rune) string {
	c, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(change(c)) + s[n:]
}

// transform is ${x@Q} and its like.
func transform(op string) func(string) string {
	switch op {
	case "Q":
		return func(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
	case "U":
		return strings.ToUpper
	case "L":
		return strings.ToLower
	case "E":
		return ansiC
	case "u":
		return func(s string) string { return first(s, unicode.ToUpper) }
	}
	return nil
}

// slice is ${x:offset:length}.
func (x *expander) slice(pe *syntax.ParamExp, v values) values {
	items := v.list
	if !v.isList {
		if len(items) == 0 {
			return v
		}
		items = strings.Split(items[0], "")
	} else if pe.Param.Value == "@" || pe.Param.Value == "*" {
		items = append([]string{x.s.name}, items...)
	}
	from := x.arith(pe.Slice.Offset)
	if from < 0 {
		from = max(from+int64(len(items)), 0)
	}
	from = min(from, int64(len(items)))
	end := int64(len(items))
	if pe.Slice.Length != nil {
		if length := x.arith(pe.Slice.Length); length < 0 {
			end = max(end+length, from)
		} else {
			end = min(from+length, end)
		}
	}
	items = items[from:end]
	if !v.isList {
		items = []string{strings.Join(items, "")}
	}
	v.list = items
	return v
}

// replace is ${x/pattern/text}, also with "//", "/#" and "/%".
func (x *expander) replace(pe *syntax.ParamExp, v values) values {
	p, with := x.pattern(pe.Repl.Orig), x.text(pe.Repl.With)
	if x.stopped() || p == "" {
		return v
	}
	anchor := byte(0)
	if !pe.Repl.All && (p[0] == '#' || p[0] == '%') && len(p) > 1 {
		anchor, p = p[0], p[1:]
	}
	budget := maxMatch
	return v.each(func(s string) string {
		switch anchor {
		case '#':
			if _, long := prefixes(compile(p), s); long >= 0 {
				return with + s[long:]
			}
			return s
		case '%':
			if cut := trimSuffix(s, p, true); cut != s {
				return cut + with
			}
			return s
		}
		return x.replaceIn(s, compile(p), with, pe.Repl.All, &budget)
	})
}

func (x *expander) replaceIn(s string, p []element, with string, all bool, budget *int) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		_, long := prefixes(p, s[i:])
		if *budget -= len(s) - i; *budget < 0 {
			x.fail(2, "replacement takes too long")
			return ""
		}
		if long <= 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		b.WriteString(with)
		x.grow(len(with))
		if i += long; !all {
			b.WriteString(s[i:])
			break
		}
		if x.stopped() {
			return ""
		}
	}
	return b.String()
}
