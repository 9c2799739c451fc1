package thin

import "encoding/binary"

// mostMemory bounds the data of a program, in bytes.
const mostMemory = 256 << 20

// data writes what lies in memory when the program starts, as one piece.
func (m *maker) data(r *reader) error {
	type segment struct {
		at   int
		data []byte
	}
	var all []segment
	from, to := mostMemory, 0
	for range r.number() {
		kind, op := r.number(), r.byte()
		at := int(r.signed())
		if end := r.byte(); kind != 0 || op != opI32 || end != opEnd {
			return ErrForm
		}
		n := r.number()
		all = append(all, segment{at, r.b[r.at : r.at+n]})
		r.at += n
		from, to = min(from, at), max(to, at+n)
	}
	if from > to || to > mostMemory {
		return ErrForm
	}
	from -= from % 8
	image := make([]byte, to-from)
	for _, s := range all {
		copy(image[s.at-from:], s.data)
	}
	m.From, m.streams[memory] = from, image
	m.table(&ram{image, from})
	return nil
}

// ram is memory by its addresses.
type ram struct {
	b    []byte
	from int
}

func (r *ram) word(at int) int { return int(binary.LittleEndian.Uint32(r.b[at-r.from:])) }
func (r *ram) long(at int) int { return int(binary.LittleEndian.Uint64(r.b[at-r.from:])) }

func (r *ram) clear(from, to int) { clear(r.b[from-r.from : to-r.from]) }
