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
