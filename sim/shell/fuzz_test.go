package shell

import "testing"

// FuzzScript feeds any text to each shell, which must not panic, and must end
// the same when it is stopped on its way.
func FuzzScript(f *testing.F) {
	for _, c := range scripts() {
		f.Add(c.script, byte(c.flavor))
	}
	f.Fuzz(func(t *testing.T, script string, flavor byte) {
		fl := Flavor(flavor % 3)
		whole, small := newHost(), newHost()
		whole.quantum, small.quantum = 3000, 7
		var ended bool
		for i, h := range []*host{whole, small} {
			h.start(fl, []string{"sh", "-c", script})
			turns := []int{20, 4000}[i]
			for ; turns > 0 && h.turn(); turns-- {
			}
			if i == 0 {
				ended = h.procs[1].zombie
			}
		}
		if ended && len(whole.procs) == 1 && small.procs[1].zombie && len(small.procs) == 1 && small.procs[1].code != whole.procs[1].code {
			t.Errorf("%q: exit %d, stopped on the way %d", script, whole.procs[1].code, small.procs[1].code)
		}
	})
}
