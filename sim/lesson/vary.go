package lesson

import (
	"hash/fnv"
	"regexp"
	"sort"
)

// vary is what differs from learner to learner: names and the values each may
// have, as the front matter says. {{name}} in the file stands for one of them.
type vary map[string][]string

var varied = regexp.MustCompile(`\{\{([a-z]+)\}\}`)

// For is the lesson as the learner of a seed takes it: the same for the same
// seed, and another one than most others have, so that answers can't be copied.
func (l Lesson) For(seed string) Lesson {
	return l.with(func(name string, n int) int {
		h := fnv.New32a()
		_, _ = h.Write([]byte(l.ID + "/" + name + "/" + seed)) // a hash takes everything
		return int(h.Sum32() % uint32(n))
	})
}

// Variants is how many there are that together show every value.
func (l Lesson) Variants() int {
	most := 1
	for _, values := range l.vary { // order does not matter: the most is taken
		most = max(most, len(values))
	}
	return most
}

// Variant is the lesson with the value i of everything that varies, counted
// from 0 and around.
func (l Lesson) Variant(i int) Lesson {
	return l.with(func(_ string, n int) int { return i % n })
}

func (l Lesson) with(pick func(name string, n int) int) Lesson {
	if len(l.vary) == 0 {
		return l
	}
	n, _ := parse(l.ID, l.source, l.files, pick)
	return n
}

// fill puts values in the place of names.
func (v vary) fill(file []byte, pick func(name string, n int) int) []byte {
	if len(v) == 0 {
		return file
	}
	return varied.ReplaceAllFunc(file, func(match []byte) []byte {
		values := v[string(match[2:len(match)-2])]
		if len(values) == 0 {
			return match
		}
		return []byte(values[pick(string(match[2:len(match)-2]), len(values))])
	})
}

// names are the names that vary, sorted.
func (v vary) names() (names []string) {
	for name := range v { // sorted below
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
