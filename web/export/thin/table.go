package thin

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Table is the table of Go's functions, which is written as columns. Source:
// runtime/symtab.go and runtime2.go of Go 1.26, types moduledata and _func, and
// internal/abi/symtab.go.
type Table struct {
	At      int // address of the list of functions; what is told of each comes after it
	Count   int // functions
	End     int // the address of code at which the last one ends, in 65536ths of a function
	Buckets int // address of the list by which a function is found from an address of code
	Number  int // of those that are whole: the last one ends where the code does
}

// Columns of the table: the words of a function that are kept, and the places of
// what it has for its addresses and of what it has at all.
const (
	pcColumn   = 7 // first of the places of tables by address
	funcColumn = pcColumn + 8
	columns    = funcColumn + 8
)

// words are the first ones of a function that are kept, by their place. Those
// between are names, files and lines: they are for people.
var words = [pcColumn]int{0, 1, 2, 3, 4, pcWord, 10}

const (
	headWords = 11
	pcWord    = 7 // how many places of tables by address there are
	nothing   = 1<<32 - 1
)

// What is left out of what a function has: where it may be stopped at any time,
// which nothing does in a browser, and what only traces of the stack show.
var (
	leftPC   = map[int]bool{0: true, 3: true}
	leftFunc = map[int]bool{5: true, 6: true, 7: true}
)

// named are the functions that Go's runtime finds by their names. Source:
// runtime/stkframe.go.
var named = []string{"reflect.makeFuncStub", "reflect.methodValueCall"}

// fn is a function of the table.
type fn struct {
	words []int // the first ones
	pcs   []int
	funcs []int
}

// table takes the table out of memory where it is as it is known; else it stays.
func (m *maker) table(r *ram) {
	t, tables, ok := tablesOf(r)
	if !ok {
		return
	}
	list, size, ok := functions(r, t)
	if !ok || !regular(r, t) {
		return
	}
	m.Table = &t
	names(r, tables, list)
	r.clear(t.Buckets, t.Buckets+20*t.Number)
	forget(r, tables, list)
	r.clear(t.At, t.At+size)
	last := make([]int, columns)
	for _, f := range list {
		for c, w := range words {
			m.count(column0+c, zigzag(int64(f.words[w]-last[c])))
			last[c] = f.words[w]
		}
		m.places(pcColumn, f.pcs, 0, last)
		m.places(funcColumn, f.funcs, nothing, last)
	}
}

// places writes places, none of which is 0, as differences of their columns.
func (m *maker) places(from int, list []int, none int, last []int) {
	for i, v := range list {
		if v == none {
			m.count(column0+from+i, 0)
			continue
		}
		m.count(column0+from+i, zigzag(int64(v-last[from+i]))+1)
		last[from+i] = v
	}
}

// tables are where the runtime's tables are.
type tables struct{ names, namesEnd, pcs, pcsEnd, funcs, funcsEnd int }

// tablesOf finds the table: a header begins it, and the runtime's own list of
// tables has the header's address before those of the tables.
func tablesOf(r *ram) (t Table, all tables, ok bool) {
	head := bytes.Index(r.b, []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8})
	if head < 0 || head%8 != 0 {
		return t, all, false
	}
	at := r.from + head
	lists := bytes.Index(r.b, binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, uint64(at)), uint64(at+r.long(at+32))))
	if lists < 0 {
		return t, all, false
	}
	word := func(i int) int { return r.long(r.from + lists + 8*i) }
	t = Table{At: word(13), Count: r.long(at + 8), Buckets: word(19)}
	t.End, t.Number = r.word(t.At+8*t.Count), (word(21)-word(20))/4096
	all = tables{names: word(1), namesEnd: word(1) + word(2), pcs: word(10), pcsEnd: word(10) + word(11), funcs: word(40), funcsEnd: t.Buckets}
	return t, all, word(16) == t.At && word(17) == t.Count+1 && word(20) == firstPC<<16
}

// functions are those of the table, and the bytes that it takes.
func functions(r *ram, t Table) (list []fn, size int, ok bool) {
	at := t.At + 8*(t.Count+1)
	for i := range t.Count {
		if r.word(t.At+8*i+4) != at-t.At || r.word(t.At+8*i) != r.word(at) {
			return nil, 0, false
		}
		f := fn{}
		for range headWords {
			f.words = append(f.words, r.word(at))
			at += 4
		}
		if f.words[pcWord] > funcColumn-pcColumn || f.words[headWords-1]>>24 > columns-funcColumn {
			return nil, 0, false
		}
		for range f.words[pcWord] {
			f.pcs = append(f.pcs, r.word(at))
			at += 4
		}
		for range f.words[headWords-1] >> 24 {
			f.funcs = append(f.funcs, r.word(at))
			at += 4
		}
		list = append(list, f)
		at += -at & 7
	}
	return list, at - t.At, r.word(t.At+8*t.Count+4) == 0
}

// regular tells that each function has sixteen buckets that know nothing but it.
func regular(r *ram, t Table) bool {
	for b := range t.Number {
		at := t.Buckets + 20*b
		if r.word(at) != b/16 || slices.ContainsFunc(r.b[at+4-r.from:at+20-r.from], func(c byte) bool { return c != 0 }) {
			return false
		}
	}
	return true
}

// names takes the names away but those that are looked for.
func names(r *ram, t tables, list []fn) {
	old := bytes.Clone(r.b[t.names-r.from : t.namesEnd-r.from])
	r.clear(t.names, t.namesEnd)
	for _, f := range list {
		name, _, _ := bytes.Cut(old[f.words[1]:], []byte{0})
		if !slices.Contains(named, string(name)) {
			f.words[1] = 0
			continue
		}
		copy(r.b[t.names-r.from+f.words[1]:], name)
	}
}

// forget takes away what functions have no use for, where nothing else has.
func forget(r *ram, t tables, list []fn) {
	pcs, funcs := make([]bool, t.pcsEnd-t.pcs), map[int]bool{}
	for _, f := range list {
		kept(r, t, pcs, f.words[4])
		for i, v := range f.pcs {
			if leftPC[i] {
				f.pcs[i] = 0
			}
			if v != 0 && !leftPC[i] {
				kept(r, t, pcs, v)
			}
		}
		for i, v := range f.funcs {
			if v != nothing {
				funcs[v] = funcs[v] || !leftFunc[i]
			}
			if leftFunc[i] {
				f.funcs[i] = nothing
			}
		}
	}
	for i, is := range pcs {
		if !is {
			r.b[t.pcs-r.from+i] = 0
		}
	}
	var places []int
	for v := range funcs { // sorted below
		places = append(places, v)
	}
	slices.Sort(places)
	places = append(places, t.funcsEnd-t.funcs)
	for i, v := range places[:len(places)-1] {
		if !funcs[v] {
			r.clear(t.funcs+v, t.funcs+places[i+1])
		}
	}
}

// kept marks a table by address: pairs of numbers up to a difference of nothing.
// Source: runtime/symtab.go, step.
func kept(r *ram, t tables, marks []bool, at int) {
	for p, first := at, true; at != 0 && !marks[at] || !first; {
		if !first && r.b[t.pcs-r.from+p] == 0 {
			marks[p] = true
			return
		}
		first = false
		for range 2 {
			for marks[p] = true; r.b[t.pcs-r.from+p] >= 128; marks[p] = true {
				p++
			}
			p++
		}
	}
}
