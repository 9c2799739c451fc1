package thin

// Instructions of WebAssembly. Source: its core specification, binary format.
const (
	opBlock, opIf      = 0x02, 0x04
	opEnd              = 0x0b
	opBr, opBrIf       = 0x0c, 0x0d
	opBrTable          = 0x0e
	opCall, opIndirect = 0x10, 0x11
	opLocalGet         = 0x20
	opGlobalSet        = 0x24
	opI64Load          = 0x29
	opI32Store         = 0x36
	opI64Store         = 0x37
	opLastStore        = 0x3e
	opMemorySize       = 0x3f
	opMemoryGrow       = 0x40
	opI32, opI64       = 0x41, 0x42
	opF32, opF64       = 0x43, 0x44
	opI64Eq, opI64Ne   = 0x51, 0x52
	opI64Add           = 0x7c
	opExtend           = 0xad // of 32 bits without sign to 64
	opLastPlain        = 0xc4
	opMore             = 0xfc
	blockOfNothing     = 0x40
)

// Tokens that are no instruction of WebAssembly.
const (
	tokenVariable = 0xc5 // and the 24 after it: opLocalGet to opGlobalSet of variables 0 to 4
	tokenCode     = 0xe0 // an address in the function itself
	tokenData     = 0xe1 // an address of data
	tokenOdd      = 0xe2 // an instruction as it is: its length and it are in odd
	tokenSmall    = 0xe3 // and the three after it: 0, 1, 8, 16 as 32 bits
	tokenKept     = 0xe7 // opI64Store at 0
	tokenLoaded   = 0xe8 // opI64Load at 0
	firstFree     = 0xe9
)

// variables are those that tokenVariable knows.
const variables = 5

// getStack reads the variable in which Go has the stack's address.
const getStack = tokenVariable + 1

// smalls are what tokenSmall knows.
var smalls = []int64{0, 1, 8, 16}

// align are the usual alignments from 0x28 on, as powers of two.
var align = []int{2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2}

// firstPC is the address of code of the first function, in 65536s. Source:
// cmd/link/internal/wasm, funcValueOffset.
const firstPC = 0x1000

// one is an instruction of a function: its token, what is with it, and the stream
// that has that, -1 for none or where it depends on what is around.
type one struct {
	token  byte
	stream int
	with   []byte
	value  int64 // of opI64 and of loads
	whole  []byte
}

func (m *maker) code(r *reader) {
	m.Functions, m.Entry = r.number(), firstPC
	for i := range m.Functions {
		size := r.number()
		f := &reader{b: r.b[:r.at+size], at: r.at}
		from := f.at
		for range f.number() {
			f.number()
			f.byte()
		}
		m.put(locals, r.b[from:f.at]...)
		m.function(f, int64(firstPC+i))
		r.at += size
	}
}

// function writes the instructions of a function, whose addresses are those of
// its number.
func (m *maker) function(r *reader, number int64) {
	var all []one
	for last := int64(0); r.at < len(r.b); {
		from := r.at
		o := m.instruction(r, number, &last)
		o.whole = r.b[from:r.at]
		all = append(all, o)
	}
	m.Tokens += len(all)
	previous := byte(0)
	for i, o := range all {
		next := byte(0)
		if i+1 < len(all) {
			next = all[i+1].token
		}
		if o.stream < 0 {
			o = placed(o, previous, next)
		}
		m.put(tokens, o.token)
		if o.token == tokenOdd {
			m.put(odd, byte(len(o.whole)))
			o.with, o.stream = o.whole, odd
		}
		m.put(max(o.stream, 0), o.with...)
		previous = o.token
	}
}

// instruction reads one.
func (m *maker) instruction(r *reader, number int64, last *int64) one {
	op := r.byte()
	from := r.at
	rest := func(stream int) one { return one{token: op, stream: stream, with: r.b[from:r.at]} }
	switch {
	case op >= opBlock && op <= opIf:
		if r.byte() != blockOfNothing {
			return one{token: tokenOdd}
		}
	case op == opBr || op == opBrIf:
		r.number()
		return rest(branch)
	case op == opCall:
		r.number()
		return rest(call)
	case op == opBrTable:
		return one{token: op, stream: switches, with: table(r)}
	case op == opIndirect:
		r.number()
		r.number()
		return rest(odd)
	case op >= opLocalGet && op <= opGlobalSet:
		if n := r.number(); n < variables {
			return one{token: tokenVariable + (op-opLocalGet)*variables + byte(n)}
		}
		return rest(index)
	case op >= 0x28 && op <= opLastStore:
		return access(r, op)
	case op == opMemorySize || op == opMemoryGrow:
		r.byte()
		return rest(odd)
	case op == opI32:
		n := r.signed()
		for i, s := range smalls {
			if n == s {
				return one{token: tokenSmall + byte(i)}
			}
		}
		return rest(small)
	case op == opI64:
		return number64(r, number, last)
	case op == opF32:
		r.at += 4
		return rest(odd)
	case op == opF64:
		r.at += 8
		return rest(odd)
	case op == opMore:
		r.at++
		if r.b[from] > 7 {
			return m.further(r, from)
		}
		return rest(odd)
	case op > opLastPlain:
		panic(ErrForm)
	}
	return one{token: op}
}

// further are the instructions on whole pieces of memory.
func (m *maker) further(r *reader, from int) one {
	sizes := map[byte]int{10: 2, 11: 1} // memory.copy, memory.fill
	n, ok := sizes[r.b[from]]
	if !ok {
		panic(ErrForm)
	}
	r.at += n
	return one{token: tokenOdd}
}

// table is a table of depths, which mostly go up by one.
func table(r *reader) (b []byte) {
	n := r.number()
	b = append(b, signed(int64(n))...)
	last := int64(-1)
	for range n + 1 {
		v := int64(r.number())
		b = append(b, signed(v-last-1)...)
		last = v
	}
	return b
}

// access is a load or a store.
func access(r *reader, op byte) one {
	power := r.number()
	from := r.at
	n := r.number()
	switch {
	case power != align[op-0x28] || n >= 1<<24:
		return one{token: tokenOdd}
	case n == 0 && op == opI64Store:
		return one{token: tokenKept}
	case n == 0 && op == opI64Load:
		return one{token: tokenLoaded}
	case op >= opI32Store:
		return one{token: op, stream: stores, with: r.b[from:r.at]}
	}
	return one{token: op, stream: -1, value: int64(n), with: r.b[from:r.at]}
}

// number64 is a constant of 64 bits: often it is an address.
func number64(r *reader, number int64, last *int64) one {
	from := r.at
	n := r.signed()
	switch {
	case n>>16 == number:
		at := n & 0xffff
		o := one{token: tokenCode, stream: codeAt, with: signed(at - *last)}
		*last = at
		return o
	case n >= 1<<16 && n < 1<<24:
		return one{token: tokenData, stream: dataAt, with: []byte{byte(n >> 16), byte(n >> 8), byte(n)}}
	}
	return one{token: opI64, stream: -1, value: n, with: r.b[from:r.at]}
}

// placed is an instruction whose number goes where those in such a place go.
func placed(o one, previous, next byte) one {
	switch {
	case o.token != opI64 && (o.token < 0x28 || o.token >= opI32Store): // has none
	case o.token != opI64 && previous == getStack:
		o.stream, o.with = ofStack, eights(o.value)
	case o.token != opI64:
		o.stream = loads
	case next == opI64Add && previous == opExtend && (o.value < 0 || o.value >= 1<<24):
		o.token = tokenOdd
	case next == opI64Add && previous == opExtend:
		o.stream, o.with = wideStack, eights(o.value)
	case next == opI64Add:
		o.stream = wideAdded
	case next == opI64Store || next == tokenKept:
		o.stream = wideKept
	case next == opI64Eq || next == opI64Ne:
		o.stream = wideSame
	default:
		o.stream = wide
	}
	return o
}

// eights is a number, most of which are words of eight bytes.
func eights(n int64) []byte {
	if n%8 == 0 {
		return unsigned(uint64(n / 4))
	}
	return unsigned(uint64(2*n + 1))
}

func unsigned(n uint64) (b []byte) {
	for ; n > 127; n >>= 7 {
		b = append(b, byte(n)|128)
	}
	return append(b, byte(n))
}
