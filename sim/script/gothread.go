package script

import (
	"math"
	"slices"
)

// thread is a goroutine that does not run now.
type thread struct {
	frames  []*frame
	waiting bool
	until   int64
	main    bool
}

func goSpawn(m *machine, c *args) (value, error) {
	if len(m.threads) > 1000 {
		return nil, goPanic("drydock: a program may have 1000 goroutines here")
	}
	frames, nested, deep := m.frames, m.nested, m.deep
	m.frames, m.nested, m.deep = nil, 0, 0
	l, _ := c.at(1).(*list)
	stub := &code{name: "goroutine", file: "<go>", lang: golang, instrs: []instr{{op: oLoad, v: "%f"}, {op: oLoad, v: "%a"}, {op: oDict}, {op: oCallEx}, {op: oReturn}}, places: make([]place, 5)}
	e := &env{vars: newDict(), fn: true}
	e.vars.put("%f", c.at(0))
	e.vars.put("%a", l)
	fr := &frame{code: stub, env: e, fenv: e, drop: true}
	m.threads = append(m.threads[:len(m.threads):len(m.threads)], thread{frames: []*frame{fr}})
	m.frames, m.nested, m.deep = frames, nested, deep
	return nil, nil
}

// schedule runs the goroutines one after another until the main one ends, one
// of them fails, or all wait.
func (m *machine) schedule() error {
	m.tired = false
	blocked := true
	for idle := 0; idle <= len(m.threads); {
		before := m.steps
		err := m.run()
		if idle++; m.steps > before+1 || err == nil { // it came further: others may go on now
			idle, blocked = 0, true
		}
		switch {
		case err == nil && !m.apart:
			return exit{0}
		case err == nil:
			m.nextThread()
			continue
		case err == errBlocked:
		case err == errWait:
			blocked = false
		default:
			return err
		}
		if m.tired {
			return errWait
		}
		if len(m.threads) > 0 {
			now := thread{frames: m.frames, waiting: m.waiting, until: m.deadline.UnixNano(), main: !m.apart}
			m.threads = append(m.threads[:len(m.threads):len(m.threads)], now)
			m.nextThread()
		}
	}
	if blocked {
		m.write(2, "fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()\n")
		return exit{2}
	}
	m.sleepers()
	return errWait
}

// nextThread goes on with the goroutine that has waited longest.
func (m *machine) nextThread() {
	t := m.threads[0]
	m.threads = slices.Clone(m.threads[1:])
	m.frames, m.waiting, m.apart = t.frames, t.waiting, !t.main
	m.deadline = timeOf(t.until)
}

// sleepers asks to be woken when the first of those that sleep may go on.
func (m *machine) sleepers() {
	first := int64(math.MaxInt64)
	if m.waiting {
		first = m.deadline.UnixNano()
	}
	for _, t := range m.threads {
		if t.waiting {
			first = min(first, t.until)
		}
	}
	if now := m.p.Sys.Now(); first < math.MaxInt64 && first > now.UnixNano() {
		m.p.Sys.Sleep(timeOf(first).Sub(now))
	}
}

func goMakeChan(m *machine, c *args) (value, error) {
	n, _ := whole(c.at(0))
	o := &object{class: goChanClass, props: newDict(), data: newList()}
	o.props.put("cap", n)
	o.props.put("zero", c.at(1))
	return o, nil
}

func (m *machine) chanOf(v value) (*object, *list, error) {
	o, ok := v.(*object)
	if !ok || o.class != goChanClass {
		return nil, nil, errBlocked
	}
	if at, ok := o.props.At("at").(int64); ok && at > 0 && m.p.Sys.Now().UnixNano() >= at { // of time.After and Tick
		l := o.data.(*list)
		if len(l.items) == 0 {
			l.items = append(l.items, m.p.Sys.Now().UnixNano())
		}
		every, _ := o.props.At("every").(int64)
		if every > 0 {
			o.props.put("at", at+every)
		} else {
			o.props.put("at", int64(0))
		}
	}
	return o, o.data.(*list), nil
}

func goSend(m *machine, c *args) (value, error) {
	o, l, err := m.chanOf(c.at(0))
	if err != nil {
		return nil, err
	}
	if o.props.At("closed") == true {
		return nil, goPanic("send on closed channel")
	}
	n, _ := whole(o.props.At("cap"))
	if int64(len(l.items)) >= max(n, 1) {
		return nil, errBlocked
	}
	l.items = append(l.items[:len(l.items):len(l.items)], c.at(1))
	return nil, nil
}

func goReceive(pair bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		v, ok, err := m.receive(c.at(0))
		if err != nil {
			return nil, err
		}
		if pair {
			return newTuple(v, ok), nil
		}
		return v, nil
	}
}

func (m *machine) receive(ch value) (value, bool, error) {
	o, l, err := m.chanOf(ch)
	if err != nil {
		return nil, false, err
	}
	if len(l.items) > 0 {
		v := l.items[0]
		l.items = slices.Clone(l.items[1:])
		return v, true, nil
	}
	if o.props.At("closed") == true {
		return o.props.At("zero"), false, nil
	}
	if at, ok := o.props.At("at").(int64); ok && at > 0 {
		m.p.Sys.Sleep(timeOf(at).Sub(m.p.Sys.Now()))
		return nil, false, errWait
	}
	if o.props.At("signals") == true {
		return nil, false, errWait
	}
	return nil, false, errBlocked
}

func goSelect(wait bool) nativeFn {
	return func(m *machine, c *args) (value, error) {
		l, _ := c.at(0).(*list)
		worst := errBlocked
		for i, it := range l.items {
			t := it.(*list).items
			if len(t) == 0 {
				continue
			}
			var err error
			if t[0] == "s" {
				if _, err = goSend(m, &args{list: t[1:]}); err == nil {
					return newTuple(int64(i), nil, nil), nil
				}
			} else {
				var v value
				var ok bool
				if v, ok, err = m.receive(t[1]); err == nil {
					return newTuple(int64(i), v, ok), nil
				}
			}
			if err == errWait {
				worst = errWait
			} else if err != errBlocked {
				return nil, err
			}
		}
		if !wait {
			return newTuple(int64(-1), nil, nil), nil
		}
		return nil, worst
	}
}
