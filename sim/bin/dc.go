//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// dc is the calculator that takes its numbers before the operators.
func dc(p *proc.Proc, c call) {
	o, names, ok := c.parse(p, "e:,expression f:,file")
	if !ok {
		return
	}
	run := func(p *proc.Proc, text string) {
		out, errs := c.stackRun(text)
		p.Err(errs)
		proc.Finish(p, out, 0)
	}
	switch {
	case o.has("f"):
		names = append([]string{o.value("f", "")}, names...)
		fallthrough
	case !o.has("e"):
		c.gather(p, append([]string(nil), orStdin(names)...), nil, func(p *proc.Proc, files []string) { run(p, strings.Join(files, "\n")) })
	default:
		run(p, strings.Join(o.values("e"), "\n"))
	}
}

func orStdin(names []string) []string {
	if len(names) == 0 {
		return []string{"-"}
	}
	return names
}

// stackRun works dc's commands out. Source: dc(1).
func (c call) stackRun(text string) (out, errs string) {
	var stack []figure
	scale := 0
	registers := map[byte]figure{}
	complain := func(what string) { errs += "dc: " + what + "\n" }
	pop := func() (figure, bool) {
		if len(stack) == 0 {
			complain("stack empty")
			return whole(0), false
		}
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return v, true
	}
	r := &reckoner{}
	for i := 0; i < len(text) && len(out)+len(errs) < maxMemory && i < 1<<20; i++ {
		ch := text[i]
		r.scale = scale
		switch {
		case ch >= '0' && ch <= '9' || ch == '.' || ch == '_':
			n := i + 1
			for n < len(text) && (text[n] >= '0' && text[n] <= '9' || text[n] == '.') {
				n++
			}
			v, ok := parseFigure(strings.TrimPrefix(text[i:n], "_"), 10)
			if ok && ch == '_' {
				v = whole(0).add(v, -1)
			}
			if ok && len(stack) < 10_000 {
				stack = append(stack, v)
			}
			i = n - 1
		case strings.IndexByte("+-*/%^", ch) >= 0:
			b, ok1 := pop()
			a, ok2 := pop()
			if !ok1 || !ok2 {
				continue
			}
			v, err := r.operate(string(ch), a, b)
			if err != nil {
				complain(err.Error())
				continue
			}
			stack = append(stack, v)
		case ch == 'p' || ch == 'n':
			if v, ok := pop(); ok {
				out += v.String() + map[byte]string{'p': "\n"}[ch]
				if ch == 'p' {
					stack = append(stack, v)
				}
			}
		case ch == 'f':
			for k := len(stack) - 1; k >= 0; k-- {
				out += stack[k].String() + "\n"
			}
		case ch == 'd':
			if v, ok := pop(); ok {
				stack = append(stack, v, v)
			}
		case ch == 'r':
			b, ok1 := pop()
			a, ok2 := pop()
			if ok1 && ok2 {
				stack = append(stack, b, a)
			}
		case ch == 'c':
			stack = nil
		case ch == 'k':
			if v, ok := pop(); ok {
				scale = int(min(max(v.rescale(0).n.Int64(), 0), 1000))
			}
		case ch == 'v':
			if v, ok := pop(); ok {
				if root, err := v.root(scale); err == nil {
					stack = append(stack, root)
				} else {
					complain(err.Error())
				}
			}
		case (ch == 's' || ch == 'l') && i+1 < len(text):
			if i++; ch == 's' {
				if v, ok := pop(); ok {
					registers[text[i]] = v
				}
			} else if v, ok := registers[text[i]]; ok {
				stack = append(stack, v)
			} else {
				stack = append(stack, whole(0))
			}
		case ch == 'q':
			return out, errs
		case ch == ' ' || ch == '\n' || ch == '\t':
		default:
			complain("'" + string(ch) + "' is not simulated")
		}
	}
	return out, errs
}
