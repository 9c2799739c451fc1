package bin

import "strings"

// sedRun is one cycle of sed, until the line is done or another is wanted.
type sedRun struct {
	sedScript
	sedState
	last bool
	end  string
	out  strings.Builder
}

func (r *sedRun) cycle() {
	for steps := 0; r.at < len(r.orders); steps++ {
		o := r.orders[r.at]
		r.at++
		if steps > maxJumps || r.out.Len() > maxMemory || len(r.space) > maxMemory {
			r.quit, r.code = true, 1
			return
		}
		if r.selects(r.at-1, o) == o.not {
			if o.name == '{' {
				r.at = o.jump
			}
			continue
		}
		if r.do(o) {
			return
		}
	}
	r.finish(true)
}

// finish prints the pattern space, as sed does after each cycle, and what a added.
func (r *sedRun) finish(show bool) {
	if show && !r.quiet {
		r.out.WriteString(r.space + r.end)
	}
	if r.after != "" && r.end == "" && show && !r.quiet {
		r.out.WriteString("\n")
	}
	r.out.WriteString(r.after)
	r.after, r.at = "", 0
}

// do carries one order out and tells whether the cycle ends here.
func (r *sedRun) do(o order) (ends bool) {
	switch o.name {
	case 's':
		space, done := r.replace(o, r.space)
		if r.space = space; done && o.show {
			r.out.WriteString(r.space + "\n")
		}
		if done && o.file != "" {
			r.save(o.file)
		}
		r.swapped = r.swapped || done
	case 'd':
		r.finish(false)
		return true
	case 'D':
		if _, rest, found := strings.Cut(r.space, "\n"); found {
			r.space, r.at = rest, 0
			return false
		}
		r.finish(false)
		return true
	case 'p':
		r.out.WriteString(r.space + "\n")
	case 'P':
		first, _, _ := strings.Cut(r.space, "\n")
		r.out.WriteString(first + "\n")
	case 'q':
		r.finish(true)
		r.quit, r.code = true, o.nth
		return true
	case 'Q':
		r.finish(false)
		r.quit, r.code = true, o.nth
		return true
	case 'z':
		r.space = ""
	case 'r':
		r.after += o.with
	case 'w':
		r.save(o.text)
	case 'T':
		if !r.swapped {
			r.at = o.jump
		}
		r.swapped = false
	case '=':
		r.out.WriteString(lineNumber(r.line))
	case 'a':
		r.after += o.text + "\n"
	case 'i':
		r.out.WriteString(o.text + "\n")
	case 'c':
		if o.to == nil || o.not || r.active[r.at-1] <= 0 {
			r.out.WriteString(o.text + "\n")
		}
		r.finish(false)
		return true
	case 'y':
		r.space = transliterate(r.space, o.text, o.with)
	case 'h':
		r.hold = r.space
	case 'H':
		r.hold += "\n" + r.space
	case 'g':
		r.space = r.hold
	case 'G':
		r.space += "\n" + r.hold
	case 'x':
		r.space, r.hold = r.hold, r.space
	case 'b':
		r.at = o.jump
	case 't':
		if r.swapped {
			r.at, r.swapped = o.jump, false
		}
	case 'n', 'N':
		return r.next(o.name == 'N')
	}
	return false
}

// save adds the pattern space to a file of the command w.
func (r *sedRun) save(name string) {
	switch name {
	case "/dev/stdout":
		r.out.WriteString(r.space + "\n")
		return
	case "/dev/stderr":
		r.errs += r.space + "\n"
		return
	}
	text := r.saved.At(name) + r.space + "\n"
	if len(text) > maxMemory {
		r.quit, r.code = true, 4
		return
	}
	r.saved = r.saved.Set(name, text)
}

// next ends the run until another line comes; without one the program ends.
func (r *sedRun) next(join bool) bool {
	if r.last {
		r.finish(true)
		r.quit = true
		return true
	}
	if !join {
		at := r.at
		r.finish(true)
		r.at = at
	}
	r.more, r.join = true, join
	return true
}

// selects tells whether an order's addresses choose the line.
func (r *sedRun) selects(i int, o order) bool {
	switch {
	case o.from == nil:
		return true
	case o.to == nil:
		return r.at1(o.from)
	}
	if len(r.active) <= i {
		r.active = append(append([]int64(nil), r.active...), make([]int64, len(r.orders)-len(r.active))...)
	}
	set := func(n int64) {
		r.active = append([]int64(nil), r.active...)
		r.active[i] = n
	}
	began := r.active[i]
	if began == 0 {
		if !r.at1(o.from) {
			return false
		}
		if o.to.re == nil && !o.to.last && (o.to.plus && o.to.line == 0 || !o.to.plus && o.to.line <= r.line) {
			return true
		}
		set(r.line)
		return true
	}
	switch {
	case o.to.plus && r.line >= began+o.to.line,
		!o.to.plus && o.to.line > 0 && r.line >= o.to.line,
		o.to.re != nil && o.to.re.MatchString(r.space),
		o.to.last && r.last:
		set(0)
	}
	return o.to.plus || o.to.line == 0 || r.line <= o.to.line
}

func (r *sedRun) at1(a *place) bool {
	switch {
	case a.last:
		return r.last
	case a.re != nil:
		return a.re.MatchString(r.space)
	case a.step > 0:
		return r.line >= a.line && (r.line-a.line)%a.step == 0
	}
	return r.line == a.line
}

func transliterate(s, from, to string) string {
	with := []rune(to)
	var pairs []string
	for i, ch := range []rune(from) {
		pairs = append(pairs, string(ch), string(with[i]))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}
