package script

import (
	"errors"
	"time"

	"drydock/sim/proc"
)

// Bounds of one program.
const (
	mostFrames = 1000    // Python's own limit of recursion
	mostDeep   = 9000    // JavaScript's
	mostNested = 400_000 // instructions a callback of the machine may take
	mostHeld   = 8 << 20
	perUnit    = 8 // instructions that cost a unit of Spend
)

// errWait is what a native answers that has to wait: it is called again.
var errWait = errors.New("wait")

// exit ends the program.
type exit struct{ code int }

func (e exit) Error() string { return "exit" }

// thrown is an exception on its way.
type thrown struct {
	value value
	trace []tracePoint
	fresh bool
}

func (t *thrown) Error() string { return "exception" }

// tracePoint is one line of a traceback, outermost first.
type tracePoint struct {
	file, name string
	pos        place
}

// attempt is where an exception goes.
type attempt struct {
	pc, depth int
	env       *env
}

// frame is a running function.
type frame struct {
	code    *code
	pc      int
	stack   []value
	env     *env
	fenv    *env
	tries   []attempt
	this    value
	home    *class
	made    value // of new: what is returned unless the function returns an object
	gen     *generator
	loop    bool // a generator's: its caller's for loop goes on
	promise *promise
	apart   bool // an async function that has already given its promise
	drop    bool // nobody takes the result
}

func (f *frame) push(v value) { f.stack = append(f.stack, v) }

func (f *frame) pop() value {
	v := f.stack[len(f.stack)-1]
	f.stack = f.stack[:len(f.stack)-1]
	return v
}

func (f *frame) top() value { return f.stack[len(f.stack)-1] }

func (f *frame) take(n int) []value {
	out := append([]value(nil), f.stack[len(f.stack)-n:]...)
	f.stack = f.stack[:len(f.stack)-n]
	return out
}

// args is one call.
type args struct {
	self  value
	list  []value
	keyed *dict
	isNew bool
}

func (c *args) at(i int) value {
	if i < len(c.list) {
		return c.list[i]
	}
	return undefined{}
}

// arg is the i-th argument, by place or keyword, or def.
func (c *args) arg(i int, name string, def value) value {
	if i < len(c.list) {
		return c.list[i]
	}
	if c.keyed != nil {
		if v, ok := c.keyed.text(name); ok {
			return v
		}
	}
	return def
}

type timer struct {
	id    int64
	at    time.Time
	every time.Duration
	fn    value
	args  []value
}

type job struct {
	fn    value
	args  []value
	frame *frame
	with  value
	fail  bool
	next  *promise
}

// watch is something that a JavaScript program waits for: connections (a),
// data (d) of a descriptor, or a connection under way (c).
type watch struct {
	id   int64
	kind byte
	fd   int
	host string
	port int
	fn   value
}

// machine is a program and all it holds.
type machine struct {
	lang      *language
	lib       *library
	argv      []string
	frames    []*frame
	globals   *env
	modules   *dict
	serial    int64
	timers    []timer
	jobs      []job
	watches   []watch
	handlers  *dict // of signals
	rejected  []*promise
	seed      uint64
	captured  bool // what PHP prints is a page, errLog its log
	errLog    string
	panics    []value // of Go: those under way; one that was recovered is undefined
	threads   []thread
	apart     bool // the goroutine that runs is not the main one
	goFiles   []goSource
	goRunning bool
	goOut     string
	goSize    int64
	out       string // written and not yet flushed
	outs      []output
	buffered  bool
	deadline  time.Time // of a call that waits
	waiting   bool
	sources   *sources
	interact  *session
	ended     bool
	exitCode  int
	pending   []proc.Signal
	errored   bool

	p      *proc.Proc // only while it runs
	ret    value
	used   int // instructions not yet accounted for
	grown  int // bytes made since the last copy
	nested int
	deep   int
	inner  int  // instructions of the nested run
	steps  int  // instructions ever
	tired  bool // the budget was used up
}

// output is what is still to be written.
type output struct {
	fd   int
	text string
}

// language is what differs between languages.
type language struct {
	name    string
	nothing value
	one     value
	same    string // the operator of switch
	deepest int
}

var (
	python     = &language{name: "python", one: int64(1), same: "==", deepest: mostFrames}
	javascript = &language{name: "javascript", nothing: undefined{}, one: float64(1), same: "===", deepest: mostDeep}
)

func (m *machine) js() bool { return m.lang == javascript }

// grow accounts for memory that a value takes.
func (m *machine) grow(n int) error {
	m.grown += n
	m.used += n / 32
	if n > mostHeld || m.grown > 16*mostHeld {
		return m.memoryError()
	}
	return nil
}

func (m *machine) memoryError() error {
	if m.js() {
		return m.throw("RangeError", "Invalid string length")
	}
	return m.throw("MemoryError", "")
}

// enter makes the frame of a call.
func (m *machine) enter(f *function, c *args) (*frame, error) {
	if len(m.frames) >= m.lang.deepest || m.deep > 60 {
		if m.lang == python {
			return nil, m.throw("RecursionError", "maximum recursion depth exceeded")
		}
		if m.js() {
			return nil, m.throw("RangeError", "Maximum call stack size exceeded")
		}
		return nil, m.throw("Error", "too deep a recursion")
	}
	e := newEnv(f.env)
	e.fn = true
	fr := &frame{code: f.code, env: e, fenv: e, this: c.self, home: f.home}
	if f.hasThis {
		fr.this = f.this
	}
	if err := m.bindArgs(f, c, e); err != nil {
		return nil, err
	}
	m.grown += 200
	return fr, nil
}

// call calls anything callable. A function of the program gets a frame, and
// its result comes when that is done; a native's result is pushed at once.
func (m *machine) call(fn value, c *args) error {
	switch f := fn.(type) {
	case *function:
		if c.self == nil && !f.hasThis && m.js() {
			c.self = undefined{}
		}
		fr, err := m.enter(f, c)
		if err != nil {
			return err
		}
		if f.code.fn != nil && f.code.fn.yields {
			g := &generator{frame: fr}
			fr.gen = g
			return m.deliver(g)
		}
		if f.code.fn != nil && f.code.fn.async {
			fr.promise = &promise{}
		}
		m.frames = append(m.frames, fr)
		return nil
	case *native:
		if f.self != nil {
			c.self = f.self
		}
		v, err := f.run(m, c)
		if err != nil {
			return err
		}
		if v == (pushed{}) {
			return nil
		}
		return m.deliver(v)
	case *bound:
		if _, isClass := f.fn.(*class); !isClass {
			if _, js := f.fn.(*native); js && m.js() {
				return m.call(f.fn, &args{self: f.self, list: c.list, keyed: c.keyed})
			}
			if fn, ok := f.fn.(*function); ok && m.js() {
				return m.call(fn, &args{self: f.self, list: c.list, keyed: c.keyed})
			}
			if m.js() {
				return m.call(f.fn, c)
			}
			return m.call(f.fn, &args{self: f.self, list: append([]value{f.self}, c.list...), keyed: c.keyed})
		}
		return m.call(f.fn, c)
	case *class:
		if m.lang == golang {
			v, err := goConvert(m, &args{list: append([]value{f}, c.list...)})
			if err != nil {
				return err
			}
			return m.deliver(v)
		}
		return m.instantiate(f, c)
	case *object:
		if v, ok := m.special(f, "__call__"); ok && m.lang == python {
			return m.call(v, c)
		}
		if m.lang == golang && callable(f.data) {
			return m.call(f.data, c)
		}
	case nil:
		if m.lang == golang {
			return m.goFault(goNilText)
		}
	}
	return m.notCallable(fn)
}

// pushed is the answer of a native that has made a frame itself.
type pushed struct{}

// deliver gives a result to whoever waits for it.
func (m *machine) deliver(v value) error {
	if len(m.frames) <= m.nested {
		m.ret = v
		return nil
	}
	f := m.frames[len(m.frames)-1]
	f.push(v)
	return nil
}

// invoke calls a function and runs it to its end, within a native. Nothing
// can wait in it.
func (m *machine) invoke(fn value, list ...value) (value, error) {
	return m.invokeAs(nil, fn, list...)
}

func (m *machine) invokeAs(self value, fn value, list ...value) (value, error) {
	base := m.nested
	m.nested = len(m.frames)
	m.deep++
	defer func() { m.nested = base; m.deep-- }()
	if m.deep > 60 {
		if m.js() {
			return nil, m.throw("RangeError", "Maximum call stack size exceeded")
		}
		return nil, m.throw("RecursionError", "maximum recursion depth exceeded")
	}
	m.ret = nil
	if err := m.call(fn, &args{self: self, list: list}); err != nil {
		if err == errWait || err == errBlocked {
			return nil, m.throw("RuntimeError", "waiting inside this call is not simulated")
		}
		return nil, err
	}
	if err := m.run(); err != nil {
		if err == errWait || err == errBlocked {
			m.frames = m.frames[:m.nested]
			return nil, m.throw("RuntimeError", "waiting inside this call is not simulated")
		}
		return nil, err
	}
	v := m.ret
	m.ret = nil
	return v, nil
}

// run goes on until the frames are down to where it began. It answers errWait
// when the program has to wait or has used up what it may for now.
func (m *machine) run() error {
	base := m.nested
	for len(m.frames) > base {
		m.used++
		m.steps++
		if m.deep > 0 {
			if m.inner++; m.inner > mostNested {
				return m.limit()
			}
		} else {
			m.inner = 0
			if m.used >= 64*perUnit {
				if !m.spend() {
					m.tired = true
					return errWait
				}
			}
		}
		f := m.frames[len(m.frames)-1]
		at := f.pc
		f.pc++
		in := f.code.instrs[at]
		err := m.step(f, in)
		if err == nil {
			continue
		}
		switch e := err.(type) {
		case *thrown:
			if !m.unwind(e, base) {
				return e
			}
		default:
			if err == errWait || err == errBlocked {
				f.pc = at
			}
			return err
		}
	}
	return nil
}

func (m *machine) limit() error {
	m.frames = m.frames[:m.nested]
	return m.throw("RuntimeError", "too long a callback for the simulation")
}

// spend accounts for what was done; false: no more for now.
func (m *machine) spend() bool {
	n := m.used/perUnit + 1
	m.used = 0
	return m.p.Sys.Spend(n)
}

// unwind goes down the frames to the first that takes the exception.
func (m *machine) unwind(t *thrown, base int) bool {
	if !t.fresh {
		for _, f := range m.frames {
			t.trace = append(t.trace, tracePoint{f.code.file, f.code.name, f.code.places[max(f.pc-1, 0)]})
		}
		t.fresh = true
	}
	for len(m.frames) > base {
		f := m.frames[len(m.frames)-1]
		if n := len(f.tries); n > 0 {
			a := f.tries[n-1]
			f.tries = f.tries[:n-1]
			f.stack, f.env, f.pc = f.stack[:a.depth], a.env, a.pc
			f.push(t)
			return true
		}
		m.frames = m.frames[:len(m.frames)-1]
		if f.gen != nil {
			f.gen.done = true
		}
		if f.promise != nil {
			m.settle(f.promise, 2, t.value)
			if !f.apart {
				m.deliver(f.promise)
			}
			return true
		}
	}
	return false
}

// ret ends a frame with a value.
func (m *machine) leave(f *frame, v value) error {
	m.frames = m.frames[:len(m.frames)-1]
	switch {
	case f.gen != nil:
		f.gen.done = true
		return m.exhausted(f, v)
	case f.promise != nil:
		m.resolve(f.promise, v)
		if f.apart {
			return nil
		}
		v = f.promise
	case f.made != nil:
		if _, ok := v.(*object); !ok {
			if _, ok := v.(*list); !ok || m.lang == python {
				v = f.made
			}
		}
	}
	if f.drop {
		return nil
	}
	return m.deliver(v)
}

// exhausted is the end of a generator: its caller's loop ends, or next raises.
func (m *machine) exhausted(f *frame, v value) error {
	if f.loop {
		caller := m.frames[len(m.frames)-1]
		in := caller.code.instrs[caller.pc-1]
		caller.pop()
		caller.pc = in.a
		return nil
	}
	return m.deliver(ended{v})
}

// ended is what a generator delivers to a native after its last value.
type ended struct{ v value }
