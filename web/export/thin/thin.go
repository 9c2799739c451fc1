// Package thin writes a WebAssembly program that Go built in a form that gzip
// and brotli pack to about half: what is alike stands together. Instructions are
// parted from the numbers in them, and those by what they are about; addresses
// of code are counted from the last one; the tables by which Go finds functions
// are columns of differences, without what only tells people of files and lines.
//
// static/site/thick.js makes a program of that again: not the same bytes, but
// one that does the same. The form is the header as JSON, its length before it
// in four bytes, and then the streams one after the other.
package thin

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
)

// Streams of the form, by what is in them.
const (
	before    = iota // the file before the code
	after            // the file after the data
	elements         // functions by number, which is how Go's code names them
	tokens           // instructions
	locals           // those that functions declare
	codeAt           // addresses in the function itself
	dataAt           // addresses of data, three bytes each
	small            // numbers of 32 bits
	wide             // of 64 bits, by what is done with them
	wideStack        // … added to the stack's address
	wideAdded        // … added to something else
	wideKept         // … stored
	wideSame         // … compared
	index            // of variables
	call             // functions that are called
	branch           // depths
	switches         // tables of depths
	ofStack          // where loads are from the stack's address
	loads            // where others are
	stores           // where is stored to
	odd              // what else instructions have
	memory           // data as it lies in memory
	column0          // the first column of the table of functions
	streams   = column0 + columns
)

// Header is what is to be known of the form beside its streams.
type Header struct {
	Size      int      // bytes that the program has at most
	Functions int      // that have code
	Tokens    int      // without macros
	Macros    [][3]int // a token, and the two that it stands for
	Entry     int      // the address of code of the first function, in 65536s
	From      int      // address at which memory begins
	Table     *Table   `json:",omitempty"` // nil: it is in the memory as it is
	Lengths   []int    // of the streams
}

// ErrForm tells of a program that is not as Go's linker writes one.
var ErrForm = errors.New("the program has a form that is not known")

// maker makes the form.
type maker struct {
	Header
	streams [streams][]byte
}

// Of is the form of a program. One that is not as Go's linker writes programs is
// ErrForm.
func Of(wasm []byte) (form []byte, err error) {
	m := &maker{}
	defer func() {
		if p := recover(); p != nil { // a number leads beyond the file
			err = fmt.Errorf("%w: %v", ErrForm, p)
		}
	}()
	r, listed, code, data := &reader{b: wasm, at: 8}, 0, 0, 0
	for r.at < len(wasm) {
		start := r.at
		kind := r.byte()
		n := r.number()
		switch {
		case kind == 9 && listed == 0:
			m.streams[before] = wasm[:start]
			m.elements(&reader{b: wasm[r.at : r.at+n]})
			listed = r.at + n
		case kind == 10 && code == 0 && listed == start:
			m.code(&reader{b: wasm[r.at : r.at+n]})
			code = r.at + n
		case kind == 11 && code == start && data == 0:
			if err := m.data(&reader{b: wasm[r.at : r.at+n]}); err != nil {
				return nil, err
			}
			data = r.at + n
			m.streams[after] = wasm[data:]
		case kind >= 9: // 12 counts segments, which are others then
			return nil, fmt.Errorf("%w: section %d", ErrForm, kind)
		}
		r.at += n
	}
	if data == 0 {
		return nil, ErrForm
	}
	m.Size = len(wasm) + 4*m.Functions + 1<<20
	m.macros()
	for _, s := range m.streams {
		m.Lengths = append(m.Lengths, len(s))
	}
	head, err := json.Marshal(m.Header)
	if err != nil {
		return nil, err
	}
	form = append(binary.LittleEndian.AppendUint32(nil, uint32(len(head))), head...)
	for _, s := range m.streams {
		form = append(form, s...)
	}
	return form, nil
}

// elements writes the table of functions, which has one after the other.
func (m *maker) elements(r *reader) {
	if one, kind, op := r.number(), r.number(), r.byte(); one != 1 || kind != 0 || op != opI32 {
		panic(ErrForm)
	}
	m.count(elements, zigzag(r.signed()))
	if r.byte() != opEnd {
		panic(ErrForm)
	}
	n, last := r.number(), -1
	m.count(elements, uint64(n))
	for range n {
		f := r.number()
		m.count(elements, zigzag(int64(f-last-1)))
		last = f
	}
}

// put appends to a stream.
func (m *maker) put(stream int, b ...byte) { m.streams[stream] = append(m.streams[stream], b...) }

// count appends a number that is not below zero.
func (m *maker) count(stream int, n uint64) {
	m.streams[stream] = binary.AppendUvarint(m.streams[stream], n)
}

// reader reads the numbers of a program.
type reader struct {
	b  []byte
	at int
}

func (r *reader) byte() byte {
	r.at++
	return r.b[r.at-1]
}

// number reads one that is not below zero.
func (r *reader) number() int {
	n, size := binary.Uvarint(r.b[r.at:])
	if size <= 0 {
		panic(ErrForm)
	}
	r.at += size
	return int(n)
}

// signed reads a number.
func (r *reader) signed() (n int64) {
	for shift := 0; ; shift += 7 {
		c := r.byte()
		n |= int64(c&127) << shift
		if c < 128 {
			if c&64 != 0 && shift < 57 {
				n |= -1 << (shift + 7)
			}
			return n
		}
	}
}

// signed is a number as a program has it.
func signed(n int64) (b []byte) {
	for {
		c := byte(n & 127)
		n >>= 7
		if n == 0 && c&64 == 0 || n == -1 && c&64 != 0 {
			return append(b, c)
		}
		b = append(b, c|128)
	}
}

// zigzag counts numbers from zero in both directions.
func zigzag(n int64) uint64 { return uint64(n<<1 ^ n>>63) }
